//! Attribute closure, implication and minimal covers.
//!
//! Source: W. W. Armstrong, "Dependency Structures of Data Base Relationships" (1974), for the rules; C. Beeri and
//! P. A. Bernstein, "Computational Problems Related to the Design of Normal Form Relational Schemas" (1979), for the
//! closure; D. Maier, "Minimum Covers in the Relational Database Model" (1980), for covers.

use super::{Attributes, Dependency};

/// Everything that `start` determines.
pub fn closure(start: &Attributes, dependencies: &[Dependency]) -> Attributes {
    let mut known = start.clone();
    let mut waiting: Vec<&Dependency> = dependencies.iter().collect();
    loop {
        let before = waiting.len();
        waiting.retain(|dependency| {
            let fires = dependency.determinant.is_subset(&known);
            if fires {
                known.add(&dependency.dependent);
            }
            !fires
        });
        if waiting.len() == before {
            return known;
        }
    }
}

/// Whether a dependency follows from others.
pub fn implies(dependencies: &[Dependency], dependency: &Dependency) -> bool {
    dependency.dependent.is_subset(&closure(&dependency.determinant, dependencies))
}

/// Whether two sets of dependencies say the same.
pub fn equivalent(left: &[Dependency], right: &[Dependency]) -> bool {
    left.iter().all(|dependency| implies(right, dependency)) && right.iter().all(|d| implies(left, d))
}

/// An equivalent set in which every dependency has one dependent attribute, no determinant can lose an attribute,
/// and none follows from the others. Earlier dependencies are kept where there is a choice.
pub fn minimal_cover(dependencies: &[Dependency]) -> Vec<Dependency> {
    let mut cover: Vec<Dependency> = Vec::new();
    for dependency in dependencies {
        for attribute in dependency.dependent.minus(&dependency.determinant).iter() {
            let determinant = reduced(&dependency.determinant, attribute, dependencies);
            let single = Dependency::new(determinant, [attribute].into_iter().collect());
            if !single.is_trivial() && !cover.contains(&single) {
                cover.push(single);
            }
        }
    }
    for at in (0..cover.len()).rev() {
        let dependency = cover.remove(at);
        if !implies(&cover, &dependency) {
            cover.insert(at, dependency);
        }
    }
    cover
}

/// The determinant without the attributes that it does not need to determine `dependent`.
fn reduced(determinant: &Attributes, dependent: usize, dependencies: &[Dependency]) -> Attributes {
    let mut needed = determinant.clone();
    for attribute in determinant.iter() {
        let fewer = needed.without(attribute);
        if closure(&fewer, dependencies).contains(dependent) {
            needed = fewer;
        }
    }
    needed
}

/// The dependencies with equal determinants put together, in the order of their first occurrence.
pub fn grouped(dependencies: &[Dependency]) -> Vec<Dependency> {
    let mut groups: Vec<Dependency> = Vec::new();
    for dependency in dependencies {
        match groups.iter_mut().find(|group| group.determinant == dependency.determinant) {
            Some(group) => group.dependent.add(&dependency.dependent),
            None => groups.push(dependency.clone()),
        }
    }
    groups
}
