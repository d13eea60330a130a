//! What the engine says of normal forms, as the page receives it.

use crate::normalize::{
    DiscoveryOptions, Header, Knowledge, NormalForm, Sample, normalize_with, read_csv, study, verdicts,
};
use crate::schema::{Change, Decision, Object, QualifiedName, Schema};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Tables with more columns are searched for dependencies on few columns only.
const WIDE: usize = 14;

/// A design, what the user declared, and rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    pub schema: Schema,
    /// `orders: a, b -> c`, or `->>` for independent sets of values.
    pub dependencies: Vec<String>,
    /// Tables, and rows of them as CSV. A table that is not there is made from its rows.
    pub samples: Vec<(String, String)>,
    pub form: NormalForm,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Verdicts {
    pub tables: Vec<Verdict>,
    /// What brings the design into the form.
    pub changes: Vec<Change>,
    pub decisions: Vec<Decision>,
    /// Sentences about what was not understood, or contradicts something.
    pub notes: Vec<String>,
}

/// The verdict on one table; see [`crate::normalize::Verdict`].
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Verdict {
    pub name: String,
    pub dependencies: Vec<Known>,
    pub approximate: Vec<Known>,
    pub keys: Vec<Vec<String>>,
    pub prime: Vec<String>,
    pub form: String,
    pub violations: Vec<Broken>,
    pub steps: Vec<Step>,
    pub lossless: bool,
    pub preserved: bool,
    pub result: Outcome,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Known {
    pub from: Vec<String>,
    pub to: Vec<String>,
    pub error: f64,
    /// `key`, `declared` or `data`.
    pub source: String,
    pub used: bool,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Broken {
    pub form: String,
    pub from: Vec<String>,
    pub to: Vec<String>,
    pub kind: String,
    pub reason: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Step {
    pub form: String,
    pub explanation: String,
    pub lost: Vec<String>,
    pub obstacle: Option<String>,
    pub alternative: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Outcome {
    pub tables: Vec<Part>,
}

/// A table that results.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Part {
    pub name: String,
    pub columns: Vec<String>,
    pub primary_key: Vec<String>,
    pub form: String,
}

/// Judges, and answers with the JSON of [`Verdicts`]; the worker's part.
pub fn judge(request: &Request) -> Value {
    let mut schema = request.schema.clone();
    schema.tables.retain(|table| !table.columns.is_empty());
    let mut knowledge = Knowledge::default();
    let mut notes: Vec<String> = request
        .dependencies
        .iter()
        .filter_map(|text| knowledge.state(text).err())
        .map(|why| format!("{why}."))
        .collect();
    let mut samples: Vec<(QualifiedName, Sample)> = Vec::new();
    for (name, rows) in &request.samples {
        let (name, expected) = columns_of(&schema, name);
        let read = read_csv(rows, &expected, Header::Detect);
        notes.extend(read.diagnostics.into_iter().map(|diagnostic| diagnostic.message));
        samples.push((name, read.sample));
    }
    let widest = samples.iter().map(|(_, sample)| sample.columns.len()).max().unwrap_or(0);
    let options = DiscoveryOptions { largest: (widest > WIDE).then_some(3), ..DiscoveryOptions::default() };
    let study = study(&schema, &knowledge.spelled_as_in(&schema), &samples, &options);
    let normalized = normalize_with(&study.schema, &study.knowledge, request.form);
    notes.extend(study.diagnostics.iter().chain(&normalized.diagnostics).map(|d| d.message.clone()));
    let invented = study.studied.iter().filter(|studied| studied.invented);
    let added = invented.filter_map(|studied| study.schema.table(&studied.table)).map(|table| Change::Add {
        parent: None,
        object: Object::Table(table.clone()),
        at: None,
    });
    json!({
        "tables": verdicts(&study, &normalized),
        "changes": added.chain(normalized.changes.iter().cloned()).collect::<Vec<Change>>(),
        "decisions": normalized.decisions,
        "notes": notes,
    })
}

/// A table's own name and its columns, whatever the case of the letters.
pub(super) fn columns_of(schema: &Schema, name: &str) -> (QualifiedName, Vec<String>) {
    let wanted =
        |own: &QualifiedName| own.to_string().eq_ignore_ascii_case(name) || own.name.eq_ignore_ascii_case(name);
    match schema.tables.iter().find(|table| wanted(&table.name)) {
        Some(table) => (table.name.clone(), table.columns.iter().map(|column| column.name.clone()).collect()),
        None => (QualifiedName::new(name), Vec::new()),
    }
}
