use super::*;

rule! {
    /// A table that links two others lets a pair be linked twice.
    ///
    /// ## Why
    /// It has a key of its own, which says nothing about the pair: the same tag is put on a post twice, and counts
    /// and joins are wrong.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE post_tags (id serial PRIMARY KEY, post_id int REFERENCES posts, tag_id int REFERENCES tags);
    /// ```
    ///
    /// ## Fix
    /// Proposes a unique key over the references. Pairs that are there twice have to go first.
    ///
    /// ## When not to follow it
    /// Where each link is an event of its own, so that a pair may come again; a time would tell them apart.
    "link-without-unique", Keys, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    context.tables.iter().filter_map(|view| finding(context, view)).collect()
}

fn finding(context: &Context, view: &TableView) -> Option<Finding> {
    let own: Vec<&ColumnView> =
        view.columns.iter().filter(|column| !column.in_primary_key || column.in_foreign_key).collect();
    let [first, second] = own.as_slice() else { return None };
    let parents: Vec<&QualifiedName> = view.table.foreign_keys.iter().map(|key| &key.references.table).collect();
    let links = first.in_foreign_key && second.in_foreign_key && parents.len() == 2 && parents[0] != parents[1];
    let columns = vec![first.name().to_owned(), second.name().to_owned()];
    // A key on one of the two makes the pair unique as well.
    let told = view.keys().iter().any(|(_, key)| key.iter().all(|name| columns.contains(name)));
    if !links || told {
        return None;
    }
    let message = format!("{} links {} and {}, but a pair can be linked twice.", view.name(), parents[0], parents[1]);
    let add = unique_added(context, view.table, columns);
    let title = format!("Add a unique key on ({}, {})", first.name(), second.name());
    Some(Finding::new(view.table.id, message).because("no key covers the pair").propose(title, vec![add]))
}
