//! From the conceptual model to tables, columns, keys and checks, each with its reason.

use super::design::{Assumption, Options};
use super::lexicon as words;
use super::model::{Attribute, Entity, Model, Relationship, Shape};
use super::{inflection, typing};
use crate::schema::{
    Action, Check, Column, ColumnType, Decision, Expression, ForeignKey, Id, Identity, Index, NamingStyle, PrimaryKey,
    QualifiedName, Reference, Schema, Source, Span, Table, Topic, Unique,
};
use std::collections::HashSet;

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

/// A column of a primary key, known before the tables are built so that references can copy it.
#[derive(Debug, Clone, PartialEq)]
struct KeyColumn {
    name: String,
    data_type: ColumnType,
    /// The attribute that it is, or nothing for a surrogate or a reference.
    attribute: Option<usize>,
}

/// Unique plural table names.
fn table_names(model: &Model, style: NamingStyle) -> Vec<String> {
    let mut taken = HashSet::new();
    let name = |entity: &Entity| {
        let mut parts: Vec<String> = crate::schema::words(&entity.name);
        if let Some(last) = parts.last_mut() {
            *last = inflection::plural(last);
        }
        let joined = parts.join(" ");
        match style.spell(&joined) {
            name if name.is_empty() => "items".to_owned(),
            name => name,
        }
    };
    model
        .entities
        .iter()
        .map(|entity| {
            let wanted = name(entity);
            let free = (1..).map(|n| if n == 1 { wanted.clone() } else { style.spell(&format!("{wanted} {n}")) });
            let name = free.into_iter().find(|name| !taken.contains(name)).unwrap_or(wanted);
            taken.insert(name.clone());
            name
        })
        .collect()
}

/// The number or code that tells rows apart, if the text gives one that people use. An `ID` is the surrogate itself.
fn natural_key(entity: &Entity) -> Option<usize> {
    let is_key = |attribute: &Attribute| {
        let last = attribute.name.rsplit(' ').next().unwrap_or_default();
        attribute.identifier && !is_surrogate(last) && attribute.source == Source::Text
    };
    if entity.shape != Shape::Plain || entity.attributes.iter().any(|a| a.identifier && is_surrogate(&a.name)) {
        return None;
    }
    entity.attributes.iter().position(is_key)
}

fn is_surrogate(name: &str) -> bool {
    matches!(name.rsplit(' ').next(), Some("id" | "ids" | "identifier" | "uuid" | "identification" | "key"))
}

/// Associations of associations are not followed further than this.
const DEEPEST_KEY: usize = 4;

fn key_of(model: &Model, index: usize, style: NamingStyle, depth: usize) -> Vec<KeyColumn> {
    let entity = &model.entities[index];
    let surrogate = || vec![KeyColumn { name: style.spell("id"), data_type: ColumnType::BigInt, attribute: None }];
    if entity.shape == Shape::Association && depth < DEEPEST_KEY {
        let parents: Vec<&Relationship> = model.parents_of(index).collect();
        if parents.len() >= 2 && parents.iter().all(|r| r.parent != index && !r.optional) {
            let columns: Vec<KeyColumn> = parents
                .iter()
                .flat_map(|r| {
                    reference_columns(&model.entities[r.parent], r, &key_of(model, r.parent, style, depth + 1), style)
                })
                .collect();
            let distinct: HashSet<&str> = columns.iter().map(|c| c.name.as_str()).collect();
            if distinct.len() == columns.len() {
                return columns;
            }
        }
        return surrogate();
    }
    match natural_key(entity) {
        Some(attribute) => {
            let typed = typing::infer(&full_name(entity, &entity.attributes[attribute]), &entity.name, None);
            let name = style.spell(&full_name(entity, &entity.attributes[attribute]));
            let data_type = if typed.data_type == ColumnType::Text { ColumnType::varchar(50) } else { typed.data_type };
            vec![KeyColumn { name, data_type, attribute: Some(attribute) }]
        }
        None => surrogate(),
    }
}

/// `number` of a room is `room number` as a column.
fn full_name(entity: &Entity, attribute: &Attribute) -> String {
    let alone = attribute.identifier
        && !attribute.name.contains(' ')
        && matches!(attribute.name.as_str(), "number" | "code" | "no" | "num" | "identifier" | "key");
    if alone { format!("{} {}", entity.name, attribute.name) } else { attribute.name.clone() }
}

/// The columns by which a child refers to a parent.
fn reference_columns(
    parent: &Entity,
    relationship: &Relationship,
    key: &[KeyColumn],
    style: NamingStyle,
) -> Vec<KeyColumn> {
    let role = relationship.role.as_deref().unwrap_or_default();
    key.iter()
        .map(|column| {
            let key_name = crate::schema::words(&column.name).join(" ");
            let whole = if key_name.starts_with(&parent.name) || key.len() > 1 {
                key_name
            } else {
                format!("{} {key_name}", parent.name)
            };
            // `evaluator_id`: the role says enough; `home_airport_id`: it does not.
            let last = role.rsplit(' ').next().unwrap_or_default();
            let telling = key.len() == 1
                && (words::is_role(last)
                    || words::is_author(last)
                    || words::is_office(last)
                    || role.ends_with("in charge"));
            let telling =
                telling || key.len() == 1 && (role == parent.name || role.ends_with(&format!(" {}", parent.name)));
            let name = match telling {
                true => style.spell(&format!("{role} id")),
                false => style.spell(format!("{role} {whole}").trim()),
            };
            KeyColumn { name, data_type: column.data_type.clone(), attribute: None }
        })
        .collect()
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
            entity.confidence,
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
        if entity.shape == Shape::LineItem {
            self.price_at_purchase(index, &mut table);
        }
        if self.is_reference_key(index) {
            let key_id = self.built.schema.fresh_id();
            let columns = key.iter().map(|k| k.name.clone()).collect::<Vec<_>>();
            let why = "A pair can occur only once, so the references are the key and no number of its own is needed.";
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
            table.primary_key = Some(PrimaryKey { id: key_id, name: None, columns });
        }
        self.built.schema.tables.push(table);
    }

    fn is_reference_key(&self, index: usize) -> bool {
        self.model.entities[index].shape == Shape::Association && self.keys[index].len() >= 2
    }

    fn surrogate(&mut self, table: &mut Table, entity: &Entity, key: &KeyColumn) {
        let column_id = self.built.schema.fresh_id();
        let mut column = Column::new(column_id, key.name.as_str(), ColumnType::BigInt);
        column.identity = Some(Identity { always: false, start: None, increment: None });
        let given = entity.attributes.iter().find(|a| a.identifier && is_surrogate(&a.name));
        let spans = given.map(|a| a.spans.clone()).unwrap_or_default();
        let why = match given {
            Some(attribute) => {
                format!("It is the {} that the text asks for; the database numbers the rows.", attribute.name)
            }
            None => "Nothing in the text identifies a row for good, so the database numbers the rows.".to_owned(),
        };
        table.columns.push(column);
        let key_id = self.built.schema.fresh_id();
        self.explain(
            column_id,
            Topic::Attribute,
            format!("{} is a generated number", key.name),
            why.clone(),
            &spans,
            0.9,
            None,
            if given.is_some() { Source::Text } else { Source::Practice },
        );
        self.explain(
            key_id,
            Topic::Key,
            format!("{} is the primary key", key.name),
            why,
            &spans,
            0.9,
            Some(
                "A random UUID: larger, but it can be made outside the database and tells nothing about volume."
                    .to_owned(),
            ),
            Source::Practice,
        );
        table.primary_key = Some(PrimaryKey { id: key_id, name: None, columns: vec![key.name.clone()] });
    }

    fn natural(&mut self, table: &mut Table, entity: &Entity, attribute: &Attribute, key: &KeyColumn) {
        let column_id = self.built.schema.fresh_id();
        table.columns.push(Column::new(column_id, key.name.as_str(), key.data_type.clone()));
        let why = format!(
            "The text gives each {} a {}, by which people tell one from the other.",
            entity.name, attribute.name
        );
        self.explain(
            column_id,
            Topic::Attribute,
            format!("{} identifies a {}", key.name, entity.name),
            why.clone(),
            &attribute.spans,
            0.85,
            None,
            attribute.source,
        );
        let key_id = self.built.schema.fresh_id();
        self.explain(
            key_id,
            Topic::Key,
            format!("{} is the primary key", key.name),
            why,
            &attribute.spans,
            0.8,
            Some("A generated id with this column unique: better if the number can change.".to_owned()),
            Source::Text,
        );
        table.primary_key = Some(PrimaryKey { id: key_id, name: None, columns: vec![key.name.clone()] });
    }

    fn references(&mut self, index: usize, table: &mut Table) {
        let model = self.model;
        let entity = &model.entities[index];
        let mut unique: Vec<String> = Vec::new();
        for relationship in model.parents_of(index) {
            let parent = &model.entities[relationship.parent];
            let parent_key = self.keys[relationship.parent].clone();
            let mut columns = reference_columns(parent, relationship, &parent_key, self.style);
            for column in &mut columns {
                let wanted = column.name.clone();
                for n in 2..100 {
                    if table.column(&column.name).is_none() {
                        break;
                    }
                    column.name = self.style.spell(&format!("{wanted} {n}"));
                }
            }
            let key_id = self.built.schema.fresh_id();
            let required = !relationship.optional && relationship.child != relationship.parent;
            for column in &columns {
                let column_id = self.built.schema.fresh_id();
                let mut made = Column::new(column_id, column.name.as_str(), column.data_type.clone());
                made.nullable = !required;
                table.columns.push(made);
                self.explain(
                    column_id,
                    Topic::Relationship,
                    format!("{} refers to {}", column.name, self.names[relationship.parent].clone()),
                    relationship.why.clone(),
                    &relationship.spans,
                    relationship.confidence,
                    None,
                    relationship.source,
                );
            }
            let names: Vec<String> = columns.iter().map(|c| c.name.clone()).collect();
            let (on_delete, reason) = self.on_delete(entity, relationship, required);
            let references = Reference {
                table: QualifiedName::new(self.names[relationship.parent].as_str()),
                columns: parent_key.iter().map(|k| k.name.clone()).collect(),
            };
            let what = format!("{} -> {}, ON DELETE {}", table.name, references.table, on_delete.sql());
            self.explain(
                key_id,
                Topic::Relationship,
                what,
                format!("{} {reason}", relationship.why),
                &relationship.spans,
                relationship.confidence,
                None,
                relationship.source,
            );
            table.foreign_keys.push(ForeignKey {
                id: key_id,
                name: None,
                columns: names.clone(),
                references,
                on_delete,
                on_update: Action::NoAction,
                deferrable: Default::default(),
            });
            if relationship.one_to_one {
                self.unique(
                    table,
                    names.clone(),
                    format!("One {} has at most one {}.", parent.name, entity.name),
                    &relationship.spans,
                );
            }
            if relationship.role.is_none() && required {
                unique.extend(names);
            }
        }
        if entity.unique_parents && unique.len() >= 2 && !self.is_reference_key(index) {
            let why = match entity.shape {
                Shape::LineItem => {
                    "The same thing stands on one line only; more of it is a larger quantity.".to_owned()
                }
                _ => format!("There is one {} for each combination.", entity.name),
            };
            self.unique(table, unique, why, &entity.spans);
        }
    }

    fn on_delete(&self, entity: &Entity, relationship: &Relationship, required: bool) -> (Action, String) {
        let parent = &self.model.entities[relationship.parent].name;
        let deed = words::is_deed(entity.name.rsplit(' ').next().unwrap_or_default());
        match () {
            () if entity.shape == Shape::Association || entity.shape == Shape::LineItem && relationship.owned => {
                (Action::Cascade, format!("It goes with its {parent}."))
            }
            () if relationship.owned && !deed && required => {
                (Action::Cascade, format!("A {} has no meaning without its {parent}, so it goes with it.", entity.name))
            }
            () if !required => (Action::SetNull, format!("The {} stays when the {parent} goes.", entity.name)),
            () => (
                Action::Restrict,
                format!("A {parent} that something still refers to is not deleted, so that no history is lost."),
            ),
        }
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
        });
    }

    fn attribute(&mut self, table: &mut Table, entity: &Entity, attribute: &Attribute) {
        let hint = match attribute {
            Attribute { yes_no: true, .. } => Some(typing::Kind::Flag),
            Attribute { values, .. } if values.len() >= 2 => Some(typing::Kind::Category),
            _ => attribute.hint,
        };
        let typed = typing::infer(&full_name(entity, attribute), &entity.name, hint);
        let name = self.style.spell(&typed.name);
        if name.is_empty() || table.column(&name).is_some() {
            return;
        }
        let id = self.built.schema.fresh_id();
        let mut column = Column::new(id, name.as_str(), typed.data_type.clone());
        column.nullable = attribute.nullable.unwrap_or(typed.nullable) || attribute.optional;
        column.default = typed.default.clone();
        if attribute.values.len() >= 2 {
            let longest = attribute.values.iter().map(|v| v.chars().count()).max().unwrap_or(0);
            if !column.data_type.is_text() || longest > 20 {
                column.data_type = ColumnType::varchar(u32::try_from(longest.max(20)).unwrap_or(50));
            } else {
                column.data_type = ColumnType::varchar(20);
            }
            column.default = None;
        }
        if let Some(default) = &attribute.default {
            column.default = Some(match attribute.values.contains(default) {
                true => Expression::text(default),
                false => Expression::new(default.as_str()),
            });
        }
        let data_type = column.data_type.clone();
        table.columns.push(column);
        let why = if attribute.why.is_empty() { typed.why.clone() } else { attribute.why.clone() };
        self.explain(
            id,
            Topic::Attribute,
            format!("{name} is kept of each {}", entity.name),
            why,
            &attribute.spans,
            0.85,
            None,
            attribute.source,
        );
        self.explain(
            id,
            Topic::Type,
            format!("{name} is {data_type}"),
            typed.why.clone(),
            &attribute.spans,
            typed.confidence,
            None,
            Source::Practice,
        );
        if typed.name.ends_with("password_hash") {
            let why = "A password is never kept, only a salted hash of it.".to_owned();
            self.explain(
                id,
                Topic::Security,
                format!("{name} instead of a password"),
                why,
                &attribute.spans,
                0.99,
                None,
                Source::Practice,
            );
        }
        if typed.unique
            || attribute.unique
            || attribute.identifier && table.key_columns().first().is_some_and(|k| *k != name)
        {
            let why = format!("No two {} share it.", table.name);
            self.unique(table, vec![name.clone()], why, &attribute.spans);
        }
        let quoted = Expression::identifier(&name).0;
        let check = if attribute.values.len() >= 2 {
            let list: Vec<String> = attribute.values.iter().map(|v| Expression::text(v).0).collect();
            Some((format!("{quoted} IN ({})", list.join(", ")), "The text gives the values.".to_owned(), Source::Text))
        } else if let Some((low, high)) = &attribute.range {
            Some((
                format!("{quoted} BETWEEN {low} AND {high}"),
                format!("Values lie between {low} and {high}."),
                Source::Text,
            ))
        } else {
            typed.check.as_ref().map(|check| (check.renamed(&typed.name, &name).0, typed.why.clone(), Source::Practice))
        };
        if let Some((expression, why, source)) = check {
            self.check(table, expression, why, &attribute.spans, source);
        }
    }

    fn check(&mut self, table: &mut Table, expression: String, why: String, spans: &[Span], source: Source) {
        let id = self.built.schema.fresh_id();
        self.explain(id, Topic::Rule, expression.clone(), why, spans, 0.8, None, source);
        table.checks.push(Check { id, name: None, expression: Expression::new(expression) });
    }

    /// The price of the moment stands on the line: a deliberate copy.
    fn price_at_purchase(&mut self, index: usize, table: &mut Table) {
        let model = self.model;
        let priced = model.parents_of(index).filter(|r| !r.owned).find_map(|r| {
            model.entities[r.parent]
                .attributes
                .iter()
                .find(|a| a.name.rsplit(' ').next() == Some("price"))
                .map(|a| (r.parent, a))
        });
        let Some((product, price)) = priced else { return };
        let name = self.style.spell("price at purchase");
        if table.columns.iter().any(|c| c.name.contains("price")) {
            return;
        }
        let id = self.built.schema.fresh_id();
        table.columns.push(Column::new(id, name.as_str(), ColumnType::decimal(10, 2)));
        let product = self.model.entities[product].name.clone();
        let why = format!(
            "The price of a {product} changes, and what was paid must not change with it: a deliberate copy at the moment of purchase."
        );
        self.explain(
            id,
            Topic::Denormalization,
            format!("{name} copies the price of the {product}"),
            why.clone(),
            &price.spans,
            0.9,
            Some(format!("Read the price from the {product}: old orders would change with the price list.")),
            Source::Practice,
        );
        let quoted = Expression::identifier(&name).0;
        self.check(
            table,
            format!("{quoted} >= 0"),
            "A price is never negative.".to_owned(),
            &price.spans,
            Source::Practice,
        );
        self.built.assumptions.push(Assumption {
            text: format!("{} keep the price of the moment of purchase.", table.name),
            subject: Some(id),
        });
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
        Shape::Plain => None,
    }
}

/// Adds what every production schema has: times of creation and change, an index behind each reference, and indexes on what is looked up.
pub fn practices(built: &mut Built, model: &Model, style: NamingStyle) {
    let mut schema = std::mem::take(&mut built.schema);
    let mut tables = std::mem::take(&mut schema.tables);
    for (index, table) in tables.iter_mut().enumerate() {
        let shape = model.entities.get(index).map_or(Shape::Plain, |e| e.shape);
        let mut note = |subject: Id, topic: Topic, what: String, why: &str| {
            built.decisions.push(Decision {
                subject,
                topic,
                what,
                why: why.to_owned(),
                spans: Vec::new(),
                confidence: 0.9,
                alternative: None,
                source: Source::Practice,
            });
        };
        let times: &[&str] = if shape == Shape::Plain { &["created at", "updated at"] } else { &["created at"] };
        for time in times {
            let name = style.spell(time);
            if table.column(&name).is_some() {
                continue;
            }
            let id = schema.fresh_id();
            let mut column = Column::new(id, name.as_str(), ColumnType::timestamptz());
            column.default = Some(Expression::from("CURRENT_TIMESTAMP"));
            table.columns.push(column);
            note(
                id,
                Topic::Convention,
                format!("{name} tells when a row was {}", time.trim_end_matches(" at")),
                "Support and audits ask for it sooner or later.",
            );
        }
        let keys: Vec<Vec<String>> = table.foreign_keys.iter().map(|key| key.columns.clone()).collect();
        for columns in keys {
            if table.has_index_on(&columns) {
                continue;
            }
            let id = schema.fresh_id();
            let names: Vec<&str> = columns.iter().map(String::as_str).collect();
            table.indexes.push(Index::on(id, &names));
            note(
                id,
                Topic::Index,
                format!("Index on {}({})", table.name, names.join(", ")),
                "Joins and deletes of the parent look rows up by this reference.",
            );
        }
        if shape == Shape::Plain {
            let looked_up = table.columns.iter().find(|c| {
                let words = crate::schema::words(&c.name);
                matches!(words.last().map(String::as_str), Some("name" | "title" | "status"))
                    && words.len() <= 2
                    && c.data_type.is_text()
            });
            if let Some(column) =
                looked_up.map(|c| c.name.clone()).filter(|name| !table.has_index_on(std::slice::from_ref(name)))
            {
                let id = schema.fresh_id();
                table.indexes.push(Index::on(id, &[&column]));
                note(id, Topic::Index, format!("Index on {}({column})", table.name), "People look rows up by it.");
            }
        }
    }
    schema.tables = tables;
    built.schema = schema;
}
