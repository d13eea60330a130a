//! The rows that a script inserts, as samples.

use crate::dialect::Dialect;
use crate::normalize::Sample;
use crate::schema::{QualifiedName, Schema, Table};
use crate::sql::{self, Lexeme};

/// Values row by row, under the columns of a table.
type Rows<'s> = (&'s Table, Vec<String>, Vec<Vec<String>>);

/// Rows beyond these add nothing to what is known of a table.
const MOST: usize = 1_000;

/// The rows of `INSERT INTO table (columns) VALUES (...), ...` for the tables of a schema.
pub fn inserted(script: &str, dialect: Dialect, schema: &Schema) -> Vec<(QualifiedName, Sample)> {
    let mut rows: Vec<Rows> = Vec::new();
    for (_, text) in sql::statements(script, dialect) {
        if !text.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("insert")) {
            continue;
        }
        let tokens = tokens(text, dialect);
        let Some((table, columns, values)) = insert(&tokens, schema) else { continue };
        match rows.iter_mut().find(|(known, names, _)| known.id == table.id && *names == columns) {
            Some((.., known)) => known.extend(values),
            None => rows.push((table, columns, values)),
        }
    }
    let sample = |(table, columns, values): Rows| {
        let names: Vec<&str> = columns.iter().map(String::as_str).collect();
        let records: Vec<Vec<&str>> =
            values.iter().take(MOST).map(|row| row.iter().map(String::as_str).collect()).collect();
        (table.name.clone(), Sample::of(&names, &records))
    };
    rows.into_iter().map(sample).collect()
}

/// What carries meaning.
fn tokens(text: &str, dialect: Dialect) -> Vec<(Lexeme, &str)> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let (kind, end) = sql::lexeme(text, at, dialect);
        if !kind.is_blank() {
            tokens.push((kind, &text[at..end]));
        }
        at = end;
    }
    tokens
}

/// The table, the columns and the rows of one statement; `None` where it inserts what a query gives.
fn insert<'s>(tokens: &[(Lexeme, &str)], schema: &'s Schema) -> Option<Rows<'s>> {
    let values = tokens.iter().position(|(kind, text)| *kind == Lexeme::Word && text.eq_ignore_ascii_case("values"))?;
    let head = &tokens[..values];
    let open = head.iter().position(|(_, text)| *text == "(").unwrap_or(head.len());
    let (_, name) = head[..open].last()?;
    let table = schema.tables.iter().find(|table| bare(name).eq_ignore_ascii_case(&table.name.name))?;
    let listed: Vec<String> = head
        .get(open + 1..)
        .unwrap_or_default()
        .iter()
        .filter(|(kind, _)| matches!(kind, Lexeme::Word | Lexeme::Name))
        .map(|(_, text)| bare(text))
        .collect();
    let own = || table.columns.iter().map(|column| column.name.clone()).collect();
    let columns = if listed.is_empty() { own() } else { listed };
    Some((table, columns, rows(&tokens[values + 1..])))
}

/// The values between parentheses. Calls and expressions are left empty: what they give is not in the text.
fn rows(tokens: &[(Lexeme, &str)]) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row: Vec<String> = Vec::new();
    let mut value: Vec<(Lexeme, &str)> = Vec::new();
    let (mut depth, mut computed) = (0_usize, false);
    for (kind, text) in tokens {
        match (depth, *text) {
            (0, "(") => depth = 1,
            (0, _) => {}
            (1, ")" | ",") => {
                row.push(if computed { String::new() } else { literal(&value) });
                value.clear();
                computed = false;
                if *text == ")" {
                    rows.push(std::mem::take(&mut row));
                    depth = 0;
                }
            }
            (_, "(") => (depth, computed) = (depth + 1, true),
            (_, ")") => depth -= 1,
            _ => value.push((*kind, *text)),
        }
    }
    rows
}

/// A string without its prefix and quotes, or a number with its sign.
fn literal(value: &[(Lexeme, &str)]) -> String {
    match value {
        [(Lexeme::Text, text)] => {
            let quoted = text.find('\'').map_or("", |at| &text[at + 1..]);
            quoted.strip_suffix('\'').unwrap_or(quoted).replace("''", "'")
        }
        [(Lexeme::Number, digits)] => (*digits).to_owned(),
        [(Lexeme::Symbol, "-"), (Lexeme::Number, digits)] => format!("-{digits}"),
        _ => String::new(),
    }
}

fn bare(name: &str) -> String {
    name.trim_matches(['"', '`', '[', ']']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inserted_rows_become_samples() {
        let script = "CREATE TABLE a (x int, \"Y\" text, z text);\n\
                      INSERT INTO public.a (x, \"Y\") VALUES (-1.5, 'it''s'), (2, upper('b')), (3, NULL);\n\
                      INSERT INTO a VALUES (4, '(,)', 'c');\nINSERT INTO a SELECT 1;\nINSERT INTO b VALUES (1);";
        let schema = sql::parse(script, Dialect::PostgreSql).schema;
        let samples = inserted(script, Dialect::PostgreSql, &schema);
        let shown: Vec<Vec<(&str, Vec<&str>)>> = (samples.iter())
            .map(|(_, sample)| {
                sample
                    .columns
                    .iter()
                    .map(|c| (c.name.as_str(), c.values.iter().map(String::as_str).collect()))
                    .collect()
            })
            .collect();
        assert_eq!(
            shown,
            [
                vec![("x", vec!["-1.5", "2", "3"]), ("Y", vec!["it's", ""])],
                vec![("x", vec!["4"]), ("Y", vec!["(,)"]), ("z", vec!["c"])],
            ]
        );
    }
}
