//! Splitting relations into parts that are in a normal form.
//!
//! Sources: P. A. Bernstein, "Synthesizing Third Normal Form Relations from Functional Dependencies" (1976), with the
//! key relation of J. Biskup, U. Dayal and P. A. Bernstein (1979), which makes the synthesis lossless; E. F. Codd
//! (1974) for the Boyce-Codd decomposition; A. V. Aho, C. Beeri and J. D. Ullman, "The Theory of Joins in Relational
//! Databases" (1979), for the tableau test.

use super::forms::partial_dependents;
use super::{Attributes, CandidateKeys, Dependency, closure, grouped, minimal_cover, minimized};

/// Parts in second normal form: what depends on a part of a key moves into a relation with that part as its key.
pub fn second_form(all: &Attributes, dependencies: &[Dependency], keys: &CandidateKeys) -> Vec<Attributes> {
    let prime = keys.prime();
    let mut rest = all.clone();
    let mut parts = Vec::new();
    for (determinant, dependents) in partial_dependents(dependencies, keys, &prime) {
        let moved = dependents.intersection(&rest);
        if !moved.is_empty() {
            rest = rest.minus(&moved);
            parts.push(determinant.union(&moved));
        }
    }
    parts.insert(0, rest);
    parts
}

/// Parts in third normal form that lose no information and keep every dependency: one for each determinant of a
/// minimal cover, and one with a key where none of them has one.
///
/// Determinants that determine each other give one part, under the name of `preferred` (the primary key) where it
/// is among them.
pub fn synthesize(all: &Attributes, dependencies: &[Dependency], preferred: &Attributes) -> Vec<Attributes> {
    let cover = minimal_cover(&by_representative(&minimal_cover(dependencies), preferred));
    let mut parts: Vec<Attributes> =
        grouped(&cover).into_iter().map(|group| group.determinant.union(&group.dependent)).collect();
    let has_key = |part: &Attributes| all.is_subset(&closure(part, &cover));
    if !parts.iter().any(has_key) {
        let start = if preferred.is_empty() || !has_key(preferred) { all } else { preferred };
        parts.insert(0, minimized(start, all, &cover));
    }
    without_contained(parts)
}

/// The cover with equivalent determinants replaced by one of them, plus the dependencies that make them equivalent.
fn by_representative(cover: &[Dependency], preferred: &Attributes) -> Vec<Dependency> {
    let mut determinants: Vec<Attributes> = cover.iter().map(|d| d.determinant.clone()).collect();
    if !preferred.is_empty() {
        determinants.push(preferred.clone());
    }
    determinants.sort_by_key(|determinant| (determinant != preferred, determinant.len(), determinant.clone()));
    determinants.dedup();
    let mut representatives: Vec<(Attributes, Attributes)> = Vec::new();
    let mut result = Vec::new();
    let mut chosen = std::collections::HashMap::new();
    for determinant in determinants {
        let reach = closure(&determinant, cover);
        match representatives.iter().find(|(_, known)| *known == reach) {
            Some((representative, _)) => {
                result.push(Dependency::new(determinant.clone(), representative.clone()));
                result.push(Dependency::new(representative.clone(), determinant.clone()));
                chosen.insert(determinant, representative.clone());
            }
            None => representatives.push((determinant, reach)),
        }
    }
    let place = |dependency: &Dependency| {
        let determinant = chosen.get(&dependency.determinant).unwrap_or(&dependency.determinant);
        Dependency::new(determinant.clone(), dependency.dependent.clone())
    };
    cover.iter().map(place).chain(result).collect()
}

/// Parts in Boyce-Codd normal form that lose no information. Dependencies can get lost: see
/// [`lost_dependencies`].
pub fn boyce_codd(parts: Vec<Attributes>, dependencies: &[Dependency]) -> Vec<Attributes> {
    let mut waiting = parts;
    let mut done = Vec::new();
    while let Some(part) = waiting.pop() {
        match violation_within(&part, dependencies) {
            None => done.push(part),
            Some(violation) => {
                let moved = violation.dependent.minus(&violation.determinant);
                waiting.push(part.minus(&moved));
                waiting.push(violation.determinant.union(&moved));
            }
        }
    }
    done.reverse();
    without_contained(done)
}

/// A dependency that holds within a part, directly or through attributes outside it, and keeps it from Boyce-Codd
/// normal form: the smallest determinant with all that it determines there.
pub fn violation_within(part: &Attributes, dependencies: &[Dependency]) -> Option<Dependency> {
    likely_determinants(part, dependencies).into_iter().find_map(|determinant| {
        let within = closure(&determinant, dependencies).intersection(part);
        let violates = within != determinant && within != *part;
        violates.then(|| Dependency::new(determinant.clone(), within.minus(&determinant)))
    })
}

/// A minimal cover of what holds within a part, directly or through attributes outside it.
pub fn projected(part: &Attributes, dependencies: &[Dependency]) -> Vec<Dependency> {
    let within = |determinant: Attributes| {
        let dependent = closure(&determinant, dependencies).intersection(part);
        Dependency::new(determinant, dependent)
    };
    let all: Vec<Dependency> = likely_determinants(part, dependencies).into_iter().map(within).collect();
    minimal_cover(&all.into_iter().filter(|dependency| !dependency.is_trivial()).collect::<Vec<_>>())
}

/// The sets within a part that can determine something there, small ones first.
///
/// Only attributes that stand in some determinant can matter in one. Of more than 12 such attributes, pairs and the
/// given determinants are tried rather than all combinations.
fn likely_determinants(part: &Attributes, dependencies: &[Dependency]) -> Vec<Attributes> {
    let standing = dependencies.iter().fold(Attributes::new(), |all, d| all.union(&d.determinant));
    let active = standing.intersection(part);
    if active.len() <= 12 {
        return active.subsets();
    }
    let given = dependencies.iter().map(|d| d.determinant.clone()).filter(|d| d.is_subset(part));
    subsets_up_to(&active, 2).into_iter().chain(given).collect()
}

fn subsets_up_to(set: &Attributes, size: usize) -> Vec<Attributes> {
    let mut subsets = vec![Attributes::new()];
    let mut last = subsets.clone();
    for _ in 0..size {
        let longer = |subset: &Attributes| {
            let from = subset.iter().last().map_or(0, |last| last + 1);
            set.iter().filter(|member| *member >= from).map(|member| subset.with(member)).collect::<Vec<_>>()
        };
        last = last.iter().flat_map(longer).collect();
        subsets.extend(last.iter().cloned());
    }
    subsets
}

/// Whether joining the parts gives back exactly the rows that were split: the tableau test.
pub fn is_lossless(all: &Attributes, parts: &[Attributes], dependencies: &[Dependency]) -> bool {
    // A cell is 0 where it is the attribute's own symbol, otherwise a symbol of its row.
    let width = all.iter().last().map_or(0, |last| last + 1);
    let row = |(number, part): (usize, &Attributes)| -> Vec<usize> {
        (0..width).map(|attribute| if part.contains(attribute) { 0 } else { number + 1 }).collect()
    };
    let mut rows: Vec<Vec<usize>> = parts.iter().enumerate().map(row).collect();
    let mut changed = true;
    while changed {
        changed = false;
        for dependency in dependencies {
            changed |= equate(&mut rows, dependency);
        }
        if rows.iter().any(|row| all.iter().all(|attribute| row[attribute] == 0)) {
            return true;
        }
    }
    all.is_empty()
}

/// Rows that agree on the determinant are made to agree on the dependents. True where something changed.
pub(super) fn equate(rows: &mut [Vec<usize>], dependency: &Dependency) -> bool {
    let mut first: std::collections::HashMap<Vec<usize>, usize> = std::collections::HashMap::new();
    let mut changed = false;
    for at in 0..rows.len() {
        let cell = |attribute: usize| rows[at].get(attribute).copied().unwrap_or(0);
        let agreed: Vec<usize> = dependency.determinant.iter().map(cell).collect();
        let Some(&other) = first.get(&agreed) else {
            first.insert(agreed, at);
            continue;
        };
        let width = rows[at].len();
        for attribute in dependency.dependent.iter().filter(|attribute| *attribute < width) {
            let (mine, theirs) = (rows[at][attribute], rows[other][attribute]);
            if mine == theirs {
                continue;
            }
            changed = true;
            let (keep, replace) = (mine.min(theirs), mine.max(theirs));
            rows.iter_mut().filter(|row| row[attribute] == replace).for_each(|row| row[attribute] = keep);
        }
    }
    changed
}

/// The dependencies that cannot be checked within single parts any more.
///
/// Source: Beeri and Honeyman, "Preserving Functional Dependencies" (1981): the closure is computed through the
/// parts, without projecting the dependencies on them.
pub fn lost_dependencies(parts: &[Attributes], dependencies: &[Dependency]) -> Vec<Dependency> {
    let is_lost = |dependency: &&Dependency| {
        let mut known = dependency.determinant.clone();
        loop {
            let before = known.clone();
            for part in parts {
                let gained = closure(&known.intersection(part), dependencies).intersection(part);
                known.add(&gained);
            }
            if known == before {
                return !dependency.dependent.is_subset(&known);
            }
        }
    };
    dependencies.iter().filter(is_lost).cloned().collect()
}

/// The parts that lie in no other part, in their order.
fn without_contained(parts: Vec<Attributes>) -> Vec<Attributes> {
    let mut kept: Vec<Attributes> = Vec::new();
    for part in parts {
        if kept.iter().any(|other| part.is_subset(other)) {
            continue;
        }
        kept.retain(|other| !other.is_subset(&part));
        kept.push(part);
    }
    kept
}
