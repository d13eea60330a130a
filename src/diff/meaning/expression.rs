//! Expressions by meaning: two that a database would store alike come out as the same text.

use super::tree::{Tree, read};
use crate::schema::{ColumnType, Expression, Table};

/// Where an expression stands.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    /// The table whose columns it may name.
    pub table: Option<&'a Table>,
    /// The type that its value is stored in: of a column for its default.
    pub stored: Option<&'a ColumnType>,
}

/// The expression in a form that does not depend on how it was written.
pub(super) fn canonical(expression: &Expression, scope: Scope) -> Expression {
    match read(expression.as_str()) {
        Some(tree) => {
            let tree = normal(tree, scope);
            Expression::new(written(&stored(tree, scope)))
        }
        None => Expression::new(super::text::canonical(expression.as_str())),
    }
}

/// Whether a canonical default is none at all.
pub(super) fn is_null(expression: &Expression) -> bool {
    expression.as_str() == "null"
}

/// The tree with every spelling that has a twin replaced by that, from the leaves up.
fn normal(tree: Tree, scope: Scope) -> Tree {
    let each = |list: Vec<Tree>| -> Vec<Tree> { list.into_iter().map(|tree| normal(tree, scope)).collect() };
    match tree {
        Tree::Name(name) => named(name, scope),
        Tree::Number(number) => Tree::Number(plain_number(&number)),
        Tree::Text(_) => tree,
        Tree::List(list) => Tree::List(each(list)),
        Tree::Other(list) => Tree::Other(each(list)),
        Tree::Call(name, arguments) => call(&name, each(arguments)),
        Tree::Cast(inner, data_type) => cast(normal(*inner, scope), &data_type, scope),
        Tree::Operator(operator, operands) => operation(&operator, each(operands)),
    }
}

/// A column without the name of its own table; constants under one name.
fn named(name: String, scope: Scope) -> Tree {
    let last = name.rsplit('.').next().unwrap_or(&name);
    let own = scope.table.is_some_and(|table| name.strip_suffix(last) == Some(&format!("{}.", table.name.name)));
    if own {
        return Tree::Name(last.to_owned());
    }
    let now = matches!(name.as_str(), "localtimestamp" | "localtime");
    Tree::Name(if now { "current_timestamp".to_owned() } else { name })
}

fn call(name: &str, mut arguments: Vec<Tree>) -> Tree {
    let bare = ["pg_catalog.", "public.", "dbo.", "sys."].iter().find_map(|space| name.strip_prefix(space));
    let name = bare.unwrap_or(name);
    let now = matches!(
        name,
        "now" | "current_timestamp" | "localtimestamp" | "localtime" | "getdate" | "transaction_timestamp"
    );
    if now && arguments.is_empty() {
        return Tree::Name("current_timestamp".to_owned());
    }
    if name == "datetime" && arguments == [Tree::Text("now".to_owned())] {
        return Tree::Name("current_timestamp".to_owned());
    }
    if matches!(name, "current_timestamp" | "now")
        && matches!(arguments.as_slice(), [Tree::Number(n)] if n == "0" || n == "6")
    {
        return Tree::Call("current_timestamp".to_owned(), arguments);
    }
    if matches!(name, "current_date" | "curdate" | "current_user" | "user") && arguments.is_empty() {
        return Tree::Name(if name == "curdate" { "current_date" } else { name }.to_owned());
    }
    if name == "nextval" {
        arguments = arguments.into_iter().map(sequence_name).collect();
    }
    let name = match name {
        "character_length" => "char_length",
        "substr" => "substring",
        "ucase" => "upper",
        "lcase" => "lower",
        "power" => "pow",
        "ceil" => "ceiling",
        other => other,
    };
    Tree::Call(name.to_owned(), arguments)
}

/// A sequence by its name, whether it is written as a text or as a name.
fn sequence_name(tree: Tree) -> Tree {
    match tree {
        Tree::Text(text) | Tree::Name(text) => {
            Tree::Text(text.replace('"', "").trim_start_matches("public.").to_owned())
        }
        other => other,
    }
}

/// Casts that a database adds when it stores an expression make no difference: those of literals, and of texts to
/// text.
fn cast(inner: Tree, data_type: &str, scope: Scope) -> Tree {
    let text_type = ["text", "varchar", "character varying", "char", "character", "bpchar", "nvarchar"];
    let base = data_type.split(['(', '[']).next().unwrap_or(data_type).trim();
    let number_type = [
        "integer",
        "int",
        "int4",
        "bigint",
        "int8",
        "smallint",
        "int2",
        "numeric",
        "decimal",
        "real",
        "double precision",
    ];
    match inner {
        Tree::Text(text)
            if number_type.contains(&base) && text.trim().parse::<f64>().is_ok() && !data_type.ends_with(']') =>
        {
            Tree::Number(plain_number(text.trim()))
        }
        Tree::Text(text) if data_type.ends_with("[]") && text.starts_with('{') => array_of(&text),
        Tree::Text(_) | Tree::Number(_) => inner,
        Tree::Name(ref name) if name == "null" => inner,
        Tree::Call(ref name, ref items) if name == "array" && items.iter().all(is_literal) => inner,
        Tree::Name(ref name) if text_type.contains(&base) && is_text_column(name, scope) => inner,
        other => Tree::Cast(Box::new(other), type_alias(base, data_type)),
    }
}

fn array_of(text: &str) -> Tree {
    let inside = text.trim_start_matches('{').trim_end_matches('}');
    let items = inside.split(',').map(|item| item.trim().trim_matches('"')).filter(|item| !item.is_empty());
    Tree::Call("array".to_owned(), items.map(|item| Tree::Text(item.to_owned())).collect())
}

fn is_literal(tree: &Tree) -> bool {
    matches!(tree, Tree::Text(_) | Tree::Number(_))
}

fn is_text_column(name: &str, scope: Scope) -> bool {
    let name = name.trim_matches('"');
    scope.table.and_then(|table| table.column(name)).is_some_and(|column| column.data_type.is_text())
        || name == "value" && scope.stored.is_some_and(ColumnType::is_text)
}

fn type_alias(base: &str, data_type: &str) -> String {
    let common = match base {
        "int" | "int4" => "integer",
        "int8" => "bigint",
        "int2" => "smallint",
        "character varying" | "nvarchar" => "varchar",
        "character" | "bpchar" => "char",
        "decimal" => "numeric",
        "bool" => "boolean",
        "float8" => "double precision",
        "timestamptz" => "timestamp with time zone",
        "timestamp without time zone" => "timestamp",
        other => other,
    };
    format!("{common}{}", &data_type[base.len().min(data_type.len())..])
}

fn operation(operator: &str, mut operands: Vec<Tree>) -> Tree {
    let operator = match operator {
        "!=" => "<>",
        "~~" => "like",
        "~~*" => "ilike",
        "!~~" => return not(operation("like", operands)),
        "!~~*" => return not(operation("ilike", operands)),
        other => other,
    };
    match (operator, operands.as_mut_slice()) {
        ("not", [inner]) => not(std::mem::replace(inner, Tree::List(Vec::new()))),
        ("and" | "or", _) => chain(operator, operands),
        ("in", [_, Tree::List(list)]) => {
            list.sort();
            list.dedup();
            let one = (list.len() == 1).then(|| list.remove(0));
            match one {
                Some(one) => Tree::Operator("=".to_owned(), vec![operands.swap_remove(0), one]),
                None => Tree::Operator("in".to_owned(), operands),
            }
        }
        ("=", [_, Tree::Call(any, list)]) if any == "any" || any == "some" => match list.as_mut_slice() {
            [Tree::Call(array, items)] if array == "array" => {
                let items = std::mem::take(items);
                operation("in", vec![operands.swap_remove(0), Tree::List(items)])
            }
            _ => Tree::Operator("=".to_owned(), operands),
        },
        ("<>", [_, Tree::Call(all, list)]) if all == "all" => match list.as_mut_slice() {
            [Tree::Call(array, items)] if array == "array" => {
                let items = std::mem::take(items);
                not(operation("in", vec![operands.swap_remove(0), Tree::List(items)]))
            }
            _ => Tree::Operator("<>".to_owned(), operands),
        },
        // Literals stand on the right.
        ("=" | "<>", [left, right]) if is_literal(left) && !is_literal(right) => {
            operands.swap(0, 1);
            Tree::Operator(operator.to_owned(), operands)
        }
        (">" | "<" | ">=" | "<=", [left, right]) if is_literal(left) && !is_literal(right) => {
            operands.swap(0, 1);
            let mirrored = operator.chars().map(|c| match c {
                '<' => '>',
                '>' => '<',
                other => other,
            });
            Tree::Operator(mirrored.collect(), operands)
        }
        _ => Tree::Operator(operator.to_owned(), operands),
    }
}

fn not(tree: Tree) -> Tree {
    match tree {
        Tree::Operator(operator, mut operands) if operator == "not" && operands.len() == 1 => operands.remove(0),
        Tree::Operator(operator, operands) if operator == "=" => Tree::Operator("<>".to_owned(), operands),
        Tree::Operator(operator, operands) if operator == "<>" => Tree::Operator("=".to_owned(), operands),
        other => Tree::Operator("not".to_owned(), vec![other]),
    }
}

/// Operands of `and` and `or` count as a set; equalities of one thing joined by `or` are a list.
fn chain(operator: &str, operands: Vec<Tree>) -> Tree {
    let mut flat = Vec::new();
    for operand in operands {
        match operand {
            Tree::Operator(inner, list) if inner == operator => flat.extend(list),
            other => flat.push(other),
        }
    }
    if operator == "or" {
        flat = listed(flat);
    }
    flat.sort();
    flat.dedup();
    match <[Tree; 1]>::try_from(flat) {
        Ok([one]) => one,
        Err(flat) => Tree::Operator(operator.to_owned(), flat),
    }
}

/// `a = 1 OR a = 2` as `a IN (1, 2)`, which is how SQL Server stores the latter.
fn listed(operands: Vec<Tree>) -> Vec<Tree> {
    let mut rest = Vec::new();
    let mut lists: Vec<(Tree, Vec<Tree>)> = Vec::new();
    for operand in operands {
        let (what, values) = match operand {
            Tree::Operator(operator, mut pair) if operator == "=" && pair.len() == 2 && is_literal(&pair[1]) => {
                let value = pair.remove(1);
                (pair.remove(0), vec![value])
            }
            Tree::Operator(operator, mut pair) if operator == "in" && matches!(pair.get(1), Some(Tree::List(_))) => {
                let Tree::List(values) = pair.remove(1) else { continue };
                (pair.remove(0), values)
            }
            other => {
                rest.push(other);
                continue;
            }
        };
        match lists.iter_mut().find(|(other, _)| *other == what) {
            Some((_, list)) => list.extend(values),
            None => lists.push((what, values)),
        }
    }
    rest.extend(lists.into_iter().map(|(what, values)| operation("in", vec![what, Tree::List(values)])));
    rest
}

/// A default's literal as the column stores it.
fn stored(tree: Tree, scope: Scope) -> Tree {
    let Some(data_type) = scope.stored else { return tree };
    let word = match &tree {
        Tree::Name(word) | Tree::Text(word) | Tree::Number(word) => word.to_lowercase(),
        Tree::Call(name, arguments) if name == "b" && arguments.is_empty() => name.clone(),
        _ => return tree,
    };
    match data_type {
        ColumnType::Boolean => match word.as_str() {
            "true" | "t" | "1" | "yes" | "y" | "on" => Tree::Name("true".to_owned()),
            "false" | "f" | "0" | "no" | "n" | "off" => Tree::Name("false".to_owned()),
            _ => tree,
        },
        _ if data_type.is_numeric() => match (&tree, word.trim().parse::<f64>()) {
            (Tree::Text(_), Ok(number)) if number.is_finite() => Tree::Number(plain_number(word.trim())),
            (Tree::Name(name), _) if name == "true" => Tree::Number("1".to_owned()),
            (Tree::Name(name), _) if name == "false" => Tree::Number("0".to_owned()),
            _ => tree,
        },
        // A number in a text column is kept as text.
        _ if data_type.is_text() => match tree {
            Tree::Number(number) => Tree::Text(number),
            other => other,
        },
        _ => tree,
    }
}

/// `007.50` as `7.5`.
fn plain_number(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
    let digits = digits.strip_prefix('+').unwrap_or(digits);
    if !digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') || digits.matches('.').count() > 1 {
        return number.to_lowercase();
    }
    let digits = if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits };
    let whole = digits.trim_start_matches('0');
    match whole {
        "" => "0".to_owned(),
        _ if whole.starts_with('.') => format!("{sign}0{whole}"),
        _ => format!("{sign}{whole}"),
    }
}

fn written(tree: &Tree) -> String {
    let joined = |list: &[Tree]| list.iter().map(written).collect::<Vec<_>>().join(", ");
    match tree {
        Tree::Name(name) | Tree::Number(name) => name.clone(),
        Tree::Text(text) => format!("'{}'", text.replace('\'', "''")),
        Tree::Call(name, arguments) => format!("{name}({})", joined(arguments)),
        Tree::Cast(inner, data_type) => format!("cast({} as {data_type})", written(inner)),
        Tree::List(list) => format!("({})", joined(list)),
        Tree::Other(list) => list.iter().map(written).collect::<Vec<_>>().join(" "),
        Tree::Operator(operator, operands) => match operands.as_slice() {
            [one] => format!("({operator} {})", written(one)),
            many => format!("({})", many.iter().map(written).collect::<Vec<_>>().join(&format!(" {operator} "))),
        },
    }
}

#[cfg(test)]
mod tests;
