//! The model: a schema as plain values, and the one vocabulary in which it is edited.
//!
//! References between elements go by name, as in SQL; [`Schema::apply`] keeps them right when something is renamed.
//! Every element also has an [`Id`] that never changes, which reasons, diagram positions and history use.
//!
//! Architecture invariant: this module imports nothing of the crate, and knows no dialect.

mod apply;
mod change;
mod column;
mod column_type;
mod decision;
mod dependents;
mod diagnostic;
mod expression;
mod id;
mod index;
mod inflection;
mod inverse;
mod key;
mod name;
mod object;
mod rename;
mod table;
mod validate;

pub use apply::ApplyError;
pub use change::{Change, Object};
pub use column::{Column, Generated, Identity, Numbering, Spelled};
pub use column_type::ColumnType;
pub use decision::{Answer, Decision, Question, Source, Span, Topic};
pub use diagnostic::{Diagnostic, Position, Severity};
pub use expression::{Expression, Token, is_regular};
pub use id::Id;
pub use index::{Index, IndexKey, IndexPart, NullsOrder};
pub use inflection::{plural, singular};
pub use key::{Action, Check, Deferrable, Exclusion, ExclusionElement, ForeignKey, PrimaryKey, Reference, Unique};
pub use name::{NamingStyle, QualifiedName, words};
pub use object::{Domain, EnumType, Opaque, Partition, PartitionMethod, Partitioning, Sequence, View};
pub use table::Table;

use serde::{Deserialize, Serialize};

/// Vendor's clauses that the model has no field for, in the order of the statement: their words in upper case, and what
/// follows them as written (empty where nothing does). A renderer prints those that its dialect knows.
pub type Options = Vec<(String, String)>;

/// A database schema: tables and everything that stands beside them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schema {
    /// Named namespaces (`CREATE SCHEMA`), beside the default one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub namespaces: Vec<Namespace>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub enums: Vec<EnumType>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub domains: Vec<Domain>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sequences: Vec<Sequence>,
    pub tables: Vec<Table>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub views: Vec<View>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opaque: Vec<Opaque>,
    /// The next free id; see [`Schema::fresh_id`].
    next_id: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Namespace {
    pub id: Id,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Schema {
    pub fn new() -> Self {
        Self::default()
    }

    /// An id that no element of this schema has or will have.
    pub fn fresh_id(&mut self) -> Id {
        self.next_id += 1;
        Id(self.next_id)
    }

    /// The largest id that was given out, for those who number several alternatives of what could be added.
    pub fn last_id(&self) -> Id {
        Id(self.next_id)
    }

    /// Makes sure that [`Schema::fresh_id`] never gives `id` or a smaller one.
    pub fn reserve_id(&mut self, id: Id) {
        self.next_id = self.next_id.max(id.0);
    }

    pub fn table(&self, name: &QualifiedName) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == *name)
    }

    /// A table by its name in the default namespace.
    pub fn table_named(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name.namespace.is_none() && table.name.name == name)
    }

    pub fn table_by_id(&self, id: Id) -> Option<&Table> {
        self.tables.iter().find(|table| table.id == id)
    }

    pub fn table_by_id_mut(&mut self, id: Id) -> Option<&mut Table> {
        self.tables.iter_mut().find(|table| table.id == id)
    }

    /// The table that an element belongs to: itself, or the one that holds the column, key, check or index.
    pub fn table_of(&self, id: Id) -> Option<&Table> {
        self.tables.iter().find(|table| table.id == id || change::ids_within(table).any(|inner| inner == id))
    }

    /// The parent's columns that a foreign key refers to; the parent's primary key where the key names none.
    pub fn referenced_columns(&self, key: &ForeignKey) -> Vec<String> {
        if !key.references.columns.is_empty() {
            return key.references.columns.clone();
        }
        self.table(&key.references.table).map_or_else(Vec::new, |parent| parent.key_columns().to_vec())
    }

    pub fn enum_named(&self, name: &QualifiedName) -> Option<&EnumType> {
        self.enums.iter().find(|object| object.name == *name)
    }

    /// How many foreign keys the tables hold.
    pub fn relationship_count(&self) -> usize {
        self.tables.iter().map(|table| table.foreign_keys.len()).sum()
    }

    /// The same schema with all ids zero, to compare schemas that were made separately.
    pub fn without_ids(&self) -> Self {
        let mut schema = self.clone();
        schema.next_id = 0;
        for id in change::ids_mut(&mut schema) {
            *id = Id(0);
        }
        schema
    }

    /// Gives every element that has id 0 a fresh id, for schemas that were put together by hand.
    pub fn number(&mut self) {
        let mut next = change::ids_mut(self).iter().map(|id| id.0).max().unwrap_or(0).max(self.next_id);
        for id in change::ids_mut(self) {
            if id.0 == 0 {
                next += 1;
                *id = Id(next);
            }
        }
        self.next_id = next;
    }
}
