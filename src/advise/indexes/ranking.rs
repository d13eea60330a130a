//! A small trained model that refines the ranking of candidates.
//!
//! The cost model is systematically off for some kinds of indexes. A linear model of what the cost model says of one
//! query with one index, and of what kind of index it is, predicts what PostgreSQL's planner says; its weights are trained
//! by `benches/ranking/train.py` on plans of PostgreSQL, and the selection compares candidates by the corrected gain.

use super::Evaluator;
use crate::advise::cost::{IndexKey, Method};
use crate::advise::workload::FilterKind;

/// Feature and weight, a line each.
const WEIGHTS: &str = include_str!("ranking.tsv");

pub const FEATURES: [&str; 12] = [
    "saved",
    "covers",
    "partial",
    "expression",
    "words",
    "ranges",
    "joins",
    "filters",
    "orders",
    "rows",
    "part",
    "one",
];

/// What is known of a query with one index beside those that exist; `None` where the index saves nothing.
pub fn features(evaluator: &Evaluator, existing: usize, query: usize, index: usize) -> Option<[f64; FEATURES.len()]> {
    let base: Vec<usize> = (0..existing).collect();
    let with: Vec<usize> = (0..existing).chain([index]).collect();
    let before = evaluator.modelled(query, &base).cost;
    let plan = evaluator.modelled(query, &with);
    let saved = 1.0 - plan.cost / before.max(1e-9);
    if saved < 0.01 || !plan.used.contains(&index) {
        return None;
    }
    let shape = &evaluator.indexes[index].shape;
    let asked = &evaluator.queries[query].shape;
    let table = &evaluator.statistics.tables[shape.table];
    let first = match shape.keys.first() {
        Some(IndexKey::Column { column, .. } | IndexKey::Expression { column, .. }) => *column,
        None => return None,
    };
    let blocks = || asked.blocks.iter();
    let own = |block: &crate::advise::workload::Block, at: usize| {
        block.relations.get(at).is_some_and(|relation| relation.table() == Some(shape.table))
    };
    let joins = blocks().any(|block| {
        block
            .edges
            .iter()
            .flat_map(|edge| [edge.left, edge.right])
            .any(|(at, column)| column == first && own(block, at))
    });
    let relations = || blocks().flat_map(|block| &block.relations).filter(|r| r.table() == Some(shape.table));
    let filters = relations().flat_map(|relation| &relation.filters).filter(|filter| filter.columns.contains(&first));
    let ranges = filters.clone().any(|filter| matches!(filter.kind, FilterKind::Range { .. } | FilterKind::Prefix(_)));
    let orders = blocks().any(|block| block.order.iter().any(|o| o.column.1 == first && own(block, o.column.0)));
    let flag = |holds: bool| f64::from(u8::from(holds));
    Some([
        saved,
        flag(!shape.include.is_empty()),
        flag(shape.predicate.is_some()),
        flag(matches!(shape.keys.first(), Some(IndexKey::Expression { .. }))),
        flag(matches!(shape.method, Method::Gin | Method::Trigram)),
        flag(shape.method == Method::Brin || ranges),
        flag(joins),
        flag(filters.count() > 0),
        flag(orders),
        table.rows.max(1.0).log10() / 10.0,
        (table.pages / before.max(1.0)).min(1.0),
        1.0,
    ])
}

/// For each index the factor by which its gain is corrected; 1 for those that exist.
pub fn factors(evaluator: &Evaluator, existing: usize) -> Vec<f64> {
    let weights = weights();
    let base: Vec<usize> = (0..existing).collect();
    let factor = |index: usize| {
        let (mut said, mut refined) = (0.0, 0.0);
        for query in evaluator.matters[index].iter().copied().filter(|_| index >= existing) {
            let Some(features) = features(evaluator, existing, query, index) else { continue };
            let cost = evaluator.model(query, &base);
            said += cost * features[0];
            refined += cost * predicted(&features, &weights);
        }
        if said > 0.0 { (refined / said).clamp(0.2, 5.0) } else { 1.0 }
    };
    (0..evaluator.indexes.len()).map(factor).collect()
}

/// The share of the query's cost that the planner says is saved: the cost model's own share, corrected where it is
/// neither nothing nor all.
fn predicted(features: &[f64; FEATURES.len()], weights: &[f64; FEATURES.len()]) -> f64 {
    let saved = features[0];
    let correction: f64 = features.iter().zip(weights).skip(1).map(|(feature, weight)| feature * weight).sum();
    (saved * weights[0] + correction * saved * (1.0 - saved)).clamp(0.0, 1.0)
}

/// Without a weight for a feature, what the cost model says counts as it is.
fn weights() -> [f64; FEATURES.len()] {
    let mut weights = [0.0; FEATURES.len()];
    weights[0] = 1.0;
    for (name, value) in WEIGHTS.lines().filter_map(|line| line.split_once('\t')) {
        if let (Some(at), Ok(value)) = (FEATURES.iter().position(|known| *known == name), value.trim().parse()) {
            weights[at] = value;
        }
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_is_one_of_a_feature_and_a_number() {
        for line in WEIGHTS.lines().filter(|line| !line.starts_with('#')) {
            let (name, value) = line.split_once('\t').unwrap();
            assert!(FEATURES.contains(&name), "{name}");
            assert!(value.trim().parse::<f64>().unwrap().is_finite(), "{line}");
        }
        let mut much = [0.0; FEATURES.len()];
        much[0] = 0.999;
        assert!(predicted(&much, &weights()) > 0.8, "what saves much is worth something");
    }
}
