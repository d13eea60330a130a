//! Discovery against the definition, tried on every set of columns.

use super::*;
use proptest::prelude::*;

fn sample_of(rows: &[Vec<u8>], width: usize) -> Sample {
    let texts: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(u8::to_string).collect()).collect();
    let records: Vec<Vec<&str>> = texts.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let names: Vec<String> = (0..width).map(|at| format!("c{at}")).collect();
    Sample::of(&names.iter().map(String::as_str).collect::<Vec<_>>(), &records)
}

/// Whether rows that agree on the columns agree on the dependent one, or, without one, whether no two rows agree.
fn holds(rows: &[Vec<u8>], columns: &[usize], dependent: Option<usize>) -> bool {
    rows.iter().enumerate().all(|(at, left)| {
        rows[at + 1..].iter().all(|right| {
            let agree = columns.iter().all(|column| left[*column] == right[*column]);
            !agree || dependent.is_some_and(|dependent| left[dependent] == right[dependent])
        })
    })
}

fn minimal_by_trial(rows: &[Vec<u8>], width: usize, dependent: Option<usize>) -> Vec<Vec<usize>> {
    let mut sets: Vec<Vec<usize>> = (0..1usize << width)
        .map(|mask| (0..width).filter(|column| mask >> column & 1 == 1).collect::<Vec<usize>>())
        .filter(|set| dependent.is_none_or(|dependent| !set.contains(&dependent)))
        .collect();
    sets.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    let mut minimal: Vec<Vec<usize>> = Vec::new();
    for set in sets {
        let contains = |known: &Vec<usize>| known.iter().all(|column| set.contains(column));
        if !minimal.iter().any(contains) && holds(rows, &set, dependent) {
            minimal.push(set);
        }
    }
    minimal
}

fn table() -> impl Strategy<Value = Vec<Vec<u8>>> {
    prop::collection::vec(prop::collection::vec(0u8..3, 5), 0..14)
}

proptest! {
    #[test]
    fn dependencies_and_keys_are_the_minimal_ones(rows in table(), complete: bool) {
        let sample = sample_of(&rows, 5);
        let encoded = Rows::of(&sample);
        // Starting from nothing, everything has to come from counterexamples.
        let mut differences = Differences::sampled(&encoded);
        if !complete {
            differences = Differences::none();
        }
        for dependent in (0..5).map(Some).chain([None]) {
            let mut found = search::minimal_determinants(&encoded, &mut differences, dependent, None);
            found.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
            prop_assert_eq!(found, minimal_by_trial(&rows, 5, dependent), "{:?}", dependent);
        }
    }

    #[test]
    fn a_bound_leaves_the_small_ones(rows in table()) {
        let sample = sample_of(&rows, 5);
        let bounded = discover(&sample, &DiscoveryOptions { largest: Some(2), ..DiscoveryOptions::default() });
        let mut all = discover(&sample, &DiscoveryOptions::default());
        all.exact.retain(|found| found.determinant.len() <= 2);
        prop_assert_eq!(bounded.exact, all.exact);
    }

    #[test]
    fn an_error_of_zero_means_that_the_dependency_holds(rows in table(), a in 0usize..5, b in 0usize..5) {
        let sample = sample_of(&rows, 5);
        prop_assert_eq!(error_of(&sample, &[a], b) == 0.0, holds(&rows, &[a], Some(b)));
    }
}

#[test]
fn errors_are_the_share_of_rows_that_would_have_to_go() {
    let records = [["1", "a"], ["1", "a"], ["1", "b"], ["2", "c"], ["2", "c"]].map(|row| row.to_vec());
    let sample = Sample::of(&["zip", "city"], &records);
    assert_eq!(error_of(&sample, &[0], 1), 0.2);
    let found = discover(&sample, &DiscoveryOptions { max_error: 0.25, ..DiscoveryOptions::default() });
    assert_eq!(found.approximate, [Found { determinant: vec![0], dependent: 1, error: 0.2 }]);
}

#[test]
fn dependencies_that_many_rows_could_have_contradicted_are_trusted() {
    let check = |rows: &[[&str; 2]], expected: bool| {
        let records: Vec<Vec<&str>> = rows.iter().map(|row| row.to_vec()).collect();
        let sample = Sample::of(&["zip", "city"], &records);
        let found = Found { determinant: vec![0], dependent: 1, error: 0.0 };
        assert_eq!(!trusted(&sample, &[found]).is_empty(), expected, "{rows:?}");
    };
    check(&[["1", "a"], ["2", "b"], ["3", "c"]], false);
    check(&[["1", "a"], ["1", "a"], ["2", "a"], ["2", "a"]], false);
    check(&[["1", "a"], ["1", "a"], ["1", "a"], ["1", "a"], ["2", "b"], ["2", "b"], ["3", "c"], ["3", "c"]], true);
}
