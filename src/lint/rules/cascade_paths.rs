use super::*;
use std::collections::HashSet;

rule! {
    /// A delete reaches a table on two ways.
    ///
    /// ## Why
    /// SQL Server refuses the second foreign key (error 1785): a row may be reached by one cascade only.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE lines (order_id int REFERENCES orders ON DELETE CASCADE, user_id int REFERENCES users ON DELETE CASCADE); -- and orders cascade from users
    /// ```
    ///
    /// ## Fix
    /// Proposes to refuse the delete on this way. A trigger would be the other way out.
    ///
    /// ## When not to follow it
    /// Never on SQL Server; the script does not run.
    "cascade-paths", Portability, Error
}

fn check(context: &Context) -> Vec<Finding> {
    if context.dialect != Dialect::SqlServer {
        return Vec::new();
    }
    context.tables.iter().flat_map(|view| second_ways(context, view)).collect()
}

/// The foreign keys of a table through which an ancestor's delete arrives that arrives through an earlier one too.
fn second_ways(context: &Context, view: &TableView) -> Vec<Finding> {
    let mut reached: HashSet<Id> = HashSet::new();
    let mut findings = Vec::new();
    for key in view.table.foreign_keys.iter().filter(|key| cascades(key)) {
        let ancestors = ancestors(context, key);
        // A table that deletes its own rows is a circle.
        let own = ancestors.contains(&view.table.id);
        let common = ancestors.iter().find(|id| reached.contains(id)).copied().or(own.then_some(view.table.id));
        if let Some(common) = common {
            let message =
                format!("A delete reaches {} on a second way, through ({}).", view.name(), key.columns.join(", "));
            let changed = ForeignKey { on_delete: Action::NoAction, on_update: Action::NoAction, ..key.clone() };
            let finding = Finding::new(key.id, message).because(format!("both begin at {}", context.path(common)));
            findings.push(finding.propose(
                "Refuse the delete on this way",
                vec![Change::Modify { object: Object::ForeignKey(changed) }],
            ));
        } else {
            reached.extend(ancestors);
        }
    }
    findings
}

fn cascades(key: &ForeignKey) -> bool {
    let acts = |action: Action| matches!(action, Action::Cascade | Action::SetNull | Action::SetDefault);
    acts(key.on_delete) || acts(key.on_update)
}

/// Every table whose delete can arrive through a key.
fn ancestors(context: &Context, key: &ForeignKey) -> HashSet<Id> {
    let mut found = HashSet::new();
    let mut open = vec![&key.references.table];
    while let Some(name) = open.pop() {
        let Some(view) = context.table(name) else { continue };
        if found.insert(view.table.id) {
            open.extend(
                view.table
                    .foreign_keys
                    .iter()
                    .filter(|key| key.on_delete == Action::Cascade || key.on_update == Action::Cascade)
                    .map(|key| &key.references.table),
            );
        }
    }
    found
}
