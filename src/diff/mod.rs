//! Two schemas -> the changes that make the one out of the other.
//!
//! ```
//! use schema_architect::diff::{self, Options};
//! use schema_architect::{dialect::Dialect, sql};
//!
//! let dialect = Dialect::PostgreSql;
//! let from = sql::parse("CREATE TABLE users (id int)", dialect).schema;
//! let to = sql::parse("CREATE TABLE users (id int, email text)", dialect).schema;
//! let changes = diff::compare(&from, &to, &Options::of(dialect));
//! assert_eq!(from.describe(&changes[0]), "Add column email to users");
//! assert!(diff::compare(&from, &from, &Options::of(dialect)).is_empty());
//! ```
//!
//! [`compare`] matches objects by name and gives changes that [`Schema::apply`] takes in their order; what stays keeps
//! the ids of `from`, what is new gets ids that `from` does not use. The order is: drop constraints and indexes, drop
//! views and opaque objects, add and change types and sequences, add tables and columns, change columns and parts, drop
//! columns, tables, sequences and types, add parts, views and opaque objects, and moves last.
//!
//! What stands in the way of a drop (a view over the column, a foreign key on the key, a generated column) is dropped
//! before and added again after, with the id that it had: a `Drop` and a later `Add` of the same id is a recreation.
//!
//! The law, for schemas that [`Schema::validate`] accepts: with [`Options::exact`], `from.applied(&compare(from, to))` is
//! `to` up to ids. With [`Options::of`] it means the same as `to`: comparing again gives no change. What means the same
//! in a dialect is told in `meaning`.

mod compare;
mod lines;
mod meaning;
mod need;
mod object;
mod order;
mod pair;
mod rename;
pub mod report;
mod state;
pub mod view;

pub use lines::{Line, Row, RowKind, rows};
pub use rename::{Basis, CERTAIN, Evidence, Hint, POSSIBLE, RenameQuestion, Renamed, Source, stated_renames};

use crate::dialect::Dialect;
use crate::schema::{Change, Diagnostic, Schema};

/// How two schemas are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The dialect that both are written in.
    pub dialect: Dialect,
    pub order: Order,
    /// Whether a difference in spelling alone (`(a > 0)`, `now()`, an engine that is the default) is a change.
    pub spelling: bool,
    /// Renames that are stated: by the user, or by comments ([`stated_renames`]).
    pub hints: Vec<Hint>,
}

/// Whose order counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Nobody's: a new column comes last, and a script may list its tables as it likes.
    Free,
    /// That of columns, where the dialect can place a column (`AFTER`).
    Columns,
    /// Everybody's: the result is the very schema.
    All,
}

impl Options {
    /// What suits a dialect: the order of columns counts where an ALTER TABLE can change it.
    pub fn of(dialect: Dialect) -> Self {
        let places = matches!(dialect, Dialect::MySql | Dialect::MariaDb);
        let order = if places { Order::Columns } else { Order::Free };
        Self { dialect, order, spelling: false, hints: Vec::new() }
    }

    /// Everything counts: after the changes the schema is the wanted one to the letter.
    pub fn exact(dialect: Dialect) -> Self {
        Self { order: Order::All, spelling: true, ..Self::of(dialect) }
    }
}

/// What is different between two schemas.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Diff {
    /// The changes that make the new schema out of the old one, in an order in which they apply.
    pub changes: Vec<Change>,
    /// The renames among them, and who says so.
    pub renames: Vec<Renamed>,
    /// Renames that are possible but not certain; without an answer the changes drop and add.
    pub questions: Vec<RenameQuestion>,
    /// Every pair that was weighed as a rename, the taken ones too.
    pub weighed: Vec<RenameQuestion>,
    /// Stated renames that name something that is not there, as sentences.
    pub refused: Vec<String>,
    /// Columns that went to other tables, tables split and merged: told, as the changes drop and add.
    pub findings: Vec<Diagnostic>,
}

/// The changes that make `to` out of `from`, in an order in which they apply; see the module for what they promise.
pub fn compare(from: &Schema, to: &Schema, options: &Options) -> Vec<Change> {
    compare::compare(from, to, options).0
}

/// The changes with the renames that were found and the questions that are left.
pub fn diff(from: &Schema, to: &Schema, options: &Options) -> Diff {
    let (changes, decided) = compare::compare(from, to, options);
    let rename::Decided { renames, questions, weighed, refused, findings } = decided;
    Diff { changes, renames, questions, weighed, refused, findings }
}

#[cfg(test)]
mod tests;
