//! Places: where something new goes, and the fewest moves that bring a list into an order.

use crate::schema::Id;
use std::collections::HashMap;

/// Where to insert `id` into `now` so that it follows the nearest of its predecessors in `wanted`; `None` is the end.
pub(super) fn place(now: &[Id], wanted: &[Id], id: Id) -> Option<usize> {
    let at = wanted.iter().position(|other| *other == id)?;
    let before = wanted[..at].iter().rev().find_map(|other| now.iter().position(|here| here == other));
    let place = before.map_or(0, |before| before + 1);
    (place < now.len()).then_some(place)
}

/// The moves, as id and new place, that bring `now` into the order of `wanted`. Both hold the same ids; what one of
/// them lacks is left where it is.
///
/// The longest run of elements that already follow each other in the wanted order stays; each other element moves
/// once, behind its predecessor.
pub(super) fn moves(now: &[Id], wanted: &[Id]) -> Vec<(Id, usize)> {
    let rank: HashMap<Id, usize> = wanted.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let mut list = now.to_vec();
    let stays = longest_increasing(&list.iter().filter_map(|id| rank.get(id).copied()).collect::<Vec<_>>());
    let mut moves = Vec::new();
    for (at, id) in wanted.iter().enumerate() {
        if stays.binary_search(&at).is_ok() {
            continue;
        }
        let Some(from) = list.iter().position(|here| here == id) else { continue };
        list.remove(from);
        let before = wanted[..at].iter().rev().find_map(|other| list.iter().position(|here| here == other));
        let to = before.map_or(0, |before| before + 1);
        list.insert(to, *id);
        moves.push((*id, to));
    }
    moves
}

/// The values of a longest increasing subsequence (patience sorting, O(n log n)).
fn longest_increasing(values: &[usize]) -> Vec<usize> {
    let mut tails: Vec<usize> = Vec::new();
    let mut previous = vec![None; values.len()];
    for (at, value) in values.iter().enumerate() {
        let pile = tails.partition_point(|tail| values[*tail] < *value);
        previous[at] = pile.checked_sub(1).map(|below| tails[below]);
        match tails.get_mut(pile) {
            Some(tail) => *tail = at,
            None => tails.push(at),
        }
    }
    let mut run = Vec::new();
    let mut next = tails.last().copied();
    while let Some(at) = next {
        run.push(values[at]);
        next = previous[at];
    }
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(numbers: &[u32]) -> Vec<Id> {
        numbers.iter().map(|n| Id(*n)).collect()
    }

    #[test]
    fn the_fewest_elements_move() {
        let check = |now: &[u32], wanted: &[u32], count: usize| {
            let (mut list, wanted) = (ids(now), ids(wanted));
            let moves = moves(&list, &wanted);
            assert_eq!(moves.len(), count, "{now:?}");
            for (id, at) in moves {
                list.retain(|here| *here != id);
                list.insert(at, id);
            }
            assert_eq!(list, wanted);
        };
        check(&[1, 2, 3, 4], &[1, 2, 3, 4], 0);
        check(&[1, 2, 3, 4], &[2, 3, 4, 1], 1);
        check(&[4, 1, 2, 3], &[1, 2, 3, 4], 1);
        check(&[4, 3, 2, 1], &[1, 2, 3, 4], 3);
        check(&[], &[], 0);
    }

    #[test]
    fn what_is_new_follows_its_predecessor() {
        let check = |now: &[u32], wanted: &[u32], expected: Option<usize>| {
            assert_eq!(place(&ids(now), &ids(wanted), Id(9)), expected);
        };
        check(&[1, 2], &[1, 9, 2], Some(1));
        check(&[1, 2], &[9, 1, 2], Some(0));
        check(&[1, 2], &[1, 2, 9], None);
        check(&[1, 5, 2], &[1, 2, 9], None);
        check(&[1, 5, 2], &[1, 7, 9, 2], Some(1));
    }
}
