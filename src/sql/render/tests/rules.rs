//! The rules one by one.

use super::rich::*;
use crate::dialect::Dialect::{self, *};
use crate::schema::*;
use crate::sql::render;

/// The script of one dialect holds a piece.
#[track_caller]
fn check_has(schema: &Schema, dialect: Dialect, expected: &str) {
    let script = render(schema, dialect).script(dialect);
    assert!(script.contains(expected), "{dialect} lacks {expected}:\n{script}");
}

#[test]
fn a_table_reads_as_a_careful_administrator_writes_it() {
    let mut items = table("items", &["id uuid = gen_random_uuid()", "quantity integer"]);
    items.checks.push(check("quantity > 0"));
    let schema = schema_of(vec![items]);
    check_has(&schema, PostgreSql, "    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),\n");
    check_has(&schema, PostgreSql, "    quantity integer NOT NULL CHECK (quantity > 0)\n");
    check_has(&schema, MySql, "    id CHAR(36) PRIMARY KEY DEFAULT (UUID()),\n");
    check_has(&schema, MariaDb, "    id UUID PRIMARY KEY DEFAULT (UUID()),\n");
    check_has(&schema, Oracle, "    id RAW(16) DEFAULT SYS_GUID() NOT NULL,\n");
    check_has(&schema, SqlServer, "    id UNIQUEIDENTIFIER NOT NULL DEFAULT NEWSEQUENTIALID(),\n");
}
