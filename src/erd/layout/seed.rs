//! A first arrangement in layers, by layout-rs.

use layout::adt::dag::NodeHandle;
use layout::core::base::Orientation;
use layout::core::geometry::Point;
use layout::core::style::StyleAttr;
use layout::std_shapes::shapes::{Arrow, Element, ShapeKind};
use layout::topo::layout::VisualGraph;
use petgraph::algo::greedy_feedback_arc_set;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::BTreeSet;

/// Tables in columns, parents before their children, ordered within each column so that few links cross.
/// `links` go from child to parent.
pub(super) fn layers(tables: usize, links: &[(usize, usize)]) -> Vec<Vec<usize>> {
    if tables == 0 {
        return Vec::new();
    }
    let mut graph = VisualGraph::new(Orientation::LeftToRight);
    // The check for cycles takes exponential time (nadavrot/layout, issue 3); there are none left here.
    graph.dag.set_validate(false);
    let nodes: Vec<NodeHandle> = (0..tables).map(|_| graph.add_node(element())).collect();
    for (parent, child) in without_cycles(links) {
        graph.dag.add_edge(nodes[parent], nodes[child]);
        graph.add_edge(Arrow::simple(""), nodes[parent], nodes[child]);
    }
    graph.split_long_edges(false);
    let table = |node: &NodeHandle| Some(node.get_index()).filter(|at| *at < tables);
    let columns = graph.dag.ranks().iter().map(|rank| rank.iter().filter_map(table).collect());
    columns.filter(|column: &Vec<usize>| !column.is_empty()).collect()
}

/// The sizes do not matter for layers and their order.
fn element() -> Element {
    Element::create(ShapeKind::new_box(""), StyleAttr::simple(), Orientation::LeftToRight, Point::splat(1.0))
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
