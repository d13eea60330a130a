//! Candidate keys.
//!
//! Source: C. L. Lucchesi and S. L. Osborn, "Candidate Keys for Relations" (1978): from each key and each dependency
//! comes another key. A relation can have exponentially many keys, so the search stops at a limit and says so.

use super::{Attributes, Dependency, closure};
use std::collections::HashSet;

/// The minimal sets of attributes that determine all others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateKeys {
    pub keys: Vec<Attributes>,
    /// The limit was not reached: these are all.
    pub complete: bool,
}

impl CandidateKeys {
    /// Attributes of at least one key.
    pub fn prime(&self) -> Attributes {
        self.keys.iter().fold(Attributes::new(), |prime, key| prime.union(key))
    }
}

/// Up to `limit` candidate keys of a relation.
pub fn candidate_keys(all: &Attributes, dependencies: &[Dependency], limit: usize) -> CandidateKeys {
    let mut keys = vec![minimized(all, all, dependencies)];
    let mut known: HashSet<Attributes> = keys.iter().cloned().collect();
    let mut at = 0;
    while at < keys.len() {
        let key = keys[at].clone();
        at += 1;
        for dependency in dependencies {
            if !dependency.dependent.is_subset(all) || !dependency.determinant.is_subset(all) {
                continue;
            }
            let candidate = dependency.determinant.union(&key.minus(&dependency.dependent));
            if keys.iter().any(|known| known.is_subset(&candidate)) {
                continue;
            }
            if keys.len() >= limit {
                return CandidateKeys { keys, complete: false };
            }
            let found = minimized(&candidate, all, dependencies);
            if known.insert(found.clone()) {
                keys.push(found);
            }
        }
    }
    CandidateKeys { keys, complete: true }
}

/// A superkey without the attributes that it can lose.
pub fn minimized(superkey: &Attributes, all: &Attributes, dependencies: &[Dependency]) -> Attributes {
    let mut key = superkey.clone();
    for attribute in superkey.iter() {
        let fewer = key.without(attribute);
        if all.is_subset(&closure(&fewer, dependencies)) {
            key = fewer;
        }
    }
    key
}
