//! Best practices, checked: rules over a schema, each finding with its evidence, its place and, where one is safe to
//! propose, a fix that is a list of changes.
//!
//! A rule is one file in `rules/`: its doc comment is its page for the user, its function looks at the whole schema
//! through a [`Context`]. [`RULES`] lists all of them in the order of the documentation. Rules never fail and never
//! change anything; [`fixed`] applies fixes until none is left.

mod comments;
mod context;
mod edit;
mod finding;
mod fix;
mod options;
mod report;
mod rule;
mod rules;
mod sarif;
#[cfg(test)]
mod tests;
mod words;

pub use comments::switched_off;
pub use context::{ColumnView, Context, TableView};
pub use finding::{Finding, Fix, Safety};
pub use fix::{Fixed, fix_changes, fixed};
pub use options::{Level, Options};
pub use report::{json, text};
pub use rule::{Group, Rule};
pub use rules::RULES;
pub use sarif::sarif;

use crate::dialect::Dialect;
use crate::schema::Schema;
use crate::sql;

/// The rule with this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}

/// What the rules find in a schema, in the order of the schema's elements.
pub fn check(schema: &Schema, dialect: Dialect, options: &Options) -> Vec<Finding> {
    check_with(RULES, schema, dialect, options)
}

/// What some rules find.
pub fn check_with(rules: &[Rule], schema: &Schema, dialect: Dialect, options: &Options) -> Vec<Finding> {
    let context = Context::new(schema, dialect);
    let mut findings = Vec::new();
    for rule in rules {
        let level = options.level(rule.code);
        if level == Some(Level::Off) {
            continue;
        }
        for mut finding in (rule.check)(&context) {
            finding.code = rule.code;
            finding.severity = level.and_then(Level::severity).or(finding.given).unwrap_or(rule.severity);
            if is_off_at(&context, &finding, rule.code) {
                continue;
            }
            finding.element = context.path(finding.subject);
            finding.table = context.table_of(finding.subject).map(|view| view.table.id);
            findings.push(finding);
        }
    }
    findings.sort_by_key(|finding| context.place(finding.subject));
    findings
}

/// Whether the comment of the finding's column or table switches the rule off there.
fn is_off_at(context: &Context, finding: &Finding, code: &str) -> bool {
    let Some(view) = context.table_of(finding.subject) else { return false };
    let column = view.table.columns.iter().find(|column| column.id == finding.subject);
    let comments = [view.table.comment.as_deref(), column.and_then(|column| column.comment.as_deref())];
    comments.into_iter().flatten().any(|comment| comments::is_off(comment, code))
}

/// What the rules find in the schema of a script, with places in the script. Comments such as
/// `-- lint:disable varchar-255` switch rules off or change their severity for the lines that they speak about.
pub fn check_script(script: &str, schema: &Schema, dialect: Dialect, options: &Options) -> Vec<Finding> {
    let places = sql::places(script, dialect, schema);
    let mut findings = check(schema, dialect, options);
    for finding in &mut findings {
        finding.position = places.get(&finding.subject).copied();
    }
    let orders = comments::orders(script, dialect);
    findings.retain_mut(|finding| comments::obey(&orders, finding));
    findings.sort_by_key(|finding| finding.position);
    findings
}
