use super::*;
use crate::dialect::facts::Deferral;

rule! {
    /// A key asks to be checked at commit, which the database cannot do.
    ///
    /// ## Why
    /// MySQL, MariaDB and SQL Server check at once, so that rows that refer to each other cannot be inserted in any
    /// order.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE a (b_id int REFERENCES b DEFERRABLE INITIALLY DEFERRED); -- on SQL Server
    /// ```
    ///
    /// ## Fix
    /// None: the order of the inserts has to change.
    ///
    /// ## When not to follow it
    /// Where the schema is meant for another database as well.
    "deferrable-not-supported", Portability, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    let deferral = context.facts.deferrable;
    let mut findings = Vec::new();
    for view in &context.tables {
        let foreign = view
            .table
            .foreign_keys
            .iter()
            .filter(|key| key.deferrable != Deferrable::No && deferral == Deferral::Never)
            .map(|key| key.id);
        let unique = view
            .table
            .uniques
            .iter()
            .filter(|key| key.deferrable != Deferrable::No && deferral != Deferral::AllKeys)
            .map(|key| key.id);
        findings.extend(foreign.chain(unique).map(|id| {
            Finding::new(id, format!("{} cannot check a key of {} at commit.", context.dialect, view.name()))
        }));
    }
    findings
}
