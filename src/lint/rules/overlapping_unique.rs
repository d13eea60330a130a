use super::*;

rule! {
    /// A unique key contains another one.
    ///
    /// ## Why
    /// Where `email` is unique, `(email, tenant_id)` cannot be violated. Either the shorter key is too strict or
    /// the longer one is of no use.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (id int PRIMARY KEY, email text UNIQUE, tenant_id int, UNIQUE (email, tenant_id));
    /// ```
    ///
    /// ## Fix
    /// Proposes to drop the longer one. A query may use its index, and a foreign key of both columns needs it.
    ///
    /// ## When not to follow it
    /// Where the longer key is the target of a foreign key of several columns; the rule does not speak then.
    "overlapping-unique", Constraints, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    let mut findings = Vec::new();
    for view in &context.tables {
        let keys = view.keys();
        for unique in &view.table.uniques {
            let inner = keys.iter().find(|(id, columns)| {
                *id != unique.id
                    && columns.len() < unique.columns.len()
                    && columns.iter().all(|name| unique.columns.contains(name))
            });
            let target =
                view.referenced_by.iter().any(|(_, key)| context.referenced_columns(key).len() == unique.columns.len());
            let Some((id, columns)) = inner.filter(|_| !target) else { continue };
            let message =
                format!("The unique key ({}) of {} contains a shorter one.", unique.columns.join(", "), view.name());
            let evidence = format!("({}) is unique by {}", columns.join(", "), context.path(*id));
            findings.push(
                Finding::new(unique.id, message)
                    .because(evidence)
                    .propose("Drop the longer key", vec![Change::Drop { id: unique.id }]),
            );
        }
    }
    findings
}
