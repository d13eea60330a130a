//! Ways to read one relation: the whole table, or an index, with or without visiting the table.

use super::index::{IndexKey, IndexShape, Method, SizedIndex};
use super::selectivity;
use super::units::{INDEX_TUPLE, OPERATOR, RANDOM_PAGE, SEQUENTIAL_PAGE, TUPLE, pages_fetched};
use crate::advise::statistics::{TableStatistics, TextOrder};
use crate::advise::workload::{Filter, FilterKind, Relation};
use std::collections::BTreeSet;

/// Pages whose rows one bitmap remembers exactly: entries of 72 bytes in 4 MB.
const BITMAP_PAGES: f64 = 58_254.0;

/// A relation with everything about it that does not depend on indexes.
#[derive(Debug, Clone)]
pub(super) struct Base<'a> {
    /// The table's statistics; `None` for the rows of another block.
    pub table: Option<&'a TableStatistics>,
    pub filters: Vec<(Filter, f64)>,
    pub used: BTreeSet<usize>,
    /// Columns that are needed beyond the filters.
    carried: BTreeSet<usize>,
    /// Rows that its filters let through.
    pub rows: f64,
    pub width: f64,
    /// What reading all of it costs.
    pub scan: f64,
}

/// A column that is equal to a value of the row before, and the share of rows that one value has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Parameter {
    pub column: usize,
    pub share: f64,
}

#[derive(Debug, Clone)]
pub(super) struct Path {
    pub cost: f64,
    pub startup: f64,
    /// The columns by which the rows come sorted, after those that are equal to a constant.
    pub order: Vec<(usize, bool)>,
    /// Columns that are equal to one constant.
    pub fixed: Vec<usize>,
    /// The column by whose distance from some place the rows come sorted.
    pub by_distance: Option<usize>,
    pub index: Option<usize>,
}

impl<'a> Base<'a> {
    pub fn of(relation: &Relation, table: &'a TableStatistics) -> Self {
        let filters: Vec<(Filter, f64)> = selectivity::merged_ranges(&relation.filters)
            .into_iter()
            .map(|filter| {
                let share = selectivity::of(&filter, table);
                (filter, share)
            })
            .collect();
        let share: f64 = filters.iter().map(|(_, share)| share).product();
        let rows = (table.rows * share).max(1.0);
        let width = |column: &usize| table.columns.get(*column).map_or(8.0, |column| column.width);
        let scan = table.pages * SEQUENTIAL_PAGE + table.rows * (TUPLE + conditions(&filters) * OPERATOR);
        Self {
            table: Some(table),
            width: relation.carried.iter().map(width).sum::<f64>().max(4.0),
            used: relation.used.clone(),
            carried: relation.carried.clone(),
            filters,
            rows,
            scan,
        }
    }

    /// The rows of another block.
    pub fn of_rows(rows: f64, filters: usize) -> Self {
        let kept = (rows * 0.33f64.powi(filters as i32)).max(1.0);
        Self {
            table: None,
            filters: Vec::new(),
            used: BTreeSet::new(),
            carried: BTreeSet::new(),
            rows: kept,
            width: 32.0,
            scan: rows * TUPLE,
        }
    }

    pub fn distinct(&self, column: usize) -> f64 {
        match self.table {
            Some(table) => table.columns.get(column).map_or(self.rows, |column| column.distinct).max(1.0),
            None => self.rows,
        }
    }

    pub fn sequential(&self) -> Path {
        Path { cost: self.scan, startup: 0.0, order: Vec::new(), fixed: Vec::new(), by_distance: None, index: None }
    }
}

/// Conditions that are checked for each row; alternatives count as all that they hold.
fn conditions(filters: &[(Filter, f64)]) -> f64 {
    let count = |filter: &Filter| match &filter.kind {
        FilterKind::Either(arms) => arms.iter().map(Vec::len).sum::<usize>(),
        FilterKind::In(values) => values.len().div_ceil(2).max(1),
        FilterKind::Range { low: Some(_), high: Some(_) } => 2,
        _ => 1,
    };
    filters.iter().map(|(filter, _)| count(filter)).sum::<usize>() as f64
}

/// The ways to read a relation by an index: in its order, and gathering row addresses first. With parameters, one of
/// `loops` look-ups.
pub(super) fn by_index(base: &Base, at: usize, index: &SizedIndex, parameters: &[Parameter], loops: f64) -> Vec<Path> {
    let Some(table) = base.table else { return Vec::new() };
    let shape = &index.shape;
    if !holds_rows(base, shape) {
        return Vec::new();
    }
    let matched = Matched::of(base, shape, parameters);
    // The condition of a partial index holds for all of its rows, so that its columns need not be read.
    let is_promised = |text: &str| shape.predicate.as_ref().is_some_and(|(predicate, _)| predicate.contains(text));
    let is_read = |column: &usize| {
        let open = |(filter, _): &(Filter, f64)| filter.columns.contains(column) && !is_promised(&filter.text);
        base.carried.contains(column) || base.filters.iter().any(open) || shape.predicate.is_none()
    };
    let covers = shape.method == Method::BTree
        && base.used.iter().filter(|column| is_read(column)).all(|column| shape.holds(*column));
    let is_ordered = shape.method == Method::BTree;
    let by_distance = match shape.keys.as_slice() {
        [IndexKey::Column { column, .. }] if shape.method == Method::Gist && parameters.is_empty() => Some(*column),
        _ => None,
    };
    if !is_ordered && !matched.any && by_distance.is_none() {
        return Vec::new();
    }
    let loops = loops.max(1.0);
    let predicate = shape.predicate.as_ref().map_or(1.0, |(_, share)| f64::from(*share) / 100_000.0);
    let entries = (index.rows * matched.boundary).max(1.0);
    let leaves = (index.pages * matched.boundary).ceil().max(1.0);
    let repeated = |pages: f64, total: f64| match loops > 1.0 {
        true => pages_fetched(pages * loops, total) / loops,
        false => pages,
    };
    let descent =
        matched.scans * (index.rows.max(2.0).log2().ceil() * OPERATOR + (index.height + 1.0) * 50.0 * OPERATOR);
    let checks = (matched.conditions as f64).max(1.0);
    let lookup = repeated(leaves, index.pages) * RANDOM_PAGE + descent + entries * (INDEX_TUPLE + checks * OPERATOR);
    // An index on ranges of pages reads itself whole and then whole ranges.
    let lookup = if shape.method == Method::Brin { index.pages * RANDOM_PAGE } else { lookup };
    let fetched = (table.rows * predicate * matched.boundary * matched.inside).max(1.0);
    let left: Vec<(Filter, f64)> =
        base.filters.iter().zip(&matched.settled).filter(|(_, settled)| !**settled).map(|(f, _)| f.clone()).collect();
    let each = TUPLE + conditions(&left) * OPERATOR;
    let mut paths = Vec::new();
    if is_ordered || by_distance.is_some() {
        let heap = match covers {
            true => 0.0,
            false => {
                let scattered = repeated(pages_fetched(fetched, table.pages), table.pages) * RANDOM_PAGE;
                let run = (fetched / table.rows * table.pages).ceil().max(1.0);
                let together = match loops > 1.0 {
                    true => repeated(run, table.pages) * RANDOM_PAGE,
                    false => RANDOM_PAGE + (run - 1.0) * SEQUENTIAL_PAGE,
                };
                let ordered = matched.correlation * matched.correlation;
                scattered + (together.min(scattered) - scattered) * ordered
            }
        };
        paths.push(Path {
            cost: lookup + heap + fetched * each,
            startup: descent,
            order: matched.order.clone(),
            fixed: matched.fixed.clone(),
            by_distance,
            index: Some(at),
        });
    }
    if matched.any && !covers && shape.method != Method::Hash {
        let (pages, checked) = match shape.method {
            // The ranges that have to be read, by the order of the rows on disk; PostgreSQL takes their rows for scattered
            // all the same.
            Method::Brin => {
                let share = (matched.boundary / matched.correlation.abs().max(1e-9)).min(1.0);
                (pages_fetched(table.rows * share, table.pages), table.rows * share)
            }
            Method::Trigram => (pages_fetched(fetched * 1.5, table.pages), fetched * 1.5),
            _ => (pages_fetched(fetched, table.pages), fetched),
        };
        let pages = pages.ceil().max(1.0);
        // Beyond what fits into memory, only pages are remembered, and all their rows are checked.
        let lossy = ((pages - BITMAP_PAGES / 2.0) / pages).max(0.0) * f64::from(u8::from(pages > BITMAP_PAGES));
        let checked = checked * (1.0 - lossy) + table.rows * (pages / table.pages).min(1.0) * lossy;
        let share = (pages / table.pages).min(1.0).sqrt();
        let page = RANDOM_PAGE - (RANDOM_PAGE - SEQUENTIAL_PAGE) * share;
        let lookup = lookup + entries * 0.1 * OPERATOR;
        let cost = lookup + repeated(pages, table.pages) * page + checked * (each + OPERATOR);
        paths.push(Path {
            cost,
            startup: lookup,
            order: Vec::new(),
            fixed: Vec::new(),
            by_distance: None,
            index: Some(at),
        });
    }
    if shape.method == Method::Hash {
        let cost = RANDOM_PAGE + fetched * (RANDOM_PAGE + each);
        paths.push(Path {
            cost,
            startup: 0.0,
            order: Vec::new(),
            fixed: Vec::new(),
            by_distance: None,
            index: Some(at),
        });
    }
    paths
}

/// Whether the index holds all rows that the conditions let through.
fn holds_rows(base: &Base, shape: &IndexShape) -> bool {
    let Some((predicate, _)) = &shape.predicate else { return true };
    base.filters.iter().any(|(filter, _)| filter.text == *predicate)
        || predicate.split(" AND ").all(|part| base.filters.iter().any(|(filter, _)| filter.text == part))
}

/// How the conditions meet an index.
struct Matched {
    any: bool,
    /// The share of the index between the first and the last entry that is read.
    boundary: f64,
    /// The share of these entries that other conditions on the index's columns let through.
    inside: f64,
    /// Conditions that the index settles.
    conditions: usize,
    settled: Vec<bool>,
    /// Look-ups for one row: one for each value of a list.
    scans: f64,
    fixed: Vec<usize>,
    order: Vec<(usize, bool)>,
    correlation: f64,
}

impl Matched {
    fn of(base: &Base, shape: &IndexShape, parameters: &[Parameter]) -> Self {
        let mut matched = Self {
            any: false,
            boundary: 1.0,
            inside: 1.0,
            conditions: 0,
            settled: vec![false; base.filters.len()],
            scans: 1.0,
            fixed: Vec::new(),
            order: Vec::new(),
            correlation: 0.0,
        };
        if let Some((predicate, _)) = &shape.predicate {
            for (place, (filter, _)) in base.filters.iter().enumerate() {
                matched.settled[place] = predicate.contains(filter.text.as_str());
            }
        }
        let mut open = true;
        let mut listed = false;
        let is_tree = shape.method == Method::BTree;
        for (place, key) in shape.keys.iter().enumerate() {
            let step = if open { matched.take(base, shape, key, parameters) } else { Step::Nothing };
            open = matches!(step, Step::Fixed | Step::List);
            listed |= matches!(step, Step::List);
            if let IndexKey::Column { column, descending } = key {
                if matches!(step, Step::Fixed) {
                    matched.fixed.push(*column);
                } else if !listed && !compares_otherwise(base, shape, *column) && is_tree {
                    matched.order.push((*column, *descending));
                } else {
                    listed = true;
                }
                if place == 0 {
                    let own = base.table.and_then(|table| table.columns.get(*column));
                    matched.correlation = own.map_or(0.0, |own| own.correlation);
                }
            } else if !matches!(step, Step::Fixed) {
                listed = true;
            }
        }
        if shape.keys.len() > 1 {
            matched.correlation *= 0.75;
        }
        // What is left of the conditions is checked in the index where it has all their columns.
        for (place, (filter, share)) in base.filters.iter().enumerate() {
            let inside = !filter.columns.is_empty() && filter.columns.iter().all(|column| shape.holds(*column));
            if !matched.settled[place] && inside && matches!(shape.method, Method::BTree) {
                let only_keys = filter.columns.iter().all(|column| !shape.include.contains(column));
                if only_keys && filter.column.is_some() {
                    matched.inside *= share;
                    matched.settled[place] = true;
                }
            }
        }
        matched
    }

    /// Takes the condition on the next key, if there is one.
    fn take(&mut self, base: &Base, shape: &IndexShape, key: &IndexKey, parameters: &[Parameter]) -> Step {
        let parameter = match key {
            IndexKey::Column { column, .. } => parameters.iter().find(|parameter| parameter.column == *column),
            IndexKey::Expression { .. } => None,
        };
        let is_mine = |filter: &Filter| match key {
            IndexKey::Column { column, .. } => filter.column == Some(*column),
            IndexKey::Expression { text, .. } => filter.expression.as_ref() == Some(text),
        };
        let (IndexKey::Column { column, .. } | IndexKey::Expression { column, .. }) = key;
        let like = base.table.and_then(|table| table.columns.get(*column)).map_or(TextOrder::Collation, |own| own.like);
        let is_other = compares_otherwise(base, shape, *column);
        let can = |filter: &Filter| {
            use FilterKind as K;
            if shape.method == Method::BTree {
                match &filter.kind {
                    K::Prefix(_) => return like == shape.text,
                    K::Range { .. } if is_other => return false,
                    // Two spellings that LIKE takes for one are not equal.
                    K::Equal(_) | K::In(_) if is_other && shape.text == TextOrder::AnyCase => return false,
                    _ => {}
                }
            }
            matches!(
                (shape.method, &filter.kind),
                (Method::BTree, K::Equal(_) | K::In(_) | K::Range { .. } | K::IsNull)
                    | (Method::Hash, K::Equal(_))
                    | (Method::Gin, K::FullText | K::Holds)
                    | (Method::Gist, K::Holds)
                    | (Method::Trigram, K::Contains(_) | K::Prefix(_))
                    | (Method::Brin, K::Equal(_) | K::Range { .. })
            )
        };
        let rank = |kind: &FilterKind| match kind {
            FilterKind::Equal(_) | FilterKind::IsNull => 0,
            FilterKind::In(_) => 1,
            _ => 2,
        };
        let filters = base.filters.iter().enumerate().filter(|(_, (filter, _))| is_mine(filter) && can(filter));
        let best = filters.min_by_key(|(_, (filter, _))| rank(&filter.kind));
        match (parameter, best) {
            (_, Some((place, (filter, share)))) if rank(&filter.kind) < 2 || parameter.is_none() => {
                self.any = true;
                self.conditions += 1;
                self.settled[place] = true;
                self.boundary *= share;
                match &filter.kind {
                    FilterKind::In(values) if values.len() > 1 => {
                        self.scans *= values.len() as f64;
                        Step::List
                    }
                    FilterKind::Range { .. } | FilterKind::Prefix(_) => Step::Range,
                    _ => Step::Fixed,
                }
            }
            (Some(parameter), _) => {
                self.any = true;
                self.conditions += 1;
                self.boundary *= parameter.share;
                Step::Fixed
            }
            _ => Step::Nothing,
        }
    }
}

/// Whether an index compares the texts of a column in another way than conditions and orders do.
fn compares_otherwise(base: &Base, shape: &IndexShape, column: usize) -> bool {
    let own = base.table.and_then(|table| table.columns.get(column));
    shape.text != TextOrder::Collation && own.is_some_and(|own| own.like != TextOrder::Collation)
}

enum Step {
    Fixed,
    List,
    Range,
    Nothing,
}
