use super::*;
use petgraph::graphmap::DiGraphMap;

rule! {
    /// Tables require each other in a circle.
    ///
    /// ## Why
    /// The first row of each needs a row of the next, so none can be inserted, unless the keys are checked at
    /// commit only. Dumps and test data stumble over it.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE a (id int PRIMARY KEY, b_id int NOT NULL REFERENCES b);
    /// CREATE TABLE b (id int PRIMARY KEY, a_id int NOT NULL REFERENCES a);
    /// ```
    ///
    /// ## Fix
    /// None: one of the references has to become optional or deferrable, or move to a table of its own.
    ///
    /// ## When not to follow it
    /// Where all inserts go through one transaction with deferred checks; then declare the keys deferrable.
    "foreign-key-cycle", ForeignKeys, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    let mut graph: DiGraphMap<u32, ()> = DiGraphMap::new();
    for (view, key) in context.foreign_keys() {
        if let Some(parent) = mandatory_parent(context, view, key) {
            graph.add_edge(view.table.id.0, parent.table.id.0, ());
        }
    }
    let circles = petgraph::algo::kosaraju_scc(&graph).into_iter().filter(|circle| circle.len() > 1);
    circles.filter_map(|circle| finding(context, &circle)).collect()
}

fn mandatory_parent<'c, 'a>(context: &'c Context<'a>, view: &TableView, key: &ForeignKey) -> Option<&'c TableView<'a>> {
    let required = view.table.requires(&key.columns);
    context.table(&key.references.table).filter(|_| required && key.deferrable == Deferrable::No)
}

/// One finding for each circle, at the first key in the order of the schema.
fn finding(context: &Context, circle: &[u32]) -> Option<Finding> {
    let inside = |id: Id| circle.contains(&id.0);
    let (_, key) = context.foreign_keys().find(|(view, key)| {
        inside(view.table.id)
            && mandatory_parent(context, view, key)
                .is_some_and(|parent| inside(parent.table.id) && parent.table.id != view.table.id)
    })?;
    let names: Vec<&str> =
        context.tables.iter().filter(|view| inside(view.table.id)).map(|view| view.name().name.as_str()).collect();
    let message = format!("{} require each other, so no first row can be inserted.", listed(&names));
    Some(Finding::new(key.id, message).because("every reference of the circle is NOT NULL and checked at once"))
}
