//! Can one of these belong to several of those? A reference becomes a table of pairs.

use super::{Draft, effect};
use crate::nl::build::Built;
use crate::nl::inflection::{plural, singular};
use crate::nl::lexicon;
use crate::nl::model::{Model, Relationship, Shape};
use crate::schema::{
    Action, Answer, Change, Column, ColumnType, Decision, Expression, ForeignKey, Index, NamingStyle, Object,
    PrimaryKey, Question, Reference, Schema, Source, Table, Topic,
};

pub(super) fn drafts(built: &mut Built, model: &Model, text: &str, style: NamingStyle) -> Vec<Draft> {
    let text = text.to_lowercase();
    let open: Vec<&Relationship> =
        model.relationships.iter().filter(|r| is_open(model, r) && !is_stated(model, r, &text)).collect();
    open.into_iter().filter_map(|relationship| several_parents(built, model, relationship, style)).collect()
}

/// Whether a child of this relationship could well have several parents: two plain things, none of them an event (an
/// order has one customer), a part or a kind of the other.
fn is_open(model: &Model, relationship: &Relationship) -> bool {
    let (child, parent) = (&model.entities[relationship.child], &model.entities[relationship.parent]);
    let last = |name: &str| name.rsplit(' ').next().unwrap_or_default().to_owned();
    let happens = |name: &str| {
        let head = last(name);
        lexicon::is_event(&head)
            || lexicon::is_deed(&head)
            || ["ing", "ance"].iter().any(|end| head.ends_with(end))
            || matches!(
                head.as_str(),
                "line" | "item" | "entry" | "detail" | "record" | "log" | "history" | "copy" | "result"
            )
    };
    let shares = child.name.split(' ').any(|word| parent.name.split(' ').any(|other| other == word));
    let plain = |shape: Shape| shape == Shape::Plain;
    relationship.source == Source::Text
        && relationship.role.is_none()
        && !relationship.owned
        && !relationship.one_to_one
        && relationship.child != relationship.parent
        && plain(child.shape)
        && plain(parent.shape)
        && !child.unique_parents
        && !shares
        && !happens(&child.name)
        && !happens(&parent.name)
        && !lexicon::is_attribute_head(&last(&parent.name))
        && child.name.split(' ').count() <= 2
        && parent.name.split(' ').count() <= 2
        && model
            .relationships
            .iter()
            .filter(|r| (r.child, r.parent) == (relationship.child, relationship.parent))
            .count()
            == 1
}

/// Whether a sentence says already how many there are: `each employee works in one department`.
fn is_stated(model: &Model, relationship: &Relationship, text: &str) -> bool {
    let (child, parent) = (&model.entities[relationship.child].name, &model.entities[relationship.parent].name);
    text.split_inclusive(['.', ';', '\n', '!']).filter(|sentence| sentence.contains(child.as_str())).any(|sentence| {
        ["one", "a single", "exactly one", "only one", "1"].iter().any(|number| {
            let said = format!("{number} {parent}");
            sentence.match_indices(&said).any(|(at, _)| {
                let (before, after) = (&sentence[..at], &sentence[at + said.len()..]);
                before.ends_with(|c: char| !c.is_alphanumeric())
                    && !after.starts_with(char::is_alphanumeric)
                    && before.contains(child.as_str())
                    && !["least ", "than ", "or ", "to ", "any "].iter().any(|word| {
                        before.ends_with(word)
                            && !before.ends_with("belongs to ")
                            && !before.ends_with("belong to ")
                            && !before.ends_with("assigned to ")
                    })
            })
        })
    })
}

/// `Can one book belong to several publishers?`
fn several_parents(built: &mut Built, model: &Model, relationship: &Relationship, style: NamingStyle) -> Option<Draft> {
    let child = model.entities[relationship.child].name.clone();
    let parent = model.entities[relationship.parent].name.clone();
    let child_id = *built.tables.get(relationship.child)?;
    let parent_id = *built.tables.get(relationship.parent)?;
    let parents = plural(&parent);
    // A dog has owners, a player belongs to teams.
    let head = parent.rsplit(' ').next().unwrap_or_default();
    let person = lexicon::is_agent(head) || lexicon::is_person(head) || lexicon::is_role(head);
    let has = if person { "have" } else { "belong to" };
    let one = if person { "one" } else { "to one" };
    let many = if person { "several" } else { "to several" };
    let (changes, decision) = junction(&mut built.schema, child_id, parent_id, style)?;
    let effect = effect(&built.schema, &changes)?;
    let question = Question {
        id: format!("{}.{}.several", child.replace(' ', "_"), parent.replace(' ', "_")),
        text: format!("Can one {child} {has} several {parents}?"),
        why: "With several, the reference becomes a table of its own, which is costly to add once there is data."
            .to_owned(),
        spans: relationship.spans.clone(),
        answers: vec![
            super::as_it_is(format!("No, {one} {parent}")),
            Answer { label: format!("Yes, {many} {parents}"), effect, changes, decisions: vec![decision] },
        ],
    };
    Some(Draft { question, doubt: 1.0 - relationship.confidence })
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
    let name = style.spell(&format!("{} {}", singular(&words_of(&child.name.name)), words_of(&parent.name.name)));
    let mut table = Table::new(table_id, name.as_str());
    for (side, on_delete) in [(&child, Action::Cascade), (&parent, Action::Cascade)] {
        let mut columns = Vec::new();
        for key in side.key_columns() {
            let known = side.column(key)?;
            let whole = match key.as_str() {
                "id" => format!("{} id", singular(&words_of(&side.name.name))),
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
    table.primary_key = Some(PrimaryKey::on(schema.fresh_id(), columns));
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
