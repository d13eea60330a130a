//! Objects of all kinds seen alike: lists of them, their identity and their names.

use crate::schema::{Id, Object, QualifiedName, Schema, Table};

/// The kinds in the order in which they are listed; for what is added this is also a good order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    Namespace,
    Enum,
    Domain,
    Sequence,
    Table,
    Column,
    PrimaryKey,
    Unique,
    Check,
    Exclusion,
    Index,
    ForeignKey,
    View,
    Opaque,
}

impl Kind {
    pub(super) fn of(object: &Object) -> Self {
        match object {
            Object::Namespace(_) => Self::Namespace,
            Object::Enum(_) => Self::Enum,
            Object::Domain(_) => Self::Domain,
            Object::Sequence(_) => Self::Sequence,
            Object::Table(_) => Self::Table,
            Object::View(_) => Self::View,
            Object::Opaque(_) => Self::Opaque,
            Object::Column(_) => Self::Column,
            Object::PrimaryKey(_) => Self::PrimaryKey,
            Object::Unique(_) => Self::Unique,
            Object::ForeignKey(_) => Self::ForeignKey,
            Object::Check(_) => Self::Check,
            Object::Exclusion(_) => Self::Exclusion,
            Object::Index(_) => Self::Index,
        }
    }

    /// The kind in the words of SQL (`foreign key`).
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Namespace => "schema",
            Self::Enum => "enum",
            Self::Domain => "domain",
            Self::Sequence => "sequence",
            Self::Table => "table",
            Self::Column => "column",
            Self::PrimaryKey => "primary key",
            Self::Unique => "unique key",
            Self::Check => "check",
            Self::Exclusion => "exclusion",
            Self::Index => "index",
            Self::ForeignKey => "foreign key",
            Self::View => "view",
            Self::Opaque => "object",
        }
    }
}

/// The kinds that a schema holds beside its tables.
pub(super) const BESIDE_TABLES: [Kind; 6] =
    [Kind::Namespace, Kind::Enum, Kind::Domain, Kind::Sequence, Kind::View, Kind::Opaque];

/// The kinds that a table holds.
pub(super) const PARTS: [Kind; 7] =
    [Kind::Column, Kind::PrimaryKey, Kind::Unique, Kind::Check, Kind::Exclusion, Kind::Index, Kind::ForeignKey];

/// Copies of a schema's objects of one kind; none for the kinds that tables hold.
pub(super) fn objects(schema: &Schema, kind: Kind) -> Vec<Object> {
    match kind {
        Kind::Namespace => schema.namespaces.iter().cloned().map(Object::Namespace).collect(),
        Kind::Enum => schema.enums.iter().cloned().map(Object::Enum).collect(),
        Kind::Domain => schema.domains.iter().cloned().map(Object::Domain).collect(),
        Kind::Sequence => schema.sequences.iter().cloned().map(Object::Sequence).collect(),
        Kind::Table => schema.tables.iter().cloned().map(Object::Table).collect(),
        Kind::View => schema.views.iter().cloned().map(Object::View).collect(),
        Kind::Opaque => schema.opaque.iter().cloned().map(Object::Opaque).collect(),
        _ => Vec::new(),
    }
}

/// Copies of a table's parts of one kind; none for the kinds that stand beside tables.
pub(super) fn parts(table: &Table, kind: Kind) -> Vec<Object> {
    match kind {
        Kind::Column => table.columns.iter().cloned().map(Object::Column).collect(),
        Kind::PrimaryKey => table.primary_key.iter().cloned().map(Object::PrimaryKey).collect(),
        Kind::Unique => table.uniques.iter().cloned().map(Object::Unique).collect(),
        Kind::Check => table.checks.iter().cloned().map(Object::Check).collect(),
        Kind::Exclusion => table.exclusions.iter().cloned().map(Object::Exclusion).collect(),
        Kind::Index => table.indexes.iter().cloned().map(Object::Index).collect(),
        Kind::ForeignKey => table.foreign_keys.iter().cloned().map(Object::ForeignKey).collect(),
        _ => Vec::new(),
    }
}

/// Ids of the elements of one kind in their order, within a table or beside the tables.
pub(super) fn ids(schema: &Schema, table: Option<Id>, kind: Kind) -> Vec<Id> {
    match (table, kind) {
        (None, Kind::Namespace) => schema.namespaces.iter().map(|o| o.id).collect(),
        (None, Kind::Enum) => schema.enums.iter().map(|o| o.id).collect(),
        (None, Kind::Domain) => schema.domains.iter().map(|o| o.id).collect(),
        (None, Kind::Sequence) => schema.sequences.iter().map(|o| o.id).collect(),
        (None, Kind::Table) => schema.tables.iter().map(|o| o.id).collect(),
        (None, Kind::View) => schema.views.iter().map(|o| o.id).collect(),
        (None, Kind::Opaque) => schema.opaque.iter().map(|o| o.id).collect(),
        (Some(id), _) => schema.table_by_id(id).map_or_else(Vec::new, |table| part_ids(table, kind)),
        _ => Vec::new(),
    }
}

fn part_ids(table: &Table, kind: Kind) -> Vec<Id> {
    match kind {
        Kind::Column => table.columns.iter().map(|o| o.id).collect(),
        Kind::PrimaryKey => table.primary_key.iter().map(|o| o.id).collect(),
        Kind::Unique => table.uniques.iter().map(|o| o.id).collect(),
        Kind::Check => table.checks.iter().map(|o| o.id).collect(),
        Kind::Exclusion => table.exclusions.iter().map(|o| o.id).collect(),
        Kind::Index => table.indexes.iter().map(|o| o.id).collect(),
        Kind::ForeignKey => table.foreign_keys.iter().map(|o| o.id).collect(),
        _ => Vec::new(),
    }
}

/// The object under another id.
pub(super) fn with_id(mut object: Object, id: Id) -> Object {
    match &mut object {
        Object::Namespace(o) => o.id = id,
        Object::Enum(o) => o.id = id,
        Object::Domain(o) => o.id = id,
        Object::Sequence(o) => o.id = id,
        Object::Table(o) => o.id = id,
        Object::View(o) => o.id = id,
        Object::Opaque(o) => o.id = id,
        Object::Column(o) => o.id = id,
        Object::PrimaryKey(o) => o.id = id,
        Object::Unique(o) => o.id = id,
        Object::ForeignKey(o) => o.id = id,
        Object::Check(o) => o.id = id,
        Object::Exclusion(o) => o.id = id,
        Object::Index(o) => o.id = id,
    }
    object
}

/// The object's own name, where it has one.
pub(super) fn name(object: &Object) -> Option<QualifiedName> {
    let plain = |name: &Option<String>| name.clone().map(QualifiedName::new);
    match object {
        Object::Namespace(o) => Some(QualifiedName::new(&o.name)),
        Object::Enum(o) => Some(o.name.clone()),
        Object::Domain(o) => Some(o.name.clone()),
        Object::Sequence(o) => Some(o.name.clone()),
        Object::Table(o) => Some(o.name.clone()),
        Object::View(o) => Some(o.name.clone()),
        Object::Opaque(o) => o.name.clone(),
        Object::Column(o) => Some(QualifiedName::new(&o.name)),
        Object::PrimaryKey(o) => plain(&o.name),
        Object::Unique(o) => plain(&o.name),
        Object::ForeignKey(o) => plain(&o.name),
        Object::Check(o) => plain(&o.name),
        Object::Exclusion(o) => plain(&o.name),
        Object::Index(o) => plain(&o.name),
    }
}
