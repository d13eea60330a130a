//! The classification for people and for programs.

use super::{Class, Classification, ClassifiedColumn, Regulation, erasures};
use crate::schema::Schema;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write;

/// `{"tables": [{"name", "columns": [{"name", "class", "confidence", "evidence", "regulations", ...}]}], "erasure"}`.
pub fn json(schema: &Schema, classification: &Classification) -> String {
    let column = |column: &ClassifiedColumn| {
        json!({
            "name": column.name,
            "class": column.class.name(),
            "confidence": (f64::from(column.confidence) * 100.0).round() / 100.0,
            "evidence": column.evidence,
            "stated": column.is_stated,
            "regulations": regulations(column),
            "consequences": column.consequences,
        })
    };
    let tables: Vec<Value> = (classification.tables.iter())
        .map(|table| {
            json!({
                "name": table.name.to_string(),
                "data_subject": table.is_subject,
                "columns": table.columns.iter().map(column).collect::<Vec<Value>>(),
            })
        })
        .collect();
    format!("{:#}\n", json!({ "tables": tables, "erasure": erasures(schema, classification) }))
}

/// The sensitive columns, one a line, then the ways of erasure.
pub fn text(schema: &Schema, classification: &Classification) -> String {
    let mut out = String::new();
    for table in classification.sensitive_tables() {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{}{}", table.name, if table.is_subject { " (people)" } else { "" });
        for column in table.columns.iter().filter(|column| column.class.is_sensitive()) {
            let percent = (column.confidence * 100.0).round();
            let names = regulations(column).join(", ");
            let why = column.evidence.first().map_or("", String::as_str);
            let _ =
                writeln!(out, "  {:<28} {:<17} {percent:>3} %  {names:<22} {why}", column.name, column.class.name());
        }
    }
    let ways = erasures(schema, classification);
    if ways.is_empty() {
        return "No sensitive data was found.\n".to_owned();
    }
    out += "\nErasure\n";
    for way in ways {
        let _ = writeln!(out, "  {}", way.text);
    }
    out
}

/// A report with the duties of each class, for the documentation.
pub fn markdown(schema: &Schema, classification: &Classification) -> String {
    let mut out = "# Sensitive data\n\nWhat the names, types, comments and values say, and what follows. A list of what to look at, no legal advice.\n".to_owned();
    for table in classification.sensitive_tables() {
        let _ = writeln!(
            out,
            "\n## {}\n\n| column | class | sure | why | regulations |\n| --- | --- | --- | --- | --- |",
            cell(&table.name.to_string())
        );
        for column in table.columns.iter().filter(|column| column.class.is_sensitive()) {
            let _ = writeln!(
                out,
                "| {} | {} | {} % | {} | {} |",
                cell(&column.name),
                column.class.name(),
                (column.confidence * 100.0).round(),
                cell(&column.evidence.join("; ")),
                regulations(column).join(", "),
            );
        }
    }
    out += "\n## Duties\n";
    for class in Class::ALL.into_iter().filter(|class| class.is_sensitive()) {
        let columns =
            || classification.tables.iter().flat_map(|table| &table.columns).filter(|column| column.class == class);
        let mut lines: BTreeSet<String> = BTreeSet::new();
        for consequence in columns().flat_map(|column| &column.consequences) {
            lines.insert(format!(
                "- **{} {}, {}**: {}",
                consequence.regulation.name(),
                consequence.basis,
                consequence.duty.name(),
                consequence.text
            ));
        }
        if !lines.is_empty() {
            let _ = writeln!(out, "\n### {} ({})\n", class.name(), columns().count());
            lines.iter().for_each(|line| out += &format!("{line}\n"));
        }
    }
    out += "\n## Erasure\n\n";
    for way in erasures(schema, classification) {
        let _ = writeln!(out, "- {}", cell(&way.text));
    }
    out
}

/// The regulations that have something to say about a column.
pub(super) fn regulations(column: &ClassifiedColumn) -> Vec<&'static str> {
    let found: BTreeSet<Regulation> = column.consequences.iter().map(|consequence| consequence.regulation).collect();
    found.into_iter().map(Regulation::name).collect()
}

/// Text that cannot end a cell or begin markup.
fn cell(text: &str) -> String {
    text.replace(['\n', '\r'], " ").replace('|', "\\|").replace('<', "&lt;")
}
