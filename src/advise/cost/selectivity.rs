//! The share of a table's rows that a condition lets through.
//!
//! Source: PostgreSQL's selectivity functions (`src/backend/utils/adt/selfuncs.c`): most common values, equal-height
//! histograms, and its defaults where nothing is known.

use crate::advise::statistics::{ColumnStatistics, TableStatistics};
use crate::advise::workload::{Bound, Filter, FilterKind, Literal};

/// PostgreSQL's defaults for conditions without statistics.
const INEQUALITY: f64 = 0.333;
const RANGE: f64 = 0.005;
const MATCH: f64 = 0.005;
const OTHER: f64 = 0.25;

/// The share of rows that all of the filters let through, taken as independent. Bounds on one column count together.
pub(in crate::advise) fn all(filters: &[Filter], table: &TableStatistics) -> f64 {
    let merged = merged_ranges(filters);
    merged.iter().map(|filter| of(filter, table)).product::<f64>().clamp(1.0 / table.rows.max(1.0), 1.0)
}

/// The filters with the lower and upper bounds of a column in one range.
pub(in crate::advise) fn merged_ranges(filters: &[Filter]) -> Vec<Filter> {
    let mut merged: Vec<Filter> = Vec::with_capacity(filters.len());
    for filter in filters {
        let FilterKind::Range { low, high } = &filter.kind else {
            merged.push(filter.clone());
            continue;
        };
        let same = merged.iter_mut().find(|other| {
            let is_same = other.column == filter.column && other.expression == filter.expression;
            is_same && matches!(other.kind, FilterKind::Range { .. })
        });
        match same {
            Some(Filter { kind: FilterKind::Range { low: known_low, high: known_high }, text, .. }) => {
                *known_low = known_low.take().or_else(|| low.clone());
                *known_high = known_high.take().or_else(|| high.clone());
                *text = format!("{text} AND {}", filter.text);
            }
            _ => merged.push(filter.clone()),
        }
    }
    merged
}

pub(in crate::advise) fn of(filter: &Filter, table: &TableStatistics) -> f64 {
    let column = filter.column.and_then(|at| table.columns.get(at));
    let present = column.map_or(1.0, |column| 1.0 - column.null_fraction);
    let share = match (&filter.kind, column) {
        (FilterKind::Either(arms), _) => 1.0 - arms.iter().map(|arm| 1.0 - all(arm, table)).product::<f64>(),
        (FilterKind::Not(inner), _) => {
            let inner = Filter { column: filter.columns.first().copied(), kind: inner.kind.clone(), ..filter.clone() };
            1.0 - of(&inner, table)
        }
        (FilterKind::Equal(value), Some(column)) => equal(value.as_ref(), column),
        (FilterKind::NotEqual(value), Some(column)) => present - equal(value.as_ref(), column),
        (FilterKind::In(values), Some(column)) => {
            values.iter().map(|value| equal(value.as_ref(), column)).sum::<f64>().min(present)
        }
        (FilterKind::Range { low, high }, Some(column)) => range(low.as_ref(), high.as_ref(), column),
        (FilterKind::Prefix(front), Some(column)) => prefix(front, column),
        (FilterKind::IsNull, Some(column)) => column.null_fraction,
        (FilterKind::IsNotNull, Some(_)) => present,
        // Letters of another case are as many values as before.
        (FilterKind::Equal(_), None) if filter.expression.as_deref().is_some_and(keeps_values) => {
            let first = filter.columns.first().and_then(|at| table.columns.get(*at));
            first.map_or(MATCH, |column| 1.0 / column.distinct.max(1.0))
        }
        // An expression has as many values as its column, for all that is known.
        (FilterKind::Equal(_), None) if filter.expression.is_some() => {
            let first = filter.columns.first().and_then(|at| table.columns.get(*at));
            first.map_or(MATCH, |column| (1.0 / column.distinct.max(1.0)).max(1.0 / 200.0))
        }
        (FilterKind::In(values), None) => (values.len() as f64 * MATCH).min(0.5),
        (FilterKind::Range { low: Some(_), high: Some(_) }, None) => RANGE,
        (FilterKind::Range { .. }, None) => INEQUALITY,
        (FilterKind::Contains(_) | FilterKind::Prefix(_), _) => contains(filter),
        (FilterKind::FullText | FilterKind::Holds, _) => 0.01,
        (FilterKind::IsNull, None) => MATCH,
        _ => OTHER,
    };
    share.clamp(0.0, 1.0)
}

fn keeps_values(expression: &str) -> bool {
    let lower = expression.to_lowercase();
    ["lower(", "upper(", "trim(", "btrim(", "md5("].iter().any(|function| lower.starts_with(function))
}

/// PostgreSQL takes a fifth for each character of a pattern, and never less than a ten-thousandth.
fn contains(filter: &Filter) -> f64 {
    let fixed = filter.text.rsplit('\'').nth(1).map_or(4, |p| p.chars().filter(|c| !matches!(c, '%' | '_')).count());
    let wild = filter.text.rsplit('\'').nth(1).map_or(1, |p| p.chars().filter(|c| *c == '%').count());
    (0.2f64.powi(fixed.min(8) as i32) * 5f64.powi(wild.min(3) as i32)).clamp(0.0001, 0.5)
}

fn equal(value: Option<&Literal>, column: &ColumnStatistics) -> f64 {
    let present = 1.0 - column.null_fraction;
    let common: f64 = column.most_common.iter().map(|(_, share)| share).sum();
    let Some(value) = value else { return present / column.distinct.max(1.0) };
    if let Some((_, share)) = column.most_common.iter().find(|(known, _)| same(known, value)) {
        return *share;
    }
    let others = (column.distinct - column.most_common.len() as f64).max(1.0);
    let rest = (present - common).max(0.0) / others;
    // A value that is none of the common ones is rarer than the rarest of them.
    column.most_common.last().map_or(rest, |(_, rarest)| rest.min(*rarest))
}

fn same(known: &Literal, value: &Literal) -> bool {
    match (known.number(), value.number()) {
        (Some(a), Some(b)) => a == b,
        _ => known.text() == value.text(),
    }
}

fn range(low: Option<&Bound>, high: Option<&Bound>, column: &ColumnStatistics) -> f64 {
    let below =
        |bound: Option<&Bound>| bound.and_then(|bound| bound.value.as_ref()).and_then(|v| share_below(v, column));
    let (under_low, under_high) = (below(low), below(high));
    let is_known = low.is_some() == under_low.is_some() && high.is_some() == under_high.is_some();
    if is_known {
        return (under_high.unwrap_or(1.0 - column.null_fraction) - under_low.unwrap_or(0.0)).max(1e-6);
    }
    match (low.is_some(), high.is_some()) {
        // Both ends of a range are usually close together.
        (true, true) => RANGE,
        _ => under_high.or_else(|| under_low.map(|share| 1.0 - share)).unwrap_or(INEQUALITY),
    }
}

/// Days that the times of a column are taken to span up to now where nothing tells.
const SPAN: f64 = 3.0 * 365.0;

/// The share of rows below a value; `None` where the statistics do not tell.
fn share_below(value: &Literal, column: &ColumnStatistics) -> Option<f64> {
    if let Literal::Ago(days) = value {
        return match column.histogram.last().and_then(Literal::number) {
            // The latest rows are of now.
            Some(latest) => share_below(&Literal::Number(latest - days), column),
            // Times to come are not known, nor how many rows are due.
            None if *days <= 0.0 => None,
            None => Some((1.0 - column.null_fraction) * (1.0 - days / SPAN).max(0.0)),
        };
    }
    let less = |known: &Literal| match (known.number(), value.number()) {
        (Some(a), Some(b)) => a < b,
        _ => known.text() < value.text(),
    };
    let common: f64 = column.most_common.iter().map(|(_, share)| share).sum();
    let common_below: f64 = column.most_common.iter().filter(|(known, _)| less(known)).map(|(_, share)| share).sum();
    let rest = (1.0 - column.null_fraction - common).max(0.0);
    let bounds = &column.histogram;
    if bounds.len() < 2 {
        let enough = !column.most_common.is_empty() && common > 0.5;
        return enough.then_some(common_below + rest / 2.0);
    }
    let passed = bounds.iter().filter(|bound| less(bound)).count();
    let bins = (bounds.len() - 1) as f64;
    let inside = match passed {
        0 => 0.0,
        passed if passed >= bounds.len() => bins,
        passed => {
            let ends = (bounds[passed - 1].number(), bounds[passed].number(), value.number());
            let part = match ends {
                (Some(a), Some(b), Some(v)) if b > a => ((v - a) / (b - a)).clamp(0.0, 1.0),
                _ => 0.5,
            };
            (passed - 1) as f64 + part
        }
    };
    Some(common_below + rest * inside / bins)
}

fn prefix(front: &str, column: &ColumnStatistics) -> f64 {
    let text = |literal: &Literal| literal.text();
    let common: f64 =
        column.most_common.iter().filter(|(known, _)| text(known).starts_with(front)).map(|(_, share)| share).sum();
    if column.histogram.len() >= 2 {
        let inside = column.histogram.iter().filter(|bound| text(bound).starts_with(front)).count() as f64;
        let rest = 1.0 - column.null_fraction - column.most_common.iter().map(|(_, share)| share).sum::<f64>();
        return common + rest.max(0.0) * (inside.max(0.3) / column.histogram.len() as f64);
    }
    if !column.most_common.is_empty() {
        return common.max(0.0005);
    }
    (1.0 / column.distinct.max(1.0)).max(0.2f64.powi(front.chars().count().min(6) as i32)).min(0.2)
}
