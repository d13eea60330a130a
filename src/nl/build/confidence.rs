//! How sure the schema is of its parts, as measured.
//!
//! The reader gives scores that grow with the evidence. The tables below say how often an element with such a score
//! stands in the schemas of the development texts too (see `FIGURES.md`); between two entries the line is straight.

use crate::nl::lexicon;
use crate::nl::model::{Attribute, Entity, Relationship};
use crate::schema::Source;

/// Scores and the share of right elements.
type Measured = [(f32, f32)];

const ENTITIES: &Measured = &[(0.3, 0.55), (0.6, 0.65), (0.75, 0.68), (0.85, 0.76), (0.97, 0.88)];
const ATTRIBUTES: &Measured =
    &[(0.3, 0.33), (0.48, 0.36), (0.62, 0.49), (0.7, 0.56), (0.76, 0.66), (0.85, 0.72), (0.97, 0.78)];
const RELATIONSHIPS: &Measured = &[(0.5, 0.27), (0.67, 0.31), (0.75, 0.4), (0.9, 0.57)];

/// What is only usual is in these schemas rarely: their texts say what they want.
const USUAL: f32 = 0.3;

pub(super) fn of_entity(entity: &Entity) -> f32 {
    match entity.source {
        Source::Text => measured(ENTITIES, entity.confidence),
        Source::Model => entity.confidence,
        _ => USUAL,
    }
}

/// An attribute is as sure as the thing it belongs to, and more where its name is one that values have.
pub(super) fn of_attribute(entity: &Entity, attribute: &Attribute) -> f32 {
    match attribute.source {
        Source::Text => {}
        Source::Model => return entity.confidence,
        _ => return USUAL,
    }
    let words = attribute.name.split(' ').count();
    let head = attribute.head();
    let typical = lexicon::is_attribute_head(head) || attribute.yes_no || attribute.values.len() >= 2;
    let named = match (typical, words) {
        (true, ..=2) => 1.0,
        (true, _) => 0.8,
        (false, ..=2) => 0.7,
        (false, _) => 0.5,
    };
    measured(ATTRIBUTES, entity.confidence * named)
}

pub(super) fn of_relationship(relationship: &Relationship) -> f32 {
    match relationship.source {
        Source::Text => measured(RELATIONSHIPS, relationship.confidence),
        Source::Model => relationship.confidence,
        _ => USUAL,
    }
}

fn measured(table: &Measured, score: f32) -> f32 {
    let after = table.iter().position(|(at, _)| *at >= score);
    match after {
        None => table.last().map_or(score, |(_, right)| *right),
        Some(0) => table[0].1,
        Some(n) => {
            let ((low, below), (high, above)) = (table[n - 1], table[n]);
            below + (above - below) * (score - low) / (high - low).max(f32::EPSILON)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_evidence_never_makes_less_sure() {
        for table in [ENTITIES, ATTRIBUTES, RELATIONSHIPS] {
            let all: Vec<f32> = (0..=100).map(|n| measured(table, n as f32 / 100.0)).collect();
            assert!(all.windows(2).all(|pair| pair[0] <= pair[1]), "{all:?}");
            assert!(all.iter().all(|share| (0.0..=1.0).contains(share)), "{all:?}");
        }
    }

    #[test]
    fn between_two_measures_the_line_is_straight() {
        assert_eq!(measured(&[(0.0, 0.2), (0.5, 0.4), (1.0, 0.8)], 0.75), 0.6);
        assert_eq!(measured(&[(0.2, 0.3), (0.8, 0.9)], 0.1), 0.3);
        assert_eq!(measured(&[(0.2, 0.3), (0.8, 0.9)], 1.0), 0.9);
    }
}
