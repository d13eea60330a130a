//! Description -> schema, without a language model.

mod build;
mod candidates;
mod complete;
mod design;
mod foreign;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod fuzz;
mod hierarchy;
mod inflection;
mod input;
mod kinds;
pub mod knowledge;
mod lexicon;
mod model;
mod normal;
mod notation;
mod outline;
mod phrase;
mod prompt;
mod questions;
mod read;
mod rules;
mod sample;
mod spoken;
mod stated;
mod stories;
mod tag;
mod text;
mod token;
pub mod typing;
mod understand;
mod usual;

pub use design::{Assumption, BusinessRule, Design, Enforcement, Options, design, design_with};
pub use outline::{Cardinality, Outline, OutlineAttribute, OutlineEntity, OutlineRelationship, candidates};
pub use questions::assumed;

/// What the first stages made of a text, a line for each unit, fact and candidate: for those who work on the rules.
pub fn trace(source: &str) -> String {
    let units = text::units(source);
    if spoken::is_spoken(source, &units) {
        return spoken::trace(source, &units).join("\n");
    }
    let facts = read::facts(source, &units);
    let mut lines: Vec<String> = Vec::new();
    lines.extend(units.iter().map(|u| {
        format!("{:?} {:?} {:?}", u.kind, u.parent, source.get(u.span.start..u.span.end).unwrap_or_default())
    }));
    lines.extend(facts.iter().map(read::summary));
    let listed = |c: &candidates::Candidate| {
        format!("{:.2} {} owned {} counted {} mentions {}", c.score, c.name, c.owned, c.counted, c.mentions)
    };
    lines.extend(candidates::candidates(&facts, complete::domain_of(source)).iter().map(listed));
    lines.join("\n")
}
