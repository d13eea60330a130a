//! The tree as text of the dialect: names quoted, functions and constants replaced.

use super::nodes::{Node, is_symbol, is_word, last_solid, next_solid};
use super::{Lost, Role, Scope};
use crate::dialect::Dialect;
use crate::dialect::facts::Word;
use crate::schema::{ColumnType, QualifiedName};

pub(super) fn write(scope: &Scope, nodes: &[Node]) -> Result<String, Lost> {
    let mut out = String::new();
    write_into(scope, nodes, false, &mut out)?;
    Ok(out.trim().to_owned())
}

fn write_into(scope: &Scope, nodes: &[Node], arguments: bool, out: &mut String) -> Result<(), Lost> {
    let dialect = scope.target.dialect;
    let mut at = 0;
    while let Some(node) = nodes.get(at) {
        at += 1;
        match node {
            Node::Space(space) => out.push_str(space),
            Node::Number(text) | Node::Symbol(text) | Node::Done(text) => out.push_str(text),
            Node::Text(text) => out.push_str(&dialect.quote_text(text)),
            Node::Name(name) => {
                out.push_str(&dialect.quote_identifier(name));
                if is_bare_boolean(scope, name, nodes, at, arguments) {
                    out.push_str(" = 1");
                }
            }
            Node::Group(inner) => {
                let call = at >= 2 && matches!(&nodes[at - 2], Node::Word(word) if !is_operator(word));
                out.push('(');
                write_into(scope, inner, call || at >= 2 && matches!(nodes[at - 2], Node::Done(_)), out)?;
                out.push(')');
            }
            Node::List(inner) => {
                if matches!(dialect.facts().quotes.0, '[') || dialect == Dialect::Sqlite {
                    return Err("it uses an array");
                }
                out.push('[');
                write_into(scope, inner, true, out)?;
                out.push(']');
            }
            Node::Concat(parts) => {
                out.push_str("CONCAT(");
                for (place, part) in parts.iter().enumerate() {
                    if place > 0 {
                        out.push_str(", ");
                    }
                    write_into(scope, part, true, out)?;
                }
                out.push(')');
            }
            Node::Word(word) => at = write_word(scope, word, nodes, at, arguments, out)?,
        }
    }
    Ok(())
}

/// Writes a word and says where to go on.
fn write_word(
    scope: &Scope,
    word: &str,
    nodes: &[Node],
    at: usize,
    arguments: bool,
    out: &mut String,
) -> Result<usize, Lost> {
    let dialect = scope.target.dialect;
    let lower = word.to_lowercase();
    let next = next_solid(nodes, at);
    let is_call = matches!(next, Some((_, Node::Group(_)))) && !is_operator(&lower);
    if scope.role == Role::Check && !scope.target.facts.volatile_checks && is_volatile(&lower, is_call) {
        return Err("the dialect's checks cannot use the current time or random values");
    }
    if !is_call && let Some(name) = name_of(scope, word) {
        out.push_str(&name);
        if is_bare_boolean(scope, word, nodes, at, arguments) {
            out.push_str(" = 1");
        }
        return Ok(at);
    }
    if let Some((sequence, after)) = sequence_call(scope, &lower, nodes, at) {
        out.push_str(&sequence.ok_or("the dialect has no sequences")?);
        return Ok(after);
    }
    if let Some((place, Node::Group(inner))) = next
        && lower == "current_timestamp"
        && matches!(inner.as_slice(), [Node::Number(_)])
        && matches!(dialect, Dialect::Sqlite | Dialect::SqlServer)
    {
        out.push_str("CURRENT_TIMESTAMP");
        return Ok(place + 1);
    }
    let replacement = scope.target.facts.words.iter().find(|(from, _)| *from == lower).map(|(_, to)| *to);
    match replacement {
        Some(Word::Call(name)) if is_call => out.push_str(name),
        Some(Word::Is(text)) => {
            out.push_str(text);
            if let Some((place, Node::Group(inner))) = next
                && is_call
                && inner.iter().all(|node| matches!(node, Node::Space(_)))
            {
                return Ok(place + 1);
            }
        }
        Some(Word::Lost) if is_call || lower != "left" && lower != "right" => {
            return Err("it uses a function or type that the dialect lacks");
        }
        _ => out.push_str(word),
    }
    Ok(at)
}

/// The column, table or namespace that a word names, as the dialect writes it.
fn name_of(scope: &Scope, word: &str) -> Option<String> {
    let dialect = scope.target.dialect;
    let schema = scope.target.schema;
    if scope.role != Role::Query {
        if is_operator(word) {
            return None;
        }
        let columns = &scope.table?.columns;
        let exact = columns.iter().find(|column| column.name == word);
        let column = exact.or_else(|| columns.iter().find(|column| column.name.eq_ignore_ascii_case(word)))?;
        return Some(dialect.quote_identifier(&column.name));
    }
    let known = !is_keyword(word)
        && (schema.tables.iter().any(|table| table.name.name == word || table.column(word).is_some())
            || schema.views.iter().any(|view| view.name.name == word)
            || schema.namespaces.iter().any(|namespace| namespace.name == word));
    known.then(|| dialect.quote_identifier(word))
}

/// `nextval('s')` and `NEXT VALUE FOR s`, and where they end. The inner `None` says that there are no sequences.
fn sequence_call(scope: &Scope, lower: &str, nodes: &[Node], at: usize) -> Option<(Option<String>, usize)> {
    use crate::dialect::Dialect::{HeliosDb, MariaDb, Oracle, PostgreSql, SqlServer};
    let (name, after) = match lower {
        "nextval" => {
            let (place, Node::Group(inner)) = next_solid(nodes, at)? else { return None };
            let (_, Node::Text(text) | Node::Word(text) | Node::Name(text)) = next_solid(inner, 0)? else {
                return None;
            };
            (text.clone(), place + 1)
        }
        "next" if is_word(next_solid(nodes, at).map(|(_, node)| node), "value") => {
            let (value, _) = next_solid(nodes, at)?;
            let (place, _) = next_solid(nodes, value + 1).filter(|(_, node)| is_word(Some(node), "for"))?;
            let (first, Node::Word(name) | Node::Name(name)) = next_solid(nodes, place + 1)? else { return None };
            match (nodes.get(first + 1), nodes.get(first + 2)) {
                (dot, Some(Node::Word(last) | Node::Name(last))) if is_symbol(dot, ".") => {
                    (format!("{name}.{last}"), first + 3)
                }
                _ => (name.clone(), first + 1),
            }
        }
        _ => return None,
    };
    let (dialect, schema) = (scope.target.dialect, scope.target.schema);
    let unquoted = name.replace('"', "");
    let known = schema.sequences.iter().find(|sequence| sequence.name.to_string() == unquoted);
    let last = || unquoted.rsplit('.').next().unwrap_or(&unquoted).to_owned();
    let sequence = known.map_or_else(|| QualifiedName::new(last()), |sequence| sequence.name.clone());
    let quoted = dialect.quote_qualified(&sequence);
    let call = match dialect {
        PostgreSql | HeliosDb => Some(format!("nextval({})", dialect.quote_text(&quoted))),
        MariaDb => Some(format!("NEXTVAL({quoted})")),
        Oracle => Some(format!("{quoted}.NEXTVAL")),
        SqlServer => Some(format!("NEXT VALUE FOR {quoted}")),
        _ => None,
    };
    Some((call, after))
}

/// Whether a boolean column stands where a condition is wanted, in a dialect whose booleans are numbers.
fn is_bare_boolean(scope: &Scope, name: &str, nodes: &[Node], after: usize, arguments: bool) -> bool {
    if scope.target.facts.booleans || !matches!(scope.role, Role::Check | Role::Condition) {
        return false;
    }
    let column = scope.table.and_then(|table| table.column(name));
    if column.is_none_or(|column| column.data_type != ColumnType::Boolean) {
        return false;
    }
    let connects = |node: Option<&Node>| ["and", "or", "not", "when", "then"].iter().any(|word| is_word(node, word));
    let before = last_solid(&nodes[..after.saturating_sub(1)]).map(|(_, node)| node);
    let next = next_solid(nodes, after).map(|(_, node)| node);
    (before.is_none() && !arguments || connects(before))
        && (next.is_none() && !arguments || connects(next) || next.is_none())
}

fn is_volatile(lower: &str, is_call: bool) -> bool {
    matches!(lower, "current_timestamp" | "current_date" | "current_time" | "localtimestamp" | "localtime" | "sysdate")
        || is_call && matches!(lower, "now" | "random" | "rand" | "gen_random_uuid" | "clock_timestamp" | "getdate")
}

/// Words between operands: never a name, and never a function though parentheses may follow.
pub(super) fn is_operator(word: &str) -> bool {
    const OPERATORS: &[&str] = &[
        "all", "and", "any", "as", "between", "by", "case", "collate", "distinct", "else", "end", "escape", "exists",
        "false", "from", "ilike", "in", "is", "like", "not", "null", "or", "over", "some", "then", "true", "using",
        "when",
    ];
    OPERATORS.contains(&word.to_lowercase().as_str())
}

/// Words that build a query, beside the operators.
pub(super) fn is_keyword(word: &str) -> bool {
    const KEYWORDS: &[&str] = &[
        "asc",
        "cast",
        "cross",
        "current",
        "desc",
        "except",
        "extract",
        "fetch",
        "filter",
        "first",
        "following",
        "for",
        "full",
        "group",
        "having",
        "inner",
        "intersect",
        "interval",
        "into",
        "join",
        "last",
        "lateral",
        "left",
        "limit",
        "natural",
        "next",
        "nulls",
        "offset",
        "on",
        "only",
        "order",
        "outer",
        "partition",
        "preceding",
        "recursive",
        "right",
        "row",
        "rows",
        "select",
        "set",
        "unbounded",
        "union",
        "values",
        "where",
        "window",
        "with",
    ];
    is_operator(word) || KEYWORDS.contains(&word.to_lowercase().as_str())
}
