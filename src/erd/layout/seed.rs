//! A first arrangement in layers: each table one column to the right of its last parent.

use super::few;
use petgraph::algo::greedy_feedback_arc_set;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::BTreeSet;

/// How often the columns are ordered anew by what their tables are linked to.
const SWEEPS: usize = 8;

/// Tables in columns, parents before their children, ordered within each column so that few links cross.
/// `links` go from child to parent.
///
/// Few tables are ranked and ordered by layout-rs (`few`); more by the longest path and barycentres (Sugiyama, Tagawa,
/// Toda 1981).
pub(super) fn layers(tables: usize, links: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let edges = without_cycles(links);
    if (1..=few::MOST_TABLES).contains(&tables) {
        return few::layers(tables, &edges);
    }
    let layer = longest_paths(tables, &edges);
    let mut columns: Vec<Vec<usize>> = vec![Vec::new(); layer.iter().max().map_or(0, |last| last + 1)];
    for (table, layer) in layer.iter().enumerate() {
        columns[*layer].push(table);
    }
    let mut neighbours: Vec<Vec<usize>> = vec![Vec::new(); tables];
    for (parent, child) in &edges {
        neighbours[*parent].push(*child);
        neighbours[*child].push(*parent);
    }
    let mut height = vec![0.0; tables];
    for sweep in 0..SWEEPS {
        for column in &columns {
            let middle = column.len() as f64 / 2.0;
            for (row, table) in column.iter().enumerate() {
                height[*table] = row as f64 - middle;
            }
        }
        // To the right by the parents, to the left by the children.
        let right = sweep % 2 == 0;
        let wanted: Vec<f64> = (0..tables)
            .map(|table| {
                let side = neighbours[table].iter().filter(|other| (layer[**other] < layer[table]) == right);
                let (sum, count) = side.fold((0.0, 0.0), |(sum, count), other| (sum + height[*other], count + 1.0));
                if count == 0.0 { height[table] } else { sum / count }
            })
            .collect();
        for column in &mut columns {
            column.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
        }
    }
    columns
}

/// For each table the length of the longest way that leads to it.
fn longest_paths(tables: usize, edges: &BTreeSet<(usize, usize)>) -> Vec<usize> {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); tables];
    let mut open = vec![0_usize; tables];
    for (parent, child) in edges {
        children[*parent].push(*child);
        open[*child] += 1;
    }
    let mut layer = vec![0; tables];
    let mut ready: Vec<usize> = (0..tables).filter(|table| open[*table] == 0).collect();
    while let Some(parent) = ready.pop() {
        for &child in &children[parent] {
            layer[child] = layer[child].max(layer[parent] + 1);
            open[child] -= 1;
            if open[child] == 0 {
                ready.push(child);
            }
        }
    }
    layer
}

/// Pairs of parent and child, each once, with as few as possible turned round so that there is no circle.
fn without_cycles(links: &[(usize, usize)]) -> BTreeSet<(usize, usize)> {
    let forward: BTreeSet<(usize, usize)> =
        links.iter().filter(|(child, parent)| child != parent).map(|(child, parent)| (*parent, *child)).collect();
    let mut graph = DiGraph::<(), (), usize>::default();
    for _ in 0..=forward.iter().map(|(a, b)| *a.max(b)).max().unwrap_or(0) {
        graph.add_node(());
    }
    for (parent, child) in &forward {
        graph.add_edge(NodeIndex::new(*parent), NodeIndex::new(*child), ());
    }
    let backward: BTreeSet<(usize, usize)> =
        greedy_feedback_arc_set(&graph).map(|edge| (edge.source().index(), edge.target().index())).collect();
    let turned = |(parent, child): (usize, usize)| match backward.contains(&(parent, child)) {
        true => (child, parent),
        false => (parent, child),
    };
    forward.into_iter().map(turned).collect()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn parents_stand_before_their_children() {
        assert_eq!(layers(3, &[(1, 0), (2, 1)]), [[0], [1], [2]]);
        assert_eq!(layers(0, &[]), Vec::<Vec<usize>>::new());
        assert_eq!(layers(2, &[(0, 1), (1, 0), (1, 1)]).len(), 2);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]
        #[test]
        fn every_table_stands_in_one_column(links in prop::collection::vec((0_usize..20, 0_usize..20), 0..60)) {
            let mut all: Vec<usize> = layers(20, &links).into_iter().flatten().collect();
            all.sort_unstable();
            prop_assert_eq!(all, (0..20).collect::<Vec<_>>());
        }
    }
}
