//! Do several customers share the database? Software for gyms has many gyms in it.

use super::{Draft, add, as_it_is, effect};
use crate::nl::build::Built;
use crate::nl::inflection::{is_plural, plural, singular};
use crate::nl::lexicon;
use crate::nl::model::Model;
use crate::schema::{
    Action, Answer, Change, Column, ColumnType, Decision, ForeignKey, Id, Identity, Index, NamingStyle, Object,
    PrimaryKey, Question, Reference, Source, Span, Table, Topic,
};

/// Where a prompt says how it is sold.
const SOFTWARE: [&str; 7] = ["saas", "platform", "app", "software", "system", "tool", "service"];
const DOUBT: f32 = 0.5;
/// Such words stand at the beginning.
const FIRST_WORDS: usize = 40;

pub(super) fn drafts(built: &mut Built, model: &Model, text: &str, style: NamingStyle) -> Vec<Draft> {
    draft(built, model, text, style).into_iter().collect()
}

/// Whose software it is: the `gyms` of `a SaaS for gyms`, in the singular, with its place.
fn tenant(text: &str) -> Option<(String, Span)> {
    let mut words: Vec<(usize, &str)> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric() || c == '-', start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from, &text[from..at]));
                start = None;
                if words.len() >= FIRST_WORDS {
                    break;
                }
            }
            _ => {}
        }
    }
    let lower: Vec<String> = words.iter().map(|(_, w)| w.to_lowercase()).collect();
    let at =
        (1..lower.len().saturating_sub(1)).find(|&i| lower[i] == "for" && SOFTWARE.contains(&lower[i - 1].as_str()))?;
    let end = (at + 1..lower.len().min(at + 4)).find(|&i| is_plural(&lower[i]))?;
    let said = lower[at + 1..end].iter().all(|w| !lexicon::is_preposition(w) && !lexicon::is_conjunction(w));
    let name: Vec<String> = lower[at + 1..end].iter().cloned().chain([singular(&lower[end])]).collect();
    let (from, last) = (words[at + 1].0, words[end]);
    said.then(|| (name.join(" "), Span { start: from, end: last.0 + last.1.len() }))
}

/// Where a text says outright that several share the software.
const SHARED: [&str; 3] = ["multi-tenant", "multitenant", "multi tenant"];

/// The place where a text says that several share the software.
fn shared(text: &str) -> Option<Span> {
    let lower = text.to_ascii_lowercase();
    SHARED.iter().find_map(|word| lower.find(word).map(|start| Span { start, end: start + word.len() }))
}

fn draft(built: &mut Built, model: &Model, text: &str, style: NamingStyle) -> Option<Draft> {
    let said = shared(text);
    let (tenant, span) = tenant(text).or_else(|| said.map(|span| ("organization".to_owned(), span)))?;
    let name = style.spell(&plural(&tenant));
    let there =
        built.schema.tables.iter().any(|t| t.name.name == name) || model.entities.iter().any(|e| e.name == tenant);
    let people = lexicon::is_agent(&tenant) || lexicon::is_person(&tenant) || lexicon::is_role(&tenant);
    if there || people || built.schema.tables.len() < 2 {
        return None;
    }
    let schema = &mut built.schema;
    // What refers to nothing is a root: everything else belongs to a tenant through it.
    let roots: Vec<(Id, String)> = schema
        .tables
        .iter()
        .filter(|t| t.foreign_keys.iter().all(|key| key.references.table == t.name))
        .map(|t| (t.id, t.name.to_string()))
        .collect();
    let mut table = Table::new(schema.fresh_id(), name.as_str());
    let mut number = Column::new(schema.fresh_id(), style.spell("id"), ColumnType::BigInt);
    number.identity = Some(Identity { always: false, start: None, increment: None, ..Identity::default() });
    let key_columns = vec![number.name.clone()];
    table.columns.push(number);
    table.columns.push(Column::new(schema.fresh_id(), style.spell("name"), ColumnType::varchar(150)));
    table.primary_key = Some(PrimaryKey::on(schema.fresh_id(), key_columns.clone()));
    let decision = Decision {
        subject: table.id,
        topic: Topic::Entity,
        what: format!("{name} is a table of its own"),
        why: match said {
            Some(_) => format!("The text says that several {} share the database.", plural(&tenant)),
            None => format!("You answered that several {} share the database.", plural(&tenant)),
        },
        spans: vec![said.unwrap_or(span)],
        confidence: if said.is_some() { 0.9 } else { 1.0 },
        alternative: None,
        source: if said.is_some() { Source::Text } else { Source::User },
    };
    let references = Reference { table: table.name.clone(), columns: key_columns };
    let mut changes: Vec<Change> = vec![add(None, Object::Table(table))];
    let column = style.spell(&format!("{tenant} id"));
    for (id, _) in &roots {
        let foreign = ForeignKey {
            id: schema.fresh_id(),
            name: None,
            columns: vec![column.clone()],
            references: references.clone(),
            on_delete: Action::Cascade,
            on_update: Action::NoAction,
            deferrable: Default::default(),
            options: Vec::new(),
        };
        changes
            .push(add(Some(*id), Object::Column(Column::new(schema.fresh_id(), column.as_str(), ColumnType::BigInt))));
        changes.push(add(Some(*id), Object::ForeignKey(foreign)));
        changes.push(add(Some(*id), Object::Index(Index::on(schema.fresh_id(), &[column.as_str()]))));
    }
    let effect = effect(schema, &changes)?;
    if said.is_some() {
        for change in &changes {
            schema.apply(change).ok()?;
        }
        built.decisions.push(decision);
        return None;
    }
    let tenants = plural(&tenant);
    let question = Question {
        id: format!("{}.tenants", tenant.replace(' ', "_")),
        text: format!("Do several {tenants} share one database?"),
        why: format!("If they do, every row has to say whose it is, or one {tenant} could see the rows of another."),
        spans: vec![span],
        answers: vec![
            as_it_is(format!("No, each {tenant} has its own")),
            Answer { label: format!("Yes, all {tenants} share it"), effect, changes, decisions: vec![decision] },
        ],
    };
    Some(Draft { question, doubt: DOUBT })
}
