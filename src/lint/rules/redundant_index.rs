use super::*;

rule! {
    /// An index is the beginning of another one.
    ///
    /// ## Why
    /// Whatever it finds, the longer index or key finds as well; it only costs writes, room and cache.
    ///
    /// ## Example
    /// ```sql
    /// CREATE INDEX a ON orders (user_id); CREATE INDEX b ON orders (user_id, created_at);
    /// ```
    ///
    /// ## Fix
    /// Drops the shorter one.
    ///
    /// ## When not to follow it
    /// Where the longer one is very wide and the shorter one is read all the time.
    "redundant-index", Indexes, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    context
        .tables
        .iter()
        .flat_map(|view| view.table.indexes.iter().filter_map(|index| finding(context, view, index)))
        .collect()
}

fn finding(context: &Context, view: &TableView, index: &Index) -> Option<Finding> {
    let plain = |index: &Index| index.method.is_none() && index.predicate.is_none();
    let bare = |index: &Index| {
        index.keys.iter().all(|key| {
            key.as_column().is_some()
                && !key.descending
                && key.prefix.is_none()
                && key.operator_class.is_none()
                && key.nulls == NullsOrder::Default
        })
    };
    if index.unique || !plain(index) || !index.include.is_empty() {
        return None;
    }
    let longer = view.table.indexes.iter().find(|other| {
        other.id != index.id
            && plain(other)
            && other.keys.len() > index.keys.len()
            && other.keys.starts_with(&index.keys)
    });
    let columns: Vec<String> = index.columns().into_iter().map(str::to_owned).collect();
    let mut keys = view.keys();
    // A unique index is told by the comparison of indexes where it is longer.
    keys.retain(|(id, key)| *id != index.id && key.starts_with(&columns));
    let by = longer.map(|other| other.id).or_else(|| bare(index).then(|| keys.first().map(|(id, _)| *id)).flatten())?;
    let message = format!("The index ({}) of {} is the beginning of another one.", columns.join(", "), view.name());
    let finding = Finding::new(index.id, message).because(format!("{} begins with the same columns", context.path(by)));
    Some(finding.fix("Drop it", vec![Change::Drop { id: index.id }]))
}
