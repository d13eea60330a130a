use super::*;
use crate::dialect::facts::Partial;

rule! {
    /// An index covers some rows only, which the database cannot do.
    ///
    /// ## Why
    /// MySQL, MariaDB, Oracle and others would index all rows; a unique index would then refuse rows that were
    /// meant to be allowed.
    ///
    /// ## Example
    /// ```sql
    /// CREATE UNIQUE INDEX ON users (email) WHERE deleted_at IS NULL; -- on MySQL
    /// ```
    ///
    /// ## Fix
    /// None: a generated column that is NULL for the other rows is the usual way out.
    ///
    /// ## When not to follow it
    /// Where the schema is meant for another database as well.
    "partial-index-not-supported", Portability, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    let partial = context.facts.partial_indexes;
    let mut findings = Vec::new();
    for view in &context.tables {
        for index in view.table.indexes.iter().filter(|index| index.predicate.is_some()) {
            let lacks = partial == Partial::None || partial == Partial::NotUnique && index.unique;
            let message = format!("{} cannot index some rows of {} only.", context.dialect, view.name());
            let severity = if index.unique { Severity::Error } else { Severity::Warning };
            if lacks {
                findings.push(Finding::new(index.id, message).severity(severity));
            }
        }
    }
    findings
}
