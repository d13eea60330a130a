//! One schema with everything in it, in all dialects; and the rules one by one.

mod rich;
mod rules;

use super::*;
use expect_test::{ExpectFile, expect_file};

#[test]
fn a_rich_schema_in_every_dialect() {
    let check = |dialect: Dialect, expected: ExpectFile| {
        let rendered = render(&rich::schema(), dialect);
        let notes: String = rendered.diagnostics.iter().map(|note| format!("-- {note}\n")).collect();
        expected.assert_eq(&format!("{}\n{notes}", rendered.script(dialect)));
    };
    check(Dialect::PostgreSql, expect_file!["tests/golden/postgresql.sql"]);
    check(Dialect::MySql, expect_file!["tests/golden/mysql.sql"]);
    check(Dialect::MariaDb, expect_file!["tests/golden/mariadb.sql"]);
    check(Dialect::Oracle, expect_file!["tests/golden/oracle.sql"]);
    check(Dialect::SqlServer, expect_file!["tests/golden/sqlserver.sql"]);
    check(Dialect::Sqlite, expect_file!["tests/golden/sqlite.sql"]);
    check(Dialect::HeliosDb, expect_file!["tests/golden/heliosdb.sql"]);
}
