//! Multivalued dependencies and fourth normal form.
//!
//! Sources: R. Fagin, "Multivalued Dependencies and a New Normal Form for Relational Databases" (1977); C. Beeri, "On the
//! Membership Problem for Functional and Multivalued Dependencies" (1980), for the dependency basis; D. Maier, A. O.
//! Mendelzon and Y. Sagiv, "Testing Implications of Data Dependencies" (1979), for the chase.

use super::{Attributes, Dependency};
use crate::schema::QualifiedName;
use serde::{Deserialize, Serialize};
use std::{collections::HashSet, fmt, str::FromStr};

/// Each value of the determinant has a set of values of the dependent columns, whatever the other columns hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MultivaluedDependency {
    pub table: QualifiedName,
    pub determinant: Vec<String>,
    pub dependent: Vec<String>,
}

/// `courses: course ->> teacher`.
impl fmt::Display for MultivaluedDependency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ->> {}", self.table, self.determinant.join(", "), self.dependent.join(", "))
    }
}

/// Reads `table: a ->> b`; of `a ->> b | c` the first set, since the second follows.
impl FromStr for MultivaluedDependency {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("'{text}' is no multivalued dependency; write it as \"table: a ->> b\"");
        let (left, right) = text.split_once("->>").ok_or_else(wrong)?;
        let right = right.split('|').next().unwrap_or_default();
        let single: super::FunctionalDependency = format!("{left}->{right}").parse().map_err(|_| wrong())?;
        Ok(Self { table: single.table, determinant: single.determinant, dependent: single.dependent })
    }
}

/// A multivalued dependency over places in a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Multi {
    pub determinant: Attributes,
    pub dependent: Attributes,
}

/// The blocks into which a set splits all other attributes: exactly their unions depend on the set, with many values.
pub fn dependency_basis(
    set: &Attributes,
    all: &Attributes,
    dependencies: &[Dependency],
    multis: &[Multi],
) -> Vec<Attributes> {
    let singles = dependencies.iter().flat_map(|dependency| {
        let single = |attribute: usize| (&dependency.determinant, [attribute].into_iter().collect::<Attributes>());
        dependency.dependent.iter().map(single).collect::<Vec<_>>()
    });
    let rules: Vec<(&Attributes, Attributes)> =
        singles.chain(multis.iter().map(|multi| (&multi.determinant, multi.dependent.clone()))).collect();
    let mut blocks: Vec<Attributes> = vec![all.minus(set)];
    loop {
        let split = rules.iter().find_map(|(left, right)| {
            blocks.iter().enumerate().find_map(|(at, block)| {
                let (inside, outside) = (block.intersection(right), block.minus(right));
                let splits = block.intersection(left).is_empty() && !inside.is_empty() && !outside.is_empty();
                splits.then_some((at, inside, outside))
            })
        });
        let Some((at, inside, outside)) = split else { break };
        blocks[at] = inside;
        blocks.push(outside);
    }
    blocks.retain(|block| !block.is_empty());
    blocks.sort();
    blocks
}

/// A dependency that holds within a part and that fourth normal form forbids: its determinant is no key of the part, and
/// its dependent columns are not all the others.
fn violation_within(
    part: &Attributes,
    all: &Attributes,
    dependencies: &[Dependency],
    multis: &[Multi],
) -> Option<Dependency> {
    let standing = multis.iter().map(|multi| &multi.determinant).chain(dependencies.iter().map(|d| &d.determinant));
    let mut determinants: Vec<Attributes> = standing.filter(|set| set.is_subset(part)).cloned().collect();
    determinants.push(Attributes::new());
    determinants.sort_by_key(|set| (set.len(), set.clone()));
    determinants.dedup();
    determinants.into_iter().find_map(|determinant| {
        let blocks: Vec<Attributes> = dependency_basis(&determinant, all, dependencies, multis)
            .iter()
            .map(|block| block.intersection(part))
            .filter(|block| !block.is_empty())
            .collect();
        let determined = super::closure(&determinant, dependencies);
        if blocks.len() < 2 || part.is_subset(&determined) {
            return None;
        }
        // Single values are the business of Boyce-Codd form; the smallest set of many values goes first.
        let many = blocks.into_iter().filter(|block| !block.is_subset(&determined));
        many.min_by_key(|block| (block.len(), block.clone())).map(|block| Dependency::new(determinant, block))
    })
}

/// What keeps a whole relation from fourth normal form beyond its functional dependencies.
pub(super) fn fourth_form_violation(
    all: &Attributes,
    dependencies: &[Dependency],
    multis: &[Multi],
) -> Option<Dependency> {
    if multis.is_empty() { None } else { violation_within(all, all, dependencies, multis) }
}

/// Splits parts until none has independent sets of values. Each split loses no information.
pub fn fourth_form(
    parts: Vec<Attributes>,
    all: &Attributes,
    dependencies: &[Dependency],
    multis: &[Multi],
) -> Vec<Attributes> {
    if multis.is_empty() {
        return parts;
    }
    let mut waiting: Vec<Attributes> = parts.into_iter().rev().collect();
    let mut done: Vec<Attributes> = Vec::new();
    while let Some(part) = waiting.pop() {
        match violation_within(&part, all, dependencies, multis) {
            None => done.push(part),
            Some(violation) => {
                waiting.push(part.minus(&violation.dependent));
                waiting.push(violation.determinant.union(&violation.dependent));
            }
        }
    }
    let parts = done.clone();
    let contained = |part: &Attributes| parts.iter().any(|other| other != part && part.is_subset(other));
    done.retain(|part| !contained(part));
    done.dedup();
    done
}

/// The chase grows a table of rows; a larger one than this is not followed.
const CHASE_LIMIT: usize = 4_000;

/// Whether joining the parts gives back exactly the rows that were split, also by multivalued dependencies.
pub fn is_lossless_with(all: &Attributes, parts: &[Attributes], dependencies: &[Dependency], multis: &[Multi]) -> bool {
    if multis.is_empty() || super::is_lossless(all, parts, dependencies) {
        return super::is_lossless(all, parts, dependencies);
    }
    let width = all.iter().last().map_or(0, |last| last + 1);
    let row = |(number, part): (usize, &Attributes)| -> Vec<usize> {
        (0..width).map(|attribute| if part.contains(attribute) { 0 } else { number + 1 }).collect()
    };
    let mut rows: Vec<Vec<usize>> = parts.iter().enumerate().map(row).collect();
    loop {
        while dependencies.iter().any(|dependency| super::decompose::equate(&mut rows, dependency)) {}
        if rows.iter().any(|row| all.iter().all(|attribute| row[attribute] == 0)) {
            return true;
        }
        let known: HashSet<&Vec<usize>> = rows.iter().collect();
        let mut new: Vec<Vec<usize>> = Vec::new();
        for multi in multis {
            new.extend(exchanged(&rows, multi).into_iter().filter(|row| !known.contains(row)));
        }
        new.sort();
        new.dedup();
        if new.is_empty() || rows.len() + new.len() > CHASE_LIMIT {
            return false;
        }
        rows.extend(new);
    }
}

/// For rows that agree on the determinant, the rows with the dependents of one and the rest of the other.
fn exchanged(rows: &[Vec<usize>], multi: &Multi) -> Vec<Vec<usize>> {
    let mut made = Vec::new();
    for left in rows {
        for right in rows {
            let agree = multi.determinant.iter().all(|attribute| left.get(attribute) == right.get(attribute));
            if agree && left != right {
                let cell = |(at, value): (usize, &usize)| if multi.dependent.contains(at) { left[at] } else { *value };
                made.push(right.iter().enumerate().map(cell).collect());
            }
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(letters: &str) -> Attributes {
        letters.bytes().map(|letter| usize::from(letter - b'a')).collect()
    }

    #[test]
    fn textbook_relations_come_apart_into_fourth_form() {
        let check = |all: &str, functional: &[(&str, &str)], multivalued: &[(&str, &str)], expected: &[&str]| {
            let all = set(all);
            let deps: Vec<Dependency> = functional.iter().map(|(l, r)| Dependency::new(set(l), set(r))).collect();
            let multis: Vec<Multi> =
                multivalued.iter().map(|(l, r)| Multi { determinant: set(l), dependent: set(r) }).collect();
            let parts = fourth_form(super::super::boyce_codd(vec![all.clone()], &deps), &all, &deps, &multis);
            let mut names = parts.clone();
            names.sort();
            let mut wanted: Vec<Attributes> = expected.iter().map(|letters| set(letters)).collect();
            wanted.sort();
            assert_eq!(names, wanted);
            assert!(is_lossless_with(&all, &parts, &deps, &multis));
        };
        // Course, teacher, book.
        check("abc", &[], &[("a", "b")], &["ab", "ac"]);
        // Three independent lists.
        check("abcd", &[], &[("a", "b"), ("a", "c")], &["ab", "ac", "ad"]);
        // A functional dependency beside it.
        check("abcd", &[("b", "d")], &[("a", "b")], &["ab", "ac", "bd"]);
        check("abc", &[("a", "bc")], &[("a", "b")], &["abc"]);
        check("ab", &[], &[("a", "b")], &["ab"]);
    }

    #[test]
    fn the_basis_follows_from_what_is_given() {
        let multis = [Multi { determinant: set("a"), dependent: set("bc") }];
        let blocks = dependency_basis(&set("a"), &set("abcde"), &[Dependency::new(set("d"), set("c"))], &multis);
        assert_eq!(blocks, [set("b"), set("c"), set("de")]);
    }

    #[test]
    fn a_split_along_nothing_loses_rows() {
        assert!(!is_lossless_with(
            &set("abc"),
            &[set("ab"), set("bc")],
            &[],
            &[Multi { determinant: set("a"), dependent: set("b") }]
        ));
    }

    #[test]
    fn statements_are_read() {
        let read = |text: &str| text.parse::<MultivaluedDependency>().map(|d| d.to_string());
        assert_eq!(read("courses: course->>teacher | book"), Ok("courses: course ->> teacher".to_owned()));
        assert!(read("courses: ->> x").is_err());
    }
}
