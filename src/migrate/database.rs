//! The database that a script names with `USE`.

use crate::dialect::Dialect;

/// The one database in which a script makes its tables, where it says so; names without one mean that database.
pub fn database_of(script: &str, dialect: Dialect) -> Option<String> {
    if !matches!(dialect, Dialect::MySql | Dialect::MariaDb | Dialect::SqlServer) {
        return None;
    }
    let mut named = script.lines().filter_map(used);
    let first = named.next()?;
    named.all(|other| other == first).then_some(first)
}

/// The name in a line that is a `USE` and nothing else.
fn used(line: &str) -> Option<String> {
    let line = line.trim();
    let head = line.get(..3)?;
    let rest =
        line.get(3..).filter(|rest| head.eq_ignore_ascii_case("use") && rest.starts_with([' ', '\t', '`', '[']))?;
    let rest = rest.trim().trim_end_matches(';').trim_end();
    let quoted = |open: char, close: char| rest.strip_prefix(open)?.strip_suffix(close);
    let name = quoted('`', '`').or_else(|| quoted('[', ']')).or_else(|| quoted('"', '"')).unwrap_or(rest);
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '-');
    (!name.is_empty() && name.chars().all(is_name)).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_names_its_database() {
        let check = |script: &str, dialect, expected: Option<&str>| {
            assert_eq!(database_of(script, dialect).as_deref(), expected, "{script}");
        };
        check("CREATE DATABASE im;\nuse `im` ;\nCREATE TABLE t (a int);", Dialect::MySql, Some("im"));
        check("USE [shop]\nGO\n", Dialect::SqlServer, Some("shop"));
        check("use a;\nuse b;", Dialect::MariaDb, None);
        check("-- how to use it\nuse of words here", Dialect::MySql, None);
        check("USE im;", Dialect::PostgreSql, None);
    }
}
