//! What the theory says about each table of a schema.

use super::{FunctionalDependency, NormalForm, Relation, candidate_keys, minimal_cover, normal_form, violations};
use crate::schema::{Id, Schema, Table};
use serde::{Deserialize, Serialize};

/// How many candidate keys of a table are looked for.
pub(super) const KEY_LIMIT: usize = 64;

/// A table's keys, dependencies and form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TableForm {
    pub table: Id,
    /// Minimal sets of columns that determine all others; with no key and no dependency, all columns together.
    pub candidate_keys: Vec<Vec<String>>,
    /// There are no other candidate keys; false where the search stopped at its limit.
    pub keys_complete: bool,
    /// Columns of at least one candidate key.
    pub prime: Vec<String>,
    /// A minimal cover of all that is known to hold.
    pub dependencies: Vec<FunctionalDependency>,
    /// The highest form that the table is in; none where columns hold several values.
    pub form: Option<NormalForm>,
    pub violations: Vec<FormViolation>,
}

/// A dependency that a form forbids, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FormViolation {
    /// The lowest form that forbids it.
    pub form: NormalForm,
    pub dependency: FunctionalDependency,
    pub reason: String,
}

/// The verdict on every table, in schema order.
pub fn analyze(schema: &Schema, dependencies: &[FunctionalDependency]) -> Vec<TableForm> {
    schema.tables.iter().map(|table| analyze_table(table, dependencies)).collect()
}

fn analyze_table(table: &Table, declared: &[FunctionalDependency]) -> TableForm {
    let relation = Relation::of(table, declared);
    let all = relation.all();
    let keys = candidate_keys(&all, &relation.dependencies, KEY_LIMIT);
    let found = violations(&all, &relation.dependencies, &keys);
    let is_atomic = super::first_form::find(table).is_empty();
    let named = |violation: &super::Violation| FormViolation {
        form: violation.form,
        dependency: relation.named(&table.name, &violation.dependency),
        reason: reason(violation.form, &relation.named(&table.name, &violation.dependency)),
    };
    TableForm {
        table: table.id,
        candidate_keys: keys.keys.iter().map(|key| relation.names(key)).collect(),
        keys_complete: keys.complete,
        prime: relation.names(&keys.prime()),
        dependencies: super::grouped(&minimal_cover(&relation.dependencies))
            .iter()
            .map(|dependency| relation.named(&table.name, dependency))
            .collect(),
        form: is_atomic.then(|| normal_form(&found)),
        violations: found.iter().map(named).collect(),
    }
}

/// Why a form forbids a dependency, as a sentence.
pub(super) fn reason(form: NormalForm, dependency: &FunctionalDependency) -> String {
    let (left, right) = (dependency.determinant.join(", "), dependency.dependent.join(", "));
    let (depends, is, it) = match dependency.dependent.len() {
        1 => ("depends", "is", "it"),
        _ => ("depend", "are", "they"),
    };
    match form {
        NormalForm::First => format!("{right} {is} not a single value."),
        NormalForm::Second => {
            let left = if left.is_empty() { "nothing at all".to_owned() } else { left };
            format!(
                "{right} {depends} on {left}, which is only a part of the key, so {it} would be repeated with every row."
            )
        }
        NormalForm::Third => format!(
            "{right} {depends} on {left}, which is no key of {}, so the same fact would be written in many rows.",
            dependency.table
        ),
        NormalForm::BoyceCodd => {
            format!("{left} determines {right}, a part of a key, without being a key of {} itself.", dependency.table)
        }
    }
}
