//! Names and expressions of a dialect in the model's neutral spelling.

use super::lexer::{Kind, Token, name_value, placeholder, text_value, without_placeholders};
use crate::dialect::Dialect::{self, HeliosDb, MariaDb, MySql, Oracle, PostgreSql, SqlServer, Sqlite};
use crate::dialect::facts::Folding;
use crate::schema::{Expression, QualifiedName, is_regular};

/// The name that a token stands for, after case folding: what the dialect folds is in lower case, everything else as it
/// was written.
pub fn identifier(token: &Token, dialect: Dialect) -> Option<String> {
    let folding = dialect.facts().folding;
    match token.kind {
        // Who reads the script has put nothing in for `${prefix}t`.
        Kind::Word if filled_name(token, dialect).is_some() => filled_name(token, dialect),
        Kind::Word if folding == Folding::Keep => Some(token.text.to_owned()),
        Kind::Word => Some(token.text.to_lowercase()),
        Kind::Name => {
            let name = name_value(token.text);
            // Oracle's own tools write names in quotes and upper case; they mean the bare name.
            let bare = folding == Folding::Upper && name == name.to_uppercase() && is_regular(&name.to_lowercase());
            Some(if bare { name.to_lowercase() } else { name })
        }
        // MySQL and SQLite take a string for a name where only a name can stand.
        Kind::Text if matches!(dialect, MySql | MariaDb | Sqlite) => Some(text_value(token.text, dialect)),
        _ => None,
    }
}

/// The name without its placeholders. One that is nothing else keeps them.
fn filled_name(token: &Token, dialect: Dialect) -> Option<String> {
    let left = without_placeholders(token.text, dialect)?;
    match left.is_empty() {
        true => Some(token.text.to_owned()),
        false if dialect.facts().folding == Folding::Keep => Some(left),
        false => Some(left.to_lowercase()),
    }
}

/// The last one or two parts of a name; the dialect's default namespace is left out.
pub fn qualified(mut parts: Vec<String>, dialect: Dialect) -> Option<QualifiedName> {
    let name = parts.pop()?;
    let is_usual = |namespace: &String| {
        // A namespace that is put in later is the one in which the script runs.
        namespace.eq_ignore_ascii_case(default_namespace(dialect)) || placeholder(namespace.as_bytes(), dialect) > 0
    };
    let namespace = parts.pop().filter(|namespace| !is_usual(namespace));
    Some(QualifiedName { namespace, name })
}

pub fn default_namespace(dialect: Dialect) -> &'static str {
    match dialect {
        PostgreSql | HeliosDb => "public",
        SqlServer => "dbo",
        Sqlite => "main",
        MySql | MariaDb | Oracle => "",
    }
}

/// An expression in the neutral spelling, without parentheses around the whole. What it says stays as it was written,
/// except for the spelling of names and strings, and the functions that every dialect calls differently.
pub fn expression(tokens: &[Token], dialect: Dialect) -> Expression {
    Expression::new(neutral(without_parentheses(tokens), dialect))
}

/// A text of the dialect, such as a view's query, in the neutral spelling.
pub fn neutral(tokens: &[Token], dialect: Dialect) -> String {
    let mut text = String::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if token.spaced && at > 0 {
            text.push(' ');
        }
        let (said, used) = known_call(&tokens[at..], dialect).unwrap_or_else(|| (said(tokens, at, dialect), 1));
        text.push_str(&said);
        at += used;
    }
    text
}

/// The tokens inside all parentheses that stand around the whole.
pub fn without_parentheses<'t, 'a>(tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
    if !tokens.first().is_some_and(|first| first.is_symbol("(")) {
        return tokens;
    }
    let mut open = Vec::new();
    let mut partner = vec![usize::MAX; tokens.len()];
    for (place, token) in tokens.iter().enumerate() {
        if token.is_symbol("(") {
            open.push(place);
        } else if token.is_symbol(")")
            && let Some(opening) = open.pop()
        {
            partner[opening] = place;
        }
    }
    let (mut start, mut end) = (0, tokens.len());
    while start + 1 < end && tokens[start].is_symbol("(") && partner[start] == end - 1 {
        start += 1;
        end -= 1;
    }
    &tokens[start..end]
}

fn said(tokens: &[Token], at: usize, dialect: Dialect) -> String {
    let token = &tokens[at];
    match token.kind {
        Kind::Name => {
            let name = identifier(token, dialect).unwrap_or_default();
            // SQLite keeps the text of expressions, so that quotes are worth keeping too.
            let bare = dialect != Sqlite && is_regular(&name) && !Dialect::ALL.iter().any(|d| d.is_reserved(&name));
            if bare { name } else { format!("\"{}\"", name.replace('"', "\"\"")) }
        }
        Kind::Text => {
            let prefix = token.text.chars().next().unwrap_or(' ').to_ascii_lowercase();
            let is_bits = matches!(prefix, 'b' | 'x' | 'u') && !token.text.starts_with("$");
            if is_bits { token.text.to_owned() } else { Expression::text(&text_value(token.text, dialect)).0 }
        }
        Kind::Word if is_introducer(tokens, at, dialect) => String::new(),
        Kind::Word => word(tokens, at, dialect),
        _ => token.text.to_owned(),
    }
}

/// MySQL's `_utf8mb4'text'`.
fn is_introducer(tokens: &[Token], at: usize, dialect: Dialect) -> bool {
    matches!(dialect, MySql | MariaDb)
        && tokens[at].text.starts_with('_')
        && tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Text)
}

fn word(tokens: &[Token], at: usize, dialect: Dialect) -> String {
    let written = tokens[at].text;
    let lower = written.to_ascii_lowercase();
    if KEYWORDS.contains(&lower.as_str()) {
        return lower.to_ascii_uppercase();
    }
    // A column of this name would have been quoted by the tools that write scripts.
    let is_call = tokens.get(at + 1).is_some_and(|next| next.is_symbol("("));
    match dialect {
        // Their lengths count bytes.
        MySql | MariaDb if is_call && lower == "length" => "octet_length".to_owned(),
        MySql | MariaDb if is_call && lower == "rand" => "random".to_owned(),
        SqlServer if is_call && lower == "len" => "length".to_owned(),
        _ if dialect.facts().folding == Folding::Keep => written.to_owned(),
        _ => written.to_lowercase(),
    }
}

/// Words between operands, which the neutral spelling has in upper case.
const KEYWORDS: &[&str] = &[
    "and",
    "array",
    "as",
    "between",
    "case",
    "cast",
    "collate",
    "current_date",
    "current_time",
    "current_timestamp",
    "else",
    "end",
    "escape",
    "exists",
    "false",
    "from",
    "ilike",
    "in",
    "is",
    "like",
    "not",
    "null",
    "or",
    "select",
    "similar",
    "then",
    "true",
    "when",
    "where",
];

/// A call that the neutral spelling knows by one name, and how many tokens it takes.
fn known_call(tokens: &[Token], dialect: Dialect) -> Option<(String, usize)> {
    const NOW: &[&str] = &[
        "now",
        "getdate",
        "sysdatetime",
        "sysdatetimeoffset",
        "current_timestamp",
        "systimestamp",
        "sysdate",
        "localtimestamp",
        "localtime",
    ];
    const UUID: &[&str] = &["uuid", "newid", "newsequentialid", "sys_guid"];
    // PostgreSQL and SQLite show in their catalogs which of these was written, and those differ.
    if matches!(dialect, PostgreSql | HeliosDb | Sqlite) {
        return None;
    }
    let first = tokens.first().filter(|token| token.kind == Kind::Word)?;
    let lower = first.text.to_ascii_lowercase();
    let call = match tokens.get(1..4).unwrap_or_default() {
        [open, close, ..] if open.is_symbol("(") && close.is_symbol(")") => Some((None, 3)),
        [open, digits, close] if open.is_symbol("(") && digits.kind == Kind::Number && close.is_symbol(")") => {
            Some((Some(digits.text), 4))
        }
        _ => None,
    };
    let call = call.or_else(|| {
        let rest = tokens.get(1..3)?;
        (rest[0].is_symbol("(") && rest[1].is_symbol(")")).then_some((None, 3))
    });
    let opens = tokens.get(1).is_some_and(|next| next.is_symbol("("));
    match call {
        Some((None, used)) if NOW.contains(&lower.as_str()) => Some(("CURRENT_TIMESTAMP".to_owned(), used)),
        Some((Some(digits), used)) if NOW.contains(&lower.as_str()) => {
            Some((format!("CURRENT_TIMESTAMP({digits})"), used))
        }
        Some((None, used)) if UUID.contains(&lower.as_str()) => Some(("gen_random_uuid()".to_owned(), used)),
        None if !opens && matches!(lower.as_str(), "sysdate" | "systimestamp" | "localtimestamp" | "localtime") => {
            Some(("CURRENT_TIMESTAMP".to_owned(), 1))
        }
        _ => None,
    }
}
