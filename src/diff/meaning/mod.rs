//! Equality by meaning: the same schema written twice gives no change.
//!
//! [`canonical`] brings a schema into a form in which spellings that a database stores alike are the same: expressions
//! (`expression`), types with their usual lengths, names that the database would choose, options that say what holds
//! anyway. The lists of the result are those of the schema, place by place, so that what is equal there is the same.

mod expression;
mod names;
mod options;
mod text;
mod tokens;
mod tree;
mod types;

use super::object::{name, with_id};
use crate::dialect::Dialect;
use crate::dialect::facts::Enums;
use crate::schema::*;
use expression::{Scope, canonical as meaning_of};
use std::collections::{HashMap, HashSet};

/// The schema in a form in which what means the same is the same. Objects keep their places and ids.
pub(super) fn canonical(schema: &Schema, dialect: Dialect) -> Schema {
    let mut result = schema.clone();
    for domain in &mut result.domains {
        let scope = Scope { table: None, stored: Some(&domain.data_type) };
        domain.default = default(domain.default.as_ref(), scope);
        for check in &mut domain.checks {
            check.id = Id(0);
            check.name = None;
            check.expression = meaning_of(&check.expression, scope);
        }
        domain.data_type = types::canonical(&domain.data_type, dialect);
        no_empty(&mut domain.comment);
    }
    result.enums.iter_mut().for_each(|o| no_empty(&mut o.comment));
    result.namespaces.iter_mut().for_each(|o| no_empty(&mut o.comment));
    result.sequences.iter_mut().for_each(sequence);
    let keys: HashMap<&QualifiedName, &[String]> =
        schema.tables.iter().map(|table| (&table.name, table.key_columns())).collect();
    for (table, original) in result.tables.iter_mut().zip(&schema.tables) {
        self::table(table, original, schema, &keys, dialect);
    }
    for view in &mut result.views {
        view.query = text::canonical(&view.query);
        no_empty(&mut view.comment);
        view.options = options::canonical(&view.options);
    }
    for object in &mut result.opaque {
        object.sql = text::statement(&object.sql);
        // These follow from the text.
        object.depends_on.clear();
        object.origin.clear();
    }
    result
}

fn table(
    table: &mut Table,
    original: &Table,
    schema: &Schema,
    keys: &HashMap<&QualifiedName, &[String]>,
    dialect: Dialect,
) {
    let scope = Scope { table: Some(original), stored: None };
    no_empty(&mut table.comment);
    for column in &mut table.columns {
        self::column(column, original, schema, dialect);
    }
    if let Some(key) = &mut table.primary_key {
        key.options = options::canonical(&key.options);
        key.name.take_if(|name| names::is_usual(name, original, &key.columns, names::Part::PrimaryKey, dialect));
    }
    for key in &mut table.uniques {
        key.options = options::canonical(&key.options);
        key.name.take_if(|name| names::is_usual(name, original, &key.columns, names::Part::Unique, dialect));
    }
    for key in &mut table.foreign_keys {
        key.options = options::canonical(&key.options);
        key.name.take_if(|name| names::is_usual(name, original, &key.columns, names::Part::ForeignKey, dialect));
        if key.references.columns.is_empty()
            && let Some(columns) = keys.get(&key.references.table)
        {
            key.references.columns = columns.to_vec();
        }
        // Without deferred checking the two are one; Oracle, SQL Server and MySQL make no difference at all.
        if !matches!(dialect, Dialect::PostgreSql | Dialect::Sqlite | Dialect::HeliosDb) {
            for action in [&mut key.on_delete, &mut key.on_update] {
                if *action == Action::Restrict {
                    *action = Action::NoAction;
                }
            }
        }
    }
    for check in &mut table.checks {
        let columns: Vec<String> = original.columns.iter().map(|c| c.name.clone()).collect();
        let mentioned: Vec<String> = columns.into_iter().filter(|name| check.expression.mentions(name)).collect();
        check.name.take_if(|name| names::is_usual(name, original, &mentioned, names::Part::Check, dialect));
        check.expression = meaning_of(&check.expression, scope);
        check.options = options::canonical(&check.options);
    }
    for exclusion in &mut table.exclusions {
        exclusion.elements.iter_mut().for_each(|e| e.expression = meaning_of(&e.expression, scope));
        exclusion.predicate = exclusion.predicate.as_ref().map(|predicate| meaning_of(predicate, scope));
        exclusion.options = options::canonical(&exclusion.options);
    }
    for index in &mut table.indexes {
        self::index(index, original, scope, dialect);
    }
    if let Some(partitioning) = &mut table.partitioning {
        partitioning.keys.iter_mut().for_each(|key| *key = meaning_of(key, scope));
        partitioning.partitions.iter_mut().for_each(|partition| partition.bound = text::canonical(&partition.bound));
    }
    table.options = options::of_table(&table.options, dialect);
}

fn column(column: &mut Column, table: &Table, schema: &Schema, dialect: Dialect) {
    let scope = Scope { table: Some(table), stored: Some(&column.data_type) };
    let mut default = default(column.default.as_ref(), scope);
    if column.identity.is_none() && own_sequence(schema, table, column).is_some() {
        column.identity = Some(Identity { numbering: Numbering::Serial, ..Identity::default() });
    }
    if let Some(generated) = &mut column.generated {
        generated.expression = meaning_of(&generated.expression, Scope { table: Some(table), stored: None });
    }
    // A column of the key, and one that numbers itself, has a value whether it is said or not.
    if table.in_primary_key(&column.name) && dialect != Dialect::Sqlite || column.identity.is_some() {
        column.nullable = false;
    }
    if let Some(identity) = &mut column.identity {
        self::identity(identity, &mut default, table, &column.name, dialect);
    }
    column.default = default;
    no_empty(&mut column.comment);
    column.options = options::canonical(&column.options);
    options::of_column(column, table, dialect);
    column.spelled = column.spelled.as_ref().map(|text| types::spelled(text, dialect));
    if dialect.facts().enums == Enums::Inline
        && let Some(values) = types::inline_enum(&column.data_type, schema)
    {
        column.data_type = values;
    } else {
        column.data_type = types::canonical(&column.data_type, dialect);
    }
}

/// Whether two canonical objects of one kind are the same, ids aside. A name, or a spelling of a type, that one of them
/// leaves open fits any.
pub(super) fn same(old: &Object, new: &Object, dialect: Dialect) -> bool {
    match (old, new) {
        (Object::Column(a), Object::Column(b)) => {
            let spelled = match (&a.spelled, &b.spelled) {
                (Some(a), Some(b)) => a == b || matches!(dialect, Dialect::PostgreSql | Dialect::HeliosDb),
                _ => true,
            };
            spelled
                && Column { spelled: None, id: Id(0), ..a.clone() } == Column { spelled: None, id: Id(0), ..b.clone() }
        }
        _ => with_id(old.clone(), Id(0)).without_name() == with_id(new.clone(), Id(0)).without_name(),
    }
}

/// Whether two canonical parts that are the same otherwise bear names that differ: a name that is given where there was
/// a usual one counts if the dialect's usual names are known.
pub(super) fn other_name(old: &Object, new: &Object, dialect: Dialect) -> bool {
    let known = !matches!(dialect, Dialect::Oracle | Dialect::SqlServer | Dialect::Sqlite);
    match (name(old), name(new)) {
        (Some(old), Some(new)) => old != new,
        (None, Some(_)) => known || matches!(new, Object::Index(_)),
        _ => false,
    }
}

/// Sequences that are there because a column numbers itself with them, by the default that takes their next value.
pub(super) fn implied_sequences(schema: &Schema) -> HashSet<QualifiedName> {
    let columns = schema.tables.iter().flat_map(|table| table.columns.iter().map(move |column| (table, column)));
    columns.filter_map(|(table, column)| own_sequence(schema, table, column)).map(|o| o.name.clone()).collect()
}

/// The sequence that a column takes its default from and that goes with it.
fn own_sequence<'a>(schema: &'a Schema, table: &Table, column: &Column) -> Option<&'a Sequence> {
    let default = column.default.as_ref().filter(|_| !schema.sequences.is_empty())?;
    let scope = Scope { table: None, stored: None };
    let canonical = meaning_of(default, scope);
    let name = canonical.as_str().strip_prefix("nextval('")?.strip_suffix("')")?;
    schema.sequences.iter().find(|sequence| {
        let owned = sequence.owned_by.as_ref().is_some_and(|(t, c)| *t == table.name && *c == column.name);
        let usual = sequence.name.name == format!("{}_{}_seq", table.name.name, column.name);
        let named = sequence.name.to_string() == name || sequence.name.name == name;
        named && (owned || usual && sequence.owned_by.is_none())
    })
}

fn identity(identity: &mut Identity, default: &mut Option<Expression>, table: &Table, column: &str, dialect: Dialect) {
    identity.start.take_if(|start| *start == 1);
    identity.increment.take_if(|increment| *increment == 1);
    identity.min.take_if(|min| *min == 1);
    identity.cache.take_if(|cache| *cache == 1);
    identity.sequence.take_if(|name| *name == format!("{}_{column}_seq", table.name.name));
    // The next value of the column's own sequence is what numbering means.
    default.take_if(|default| default.as_str().starts_with("nextval("));
    if matches!(dialect, Dialect::MySql | Dialect::MariaDb) {
        identity.always = false;
        // Where counting goes on is data.
        identity.start = None;
    }
}

fn index(index: &mut Index, table: &Table, scope: Scope, dialect: Dialect) {
    index.options = options::canonical(&index.options);
    index.method.take_if(|method| matches!(method.as_str(), "btree" | "nonclustered"));
    for key in &mut index.keys {
        if let IndexPart::Expression(expression) = &key.part {
            let canonical = meaning_of(expression, scope);
            let name = canonical.as_str().trim_matches('"');
            key.part = match table.column(name) {
                Some(column) => IndexPart::Column(column.name.clone()),
                None => IndexPart::Expression(canonical),
            };
        }
        let usual = if key.descending { NullsOrder::First } else { NullsOrder::Last };
        if matches!(dialect, Dialect::PostgreSql | Dialect::HeliosDb | Dialect::Oracle) && key.nulls == usual {
            key.nulls = NullsOrder::Default;
        }
    }
    index.predicate = index.predicate.as_ref().map(|predicate| meaning_of(predicate, scope));
    let columns: Vec<String> = index.columns().into_iter().map(str::to_owned).collect();
    index.name.take_if(|name| names::is_usual(name, table, &columns, names::Part::Index, dialect));
}

fn sequence(sequence: &mut Sequence) {
    let down = sequence.increment.is_some_and(|increment| increment < 0);
    sequence.increment.take_if(|increment| *increment == 1);
    sequence.cache.take_if(|cache| *cache == 1);
    sequence.data_type.take_if(|data_type| *data_type == ColumnType::BigInt);
    let (low, high) = if down { (i64::MIN, -1) } else { (1, i64::MAX) };
    let start = if down { sequence.max.unwrap_or(-1) } else { sequence.min.unwrap_or(1) };
    sequence.start.take_if(|given| *given == start);
    sequence.min.take_if(|min| *min == low);
    sequence.max.take_if(|max| *max == high);
}

/// The default by meaning; NULL is none.
fn default(default: Option<&Expression>, scope: Scope) -> Option<Expression> {
    default.map(|default| meaning_of(default, scope)).filter(|default| !expression::is_null(default))
}

fn no_empty(comment: &mut Option<String>) {
    comment.take_if(|comment| comment.is_empty());
}

#[cfg(test)]
mod tests;
