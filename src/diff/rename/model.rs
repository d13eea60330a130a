//! A logistic regression: evidence to probability.
//!
//! `weights.tsv` holds the weights; `tests/renames/train.py` makes and measures them.

use super::Evidence;

const WEIGHTS: &str = include_str!("weights.tsv");

/// The probability that evidence of a kind (`column`, `table`) speaks of one element and not of two.
pub(super) fn probability(kind: &str, evidence: &[Evidence]) -> f64 {
    let sum: f64 = evidence.iter().map(|piece| weight(kind, piece.name) * piece.value).sum();
    1.0 / (1.0 + (-(sum + weight(kind, "bias"))).exp())
}

/// A weight by kind and name; nothing for what the file does not list.
fn weight(kind: &str, name: &str) -> f64 {
    weights().find(|(k, n, _)| *k == kind && *n == name).map_or(0.0, |(.., weight)| weight)
}

fn weights() -> impl Iterator<Item = (&'static str, &'static str, f64)> {
    WEIGHTS.lines().filter_map(|line| {
        let mut fields = line.split('\t');
        Some((fields.next()?, fields.next()?, fields.next()?.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Dialect;
    use crate::diff::{Options, diff};
    use crate::sql;
    use std::collections::BTreeSet;

    #[test]
    fn every_piece_of_evidence_has_a_weight_and_every_weight_its_evidence() {
        let read = |script: &str| sql::parse(script, Dialect::PostgreSql).schema;
        let from = read("CREATE TABLE a (id int, x text); CREATE TABLE b (id int, y text);");
        let to = read("CREATE TABLE a (id int, z text); CREATE TABLE c (id int, y text);");
        let found = diff(&from, &to, &Options::of(Dialect::PostgreSql));
        let mut pieces: BTreeSet<(&str, &str)> = BTreeSet::from([("column", "bias"), ("table", "bias")]);
        for pair in &found.weighed {
            pieces.extend(pair.evidence.iter().map(|piece| (pair.object.as_str(), piece.name)));
        }
        let known: BTreeSet<(&str, &str)> = weights().map(|(kind, name, _)| (kind, name)).collect();
        assert_eq!(pieces, known);
    }
}
