//! Indexes that a workload could use.
//!
//! For every relation of every query: its columns of equality, then a range; columns of joins and of grouping and order,
//! alone and after the equalities; each of these also with everything else that the query reads, so that the table need not
//! be visited. Beside them partial indexes for rare constant conditions, indexes on expressions, and the access methods
//! for words, documents and ordered data where the dialect has them.

use crate::advise::cost::{IndexKey, IndexShape, Method, selectivity};
use crate::advise::statistics::{Statistics, TextOrder};
use crate::advise::workload::{Block, Filter, FilterKind, Shape};
use crate::dialect::Dialect;
use crate::dialect::facts::Partial;
use crate::schema::{ColumnType, Schema, words};
use std::collections::HashSet;

/// Indexes with more columns cost more than they are likely to save.
const WIDEST_KEY: usize = 4;
const WIDEST_COVER: usize = 9;
/// Tables of so few pages are read whole as fast as by an index.
const SMALL: f64 = 8.0;
/// The share of a row's width that an index may hold beside its key.
const LARGEST_PART: f64 = 0.6;
/// With more candidates no further ones are made of them.
const MOST_CANDIDATES: usize = 1_500;
/// Bytes from which a column's hashes are worth an index of their own.
const LONG_TEXT: f64 = 100.0;
/// Values of a column that can stand in the condition of a partial index.
const FEW_VALUES: f64 = 20.0;
/// A condition that lets more rows through makes no partial index, unless it leaves deleted ones out.
const RARE: f64 = 0.2;
const MOST: f64 = 0.98;
/// Pages from which an index on ranges of them can be worth its while.
const BRIN_PAGES: f64 = 1_500.0;
/// Bytes up to which a text without a limit may stand beside a key.
const SHORT_TEXT: f64 = 40.0;
/// Types of which an index tells what lies in, near or across another.
const SHAPES: [&str; 12] = [
    "point",
    "box",
    "polygon",
    "circle",
    "geometry",
    "geography",
    "linestring",
    "multipoint",
    "multipolygon",
    "geometrycollection",
    "sdo_geometry",
    "cube",
];

/// All different candidates, in the order of the queries.
pub fn candidates(shapes: &[Shape], schema: &Schema, statistics: &Statistics, dialect: Dialect) -> Vec<IndexShape> {
    let mut collector = Collector { schema, statistics, dialect, known: HashSet::new(), found: Vec::new() };
    for block in shapes.iter().flat_map(|shape| &shape.blocks) {
        for relation in 0..block.relations.len() {
            collector.of_relation(block, relation);
        }
    }
    collector.merge();
    collector.found
}

struct Collector<'a> {
    schema: &'a Schema,
    statistics: &'a Statistics,
    dialect: Dialect,
    known: HashSet<IndexShape>,
    found: Vec<IndexShape>,
}

/// What a block asks of one relation.
struct Asked {
    table: usize,
    /// Columns that are equal to something, the most selective first.
    equal: Vec<usize>,
    /// Those of them that are equal to one of several values.
    listed: Vec<usize>,
    ranges: Vec<usize>,
    /// Those of them that ask for texts with a text in front.
    prefixes: Vec<usize>,
    joins: Vec<usize>,
    group: Vec<usize>,
    order: Vec<(usize, bool)>,
    /// The column whose smallest or largest value is asked for.
    extreme: Vec<usize>,
    used: Vec<usize>,
}

impl Collector<'_> {
    fn of_relation(&mut self, block: &Block, at: usize) {
        let relation = &block.relations[at];
        let Some(table) = relation.table().filter(|table| self.statistics.tables[*table].pages > SMALL) else { return };
        let asked = self.asked(block, at, table);
        // One row found by its key has nothing to gain.
        let own = &self.schema.tables[table];
        let mut keys = own.primary_key.iter().map(|key| &key.columns).chain(own.uniques.iter().map(|key| &key.columns));
        let equal: Vec<&String> = asked.equal.iter().map(|column| &own.columns[*column].name).collect();
        if keys.any(|key| !key.is_empty() && key.iter().all(|column| equal.contains(&column))) {
            return;
        }
        let mut keys: Vec<Vec<(usize, bool)>> = Vec::new();
        let plain = |columns: &[usize]| columns.iter().map(|column| (*column, false)).collect::<Vec<_>>();
        let singles = asked.equal.iter().chain(&asked.ranges).chain(&asked.joins);
        keys.extend(singles.map(|column| plain(&[*column])));
        let equal = &asked.equal;
        for range in asked.ranges.iter().map(Some).chain([None]) {
            let mut key = equal.clone();
            key.extend(range);
            keys.push(plain(&key));
            // The ends of the first range bound what is read, the others are checked in the index.
            key.extend(asked.ranges.iter().filter(|other| range.is_some_and(|first| first != *other)));
            keys.push(plain(&key));
        }
        for join in &asked.joins {
            for equal_column in equal {
                keys.push(plain(&[*join, *equal_column]));
                keys.push(plain(&[*equal_column, *join]));
            }
            for range in &asked.ranges {
                keys.push(plain(&[*join, *range]));
            }
            let mut key = equal.clone();
            key.push(*join);
            keys.push(plain(&key));
        }
        if asked.joins.len() > 1 {
            keys.push(plain(&asked.joins));
            let reversed: Vec<usize> = asked.joins.iter().rev().copied().collect();
            keys.push(plain(&reversed));
        }
        for tail in [plain(&asked.group), asked.order.clone(), plain(&asked.extreme)] {
            if !tail.is_empty() {
                // A list of values breaks the order of what comes after it, so it is checked behind.
                let single: Vec<usize> = equal.iter().copied().filter(|c| !asked.listed.contains(c)).collect();
                keys.push([plain(&single), tail.clone(), plain(&asked.listed)].concat());
                keys.push(tail.clone());
                keys.push([plain(equal), tail].concat());
            }
        }
        for mut key in keys {
            let mut seen = HashSet::new();
            key.retain(|(column, _)| seen.insert(*column));
            ascend(&mut key, equal);
            key.truncate(WIDEST_KEY);
            self.add_key(&key, &asked);
        }
        let filters = selectivity::merged_ranges(&relation.filters);
        for filter in &filters {
            self.special(table, filter, &asked);
        }
        self.partials(&filters, &asked);
        if let Some((relation, column)) = block.nearest
            && relation == at
            && self.is_spatial(table, column)
        {
            self.add(IndexShape { method: Method::Gist, ..self.on(table, &[column]) });
        }
    }

    /// Of covering indexes with one key, also those that cover what two of them do, and of a covering one and a longer key
    /// that begins with its own, both in one, since one large index can be cheaper than two.
    ///
    /// Source: S. Chaudhuri and V. Narasayya, "Index Merging" (1999).
    fn merge(&mut self) {
        let covering: Vec<IndexShape> = self.found.iter().filter(|index| !index.include.is_empty()).cloned().collect();
        for (at, left) in covering.iter().enumerate() {
            for right in &covering[at + 1..] {
                if left.table != right.table
                    || left.keys != right.keys
                    || left.text != right.text
                    || self.found.len() >= MOST_CANDIDATES
                {
                    continue;
                }
                let mut include: Vec<usize> = left.include.iter().chain(&right.include).copied().collect();
                include.sort_unstable();
                include.dedup();
                if include.len() + left.keys.len() <= WIDEST_COVER {
                    self.add(IndexShape { include, ..left.clone() });
                }
            }
        }
        let is_longer = |long: &IndexShape, short: &IndexShape| {
            long.table == short.table
                && long.include.is_empty()
                && long.method == short.method
                && long.text == short.text
                && long.predicate == short.predicate
                && long.keys.len() > short.keys.len()
                && long.keys.starts_with(&short.keys)
        };
        for short in &covering {
            let longer: Vec<IndexShape> = self.found.iter().filter(|long| is_longer(long, short)).cloned().collect();
            let room = MOST_CANDIDATES.saturating_sub(self.found.len());
            for long in longer.into_iter().take(room) {
                let include: Vec<usize> = short.include.iter().copied().filter(|column| !long.holds(*column)).collect();
                if !include.is_empty() && include.len() + long.keys.len() <= WIDEST_COVER {
                    self.add(IndexShape { include, ..long });
                }
            }
        }
    }

    fn asked(&self, block: &Block, at: usize, table: usize) -> Asked {
        let relation = &block.relations[at];
        let statistics = &self.statistics.tables[table];
        let filters = selectivity::merged_ranges(&relation.filters);
        let mut equal: Vec<(usize, f64)> = Vec::new();
        let (mut ranges, mut listed, mut prefixes) = (Vec::new(), Vec::new(), Vec::new());
        for filter in &filters {
            let Some(column) = filter.column else { continue };
            match &filter.kind {
                FilterKind::Equal(_) | FilterKind::In(_) | FilterKind::IsNull => {
                    equal.push((column, selectivity::of(filter, statistics)));
                    let several = matches!(&filter.kind, FilterKind::In(values) if values.len() > 1);
                    listed.extend(several.then_some(column));
                }
                FilterKind::Prefix(_) => {
                    ranges.push(column);
                    prefixes.push(column);
                }
                FilterKind::Range { .. } => ranges.push(column),
                _ => {}
            }
        }
        equal.sort_by(|a, b| a.1.total_cmp(&b.1));
        let mut joins = Vec::new();
        for edge in &block.edges {
            for (relation, column) in [edge.left, edge.right] {
                if relation == at && !joins.contains(&column) {
                    joins.push(column);
                }
            }
        }
        let own = |list: &[(usize, usize)]| -> Vec<usize> {
            let mine = list.iter().all(|(relation, _)| *relation == at);
            if mine { list.iter().map(|(_, column)| *column).collect() } else { Vec::new() }
        };
        let order: Vec<(usize, bool)> = match block.order_is_plain && block.order.iter().all(|o| o.column.0 == at) {
            true => block.order.iter().map(|order| (order.column.1, order.descending)).collect(),
            false => Vec::new(),
        };
        Asked {
            table,
            equal: equal.into_iter().map(|(column, _)| column).collect(),
            listed,
            ranges,
            prefixes,
            joins,
            group: own(&block.group),
            order,
            extreme: block.extreme.iter().filter(|(relation, _)| *relation == at).map(|(_, column)| *column).collect(),
            used: relation.used.iter().copied().collect(),
        }
    }

    /// An index with what it holds by the way its table is kept.
    fn on(&self, table: usize, columns: &[usize]) -> IndexShape {
        let implied = self.statistics.tables[table].row_key.clone();
        IndexShape { implied, ..IndexShape::on(table, columns) }
    }

    /// An index on the key, and one that also holds everything that the query reads.
    fn add_key(&mut self, key: &[(usize, bool)], asked: &Asked) {
        let (table, used) = (asked.table, &asked.used);
        if key.is_empty() || !key.iter().all(|(column, _)| self.can_be_key(table, *column)) {
            return;
        }
        let index = IndexShape {
            keys: key
                .iter()
                .map(|(column, descending)| IndexKey::Column { column: *column, descending: *descending })
                .collect(),
            text: self.text_order(key, asked),
            ..self.on(table, &[])
        };
        let rest: Vec<usize> = used.iter().copied().filter(|column| !index.holds(*column)).collect();
        // An index with most of the row is a second table.
        let width = |columns: &[usize]| -> f64 {
            columns.iter().filter_map(|c| self.statistics.tables[table].columns.get(*c)).map(|own| own.width).sum()
        };
        let whole: Vec<usize> = (0..self.schema.tables[table].columns.len()).collect();
        let implied = index.implied.iter().filter(|column| !key.iter().any(|(own, _)| own == *column)).count();
        let is_part =
            rest.len() + key.len() + implied < whole.len().max(3) && width(&rest) <= width(&whole) * LARGEST_PART;
        let coverable = is_part && rest.iter().all(|column| self.can_be_included(table, *column));
        let is_pure = index.text != TextOrder::AnyCase;
        if !rest.is_empty() && coverable && is_pure && rest.len() + key.len() <= WIDEST_COVER {
            let mut covering = index.clone();
            match self.dialect.facts().included_columns {
                true => covering.include = rest,
                false => covering.keys.extend(rest.iter().map(|c| IndexKey::Column { column: *c, descending: false })),
            }
            self.add(covering);
        }
        self.add(index);
    }

    fn special(&mut self, table: usize, filter: &Filter, asked: &Asked) {
        let facts = self.dialect.facts();
        let statistics = &self.statistics.tables[table];
        let is_lookup = matches!(
            filter.kind,
            FilterKind::Equal(_) | FilterKind::In(_) | FilterKind::Range { .. } | FilterKind::Prefix(_)
        );
        if let (Some(text), true, true, [column]) =
            (&filter.expression, facts.expression_indexes, is_lookup, filter.columns.as_slice())
            && is_deterministic(text)
        {
            let key = IndexKey::Expression { text: text.clone(), column: *column };
            let order = statistics.columns.get(*column).map_or(TextOrder::Collation, |own| own.like);
            let text = if matches!(filter.kind, FilterKind::Prefix(_)) { order } else { TextOrder::Collation };
            self.add(IndexShape { keys: vec![key.clone()], text, ..self.on(table, &[]) });
            let before: Vec<usize> = asked.equal.iter().copied().take(WIDEST_KEY - 1).collect();
            if !before.is_empty() && before.iter().all(|column| self.can_be_key(table, *column)) {
                let mut index = IndexShape { text, ..self.on(table, &before) };
                index.keys.push(key);
                self.add(index);
            }
        }
        let Some(column) = filter.column.or_else(|| filter.columns.first().copied()) else { return };
        let is_postgres = matches!(self.dialect, Dialect::PostgreSql);
        let width = statistics.columns.get(column).map_or(0.0, |own| own.width);
        let method = match &filter.kind {
            // Long texts make large B-trees; where only equality is asked for, their hashes do.
            FilterKind::Equal(_) if is_postgres && filter.column.is_some() && width > LONG_TEXT => Method::Hash,
            FilterKind::Contains(_) if is_postgres && filter.column.is_some() => Method::Trigram,
            FilterKind::FullText if self.dialect != Dialect::Sqlite => Method::Gin,
            FilterKind::Holds if self.is_spatial(table, column) => Method::Gist,
            FilterKind::Holds if is_postgres => Method::Gin,
            FilterKind::Range { .. } if is_postgres && statistics.pages > BRIN_PAGES => {
                let correlation = statistics.columns.get(column).map_or(0.0, |own| own.correlation.abs());
                if correlation < 0.9 || filter.column.is_none() {
                    return;
                }
                Method::Brin
            }
            _ => return,
        };
        let key = match (&filter.expression, filter.column) {
            (Some(text), None) => IndexKey::Expression { text: text.clone(), column },
            _ => IndexKey::Column { column, descending: false },
        };
        let mut keys = vec![key];
        // MATCH (a, b) wants one index on just these columns.
        if method == Method::Gin && matches!(self.dialect, Dialect::MySql | Dialect::MariaDb) {
            let others = filter.columns.iter().filter(|other| **other != column);
            keys.extend(others.map(|other| IndexKey::Column { column: *other, descending: false }));
        }
        self.add(IndexShape { keys, method, ..self.on(table, &[]) });
    }

    /// Indexes on the rows only for which constant conditions hold, one of them or all.
    fn partials(&mut self, filters: &[Filter], asked: &Asked) {
        let table = asked.table;
        let facts = self.dialect.facts();
        if facts.partial_indexes == Partial::None {
            return;
        }
        let constants: Vec<&Filter> = filters.iter().filter(|filter| self.is_constant(table, filter)).collect();
        let mut conditions: Vec<Vec<&Filter>> = constants.iter().map(|filter| vec![*filter]).collect();
        if constants.len() > 1 {
            conditions.push(constants);
        }
        for condition in conditions {
            let statistics = &self.statistics.tables[table];
            let share: f64 = condition.iter().map(|filter| selectivity::of(filter, statistics)).product();
            // Rows that are deleted only by a mark are left out of indexes even where they are few.
            let is_mark = condition.iter().all(|filter| matches!(filter.kind, FilterKind::IsNull));
            if !(share < RARE || is_mark && share < MOST) {
                continue;
            }
            let thousandths = (share * 100_000.0).round().clamp(1.0, 100_000.0) as u32;
            let text = condition.iter().map(|filter| filter.text.as_str()).collect::<Vec<_>>().join(" AND ");
            let promised: Vec<usize> = condition.iter().flat_map(|filter| filter.columns.clone()).collect();
            for key in self.keys_beside(&promised, asked) {
                let columns: Vec<usize> = key.iter().map(|(column, _)| *column).collect();
                if !columns.iter().all(|column| self.can_be_key(table, *column)) {
                    continue;
                }
                let predicate = Some((text.clone(), thousandths));
                let order = self.text_order(&key, asked);
                let mut partial = IndexShape { predicate, text: order, ..self.on(table, &columns) };
                for (key, (_, turned)) in partial.keys.iter_mut().zip(&key) {
                    if let IndexKey::Column { descending, .. } = key {
                        *descending = *turned;
                    }
                }
                let rest: Vec<usize> = (asked.used.iter().copied())
                    .filter(|column| !partial.holds(*column) && !promised.contains(column))
                    .collect();
                let fits =
                    rest.len() + key.len() <= WIDEST_COVER && rest.iter().all(|c| self.can_be_included(table, *c));
                if facts.included_columns && !rest.is_empty() && fits {
                    self.add(IndexShape { include: rest, ..partial.clone() });
                }
                self.add(partial);
            }
        }
    }

    /// Whether a condition is likely to be the same in all executions of its query. A value of a short list is a state
    /// where it is rarer than its like, or where nothing is known and it is no number; one of a long list, of a list of equals or of a reference is a parameter.
    fn is_constant(&self, table: usize, filter: &Filter) -> bool {
        let Some(column) = filter.column else { return false };
        let (Some(own), Some(statistics)) =
            (self.schema.tables[table].columns.get(column), self.statistics.tables[table].columns.get(column))
        else {
            return false;
        };
        match &filter.kind {
            FilterKind::IsNull | FilterKind::IsNotNull => true,
            FilterKind::NotEqual(Some(_)) => statistics.distinct <= FEW_VALUES,
            FilterKind::Equal(Some(_)) => {
                let refers = self.schema.tables[table].in_foreign_key(&own.name)
                    || words(&own.name).last().is_some_and(|word| word == "id");
                let is_rare = statistics.most_common.is_empty() && !own.data_type.is_integer()
                    || selectivity::of(filter, &self.statistics.tables[table]) < 0.5 / statistics.distinct.max(1.0);
                statistics.distinct <= FEW_VALUES && !refers && is_rare
            }
            _ => false,
        }
    }

    /// How an index has to compare the texts of a key for the conditions on it.
    fn text_order(&self, key: &[(usize, bool)], asked: &Asked) -> TextOrder {
        let like = |column: &usize| self.statistics.tables[asked.table].columns.get(*column).map(|own| own.like);
        let asked_for = key.iter().map(|(column, _)| column).filter(|column| asked.prefixes.contains(column));
        match asked_for.filter_map(like).next() {
            // Other columns of the key may be compared with regard to case.
            Some(TextOrder::AnyCase) if key.len() > 1 => TextOrder::Collation,
            order => order.unwrap_or_default(),
        }
    }

    /// The keys of a partial index: what else the query asks for, equalities before a range or an order. The columns of its
    /// condition are the same for all rows, so that one is a key only for want of another.
    fn keys_beside(&self, promised: &[usize], asked: &Asked) -> Vec<Vec<(usize, bool)>> {
        let other = |column: &usize| !promised.contains(column);
        let plain = |columns: &[usize]| columns.iter().map(|column| (*column, false)).collect::<Vec<_>>();
        let equal: Vec<usize> = asked.equal.iter().copied().filter(other).collect();
        let ranges: Vec<usize> = asked.ranges.iter().copied().filter(other).collect();
        let singles = equal.iter().chain(&ranges).chain(&asked.joins).filter(|column| other(column));
        let mut keys: Vec<Vec<(usize, bool)>> = singles.map(|column| plain(&[*column])).collect();
        keys.push(plain(&equal));
        keys.extend(ranges.iter().map(|range| plain(&[equal.as_slice(), &[*range]].concat())));
        let mut order: Vec<(usize, bool)> = asked.order.clone();
        order.retain(|(column, _)| other(column) && !equal.contains(column));
        for tail in [plain(&asked.group), order] {
            if !tail.is_empty() {
                keys.push(tail.clone());
                keys.push([plain(&equal), tail].concat());
            }
        }
        for key in &mut keys {
            let mut seen = HashSet::new();
            key.retain(|(column, _)| seen.insert(*column));
            ascend(key, &equal);
            key.truncate(WIDEST_KEY);
        }
        keys.retain(|key| !key.is_empty());
        if keys.is_empty() {
            let primary = self.schema.tables[asked.table].key_columns();
            let place = |name: &String| self.schema.tables[asked.table].columns.iter().position(|c| c.name == *name);
            let own = primary.first().and_then(place).filter(|column| asked.used.contains(column));
            keys.extend(own.or(promised.first().copied()).map(|column| plain(&[column])));
        }
        keys
    }

    /// Shapes, places and ranges.
    fn is_spatial(&self, table: usize, column: usize) -> bool {
        let Some(ColumnType::Other(name)) = self.schema.tables[table].columns.get(column).map(|own| &own.data_type)
        else {
            return false;
        };
        let name = name.to_lowercase();
        let first = name.split(['(', ' ']).next().unwrap_or_default();
        let first = first.rsplit('.').next().unwrap_or_default();
        let is_range = first.ends_with("range") && self.dialect == Dialect::PostgreSql;
        is_range || SHAPES.contains(&first)
    }

    /// Whether a column may stand beside a key: an entry has to fit into a page, so that a text without a limit would some
    /// day be refused.
    fn can_be_included(&self, table: usize, column: usize) -> bool {
        let own = self.schema.tables[table].columns.get(column).map(|column| &column.data_type);
        let is_open = matches!(own, Some(ColumnType::Text | ColumnType::Varchar { length: None }));
        let width = self.statistics.tables[table].columns.get(column).map_or(0.0, |column| column.width);
        self.can_be_key(table, column) && !(is_open && width > SHORT_TEXT)
    }

    /// Documents, long texts and bytes are no keys of B-trees.
    fn can_be_key(&self, table: usize, column: usize) -> bool {
        let Some(column_type) = self.schema.tables[table].columns.get(column).map(|column| &column.data_type) else {
            return false;
        };
        let width = self.statistics.tables[table].columns.get(column).map_or(0.0, |column| column.width);
        let is_document = matches!(
            column_type,
            ColumnType::Json { .. }
                | ColumnType::Xml
                | ColumnType::Blob
                | ColumnType::Array(_)
                | ColumnType::Varbinary { .. }
        );
        let is_long = matches!(column_type, ColumnType::Text)
            && !matches!(self.dialect, Dialect::PostgreSql | Dialect::Sqlite | Dialect::HeliosDb);
        !is_document && !is_long && width <= 400.0
    }

    fn add(&mut self, index: IndexShape) {
        if self.known.insert(index.clone()) {
            self.found.push(index);
        }
    }
}

/// An order that is all descending, after columns that are equal to a constant, is the same read backwards.
fn ascend(key: &mut [(usize, bool)], equal: &[usize]) {
    if key.iter().all(|(column, descending)| *descending || equal.contains(column)) {
        key.iter_mut().for_each(|(_, descending)| *descending = false);
    }
}

/// Functions whose result changes by themselves cannot be indexed.
fn is_deterministic(text: &str) -> bool {
    let lower = text.to_lowercase();
    let changing = ["now(", "random(", "current_", "getdate", "sysdate", "rand(", "uuid(", "to_char(", "date_trunc("];
    !changing.iter().any(|word| lower.contains(word)) && !lower.contains("select ")
}
