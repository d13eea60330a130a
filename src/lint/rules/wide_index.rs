use super::*;

rule! {
    /// An index has many columns.
    ///
    /// ## Why
    /// It is nearly a second table: large, slow to write, and of use only to queries that fix the leading columns.
    ///
    /// ## Example
    /// ```sql
    /// CREATE INDEX ON orders (a, b, c, d, e, f);
    /// ```
    ///
    /// ## Fix
    /// None: the queries tell which columns matter.
    ///
    /// ## When not to follow it
    /// For one important query that the index answers alone.
    "wide-index", Indexes, Info
}

const WIDE: usize = 5;

fn check(context: &Context) -> Vec<Finding> {
    let mut findings = Vec::new();
    for view in &context.tables {
        for index in view.table.indexes.iter().filter(|index| !index.unique && index.keys.len() > WIDE) {
            let message = format!("An index of {} has {} columns.", view.name(), index.keys.len());
            findings.push(Finding::new(index.id, message).because(index.columns().join(", ")));
        }
    }
    findings
}
