//! Schema -> statements of a dialect.

use crate::dialect::Dialect;
use crate::schema::{ColumnType, Diagnostic, Id, Schema};

/// The statements that make a schema, in an order in which they run, and what the dialect could not express.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rendered {
    pub statements: Vec<Statement>,
    pub diagnostics: Vec<Diagnostic>,
}

/// One statement, without its terminator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    pub sql: String,
    /// The element that it makes.
    pub subject: Option<Id>,
}

impl Rendered {
    /// The statements as one script, with the terminators that the dialect's own client expects.
    pub fn script(&self, _dialect: Dialect) -> String {
        self.statements.iter().map(|s| format!("{};\n\n", s.sql)).collect()
    }
}

/// The statements that make `schema` in `dialect`.
pub fn render(schema: &Schema, _dialect: Dialect) -> Rendered {
    let table =
        |t: &crate::schema::Table| Statement { sql: format!("CREATE TABLE {} ()", t.name), subject: Some(t.id) };
    Rendered { statements: schema.tables.iter().map(table).collect(), diagnostics: Vec::new() }
}

/// How a dialect spells a type.
pub fn render_type(data_type: &ColumnType, _dialect: Dialect) -> String {
    data_type.to_string()
}
