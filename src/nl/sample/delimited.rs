//! A spreadsheet's header row, with rows of data or without, as a description: one table, its types from the values.

use crate::nl::inflection;
use crate::nl::lexicon::is_attribute_head;
use crate::nl::model::{Attribute, Entity, Model, Shape};
use crate::nl::typing::Kind;
use crate::schema::{Span, words};

/// Wider and longer samples are read up to here.
const MOST_COLUMNS: usize = 300;
const MOST_ROWS: usize = 1000;

/// From so many rows on, that none lacks a value is no accident.
const ENOUGH_ROWS: usize = 3;

/// The model of a text that is delimited data, or nothing for prose.
pub(super) fn model(text: &str) -> Option<Model> {
    let rows: Vec<(usize, &str)> = lines(text);
    let (title, rows) = titled(&rows);
    let (header_at, header) = unlabelled(*rows.first()?);
    let delimiter = ['\t', ';', '|', ','].into_iter().find(|d| header.matches(*d).count() >= 1)?;
    let names = fields(header, delimiter);
    if names.len() < 2 || names.len() > MOST_COLUMNS || !names.iter().all(|(_, name)| is_name(name)) {
        return None;
    }
    let data: Vec<Vec<String>> = rows[1..]
        .iter()
        .take(MOST_ROWS)
        .map(|(_, row)| fields(row, delimiter).into_iter().map(|(_, value)| value).collect())
        .collect();
    let labelled = rows.first().is_some_and(|(at, _)| *at != header_at);
    if !(labelled && data.is_empty() || is_table(header, delimiter, &names, &data)) {
        return None;
    }
    let name = title.unwrap_or_else(|| name_of(&names));
    let span = Span { start: header_at, end: header_at + header.len() };
    let mut entity = Entity::new(
        name.clone(),
        Shape::Plain,
        vec![span],
        "The description is a table of data, whose header row names the columns.",
        0.9,
    );
    for (n, (offset, cell)) in names.iter().enumerate() {
        let spoken = words(cell).join(" ");
        if spoken.is_empty() || entity.attribute(&spoken).is_some() {
            continue;
        }
        let start = header_at + offset;
        let values: Vec<&str> = data.iter().filter_map(|row| row.get(n).map(|v| v.trim())).collect();
        entity.attributes.push(attribute(spoken, Span { start, end: start + cell.len() }, &values, &name));
    }
    Some(Model { title: name, entities: vec![entity], ..Model::default() })
}

/// The lines that are not blank, with their places.
fn lines(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let mut found = Vec::new();
    for raw in text.split_inclusive('\n') {
        let line = raw.trim();
        if !line.is_empty() && !line.trim_matches(['|', '-', ':', '+', ' ']).is_empty() {
            let lead = raw.len() - raw.trim_start().len();
            let inner = line.trim_start_matches('|');
            found.push((at + lead + line.len() - inner.len(), inner.trim_end_matches('|')));
        }
        at += raw.len();
        if found.len() > MOST_ROWS + 2 {
            break;
        }
    }
    found
}

/// `customers.csv` or `Customers:` above the header names the table.
fn titled<'a, 'b>(rows: &'b [(usize, &'a str)]) -> (Option<String>, &'b [(usize, &'a str)]) {
    let first = rows.first().map(|(_, line)| *line).unwrap_or_default();
    let name = first.trim_end_matches([':', ' ']).trim_end_matches(".csv").trim_start_matches(['#', ' ']);
    let titles = rows.len() > 1
        && (first.ends_with(':') || first.ends_with(".csv") || first.starts_with('#'))
        && !name.contains([',', ';', '\t', '|'])
        && name.split_whitespace().count() <= 3
        && !name.is_empty();
    if !titles {
        return (None, rows);
    }
    (Some(singular_name(name)), &rows[1..])
}

/// The header after `CSV with headers:` or `columns:`.
fn unlabelled((at, header): (usize, &str)) -> (usize, &str) {
    let label = |label: &str| {
        let last = label.split_whitespace().last().unwrap_or_default().to_lowercase();
        matches!(last.as_str(), "header" | "headers" | "columns" | "fields" | "row" | "names")
    };
    match header.split_once(':').filter(|(before, rest)| label(before) && !rest.trim().is_empty()) {
        Some((before, rest)) => {
            let inner = rest.trim_start();
            (at + before.len() + 1 + rest.len() - inner.len(), inner)
        }
        None => (at, header),
    }
}

pub(super) fn singular_name(name: &str) -> String {
    let mut spoken = words(name);
    if let Some(last) = spoken.last_mut() {
        *last = inflection::singular(last);
    }
    spoken.join(" ")
}

/// The fields of a row with their offsets; quotes hold delimiters.
fn fields(row: &str, delimiter: char) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut field = String::new();
    let mut start = 0;
    let mut quoted = false;
    for (at, c) in row.char_indices() {
        match c {
            '"' => quoted = !quoted,
            c if c == delimiter && !quoted => {
                found.push((start, std::mem::take(&mut field)));
                start = at + c.len_utf8();
            }
            c => field.push(c),
        }
    }
    found.push((start, field));
    found
        .into_iter()
        .map(|(at, field)| (at + (field.len() - field.trim_start().len()), field.trim().to_owned()))
        .collect()
}

/// Whether a cell of the first row reads like the name of a column.
fn is_name(cell: &str) -> bool {
    let starts = cell.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
    let odd = cell.contains([':', '.', '!', '?', '(', '@', '<', '>', '"']);
    let spoken: Vec<&str> = cell.split_whitespace().collect();
    let sentence = spoken.iter().any(|word| {
        matches!(
            word.to_lowercase().as_str(),
            "and"
                | "or"
                | "with"
                | "has"
                | "have"
                | "is"
                | "are"
                | "can"
                | "the"
                | "a"
                | "an"
                | "each"
                | "for"
                | "we"
                | "i"
                | "to"
        )
    });
    starts && !odd && !sentence && cell.chars().count() <= 40 && spoken.len() <= 4
}

fn is_table(header: &str, delimiter: char, names: &[(usize, String)], data: &[Vec<String>]) -> bool {
    let spaced = header.contains(&format!("{delimiter} "));
    let joined = names.iter().any(|(_, name)| name.contains('_'));
    if data.is_empty() {
        // A bare list could as well name things; a header names what columns are called.
        let head = |name: &str| {
            let last = words(name.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ')).pop();
            last.is_some_and(|last| is_attribute_head(&last))
        };
        let columns = names.iter().filter(|(_, name)| head(name)).count();
        // With spaces after its commas it could be prose, unless nearly everything is the name of a column.
        let enough = match delimiter {
            ',' | ';' if spaced => columns * 4 >= names.len() * 3,
            // Nobody writes prose with tabs.
            '\t' => columns >= 1,
            _ => columns * 2 > names.len(),
        };
        return names.len() >= 3 && (joined || enough);
    }
    let fitting = data.iter().filter(|row| row.len() == names.len()).count();
    let valued = data.iter().flatten().any(|cell| cell.contains(|c: char| c.is_ascii_digit() || c == '@'));
    fitting * 5 >= data.len() * 4
        && (valued || joined || !spaced)
        && data.iter().flatten().all(|cell| cell.len() < 2000)
}

/// What a row is called: by the first column's `customer_id`, or just a record.
fn name_of(names: &[(usize, String)]) -> String {
    let first = names.first().map(|(_, name)| words(name)).unwrap_or_default();
    match first.split_last() {
        Some((last, rest)) if !rest.is_empty() && matches!(last.as_str(), "id" | "no" | "number" | "code" | "key") => {
            rest.join(" ")
        }
        _ => "record".to_owned(),
    }
}

pub(super) fn attribute(name: String, span: Span, values: &[&str], entity: &str) -> Attribute {
    let given: Vec<&str> =
        values.iter().copied().filter(|v| !v.is_empty() && !v.eq_ignore_ascii_case("null")).collect();
    let mut found = Attribute::named(name.clone(), span);
    found.why = "The header row names it.".to_owned();
    found.optional = given.len() < values.len();
    // Rows of which every one has a value show that it is required.
    found.nullable = (given.len() >= ENOUGH_ROWS && given.len() == values.len()).then_some(false);
    let last = name.rsplit(' ').next().unwrap_or_default();
    let stem = name.strip_suffix(last).unwrap_or_default().trim();
    let distinct: std::collections::HashSet<&str> = given.iter().copied().collect();
    found.identifier = matches!(last, "id" | "number" | "no" | "code")
        && (stem.is_empty() || stem == entity)
        && distinct.len() == values.len();
    found.hint = kind(&given);
    if found.hint.is_some() {
        found.why = format!("The header row names it, and its {} values show its type.", given.len());
    }
    // Few words that come again and again are a list to choose from.
    let few = distinct.len() >= 2 && distinct.len() <= 8 && given.len() >= distinct.len() * 3;
    if few && found.hint.is_none() && distinct.iter().all(|v| v.len() <= 30) {
        let mut values: Vec<String> = distinct.into_iter().map(str::to_owned).collect();
        values.sort_unstable();
        found.values = values;
    }
    found
}

/// The kind that all values of a column have, where they tell more than its name.
fn kind(values: &[&str]) -> Option<Kind> {
    if values.is_empty() {
        return None;
    }
    let all = |test: fn(&str) -> bool| values.iter().all(|value| test(value));
    type Test = fn(&str) -> bool;
    let kinds: [(Test, Kind); 8] = [
        (is_flag, Kind::Flag),
        (is_code, Kind::Code),
        (is_integer, Kind::Integer),
        (is_money, Kind::Money),
        (is_decimal, Kind::Decimal),
        (is_date, Kind::Date),
        (is_timestamp, Kind::Timestamp),
        (|value| value.len() > 200, Kind::LongText),
    ];
    kinds.into_iter().find(|(test, _)| all(*test)).map(|(_, kind)| kind)
}

fn is_flag(value: &str) -> bool {
    matches!(value.to_ascii_lowercase().as_str(), "true" | "false" | "yes" | "no")
}

/// Digits that are no number: with leading zeros, or longer than a count is.
fn is_code(value: &str) -> bool {
    value.len() > 1 && value.chars().all(|c| c.is_ascii_digit()) && (value.starts_with('0') || value.len() > 11)
}

fn is_integer(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    !digits.is_empty() && digits.len() <= 11 && digits.chars().all(|c| c.is_ascii_digit())
}

fn is_money(value: &str) -> bool {
    let bare = value.trim_start_matches(['$', '€', '£']).trim();
    bare.len() < value.len() && is_decimal(&bare.replace(',', ""))
}

fn is_decimal(value: &str) -> bool {
    value.parse::<f64>().is_ok_and(f64::is_finite) && value.contains(|c: char| c.is_ascii_digit())
}

/// `2024-05-31`, `31.05.2024`, `5/31/2024`
fn is_date(value: &str) -> bool {
    let parts: Vec<&str> = value.split(['-', '.', '/']).collect();
    parts.len() == 3
        && parts.iter().all(|p| !p.is_empty() && p.len() <= 4 && p.chars().all(|c| c.is_ascii_digit()))
        && parts.iter().filter(|p| p.len() == 4).count() == 1
}

fn is_timestamp(value: &str) -> bool {
    let Some((date, time)) = value.split_once(['T', ' ']) else { return false };
    is_date(date) && time.len() >= 4 && time.as_bytes()[0].is_ascii_digit() && time.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nl::{Options, design};

    fn check(text: &str, expected: &str) {
        let shown = design(text, &Options::default())
            .schema
            .tables
            .iter()
            .map(|table| {
                let columns = table.columns.iter().filter(|c| !c.name.ends_with("ted_at"));
                let columns: Vec<String> = columns.map(|c| format!("{} {}", c.name, c.data_type)).collect();
                format!("{}: {}", table.name, columns.join(", "))
            })
            .collect::<Vec<_>>()
            .join("\n");
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn a_header_with_rows_is_one_table() {
        check(
            "name,email,phone\nAnn,a@b.c,123",
            "records: id bigint, name varchar(100), email varchar(320), phone varchar(20)",
        );
        check(
            "boats.csv\nboat_id;colour;built;tonnage;insured\n1;red;2001-05-04;12.5;yes\n2;blue;1999-01-02;8;no",
            "boats: id bigint, colour varchar(30), built date, tonnage decimal(8,3), insured boolean",
        );
    }

    #[test]
    fn prose_is_no_table() {
        for text in [
            "users, orders, products",
            "Users, orders, and reviews.\nProducts, prices.",
            "Customers: name, email\nOrders: date, total",
            "We have customers, orders\nand products, shops",
            "",
        ] {
            assert!(model(text).is_none(), "{text}");
        }
        assert!(model("name,email,phone").is_some());
        assert!(model("Name\tPhone1\tPhone2\tTags").is_some());
        assert!(model("first_name, last_name, birth_date").is_some());
    }
}
