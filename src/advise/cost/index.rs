//! An index as the cost model sees it, and how large it would be.

use super::units::PAGE;
use crate::advise::statistics::{TableStatistics, TextOrder};
use crate::schema::{ColumnType, Table};

/// What an index holds, whether it exists or is only thought of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IndexShape {
    pub table: usize,
    pub keys: Vec<IndexKey>,
    /// Columns beside the key.
    pub include: Vec<usize>,
    /// Columns that it holds without being told: those by which it finds its rows in a table that lies in a key's order.
    pub implied: Vec<usize>,
    pub unique: bool,
    /// The condition of the rows that it holds, with the share of rows in thousandths of a percent.
    pub predicate: Option<(String, u32)>,
    pub method: Method,
    /// How it compares the texts of its key.
    pub text: TextOrder,
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
    /// Places, shapes and ranges: what lies in, near or across another.
    Gist,
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
            implied: Vec::new(),
            unique: false,
            predicate: None,
            method: Method::BTree,
            text: TextOrder::default(),
        }
    }

    /// Whether the index holds a column's values.
    pub fn holds(&self, column: usize) -> bool {
        let is_key = |key: &IndexKey| matches!(key, IndexKey::Column { column: own, .. } if *own == column);
        self.keys.iter().any(is_key) || self.include.contains(&column) || self.implied.contains(&column)
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
    /// A B-tree's leaves are 90 % full of items, each with a pointer of 4 bytes. Items with equal keys share lists of row
    /// addresses of 6 bytes each, a list at most a tenth of a page (deduplication, PostgreSQL 13, `nbtsort.c`), which types
    /// that are equal in more than one spelling and included columns rule out.
    pub fn sized(self, table: &Table, statistics: &TableStatistics) -> SizedIndex {
        let share = self.predicate.as_ref().map_or(1.0, |(_, share)| f64::from(*share) / 100_000.0);
        let rows = (statistics.rows * share).max(1.0);
        let usable = (PAGE - 40.0) * 0.9;
        let mentioned = self.mentioned();
        let parts: Vec<Part> = self.parts(table, statistics);
        let widths: f64 = parts.iter().map(|part| part.width).sum();
        let item = item(&parts) + 4.0;
        let leaves = match self.method {
            Method::BTree => {
                let keys = &mentioned[..self.keys.len()];
                let own = |column: &usize| statistics.columns.get(*column);
                let distinct =
                    parts[..self.keys.len()].iter().map(|part| part.distinct).product::<f64>().clamp(1.0, rows);
                // A sample of pages sees too few values where equal ones lie together.
                let lies_together =
                    keys.len() == 1 && keys.iter().filter_map(own).all(|own| own.correlation.abs() > 0.9);
                let repeats = rows / distinct;
                let repeats = if lies_together && repeats < 50.0 { repeats.sqrt() } else { repeats };
                let merges = statistics.deduplicates
                    && self.include.is_empty()
                    && repeats > 1.2
                    && keys.iter().all(|c| merges(table, *c));
                if merges {
                    let longest = ((PAGE * 0.1 - item) / 6.0).max(2.0);
                    let in_list = repeats / (repeats / longest).ceil();
                    (rows * (6.0 + item / in_list) / usable * 1.02).ceil()
                } else {
                    (rows / (usable / item).floor().max(1.0)).ceil()
                }
            }
            Method::Hash => (rows * 20.0 / (PAGE * 0.75)).ceil(),
            // Lists of addresses for every word or element, compressed.
            Method::Gin => (rows * (8.0 + widths * 0.5) / PAGE).ceil(),
            // A bounding box of four numbers, or the two ends of a range, in pages that are three quarters full.
            Method::Gist => (rows * (12.0 + widths.clamp(16.0, 32.0)) / (PAGE * 0.75)).ceil(),
            Method::Trigram => (rows * (8.0 + widths * 1.75) / PAGE).ceil(),
            Method::Brin => (statistics.pages / 128.0 * (16.0 + widths * 2.0) / PAGE).ceil() + 3.0,
        };
        let fan_out = (usable / item).floor().max(2.0);
        let height = if leaves <= 1.0 { 0.0 } else { (leaves.ln() / fan_out.ln()).ceil().max(1.0) };
        SizedIndex { shape: self, rows, pages: (leaves * (1.0 + 1.0 / fan_out)).ceil() + 1.0, height }
    }
}

impl SizedIndex {
    /// Levels of a B-tree above its leaves; other methods have none.
    pub fn levels(&self) -> Option<u32> {
        (self.shape.method == Method::BTree).then_some(self.height as u32)
    }

    pub fn megabytes(&self) -> f64 {
        self.pages * PAGE / 1_048_576.0
    }

    /// What it can come to: the sizes of B-trees are within a few percent, those of word lists depend on the words.
    pub fn most_megabytes(&self) -> f64 {
        let margin = match self.shape.method {
            Method::BTree | Method::Hash => 1.02,
            Method::Gin | Method::Gist | Method::Trigram | Method::Brin => 1.2,
        };
        self.megabytes() * margin
    }
}

/// A column of an index as it lies in an item.
struct Part {
    width: f64,
    /// Values begin at a multiple of this.
    alignment: f64,
    /// Values differ in length.
    varies: bool,
    distinct: f64,
    null_fraction: f64,
}

impl IndexShape {
    fn parts(&self, table: &Table, statistics: &TableStatistics) -> Vec<Part> {
        let column = |at: usize| {
            let own = statistics.columns.get(at);
            let width = own.map_or(8.0, |own| own.width);
            let (alignment, varies) = match table.columns.get(at).map(|column| &column.data_type) {
                Some(
                    ColumnType::BigInt | ColumnType::Double | ColumnType::Timestamp { .. } | ColumnType::Time { .. },
                ) => (8.0, false),
                Some(ColumnType::Integer | ColumnType::Date | ColumnType::Real | ColumnType::Named(_)) => (4.0, false),
                Some(ColumnType::SmallInt) => (2.0, false),
                Some(ColumnType::Boolean | ColumnType::Uuid | ColumnType::Char { .. }) => (1.0, false),
                _ => (1.0, true),
            };
            let distinct = own.map_or(1.0, |own| own.distinct);
            Part { width, alignment, varies, distinct, null_fraction: own.map_or(0.0, |own| own.null_fraction) }
        };
        let is_key =
            |at: &usize| self.keys.iter().any(|key| matches!(key, IndexKey::Column { column, .. } if column == at));
        let implied = self.implied.iter().filter(|at| !is_key(at) && !self.include.contains(at));
        let key = |key: &IndexKey| match key {
            IndexKey::Column { column: at, .. } => column(*at),
            IndexKey::Expression { text, column: at } => {
                let part = column(*at);
                match cut_to(text) {
                    // So many letters have few values, of at most as many as the column.
                    Some(length) => Part {
                        width: (length + 1.0).min(part.width),
                        distinct: part.distinct.min(30f64.powf(length.min(8.0))),
                        ..part
                    },
                    None if reads_document(text) => Part { width: part.width.min(DOCUMENT_VALUE), ..part },
                    None => part,
                }
            }
        };
        self.keys.iter().map(key).chain(self.include.iter().chain(implied).map(|at| column(*at))).collect()
    }
}

/// Bytes of a value that is read out of a document.
const DOCUMENT_VALUE: f64 = 20.0;

fn reads_document(expression: &str) -> bool {
    let lower = expression.to_lowercase();
    lower.contains("->") || lower.contains("json_value") || lower.contains("json_extract")
}

/// The length that an expression cuts its text to: `left(x, 3)`, `substring(x from 1 for 3)`, `substr(x, 1, 3)`.
fn cut_to(text: &str) -> Option<f64> {
    let lower = text.to_lowercase();
    if !(lower.starts_with("left") || lower.starts_with("substr")) {
        return None;
    }
    let last = lower.trim_end_matches([')', ' ']).rsplit([' ', ',']).next()?;
    last.parse().ok().filter(|length| *length > 0.0)
}

/// Bytes of an item: a header of 8, a map of empty columns where there are any, and the values, all padded to 8. After a
/// value of any length, padding is half of what it can be.
fn item(parts: &[Part]) -> f64 {
    let filled = parts.iter().map(|part| 1.0 - part.null_fraction).product::<f64>();
    let (mut end, mut varies) = (8.0 + 8.0 * (1.0 - filled), filled < 1.0);
    for part in parts {
        end = match (varies, part.alignment > 1.0) {
            (true, true) => end + (part.alignment - 1.0) / 2.0,
            (false, true) => (end / part.alignment).ceil() * part.alignment,
            _ => end,
        };
        varies = (varies && part.alignment < 4.0) || part.varies;
        end += part.width * (1.0 - part.null_fraction);
    }
    if varies { (end + 3.5).max((end / 8.0).ceil() * 8.0) } else { (end / 8.0).ceil() * 8.0 }
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
