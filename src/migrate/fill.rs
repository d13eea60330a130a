//! Values for rows that have none where the new schema wants one.

use super::work::Work;
use crate::dialect::Dialect;
use crate::schema::{Column, ColumnType, Expression, Table, Token};

/// The value that a row without one gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fill {
    /// An expression; `None` where there is no value that could be right.
    pub sql: Option<String>,
    /// Where it comes from, as the end of a sentence.
    pub source: &'static str,
    /// Every row needs a value of its own, which is numbered.
    pub numbered: bool,
    /// It is a placeholder that nobody asked for.
    pub neutral: bool,
}

/// The value for rows of a table that lack one in a column of the new schema: the column's default, else one that
/// its checks and keys allow, else the neutral value of its type.
pub(super) fn fill(work: &Work, table: &Table, column: &Column) -> Fill {
    let volatile = |default: &Expression| default.as_str().to_lowercase().contains("nextval");
    let unique = is_alone_unique(table, &column.name);
    if column.default.as_ref().is_some_and(|default| !volatile(default)) && !unique {
        let sql = work.new.default(column.id);
        return Fill { sql, source: "the column's default", numbered: false, neutral: false };
    }
    if unique && !table.in_foreign_key(&column.name) {
        let sql = numbered(&column.data_type, work.dialect);
        return Fill {
            numbered: sql.is_some(),
            sql,
            source: "a number of its own for every row, because values must differ",
            neutral: true,
        };
    }
    let key = table.foreign_keys.iter().find(|key| key.columns == [column.name.clone()]);
    if let Some(key) = key {
        let referred = work.new.schema().referenced_columns(key);
        let sql = referred
            .first()
            .map(|parent| format!("(SELECT MIN({}) FROM {})", work.ident(parent), work.quote(&key.references.table)));
        return Fill { sql, source: "the first row of the table that it refers to", numbered: false, neutral: true };
    }
    if let Some(value) = table.checks.iter().find_map(|check| allowed(&check.expression, &column.name)) {
        return Fill {
            sql: Some(value),
            source: "the first value that its check allows",
            numbered: false,
            neutral: true,
        };
    }
    let sql = neutral(work, &column.data_type, 0);
    Fill { sql, source: "the neutral value of its type", numbered: false, neutral: true }
}

fn is_alone_unique(table: &Table, column: &str) -> bool {
    table.is_unique(&[column.to_owned()])
}

/// `{}` stands for the row's number.
fn numbered(data_type: &ColumnType, dialect: Dialect) -> Option<String> {
    let text = match dialect {
        Dialect::MySql | Dialect::MariaDb => "CAST({} AS CHAR)",
        Dialect::SqlServer => "CAST({} AS varchar(20))",
        Dialect::Oracle => "TO_CHAR({})",
        _ => "CAST({} AS text)",
    };
    Some(match data_type {
        _ if data_type.is_numeric() => "{}".to_owned(),
        _ if data_type.is_text() => text.to_owned(),
        ColumnType::Uuid => match dialect {
            Dialect::PostgreSql | Dialect::HeliosDb => "gen_random_uuid()".to_owned(),
            Dialect::SqlServer => "NEWID()".to_owned(),
            Dialect::Oracle => "SYS_GUID()".to_owned(),
            Dialect::MySql | Dialect::MariaDb => "UUID()".to_owned(),
            Dialect::Sqlite => "lower(hex(randomblob(16)))".to_owned(),
        },
        _ => return None,
    })
}

/// The first value of `column IN (...)`, the bound of a comparison with a number, or one beyond it.
fn allowed(check: &Expression, column: &str) -> Option<String> {
    let tokens: Vec<Token> = check
        .tokens()
        .into_iter()
        .filter(|token| !matches!(token, Token::Other(text) if text.trim().is_empty()))
        .collect();
    let at = tokens.iter().position(|token| match token {
        Token::Word(word) => word.eq_ignore_ascii_case(column),
        Token::Quoted(quoted) => quoted.trim_matches('"') == column,
        _ => false,
    })?;
    let rest: Vec<&str> = tokens
        .get(at + 1..)?
        .iter()
        .map(|token| match token {
            Token::Word(text) | Token::Quoted(text) | Token::Text(text) | Token::Other(text) => text.trim(),
        })
        .collect();
    let joined = rest.join(" ");
    let upper = joined.to_uppercase();
    let first = |text: &str| -> Option<String> {
        let text = text.trim_start_matches(['(', ' ']);
        let literal = match text.strip_prefix('\'') {
            Some(inner) => format!("'{}'", inner.split('\'').next()?),
            None => text.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).collect(),
        };
        (!literal.is_empty()).then_some(literal)
    };
    let number = |text: &str| -> Option<i64> {
        text.trim().split(|c: char| !c.is_ascii_digit() && c != '-').next()?.parse().ok()
    };
    if let Some(list) = upper.strip_prefix("IN ").map(|_| &joined[3..]) {
        return first(list);
    }
    if upper.strip_prefix("BETWEEN ").is_some() {
        return first(joined.get(8..)?);
    }
    let compact: String = joined.chars().filter(|c| !c.is_whitespace()).collect();
    if let Some(value) = compact.strip_prefix(">=").and_then(number) {
        return Some(value.to_string());
    }
    compact.strip_prefix('>').and_then(number).map(|value| (value + 1).to_string())
}

/// Nothing, in the type's own words; `None` where a type has no such value.
pub(super) fn neutral(work: &Work, data_type: &ColumnType, depth: usize) -> Option<String> {
    let dialect = work.dialect;
    let postgres = matches!(dialect, Dialect::PostgreSql | Dialect::HeliosDb);
    Some(match data_type {
        _ if data_type.is_numeric() => "0".to_owned(),
        // An empty text is NULL in Oracle.
        _ if data_type.is_text() => {
            if dialect == Dialect::Oracle {
                "' '".to_owned()
            } else {
                "''".to_owned()
            }
        }
        ColumnType::Boolean => {
            if dialect.facts().booleans {
                "FALSE".to_owned()
            } else {
                "0".to_owned()
            }
        }
        ColumnType::Date if matches!(dialect, Dialect::SqlServer | Dialect::Sqlite) => "'1970-01-01'".to_owned(),
        ColumnType::Date => "DATE '1970-01-01'".to_owned(),
        ColumnType::Timestamp { .. } => match dialect {
            Dialect::Sqlite | Dialect::SqlServer => "'1970-01-01 00:00:00'".to_owned(),
            // MySQL's TIMESTAMP begins one second later.
            Dialect::MySql | Dialect::MariaDb => "'1970-01-02 00:00:01'".to_owned(),
            _ => "TIMESTAMP '1970-01-01 00:00:00'".to_owned(),
        },
        ColumnType::Time { .. } => "'00:00:00'".to_owned(),
        ColumnType::Interval if postgres => "INTERVAL '0'".to_owned(),
        ColumnType::Uuid => "'00000000-0000-0000-0000-000000000000'".to_owned(),
        ColumnType::Json { .. } => "'{}'".to_owned(),
        ColumnType::Array(_) if postgres => "'{}'".to_owned(),
        ColumnType::Binary { .. } | ColumnType::Varbinary { .. } | ColumnType::Blob if dialect != Dialect::Oracle => {
            "''".to_owned()
        }
        ColumnType::Named(name) => {
            let schema = work.new.schema();
            if let Some(object) = schema.enum_named(name) {
                return object.values.first().map(|value| dialect.quote_text(value));
            }
            let domain = schema.domains.iter().find(|domain| domain.name == *name).filter(|_| depth < 16)?;
            return neutral(work, &domain.data_type, depth + 1);
        }
        ColumnType::Other(text) if postgres => match text.to_lowercase().as_str() {
            "inet" | "cidr" => "'0.0.0.0'".to_owned(),
            "citext" | "xml" | "name" => "''".to_owned(),
            "money" | "oid" => "0".to_owned(),
            "hstore" => "''".to_owned(),
            _ => return None,
        },
        ColumnType::Other(text) if matches!(dialect, Dialect::MySql | Dialect::MariaDb) => {
            match text.to_lowercase().split(|c: char| !c.is_alphabetic()).next().unwrap_or_default() {
                "year" => "1970".to_owned(),
                "bit" => "0".to_owned(),
                "set" => "''".to_owned(),
                _ => return None,
            }
        }
        ColumnType::Other(_) if dialect == Dialect::Sqlite => "''".to_owned(),
        _ => return None,
    })
}
