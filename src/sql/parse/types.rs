//! The type of a column.

use super::cursor::{Cursor, written};
use super::lexer::{Kind, name_value};
use super::names;
use crate::dialect::Dialect::{self, HeliosDb, MariaDb, MySql, PostgreSql, SqlServer, Sqlite};
use crate::dialect::read_type;
use crate::schema::{ColumnType, Options, Spelled};

/// A type, and what some spellings say beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeParts {
    pub data_type: ColumnType,
    pub spelled: Option<Spelled>,
    /// PostgreSQL's `serial`: numbered by a sequence of the column's own.
    pub serial: bool,
    /// The values of an enum that stands in the column.
    pub values: Option<Vec<String>>,
    /// Character set and the like, which stand within the type.
    pub options: Options,
}

/// Words that go on with a type behind its first word.
const WITHIN: &[&str] = &["varying", "precision", "large", "object", "unsigned", "signed", "zerofill", "array"];

/// Words of two that begin a type.
const PAIRS: &[(&str, &[&str])] = &[
    ("long", &["raw", "varchar", "varbinary"]),
    ("national", &["character", "char", "varchar"]),
    ("double", &["precision"]),
    ("character", &["varying", "large"]),
    ("char", &["varying", "byte"]),
    ("nchar", &["varying", "large"]),
    ("binary", &["varying", "large"]),
    ("bit", &["varying"]),
];

/// Reads the type that stands here. Nothing where no type does: SQLite's columns need none.
pub fn take(cursor: &mut Cursor) -> Option<TypeParts> {
    let start = cursor.at;
    let first = cursor.peek()?;
    let mut options = Options::new();
    match cursor.dialect {
        Sqlite => sqlite(cursor),
        _ if first.kind == Kind::Word => plain(cursor, &mut options),
        _ if first.kind == Kind::Name => quoted(cursor),
        _ => return None,
    }
    if cursor.at == start {
        return None;
    }
    let tokens = &cursor.tokens[start..cursor.at];
    let text = spelling(tokens, cursor.dialect);
    let is_mysql = matches!(cursor.dialect, MySql | MariaDb);
    let values = tokens.first().filter(|token| is_mysql && token.is("enum")).and_then(|_| {
        let inside = Cursor { at: start + 1, ..*cursor }.group()?;
        inside.elements().into_iter().map(|mut value| value.text()).collect()
    });
    if is_mysql {
        after_type(cursor, &mut options);
    }
    let serial = match (text.to_lowercase().as_str(), cursor.dialect) {
        ("serial" | "serial4", PostgreSql | HeliosDb) => Some(ColumnType::Integer),
        ("bigserial" | "serial8", PostgreSql | HeliosDb) => Some(ColumnType::BigInt),
        ("smallserial" | "serial2", PostgreSql | HeliosDb) => Some(ColumnType::SmallInt),
        _ => None,
    };
    if let Some(data_type) = serial {
        return Some(TypeParts { data_type, spelled: None, serial: true, values: None, options });
    }
    let data_type = match &values {
        Some(_) => ColumnType::Text,
        None => model_type(tokens, &text, cursor.dialect),
    };
    let is_own = matches!(data_type, ColumnType::Named(_));
    let spelled = (values.is_none() && !is_own).then(|| Spelled { dialect: cursor.dialect.name().to_owned(), text });
    Some(TypeParts { data_type, spelled, serial: false, values, options })
}

/// SQLite takes any words for a type, up to the first that begins a clause.
fn sqlite(cursor: &mut Cursor) {
    const CLAUSES: &[&str] = &[
        "constraint",
        "primary",
        "not",
        "null",
        "unique",
        "check",
        "default",
        "collate",
        "references",
        "generated",
        "as",
        "foreign",
        "autoincrement",
        "on",
        "deferrable",
    ];
    while let Some(token) = cursor.peek() {
        let is_part = matches!(token.kind, Kind::Word | Kind::Name | Kind::Text);
        if !is_part || token.kind == Kind::Word && CLAUSES.iter().any(|word| token.is(word)) {
            break;
        }
        cursor.at += 1;
    }
    if cursor.is_symbol("(") {
        cursor.take_whole();
        while cursor.is("unsigned") || cursor.is("varying") {
            cursor.at += 1;
        }
    }
}

/// `"public"."Status"`, `[nvarchar](50)`
fn quoted(cursor: &mut Cursor) {
    cursor.parts();
    if cursor.is_symbol("(") {
        cursor.take_whole();
    }
    brackets(cursor);
}

fn plain(cursor: &mut Cursor, options: &mut Options) {
    let first = cursor.word().unwrap_or_default().to_lowercase();
    while cursor.is_symbol(".") && cursor.peek_at(1).is_some_and(|next| matches!(next.kind, Kind::Word | Kind::Name)) {
        cursor.at += 2;
    }
    let follows = PAIRS.iter().find(|(word, _)| *word == first).map_or(&[][..], |(_, next)| next);
    if follows.iter().any(|next| cursor.is(next)) {
        cursor.at += 1;
        cursor.eat("varying");
    }
    if first == "interval" {
        let fields = ["year", "month", "day", "hour", "minute", "second", "to"];
        while cursor.is_any(&fields) {
            cursor.at += 1;
            if cursor.is_symbol("(") {
                cursor.take_whole();
            }
        }
    }
    if cursor.is_symbol("(") {
        cursor.take_whole();
    }
    for words in ["with local time zone", "with time zone", "without time zone"] {
        cursor.eat(words);
    }
    while WITHIN.iter().any(|word| cursor.is(word)) {
        let is_zerofill = cursor.is("zerofill");
        cursor.at += 1;
        if is_zerofill {
            options.push(("ZEROFILL".to_owned(), String::new()));
        }
        if cursor.is_symbol("(") {
            cursor.take_whole();
        }
    }
    brackets(cursor);
}

/// `[]`, `[3]`
fn brackets(cursor: &mut Cursor) {
    while cursor.is_symbol("[") {
        while !cursor.is_done() && !cursor.eat_symbol("]") {
            cursor.at += 1;
        }
    }
}

/// MySQL's character set, and the attribute BINARY.
fn after_type(cursor: &mut Cursor, options: &mut Options) {
    loop {
        if cursor.eat("character set") || cursor.eat("charset") || cursor.eat("char set") {
            cursor.eat_symbol("=");
            options.extend(cursor.name().map(|name| ("CHARACTER SET".to_owned(), name)));
        } else if cursor.is("binary") || cursor.is("ascii") || cursor.is("unicode") {
            options.extend(cursor.word().map(|word| (word, String::new())));
        } else {
            return;
        }
    }
}

/// The type in the words of the script, without the brackets that SQL Server's tools put around every name.
fn spelling(tokens: &[super::lexer::Token], dialect: Dialect) -> String {
    if dialect != SqlServer {
        return written(tokens);
    }
    let mut text = String::new();
    for (place, token) in tokens.iter().enumerate() {
        if token.spaced && place > 0 && token.kind != Kind::Symbol {
            text.push(' ');
        }
        match token.kind {
            Kind::Name => text.push_str(&name_value(token.text)),
            _ => text.push_str(token.text),
        }
    }
    text.strip_prefix("sys.").map(str::to_owned).unwrap_or(text)
}

/// The model's type. What is unknown and takes no arguments may be a type of the script, which is found out later.
fn model_type(tokens: &[super::lexer::Token], text: &str, dialect: Dialect) -> ColumnType {
    // A type that is written in quotes is one of the script, whatever its name.
    let is_quoted = dialect != SqlServer && tokens.iter().any(|token| token.kind == Kind::Name) && dialect != Sqlite;
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = plain.replace("( ", "(").replace(" )", ")").replace(" (", "(");
    let known = if is_quoted { ColumnType::Other(String::new()) } else { read_type(&plain, dialect) };
    let ColumnType::Other(_) = known else {
        return match known {
            ColumnType::Array(element) if matches!(*element, ColumnType::Other(_)) => {
                let cut = tokens.iter().position(|token| token.is_symbol("[")).unwrap_or(tokens.len());
                match named(&tokens[..cut], dialect) {
                    Some(named) => ColumnType::Array(Box::new(named)),
                    None => ColumnType::Other(plain),
                }
            }
            known => known,
        };
    };
    let cut = tokens.iter().position(|token| token.is_symbol("[")).unwrap_or(tokens.len());
    match named(&tokens[..cut], dialect) {
        Some(named) if cut < tokens.len() => ColumnType::Array(Box::new(named)),
        Some(named) => named,
        None => ColumnType::Other(plain),
    }
}

fn named(tokens: &[super::lexer::Token], dialect: Dialect) -> Option<ColumnType> {
    if dialect == Sqlite {
        return None;
    }
    let mut cursor = Cursor::new(tokens, dialect);
    let parts = cursor.parts();
    if !cursor.is_done() {
        return None;
    }
    names::qualified(parts, dialect).map(ColumnType::Named)
}
