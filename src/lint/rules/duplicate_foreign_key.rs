use super::*;

rule! {
    /// Two foreign keys connect the same columns with the same table.
    ///
    /// ## Why
    /// Each insert is checked twice, and where their actions differ it is unclear what a delete does.
    ///
    /// ## Example
    /// ```sql
    /// ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users; -- a second time
    /// ```
    ///
    /// ## Fix
    /// Drops the later one, where both say the same.
    ///
    /// ## When not to follow it
    /// Never.
    "duplicate-foreign-key", ForeignKeys, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    let mut findings = Vec::new();
    for view in &context.tables {
        let keys = &view.table.foreign_keys;
        for (at, key) in keys.iter().enumerate() {
            let same = |other: &&ForeignKey| {
                other.columns == key.columns
                    && other.references.table == key.references.table
                    && context.referenced_columns(other) == context.referenced_columns(key)
            };
            let Some(first) = keys[..at].iter().find(same) else { continue };
            let message = format!(
                "A second foreign key connects ({}) of {} with {}.",
                key.columns.join(", "),
                view.name(),
                key.references.table
            );
            let finding = Finding::new(key.id, message);
            let equal = first.on_delete == key.on_delete && first.on_update == key.on_update;
            findings.push(match equal {
                true => finding.fix("Drop the second one", vec![Change::Drop { id: key.id }]),
                false => finding.because("their actions differ"),
            });
        }
    }
    findings
}
