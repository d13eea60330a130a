//! Statistics from JSON or CSV, with the names that the databases' catalogs and people use.

use super::{Given, GivenColumn, Statistics};
use crate::normalize::{Header, read_csv};
use crate::schema::Schema;
use serde_json::Value;
use std::collections::BTreeMap;

/// Reads statistics and completes them with estimates: a CSV with a row for every column (what
/// [`catalog_query`](super::catalog_query) gives) or every table, or JSON: `{"orders": 1000}`,
/// `{"orders": {"rows": 1000, "columns": {"status": {"distinct": 4}}}}` or `{"tables": [{"name", "rows", "columns": [...]}]}`.
pub fn read_statistics(text: &str, schema: &Schema) -> Result<Statistics, String> {
    let mut given = BTreeMap::new();
    if text.trim().is_empty() {
        return Ok(Statistics::of(schema, &given));
    }
    if text.trim_start().starts_with(['{', '[']) {
        let value: Value = serde_json::from_str(text).map_err(|error| format!("is no JSON: {error}"))?;
        json(&value, &mut given);
    } else {
        csv(text, &mut given);
    }
    if given.is_empty() {
        return Err("holds no statistics; give a CSV with table_name, row_count and column_name, or JSON such as \
                    {\"orders\": {\"rows\": 1000}}"
            .to_owned());
    }
    Ok(Statistics::of(schema, &given))
}

const TABLE: [&str; 6] = ["table_name", "table", "tablename", "relname", "name", "tbl"];
const COLUMN: [&str; 4] = ["column_name", "column", "attname", "name"];
const ROWS: [&str; 8] =
    ["row_count", "rows", "reltuples", "table_rows", "num_rows", "n_live_tup", "count", "cardinality"];
const PAGES: [&str; 4] = ["pages", "relpages", "blocks", "page_count"];
const DISTINCT: [&str; 7] =
    ["n_distinct", "distinct", "num_distinct", "cardinality", "distinct_values", "ndv", "unique_values"];
const NULLS: [&str; 4] = ["null_frac", "null_fraction", "nulls", "null_rate"];
const WIDTH: [&str; 5] = ["avg_width", "width", "avg_col_len", "average_width", "bytes"];
const CORRELATION: [&str; 1] = ["correlation"];
const VALUES: [&str; 3] = ["most_common_vals", "most_common_values", "most_common"];
const FREQUENCIES: [&str; 3] = ["most_common_freqs", "most_common_frequencies", "frequencies"];
const HISTOGRAM: [&str; 2] = ["histogram_bounds", "histogram"];

fn csv(text: &str, given: &mut BTreeMap<String, Given>) {
    let sample = read_csv(text, &[], Header::Present).sample;
    let place = |names: &[&str]| {
        names.iter().find_map(|name| sample.columns.iter().position(|c| c.name.eq_ignore_ascii_case(name)))
    };
    let Some(table) = place(&TABLE[..4]).or_else(|| place(&TABLE)) else { return };
    let column = place(&COLUMN[..3]);
    let places = [ROWS.as_slice(), &PAGES, &DISTINCT, &NULLS, &WIDTH, &CORRELATION, &VALUES, &FREQUENCIES, &HISTOGRAM];
    let places = places.map(place);
    let value = |at: Option<usize>, row: usize| -> Option<&str> {
        let column = sample.columns.get(at?)?;
        let text = column.values.get(*column.ids.get(row)? as usize)?;
        (!text.is_empty() && text != "NULL" && text != "\\N").then_some(text.as_str())
    };
    for row in 0..sample.rows {
        let Some(name) = value(Some(table), row) else { continue };
        let own = given.entry(name.to_lowercase()).or_default();
        let number = |at: Option<usize>| value(at, row).and_then(number_of);
        own.rows = number(places[0]).filter(|rows| *rows >= 0.0).or(own.rows);
        own.pages = number(places[1]).or(own.pages);
        let Some(name) = value(column, row) else { continue };
        let list = |at: Option<usize>| value(at, row).map(array).unwrap_or_default();
        let known = GivenColumn {
            distinct: number(places[2]),
            null_fraction: number(places[3]),
            width: number(places[4]),
            correlation: number(places[5]),
            values: list(places[6]),
            frequencies: list(places[7]).iter().filter_map(|text| text.parse().ok()).collect(),
            histogram: list(places[8]),
        };
        own.columns.insert(name.to_lowercase(), known);
    }
}

/// `1,000,000` is a number, too.
fn number_of(text: &str) -> Option<f64> {
    text.replace([',', '_', ' '], "").parse().ok()
}

/// The elements of PostgreSQL's `{a,"b, c",NULL}`.
fn array(text: &str) -> Vec<String> {
    let inside = text.trim().strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(text);
    let mut elements = Vec::new();
    let mut element = String::new();
    let mut quoted = false;
    let mut chars = inside.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => quoted = !quoted,
            '\\' => element.extend(chars.next()),
            ',' if !quoted => elements.push(std::mem::take(&mut element)),
            c => element.push(c),
        }
    }
    if !inside.is_empty() {
        elements.push(element);
    }
    elements
}

fn json(value: &Value, given: &mut BTreeMap<String, Given>) {
    match value {
        Value::Array(list) => list.iter().for_each(|item| row(item, given)),
        Value::Object(map) => match map.get("tables") {
            Some(tables @ Value::Array(_)) => json(tables, given),
            Some(Value::Object(tables)) => tables.iter().for_each(|(name, item)| table(name, item, given)),
            _ => map.iter().for_each(|(name, item)| table(name, item, given)),
        },
        _ => {}
    }
}

/// An object with the table's name inside: a whole table, or one column of it as the catalogs list them.
fn row(item: &Value, given: &mut BTreeMap<String, Given>) {
    let Some(name) = field(item, &TABLE).and_then(Value::as_str) else { return };
    table(name, item, given);
    if let Some(column_name) = field(item, &COLUMN[..3]).and_then(Value::as_str) {
        let own = given.entry(name.to_lowercase()).or_default();
        own.columns.insert(column_name.to_lowercase(), column(item));
    }
}

fn table(name: &str, item: &Value, given: &mut BTreeMap<String, Given>) {
    let own = given.entry(name.to_lowercase()).or_default();
    if let Some(rows) = number(Some(item)) {
        own.rows = Some(rows);
        return;
    }
    own.rows = number(field(item, &ROWS)).or(own.rows);
    own.pages = number(field(item, &PAGES)).or(own.pages);
    match item.get("columns") {
        Some(Value::Object(columns)) => {
            for (name, item) in columns {
                own.columns.insert(name.to_lowercase(), column(item));
            }
        }
        Some(Value::Array(columns)) => {
            for item in columns {
                if let Some(name) = field(item, &COLUMN).and_then(Value::as_str) {
                    own.columns.insert(name.to_lowercase(), column(item));
                }
            }
        }
        _ => {}
    }
}

fn column(item: &Value) -> GivenColumn {
    if let Some(distinct) = number(Some(item)) {
        return GivenColumn { distinct: Some(distinct), ..GivenColumn::default() };
    }
    let texts = |value: Option<&Value>| -> Vec<String> {
        match value {
            Some(Value::Array(list)) => {
                list.iter().map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned)).collect()
            }
            Some(Value::String(text)) => array(text),
            _ => Vec::new(),
        }
    };
    GivenColumn {
        distinct: number(field(item, &DISTINCT)),
        null_fraction: number(field(item, &NULLS)),
        width: number(field(item, &WIDTH)),
        correlation: number(field(item, &CORRELATION)),
        values: texts(field(item, &VALUES)),
        frequencies: texts(field(item, &FREQUENCIES)).iter().filter_map(|text| text.parse().ok()).collect(),
        histogram: texts(field(item, &HISTOGRAM)),
    }
}

fn field<'a>(item: &'a Value, names: &[&str]) -> Option<&'a Value> {
    let map = item.as_object()?;
    names.iter().find_map(|name| map.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value))
}

fn number(value: Option<&Value>) -> Option<f64> {
    match value? {
        Value::String(text) => number_of(text),
        other => other.as_f64(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Dialect;

    #[test]
    fn sizes_are_read_in_every_form() {
        let script = "CREATE TABLE orders (id int PRIMARY KEY, status text NOT NULL);";
        let schema = crate::sql::parse(script, Dialect::PostgreSql).schema;
        let check = |text: &str, rows: f64, distinct: f64| {
            let found = read_statistics(text, &schema).unwrap();
            assert_eq!((found.tables[0].rows, found.tables[0].columns[1].distinct), (rows, distinct), "{text}");
        };
        check("{\"orders\": 5000}", 5000.0, 8.0);
        check("{\"Orders\": {\"rows\": 5000, \"columns\": {\"status\": {\"distinct\": 4}}}}", 5000.0, 4.0);
        check(
            "{\"tables\": [{\"name\": \"orders\", \"rows\": 100, \"columns\": [{\"name\": \"status\", \"n_distinct\": -0.5}]}]}",
            100.0,
            50.0,
        );
        check(
            "table_name,row_count,column_name,n_distinct,most_common_vals\norders,700,status,3,\"{a,\"\"b, c\"\"}\"\n",
            700.0,
            3.0,
        );
        check("", 100_000.0, 8.0);
        assert!(read_statistics("nothing", &schema).is_err());
        assert_eq!(array("{a,\"b, \\\"c\"}"), ["a", "b, \"c"]);
    }
}
