use super::*;

rule! {
    /// A table checks the same condition twice.
    ///
    /// ## Why
    /// Each row is checked twice, and whoever changes the rule has to find both.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE items (n int CHECK (n > 0), CHECK (n > 0));
    /// ```
    ///
    /// ## Fix
    /// Drops the later one.
    ///
    /// ## When not to follow it
    /// While one constraint replaces another in a running database.
    "duplicate-check", Constraints, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    let mut findings = Vec::new();
    for view in &context.tables {
        let checks = &view.table.checks;
        for (at, check) in checks.iter().enumerate() {
            if checks[..at].iter().any(|other| other.expression == check.expression) {
                let message = format!("{} checks {} twice.", view.name(), check.expression);
                findings.push(
                    Finding::new(check.id, message).fix("Drop the second check", vec![Change::Drop { id: check.id }]),
                );
            }
        }
    }
    findings
}
