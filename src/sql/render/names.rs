//! Names of constraints and indexes: those that were given, and derived ones where none was.

use super::notes::Notes;
use crate::dialect::Dialect;
use crate::dialect::facts::Scope;
use crate::schema::{Check, Expression, Id, Index, IndexPart, Schema, Table};
use std::collections::HashSet;

/// The names of one table's parts, in the order of the parts; `None` leaves the name to the database.
#[derive(Debug, Default)]
pub(super) struct TableNames {
    pub primary_key: Option<String>,
    pub uniques: Vec<Option<String>>,
    pub foreign_keys: Vec<Option<String>>,
    pub checks: Vec<Option<String>>,
    pub exclusions: Vec<Option<String>>,
    pub indexes: Vec<String>,
}

/// Derived names read `table_columns_suffix`, as PostgreSQL makes them, and differ within the namespace.
pub(super) fn names(schema: &Schema, dialect: Dialect, notes: &mut Notes) -> Vec<TableNames> {
    let mut taken = Taken::new(schema, dialect);
    let mut names: Vec<TableNames> = schema.tables.iter().map(|table| given(table, &mut taken, notes)).collect();
    for (table, names) in schema.tables.iter().zip(&mut names) {
        derive(table, dialect, names, &mut taken);
    }
    names
}

/// Names in use, folded, each within its namespace or table.
struct Taken {
    dialect: Dialect,
    names: HashSet<(String, String)>,
}

impl Taken {
    fn new(schema: &Schema, dialect: Dialect) -> Self {
        let mut taken = Self { dialect, names: HashSet::new() };
        let relations = schema.tables.iter().map(|o| &o.name).chain(schema.views.iter().map(|o| &o.name));
        for name in relations.chain(schema.sequences.iter().map(|o| &o.name)) {
            let place = name.namespace.clone().unwrap_or_default();
            taken.names.insert((place, dialect.fitting_name(&name.name).to_lowercase()));
        }
        taken
    }

    /// The name if it is free, else the name with the first number that makes it free.
    fn take(&mut self, place: &str, wanted: &str) -> String {
        let mut name = self.dialect.fitting_name(wanted);
        let mut number = 2;
        while !self.names.insert((place.to_owned(), name.to_lowercase())) {
            name = self.dialect.fitting_name(&format!("{wanted}_{number}"));
            number += 1;
        }
        name
    }
}

fn namespace(table: &Table) -> &str {
    table.name.namespace.as_deref().unwrap_or("")
}

/// Names within a table live in a place of their own, which no namespace can have.
fn place(table: &Table, scope: Scope, kind: &str) -> String {
    match scope {
        Scope::Namespace => namespace(table).to_owned(),
        Scope::Table => format!("{}\0{}\0{kind}", namespace(table), table.name.name),
    }
}

fn given(table: &Table, taken: &mut Taken, notes: &mut Notes) -> TableNames {
    let facts = taken.dialect.facts();
    let mut take = |name: &Option<String>, scope: Scope, kind: &str, id: Id| -> Option<String> {
        let wanted = name.as_deref().filter(|name| !name.is_empty())?;
        let name = taken.take(&place(table, scope, kind), wanted);
        if name != wanted {
            let code = if name.len() < wanted.len() { "name-shortened" } else { "name-changed" };
            notes.near(code, id, wanted, format!("the name is {name}, because the one given is too long or taken"));
        }
        Some(name)
    };
    TableNames {
        primary_key: table.primary_key.as_ref().and_then(|o| take(&o.name, facts.key_names, "key", o.id)),
        uniques: table.uniques.iter().map(|o| take(&o.name, facts.key_names, "key", o.id)).collect(),
        foreign_keys: table
            .foreign_keys
            .iter()
            .map(|o| take(&o.name, facts.foreign_key_names, "foreign key", o.id))
            .collect(),
        checks: table.checks.iter().map(|o| take(&o.name, facts.check_names, "check", o.id)).collect(),
        exclusions: table.exclusions.iter().map(|o| take(&o.name, facts.key_names, "key", o.id)).collect(),
        indexes: table
            .indexes
            .iter()
            .map(|o| take(&o.name, facts.index_names, "key", o.id).unwrap_or_default())
            .collect(),
    }
}

fn derive(table: &Table, dialect: Dialect, names: &mut TableNames, taken: &mut Taken) {
    let facts = dialect.facts();
    let mut take = |parts: &[String], suffix: &str| {
        let wanted = format!("{}_{}", table.name.name, [parts, &[suffix.to_owned()]].concat().join("_"));
        taken.take(namespace(table), &wanted)
    };
    if facts.names_constraints {
        if names.primary_key.is_none() && facts.names_primary_keys && table.primary_key.is_some() {
            names.primary_key = Some(take(&[], "pkey"));
        }
        for (name, unique) in names.uniques.iter_mut().zip(&table.uniques) {
            name.get_or_insert_with(|| take(&unique.columns, "key"));
        }
        for (name, key) in names.foreign_keys.iter_mut().zip(&table.foreign_keys) {
            name.get_or_insert_with(|| take(&key.columns, "fkey"));
        }
        for (name, check) in names.checks.iter_mut().zip(&table.checks) {
            name.get_or_insert_with(|| take(&checked_columns(table, check), "check"));
        }
    }
    for (name, index) in names.indexes.iter_mut().zip(&table.indexes) {
        if name.is_empty() {
            *name = take(&indexed_columns(table, index), if index.unique { "key" } else { "idx" });
        }
    }
}

fn checked_columns(table: &Table, check: &Check) -> Vec<String> {
    let columns = mentioned(table, &check.expression);
    if columns.len() == 1 { columns } else { Vec::new() }
}

fn indexed_columns(table: &Table, index: &Index) -> Vec<String> {
    let columns = |part: &IndexPart| match part {
        IndexPart::Column(name) => vec![name.clone()],
        IndexPart::Expression(expression) => match mentioned(table, expression) {
            columns if columns.is_empty() => vec!["expr".to_owned()],
            columns => columns,
        },
    };
    index.keys.iter().flat_map(|key| columns(&key.part)).collect()
}

/// Columns of the table that an expression names, in the table's order.
pub(super) fn mentioned(table: &Table, expression: &Expression) -> Vec<String> {
    let names = table.columns.iter().map(|column| &column.name);
    names.filter(|name| expression.mentions(name)).cloned().collect()
}
