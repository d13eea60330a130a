//! Ranks and orders of a few tables, by layout-rs.
//!
//! Its exchanges of neighbours find fewer crossings than barycentres do, but take time that explodes with the ranks that
//! links span (nadavrot/layout, issue 3), so it arranges the small clusters alone.

use layout::adt::dag::NodeHandle;
use layout::core::base::Orientation;
use layout::core::geometry::Point;
use layout::core::style::StyleAttr;
use layout::std_shapes::shapes::{Arrow, Element, ShapeKind};
use layout::topo::layout::VisualGraph;
use std::collections::BTreeSet;

/// Beyond this the time is felt.
pub(super) const MOST_TABLES: usize = 10;

/// Tables in columns, parents before their children. `edges` go from parent to child and hold no circle.
pub(super) fn layers(tables: usize, edges: &BTreeSet<(usize, usize)>) -> Vec<Vec<usize>> {
    let mut graph = VisualGraph::new(Orientation::LeftToRight);
    // There are no circles left to check for.
    graph.dag.set_validate(false);
    let nodes: Vec<NodeHandle> = (0..tables).map(|_| graph.add_node(element())).collect();
    for (parent, child) in edges {
        graph.dag.add_edge(nodes[*parent], nodes[*child]);
        graph.add_edge(Arrow::simple(""), nodes[*parent], nodes[*child]);
    }
    graph.split_long_edges(false);
    let table = |node: &NodeHandle| Some(node.get_index()).filter(|at| *at < tables);
    let columns = graph.dag.ranks().iter().map(|rank| rank.iter().filter_map(table).collect());
    columns.filter(|column: &Vec<usize>| !column.is_empty()).collect()
}

/// The sizes do not matter for ranks and their order.
fn element() -> Element {
    Element::create(ShapeKind::new_box(""), StyleAttr::simple(), Orientation::LeftToRight, Point::splat(1.0))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn every_table_stands_right_of_its_parents(pairs in prop::collection::vec((0..MOST_TABLES, 0..MOST_TABLES), 0..45)) {
            let edges: BTreeSet<(usize, usize)> = pairs.into_iter().filter(|(a, b)| a < b).collect();
            let columns = layers(MOST_TABLES, &edges);
            let column = |table: usize| columns.iter().position(|column| column.contains(&table));
            prop_assert_eq!(columns.iter().map(Vec::len).sum::<usize>(), MOST_TABLES);
            for (parent, child) in edges {
                prop_assert!(column(parent) < column(child), "{} {}", parent, child);
            }
        }
    }
}
