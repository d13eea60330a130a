//! Applying fixes.

use super::{Finding, Options, Safety, check};
use crate::dialect::Dialect;
use crate::schema::{Change, Id, Schema};
use std::collections::HashSet;

/// One fix can make room for another (a dropped index, a wider key); more rounds than this mean that two rules want
/// opposite things, and then the rest stays.
const ROUNDS: usize = 8;

/// A schema after all fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    pub schema: Schema,
    /// All changes in the order in which they were applied to the schema that was checked.
    pub changes: Vec<Change>,
    /// Titles of the fixes that were taken.
    pub taken: Vec<String>,
}

/// The schema with every safe fix applied, and with the others too where `review` says so.
pub fn fixed(schema: &Schema, dialect: Dialect, options: &Options, review: bool) -> Fixed {
    let mut fixed = Fixed { schema: schema.clone(), changes: Vec::new(), taken: Vec::new() };
    for _ in 0..ROUNDS {
        let findings = check(&fixed.schema, dialect, options);
        let wanted = findings
            .iter()
            .filter(|finding| finding.fix.as_ref().is_some_and(|fix| review || fix.safety == Safety::Safe));
        if take(&mut fixed, wanted) == 0 {
            break;
        }
    }
    fixed
}

/// The changes of one finding's fix, as long as they fit the schema; `None` where there is no fix or it fits no more.
pub fn fix_changes(schema: &Schema, finding: &Finding) -> Option<Vec<Change>> {
    let fix = finding.fix.as_ref()?;
    schema.applied(&fix.changes).is_ok().then(|| fix.changes.clone())
}

/// Takes the fixes that do not touch what another one of this round has changed, and counts them.
fn take<'a>(fixed: &mut Fixed, findings: impl Iterator<Item = &'a Finding>) -> usize {
    let mut touched = HashSet::new();
    let mut count = 0;
    for finding in findings {
        let Some(fix) = &finding.fix else { continue };
        let ids: Vec<Id> = fix.changes.iter().filter_map(changed).collect();
        if ids.iter().any(|id| touched.contains(id)) {
            continue;
        }
        let Ok(schema) = fixed.schema.applied(&fix.changes) else { continue };
        fixed.schema = schema;
        fixed.changes.extend(fix.changes.iter().cloned());
        fixed.taken.push(format!("{}: {}", finding.element, fix.title));
        touched.extend(ids);
        count += 1;
    }
    count
}

/// The element that a change replaces or removes.
fn changed(change: &Change) -> Option<Id> {
    match change {
        Change::Add { .. } => None,
        Change::Modify { object } => Some(object.id()),
        Change::Drop { id } | Change::Rename { id, .. } | Change::Move { id, .. } => Some(*id),
    }
}
