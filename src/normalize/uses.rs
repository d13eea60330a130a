//! Which columns the parts of a table rest on.

use crate::schema::{Expression, Id, Index, IndexPart, Object, Schema, Table};

/// The table's columns that a key, check, index, exclusion or generated column uses.
pub(super) fn columns_used(table: &Table, object: &Object) -> Vec<String> {
    let mentioned = |expressions: &[&Expression]| -> Vec<String> {
        let used = |name: &&String| expressions.iter().any(|expression| expression.mentions(name));
        table.columns.iter().map(|column| &column.name).filter(used).cloned().collect()
    };
    match object {
        Object::PrimaryKey(o) => o.columns.clone(),
        Object::Unique(o) => o.columns.clone(),
        Object::ForeignKey(o) => o.columns.clone(),
        Object::Check(o) => mentioned(&[&o.expression]),
        Object::Index(o) => index_columns(o, mentioned),
        Object::Exclusion(o) => {
            let elements = o.elements.iter().map(|element| &element.expression);
            mentioned(&elements.chain(&o.predicate).collect::<Vec<_>>())
        }
        Object::Column(o) => o.generated.as_ref().map_or_else(Vec::new, |g| mentioned(&[&g.expression])),
        _ => Vec::new(),
    }
}

fn index_columns(index: &Index, mentioned: impl Fn(&[&Expression]) -> Vec<String>) -> Vec<String> {
    let mut columns = index.include.clone();
    let mut expressions: Vec<&Expression> = index.predicate.iter().collect();
    for key in &index.keys {
        match &key.part {
            IndexPart::Column(name) => columns.push(name.clone()),
            IndexPart::Expression(expression) => expressions.push(expression),
        }
    }
    columns.extend(mentioned(&expressions));
    columns
}

/// Everything of a table that rests on its columns, except the primary key.
pub(super) fn parts_on_columns(table: &Table) -> Vec<Object> {
    let generated = table.columns.iter().filter(|column| column.generated.is_some()).cloned().map(Object::Column);
    (generated)
        .chain(table.uniques.iter().cloned().map(Object::Unique))
        .chain(table.foreign_keys.iter().cloned().map(Object::ForeignKey))
        .chain(table.checks.iter().cloned().map(Object::Check))
        .chain(table.exclusions.iter().cloned().map(Object::Exclusion))
        .chain(table.indexes.iter().cloned().map(Object::Index))
        .collect()
}

/// What outside the table rests on some of its columns, as a phrase; `None` where they are free to go.
pub(super) fn outside_use(schema: &Schema, table: &Table, columns: &[String]) -> Option<String> {
    let within: Vec<Id> =
        parts_on_columns(table).iter().map(Object::id).chain(table.primary_key.iter().map(|key| key.id)).collect();
    let going = table.columns.iter().filter(|column| columns.contains(&column.name));
    let user = going.flat_map(|column| schema.dependents(column.id)).find(|id| !within.contains(id))?;
    let object = schema.object(user)?;
    let place = schema.table_of(user).map(|table| format!(" of {}", table.name)).unwrap_or_default();
    Some(format!("the {} {}{place}", object.kind(), object.label()))
}
