//! One column with the clauses behind its type.

use super::constraint::{self, foreign_key, trailing};
use super::cursor::{Cursor, written};
use super::lexer::Kind;
use super::names::expression;
use super::sequence::numbering;
use super::types;
use crate::dialect::Dialect::{self, HeliosDb, MariaDb, MySql, Oracle, PostgreSql, Sqlite};
use crate::schema::*;

/// A column with the constraints that stand behind its type.
#[derive(Debug, Clone)]
pub struct ColumnParts {
    pub column: Column,
    pub constraints: Vec<Object>,
    /// Values of an enum written inside the column.
    pub values: Option<Vec<String>>,
    /// PostgreSQL's `serial`.
    pub serial: bool,
}

/// A clause that the model has no place for, or that was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// Byte in the statement where it starts.
    pub start: usize,
    pub text: String,
}

/// Words that begin a clause of a column, so that an expression ends before them.
const CLAUSES: &[&str] = &[
    "constraint",
    "not null",
    "not deferrable",
    "not enforced",
    "not valid",
    "not for replication",
    "null",
    "primary",
    "unique",
    "check",
    "references",
    "default",
    "collate",
    "comment",
    "generated",
    "auto_increment",
    "autoincrement",
    "on update",
    "on conflict",
    "on delete",
    "on null",
    "identity",
    "enable",
    "disable",
    "character set",
    "charset",
    "storage",
    "invisible",
    "visible",
    "hidden",
    "virtual",
    "stored",
    "persisted",
    "persistent",
    "deferrable",
    "initially",
    "column_format",
    "with values",
    "sparse",
    "rowguidcol",
    "masked",
    "foreign key",
    "for",
    "as",
    "no inherit",
    "compression",
];

pub fn begins_clause(cursor: &Cursor) -> bool {
    let is_mysql = matches!(cursor.dialect, MySql | MariaDb);
    CLAUSES.iter().any(|words| cursor.is(words)) || is_mysql && cursor.is_any(&["key", "first", "after", "srid"])
}

/// Reads a column. What is not understood is told to `lost`; the column comes nevertheless.
pub fn column(cursor: &mut Cursor, lost: &mut Vec<Lost>) -> Option<ColumnParts> {
    let name = cursor.name()?;
    let computed = cursor.is("as") || cursor.is("generated always as (");
    let data_type = if computed || cursor.is("generated") { None } else { types::take(cursor) };
    let mut column = Column::new(Id(0), name, ColumnType::Other(String::new()));
    column.nullable = true;
    let mut parts = ColumnParts { column, constraints: Vec::new(), values: None, serial: false };
    if let Some(read) = data_type {
        take_type(&mut parts, read);
    }
    if matches!(cursor.dialect, MySql | MariaDb) && parts.column.data_type == ColumnType::Integer && is_serial(&parts) {
        parts.column.data_type = ColumnType::Unsigned(Box::new(ColumnType::BigInt));
    }
    clauses(cursor, &mut parts, lost);
    finish(&mut parts, cursor.dialect);
    Some(parts)
}

fn is_serial(parts: &ColumnParts) -> bool {
    parts.column.spelled.as_ref().is_some_and(|spelled| spelled.text.eq_ignore_ascii_case("serial"))
}

/// The type of a column, also one that it gets later.
pub fn take_type(parts: &mut ColumnParts, read: types::TypeParts) {
    parts.column.data_type = read.data_type;
    parts.column.spelled = read.spelled;
    parts.column.options.extend(read.options);
    parts.values = read.values;
    parts.serial = read.serial;
    if read.serial {
        parts.column.nullable = false;
    }
}

/// Reads clauses up to the end.
pub fn clauses(cursor: &mut Cursor, parts: &mut ColumnParts, lost: &mut Vec<Lost>) {
    let mut named = None;
    while let Some(token) = cursor.peek() {
        let start = token.start;
        if cursor.eat("constraint") {
            named = cursor.name();
            continue;
        }
        if clause(cursor, parts, named.take()) {
            continue;
        }
        let tokens = cursor.until(begins_clause);
        lost.push(Lost { start, text: written(tokens) });
    }
}

/// Reads one clause; whether there was one.
fn clause(cursor: &mut Cursor, parts: &mut ColumnParts, named: Option<String>) -> bool {
    let dialect = cursor.dialect;
    let own = vec![parts.column.name.clone()];
    let column = &mut parts.column;
    if cursor.eat("not null") {
        column.nullable = false;
        column.options.retain(|(name, _)| name != "NULL");
        if cursor.eat("on conflict") {
            let action = cursor.word().unwrap_or_default();
            column.options.push(("NOT NULL ON CONFLICT".to_owned(), action));
        }
        while cursor.eat("enable") || cursor.eat("validate") {}
    } else if cursor.eat("null") {
        column.nullable = true;
    } else if cursor.eat("default") {
        default(cursor, column);
    } else if cursor.eat("primary key") || is_mysql(dialect) && cursor.eat("key") {
        let mut key = PrimaryKey { id: Id(0), name: named, columns: own, options: Options::new() };
        if cursor.eat("desc") {
            key.options.push(("KEY PARTS".to_owned(), "DESC".to_owned()));
        }
        cursor.eat("asc");
        // SQLite's keys may be empty unless they say otherwise, in its own words for ever a mistake.
        if dialect == Sqlite && column.nullable {
            column.options.push(("NULL".to_owned(), String::new()));
        }
        column.nullable = false;
        parts.constraints.push(trailing(cursor, Object::PrimaryKey(key)));
    } else if cursor.eat("unique") {
        cursor.eat("key");
        let nulls_not_distinct = cursor.eat("nulls not distinct");
        cursor.eat("nulls distinct");
        let deferrable = Deferrable::No;
        let key =
            Unique { id: Id(0), name: named, columns: own, nulls_not_distinct, deferrable, options: Options::new() };
        parts.constraints.push(trailing(cursor, Object::Unique(key)));
    } else if cursor.eat("foreign key references") || cursor.eat("references") {
        parts.constraints.extend(foreign_key(cursor, named, own));
    } else if cursor.is("check") && cursor.peek_at(1).is_some_and(|next| next.is_symbol("(")) {
        parts.constraints.extend(constraint::check(cursor, named));
    } else if cursor.eat("collate") {
        cursor.eat_symbol("=");
        column.collation = Some(cursor.parts().join(".")).filter(|name| !name.is_empty());
    } else if cursor.eat("comment") {
        column.comment = cursor.text().filter(|text| !text.is_empty());
    } else if cursor.eat("generated always") {
        generated(cursor, column, true);
    } else if cursor.eat("generated by default") {
        if cursor.eat("on null") {
            column.options.push(("ON NULL".to_owned(), String::new()));
        }
        generated(cursor, column, false);
    } else if cursor.is("as") {
        generated(cursor, column, true);
    } else if cursor.eat("identity") {
        let mut identity = Identity { always: true, ..Identity::default() };
        if let Some(mut inside) = cursor.group() {
            identity.start = inside.number().filter(|n| *n != 1);
            inside.eat_symbol(",");
            identity.increment = inside.number().filter(|n| *n != 1);
        }
        column.identity = Some(identity);
        column.nullable = false;
    } else if cursor.eat("auto_increment") || cursor.eat("autoincrement") {
        column.identity = Some(Identity::default());
        column.nullable = false;
    } else if cursor.eat("on update") {
        let value = cursor.until(begins_clause);
        column.options.push(("ON UPDATE".to_owned(), expression(value, dialect).0));
    } else if cursor.is("deferrable")
        || cursor.is("not deferrable")
        || cursor.is("initially")
        || cursor.is("not enforced")
    {
        let Some(last) = parts.constraints.pop() else { return false };
        let before = cursor.at;
        parts.constraints.push(trailing(cursor, last));
        return cursor.at > before;
    } else {
        return option(cursor, &mut column.options);
    }
    true
}

/// A vendor's clause that is kept in its own words.
fn option(cursor: &mut Cursor, options: &mut Options) -> bool {
    const FLAGS: &[&str] = &[
        "not for replication",
        "rowguidcol",
        "sparse",
        "invisible",
        "visible",
        "hidden",
        "compressed",
        "with system versioning",
        "without system versioning",
        "not visible",
        "virtual",
        "stored",
        "with values",
    ];
    const VALUES: &[&str] = &["column_format", "storage", "compression", "srid", "ref_system_id", "engine_attribute"];
    if let Some(flag) = FLAGS.iter().find(|flag| cursor.is(flag)) {
        cursor.eat(flag);
        options.push((flag.to_ascii_uppercase(), String::new()));
        return true;
    }
    if let Some(word) = VALUES.iter().find(|word| cursor.is(word)) {
        cursor.eat(word);
        cursor.eat_symbol("=");
        let value = cursor.take().map_or_else(String::new, |token| token.text.to_owned());
        options.push((word.to_ascii_uppercase(), value));
        return true;
    }
    if cursor.eat("character set") || cursor.eat("charset") {
        options.extend(cursor.name().map(|name| ("CHARACTER SET".to_owned(), name)));
        return true;
    }
    if cursor.eat("masked with") {
        let start = cursor.at;
        cursor.take_whole();
        options.push(("MASKED WITH".to_owned(), written(&cursor.tokens[start..cursor.at])));
        return true;
    }
    // Oracle's constraints say that they hold.
    cursor.eat("enable") || cursor.eat("validate")
}

fn is_mysql(dialect: Dialect) -> bool {
    matches!(dialect, MySql | MariaDb)
}

/// `DEFAULT ...`, up to the next clause.
pub fn default(cursor: &mut Cursor, column: &mut Column) {
    let dialect = cursor.dialect;
    if dialect == Oracle && cursor.eat("on null") {
        column.options.push(("DEFAULT ON NULL".to_owned(), String::new()));
    }
    let tokens = cursor.until(begins_clause);
    column.default = Some(default_value(tokens, &column.data_type, dialect)).filter(|value| value.0 != "NULL");
}

/// A default: a cast that only repeats the column's type is left out.
fn default_value(tokens: &[super::lexer::Token], data_type: &ColumnType, dialect: Dialect) -> Expression {
    let tokens = super::names::without_parentheses(tokens);
    let cast =
        tokens.iter().position(|token| token.is_symbol("::")).filter(|_| matches!(dialect, PostgreSql | HeliosDb));
    if let Some(at) = cast {
        let value = super::names::without_parentheses(&tokens[..at]);
        let is_literal = match value {
            [only] => matches!(only.kind, Kind::Text | Kind::Number) || only.is("null"),
            [sign, number] => sign.is_symbol("-") && number.kind == Kind::Number,
            _ => false,
        };
        let target = &tokens[at + 1..];
        let is_whole = !target.iter().any(|token| matches!(token.text, "::" | "||" | "+" | "-" | "*" | "/"));
        if is_literal && is_whole && repeats(target, data_type, dialect) {
            return expression(value, dialect);
        }
    }
    expression(tokens, dialect)
}

fn repeats(target: &[super::lexer::Token], data_type: &ColumnType, dialect: Dialect) -> bool {
    let read = types::take(&mut Cursor::new(target, dialect)).map(|parts| parts.data_type);
    let without_length = |data_type: &ColumnType| match data_type {
        ColumnType::Varchar { .. } => ColumnType::Varchar { length: None },
        ColumnType::Char { .. } => ColumnType::Char { length: 1 },
        ColumnType::Decimal { .. } => ColumnType::Decimal { precision: None, scale: None },
        ColumnType::Timestamp { zone, .. } => ColumnType::Timestamp { precision: None, zone: *zone },
        ColumnType::Time { zone, .. } => ColumnType::Time { precision: None, zone: *zone },
        ColumnType::Array(element) => match element.as_ref() {
            ColumnType::Varchar { .. } => ColumnType::Array(Box::new(ColumnType::Varchar { length: None })),
            _ => data_type.clone(),
        },
        other => other.clone(),
    };
    read.is_some_and(|read| without_length(&read) == without_length(data_type))
}

/// `AS IDENTITY (...)`, `AS (...) STORED`
fn generated(cursor: &mut Cursor, column: &mut Column, always: bool) {
    cursor.eat("as");
    if cursor.eat("identity") {
        let mut identity = Identity { always, ..Identity::default() };
        if let Some(mut inside) = cursor.group() {
            numbering(&mut inside).into_identity(&mut identity);
        }
        column.identity = Some(identity);
        column.nullable = false;
        column.default = None;
        return;
    }
    if cursor.is("row start") || cursor.is("row end") {
        let words = written(&cursor.rest()[..2]).to_ascii_uppercase();
        cursor.at += 2;
        column.options.push(("GENERATED ALWAYS AS".to_owned(), words));
        return;
    }
    let tokens = match cursor.is_symbol("(") {
        true => {
            let start = cursor.at;
            cursor.take_whole();
            &cursor.tokens[start..cursor.at]
        }
        false => cursor.until(begins_clause),
    };
    let expression = expression(tokens, cursor.dialect);
    // Without a word PostgreSQL used to keep the value; everywhere else it is computed when read.
    let stored = cursor.eat("stored") || cursor.eat("persisted") || cursor.eat("persistent");
    if !stored {
        cursor.eat("virtual");
    }
    column.generated = Some(Generated { expression, stored });
}

/// What the dialect means by the whole.
fn finish(parts: &mut ColumnParts, dialect: Dialect) {
    let is_key = parts.constraints.iter().any(|object| matches!(object, Object::PrimaryKey(_)));
    let serial = is_mysql(dialect) && is_serial(parts);
    let column = &mut parts.column;
    if column.data_type == ColumnType::Boolean {
        let truth = |text: &str| match text {
            "1" | "'1'" | "b'1'" | "'t'" | "'true'" | "true" => Some("TRUE"),
            "0" | "'0'" | "b'0'" | "'f'" | "'false'" | "false" => Some("FALSE"),
            _ => None,
        };
        let known = column.default.as_ref().and_then(|default| truth(&default.0.to_lowercase()));
        // SQLite shows a default as it was written.
        if dialect != Sqlite {
            column.default = known.map(Expression::from).or(column.default.take());
        }
    }
    if serial {
        column.identity = Some(Identity::default());
        column.nullable = false;
        column.spelled = None;
        let columns = vec![column.name.clone()];
        parts.constraints.push(Object::Unique(Unique {
            id: Id(0),
            name: None,
            columns,
            nulls_not_distinct: false,
            deferrable: Deferrable::No,
            options: Options::new(),
        }));
        return;
    }
    if dialect == Sqlite && is_key && column.identity.is_none() && is_rowid(column) {
        column.identity = Some(Identity { numbering: Numbering::Rowid, ..Identity::default() });
    }
}

/// Whether a key of this type is SQLite's number of the row.
pub fn is_rowid(column: &Column) -> bool {
    column.spelled.as_ref().is_some_and(|spelled| spelled.text.eq_ignore_ascii_case("integer"))
}
