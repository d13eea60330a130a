//! What the theory says about each table of a schema.

use super::multivalued::fourth_form_violation;
use super::{
    FunctionalDependency, Knowledge, NormalForm, Relation, candidate_keys, first_form, minimal_cover, normal_form,
    violations,
};
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
    analyze_with(schema, &Knowledge::of(dependencies))
}

/// The verdict on every table, also along multivalued dependencies and lists that were seen, in schema order.
pub fn analyze_with(schema: &Schema, knowledge: &Knowledge) -> Vec<TableForm> {
    schema.tables.iter().map(|table| analyze_table(table, knowledge)).collect()
}

fn analyze_table(table: &Table, knowledge: &Knowledge) -> TableForm {
    let relation = Relation::of(table, &knowledge.functional);
    let all = relation.all();
    let keys = candidate_keys(&all, &relation.dependencies, KEY_LIMIT);
    let found = violations(&all, &relation.dependencies, &keys);
    let repeated = first_form::find(table, &knowledge.lists_of(&table.name));
    let multis = knowledge.multis_of(&table.name, &relation);
    let multivalued = fourth_form_violation(&relation.all(), &relation.dependencies, &multis);
    let named = |violation: &super::Violation| FormViolation {
        form: violation.form,
        dependency: relation.named(&table.name, &violation.dependency),
        reason: reason(violation.form, &relation.named(&table.name, &violation.dependency)),
    };
    let first = repeated.iter().map(|repetition| FormViolation {
        form: NormalForm::First,
        dependency: FunctionalDependency {
            table: table.name.clone(),
            determinant: table.key_columns().to_vec(),
            dependent: repetition.columns().into_iter().map(str::to_owned).collect(),
        },
        reason: repetition.explanation(table),
    });
    let fourth = multivalued.iter().map(|dependency| {
        let named = relation.named(&table.name, dependency);
        FormViolation { form: NormalForm::Fourth, reason: reason(NormalForm::Fourth, &named), dependency: named }
    });
    TableForm {
        table: table.id,
        candidate_keys: keys.keys.iter().map(|key| relation.names(key)).collect(),
        keys_complete: keys.complete,
        prime: relation.names(&keys.prime()),
        dependencies: super::grouped(&minimal_cover(&relation.dependencies))
            .iter()
            .map(|dependency| relation.named(&table.name, dependency))
            .collect(),
        form: repeated.is_empty().then(|| match normal_form(&found) {
            // Without declared dependencies of many values nothing is known about the fourth form.
            NormalForm::BoyceCodd if multivalued.is_none() && !multis.is_empty() => NormalForm::Fourth,
            form => form,
        }),
        violations: first.chain(found.iter().map(named)).chain(fourth).collect(),
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
        NormalForm::Fourth => format!(
            "each {left} has a set of {right} that is independent of the other columns of {}, so every {right} would be \
             written with every combination of the others.",
            dependency.table
        ),
    }
}
