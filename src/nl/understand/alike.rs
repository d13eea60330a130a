//! Names that mean the same thing.

use crate::nl::candidates::Candidate;
use std::collections::HashMap;

/// So many names with the same head are compared with each other.
const MOST_ALIKE: usize = 40;

/// For each candidate the one that means the same under another name (`task` of `transport task`), if just one does.
///
/// A short name means the longer one that ends with it, unless several different things do or both are described in
/// full. Of the names for one thing the one with the most attributes stands for it.
pub(super) fn merged(candidates: &[Candidate]) -> Vec<Option<usize>> {
    let mut by_head: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, candidate) in candidates.iter().enumerate() {
        by_head.entry(candidate.head.as_str()).or_default().push(index);
    }
    let mut root: Vec<usize> = (0..candidates.len()).collect();
    for group in by_head.values_mut() {
        // From long to short, so that the longer names are settled first.
        group.sort_by_key(|&index| std::cmp::Reverse(candidates[index].name.len()));
        for (place, &short) in group.iter().enumerate().take(MOST_ALIKE) {
            let suffix = format!(" {}", candidates[short].name);
            let mut roots: Vec<usize> = group[..place]
                .iter()
                .copied()
                .filter(|&long| candidates[long].name.ends_with(&suffix))
                .map(|long| root[long])
                .collect();
            roots.sort_unstable();
            roots.dedup();
            if let [one] = roots.as_slice()
                && (candidates[short].owned < 2 || candidates[*one].owned < 2)
            {
                let one = *one;
                let keep = if candidates[short].owned > candidates[one].owned { short } else { one };
                for &member in group[..place].iter().filter(|&&member| root[member] == one).collect::<Vec<_>>() {
                    root[member] = keep;
                }
                root[short] = keep;
            }
        }
    }
    root.iter().enumerate().map(|(index, &root)| (root != index).then_some(root)).collect()
}
