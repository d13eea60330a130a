//! What other dialects than PostgreSQL say with other constructs: casts, patterns, lists, joined texts, intervals.

use super::nodes::{Node, is_symbol, is_word, last_solid, next_solid};
use super::write::is_keyword;
use super::{Lost, Scope};
use crate::dialect::Dialect::{self, HeliosDb, MariaDb, MySql, Oracle, PostgreSql, SqlServer, Sqlite};
use crate::dialect::read_type;
use crate::schema::ColumnType;

pub(super) fn rewrite(scope: &Scope, nodes: Vec<Node>) -> Result<Vec<Node>, Lost> {
    let dialect = scope.target.dialect;
    if matches!(dialect, PostgreSql | HeliosDb) {
        return Ok(nodes);
    }
    let mut out: Vec<Node> = Vec::new();
    let mut at = 0;
    while let Some(node) = nodes.get(at) {
        at += 1;
        match node {
            Node::Group(inner) => out.push(Node::Group(rewrite(scope, inner.clone())?)),
            Node::List(inner) => out.push(Node::List(rewrite(scope, inner.clone())?)),
            Node::Symbol(symbol) => match symbol.as_str() {
                "::" => {
                    let (data_type, after) = type_at(&nodes, at, scope)?;
                    at = after;
                    let operand = take_operand(&mut out)?;
                    out.extend(cast(scope, operand, &data_type)?);
                }
                "~" | "~*" | "!~" | "!~*" => {
                    let (pattern, after) = operand_at(&nodes, at);
                    at = after;
                    let operand = take_operand(&mut out)?;
                    out.extend(matches_pattern(dialect, symbol, operand, rewrite(scope, pattern)?)?);
                }
                "||" if matches!(dialect, MySql | MariaDb) => {
                    let (right, after) = operand_at(&nodes, at);
                    at = after;
                    let left = take_operand(&mut out)?;
                    let mut parts = match <[Node; 1]>::try_from(left) {
                        Ok([Node::Concat(parts)]) => parts,
                        Ok([single]) => vec![vec![single]],
                        Err(several) => vec![several],
                    };
                    parts.push(rewrite(scope, right)?);
                    out.push(Node::Concat(parts));
                }
                "||" if dialect == SqlServer => out.push(Node::Symbol("+".to_owned())),
                "!=" => out.push(Node::Symbol("<>".to_owned())),
                "->" | "->>" if matches!(dialect, MySql | Sqlite) => out.push(node.clone()),
                "@>" | "<@" | "&&" | "#>" | "#>>" | "->" | "->>" | "@" | "?" => {
                    return Err("it uses an operator of PostgreSQL");
                }
                _ => out.push(node.clone()),
            },
            Node::Word(word) if word.eq_ignore_ascii_case("interval") => match next_solid(&nodes, at) {
                Some((place, Node::Text(text))) => {
                    let (unit, after) = match next_solid(&nodes, place + 1) {
                        Some((unit, Node::Word(word))) if unit_of(word).is_some() => (unit_of(word), unit + 1),
                        _ => (None, place + 1),
                    };
                    at = after;
                    let interval = interval(scope, &mut out, text, unit)?;
                    out.push(interval);
                }
                _ => out.push(node.clone()),
            },
            Node::Word(word) if word.eq_ignore_ascii_case("any") => match any_list(&nodes, at) {
                Some((list, after)) if is_symbol(last_solid(&out).map(|(_, node)| node), "=") => {
                    at = after;
                    let equals = last_solid(&out).map_or(0, |(place, _)| place);
                    out.truncate(equals);
                    out.push(Node::Done("IN ".to_owned()));
                    out.push(Node::Group(rewrite(scope, list)?));
                }
                _ => return Err("it compares with an array"),
            },
            Node::Word(word) if word.eq_ignore_ascii_case("e") && matches!(nodes.get(at), Some(Node::Text(_))) => {}
            Node::Word(word) if word.eq_ignore_ascii_case("is") && !scope.target.facts.booleans => {
                match truth_at(&nodes, at) {
                    Some((comparison, after)) => {
                        at = after;
                        out.push(Node::Done(comparison.to_owned()));
                    }
                    None => out.push(node.clone()),
                }
            }
            _ => out.push(node.clone()),
        }
    }
    Ok(out)
}

/// Takes the operand that ends here: a name, a literal, a group, or a call.
fn take_operand(out: &mut Vec<Node>) -> Result<Vec<Node>, Lost> {
    while matches!(out.last(), Some(Node::Space(_))) {
        out.pop();
    }
    let last = out.len().checked_sub(1).ok_or("its operator has no left side")?;
    if matches!(out[last], Node::Symbol(_)) {
        return Err("its operator has no left side");
    }
    let mut start = last;
    if matches!(out[last], Node::Group(_) | Node::List(_)) {
        let before = out[..last].last();
        let calls = matches!(before, Some(Node::Word(word)) if !is_keyword(word));
        let casts = matches!(before, Some(Node::Word(word)) if word.eq_ignore_ascii_case("cast"));
        start = if calls || casts || matches!(before, Some(Node::Name(_))) { last - 1 } else { last };
    }
    while start >= 2 && is_symbol(out.get(start - 1), ".") {
        start -= 2;
    }
    Ok(out.split_off(start))
}

/// The operand that begins here, and where it ends.
fn operand_at(nodes: &[Node], at: usize) -> (Vec<Node>, usize) {
    let Some((start, first)) = next_solid(nodes, at) else { return (Vec::new(), nodes.len()) };
    let mut end = start + 1;
    if matches!(first, Node::Word(_) | Node::Name(_)) {
        while is_symbol(nodes.get(end), ".") && end + 1 < nodes.len() {
            end += 2;
        }
        if matches!(nodes.get(end), Some(Node::Group(_))) {
            end += 1;
        }
    }
    // A cast belongs to its operand.
    while is_symbol(nodes.get(end), "::") {
        end += 1;
        while matches!(nodes.get(end), Some(Node::Word(_) | Node::Space(_) | Node::Group(_) | Node::List(_))) {
            end += 1;
        }
    }
    (nodes[start..end.min(nodes.len())].to_vec(), end)
}

const TYPE_WORDS: &[&str] = &["varying", "precision", "with", "without", "time", "zone", "local"];

/// The type behind `::`, and where it ends.
fn type_at(nodes: &[Node], at: usize, scope: &Scope) -> Result<(ColumnType, usize), Lost> {
    let mut text = String::new();
    let mut end = at;
    while let Some(node) = nodes.get(end) {
        match node {
            Node::Word(word) if text.is_empty() || TYPE_WORDS.contains(&word.to_lowercase().as_str()) => {
                text.push_str(word);
            }
            Node::Name(name) if text.is_empty() => text.push_str(name),
            Node::Symbol(dot) if dot == "." => text.clear(),
            Node::Group(inner) if !text.is_empty() => text.push_str(&format!("({})", plain(inner))),
            Node::List(_) => text.push_str("[]"),
            Node::Space(_) if next_is_type_word(nodes, end) => text.push(' '),
            _ => break,
        }
        end += 1;
    }
    if text.is_empty() {
        return Err("it has a cast without a type");
    }
    let named = scope.target.schema.enums.iter().any(|object| object.name.name == text);
    let data_type = if named { ColumnType::varchar(255) } else { read_type(&text, PostgreSql) };
    Ok((data_type, end))
}

fn next_is_type_word(nodes: &[Node], at: usize) -> bool {
    matches!(nodes.get(at + 1), Some(Node::Word(word)) if TYPE_WORDS.contains(&word.to_lowercase().as_str()))
}

fn plain(nodes: &[Node]) -> String {
    let text = |node: &Node| match node {
        Node::Number(text) | Node::Word(text) | Node::Symbol(text) => text.clone(),
        _ => String::new(),
    };
    nodes.iter().map(text).collect()
}

fn cast(scope: &Scope, operand: Vec<Node>, data_type: &ColumnType) -> Result<Vec<Node>, Lost> {
    let dialect = scope.target.dialect;
    if is_plain(scope, &operand, data_type) {
        return Ok(operand);
    }
    let name = match dialect {
        MySql | MariaDb => match data_type {
            _ if data_type.is_text() => "CHAR".to_owned(),
            _ if data_type.is_integer() => "SIGNED".to_owned(),
            ColumnType::Decimal { .. } => dialect.spell_type(data_type).sql,
            ColumnType::Date => "DATE".to_owned(),
            ColumnType::Timestamp { .. } => "DATETIME(6)".to_owned(),
            ColumnType::Double | ColumnType::Real => "DOUBLE".to_owned(),
            _ => return Err("it has a cast that the dialect lacks"),
        },
        Oracle if data_type.is_text() => "VARCHAR2(4000)".to_owned(),
        _ if matches!(data_type, ColumnType::Other(_) | ColumnType::Named(_) | ColumnType::Array(_)) => {
            return Err("it has a cast that the dialect lacks");
        }
        _ => dialect.spell_type(data_type).sql,
    };
    let mut inner = operand;
    inner.push(Node::Done(format!(" AS {name}")));
    Ok(vec![Node::Done("CAST".to_owned()), Node::Group(inner)])
}

/// Whether a cast changes nothing: of a literal, of a list, or of a text to text.
fn is_plain(scope: &Scope, operand: &[Node], data_type: &ColumnType) -> bool {
    match operand {
        [Node::Text(_) | Node::Number(_)] => true,
        [Node::Word(word), Node::List(_)] => word.eq_ignore_ascii_case("array"),
        [Node::Group(inner)] => is_plain(scope, inner, data_type),
        [Node::Word(name) | Node::Name(name)] => {
            let column = scope.table.and_then(|table| table.column(name));
            let is_text = |own: &ColumnType| own.is_text() || matches!(own, ColumnType::Named(_));
            word_is_literal(name) || column.is_some_and(|column| is_text(&column.data_type) && data_type.is_text())
        }
        _ => false,
    }
}

fn word_is_literal(word: &str) -> bool {
    ["null", "true", "false"].iter().any(|literal| word.eq_ignore_ascii_case(literal))
}

fn matches_pattern(
    dialect: Dialect,
    operator: &str,
    operand: Vec<Node>,
    pattern: Vec<Node>,
) -> Result<Vec<Node>, Lost> {
    let negated = operator.starts_with('!');
    let any_case = operator.ends_with('*');
    match dialect {
        MySql | MariaDb => {
            let word = if negated { " NOT REGEXP " } else { " REGEXP " };
            Ok([operand, vec![Node::Done(word.to_owned())], pattern].concat())
        }
        Oracle => {
            let mut pattern = pattern;
            for node in &mut pattern {
                if let Node::Text(text) = node {
                    *text = posix_classes(text);
                }
            }
            let mut arguments = operand;
            arguments.push(Node::Done(", ".to_owned()));
            arguments.extend(pattern);
            if any_case {
                arguments.push(Node::Done(", 'i'".to_owned()));
            }
            let call = if negated { "NOT REGEXP_LIKE" } else { "REGEXP_LIKE" };
            Ok(vec![Node::Done(call.to_owned()), Node::Group(arguments)])
        }
        _ => Err("the dialect has no regular expressions"),
    }
}

/// `\s`, `\d` and `\w` between brackets, where POSIX takes a backslash for itself, as the classes they stand for.
fn posix_classes(pattern: &str) -> String {
    let mut out = String::new();
    let mut in_brackets = false;
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, in_brackets) {
            ('[', false) => in_brackets = true,
            (']', true) if !out.ends_with(['[', '^']) => in_brackets = false,
            ('\\', true) => {
                let class = match chars.peek() {
                    Some('s') => "[:space:]",
                    Some('d') => "[:digit:]",
                    Some('w') => "[:alnum:]_",
                    _ => "",
                };
                if class.is_empty() {
                    // What is escaped stands for itself there.
                    out.extend(chars.next());
                } else {
                    chars.next();
                    out.push_str(class);
                }
                continue;
            }
            ('\\', false) => {
                out.push(c);
                out.extend(chars.next());
                continue;
            }
            _ => {}
        }
        out.push(c);
    }
    out
}

/// The list of `ANY (ARRAY[...])`, whatever casts and parentheses stand around the array.
fn any_list(nodes: &[Node], at: usize) -> Option<(Vec<Node>, usize)> {
    let (place, Node::Group(inner)) = next_solid(nodes, at)? else { return None };
    let mut inner = inner;
    while let Some((_, Node::Group(deeper))) = next_solid(inner, 0) {
        inner = deeper;
    }
    let (start, first) = next_solid(inner, 0)?;
    if !is_word(Some(first), "array") {
        return None;
    }
    match next_solid(inner, start + 1)? {
        (_, Node::List(list)) => Some((list.clone(), place + 1)),
        _ => None,
    }
}

/// `IS [NOT] TRUE` where a boolean is a number.
fn truth_at(nodes: &[Node], at: usize) -> Option<(&'static str, usize)> {
    let (place, first) = next_solid(nodes, at)?;
    if is_word(Some(first), "true") {
        return Some(("= 1", place + 1));
    }
    if is_word(Some(first), "false") {
        return Some(("= 0", place + 1));
    }
    if !is_word(Some(first), "not") {
        return None;
    }
    match next_solid(nodes, place + 1)? {
        (place, node) if is_word(Some(node), "true") => Some(("<> 1", place + 1)),
        (place, node) if is_word(Some(node), "false") => Some(("<> 0", place + 1)),
        _ => None,
    }
}

fn unit_of(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let units = ["SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "YEAR"];
    units.into_iter().find(|unit| word.strip_suffix('s').unwrap_or(&word) == unit.to_lowercase())
}

/// `INTERVAL '30 days'` and `INTERVAL '30' DAY`; in SQL Server and SQLite together with the moment before it.
fn interval(scope: &Scope, out: &mut Vec<Node>, text: &str, unit: Option<&'static str>) -> Result<Node, Lost> {
    const LOST: Lost = "it has an interval that the dialect lacks";
    let mut words = text.split_whitespace();
    let count: i64 = words.next().and_then(|word| word.parse().ok()).ok_or(LOST)?;
    let unit = unit.or_else(|| words.next().and_then(unit_of)).ok_or(LOST)?;
    if words.next().is_some() {
        return Err(LOST);
    }
    match scope.target.dialect {
        MySql | MariaDb => Ok(Node::Done(format!("INTERVAL {count} {unit}"))),
        Oracle if unit == "WEEK" => Ok(Node::Done(format!("INTERVAL '{}' DAY(4)", count.checked_mul(7).ok_or(LOST)?))),
        Oracle => Ok(Node::Done(format!("INTERVAL '{count}' {unit}(4)").replace("SECOND(4)", "SECOND"))),
        SqlServer => {
            let (operator, moment) = moment_before(out).ok_or(LOST)?;
            let count = if operator == "-" { count.checked_neg().ok_or(LOST)? } else { count };
            let mut arguments = vec![Node::Done(format!("{unit}, {count}, "))];
            arguments.extend(moment);
            out.push(Node::Done("DATEADD".to_owned()));
            Ok(Node::Group(arguments))
        }
        Sqlite => {
            let (operator, moment) = moment_before(out).ok_or(LOST)?;
            let now = |node: &Node| is_word(Some(node), "current_timestamp") || is_word(Some(node), "now");
            if !moment.first().is_some_and(now) {
                return Err(LOST);
            }
            let (count, unit) = if unit == "WEEK" { (count.checked_mul(7).ok_or(LOST)?, "DAY") } else { (count, unit) };
            let unit = unit.to_lowercase();
            out.push(Node::Done("datetime".to_owned()));
            Ok(Node::Group(vec![Node::Done(format!("'now', '{operator}{count} {unit}s'"))]))
        }
        _ => Err(LOST),
    }
}

/// Takes `moment +` from the end.
fn moment_before(out: &mut Vec<Node>) -> Option<(String, Vec<Node>)> {
    let (place, Node::Symbol(operator)) = last_solid(out)? else { return None };
    let operator = operator.clone();
    if operator != "+" && operator != "-" {
        return None;
    }
    out.truncate(place);
    take_operand(out).ok().map(|moment| (operator, moment))
}
