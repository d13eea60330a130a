//! The one vocabulary in which schemas are edited.

use super::*;
use serde::{Deserialize, Serialize};

/// One edit. Diff, rule fixes, normalization, diagram edits and model replies all produce changes;
/// [`Schema::apply`], undo, audit and migration planning consume them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Adds an object: a part of a table where `parent` names the table, an object of the schema otherwise.
    Add {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<Id>,
        object: Object,
        /// Place among its like, from 0; `None` is the end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<usize>,
    },
    /// Removes an object that nothing else needs any more.
    Drop { id: Id },
    /// Replaces an object by one with the same id and name. For a table it replaces comment, options and
    /// partitioning; its parts have changes of their own.
    Modify { object: Object },
    /// Renames an object and every reference to it.
    Rename { id: Id, name: QualifiedName },
    /// Moves an object to another place among its like.
    Move { id: Id, at: usize },
}

/// Anything that a change can add or replace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Object {
    Namespace(Namespace),
    Enum(EnumType),
    Domain(Domain),
    Sequence(Sequence),
    Table(Table),
    View(View),
    Opaque(Opaque),
    Column(Column),
    PrimaryKey(PrimaryKey),
    Unique(Unique),
    ForeignKey(ForeignKey),
    Check(Check),
    Exclusion(Exclusion),
    Index(Index),
}

impl Object {
    pub fn id(&self) -> Id {
        match self {
            Self::Namespace(o) => o.id,
            Self::Enum(o) => o.id,
            Self::Domain(o) => o.id,
            Self::Sequence(o) => o.id,
            Self::Table(o) => o.id,
            Self::View(o) => o.id,
            Self::Opaque(o) => o.id,
            Self::Column(o) => o.id,
            Self::PrimaryKey(o) => o.id,
            Self::Unique(o) => o.id,
            Self::ForeignKey(o) => o.id,
            Self::Check(o) => o.id,
            Self::Exclusion(o) => o.id,
            Self::Index(o) => o.id,
        }
    }

    /// The kind of object in the words of SQL (`foreign key`).
    pub fn kind(&self) -> &str {
        match self {
            Self::Namespace(_) => "schema",
            Self::Enum(_) => "enum",
            Self::Domain(_) => "domain",
            Self::Sequence(_) => "sequence",
            Self::Table(_) => "table",
            Self::View(_) => "view",
            Self::Opaque(o) => &o.kind,
            Self::Column(_) => "column",
            Self::PrimaryKey(_) => "primary key",
            Self::Unique(_) => "unique key",
            Self::ForeignKey(_) => "foreign key",
            Self::Check(_) => "check",
            Self::Exclusion(_) => "exclusion",
            Self::Index(_) => "index",
        }
    }

    /// The object without the name that its constraint or index may have.
    pub fn without_name(mut self) -> Self {
        match &mut self {
            Self::PrimaryKey(o) => o.name = None,
            Self::Unique(o) => o.name = None,
            Self::ForeignKey(o) => o.name = None,
            Self::Check(o) => o.name = None,
            Self::Exclusion(o) => o.name = None,
            Self::Index(o) => o.name = None,
            _ => {}
        }
        self
    }

    /// How a sentence would name it: its name, or its columns where it has none.
    pub fn label(&self) -> String {
        let named = |name: &Option<String>, columns: &[String]| match name {
            Some(name) => name.clone(),
            None => format!("({})", columns.join(", ")),
        };
        match self {
            Self::Namespace(o) => o.name.clone(),
            Self::Enum(o) => o.name.to_string(),
            Self::Domain(o) => o.name.to_string(),
            Self::Sequence(o) => o.name.to_string(),
            Self::Table(o) => o.name.to_string(),
            Self::View(o) => o.name.to_string(),
            Self::Opaque(o) => o.name.as_ref().map_or_else(String::new, |name| name.to_string()),
            Self::Column(o) => o.name.clone(),
            Self::PrimaryKey(o) => named(&o.name, &o.columns),
            Self::Unique(o) => named(&o.name, &o.columns),
            Self::ForeignKey(o) => format!("({}) to {}", o.columns.join(", "), o.references.table),
            Self::Check(o) => o.name.clone().unwrap_or_else(|| o.expression.to_string()),
            Self::Exclusion(o) => o.name.clone().unwrap_or_default(),
            Self::Index(o) => named(&o.name, &o.columns().iter().map(|c| (*c).to_owned()).collect::<Vec<_>>()),
        }
    }
}

impl Schema {
    /// A copy of the object with this id; a table comes with all its parts.
    pub fn object(&self, id: Id) -> Option<Object> {
        fn find<T: Clone>(list: &[T], id: impl Fn(&T) -> bool, wrap: fn(T) -> Object) -> Option<Object> {
            list.iter().find(|object| id(object)).cloned().map(wrap)
        }
        let in_table = |table: &Table| {
            find(&table.columns, |o| o.id == id, Object::Column)
                .or_else(|| table.primary_key.as_ref().filter(|o| o.id == id).cloned().map(Object::PrimaryKey))
                .or_else(|| find(&table.uniques, |o| o.id == id, Object::Unique))
                .or_else(|| find(&table.foreign_keys, |o| o.id == id, Object::ForeignKey))
                .or_else(|| find(&table.checks, |o| o.id == id, Object::Check))
                .or_else(|| find(&table.exclusions, |o| o.id == id, Object::Exclusion))
                .or_else(|| find(&table.indexes, |o| o.id == id, Object::Index))
        };
        find(&self.tables, |o| o.id == id, Object::Table)
            .or_else(|| self.tables.iter().find_map(in_table))
            .or_else(|| find(&self.namespaces, |o| o.id == id, Object::Namespace))
            .or_else(|| find(&self.enums, |o| o.id == id, Object::Enum))
            .or_else(|| find(&self.domains, |o| o.id == id, Object::Domain))
            .or_else(|| find(&self.sequences, |o| o.id == id, Object::Sequence))
            .or_else(|| find(&self.views, |o| o.id == id, Object::View))
            .or_else(|| find(&self.opaque, |o| o.id == id, Object::Opaque))
    }

    /// One sentence that says what a change does to this schema, which is the one before it.
    pub fn describe(&self, change: &Change) -> String {
        let place = |id: Id| match self.table_of(id) {
            Some(table) if table.id != id => format!(" of {}", table.name),
            _ => String::new(),
        };
        let known = |id: Id| match self.object(id) {
            Some(object) => format!("{} {}{}", object.kind(), object.label(), place(id)),
            None => format!("element {id}"),
        };
        match change {
            Change::Add { parent, object, .. } => {
                let table = parent.and_then(|id| self.table_by_id(id));
                let to = table.map_or_else(String::new, |table| format!(" to {}", table.name));
                format!("Add {} {}{to}", object.kind(), object.label())
            }
            Change::Drop { id } => format!("Drop {}", known(*id)),
            Change::Modify { object } => format!("Change {}", known(object.id())),
            Change::Rename { id, name } => format!("Rename {} to {name}", known(*id)),
            Change::Move { id, .. } => format!("Move {}", known(*id)),
        }
    }
}

/// Ids of everything inside a table, without the table's own.
pub(super) fn ids_within(table: &Table) -> impl Iterator<Item = Id> {
    let keys = table.primary_key.iter().map(|o| o.id).chain(table.uniques.iter().map(|o| o.id));
    let columns = table.columns.iter().map(|o| o.id);
    let ids = columns.chain(keys).chain(table.foreign_keys.iter().map(|o| o.id));
    let ids = ids.chain(table.checks.iter().map(|o| o.id)).chain(table.exclusions.iter().map(|o| o.id));
    ids.chain(table.indexes.iter().map(|o| o.id))
}

/// Every id of a schema, in a fixed order.
pub(super) fn ids_mut(schema: &mut Schema) -> Vec<&mut Id> {
    let mut ids: Vec<&mut Id> = schema.namespaces.iter_mut().map(|o| &mut o.id).collect();
    ids.extend(schema.enums.iter_mut().map(|o| &mut o.id));
    for domain in &mut schema.domains {
        ids.push(&mut domain.id);
        ids.extend(domain.checks.iter_mut().map(|o| &mut o.id));
    }
    ids.extend(schema.sequences.iter_mut().map(|o| &mut o.id));
    for table in &mut schema.tables {
        ids.push(&mut table.id);
        ids.extend(table.columns.iter_mut().map(|o| &mut o.id));
        ids.extend(table.primary_key.iter_mut().map(|o| &mut o.id));
        ids.extend(table.uniques.iter_mut().map(|o| &mut o.id));
        ids.extend(table.foreign_keys.iter_mut().map(|o| &mut o.id));
        ids.extend(table.checks.iter_mut().map(|o| &mut o.id));
        ids.extend(table.exclusions.iter_mut().map(|o| &mut o.id));
        ids.extend(table.indexes.iter_mut().map(|o| &mut o.id));
    }
    ids.extend(schema.views.iter_mut().map(|o| &mut o.id));
    ids.extend(schema.opaque.iter_mut().map(|o| &mut o.id));
    ids
}
