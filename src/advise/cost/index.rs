//! An index as the cost model sees it, and how large it would be.

use super::units::PAGE;
use crate::advise::statistics::TableStatistics;
use crate::schema::{ColumnType, Table};

/// What an index holds, whether it exists or is only thought of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IndexShape {
    pub table: usize,
    pub keys: Vec<IndexKey>,
    /// Columns beside the key.
    pub include: Vec<usize>,
    pub unique: bool,
    /// The condition of the rows that it holds, with the share of rows in thousandths of a percent.
    pub predicate: Option<(String, u32)>,
    pub method: Method,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum IndexKey {
    Column {
        column: usize,
        descending: bool,
    },
    /// An expression, and the column that it reads.
    Expression {
        text: String,
        column: usize,
    },
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Method {
    #[default]
    BTree,
    Hash,
    /// Words of texts, elements of documents and arrays.
    Gin,
    /// Parts of words, for LIKE with a wildcard in front.
    Trigram,
    /// Smallest and largest values of ranges of pages.
    Brin,
}

/// An index with its size.
#[derive(Debug, Clone, PartialEq)]
pub struct SizedIndex {
    pub shape: IndexShape,
    pub rows: f64,
    pub pages: f64,
    /// Levels above the leaves.
    pub height: f64,
}

impl IndexShape {
    pub fn on(table: usize, columns: &[usize]) -> Self {
        let key = |column: &usize| IndexKey::Column { column: *column, descending: false };
        Self {
            table,
            keys: columns.iter().map(key).collect(),
            include: Vec::new(),
            unique: false,
            predicate: None,
            method: Method::BTree,
        }
    }

    /// Whether the index holds a column's values.
    pub fn holds(&self, column: usize) -> bool {
        let is_key = |key: &IndexKey| matches!(key, IndexKey::Column { column: own, .. } if *own == column);
        self.keys.iter().any(is_key) || self.include.contains(&column)
    }

    /// All columns that it holds or reads.
    pub fn mentioned(&self) -> Vec<usize> {
        let column = |key: &IndexKey| match key {
            IndexKey::Column { column, .. } | IndexKey::Expression { column, .. } => *column,
        };
        self.keys.iter().map(column).chain(self.include.iter().copied()).collect()
    }

    /// The index with its size, from the widths and numbers of values of its columns.
    ///
    /// A B-tree's item is a header of 8 bytes and the columns, padded to 8, and a pointer of 4; leaves are 90 % full.
    /// Items with equal keys share one list of row addresses of 6 bytes each (deduplication, PostgreSQL 13), which types
    /// that are equal in more than one spelling and included columns rule out.
    pub fn sized(self, table: &Table, statistics: &TableStatistics) -> SizedIndex {
        let share = self.predicate.as_ref().map_or(1.0, |(_, share)| f64::from(*share) / 100_000.0);
        let rows = (statistics.rows * share).max(1.0);
        let usable = (PAGE - 40.0) * 0.9;
        let widths = |columns: &[usize]| -> f64 { columns.iter().map(|c| width(table, statistics, *c)).sum() };
        let mentioned = self.mentioned();
        let data = 8.0 + widths(&mentioned);
        let varies = mentioned.iter().any(|column| varies(table, *column));
        // Values of different lengths are padded by half a word on average.
        let padded = (data / 8.0).ceil() * 8.0;
        let item = if varies { padded.max(data + 3.5) } else { padded } + 4.0;
        let leaves = match self.method {
            Method::BTree => {
                let key_columns = &mentioned[..self.keys.len()];
                let distinct: f64 = key_columns
                    .iter()
                    .map(|c| statistics.columns.get(*c).map_or(1.0, |column| column.distinct))
                    .product::<f64>()
                    .clamp(1.0, rows);
                let repeats = rows / distinct;
                let merges = self.include.is_empty() && repeats > 1.5 && key_columns.iter().all(|c| merges(table, *c));
                if merges {
                    // Databases guess too few values from samples, above all where equal ones lie together.
                    let damped = if repeats < 50.0 { repeats.powf(0.75) } else { repeats };
                    let in_list = damped.min(((1350.0 - item) / 6.0).max(2.0));
                    (rows * (6.0 + item / in_list) / usable * 1.03).ceil()
                } else {
                    (rows / (usable / item).floor().max(1.0)).ceil()
                }
            }
            Method::Hash => (rows * 20.0 / (PAGE * 0.75)).ceil(),
            // Lists of addresses for every word or element, compressed.
            Method::Gin => (rows * (8.0 + widths(&mentioned) * 0.5) / PAGE).ceil(),
            Method::Trigram => (rows * (8.0 + widths(&mentioned) * 1.5) / PAGE).ceil(),
            Method::Brin => (statistics.pages / 128.0 * (16.0 + widths(&mentioned) * 2.0) / PAGE).ceil() + 3.0,
        };
        let fan_out = (usable / item).floor().max(2.0);
        let height = if leaves <= 1.0 { 0.0 } else { (leaves.ln() / fan_out.ln()).ceil().max(1.0) };
        SizedIndex { shape: self, rows, pages: (leaves * (1.0 + 1.0 / fan_out)).ceil() + 1.0, height }
    }
}

impl SizedIndex {
    pub fn megabytes(&self) -> f64 {
        self.pages * PAGE / 1_048_576.0
    }
}

/// Bytes of a column's value with the padding that its type asks for.
fn width(table: &Table, statistics: &TableStatistics, column: usize) -> f64 {
    let width = statistics.columns.get(column).map_or(8.0, |column| column.width * (1.0 - column.null_fraction));
    let padding = match table.columns.get(column).map(|column| &column.data_type) {
        Some(ColumnType::BigInt | ColumnType::Double | ColumnType::Timestamp { .. }) => 8.0,
        Some(ColumnType::Integer | ColumnType::Date | ColumnType::Real) => 4.0,
        _ => 1.0,
    };
    (width / padding).ceil() * padding
}

fn varies(table: &Table, column: usize) -> bool {
    let data_type = table.columns.get(column).map(|column| &column.data_type);
    matches!(data_type, Some(ColumnType::Decimal { .. } | ColumnType::Varchar { .. } | ColumnType::Text))
}

fn merges(table: &Table, column: usize) -> bool {
    let data_type = table.columns.get(column).map(|column| &column.data_type);
    !matches!(
        data_type,
        Some(
            ColumnType::Decimal { .. }
                | ColumnType::Real
                | ColumnType::Double
                | ColumnType::Json { .. }
                | ColumnType::Array(_)
        )
    )
}
