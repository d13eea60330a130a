//! From the conceptual model to tables, columns, keys and checks, each with its reason.

mod circles;
mod columns;
mod confidence;
mod keys;
mod names;
mod practices;
mod references;

use super::design::{Assumption, Options};
use super::model::{Entity, Model, Shape};
use crate::schema::{
    Check, Decision, Expression, Id, NamingStyle, PrimaryKey, Schema, Source, Span, Table, Topic, Unique,
};
pub use circles::open_circles;
use keys::{KeyColumn, is_surrogate, key_of};
use names::table_names;
pub use practices::practices;

/// A schema with its reasons.
#[derive(Debug, Default)]
pub struct Built {
    pub schema: Schema,
    pub decisions: Vec<Decision>,
    pub assumptions: Vec<Assumption>,
    /// The table of each entity of the model.
    pub tables: Vec<Id>,
}

/// Builds the schema of a model.
pub fn build(model: &Model, options: &Options) -> Built {
    let names = table_names(model, options.naming);
    let keys: Vec<Vec<KeyColumn>> = (0..model.entities.len()).map(|e| key_of(model, e, options.naming, 0)).collect();
    let mut builder = Builder { model, style: options.naming, names, keys, built: Built::default() };
    for index in 0..model.entities.len() {
        builder.table(index);
    }
    builder.built
}

struct Builder<'a> {
    model: &'a Model,
    style: NamingStyle,
    names: Vec<String>,
    keys: Vec<Vec<KeyColumn>>,
    built: Built,
}

impl Builder<'_> {
    fn table(&mut self, index: usize) {
        let model = self.model;
        let entity = &model.entities[index];
        let id = self.built.schema.fresh_id();
        let mut table = Table::new(id, self.names[index].as_str());
        self.built.tables.push(id);
        self.explain(
            id,
            Topic::Entity,
            format!("{} is a table of its own", table.name),
            entity.why.clone(),
            &entity.spans,
            confidence::of_entity(entity),
            alternative_to(entity),
            entity.source,
        );
        let key = self.keys[index].clone();
        let own_key = key.iter().any(|k| k.attribute.is_none()) && !self.is_reference_key(index);
        if own_key {
            self.surrogate(&mut table, entity, &key[0]);
        }
        for (n, attribute) in entity.attributes.iter().enumerate() {
            if let Some(column) = key.iter().find(|k| k.attribute == Some(n)) {
                self.natural(&mut table, entity, attribute, column);
            }
        }
        self.references(index, &mut table);
        for (n, attribute) in entity.attributes.iter().enumerate() {
            if key.iter().any(|k| k.attribute == Some(n))
                || own_key && attribute.identifier && is_surrogate(&attribute.name)
            {
                continue;
            }
            self.attribute(&mut table, entity, attribute);
        }
        self.occasion(index, &mut table);
        if entity.shape == Shape::LineItem {
            self.price_at_purchase(index, &mut table);
        }
        if self.is_reference_key(index) {
            let key_id = self.built.schema.fresh_id();
            let columns = key.iter().map(|k| k.name.clone()).collect::<Vec<_>>();
            let why = match entity.shape {
                Shape::Subtype => "It is the same thing as the row that it extends, so it has the same key.",
                _ => "A pair can occur only once, so the references are the key and no number of its own is needed.",
            };
            self.explain(
                key_id,
                Topic::Key,
                format!("({}) is the primary key", columns.join(", ")),
                why.to_owned(),
                &entity.spans,
                0.9,
                Some("A surrogate id with a unique key: one column more, for nothing that refers to it.".to_owned()),
                Source::Practice,
            );
            table.primary_key = Some(PrimaryKey::on(key_id, columns));
        }
        self.built.schema.tables.push(table);
    }

    fn unique(&mut self, table: &mut Table, columns: Vec<String>, why: String, spans: &[Span]) {
        if table.is_unique(&columns) {
            return;
        }
        let id = self.built.schema.fresh_id();
        self.explain(
            id,
            Topic::Key,
            format!("({}) is unique", columns.join(", ")),
            why,
            spans,
            0.8,
            None,
            Source::Practice,
        );
        table.uniques.push(Unique {
            id,
            name: None,
            columns,
            nulls_not_distinct: false,
            deferrable: Default::default(),
            options: Vec::new(),
        });
    }

    fn check(&mut self, table: &mut Table, expression: String, why: String, spans: &[Span], source: Source) {
        let id = self.built.schema.fresh_id();
        self.explain(id, Topic::Rule, expression.clone(), why, spans, 0.8, None, source);
        table.checks.push(Check::new(id, Expression::new(expression)));
    }

    #[allow(clippy::too_many_arguments)]
    fn explain(
        &mut self,
        subject: Id,
        topic: Topic,
        what: String,
        why: String,
        spans: &[Span],
        confidence: f32,
        alternative: Option<String>,
        source: Source,
    ) {
        self.built.decisions.push(Decision {
            subject,
            topic,
            what,
            why,
            spans: spans.iter().take(6).copied().collect(),
            confidence,
            alternative,
            source,
        });
    }
}

fn alternative_to(entity: &Entity) -> Option<String> {
    match entity.shape {
        Shape::Plain if entity.attributes.len() <= 1 => {
            Some("A plain column of the table that refers to it, if nothing more is ever kept of it.".to_owned())
        }
        Shape::Association | Shape::LineItem => Some(
            "A list of values in one column: not in first normal form, and no foreign key could guard it.".to_owned(),
        ),
        Shape::Subtype => {
            Some("One wide table for all kinds: no joins, but columns that are empty for most rows.".to_owned())
        }
        Shape::Plain => None,
    }
}
