//! What is known of an element, as Markdown.

use super::document::Document;
use crate::classify::{Class, Classification};
use crate::lint;
use crate::schema::{Column, Id, Object, Table};
use crate::sql;

/// The page of the element; nothing for an id that is not there.
pub fn hover(document: &Document, classification: &Classification, id: Id) -> Option<String> {
    let object = document.schema.object(id)?;
    let table = document.schema.table_of(id);
    let mut paragraphs = match (&object, table) {
        (Object::Table(table), _) => vec![about_table(document, table)],
        (Object::Column(column), Some(table)) => vec![about_column(document, table, column)],
        (_, Some(table)) => vec![format!("**{}** of {} ({})", object.label(), table.name, object.kind())],
        _ => vec![format!("**{}** ({})", object.label(), object.kind())],
    };
    let comment = match &object {
        Object::Table(table) => table.comment.clone(),
        Object::Column(column) => column.comment.clone(),
        _ => None,
    };
    paragraphs.extend(comment);
    paragraphs.extend(sensitivity(classification, id));
    // What is found about a key is told at the column that the key stands at.
    let place = document.places.get(&id);
    let here = |finding: &&lint::Finding| {
        finding.subject == id || place.is_some() && document.places.get(&finding.subject) == place
    };
    for finding in document.findings.iter().filter(here) {
        let why = if finding.evidence.is_empty() { String::new() } else { format!(" ({})", finding.evidence) };
        let rule = lint::rule(finding.code).map(|rule| rule.summary()).unwrap_or_default();
        paragraphs.push(format!("`{}` {}{why}\n\n{rule}", finding.code, finding.message));
    }
    Some(paragraphs.join("\n\n"))
}

fn about_table(document: &Document, table: &Table) -> String {
    let key = match table.key_columns() {
        [] => "no primary key".to_owned(),
        columns => format!("key ({})", columns.join(", ")),
    };
    let refers: Vec<String> = table.foreign_keys.iter().map(|key| key.references.table.to_string()).collect();
    let referred = document.schema.tables.iter().filter(|other| {
        let to_here = |key: &crate::schema::ForeignKey| key.references.table == table.name;
        other.id != table.id && other.foreign_keys.iter().any(to_here)
    });
    let referred: Vec<String> = referred.map(|other| other.name.to_string()).collect();
    let mut text = format!("**{}**: table, {} columns, {key}", table.name, table.columns.len());
    if !refers.is_empty() {
        text += &format!("\n\nRefers to {}", refers.join(", "));
    }
    if !referred.is_empty() {
        text += &format!("\n\nReferred to by {}", referred.join(", "));
    }
    text
}

fn about_column(document: &Document, table: &Table, column: &Column) -> String {
    let spelled = column.spelled.as_ref().map(|spelled| spelled.text.clone());
    let data_type = spelled.unwrap_or_else(|| sql::render_type(&column.data_type, document.dialect));
    let mut facts = vec![format!("`{data_type}`")];
    facts.push(if column.nullable && !table.in_primary_key(&column.name) { "nullable" } else { "not null" }.to_owned());
    if table.in_primary_key(&column.name) {
        facts.push("primary key".to_owned());
    }
    if table.is_unique(std::slice::from_ref(&column.name)) {
        facts.push("unique".to_owned());
    }
    facts.extend(column.default.as_ref().map(|default| format!("default `{}`", default.as_str())));
    for key in table.foreign_keys.iter().filter(|key| key.columns.contains(&column.name)) {
        let parents = document.schema.referenced_columns(key).join(", ");
        facts.push(format!("refers to {} ({parents}), on delete {}", key.references.table, key.on_delete.sql()));
    }
    format!("**{}.{}**: {}", table.name, column.name, facts.join(", "))
}

/// The class of a column's data, why, and what follows from it.
fn sensitivity(classification: &Classification, id: Id) -> Option<String> {
    let found = classification.column(id).filter(|column| column.class != Class::None)?;
    let mut text =
        format!("Holds {} data ({:.0} %): {}", found.class.name(), found.confidence * 100.0, found.evidence.join("; "));
    for consequence in &found.consequences {
        text += &format!("\n- {}: {}", consequence.regulation.name(), consequence.text);
    }
    Some(text)
}
