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
