use super::*;

rule! {
    /// Two keys say that the same columns are unique.
    ///
    /// ## Why
    /// Each is an index of its own, which costs room and time on every write and adds nothing.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (id int PRIMARY KEY, UNIQUE (id));
    /// ```
    ///
    /// ## Fix
    /// Drops the one that adds nothing, unless a foreign key needs it.
    ///
    /// ## When not to follow it
    /// While one index replaces another in a running database.
    "duplicate-unique", Constraints, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    context.tables.iter().flat_map(|view| within(context, view)).collect()
}

fn within(context: &Context, view: &TableView) -> Vec<Finding> {
    let sorted = |mut columns: Vec<String>| {
        columns.sort();
        columns
    };
    // Two indexes alike are another rule's.
    let constraints = usize::from(view.table.primary_key.is_some()) + view.table.uniques.len();
    let keys: Vec<(Id, Vec<String>)> = view.keys().into_iter().map(|(id, columns)| (id, sorted(columns))).collect();
    let mut findings = Vec::new();
    for (at, (id, columns)) in keys.iter().enumerate() {
        let Some((first, _)) = keys[..at.min(constraints)].iter().find(|(_, other)| other == columns) else { continue };
        let message = format!("({}) of {} is declared unique twice.", columns.join(", "), view.name());
        let finding = Finding::new(*id, message).because(format!("also by {}", context.path(*first)));
        let needed = view.referenced_by.iter().any(|(_, key)| key.references.columns.len() == columns.len());
        let changes = if needed && view.table.primary_key.as_ref().is_none_or(|key| key.id != *first) {
            Vec::new()
        } else {
            vec![Change::Drop { id: *id }]
        };
        findings.push(finding.fix("Drop it", changes));
    }
    findings
}
