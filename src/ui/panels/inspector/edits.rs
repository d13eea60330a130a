//! Edits of the inspector as changes.

use crate::project::facts::column_list;
use crate::schema::*;

/// Gives a column another type, and with it every column that a foreign key ties to it and that has the same type,
/// so that the keys still match.
pub fn retype(schema: &Schema, column: Id, to: &ColumnType) -> Vec<Change> {
    let Some(Object::Column(first)) = schema.object(column) else { return Vec::new() };
    let mut found = vec![column];
    let mut next = 0;
    while let Some(id) = found.get(next).copied() {
        next += 1;
        for other in tied_to(schema, id) {
            let same = matches!(schema.object(other), Some(Object::Column(c)) if c.data_type == first.data_type);
            if same && !found.contains(&other) {
                found.push(other);
            }
        }
    }
    let change = |id: Id| match schema.object(id) {
        Some(Object::Column(column)) => {
            let object = Object::Column(Column { data_type: to.clone(), ..column });
            Some(Change::Modify { object })
        }
        _ => None,
    };
    found.into_iter().filter_map(change).collect()
}

/// Columns that a foreign key pairs with this one.
fn tied_to(schema: &Schema, column: Id) -> Vec<Id> {
    let mut ids = Vec::new();
    for child in &schema.tables {
        for key in &child.foreign_keys {
            let Some(parent) = schema.table(&key.references.table) else { continue };
            for (from, to) in key.columns.iter().zip(schema.referenced_columns(key)) {
                match (child.column(from), parent.column(&to)) {
                    (Some(from), Some(to)) if from.id == column => ids.push(to.id),
                    (Some(from), Some(to)) if to.id == column => ids.push(from.id),
                    _ => {}
                }
            }
        }
    }
    ids
}

/// Puts a column into its table's primary key or takes it out.
pub fn set_in_primary_key(schema: &Schema, column: Id, within: bool, fresh: Id) -> Vec<Change> {
    let (Some(table), Some(Object::Column(column))) = (schema.table_of(column), schema.object(column)) else {
        return Vec::new();
    };
    let mut changes = Vec::new();
    if within && column.nullable {
        changes.push(Change::Modify { object: Object::Column(Column { nullable: false, ..column.clone() }) });
    }
    match (&table.primary_key, within) {
        (Some(key), true) => {
            let columns = key.columns.iter().cloned().chain([column.name]).collect();
            changes.push(Change::Modify { object: Object::PrimaryKey(PrimaryKey { columns, ..key.clone() }) });
        }
        (Some(key), false) if key.columns.len() == 1 => changes.extend(schema.drop_with_dependents(key.id)),
        (Some(key), false) => {
            let columns = key.columns.iter().filter(|name| **name != column.name).cloned().collect();
            changes.push(Change::Modify { object: Object::PrimaryKey(PrimaryKey { columns, ..key.clone() }) });
        }
        (None, true) => {
            let object = Object::PrimaryKey(PrimaryKey::on(fresh, vec![column.name]));
            changes.push(Change::Add { parent: Some(table.id), object, at: None });
        }
        (None, false) => {}
    }
    changes
}

/// Makes exactly these columns unique, or takes that back. What other keys rest on goes with it.
pub fn set_unique(schema: &Schema, table: &Table, columns: &[String], unique: bool, fresh: Id) -> Vec<Change> {
    let same = |names: &[String]| names.len() == columns.len() && names.iter().all(|name| columns.contains(name));
    if unique {
        if table.is_unique(columns) {
            return Vec::new();
        }
        let object = Object::Unique(Unique::on(fresh, columns.to_vec()));
        return vec![Change::Add { parent: Some(table.id), object, at: None }];
    }
    let keys = table.uniques.iter().filter(|key| same(&key.columns)).map(|key| key.id);
    let indexes = table.indexes.iter().filter(|index| {
        let names: Vec<String> = index.columns().into_iter().map(str::to_owned).collect();
        index.unique && index.predicate.is_none() && names.len() == index.keys.len() && same(&names)
    });
    let ids: Vec<Id> = keys.chain(indexes.map(|index| index.id)).collect();
    crate::ui::state::drops(schema, &ids)
}

/// A foreign key from a column to another table's primary key, with an index behind it.
///
/// # Errors
/// Says why the two do not go together and what to do.
pub fn reference(schema: &Schema, column: Id, parent: Id, fresh: [Id; 2]) -> Result<Vec<Change>, String> {
    let (Some(table), Some(Object::Column(column)), Some(parent)) =
        (schema.table_of(column), schema.object(column), schema.table_by_id(parent))
    else {
        return Err("That element is gone".into());
    };
    let [key] = parent.key_columns() else {
        return Err(format!(
            "{} has no primary key of one column; give it one, or draw the relationship in the diagram",
            parent.name
        ));
    };
    let to = parent.column(key).map(|column| column.data_type.clone()).unwrap_or(ColumnType::Text);
    if !column.data_type.comparable_with(&to) {
        return Err(format!(
            "{} is {}, but {}.{key} is {to}; change the type of {} to {to} first",
            column.name, column.data_type, parent.name, column.name
        ));
    }
    let names = vec![column.name.clone()];
    let object = Object::ForeignKey(ForeignKey::on(
        fresh[0],
        names.clone(),
        Reference { table: parent.name.clone(), columns: vec![key.clone()] },
    ));
    let mut changes = vec![Change::Add { parent: Some(table.id), object, at: None }];
    if !table.has_index_on(&names) {
        let object = Object::Index(Index::on(fresh[1], &[&column.name]));
        changes.push(Change::Add { parent: Some(table.id), object, at: None });
    }
    Ok(changes)
}

/// The foreign key that a line says: `a, b -> table (c, d)`; without columns the key of the table is meant.
///
/// # Errors
/// Says what is missing, or which types do not match.
pub fn foreign_key(schema: &Schema, table: &Table, id: Id, text: &str) -> Result<ForeignKey, String> {
    let form = "Write it as “column, column -> table (column, column)”";
    let (own, other) = text.split_once("->").ok_or(form)?;
    let columns = column_list(table, own)?;
    let (name, named) = other.trim().split_once('(').unwrap_or((other.trim(), ""));
    let is_it = |table: &&Table| table.name.to_string() == name.trim() || table.name.name == name.trim();
    let parent = schema.tables.iter().find(is_it).ok_or_else(|| format!("There is no table {}", name.trim()))?;
    let named = named.trim_end().trim_end_matches(')');
    let referenced = if named.trim().is_empty() { parent.key_columns().to_vec() } else { column_list(parent, named)? };
    if referenced.len() != columns.len() {
        return Err(format!(
            "{} columns cannot refer to {} of {}: {}",
            columns.len(),
            referenced.len(),
            parent.name,
            referenced.join(", ")
        ));
    }
    for (from, to) in columns.iter().zip(&referenced) {
        let (Some(from), Some(to)) = (table.column(from), parent.column(to)) else { continue };
        if !from.data_type.comparable_with(&to.data_type) {
            return Err(format!(
                "{} is {}, but {}.{} is {}; make their types the same first",
                from.name, from.data_type, parent.name, to.name, to.data_type
            ));
        }
    }
    Ok(ForeignKey::on(id, columns, Reference { table: parent.name.clone(), columns: referenced }))
}
