//! Which normal form a relation is in, and the dependency that keeps it from the next.
//!
//! Source: E. F. Codd, "Further Normalization of the Data Base Relational Model" (1972), for the second and third
//! form; C. Zaniolo (1982) for the third by prime attributes; E. F. Codd, "Recent Investigations" (1974), for
//! Boyce-Codd. Testing the given dependencies suffices for the relation that they were given for.

use super::{Attributes, CandidateKeys, Dependency, NormalForm, closure, grouped, minimal_cover};

/// A dependency that a normal form forbids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The lowest form that forbids it.
    pub form: NormalForm,
    pub dependency: Dependency,
}

/// All dependencies of a minimal cover that a form up to Boyce-Codd forbids, those of the lowest form first.
pub fn violations(all: &Attributes, dependencies: &[Dependency], keys: &CandidateKeys) -> Vec<Violation> {
    let prime = keys.prime();
    let mut violations = Vec::new();
    for dependency in grouped(&minimal_cover(dependencies)) {
        if all.is_subset(&closure(&dependency.determinant, dependencies)) {
            continue;
        }
        let partial = |_: &Attributes| keys.keys.iter().any(|key| is_proper_subset(&dependency.determinant, key));
        let beyond = dependency.dependent.minus(&prime);
        let within = dependency.dependent.intersection(&prime);
        for (dependent, form) in [
            (&beyond, if partial(&beyond) { NormalForm::Second } else { NormalForm::Third }),
            (&within, NormalForm::BoyceCodd),
        ] {
            if !dependent.is_empty() {
                let dependency = Dependency::new(dependency.determinant.clone(), dependent.clone());
                violations.push(Violation { form, dependency });
            }
        }
    }
    violations.extend(partial_by_several(dependencies, keys, &prime, &violations));
    violations.sort_by_key(|violation| violation.form);
    violations
}

/// Partial dependencies that no single dependency of the cover shows: `a -> x`, `b -> y` and `x, y -> z` make `z`
/// depend on a part of the key `a, b, c`.
fn partial_by_several(
    dependencies: &[Dependency],
    keys: &CandidateKeys,
    prime: &Attributes,
    known: &[Violation],
) -> Vec<Violation> {
    if known.iter().all(|violation| violation.form != NormalForm::Third) {
        return Vec::new();
    }
    let shown = known.iter().filter(|v| v.form == NormalForm::Second);
    let shown: Vec<&Dependency> = shown.map(|violation| &violation.dependency).collect();
    let mut found: Vec<Violation> = Vec::new();
    for (part, partial) in partial_dependents(dependencies, keys, prime) {
        let is_shown = |attribute: &usize| {
            let by = |d: &&Dependency| d.determinant.is_subset(&part) && d.dependent.contains(*attribute);
            shown.iter().any(by) || found.iter().map(|v| &v.dependency).any(|d| by(&d))
        };
        let hidden: Attributes = partial.iter().filter(|attribute| !is_shown(attribute)).collect();
        if !hidden.is_empty() {
            found.push(Violation { form: NormalForm::Second, dependency: Dependency::new(part, hidden) });
        }
    }
    found
}

/// The proper parts of keys with the attributes outside all keys that they determine, small parts first. Keys of more
/// than 12 attributes are looked at by their dependencies' determinants only.
pub(super) fn partial_dependents(
    dependencies: &[Dependency],
    keys: &CandidateKeys,
    prime: &Attributes,
) -> Vec<(Attributes, Attributes)> {
    let mut parts: Vec<Attributes> = Vec::new();
    for key in &keys.keys {
        match key.len() {
            0..=12 => parts.extend(key.subsets().into_iter().filter(|part| part != key)),
            _ => parts
                .extend(dependencies.iter().map(|d| d.determinant.clone()).filter(|part| is_proper_subset(part, key))),
        }
    }
    parts.sort_by_key(|part| (part.len(), part.clone()));
    parts.dedup();
    let dependents = |part: Attributes| {
        let beyond = closure(&part, dependencies).minus(&part).minus(prime);
        (!beyond.is_empty()).then_some((part, beyond))
    };
    parts.into_iter().filter_map(dependents).collect()
}

/// The highest form that a relation is in, given that its columns hold single values and no multivalued dependencies
/// but those that follow from the functional ones.
pub fn normal_form(violations: &[Violation]) -> NormalForm {
    match violations.iter().map(|violation| violation.form).min() {
        None | Some(NormalForm::Fourth) => NormalForm::BoyceCodd,
        Some(NormalForm::BoyceCodd) => NormalForm::Third,
        Some(NormalForm::Third) => NormalForm::Second,
        Some(_) => NormalForm::First,
    }
}

fn is_proper_subset(part: &Attributes, whole: &Attributes) -> bool {
    part.is_subset(whole) && part != whole
}
