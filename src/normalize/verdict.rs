//! The whole verdict on each table, for reports and scripts: dependencies with their sources, keys, form, what violates it,
//! the steps that mend it, and the tables that result.

use super::{
    FunctionalDependency, NormalForm, Normalized, Relation, Step, Studied, Study, TableForm, analyze_with, grouped,
};
use crate::schema::{Id, QualifiedName, Schema, Table};
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Verdict {
    pub name: String,
    pub columns: Vec<String>,
    /// Everything that is known or was found to hold.
    pub dependencies: Vec<Known>,
    /// What a few of the sample rows contradict.
    pub approximate: Vec<Known>,
    pub multivalued: Vec<Sides>,
    /// A minimal cover of the dependencies that the verdict rests on.
    pub minimal_cover: Vec<Sides>,
    pub keys: Vec<Vec<String>>,
    /// There are no other keys; false where the search stopped at its limit.
    pub keys_complete: bool,
    /// The minimal sets of columns that identify every sample row.
    pub keys_in_data: Vec<Vec<String>>,
    pub prime: Vec<String>,
    /// `1nf` to `4nf`, or `unnormalized`.
    pub form: &'static str,
    pub violations: Vec<Broken>,
    pub steps: Vec<Taken>,
    /// Joining the resulting tables gives back exactly the rows.
    pub lossless: bool,
    /// Every dependency can be checked within one of the resulting tables.
    pub preserved: bool,
    /// What no single table can hold any more.
    pub lost: Vec<String>,
    pub result: Outcome,
}

/// A dependency, how far the rows contradict it, and where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Known {
    pub from: Vec<String>,
    pub to: Vec<String>,
    pub error: f64,
    /// `key`, `declared` or `data`.
    pub source: &'static str,
    /// The verdict and the steps rest on it.
    pub used: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sides {
    pub from: Vec<String>,
    pub to: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Broken {
    /// The lowest form that forbids it.
    pub form: &'static str,
    pub from: Vec<String>,
    pub to: Vec<String>,
    /// `repetition`, `functional` or `multivalued`.
    pub kind: &'static str,
    pub reason: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Taken {
    pub form: &'static str,
    pub explanation: String,
    pub from: Vec<String>,
    pub to: Vec<String>,
    /// The tables that the step added.
    pub created: Vec<String>,
    pub lossless: bool,
    pub lost: Vec<String>,
    /// Why the step was not taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub obstacle: Option<String>,
    /// The choice that keeps what the step loses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternative: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Outcome {
    pub tables: Vec<Part>,
}

/// A resulting table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    pub name: String,
    pub columns: Vec<String>,
    pub primary_key: Vec<String>,
    pub foreign_keys: Vec<Link>,
    pub form: &'static str,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    pub columns: Vec<String>,
    pub references: Target,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Target {
    pub table: String,
    pub columns: Vec<String>,
}

/// The verdicts on the tables of a study, in schema order, given how they were normalized.
pub fn verdicts(study: &Study, normalized: &Normalized) -> Vec<Verdict> {
    let after = study.schema.applied(&normalized.changes).unwrap_or_else(|_| study.schema.clone());
    let forms = analyze_with(&study.schema, &study.knowledge);
    let restated = super::Knowledge {
        functional: normalized.dependencies.clone(),
        multivalued: study.knowledge.multivalued.clone(),
        lists: Vec::new(),
    };
    let later = analyze_with(&after, &restated);
    let tables = study.schema.tables.iter().zip(&forms);
    tables.map(|(table, form)| verdict(study, normalized, (table, form), (&after, &later))).collect()
}

fn verdict(
    study: &Study,
    normalized: &Normalized,
    (table, form): (&Table, &TableForm),
    (after, later): (&Schema, &[TableForm]),
) -> Verdict {
    let studied = study.studied.iter().find(|studied| studied.table == table.name);
    let steps: Vec<&Step> = normalized.steps.iter().filter(|step| came_from(normalized, step, table)).collect();
    let keys_in_data: Vec<Vec<String>> =
        studied.map_or_else(Vec::new, |s| s.discovery.keys.iter().map(|key| s.names(key)).collect());
    let only_data = studied.is_some_and(|studied| studied.invented && studied.declared.is_empty());
    let multivalued = study.knowledge.multivalued.iter().filter(|d| d.table == table.name);
    let taken: Vec<&&Step> = steps.iter().filter(|step| step.obstacle.is_none()).collect();
    Verdict {
        name: table.name.to_string(),
        columns: table.columns.iter().map(|column| column.name.clone()).collect(),
        dependencies: dependencies(study, table, studied),
        approximate: studied.map_or_else(Vec::new, |s| s.discovery.approximate.iter().map(|f| found(s, f)).collect()),
        multivalued: multivalued.map(|d| Sides { from: d.determinant.clone(), to: d.dependent.clone() }).collect(),
        minimal_cover: form.dependencies.iter().map(sides).collect(),
        keys: if only_data && !keys_in_data.is_empty() { keys_in_data.clone() } else { form.candidate_keys.clone() },
        keys_complete: form.keys_complete,
        keys_in_data,
        prime: form.prime.clone(),
        form: label(form.form),
        violations: form
            .violations
            .iter()
            .map(|violation| Broken {
                form: label(Some(violation.form)),
                from: violation.dependency.determinant.clone(),
                to: violation.dependency.dependent.clone(),
                kind: match violation.form {
                    NormalForm::First => "repetition",
                    NormalForm::Fourth => "multivalued",
                    _ => "functional",
                },
                reason: violation.reason.clone(),
            })
            .collect(),
        lossless: taken.iter().all(|step| step.lossless),
        preserved: taken.iter().all(|step| !step.lost.iter().any(|lost| lost.starts_with("the dependency"))),
        lost: taken.iter().flat_map(|step| step.lost.iter().cloned()).collect(),
        result: Outcome { tables: outcome(table, &steps, after, later) },
        steps: steps.iter().map(|step| taken_step(step, after, study)).collect(),
    }
}

/// Whether a step split this table or one that an earlier step made of it.
fn came_from(normalized: &Normalized, step: &Step, table: &Table) -> bool {
    let mut family = vec![table.id];
    for earlier in &normalized.steps {
        if family.contains(&earlier.table) {
            family.extend(&earlier.created);
        }
    }
    family.contains(&step.table)
}

fn dependencies(study: &Study, table: &Table, studied: Option<&Studied>) -> Vec<Known> {
    // The keys that the schema states; a key that was taken from the rows is one of their dependencies already.
    let keys = match studied.is_some_and(|studied| studied.invented) {
        true => Vec::new(),
        false => {
            let relation = Relation::of(table, &[]);
            let named = grouped(&relation.dependencies);
            named.iter().map(|dependency| relation.named(&table.name, dependency)).collect()
        }
    };
    let mut known: Vec<Known> = keys
        .into_iter()
        .filter(|d| !d.dependent.is_empty())
        .map(|d| Known { from: d.determinant, to: d.dependent, error: 0.0, source: "key", used: true })
        .collect();
    let is_trusted = |d: &FunctionalDependency| studied.is_some_and(|studied| studied.trusted.contains(d));
    for stated in study.knowledge.functional.iter().filter(|d| d.table == table.name && !is_trusted(d)) {
        let measured = studied.and_then(|s| s.declared.iter().find(|(d, _)| d == stated));
        known.push(Known {
            from: stated.determinant.clone(),
            to: stated.dependent.clone(),
            error: rounded(measured.map_or(0.0, |(_, error)| *error)),
            source: "declared",
            used: true,
        });
    }
    known.extend(studied.iter().flat_map(|s| s.discovery.exact.iter().map(|f| found(s, f))));
    known
}

fn found(studied: &Studied, found: &super::Found) -> Known {
    let (from, to) = (studied.names(&found.determinant), studied.names(&[found.dependent]));
    let used = studied.trusted.iter().any(|trusted| trusted.determinant == from && trusted.dependent == to);
    Known { from, to, error: rounded(found.error), source: "data", used }
}

fn rounded(error: f64) -> f64 {
    (error * 1e6).round() / 1e6
}

fn taken_step(step: &Step, after: &Schema, study: &Study) -> Taken {
    let name = |id: &Id| after.table_by_id(*id).map(|table| table.name.to_string());
    let (from, to) = match &step.dependency {
        Some(dependency) => (dependency.determinant.clone(), dependency.dependent.clone()),
        None => (Vec::new(), Vec::new()),
    };
    let loses = step.form >= NormalForm::BoyceCodd && step.lost.iter().any(|lost| lost.starts_with("the dependency"));
    let table = study.schema.table_by_id(step.table).map_or_else(String::new, |table| table.name.to_string());
    Taken {
        form: label(Some(step.form)),
        explanation: step.explanation.clone(),
        from,
        to,
        created: step.created.iter().filter_map(name).collect(),
        lossless: step.lossless,
        lost: step.lost.clone(),
        obstacle: step.obstacle.clone(),
        alternative: loses.then(|| {
            format!(
                "Stop at 3NF: {table} then keeps every dependency, at the price of repeating what the step removes."
            )
        }),
    }
}

/// The table itself, the tables that were made of it, and the parents that gained its columns.
fn outcome(table: &Table, steps: &[&Step], after: &Schema, later: &[TableForm]) -> Vec<Part> {
    let mut ids = vec![table.id];
    ids.extend(steps.iter().flat_map(|step| step.created.iter().copied()));
    let moved = |other: &&Table| other.columns.iter().any(|column| table.columns.iter().any(|c| c.id == column.id));
    ids.extend(after.tables.iter().filter(moved).map(|other| other.id));
    let mut seen: Vec<Id> = Vec::new();
    ids.retain(|id| {
        !seen.contains(id) && {
            seen.push(*id);
            true
        }
    });
    let form = |id: Id| later.iter().find(|form| form.table == id).and_then(|form| form.form);
    ids.iter().filter_map(|id| after.table_by_id(*id)).map(|part| described(part, form(part.id), after)).collect()
}

fn described(table: &Table, form: Option<NormalForm>, schema: &Schema) -> Part {
    let link = |key: &crate::schema::ForeignKey| Link {
        columns: key.columns.clone(),
        references: Target {
            table: QualifiedName::to_string(&key.references.table),
            columns: schema.referenced_columns(key),
        },
    };
    Part {
        name: table.name.to_string(),
        columns: table.columns.iter().map(|column| column.name.clone()).collect(),
        primary_key: table.key_columns().to_vec(),
        foreign_keys: table.foreign_keys.iter().map(link).collect(),
        form: label(form),
    }
}

fn sides(dependency: &FunctionalDependency) -> Sides {
    Sides { from: dependency.determinant.clone(), to: dependency.dependent.clone() }
}

fn label(form: Option<NormalForm>) -> &'static str {
    match form {
        None => "unnormalized",
        Some(NormalForm::First) => "1nf",
        Some(NormalForm::Second) => "2nf",
        Some(NormalForm::Third) => "3nf",
        Some(NormalForm::BoyceCodd) => "bcnf",
        Some(NormalForm::Fourth) => "4nf",
    }
}
