//! Names that mean the same thing.

use crate::nl::candidates::Candidate;
use crate::nl::lexicon as words;
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
            // Of several longer names only those that the text describes can be meant.
            if roots.len() > 1 && candidates[short].owned < 2 {
                roots.retain(|&long| candidates[long].owned > 1);
            }
            // Both described: the one that has the same is meant.
            if roots.len() > 1 && candidates[short].owned >= 2 {
                roots.retain(|&long| described_alike(&candidates[short], &candidates[long]));
            }
            // `customer orders` are orders.
            let somebodys = |long: usize| {
                candidates[long].name.strip_suffix(&suffix).is_some_and(|rest| words::is_person(rest) || rest == "user")
                    && words::is_deed(&candidates[short].head)
            };
            if let [one] = roots.as_slice()
                && (candidates[short].owned < 2
                    || candidates[*one].owned < 2
                    || somebodys(*one)
                    || described_alike(&candidates[short], &candidates[*one]))
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
    records_of_events(candidates, &mut root);
    described_twice(candidates, &mut root);
    root.iter().enumerate().map(|(index, &root)| (root != index).then_some(root)).collect()
}

/// `fertilization records` and `plot fertilization operations` with the same particulars are one thing.
fn described_twice(candidates: &[Candidate], root: &mut [usize]) {
    let core = |index: usize| event_named(&candidates[index].name);
    let described: Vec<usize> =
        (0..candidates.len()).filter(|&i| root[i] == i && candidates[i].parts.len() > 1).take(MOST_ALIKE).collect();
    for (place, &a) in described.iter().enumerate() {
        for &b in &described[place + 1..] {
            let (one, other) = (core(a), core(b));
            let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
            let within = short.split(' ').all(|word| long.split(' ').any(|w| w == word));
            let (few, many) = (&candidates[a].parts, &candidates[b].parts);
            let shared = few.iter().filter(|part| many.contains(part)).count();
            let same = shared >= 3 || shared >= 2 && shared * 3 >= few.len().min(many.len()) * 2;
            let head = |name: &str| name.rsplit(' ').next().unwrap_or_default().to_owned();
            let kind = head(&one) == head(&other) || words::is_event(&head(&one)) && words::is_event(&head(&other));
            if !within || !same || !kind || root[a] != a || root[b] != b {
                continue;
            }
            let (keep, drop) = if candidates[a].owned >= candidates[b].owned { (a, b) } else { (b, a) };
            for entry in root.iter_mut().filter(|entry| **entry == drop) {
                *entry = keep;
            }
        }
    }
}

/// Whether two descriptions are of one thing: they share what they list.
fn described_alike(a: &Candidate, b: &Candidate) -> bool {
    let shared = a.parts.iter().filter(|part| b.parts.contains(part)).count();
    shared >= 2 || shared * 2 >= a.parts.len().min(b.parts.len()).max(1)
}

/// `approval`, `approval record` and `approval operation` are one thing.
fn records_of_events(candidates: &[Candidate], root: &mut [usize]) {
    let mut by_event: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, candidate) in candidates.iter().enumerate() {
        let name = event_named(&candidate.name);
        by_event.entry(name).or_default().push(index);
    }
    // `plot fertilization operations` and `fertilization records`, where there is no other fertilization.
    let names: Vec<String> =
        by_event.keys().filter(|name| words::is_event(name.rsplit(' ').next().unwrap_or_default())).cloned().collect();
    for short in names.iter().filter(|name| !name.contains(' ')).take(MOST_ALIKE) {
        let suffix = format!(" {short}");
        let mut longer = names.iter().filter(|name| name.ends_with(&suffix));
        if let (Some(long), None) = (longer.next(), longer.next())
            && let Some(group) = by_event.remove(short)
        {
            by_event.entry(long.clone()).or_default().extend(group);
        }
    }
    for group in by_event.values().filter(|group| group.len() > 1 && group.len() < MOST_ALIKE) {
        if !group.iter().any(|&index| is_wrapped(&candidates[index].name)) {
            continue;
        }
        let Some(keep) = group.iter().map(|&index| root[index]).max_by_key(|&index| (candidates[index].owned, index))
        else {
            continue;
        };
        for &index in group {
            let drop = root[index];
            for entry in root.iter_mut().filter(|entry| **entry == drop) {
                *entry = keep;
            }
        }
    }
}

fn is_wrapped(name: &str) -> bool {
    event_named(name) != name
}

/// The event in the name of what is kept of it: `loan` for `loan record`, `maintenance` for `maintenance task`.
fn event_named(name: &str) -> String {
    const WRAPPERS: &[&str] = &[
        "record",
        "operation",
        "activity",
        "event",
        "transaction",
        "process",
        "instance",
        "action",
        "task",
        "history",
        "information",
        "log",
    ];
    let stem = name
        .rsplit_once(' ')
        .filter(|(stem, last)| WRAPPERS.contains(last) && words::is_event(stem.rsplit(' ').next().unwrap_or_default()));
    let stem = stem.map_or(name, |(stem, _)| stem);
    stem.strip_suffix("sales").map_or(stem.to_owned(), |rest| format!("{rest}sale"))
}
