//! What the engine says of sensitive data, as the page receives it.

use super::normal_forms::columns_of;
use crate::classify::{self, Hints};
use crate::export;
use crate::normalize::{Header, read_csv};
use crate::project::{Project, compliance};
use crate::schema::Id;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    pub project: Project,
    /// Tables, and rows of them as CSV.
    pub samples: Vec<(String, String)>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Findings {
    pub tables: Vec<Table>,
    pub erasure: Vec<Erasure>,
    /// The compliance report, as Markdown.
    pub report: String,
    /// Masked views, roles and grants.
    pub protection: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Table {
    pub name: String,
    /// Its rows are people.
    pub data_subject: bool,
    pub columns: Vec<Column>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Column {
    pub id: Id,
    pub name: String,
    pub class: classify::Class,
    pub confidence: f32,
    pub evidence: Vec<String>,
    /// The user said so.
    pub stated: bool,
    pub regulations: Vec<String>,
    pub consequences: Vec<Consequence>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Consequence {
    pub regulation: String,
    pub basis: String,
    pub duty: String,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Erasure {
    pub text: String,
}

/// Classifies, and answers with the JSON of [`Findings`]; the worker's part.
pub fn classify(request: &Request) -> Value {
    let Project { schema, dialect, description, decisions, .. } = &request.project;
    let mut hints = Hints::default();
    for decision in decisions {
        for span in &decision.spans {
            let words = description.get(span.start..span.end).unwrap_or_default();
            let known = hints.texts.entry(decision.subject).or_default();
            if !known.contains(words) {
                *known = format!("{known} {words}").trim_start().to_owned();
            }
        }
    }
    for (name, rows) in &request.samples {
        let (name, expected) = columns_of(schema, name);
        hints.samples.push((name, read_csv(rows, &expected, Header::Detect).sample));
    }
    let found = classify::classify(schema, &hints);
    let mut value: Value = serde_json::from_str(&classify::json(schema, &found)).unwrap_or_default();
    for (at, table) in found.tables.iter().enumerate() {
        for (place, column) in table.columns.iter().enumerate() {
            value["tables"][at]["columns"][place]["id"] = json!(column.id);
        }
    }
    value["report"] = json!(export::markdown_of(&compliance(&request.project, &found)));
    value["protection"] = json!(classify::protection(schema, &found, *dialect));
    value
}
