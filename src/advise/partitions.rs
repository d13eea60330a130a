//! The partitioning advisor: large tables only, by the access pattern of the queries.

mod ddl;

use super::figure::figure;
use super::report::{Context, TableVerdict, rounded};
use super::statistics::Statistics;
use super::workload::{FilterKind, Relation, Shape, WriteKind};
use super::{cost, statistics::TableStatistics};
use crate::schema::Table;
use ddl::Interval;
use serde::Serialize;

/// Smaller tables are left whole: an index finds their rows as well, and partitions cost planning and care.
const SMALLEST: f64 = 10_000_000.0;

/// A partition key has to be in the conditions of at least this share of the table's executions.
const ASKED: f64 = 0.5;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartitionAdvice {
    pub table: String,
    /// `range`, `list` or `hash`.
    pub method: &'static str,
    pub columns: Vec<String>,
    /// `day` to `year` for ranges of time.
    pub interval: Option<&'static str>,
    pub partitions: usize,
    pub rows_per_partition: f64,
    /// What the queries of this table cost now and would cost.
    pub cost_before: f64,
    pub cost_after: f64,
    pub queries: Vec<String>,
    pub rationale: String,
    /// What changes for keys and references.
    pub consequences: Vec<String>,
    pub sql: Vec<String>,
}

/// Advice for the tables that are large enough, and a verdict for those that are and stay whole.
pub(super) fn advise(context: &Context) -> (Vec<PartitionAdvice>, Vec<TableVerdict>) {
    let (mut advice, mut verdicts) = (Vec::new(), Vec::new());
    for (at, table) in context.schema.tables.iter().enumerate() {
        let statistics = &context.statistics.tables[at];
        if statistics.rows <= SMALLEST || !statistics.known || table.partitioning.is_some() {
            continue;
        }
        let verdict = |rationale: String| TableVerdict {
            table: table.name.to_string(),
            topic: "partition",
            verdict: "do nothing",
            rationale,
        };
        if !ddl::can_partition(context.dialect) {
            let why = format!(
                "{} has {} rows, and {} has no partitions.",
                table.name,
                figure(statistics.rows),
                context.dialect
            );
            verdicts.push(verdict(why));
            continue;
        }
        match best(context, at, table, statistics) {
            Ok(found) => advice.push(found),
            Err(why) => verdicts.push(verdict(why)),
        }
    }
    (advice, verdicts)
}

/// How a column would split the table.
struct Candidate {
    column: usize,
    method: &'static str,
    interval: Option<Interval>,
    partitions: usize,
    /// The share of the table's executions that name the column.
    asked: f64,
}

fn best(context: &Context, at: usize, table: &Table, statistics: &TableStatistics) -> Result<PartitionAdvice, String> {
    let readers: Vec<usize> =
        (0..context.ids.len()).filter(|query| context.evaluator.queries[*query].shape.tables().contains(&at)).collect();
    let weight = |query: &usize| context.evaluator.queries[*query].frequency;
    let total: f64 = readers.iter().map(weight).sum();
    if total <= 0.0 {
        return Err(format!("{} has {} rows, but no query reads it.", table.name, figure(statistics.rows)));
    }
    let mut candidates: Vec<Candidate> = Vec::new();
    for column in 0..table.columns.len() {
        let naming = |method: &str| -> f64 {
            let names = |query: &&usize| names(&context.evaluator.queries[**query].shape, at, column, method);
            readers.iter().filter(names).map(weight).sum::<f64>() / total
        };
        let distinct = statistics.columns.get(column).map_or(1.0, |own| own.distinct);
        if table.columns[column].data_type.is_temporal() {
            let span = span_in_days(statistics, column);
            let interval = Interval::fitting(span, statistics.rows);
            let partitions = (span / interval.days()).ceil().max(1.0) as usize;
            candidates.push(Candidate {
                column,
                method: "range",
                interval: Some(interval),
                partitions,
                asked: naming("range"),
            });
        } else if (2.0..=64.0).contains(&distinct) {
            candidates.push(Candidate {
                column,
                method: "list",
                interval: None,
                partitions: distinct as usize,
                asked: naming("list"),
            });
        } else if distinct > 1_000.0 && ddl::has_hash(context.dialect) {
            candidates.push(Candidate {
                column,
                method: "hash",
                interval: None,
                partitions: 16,
                asked: naming("list"),
            });
        }
    }
    let most = candidates.iter().map(|candidate| candidate.asked).fold(0.0, f64::max);
    candidates.retain(|candidate| candidate.asked >= ASKED);
    let before: f64 = readers.iter().map(|query| context.evaluator.model(*query, context.set)).sum();
    let mut found: Vec<(f64, Candidate)> =
        candidates.into_iter().map(|candidate| (after(context, at, &readers, &candidate), candidate)).collect();
    // Among equals ranges of time go first: old partitions can be dropped whole.
    found.sort_by(|a, b| (a.0 * 0.98f64.powi(i32::from(a.1.method == "range"))).total_cmp(&b.0));
    match found.into_iter().next() {
        Some((after, candidate)) if after < before * 0.9 => {
            Ok(described(context, (at, table, statistics), &readers, (before, after), candidate))
        }
        Some((after, candidate)) => Err(format!(
            "{} has {} rows; partitions by {} would bring its queries from {} to {}, which is not worth the care they need: the \
             indexes do the work.",
            table.name,
            figure(statistics.rows),
            table.columns[candidate.column].name,
            figure(before),
            figure(after)
        )),
        None => Err(format!(
            "{} has {} rows, but no column is in the conditions of half of its queries (the most frequent one in {:.0} %): \
             whatever the partitions, most queries would visit all of them.",
            table.name,
            figure(statistics.rows),
            most * 100.0
        )),
    }
}

/// Whether the conditions of a statement tell the partitions apart.
fn names(shape: &Shape, table: usize, column: usize, method: &str) -> bool {
    let tells = |relation: &Relation| {
        relation.table() == Some(table)
            && relation.filters.iter().any(|filter| {
                let fits = match &filter.kind {
                    FilterKind::Equal(_) | FilterKind::In(_) => true,
                    FilterKind::Range { .. } => method == "range",
                    _ => false,
                };
                filter.column == Some(column) && fits
            })
    };
    shape.blocks.iter().any(|block| block.relations.iter().any(tells))
}

/// What the table's queries would cost, each reading only the partitions that its conditions name.
fn after(context: &Context, table: usize, readers: &[usize], candidate: &Candidate) -> f64 {
    let whole = &context.statistics.tables[table];
    readers
        .iter()
        .map(|query| {
            let asked = &context.evaluator.queries[*query];
            let share = share_read(&asked.shape, table, whole, candidate);
            if share >= 1.0 {
                return context.evaluator.model(*query, context.set) * 1.01;
            }
            // The rows that conditions on the key let through are all in these partitions.
            let mut part: Statistics = context.statistics.clone();
            part.tables[table].rows = (whole.rows * share).max(1.0);
            part.tables[table].pages = (whole.pages * share).max(1.0);
            // All rows of a value are in one partition: it has fewer values, and no fewer rows of each.
            if candidate.method == "hash"
                && let Some(own) = part.tables[table].columns.get_mut(candidate.column)
            {
                own.distinct = (own.distinct * share).max(1.0);
            }
            let sizes: Vec<cost::SizedIndex> =
                context.set.iter().map(|at| scaled(context, *at, table, share)).collect();
            let indexes: Vec<(usize, &cost::SizedIndex)> = sizes.iter().enumerate().collect();
            let mut shape = asked.shape.clone();
            forget(&mut shape, table, candidate, share, whole);
            asked.frequency * cost::plan(&shape, &part, &indexes).cost
        })
        .sum()
}

fn scaled(context: &Context, index: usize, table: usize, share: f64) -> cost::SizedIndex {
    let mut sized = context.evaluator.indexes[index].clone();
    if sized.shape.table == table {
        sized.rows = (sized.rows * share).max(1.0);
        sized.pages = (sized.pages * share).max(1.0);
    }
    sized
}

/// Conditions on the key let through most rows of the partitions that are left; they need not count again.
fn forget(shape: &mut Shape, table: usize, candidate: &Candidate, share: f64, whole: &TableStatistics) {
    for relation in shape.blocks.iter_mut().flat_map(|block| &mut block.relations) {
        if relation.table() == Some(table) && candidate.method != "hash" {
            let passes = |filter: &super::workload::Filter| {
                filter.column == Some(candidate.column) && cost::selectivity::of(filter, whole) > share * 0.5
            };
            relation.filters.retain(|filter| !passes(filter));
        }
    }
}

/// The share of partitions that a statement reads; 1 where its conditions do not tell.
fn share_read(shape: &Shape, table: usize, whole: &TableStatistics, candidate: &Candidate) -> f64 {
    let count = candidate.partitions.max(1) as f64;
    let mut share: f64 = 0.0;
    for relation in shape.blocks.iter().flat_map(|block| &block.relations).filter(|r| r.table() == Some(table)) {
        let filters: Vec<_> = cost::selectivity::merged_ranges(&relation.filters)
            .into_iter()
            .filter(|filter| filter.column == Some(candidate.column))
            .collect();
        let mut own: f64 = 1.0;
        for filter in &filters {
            let read = match (&filter.kind, candidate.method) {
                (FilterKind::Equal(_), "hash") => 1.0 / count,
                (FilterKind::In(values), "hash") => (values.len() as f64 / count).min(1.0),
                (FilterKind::Equal(_) | FilterKind::In(_), "list") => {
                    cost::selectivity::of(filter, whole).max(1.0 / count)
                }
                (FilterKind::Equal(_) | FilterKind::In(_) | FilterKind::Range { .. }, "range") => {
                    (cost::selectivity::of(filter, whole) + 1.0 / count).min(1.0)
                }
                _ => 1.0,
            };
            own = own.min(read);
        }
        share = share.max(own);
    }
    if share == 0.0 { 1.0 } else { share }
}

/// The days between the first and the last value; three years where nothing tells.
fn span_in_days(statistics: &TableStatistics, column: usize) -> f64 {
    let known = statistics.columns.get(column).and_then(|own| {
        let first = own.histogram.first()?.number()?;
        let last = own.histogram.last()?.number()?;
        Some(last - first)
    });
    known.filter(|days| *days > 1.0).unwrap_or(3.0 * 365.0)
}

fn described(
    context: &Context,
    (at, table, statistics): (usize, &Table, &TableStatistics),
    readers: &[usize],
    (before, after): (f64, f64),
    candidate: Candidate,
) -> PartitionAdvice {
    let column = &table.columns[candidate.column];
    let rows = statistics.rows / candidate.partitions.max(1) as f64;
    let served: Vec<String> = readers
        .iter()
        .filter(|query| names(&context.evaluator.queries[**query].shape, at, candidate.column, candidate.method))
        .map(|query| context.ids[*query].clone())
        .collect();
    let deletes = context.evaluator.queries.iter().any(|asked| {
        let removes = asked.shape.write.as_ref().is_some_and(|w| w.table == at && w.kind == WriteKind::Delete);
        removes && names(&asked.shape, at, candidate.column, "range")
    });
    let mut rationale = format!(
        "{} has {} rows. {:.0} % of the executions that read it name {} in their conditions, so they visit {} of {} partitions of \
         about {} rows; its queries fall from {} to {}.",
        table.name,
        figure(statistics.rows),
        candidate.asked * 100.0,
        column.name,
        if candidate.method == "range" { "a few" } else { "one" },
        candidate.partitions,
        figure(rows),
        figure(before),
        figure(after)
    );
    if candidate.method == "range" {
        rationale += match deletes {
            true => " Old rows are deleted by time: dropping a partition takes their place at no cost.",
            false => " Old partitions can be archived or dropped whole.",
        };
    }
    PartitionAdvice {
        table: table.name.to_string(),
        method: candidate.method,
        columns: vec![column.name.clone()],
        interval: candidate.interval.map(Interval::name),
        partitions: candidate.partitions,
        rows_per_partition: rounded(rows),
        cost_before: rounded(before),
        cost_after: rounded(after),
        queries: served,
        rationale,
        consequences: ddl::consequences(context.schema, table, &column.name, context.dialect),
        sql: ddl::statements(
            context,
            table,
            statistics,
            candidate.column,
            (candidate.method, candidate.interval, candidate.partitions),
        ),
    }
}
