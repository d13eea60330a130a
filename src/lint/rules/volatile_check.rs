use super::*;

rule! {
    /// A check depends on the current time or on chance.
    ///
    /// ## Why
    /// It holds when the row is written and not the day after; then a dump cannot be loaded and an update of
    /// another column fails. MySQL and others refuse it.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE events (id int PRIMARY KEY, at date CHECK (at > CURRENT_DATE));
    /// ```
    ///
    /// ## Fix
    /// None: such a rule belongs into the program or a trigger on insert.
    ///
    /// ## When not to follow it
    /// Where time only makes it truer: the rule does not speak of `birth_date <= CURRENT_DATE`.
    "volatile-check", Constraints, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    let volatile = [
        "current_timestamp",
        "current_date",
        "current_time",
        "now",
        "getdate",
        "sysdate",
        "localtimestamp",
        "random",
        "rand",
        "gen_random_uuid",
    ];
    let mut findings = Vec::new();
    for view in &context.tables {
        for check in &view.table.checks {
            let Some(word) = volatile.iter().find(|word| check.expression.mentions(word)) else { continue };
            if context.facts.volatile_checks && stays_true(&check.expression, word) {
                continue;
            }
            let message = format!("A check of {} depends on {}, which changes.", view.name(), word.to_uppercase());
            let severity = if context.facts.volatile_checks { Severity::Warning } else { Severity::Error };
            findings.push(Finding::new(check.id, message).because(check.expression.as_str()).severity(severity));
        }
    }
    findings
}

/// What lies before now stays before now: `birth_date <= CURRENT_DATE` holds for ever once it held.
fn stays_true(expression: &Expression, word: &str) -> bool {
    let text = expression.as_str().to_lowercase();
    let timed = ["current_timestamp", "current_date", "now", "localtimestamp"].contains(&word);
    let single = !text.contains(" or ") && !text.contains("not ") && text.matches(word).count() == 1;
    let before = text.split(word).next().unwrap_or_default().trim_end();
    timed && single && (before.ends_with('<') || before.ends_with("<="))
}
