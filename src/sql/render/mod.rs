//! Schema -> statements of a dialect.
//!
//! The order in which statements run: namespaces, types, sequences, tables (parents first, each with its indexes and
//! comments), the foreign keys that close a cycle, views, and what is kept as text. What a dialect cannot express
//! comes in its nearest form, and a diagnostic says what is lost.

mod cascade;
mod change;
mod clauses;
mod column;
mod comment;
mod constraint;
mod expression;
mod index;
mod names;
mod notes;
mod numbering;
mod object;
mod order;
mod partition;
mod prepare;
mod rows;
mod script;
mod table;
mod types;

use crate::dialect::Dialect;
use crate::dialect::facts::Facts;
use crate::schema::{ColumnType, Diagnostic, Id, Schema};
pub use change::{Pieces, prepared};
pub use rows::insert_statements;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

use cascade::Cascades;
use names::TableNames;
use notes::Notes;
use order::Order;

/// The statements that make a schema, in an order in which they run, and what the dialect could not express.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendered {
    pub statements: Vec<Statement>,
    pub diagnostics: Vec<Diagnostic>,
}

/// One statement, without its terminator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    pub sql: String,
    /// The element that it makes.
    pub subject: Option<Id>,
}

impl Rendered {
    /// The statements as one script, with the terminators that the dialect's own client expects.
    pub fn script(&self, dialect: Dialect) -> String {
        script::script(&self.statements, dialect)
    }
}

/// What is rendered, and what was decided before the first statement is written.
struct Target<'a> {
    schema: &'a Schema,
    dialect: Dialect,
    facts: &'static Facts,
    /// Names of constraints and indexes, table by table.
    names: Vec<TableNames>,
    order: Order,
    cascades: Cascades,
    /// Print what the model says and nothing more, because the statement must fit a database that is already there:
    /// no types aligned, no options added, no keys made in another way.
    exact: bool,
}

impl<'a> Target<'a> {
    /// What is decided for a schema that is prepared for the dialect.
    fn of(schema: &'a Schema, dialect: Dialect, notes: &mut Notes) -> Self {
        Self {
            schema,
            dialect,
            facts: dialect.facts(),
            names: names::names(schema, dialect, notes),
            order: order::order(schema, dialect),
            cascades: cascade::cascades(schema, dialect, notes),
            exact: is_native(schema, dialect),
        }
    }
}

/// The statements that make `schema` in `dialect`.
pub fn render(schema: &Schema, dialect: Dialect) -> Rendered {
    let mut notes = Notes::default();
    let prepared = prepare::prepared(schema, dialect, &mut notes);
    let target = Target::of(&prepared, dialect, &mut notes);
    let mut statements = object::before_tables(&target, &mut notes);
    for &at in &target.order.tables {
        statements.extend(table::statements(&target, at, &mut notes));
    }
    statements.extend(constraint::closing_keys(&target, &mut notes));
    statements.extend(object::after_tables(&target, &mut notes));
    Rendered { statements, diagnostics: notes.into_diagnostics(dialect) }
}

/// What stands behind the names of columns in a dialect: type, numbering, default and all that is no key.
pub(super) fn column_forms(schema: &Schema, dialect: Dialect) -> HashMap<Id, String> {
    let mut notes = Notes::default();
    let prepared = prepare::prepared(schema, dialect, &mut notes);
    let target = Target::of(&prepared, dialect, &mut notes);
    let mut forms = HashMap::new();
    for (at, table) in target.schema.tables.iter().enumerate() {
        for own in &table.columns {
            let line = column::column(&target, at, own, false, &mut notes);
            let name = dialect.quote_identifier(&own.name);
            forms.insert(own.id, line.strip_prefix(&name).unwrap_or(&line).trim_start().to_owned());
        }
    }
    forms
}

/// How a dialect spells a type. The names of enums and domains stand for themselves; [`render`] resolves them.
pub fn render_type(data_type: &ColumnType, dialect: Dialect) -> String {
    dialect.spell_type(data_type).sql
}

/// Whether the schema was read from a script of this dialect, so that it says what it says on purpose.
fn is_native(schema: &Schema, dialect: Dialect) -> bool {
    let spelled = schema.tables.iter().flat_map(|table| &table.columns).filter_map(|column| column.spelled.as_ref());
    spelled.into_iter().any(|spelled| spelled.dialect.parse().is_ok_and(|origin: Dialect| dialect.is_kin(origin)))
}

fn statement(sql: impl Into<String>, subject: Id) -> Statement {
    Statement { sql: sql.into(), subject: Some(subject) }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
