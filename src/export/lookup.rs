//! What a document looks up over and over, found once, so that it takes time in proportion to the schema.

use super::Content;
use crate::schema::{Decision, ForeignKey, Id, Object, QualifiedName, Schema, Table, Topic};
use std::collections::HashMap;

pub(super) struct Lookup<'a> {
    tables: HashMap<&'a QualifiedName, &'a Table>,
    /// Keys that refer to a table, with the tables that hold them.
    incoming: HashMap<&'a QualifiedName, Vec<(&'a Table, &'a ForeignKey)>>,
    elements: HashMap<Id, String>,
    /// The first decision about an element, and the first about it as an entity.
    reasons: HashMap<Id, &'a Decision>,
    purposes: HashMap<Id, &'a Decision>,
}

impl<'a> Lookup<'a> {
    pub fn of(content: &Content<'a>) -> Self {
        let mut tables = HashMap::new();
        let mut incoming: HashMap<_, Vec<_>> = HashMap::new();
        for table in &content.schema.tables {
            tables.entry(&table.name).or_insert(table);
            for key in &table.foreign_keys {
                incoming.entry(&key.references.table).or_default().push((table, key));
            }
        }
        let (mut reasons, mut purposes) = (HashMap::new(), HashMap::new());
        for decision in content.decisions {
            reasons.entry(decision.subject).or_insert(decision);
            if decision.topic == Topic::Entity {
                purposes.entry(decision.subject).or_insert(decision);
            }
        }
        Self { tables, incoming, elements: elements(content.schema), reasons, purposes }
    }

    pub fn table(&self, name: &QualifiedName) -> Option<&'a Table> {
        self.tables.get(name).copied()
    }

    pub fn incoming(&self, name: &QualifiedName) -> &[(&'a Table, &'a ForeignKey)] {
        self.incoming.get(name).map_or(&[], Vec::as_slice)
    }

    /// The parent's columns that a key refers to; the parent's primary key where the key names none.
    pub fn referenced_columns<'k>(&self, key: &'k ForeignKey) -> &'k [String]
    where
        'a: 'k,
    {
        let named = &key.references.columns;
        if named.is_empty() { self.table(&key.references.table).map_or(&[], Table::key_columns) } else { named }
    }

    /// An element by name: `orders` for a table, `orders.status` for a part of one; nothing for what is gone.
    pub fn element(&self, id: Id) -> Option<&str> {
        self.elements.get(&id).map(String::as_str)
    }

    pub fn reason(&self, id: Id) -> Option<&'a Decision> {
        self.reasons.get(&id).copied()
    }

    pub fn purpose(&self, id: Id) -> Option<&'a Decision> {
        self.purposes.get(&id).copied()
    }
}

fn elements(schema: &Schema) -> HashMap<Id, String> {
    let mut names = HashMap::new();
    for table in &schema.tables {
        names.insert(table.id, table.name.to_string());
        for part in parts(table) {
            names.entry(part.id()).or_insert_with(|| format!("{}.{}", table.name, part.label()));
        }
    }
    let namespaces = schema.namespaces.iter().cloned().map(Object::Namespace);
    let types =
        schema.enums.iter().cloned().map(Object::Enum).chain(schema.domains.iter().cloned().map(Object::Domain));
    let sequences = schema.sequences.iter().cloned().map(Object::Sequence);
    let statements =
        schema.views.iter().cloned().map(Object::View).chain(schema.opaque.iter().cloned().map(Object::Opaque));
    for object in namespaces.chain(types).chain(sequences).chain(statements) {
        names.entry(object.id()).or_insert_with(|| object.label());
    }
    names
}

fn parts(table: &Table) -> impl Iterator<Item = Object> {
    let keys = table.primary_key.iter().cloned().map(Object::PrimaryKey);
    let keys = keys.chain(table.uniques.iter().cloned().map(Object::Unique));
    let keys = keys.chain(table.foreign_keys.iter().cloned().map(Object::ForeignKey));
    let rules = table.checks.iter().cloned().map(Object::Check);
    let rules = rules.chain(table.exclusions.iter().cloned().map(Object::Exclusion));
    let columns = table.columns.iter().cloned().map(Object::Column);
    columns.chain(keys).chain(rules).chain(table.indexes.iter().cloned().map(Object::Index))
}
