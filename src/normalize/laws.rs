//! The theory's laws, on random dependencies.

use super::*;
use proptest::prelude::*;

const WIDTH: usize = 7;

fn set() -> impl Strategy<Value = Attributes> {
    prop::collection::vec(0..WIDTH, 0..4).prop_map(|members| members.into_iter().collect())
}

fn dependencies() -> impl Strategy<Value = Vec<Dependency>> {
    let filled = || prop::collection::vec(0..WIDTH, 1..4).prop_map(|members| members.into_iter().collect());
    prop::collection::vec((filled(), filled()).prop_map(|(left, right)| Dependency::new(left, right)), 0..7)
}

/// Candidate keys by trying every set, to compare with.
fn keys_by_trial(all: &Attributes, dependencies: &[Dependency]) -> Vec<Attributes> {
    let mut keys: Vec<Attributes> = Vec::new();
    for subset in all.subsets() {
        if all.is_subset(&closure(&subset, dependencies)) && !keys.iter().any(|key| key.is_subset(&subset)) {
            keys.push(subset);
        }
    }
    keys
}

/// Whether a part is in third normal form, by trying every determinant in it.
fn is_third_form(part: &Attributes, dependencies: &[Dependency]) -> bool {
    let within = |set: &Attributes| closure(set, dependencies).intersection(part);
    let subsets = part.subsets();
    let superkeys: Vec<&Attributes> = subsets.iter().filter(|set| within(set) == *part).collect();
    let minimal = |key: &&&Attributes| !superkeys.iter().any(|other| other != *key && other.is_subset(key));
    let prime = superkeys.iter().filter(minimal).fold(Attributes::new(), |prime, key| prime.union(key));
    subsets.iter().all(|set| {
        let gained = within(set).minus(set);
        within(set) == *part || gained.is_subset(&prime)
    })
}

fn is_second_form(part: &Attributes, dependencies: &[Dependency]) -> bool {
    let within = |set: &Attributes| closure(set, dependencies).intersection(part);
    let subsets = part.subsets();
    let mut keys: Vec<&Attributes> = Vec::new();
    for subset in &subsets {
        if within(subset) == *part && !keys.iter().any(|key| key.is_subset(subset)) {
            keys.push(subset);
        }
    }
    let prime = keys.iter().fold(Attributes::new(), |prime, key| prime.union(key));
    keys.iter().all(|key| {
        key.subsets().iter().filter(|proper| proper != key).all(|proper| within(proper).minus(proper).is_subset(&prime))
    })
}

proptest! {
    #[test]
    fn closure_is_a_closure(a in set(), b in set(), deps in dependencies()) {
        let close = |set: &Attributes| closure(set, &deps);
        prop_assert!(a.is_subset(&close(&a)));
        prop_assert_eq!(close(&close(&a)), close(&a));
        prop_assert!(close(&a).is_subset(&close(&a.union(&b))));
        prop_assert!(implies(&deps, &Dependency::new(a.clone(), close(&a))));
    }

    #[test]
    fn a_minimal_cover_says_the_same_with_nothing_to_spare(deps in dependencies()) {
        let cover = minimal_cover(&deps);
        prop_assert!(equivalent(&cover, &deps));
        for (at, dependency) in cover.iter().enumerate() {
            prop_assert_eq!(dependency.dependent.len(), 1);
            let others: Vec<Dependency> =
                cover.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, d)| d.clone()).collect();
            prop_assert!(!implies(&others, dependency));
            for attribute in dependency.determinant.iter() {
                let fewer = dependency.determinant.without(attribute);
                prop_assert!(!implies(&cover, &Dependency::new(fewer, dependency.dependent.clone())));
            }
        }
    }

    #[test]
    fn the_keys_are_those_found_by_trying_every_set(deps in dependencies()) {
        let all = Attributes::first(WIDTH);
        let found = candidate_keys(&all, &deps, 1000);
        prop_assert!(found.complete);
        let mut keys = found.keys;
        let mut expected = keys_by_trial(&all, &deps);
        keys.sort();
        expected.sort();
        prop_assert_eq!(keys, expected);
    }

    #[test]
    fn the_verdict_on_a_relation_is_that_of_the_definition(deps in dependencies()) {
        let all = Attributes::first(WIDTH);
        let found = normal_form(&violations(&all, &deps, &candidate_keys(&all, &deps, 1000)));
        let expected = match violation_within(&all, &deps) {
            None => NormalForm::BoyceCodd,
            Some(_) if is_third_form(&all, &deps) => NormalForm::Third,
            Some(_) if is_second_form(&all, &deps) => NormalForm::Second,
            Some(_) => NormalForm::First,
        };
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn second_form_is_reached_without_loss(deps in dependencies()) {
        let all = Attributes::first(WIDTH);
        let parts = second_form(&all, &deps, &candidate_keys(&all, &deps, 1000));
        prop_assert!(is_lossless(&all, &parts, &deps));
        for part in &parts {
            prop_assert!(is_second_form(part, &deps), "{:?} of {:?}", part, parts);
        }
    }

    #[test]
    fn synthesis_gives_third_form_without_loss_and_keeps_every_dependency(deps in dependencies(), key in set()) {
        let all = Attributes::first(WIDTH);
        let parts = synthesize(&all, &deps, &key);
        prop_assert!(is_lossless(&all, &parts, &deps), "{:?}", parts);
        prop_assert!(lost_dependencies(&parts, &deps).is_empty(), "{:?}", parts);
        prop_assert!(all.is_subset(&parts.iter().fold(Attributes::new(), |all, part| all.union(part))));
        for part in &parts {
            prop_assert!(is_third_form(part, &deps), "{:?} of {:?}", part, parts);
        }
    }

    #[test]
    fn boyce_codd_form_is_reached_without_loss(deps in dependencies()) {
        let all = Attributes::first(WIDTH);
        let parts = boyce_codd(synthesize(&all, &deps, &Attributes::new()), &deps);
        prop_assert!(is_lossless(&all, &parts, &deps), "{:?}", parts);
        for part in &parts {
            let violating = part.subsets().into_iter().find(|set| {
                let within = closure(set, &deps).intersection(part);
                within != *set && within != *part
            });
            prop_assert_eq!(violating, None);
        }
    }
}

/// Textbook relations: letters are attributes.
#[test]
fn textbook_relations_come_out_as_in_the_textbook() {
    let set = |letters: &str| letters.bytes().map(|letter| usize::from(letter - b'a')).collect::<Attributes>();
    let check = |all: &str, given: &[(&str, &str)], form: NormalForm, third: &[&str], bcnf: &[&str], lost: usize| {
        let all = set(all);
        let deps: Vec<Dependency> = given.iter().map(|(l, r)| Dependency::new(set(l), set(r))).collect();
        let keys = candidate_keys(&all, &deps, 100);
        assert_eq!(normal_form(&violations(&all, &deps, &keys)), form);
        let parts = synthesize(&all, &deps, &Attributes::new());
        let sets = |texts: &[&str]| texts.iter().map(|text| set(text)).collect::<std::collections::BTreeSet<_>>();
        assert_eq!(parts.iter().cloned().collect::<std::collections::BTreeSet<_>>(), sets(third));
        let parts = boyce_codd(parts, &deps);
        assert_eq!(parts.iter().cloned().collect::<std::collections::BTreeSet<_>>(), sets(bcnf));
        assert_eq!(lost_dependencies(&parts, &deps).len(), lost);
    };
    // Partial: the key is ab, and c depends on a alone.
    check("abcd", &[("ab", "d"), ("a", "c")], NormalForm::First, &["abd", "ac"], &["abd", "ac"], 0);
    // Transitive: a determines b, b determines c.
    check("abc", &[("a", "b"), ("b", "c")], NormalForm::Second, &["ab", "bc"], &["ab", "bc"], 0);
    // Street, city and postal code: third form, and Boyce-Codd loses the first dependency.
    check("abc", &[("ab", "c"), ("c", "b")], NormalForm::Third, &["abc"], &["ac", "bc"], 1);
    check("ab", &[("a", "b"), ("b", "a")], NormalForm::BoyceCodd, &["ab"], &["ab"], 0);
    check("ab", &[], NormalForm::BoyceCodd, &["ab"], &["ab"], 0);
}
