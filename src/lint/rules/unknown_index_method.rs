use super::*;

rule! {
    /// An index uses a method that the database does not have.
    ///
    /// ## Why
    /// The statement fails, or an ordinary index comes instead.
    ///
    /// ## Example
    /// ```sql
    /// CREATE INDEX ON users USING rtree (place);
    /// ```
    ///
    /// ## Fix
    /// Proposes the ordinary method.
    ///
    /// ## When not to follow it
    /// Where an extension brings the method.
    "unknown-index-method", Indexes, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    let mut findings = Vec::new();
    for view in &context.tables {
        for index in &view.table.indexes {
            let Some(method) = index.method.as_deref() else { continue };
            if method == "btree"
                || method == "hash" && matches!(context.dialect, Dialect::MySql | Dialect::MariaDb)
                || context.facts.index_methods.contains(&method)
            {
                continue;
            }
            let message = format!("{} has no index method {method}.", context.dialect);
            let ordinary = Object::Index(Index { method: None, ..index.clone() });
            let finding = Finding::new(index.id, message).because(format!("an index of {}", view.name()));
            findings.push(finding.propose("Make it an ordinary index", vec![Change::Modify { object: ordinary }]));
        }
    }
    findings
}
