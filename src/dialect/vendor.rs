//! Types that only some vendors have: who takes them as written, and what stands for them elsewhere.

use super::Dialect::{self, HeliosDb, MariaDb, MySql, Oracle, PostgreSql, SqlServer, Sqlite};
use super::types::Spelling;
use crate::schema::ColumnType;

struct Vendor {
    name: &'static str,
    /// Dialects that have the type.
    known: &'static [Dialect],
    /// The nearest type of the model, for the others.
    nearest: ColumnType,
}

const fn vendor(name: &'static str, known: &'static [Dialect], nearest: ColumnType) -> Vendor {
    Vendor { name, known, nearest }
}

const fn text(length: u32) -> ColumnType {
    ColumnType::Varchar { length: Some(length) }
}

const MONEY: ColumnType = ColumnType::Decimal { precision: Some(19), scale: Some(4) };

const VENDORS: &[Vendor] = &[
    vendor("bfile", &[Oracle], ColumnType::Blob),
    vendor("bit", &[PostgreSql, HeliosDb, MySql, MariaDb], text(255)),
    vendor("box", &[PostgreSql], ColumnType::Text),
    vendor("cidr", &[PostgreSql], text(49)),
    vendor("circle", &[PostgreSql], ColumnType::Text),
    vendor("citext", &[PostgreSql], ColumnType::Text),
    vendor("cube", &[PostgreSql], ColumnType::Text),
    vendor("daterange", &[PostgreSql], text(64)),
    vendor("enum", &[MySql, MariaDb], text(255)),
    vendor("geography", &[PostgreSql, SqlServer], ColumnType::Blob),
    vendor("geometry", &[PostgreSql, SqlServer, MySql, MariaDb], ColumnType::Blob),
    vendor("geometrycollection", &[MySql, MariaDb], ColumnType::Blob),
    vendor("hierarchyid", &[SqlServer], text(892)),
    vendor("hstore", &[PostgreSql], ColumnType::Json { binary: false }),
    vendor("inet", &[PostgreSql], text(45)),
    vendor("inet4", &[MariaDb], text(15)),
    vendor("inet6", &[MariaDb], text(45)),
    vendor("int4range", &[PostgreSql], text(64)),
    vendor("int8range", &[PostgreSql], text(64)),
    vendor("line", &[PostgreSql], ColumnType::Text),
    vendor("linestring", &[MySql, MariaDb], ColumnType::Blob),
    vendor("long", &[Oracle], ColumnType::Text),
    vendor("lseg", &[PostgreSql], ColumnType::Text),
    vendor("ltree", &[PostgreSql], ColumnType::Text),
    vendor("macaddr", &[PostgreSql], text(17)),
    vendor("macaddr8", &[PostgreSql], text(23)),
    vendor("money", &[PostgreSql, SqlServer], MONEY),
    vendor("multipoint", &[MySql, MariaDb], ColumnType::Blob),
    vendor("multipolygon", &[MySql, MariaDb], ColumnType::Blob),
    vendor("numrange", &[PostgreSql], text(64)),
    vendor("oid", &[PostgreSql], ColumnType::BigInt),
    vendor("path", &[PostgreSql], ColumnType::Text),
    vendor("point", &[PostgreSql, HeliosDb, MySql, MariaDb], text(64)),
    vendor("polygon", &[PostgreSql, MySql, MariaDb], ColumnType::Text),
    vendor("rowid", &[Oracle], text(18)),
    vendor("rowversion", &[SqlServer], ColumnType::Binary { length: 8 }),
    vendor("sdo_geometry", &[Oracle], ColumnType::Blob),
    vendor("set", &[MySql, MariaDb], text(255)),
    vendor("smallmoney", &[SqlServer], MONEY),
    vendor("sql_variant", &[SqlServer], ColumnType::Text),
    vendor("sysname", &[SqlServer], text(128)),
    vendor("tsquery", &[PostgreSql], ColumnType::Text),
    vendor("tsrange", &[PostgreSql], text(64)),
    vendor("tstzrange", &[PostgreSql], text(64)),
    vendor("tsvector", &[PostgreSql, HeliosDb], ColumnType::Text),
    vendor("urowid", &[Oracle], text(18)),
    vendor("varbit", &[PostgreSql], text(255)),
    vendor("vector", &[PostgreSql, HeliosDb], ColumnType::Json { binary: false }),
    vendor("year", &[MySql, MariaDb], ColumnType::SmallInt),
];

/// The spelling of a vendor's type. Text that could be read as more than a type becomes plain text.
pub(super) fn spell(written: &str, dialect: Dialect) -> Spelling {
    if !is_one_type(written) {
        return near(&ColumnType::Text, dialect, "its type could not be read");
    }
    let head = written.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("").to_lowercase();
    match VENDORS.iter().find(|vendor| vendor.name == head) {
        Some(vendor) if vendor.known.contains(&dialect) => Spelling::exact(written.trim()),
        Some(vendor) => near(&vendor.nearest, dialect, "the type exists elsewhere only; the nearest one is used"),
        None if dialect == Sqlite => Spelling::exact(written.trim()),
        None => Spelling::near(written.trim(), "the type is not known here and is printed as written"),
    }
}

fn near(data_type: &ColumnType, dialect: Dialect, loss: &'static str) -> Spelling {
    Spelling { loss: Some(loss), ..(dialect.facts().spell)(data_type) }
}

/// Whether a text is words, numbers and strings with balanced parentheses, so that it cannot end its column.
pub fn is_one_type(text: &str) -> bool {
    let mut depth = 0_i32;
    let mut in_string = false;
    for c in text.trim().chars() {
        match c {
            '\'' => in_string = !in_string,
            '\\' => return false,
            _ if c.is_control() => return false,
            _ if in_string => {}
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => return false,
            ',' | '.' | '[' | ']' | '_' | ' ' | '%' => {}
            _ if c.is_alphanumeric() => {}
            _ => return false,
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0 && !in_string && text.trim().starts_with(|c: char| c.is_alphabetic() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vendors_are_sorted() {
        assert!(VENDORS.is_sorted_by_key(|vendor| vendor.name));
    }

    #[test]
    fn a_foreign_type_becomes_the_nearest_one() {
        let check = |text: &str, dialect, expected: &str| assert_eq!(spell(text, dialect).sql, expected, "{text}");
        check("inet", PostgreSql, "inet");
        check("inet", MySql, "VARCHAR(45)");
        check("money", Oracle, "NUMBER(19,4)");
        check("set('a','b;')", MySql, "set('a','b;')");
        check("my_type", PostgreSql, "my_type");
    }

    #[test]
    fn a_type_cannot_carry_another_statement() {
        let hostile = [
            "int); DROP TABLE users; --",
            "int, evil text",
            "int /* x",
            "int -- x",
            "int\n;",
            "enum('a') ; x",
            "enum('a",
            "enum('a\\')",
            "",
            "()",
            "\"x\"",
        ];
        for text in hostile {
            assert_eq!(spell(text, PostgreSql).sql, "text", "{text}");
        }
    }
}
