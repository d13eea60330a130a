//! Which tables are arranged together.

use super::super::diagram::Diagram;
use crate::base::sort;
use std::collections::BTreeMap;

/// Components up to this size are arranged whole.
const WHOLE: usize = 48;
/// Larger components come apart into clusters up to this size.
const CLUSTER: usize = 24;

/// Tables without links come in groups of this size.
const SINGLES: usize = 12;

/// The tables of `free` in groups that belong together, the largest component first. Every table is in one group.
pub(super) fn groups(diagram: &Diagram, free: &[usize]) -> Vec<Vec<usize>> {
    let neighbours = neighbours(diagram, free);
    let mut groups = Vec::new();
    let (single, linked): (Vec<_>, Vec<_>) =
        components(free, &neighbours).into_iter().partition(|component| component.len() == 1);
    for component in linked {
        if component.len() <= WHOLE {
            groups.push(component);
        } else {
            groups.extend(clusters(&component, &neighbours));
        }
    }
    // Tables without links stand together.
    let single: Vec<usize> = single.into_iter().flatten().collect();
    groups.extend(single.chunks(SINGLES).map(<[usize]>::to_vec));
    groups
}

/// The free tables that each free table is linked to, in order and without itself.
fn neighbours(diagram: &Diagram, free: &[usize]) -> Vec<Vec<usize>> {
    let mut is_free = vec![false; diagram.tables.len()];
    free.iter().for_each(|at| is_free[*at] = true);
    let mut neighbours = vec![Vec::new(); diagram.tables.len()];
    for link in diagram.links.iter().filter(|l| l.child != l.parent && is_free[l.child] && is_free[l.parent]) {
        neighbours[link.child].push(link.parent);
        neighbours[link.parent].push(link.child);
    }
    for list in &mut neighbours {
        list.sort_unstable();
        list.dedup();
    }
    neighbours
}

fn components(free: &[usize], neighbours: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut seen = vec![false; neighbours.len()];
    let mut components = Vec::new();
    for &start in free {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        let mut component = vec![start];
        let mut next = 0;
        while next < component.len() {
            for &neighbour in &neighbours[component[next]] {
                if !std::mem::replace(&mut seen[neighbour], true) {
                    component.push(neighbour);
                }
            }
            next += 1;
        }
        component.sort_unstable();
        components.push(component);
    }
    sort::by_key(&mut components, |component| std::cmp::Reverse(component.len()));
    components
}

/// Label propagation (Raghavan, Albert and Kumara, 2007): every table takes the label that weighs most among its
/// neighbours. A neighbour weighs the less the more links it has, so that a hub does not swallow the rest.
fn clusters(component: &[usize], neighbours: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut label: Vec<usize> = (0..neighbours.len()).collect();
    let mut size = vec![1_usize; neighbours.len()];
    for _ in 0..12 {
        let mut changed = false;
        for &table in component {
            let best = heaviest(table, neighbours, &label, |other| other == label[table] || size[other] < CLUSTER);
            if let Some(best) = best.filter(|best| *best != label[table]) {
                size[label[table]] -= 1;
                size[best] += 1;
                label[table] = best;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    // Leftovers join the cluster that they are linked to most, even if that makes it a little larger.
    for &table in component {
        if size[label[table]] <= 2 {
            let roomy = |other: usize| other != label[table] && size[other] < CLUSTER + CLUSTER / 4;
            if let Some(best) = heaviest(table, neighbours, &label, roomy) {
                size[label[table]] -= 1;
                size[best] += 1;
                label[table] = best;
            }
        }
    }
    let mut clusters: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &table in component {
        clusters.entry(label[table]).or_default().push(table);
    }
    clusters.into_values().collect()
}

/// The label with the greatest weight around a table; the smallest of equal ones.
fn heaviest(
    table: usize,
    neighbours: &[Vec<usize>],
    label: &[usize],
    allowed: impl Fn(usize) -> bool,
) -> Option<usize> {
    let mut weights: BTreeMap<usize, f64> = BTreeMap::new();
    for &neighbour in &neighbours[table] {
        *weights.entry(label[neighbour]).or_default() += 1.0 / neighbours[neighbour].len() as f64;
    }
    let mut best: Option<(usize, f64)> = None;
    for (other, weight) in weights.into_iter().filter(|(other, _)| allowed(*other)) {
        if best.is_none_or(|(_, most)| weight > most + 1e-9) {
            best = Some((other, weight));
        }
    }
    best.map(|(other, _)| other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::erd::sample;

    #[test]
    fn every_table_is_in_one_group_and_groups_are_small() {
        for (tables, seed) in [(0, 1), (1, 1), (30, 2), (200, 3), (500, 4)] {
            let diagram = Diagram::of(&sample::synthetic(tables, seed));
            let free: Vec<usize> = (0..tables).collect();
            let groups = groups(&diagram, &free);
            assert!(groups.iter().all(|group| group.len() <= WHOLE));
            let mut all: Vec<usize> = groups.into_iter().flatten().collect();
            all.sort_unstable();
            assert_eq!(all, free);
        }
    }
}
