//! What the text leaves open, as questions with prepared answers.

use super::build::Built;
use super::model::{Model, Relationship, Shape};
use crate::schema::{
    Action, Answer, Change, Column, ColumnType, Decision, Expression, ForeignKey, Index, NamingStyle, Object,
    PrimaryKey, Question, Reference, Schema, Source, Table, Topic,
};

/// More questions than this are a form to fill in.
const MOST: usize = 3;

/// At most three questions, the least certain first. Their changes apply to the schema as it is.
pub fn questions(built: &mut Built, model: &Model, style: NamingStyle) -> Vec<Question> {
    let mut open: Vec<&Relationship> = model.relationships.iter().filter(|r| is_open(model, r)).collect();
    open.sort_by(|a, b| a.confidence.total_cmp(&b.confidence));
    let mut found = Vec::new();
    for relationship in open {
        if found.len() == MOST {
            break;
        }
        found.extend(several_parents(built, model, relationship, style));
    }
    found
}

/// Whether a child of this relationship could well have several parents.
fn is_open(model: &Model, relationship: &Relationship) -> bool {
    let plain = |e: usize| model.entities[e].shape == Shape::Plain;
    relationship.source == Source::Text
        && relationship.role.is_none()
        && relationship.child != relationship.parent
        && plain(relationship.child)
        && plain(relationship.parent)
        && !model.entities[relationship.child].unique_parents
}

/// `Can one book have several publishers?`
fn several_parents(
    built: &mut Built,
    model: &Model,
    relationship: &Relationship,
    style: NamingStyle,
) -> Option<Question> {
    let child = model.entities[relationship.child].name.clone();
    let parent = model.entities[relationship.parent].name.clone();
    let child_id = *built.tables.get(relationship.child)?;
    let parent_id = *built.tables.get(relationship.parent)?;
    let parents = super::inflection::plural(&parent);
    let (changes, decision) = junction(&mut built.schema, child_id, parent_id, style)?;
    built.schema.applied(&changes).ok()?;
    let table = match changes.last() {
        Some(Change::Add { object: Object::Table(table), .. }) => table.name.name.clone(),
        _ => return None,
    };
    Some(Question {
        id: format!("{}.{}.several", child.replace(' ', "_"), parent.replace(' ', "_")),
        text: format!("Can one {child} belong to several {parents}?"),
        why: "With several, the reference becomes a table of its own, which is costly to add once there is data."
            .to_owned(),
        spans: relationship.spans.clone(),
        answers: vec![
            Answer {
                label: format!("No, to one {parent}"),
                effect: "keeps the schema as it is".to_owned(),
                changes: Vec::new(),
                decisions: Vec::new(),
            },
            Answer {
                label: format!("Yes, to several {parents}"),
                effect: format!("adds {table} and drops the reference"),
                changes,
                decisions: vec![decision],
            },
        ],
    })
}

/// Replaces the child's reference by a table of pairs.
fn junction(
    schema: &mut Schema,
    child: crate::schema::Id,
    parent: crate::schema::Id,
    style: NamingStyle,
) -> Option<(Vec<Change>, Decision)> {
    let child = schema.table_by_id(child)?.clone();
    let parent = schema.table_by_id(parent)?.clone();
    let key = child.foreign_keys.iter().find(|key| key.references.table == parent.name)?.clone();
    let mut changes: Vec<Change> = Vec::new();
    for index in child.indexes.iter().filter(|index| index.columns().iter().any(|c| key.columns.iter().any(|k| k == c)))
    {
        changes.push(Change::Drop { id: index.id });
    }
    changes.push(Change::Drop { id: key.id });
    for column in child.columns.iter().filter(|column| key.columns.contains(&column.name)) {
        changes.push(Change::Drop { id: column.id });
    }
    let table_id = schema.fresh_id();
    let name = style.spell(&format!(
        "{} {}",
        super::inflection::singular(&words_of(&child.name.name)),
        words_of(&parent.name.name)
    ));
    let mut table = Table::new(table_id, name.as_str());
    for (side, on_delete) in [(&child, Action::Cascade), (&parent, Action::Cascade)] {
        let mut columns = Vec::new();
        for key in side.key_columns() {
            let known = side.column(key)?;
            let whole = match key.as_str() {
                "id" => format!("{} id", super::inflection::singular(&words_of(&side.name.name))),
                key => key.to_owned(),
            };
            let column = style.spell(&whole);
            table.columns.push(Column::new(schema.fresh_id(), column.as_str(), known.data_type.clone()));
            columns.push(column);
        }
        let references = Reference { table: side.name.clone(), columns: side.key_columns().to_vec() };
        table.foreign_keys.push(ForeignKey {
            id: schema.fresh_id(),
            name: None,
            columns,
            references,
            on_delete,
            on_update: Action::NoAction,
            deferrable: Default::default(),
            options: Vec::new(),
        });
    }
    let mut created = Column::new(schema.fresh_id(), style.spell("created at"), ColumnType::timestamptz());
    created.default = Some(Expression::from("CURRENT_TIMESTAMP"));
    let columns: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    table.primary_key = Some(PrimaryKey { id: schema.fresh_id(), name: None, columns, options: Vec::new() });
    table.columns.push(created);
    let second = table.foreign_keys.last()?.columns.clone();
    let second: Vec<&str> = second.iter().map(String::as_str).collect();
    table.indexes.push(Index::on(schema.fresh_id(), &second));
    let decision = Decision {
        subject: table_id,
        topic: Topic::Relationship,
        what: format!("{name} joins {} and {}", child.name, parent.name),
        why: "You answered that one can belong to several.".to_owned(),
        spans: Vec::new(),
        confidence: 1.0,
        alternative: None,
        source: Source::User,
    };
    changes.push(Change::Add { parent: None, object: Object::Table(table), at: None });
    Some((changes, decision))
}

fn words_of(name: &str) -> String {
    crate::schema::words(name).join(" ")
}
