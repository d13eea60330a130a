use super::*;

rule! {
    /// A foreign key asks for something that the database cannot do.
    ///
    /// ## Why
    /// Oracle has no ON UPDATE and no SET DEFAULT, SQL Server no RESTRICT, InnoDB no SET DEFAULT: the statement
    /// fails, or the words are dropped.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE orders (user_id int REFERENCES users ON UPDATE CASCADE); -- on Oracle
    /// ```
    ///
    /// ## Fix
    /// None: a trigger or the program has to do it. What this program writes says what it left out.
    ///
    /// ## When not to follow it
    /// Where the schema is meant for another database as well.
    "action-not-supported", Portability, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    let facts = context.facts;
    let lacks = |allowed: &[Action], action: Action| {
        action != Action::NoAction && !allowed.contains(&action) && action != Action::Restrict
    };
    let mut findings = Vec::new();
    for (view, key) in context.foreign_keys() {
        let wanted = [("DELETE", key.on_delete, facts.on_delete), ("UPDATE", key.on_update, facts.on_update)];
        for (event, action, allowed) in wanted {
            if lacks(allowed, action) {
                let message =
                    format!("{} has no ON {event} {}, which {} asks for.", context.dialect, action.sql(), view.name());
                findings.push(Finding::new(key.id, message));
            }
        }
    }
    findings
}
