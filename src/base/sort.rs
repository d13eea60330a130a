//! Stable sorting whose algorithm is compiled once instead of for each type and order.

use std::cmp::Ordering;

/// Sorts; what is equal keeps its order.
pub fn by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let order = {
        let items = &*items;
        order(items.len(), &|a, b| match (items.get(a), items.get(b)) {
            (Some(a), Some(b)) => compare(a, b),
            _ => Ordering::Equal,
        })
    };
    arrange(order, &mut |a, b| items.swap(a, b));
}

/// Sorts by a key; what has the same key keeps its order.
pub fn by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    by(items, |a, b| key(a).cmp(&key(b)));
}

/// The places in their order.
fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

/// Brings each item to its place: the item for place `at` stands where the earlier exchanges have left it.
fn arrange(order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for (at, from) in order.iter().enumerate() {
        let mut from = *from;
        while from < at {
            from = order.get(from).copied().unwrap_or(at);
        }
        swap(at, from);
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// As the library's own.
        #[test]
        fn items_are_sorted_and_equal_ones_keep_their_order(items in prop::collection::vec((0u8..8, 0u8..200), 0..60)) {
            let (mut expected, mut found) = (items.clone(), items);
            expected.sort_by_key(|(key, _)| *key);
            by_key(&mut found, |(key, _)| *key);
            prop_assert_eq!(found, expected);
        }
    }
}
