//! The order in which tables are made.

use crate::dialect::Dialect;
use crate::schema::{QualifiedName, Schema, Table};
use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;
use std::collections::HashMap;

/// Positions in `Schema::tables`, parents before children, otherwise as near to the schema's own order as possible.
pub(super) struct Order {
    pub tables: Vec<usize>,
    /// Foreign keys, as table and position, whose parent is made later.
    pub closing: Vec<(usize, usize)>,
}

pub(super) fn order(schema: &Schema, dialect: Dialect) -> Order {
    if dialect.facts().forward_references {
        return Order { tables: (0..schema.tables.len()).collect(), closing: Vec::new() };
    }
    let tables = parents_first(schema);
    let mut rank = vec![0; tables.len()];
    for (place, &table) in tables.iter().enumerate() {
        rank[table] = place;
    }
    let positions = positions(schema);
    let mut closing = Vec::new();
    for &child in &tables {
        for (at, key) in schema.tables[child].foreign_keys.iter().enumerate() {
            if positions.get(&key.references.table).is_some_and(|&parent| rank[parent] > rank[child]) {
                closing.push((child, at));
            }
        }
    }
    Order { tables, closing }
}

/// Tables by name; the first of two with the same name.
pub(super) fn positions(schema: &Schema) -> HashMap<&QualifiedName, usize> {
    let mut positions = HashMap::new();
    for (at, table) in schema.tables.iter().enumerate() {
        positions.entry(&table.name).or_insert(at);
    }
    positions
}

/// Tables that refer to each other in a circle are made one after the other in the schema's order.
fn parents_first(schema: &Schema) -> Vec<usize> {
    let positions = positions(schema);
    let mut graph: DiGraph<(), ()> = DiGraph::new();
    let nodes: Vec<_> = schema.tables.iter().map(|_| graph.add_node(())).collect();
    for (child, table) in schema.tables.iter().enumerate() {
        for key in &table.foreign_keys {
            if let Some(&parent) = positions.get(&key.references.table) {
                graph.update_edge(nodes[child], nodes[parent], ());
            }
        }
        for parent in made_from(table) {
            if let Some(&parent) = positions.get(&parent) {
                graph.update_edge(nodes[child], nodes[parent], ());
            }
        }
    }
    let mut circles: Vec<Vec<usize>> =
        kosaraju_scc(&graph).into_iter().map(|nodes| nodes.into_iter().map(|node| node.index()).collect()).collect();
    circles.iter_mut().for_each(|circle| circle.sort_unstable());
    circles.sort_by_key(|circle| circle.first().copied());
    let mut circle_of = vec![0; nodes.len()];
    for (at, circle) in circles.iter().enumerate() {
        circle.iter().for_each(|&table| circle_of[table] = at);
    }
    let mut waiting = vec![0_usize; circles.len()];
    let mut children = vec![Vec::new(); circles.len()];
    for edge in graph.raw_edges() {
        let (child, parent) = (circle_of[edge.source().index()], circle_of[edge.target().index()]);
        if child != parent {
            waiting[child] += 1;
            children[parent].push(child);
        }
    }
    let mut ready: std::collections::BTreeSet<usize> = (0..circles.len()).filter(|&at| waiting[at] == 0).collect();
    let mut order = Vec::with_capacity(nodes.len());
    while let Some(at) = ready.pop_first() {
        order.extend(&circles[at]);
        for &child in &children[at] {
            waiting[child] -= 1;
            if waiting[child] == 0 {
                ready.insert(child);
            }
        }
    }
    order
}

/// The tables that a table inherits from, or is a partition of.
fn made_from(table: &Table) -> Vec<QualifiedName> {
    let options = table.options.iter().filter(|(name, _)| name == "INHERITS" || name == "PARTITION OF");
    let mut names = Vec::new();
    for (_, value) in options {
        let value = value.split(" FOR VALUES").next().unwrap_or(value).split(" DEFAULT").next().unwrap_or(value);
        for written in value.trim_matches(['(', ')']).split(',') {
            let mut parts: Vec<String> =
                written.trim().split('.').map(|part| part.trim_matches('"').to_owned()).collect();
            let name = parts.pop().unwrap_or_default();
            names.push(QualifiedName { namespace: parts.pop().filter(|namespace| namespace != "public"), name });
        }
    }
    names
}
