//! How large tables are and how their values are spread: read from the database's catalog, or estimated.

mod catalog;
mod estimate;
mod read;
mod storage;

pub use catalog::catalog_query;
pub use read::read_statistics;
pub use storage::TextOrder;

use super::workload::Literal;
use crate::schema::{ColumnType, QualifiedName, Schema};
use std::collections::BTreeMap;

/// Statistics by table, in the places of the schema's tables.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Statistics {
    pub tables: Vec<TableStatistics>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct TableStatistics {
    pub rows: f64,
    /// Pages of 8 KB.
    pub pages: f64,
    /// In the places of the table's columns.
    pub columns: Vec<ColumnStatistics>,
    /// The number of rows was given, not guessed.
    pub known: bool,
    /// Equal keys of an index share one entry.
    pub deduplicates: bool,
    /// The columns of the key in whose order the rows lie, and which every other index holds to find them; none of a heap.
    pub row_key: Vec<usize>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct ColumnStatistics {
    /// How many different values there are, besides NULL.
    pub distinct: f64,
    pub null_fraction: f64,
    /// Average bytes of a value.
    pub width: f64,
    /// Whether the order of values is that of the rows on disk: from -1 to 1.
    pub correlation: f64,
    pub most_common: Vec<(Literal, f64)>,
    /// Bounds of equally filled ranges of the other values.
    pub histogram: Vec<Literal>,
    /// The order of texts that an index needs to find those with a text in front.
    pub like: TextOrder,
}

/// What a file said about a table, before it is matched with the schema.
#[derive(Debug, Clone, Default, PartialEq)]
struct Given {
    rows: Option<f64>,
    pages: Option<f64>,
    columns: BTreeMap<String, GivenColumn>,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct GivenColumn {
    /// Below 0: the share of rows.
    distinct: Option<f64>,
    null_fraction: Option<f64>,
    width: Option<f64>,
    correlation: Option<f64>,
    values: Vec<String>,
    frequencies: Vec<f64>,
    histogram: Vec<String>,
}

impl Statistics {
    /// What was given, and estimates for the rest.
    fn of(schema: &Schema, given: &BTreeMap<String, Given>) -> Self {
        let guessed = estimate::rows(schema, &|name| find(given, name).and_then(|table| table.rows));
        let tables = schema.tables.iter().zip(guessed).map(|(table, rows)| {
            let empty = Given::default();
            let given = find(given, &table.name).unwrap_or(&empty);
            let known = given.rows.is_some();
            let rows = given.rows.unwrap_or(rows).max(1.0);
            let columns: Vec<ColumnStatistics> = table
                .columns
                .iter()
                .map(|column| {
                    let assumed = estimate::column(schema, table, column, rows);
                    let known = given.columns.get(&column.name.to_lowercase());
                    known.map_or(assumed.clone(), |known| known.completed(assumed, rows, &column.data_type))
                })
                .collect();
            let row: f64 = columns.iter().map(|column| column.width * (1.0 - column.null_fraction)).sum();
            // A row has a header of 24 bytes and a pointer of 4, and is padded to 8.
            let in_page = (8168.0 / (28.0 + (row / 8.0).ceil() * 8.0)).floor().max(1.0);
            let pages = given.pages.filter(|pages| *pages >= 1.0).unwrap_or_else(|| (rows / in_page).ceil());
            TableStatistics { rows, pages: pages.max(1.0), columns, known, deduplicates: true, row_key: Vec::new() }
        });
        Self { tables: tables.collect() }
    }
}

fn find<'a>(given: &'a BTreeMap<String, Given>, name: &QualifiedName) -> Option<&'a Given> {
    given.get(&name.to_string().to_lowercase()).or_else(|| given.get(&name.name.to_lowercase()))
}

impl GivenColumn {
    fn completed(&self, assumed: ColumnStatistics, rows: f64, data_type: &ColumnType) -> ColumnStatistics {
        let null_fraction = self.null_fraction.unwrap_or(assumed.null_fraction).clamp(0.0, 1.0);
        let distinct = match self.distinct {
            Some(share) if share < 0.0 => -share * rows,
            Some(count) if count > 0.0 => count,
            _ => assumed.distinct,
        };
        let literal = |text: &String| match (data_type.is_numeric(), text.trim().parse()) {
            (true, Ok(number)) => Literal::Number(number),
            _ if *data_type == ColumnType::Boolean => Literal::truth(matches!(text.trim(), "t" | "true" | "1")),
            // CHAR values come padded; comparisons ignore the padding.
            _ => Literal::Text(text.trim_end().to_owned()),
        };
        ColumnStatistics {
            distinct: distinct.clamp(1.0, rows.max(1.0)),
            null_fraction,
            width: self.width.filter(|width| *width > 0.0).unwrap_or(assumed.width),
            correlation: self.correlation.unwrap_or(assumed.correlation),
            most_common: self.values.iter().map(literal).zip(self.frequencies.iter().copied()).collect(),
            histogram: self.histogram.iter().map(literal).collect(),
            like: TextOrder::default(),
        }
    }
}
