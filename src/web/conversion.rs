//! A schema's script in a dialect, and what the way there changed and lost, drawn.

use super::view::{View, el, text};
use crate::dialect::Dialect;
use crate::schema::{Diagnostic, Schema, Severity};
use crate::sql::{self, Conversion, Form};
use serde::{Deserialize, Serialize};

/// A script, and the report as the page shows it above; empty where there is nothing to say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Script {
    pub rendered: sql::Rendered,
    pub report: View,
}

/// As many rows as a person reads.
const MOST: usize = 200;

/// How many columns are named for a form.
const NAMED: usize = 6;

pub fn script(schema: &Schema, dialect: Dialect) -> Script {
    let rendered = sql::render(schema, dialect);
    // What was designed here has no other database that it comes from: all there is to tell is what is near or lost.
    let from = sql::origin(schema).filter(|from| !dialect.is_kin(*from));
    let conversion = match from {
        Some(from) => sql::conversion(schema, from, dialect),
        None => {
            let (near, lost) =
                rendered.diagnostics.iter().cloned().partition(|own: &Diagnostic| own.severity == Severity::Info);
            Conversion { from: dialect, to: dialect, forms: Vec::new(), unchanged: 0, near, lost }
        }
    };
    Script { report: report(&conversion), rendered }
}

fn report(conversion: &Conversion) -> View {
    let Conversion { from, to, forms, near, lost, .. } = conversion;
    let columns: usize = forms.iter().map(|form| form.columns.len()).sum();
    let mut said = Vec::new();
    if !lost.is_empty() {
        said.push(format!("{} lost or weaker", lost.len()));
    }
    if !near.is_empty() {
        said.push(format!("{} in the nearest form", near.len()));
    }
    if columns > 0 {
        said.push(format!("{columns} columns spelled anew"));
    }
    if said.is_empty() {
        return View::default();
    }
    let way = if from == to { format!("In {to}") } else { format!("From {from} to {to}") };
    let title = format!("{way}: {}", said.join(", "));
    let mut parts = vec![el("summary").says(title)];
    for (name, list) in [("Lost or weaker", lost), ("Nearest form, and why", near)] {
        if !list.is_empty() {
            let items = list.iter().take(MOST).map(|own| el("li").says(own.message.as_str()));
            parts.extend([el("h4").says(name), el("ul").with(items)]);
        }
    }
    if columns > 0 {
        let rows = forms.iter().take(MOST).map(row);
        parts.extend([el("h4").says("Columns spelled anew"), el("ul").with(rows)]);
    }
    el("details.losses.conversion").with(parts)
}

fn row(form: &Form) -> View {
    let named = form.columns.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    let more = form.columns.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let code = |sql: &str| el("code").says(sql);
    el("li").with([
        code(&form.before),
        text(" → "),
        code(&form.after),
        el("span.quiet").says(format!("  {named}{more}")),
    ])
}
