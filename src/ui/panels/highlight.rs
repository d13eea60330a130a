//! Colours for SQL: a statement as pieces of text with their class.

/// What a piece of SQL is, as far as colour tells it apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    Plain,
    Keyword,
    Type,
    Function,
    Text,
    Number,
    Comment,
}

impl Paint {
    /// The style's class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Keyword => "kw",
            Self::Type => "ty",
            Self::Function => "fn",
            Self::Text => "st",
            Self::Number => "nu",
            Self::Comment => "cm",
        }
    }
}

/// The lines of a statement, each as painted pieces; joined they give the text back.
pub fn lines(sql: &str) -> Vec<Vec<(Paint, String)>> {
    let mut lines = vec![Vec::new()];
    for (paint, text) in pieces(sql) {
        for (i, part) in text.split('\n').enumerate() {
            if i > 0 {
                lines.push(Vec::new());
            }
            if let (false, Some(line)) = (part.is_empty(), lines.last_mut()) {
                line.push((paint, part.to_owned()));
            }
        }
    }
    lines
}

fn pieces(sql: &str) -> Vec<(Paint, &str)> {
    let mut pieces: Vec<(Paint, &str)> = Vec::new();
    let mut rest = sql;
    while !rest.is_empty() {
        let (paint, length) = piece(rest);
        let (text, after) = rest.split_at(length);
        pieces.push((paint, text));
        rest = after;
    }
    pieces
}

/// What the text begins with, and how many bytes of it.
fn piece(text: &str) -> (Paint, usize) {
    let first = text.chars().next().unwrap_or(' ');
    if text.starts_with("--") {
        return (Paint::Comment, text.find('\n').unwrap_or(text.len()));
    }
    if text.starts_with("/*") {
        return (Paint::Comment, text.find("*/").map_or(text.len(), |end| end + 2));
    }
    if first == '\'' {
        return (Paint::Text, quoted(text, '\''));
    }
    if matches!(first, '"' | '`') {
        return (Paint::Plain, quoted(text, first));
    }
    if first == '[' {
        return (Paint::Plain, text.find(']').map_or(text.len(), |end| end + 1));
    }
    if first.is_ascii_digit() {
        return (Paint::Number, run(text, |c| c.is_ascii_alphanumeric() || c == '.'));
    }
    if is_word(first) {
        let length = run(text, |c| is_word(c) || c.is_numeric() || c == '$');
        return (word(&text[..length], &text[length..]), length);
    }
    let plain = run(text, |c| !is_word(c) && !c.is_ascii_digit() && !"'\"`[-/".contains(c));
    (Paint::Plain, plain.max(first.len_utf8()))
}

fn word(word: &str, after: &str) -> Paint {
    let upper = word.to_ascii_uppercase();
    if TYPES.binary_search(&upper.as_str()).is_ok() {
        return Paint::Type;
    }
    // Renderers write keywords in capitals, so that a column called `status` or `key` is not painted as one.
    if word == upper && KEYWORDS.binary_search(&upper.as_str()).is_ok() {
        return Paint::Keyword;
    }
    if after.starts_with('(') { Paint::Function } else { Paint::Plain }
}

fn is_word(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn run(text: &str, inside: impl Fn(char) -> bool) -> usize {
    text.find(|c| !inside(c)).unwrap_or(text.len())
}

/// The length of a quoted piece; a doubled quote stays inside.
fn quoted(text: &str, quote: char) -> usize {
    let mut from = quote.len_utf8();
    while let Some(end) = text[from..].find(quote) {
        from += end + 1;
        if !text[from..].starts_with(quote) {
            return from;
        }
        from += 1;
    }
    text.len()
}

/// In order, for the binary search.
const KEYWORDS: &[&str] = &[
    "ACTION",
    "ADD",
    "ALTER",
    "ALWAYS",
    "AND",
    "AS",
    "ASC",
    "AUTOINCREMENT",
    "AUTO_INCREMENT",
    "BEFORE",
    "BEGIN",
    "BETWEEN",
    "BY",
    "CACHE",
    "CASCADE",
    "CASE",
    "CHECK",
    "CLUSTERED",
    "COLLATE",
    "COLUMN",
    "COMMENT",
    "COMMIT",
    "CONSTRAINT",
    "CREATE",
    "CURRENT_DATE",
    "CURRENT_TIMESTAMP",
    "CYCLE",
    "DEFAULT",
    "DEFERRABLE",
    "DEFERRED",
    "DELETE",
    "DESC",
    "DOMAIN",
    "DROP",
    "EACH",
    "ELSE",
    "END",
    "ENGINE",
    "EXCLUDE",
    "EXEC",
    "EXISTS",
    "EXTENSION",
    "FALSE",
    "FIRST",
    "FOR",
    "FOREIGN",
    "FROM",
    "FUNCTION",
    "GENERATED",
    "GO",
    "IDENTITY",
    "IF",
    "IN",
    "INCLUDE",
    "INCREMENT",
    "INDEX",
    "INITIALLY",
    "IS",
    "KEY",
    "LAST",
    "LIKE",
    "MATERIALIZED",
    "MAXVALUE",
    "MINVALUE",
    "NO",
    "NONCLUSTERED",
    "NOT",
    "NULL",
    "NULLS",
    "ON",
    "OR",
    "PARTITION",
    "PERSISTED",
    "PRAGMA",
    "PRIMARY",
    "RANGE",
    "REFERENCES",
    "REPLACE",
    "RESTRICT",
    "ROW",
    "SCHEMA",
    "SELECT",
    "SEQUENCE",
    "SET",
    "START",
    "STORED",
    "STRICT",
    "TABLE",
    "THEN",
    "TRIGGER",
    "TRUE",
    "TYPE",
    "UNIQUE",
    "UPDATE",
    "USING",
    "VALUES",
    "VIEW",
    "VIRTUAL",
    "WHEN",
    "WHERE",
    "WITH",
    "WITHOUT",
    "XOR",
];

const TYPES: &[&str] = &[
    "BIGINT",
    "BIGSERIAL",
    "BINARY",
    "BINARY_DOUBLE",
    "BINARY_FLOAT",
    "BIT",
    "BLOB",
    "BOOL",
    "BOOLEAN",
    "BYTEA",
    "CHAR",
    "CHARACTER",
    "CLOB",
    "DATE",
    "DATETIME",
    "DATETIME2",
    "DATETIMEOFFSET",
    "DECIMAL",
    "DOUBLE",
    "ENUM",
    "FLOAT",
    "INT",
    "INTEGER",
    "INTERVAL",
    "JSON",
    "JSONB",
    "LONGBLOB",
    "LONGTEXT",
    "MEDIUMINT",
    "MEDIUMTEXT",
    "MONEY",
    "NCHAR",
    "NCLOB",
    "NUMBER",
    "NUMERIC",
    "NVARCHAR",
    "NVARCHAR2",
    "PRECISION",
    "RAW",
    "REAL",
    "SERIAL",
    "SMALLINT",
    "TEXT",
    "TIME",
    "TIMESTAMP",
    "TIMESTAMPTZ",
    "TIMETZ",
    "TINYINT",
    "UNIQUEIDENTIFIER",
    "UNSIGNED",
    "UUID",
    "VARBINARY",
    "VARCHAR",
    "VARCHAR2",
    "VARYING",
    "XML",
    "ZONE",
];
