//! Finding the tables, columns and types that names refer to, once the whole script is read.

use super::read::Reader;
use super::table::next_value;
use crate::dialect::Dialect;
use crate::dialect::facts::Folding;
use crate::schema::*;
use std::collections::HashMap;

impl Reader {
    /// A script may name tables and types in another case, and before it makes them.
    pub fn resolve(&mut self) {
        self.fold_partitions();
        self.fold_serials();
        self.resolve_types();
        self.resolve_references();
        self.resolve_opaque();
    }

    fn resolve_types(&mut self) {
        let dialect = self.dialect;
        let mut types: HashMap<String, QualifiedName> = HashMap::new();
        let enums = self.schema.enums.iter().map(|o| &o.name);
        for name in enums.chain(self.schema.domains.iter().map(|o| &o.name)) {
            types.insert(key(name, dialect), name.clone());
        }
        let namespace = self.namespace.clone();
        let find = |name: &QualifiedName| {
            let found = types.get(&key(name, dialect)).cloned();
            found.or_else(|| {
                let namespace = namespace.clone().filter(|_| name.namespace.is_none())?;
                types.get(&key(&QualifiedName::within(namespace, name.name.clone()), dialect)).cloned()
            })
        };
        for column in self.schema.tables.iter_mut().flat_map(|table| &mut table.columns) {
            resolve_type(&mut column.data_type, &find, dialect);
        }
        for domain in &mut self.schema.domains {
            resolve_type(&mut domain.data_type, &find, dialect);
        }
    }

    fn resolve_references(&mut self) {
        let dialect = self.dialect;
        let tables: Vec<(QualifiedName, Vec<String>)> = (self.schema.tables.iter())
            .map(|table| (table.name.clone(), table.columns.iter().map(|column| column.name.clone()).collect()))
            .collect();
        let wanted: Vec<Vec<Option<usize>>> = (self.schema.tables.iter())
            .map(|table| {
                let parent = |key: &ForeignKey| {
                    let name = &key.references.table;
                    // A bare name means a table beside the one that refers, before one of the usual namespace.
                    let beside = table.name.namespace.clone().filter(|_| name.namespace.is_none());
                    let beside = beside.map(|namespace| QualifiedName::within(namespace, name.name.clone()));
                    beside.and_then(|name| self.place_of(&name)).or_else(|| self.place_of(name))
                };
                table.foreign_keys.iter().map(parent).collect()
            })
            .collect();
        for (table, parents) in self.schema.tables.iter_mut().zip(wanted) {
            for (foreign, parent) in table.foreign_keys.iter_mut().zip(parents) {
                let Some((name, columns)) = parent.and_then(|place| tables.get(place)) else { continue };
                foreign.references.table = name.clone();
                respell_names(columns, &mut foreign.references.columns, dialect);
            }
            if dialect.facts().folding != Folding::Keep {
                continue;
            }
            let columns: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
            table.primary_key.iter_mut().for_each(|key| respell_names(&columns, &mut key.columns, dialect));
            table.uniques.iter_mut().for_each(|key| respell_names(&columns, &mut key.columns, dialect));
            table.foreign_keys.iter_mut().for_each(|key| respell_names(&columns, &mut key.columns, dialect));
            table.indexes.iter_mut().for_each(|index| respell_index(&columns, index, dialect));
        }
    }

    /// A column whose default takes the next value of a sequence of its own, named as PostgreSQL would name it and
    /// with nothing unusual, is a serial.
    fn fold_serials(&mut self) {
        let mut folded = std::collections::HashSet::new();
        let mut users: HashMap<String, usize> = HashMap::new();
        let columns = self.schema.tables.iter().flat_map(|table| &table.columns);
        for default in columns.filter_map(|column| column.default.as_ref()).filter(|d| d.0.contains("nextval")) {
            *users.entry(plain_next(&default.0)).or_default() += 1;
        }
        let places: HashMap<QualifiedName, usize> =
            self.schema.tables.iter().enumerate().map(|(place, table)| (table.name.clone(), place)).collect();
        for sequence in &self.schema.sequences {
            let Some((table, column)) = &sequence.owned_by else { continue };
            let Some(table) = places.get(table).and_then(|place| self.schema.tables.get_mut(*place)) else { continue };
            let wanted = format!("{}_{column}_seq", table.name.name);
            let usual_name = sequence.name.name == wanted && sequence.name.namespace == table.name.namespace;
            let plain = sequence.start.is_none()
                && sequence.increment.is_none()
                && sequence.min.is_none()
                && sequence.max.is_none()
                && sequence.cache.is_none()
                && !sequence.cycle;
            let Some(column) = table.column_mut(column) else { continue };
            let own_type = Some(column.data_type.clone()).filter(|data_type| *data_type != ColumnType::BigInt);
            let next = plain_next(&next_value(&sequence.name).0);
            let takes_it = column.default.as_ref().is_some_and(|default| plain_next(&default.0) == next);
            let alone = users.get(&next) == Some(&1);
            if usual_name
                && wanted.len() <= 63
                && plain
                && takes_it
                && alone
                && !column.nullable
                && own_type == sequence.data_type
                && column.data_type.is_integer()
            {
                column.default = None;
                column.identity = Some(Identity { numbering: Numbering::Serial, ..Identity::default() });
                folded.insert(sequence.id);
            }
        }
        self.schema.sequences.retain(|sequence| !folded.contains(&sequence.id));
        for table in &mut self.schema.tables {
            let name = table.name.name.clone();
            for column in &mut table.columns {
                let usual = format!("{name}_{}_seq", column.name);
                if let Some(identity) = column.identity.as_mut().filter(|o| o.sequence.as_ref() == Some(&usual)) {
                    identity.sequence = None;
                }
            }
        }
    }
}

/// `nextval('public.s'::regclass)` and `nextval('s')` are alike.
fn plain_next(default: &str) -> String {
    default.replace("::regclass", "").replace("public.", "").replace("::text", "").replace(['(', ')', ' '], "")
}

fn key(name: &QualifiedName, dialect: Dialect) -> String {
    let text = name.to_string();
    if dialect.facts().folding == Folding::Keep { text.to_lowercase() } else { text }
}

/// A name that is no type of the script is the vendor's, as it was written.
fn resolve_type(data_type: &mut ColumnType, find: &impl Fn(&QualifiedName) -> Option<QualifiedName>, dialect: Dialect) {
    match data_type {
        ColumnType::Array(element) => resolve_type(element, find, dialect),
        ColumnType::Named(name) => {
            *data_type = match find(name) {
                Some(known) => ColumnType::Named(known),
                None if is_regular(&name.name) => ColumnType::Other(name.to_string()),
                None => ColumnType::Other(dialect.quote_qualified(name)),
            };
        }
        _ => {}
    }
}

/// Whether the dialect takes two names for the same.
pub fn same(a: &str, b: &str, dialect: Dialect) -> bool {
    a == b || dialect.facts().folding == Folding::Keep && a.to_lowercase() == b.to_lowercase()
}

fn respell_names(columns: &[String], names: &mut [String], dialect: Dialect) {
    for name in names {
        if let Some(known) = columns.iter().find(|known| same(known, name, dialect)) {
            name.clone_from(known);
        }
    }
}

fn respell_index(columns: &[String], index: &mut Index, dialect: Dialect) {
    for key in &mut index.keys {
        if let IndexPart::Column(name) = &mut key.part {
            respell_names(columns, std::slice::from_mut(name), dialect);
        }
    }
    respell_names(columns, &mut index.include, dialect);
}

/// Spells the columns of a key or index as their table does.
pub fn respell(table: &Table, object: &mut Object, dialect: Dialect) {
    if dialect.facts().folding != Folding::Keep {
        return;
    }
    let columns: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    match object {
        Object::PrimaryKey(key) => respell_names(&columns, &mut key.columns, dialect),
        Object::Unique(key) => respell_names(&columns, &mut key.columns, dialect),
        Object::ForeignKey(key) => respell_names(&columns, &mut key.columns, dialect),
        Object::Index(index) => respell_index(&columns, index, dialect),
        _ => {}
    }
}

/// SQLite's key of one INTEGER column that stands as a line of its own numbers the rows too; and keys say nothing
/// about NULL.
pub fn rowid(table: &mut Table, object: &Object) {
    let Object::PrimaryKey(key) = object else { return };
    let without_rowid = false;
    for name in &key.columns {
        let alone = key.columns.len() == 1;
        let Some(column) = table.column_mut(name) else { continue };
        if column.nullable && !column.options.iter().any(|(name, _)| name == "NULL") {
            column.options.push(("NULL".to_owned(), String::new()));
        }
        if alone && !without_rowid && column.identity.is_none() && super::column::is_rowid(column) {
            column.identity = Some(Identity { numbering: Numbering::Rowid, ..Identity::default() });
        }
    }
}
