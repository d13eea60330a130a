//! From a schema and its dependencies to tables in a normal form.

use super::analysis::{KEY_LIMIT, reason};
use super::draft::Draft;
use super::multivalued::fourth_form_violation;
use super::report::{Normalized, Step, decision};
use super::split::{Split, restated, split};
use super::{
    Attributes, Dependency, FunctionalDependency, Knowledge, NormalForm, Relation, Violation, boyce_codd,
    candidate_keys, first_form, fourth_form, is_lossless_with, lost_dependencies, minimal_cover, second_form,
    synthesize, violations,
};
use crate::schema::{Id, Schema, Table};

/// Brings every table into a normal form.
///
/// Repeated columns and lists become child tables; then tables are split along the dependencies. Where a foreign key
/// already leads from a determinant to a table, the dependent columns move there. Keys, checks, indexes and
/// references follow their columns, and what no single table can hold any more is named in the step. A table that
/// cannot be split, because something outside rests on the columns that would move, stays as it is and a step says so.
pub fn normalize(schema: &Schema, dependencies: &[FunctionalDependency], form: NormalForm) -> Normalized {
    normalize_with(schema, &Knowledge::of(dependencies), form)
}

/// Brings every table into a normal form, also along multivalued dependencies and lists that were seen.
pub fn normalize_with(schema: &Schema, knowledge: &Knowledge, form: NormalForm) -> Normalized {
    let mut report = Normalized { diagnostics: knowledge.unknown(schema), ..Normalized::default() };
    let mut draft = Draft::of(schema);
    for table in &schema.tables {
        first_form::establish(&mut draft, table.id, knowledge, &mut report);
    }
    for table in draft.schema.tables.clone() {
        match form {
            NormalForm::First => report.dependencies.extend(cover(&draft.schema, table.id, &knowledge.functional)),
            _ => establish(&mut draft, table.id, knowledge, form, &mut report),
        }
    }
    report.changes = draft.changes;
    report
}

fn cover(schema: &Schema, table: Id, declared: &[FunctionalDependency]) -> Vec<FunctionalDependency> {
    let Some(table) = schema.table_by_id(table) else { return Vec::new() };
    let relation = Relation::of(table, declared);
    minimal_cover(&relation.dependencies).iter().map(|d| relation.named(&table.name, d)).collect()
}

fn establish(draft: &mut Draft, table: Id, knowledge: &Knowledge, form: NormalForm, report: &mut Normalized) {
    let declared = &knowledge.functional;
    let Some(table) = draft.schema.table_by_id(table).cloned() else { return };
    let relation = Relation::of(&table, declared);
    let dependencies = &relation.dependencies;
    let keys = candidate_keys(&relation.all(), dependencies, KEY_LIMIT);
    let multis = knowledge.multis_of(&table.name, &relation);
    let mut found = violations(&relation.all(), dependencies, &keys);
    let multivalued = fourth_form_violation(&relation.all(), dependencies, &multis);
    found.extend(multivalued.map(|dependency| Violation { form: NormalForm::Fourth, dependency }));
    found.retain(|violation| violation.form <= form);
    let Some(worst) = found.first().cloned() else {
        report.dependencies.extend(cover(&draft.schema, table.id, declared));
        return;
    };
    let primary = relation.places(table.key_columns()).unwrap_or_default();
    let all = relation.all();
    let third = || synthesize(&all, dependencies, &primary);
    let strict = || boyce_codd(third(), dependencies);
    let attempts: Vec<(NormalForm, Vec<Attributes>)> = match form {
        NormalForm::Fourth => vec![
            (form, fourth_form(strict(), &all, dependencies, &multis)),
            (NormalForm::BoyceCodd, strict()),
            (NormalForm::Third, third()),
        ],
        // The synthesis keeps more dependencies, but a table in third form needs none of its other parts.
        NormalForm::BoyceCodd if worst.form == form => vec![(form, boyce_codd(vec![all.clone()], dependencies))],
        NormalForm::BoyceCodd => vec![(form, strict()), (NormalForm::Third, third())],
        NormalForm::Third => vec![(form, third())],
        _ => vec![(form, second_form(&all, dependencies, &keys))],
    };
    let mut obstacle = None;
    for (reached, parts) in attempts {
        let named = relation.named(&table.name, &worst.dependency);
        let mut explained: Vec<String> =
            found.iter().map(|v| reason(v.form, &relation.named(&table.name, &v.dependency))).collect();
        explained.dedup();
        let mut step = Step {
            table: table.id,
            form: reached,
            dependency: Some(named),
            explanation: explained.join(" "),
            created: Vec::new(),
            lossless: is_lossless_with(&all, &parts, dependencies, &multis),
            lost: Vec::new(),
            obstacle: None,
        };
        if parts.len() < 2 {
            // The lower form asks for nothing: what remains is the obstacle to the higher one.
            continue;
        }
        let mut attempt = draft.clone();
        match split(&mut attempt, &table, &relation, &parts, dependencies) {
            Ok(done) => {
                *draft = attempt;
                let lost = lost_dependencies(&parts, &minimal_cover(dependencies));
                let named = |d: &Dependency| format!("the dependency {}", relation.named(&table.name, d));
                step.lost = lost.iter().map(named).chain(done.lost.iter().cloned()).collect();
                step.created = done.parts.iter().filter(|part| !part.existing).map(|part| part.table).collect();
                record(report, draft, &table, &step, &done);
                let left = draft.schema.table_by_id(table.id).cloned().unwrap_or_default();
                report.dependencies.extend(restated(&left, &relation, &done, dependencies));
                if let Some(obstacle) = obstacle.take() {
                    report.steps.push(missed(&step, form, obstacle));
                }
                report.steps.push(step);
                return;
            }
            Err(reason) => {
                step.obstacle = Some(reason.clone());
                if obstacle.replace(reason).is_none() && form < NormalForm::BoyceCodd {
                    report.steps.push(step);
                    report.dependencies.extend(cover(&draft.schema, table.id, declared));
                    return;
                }
            }
        }
    }
    let named = relation.named(&table.name, &worst.dependency);
    report.dependencies.extend(cover(&draft.schema, table.id, declared));
    report.steps.push(Step {
        table: table.id,
        form,
        explanation: reason(worst.form, &named),
        dependency: Some(named),
        created: Vec::new(),
        lossless: true,
        lost: Vec::new(),
        obstacle,
    });
}

/// The step to a higher form that was not taken, beside the one that was.
fn missed(taken: &Step, form: NormalForm, obstacle: String) -> Step {
    Step { form, created: Vec::new(), lost: Vec::new(), obstacle: Some(obstacle), ..taken.clone() }
}

/// A decision for every part: what moved there, and why.
fn record(report: &mut Normalized, draft: &Draft, table: &Table, step: &Step, done: &Split) {
    for part in &done.parts {
        let moved: Vec<String> = part.columns.iter().filter(|name| !part.key.contains(name)).cloned().collect();
        let key = part.key.join(", ");
        let held = if step.lost.is_empty() {
            "Joining the tables gives back the same rows, and every dependency can still be checked in one table."
                .to_owned()
        } else {
            format!("Joining the tables gives back the same rows, but no single table holds {}.", step.lost.join("; "))
        };
        let what = match (part.existing, moved.is_empty()) {
            (true, true) => format!("{} keeps what {} repeated", part.name, table.name),
            (true, false) => format!("{} moved from {} to {}", moved.join(", "), table.name, part.name),
            (false, true) => format!("{} is a table of its own", part.name),
            (false, false) => format!("{} moved from {} to {}, by {key}", moved.join(", "), table.name, part.name),
        };
        let copies = match done.copies.is_empty() {
            true => String::new(),
            false => format!(" Copies were left out: {}.", done.copies.join(", ")),
        };
        let why = format!("{} {held}{copies}", step.explanation);
        let alternative = format!("Leave the columns in {} and keep the copies in step by other means.", table.name);
        let subject = if draft.schema.table_by_id(part.table).is_some() { part.table } else { table.id };
        report.decisions.push(decision(subject, what, why, Some(alternative)));
    }
}
