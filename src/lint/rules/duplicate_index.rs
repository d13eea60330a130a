use super::*;

rule! {
    /// Two indexes are the same.
    ///
    /// ## Why
    /// Each is written on every change and takes room and cache; the database uses one of them.
    ///
    /// ## Example
    /// ```sql
    /// CREATE INDEX a ON users (name); CREATE INDEX b ON users (name);
    /// ```
    ///
    /// ## Fix
    /// Drops the later one.
    ///
    /// ## When not to follow it
    /// While one replaces the other in a running database.
    "duplicate-index", Indexes, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    let mut findings = Vec::new();
    for view in &context.tables {
        let indexes = &view.table.indexes;
        for (at, index) in indexes.iter().enumerate() {
            let same = |other: &&Index| {
                other.keys == index.keys
                    && other.method == index.method
                    && other.predicate == index.predicate
                    && other.unique == index.unique
                    && index.include.iter().all(|name| other.include.contains(name))
            };
            let Some(first) = indexes[..at].iter().find(same) else { continue };
            let message = format!("The index {} of {} is the same as {}.", label(index), view.name(), label(first));
            findings.push(Finding::new(index.id, message).fix("Drop it", vec![Change::Drop { id: index.id }]));
        }
    }
    findings
}

fn label(index: &Index) -> String {
    index.name.clone().unwrap_or_else(|| format!("({})", index.columns().join(", ")))
}
