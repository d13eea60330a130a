//! Who says which kinds there are? A word in a column becomes a list that people maintain.

use super::{Draft, add, as_it_is, effect};
use crate::nl::build::Built;
use crate::nl::inflection::plural;
use crate::nl::model::{Model, Shape};
use crate::schema::{
    Action, Answer, Change, Column, Decision, ForeignKey, Identity, Index, NamingStyle, Object, PrimaryKey, Question,
    Reference, Source, Table, Topic, Unique,
};

/// Words for kinds that people like to add to.
const KINDS: [&str; 9] =
    ["category", "genre", "brand", "type", "kind", "specialty", "specialization", "breed", "cuisine"];

const DOUBT: f32 = 0.3;

pub(super) fn drafts(built: &mut Built, model: &Model, style: NamingStyle) -> Vec<Draft> {
    let mut found = Vec::new();
    for (index, entity) in model.entities.iter().enumerate().filter(|(_, e)| e.shape == Shape::Plain) {
        for attribute in &entity.attributes {
            let last = attribute.head();
            if attribute.source != Source::Text || !attribute.values.is_empty() || !KINDS.contains(&last) {
                continue;
            }
            let Some(id) = built.tables.get(index).copied() else { continue };
            let column_name = style.spell(&attribute.name);
            // `genre` of a book, but `book type`: a type alone says too little.
            let kind = match attribute.name.contains(' ') || !matches!(last, "type" | "kind" | "category") {
                true => attribute.name.clone(),
                false => format!("{} {}", entity.name, attribute.name),
            };
            if model.entities.iter().any(|e| e.name == kind) {
                continue;
            }
            let Some((changes, decision)) = lookup(built, id, &column_name, &kind, style) else { continue };
            let Some(effect) = effect(&built.schema, &changes) else { continue };
            let question = Question {
                id: format!("{}.{}.list", entity.name.replace(' ', "_"), attribute.name.replace(' ', "_")),
                text: format!("Does somebody maintain the list of {}?", plural(&kind)),
                why: "A list that people add to and rename is a table; words typed into a column drift apart."
                    .to_owned(),
                spans: attribute.spans.clone(),
                answers: vec![
                    as_it_is(format!("No, the {last} is a word on the {}", entity.name)),
                    Answer {
                        label: "Yes, it is a list of its own".to_owned(),
                        effect,
                        changes,
                        decisions: vec![decision],
                    },
                ],
            };
            found.push(Draft { question, doubt: DOUBT });
        }
    }
    found
}

/// A table of the kinds, and a reference in place of the column.
fn lookup(
    built: &mut Built,
    id: crate::schema::Id,
    column: &str,
    kind: &str,
    style: NamingStyle,
) -> Option<(Vec<Change>, Decision)> {
    let schema = &mut built.schema;
    let table = schema.table_by_id(id)?.clone();
    let old = table.column(column)?.clone();
    let named = |columns: &[String]| columns.iter().any(|c| c == column);
    if table.in_primary_key(column) || table.in_foreign_key(column) || table.uniques.iter().any(|u| named(&u.columns)) {
        return None;
    }
    let name = style.spell(&plural(kind));
    if schema.tables.iter().any(|t| t.name.name == name) {
        return None;
    }
    let mut changes: Vec<Change> = Vec::new();
    let concerned = |text: &str| text.contains(column);
    changes.extend(table.checks.iter().filter(|c| concerned(&c.expression.0)).map(|c| Change::Drop { id: c.id }));
    let indexes = table.indexes.iter().filter(|i| i.columns().contains(&column));
    changes.extend(indexes.map(|i| Change::Drop { id: i.id }));
    let mut list = Table::new(schema.fresh_id(), name.as_str());
    let mut number = Column::new(schema.fresh_id(), style.spell("id"), crate::schema::ColumnType::BigInt);
    number.identity = Some(Identity { always: false, start: None, increment: None, ..Identity::default() });
    let key_columns = vec![number.name.clone()];
    list.columns.push(number);
    list.columns.push(Column::new(schema.fresh_id(), style.spell("name"), crate::schema::ColumnType::varchar(100)));
    list.primary_key = Some(PrimaryKey::on(schema.fresh_id(), key_columns.clone()));
    list.uniques.push(Unique {
        id: schema.fresh_id(),
        name: None,
        columns: vec![style.spell("name")],
        nulls_not_distinct: false,
        deferrable: Default::default(),
        options: Vec::new(),
    });
    let reference = style.spell(&format!("{kind} id"));
    if table.column(&reference).is_some() {
        return None;
    }
    let mut link = Column::new(schema.fresh_id(), reference.as_str(), crate::schema::ColumnType::BigInt);
    link.nullable = old.nullable;
    let decision = Decision {
        subject: list.id,
        topic: Topic::Entity,
        what: format!("{name} is a list of its own"),
        why: "You answered that somebody maintains it.".to_owned(),
        spans: Vec::new(),
        confidence: 1.0,
        alternative: None,
        source: Source::User,
    };
    let foreign = ForeignKey {
        id: schema.fresh_id(),
        name: None,
        columns: vec![reference.clone()],
        references: Reference { table: list.name.clone(), columns: key_columns },
        on_delete: if old.nullable { Action::SetNull } else { Action::Restrict },
        on_update: Action::NoAction,
        deferrable: Default::default(),
        options: Vec::new(),
    };
    let index = Index::on(schema.fresh_id(), &[reference.as_str()]);
    changes.push(add(None, Object::Table(list)));
    changes.push(Change::Drop { id: old.id });
    changes.push(add(Some(id), Object::Column(link)));
    changes.push(add(Some(id), Object::ForeignKey(foreign)));
    changes.push(add(Some(id), Object::Index(index)));
    Some((changes, decision))
}
