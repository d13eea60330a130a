//! The way from a table with personal data to the person it is about, along the foreign keys.

use super::{Classification, ClassifiedTable};
use crate::schema::{QualifiedName, Schema};
use serde::Serialize;
use std::collections::{HashMap, HashSet, VecDeque};

/// One reference on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ErasureStep {
    pub table: String,
    pub columns: Vec<String>,
    pub references: String,
}

/// The ways for a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Erasures {
    pub table: String,
    /// The table of the person; `None` where no way leads to one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    pub steps: Vec<ErasureStep>,
    /// The rows must be kept for some years by other laws: anonymize them instead of deleting.
    pub anonymize: bool,
    /// A sentence for the report.
    pub text: String,
}

/// Rows that tax or commercial law wants kept.
const RECORDS: &[&str] =
    &["invoice", "payment", "order", "transaction", "ledger", "receipt", "refund", "payroll", "booking", "contract"];

/// The shortest way for each table with sensitive data, in the order of the schema.
pub fn erasures(schema: &Schema, classification: &Classification) -> Vec<Erasures> {
    let subjects: HashSet<&QualifiedName> =
        classification.tables.iter().filter(|table| table.is_subject).map(|table| &table.name).collect();
    let graph: HashMap<&QualifiedName, Vec<(&[String], &QualifiedName)>> = (schema.tables.iter())
        .map(|table| {
            let edges = table.foreign_keys.iter().map(|key| (key.columns.as_slice(), &key.references.table)).collect();
            (&table.name, edges)
        })
        .collect();
    classification.sensitive_tables().map(|table| erasure(table, &subjects, &graph)).collect()
}

type Graph<'a> = HashMap<&'a QualifiedName, Vec<(&'a [String], &'a QualifiedName)>>;

fn erasure(table: &ClassifiedTable, subjects: &HashSet<&QualifiedName>, graph: &Graph) -> Erasures {
    let steps = way(&table.name, subjects, graph);
    let name = table.name.to_string();
    let words = crate::schema::words(&table.name.name);
    let anonymize = words.iter().any(|word| RECORDS.contains(&crate::schema::singular(word).as_str()));
    let (subject, text) = match &steps {
        Some(steps) if steps.is_empty() => (
            Some(name.clone()),
            format!("{name} holds the person: delete or anonymize the row itself, after those that refer to it."),
        ),
        Some(steps) => {
            let subject = steps.last().map(|step| step.references.clone()).unwrap_or_default();
            let path = steps
                .iter()
                .map(|step| format!("{}.({})", step.table, step.columns.join(", ")))
                .collect::<Vec<_>>()
                .join(" -> ");
            let act = if anonymize { "anonymize the rows, which other laws want kept," } else { "delete the rows" };
            let text = format!("{name}: {act} that lead to the person along {path} -> {subject}.");
            (Some(subject), text)
        }
        None => (
            None,
            format!(
                "{name}: no foreign key leads to a person, so that nobody can tell whose rows these are; add a reference, or do not keep the data."
            ),
        ),
    };
    Erasures { table: name, subject, steps: steps.unwrap_or_default(), anonymize, text }
}

/// Breadth first, so that the first table of people is the nearest.
fn way(from: &QualifiedName, subjects: &HashSet<&QualifiedName>, graph: &Graph) -> Option<Vec<ErasureStep>> {
    let mut open: VecDeque<(&QualifiedName, Vec<ErasureStep>)> = VecDeque::from([(from, Vec::new())]);
    let mut seen: HashSet<&QualifiedName> = HashSet::from([from]);
    while let Some((table, steps)) = open.pop_front() {
        if subjects.contains(table) {
            return Some(steps);
        }
        for (columns, parent) in graph.get(table).into_iter().flatten() {
            if seen.insert(parent) {
                let step =
                    ErasureStep { table: table.to_string(), columns: columns.to_vec(), references: parent.to_string() };
                open.push_back((parent, steps.iter().cloned().chain([step]).collect()));
            }
        }
    }
    None
}
