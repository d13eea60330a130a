//! What becomes of a schema in another database: which columns get another form, what is only near, what is lost, and why.

use super::render::{column_forms, render};
use crate::dialect::Dialect;
use crate::schema::{Diagnostic, Schema, Severity};
use serde::{Deserialize, Serialize};

/// A schema on its way from one dialect to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversion {
    pub from: Dialect,
    pub to: Dialect,
    pub forms: Vec<Form>,
    /// Columns that are spelled the same in both.
    pub unchanged: usize,
    /// What has the nearest form that works the same for most uses, each with its reason.
    pub near: Vec<Diagnostic>,
    /// What is gone or weaker, each with its reason.
    pub lost: Vec<Diagnostic>,
}

/// What stands behind the names of columns, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    pub before: String,
    pub after: String,
    /// `table.column`, in the schema's order.
    pub columns: Vec<String>,
}

/// The dialect of the script that a schema was read from, as its types tell; nothing for one that was designed here.
pub fn origin(schema: &Schema) -> Option<Dialect> {
    let mut spelled = schema.tables.iter().flat_map(|table| &table.columns).filter_map(|own| own.spelled.as_ref());
    spelled.find_map(|spelled| spelled.dialect.parse().ok())
}

/// What changes when a schema of one dialect is written in another.
pub fn conversion(schema: &Schema, from: Dialect, to: Dialect) -> Conversion {
    let (before, after) = (column_forms(schema, from), column_forms(schema, to));
    let mut forms: Vec<Form> = Vec::new();
    let mut unchanged = 0;
    for table in &schema.tables {
        for column in &table.columns {
            let (Some(before), Some(after)) = (before.get(&column.id), after.get(&column.id)) else { continue };
            if before.eq_ignore_ascii_case(after) {
                unchanged += 1;
                continue;
            }
            let place = format!("{}.{}", table.name, column.name);
            match forms.iter_mut().find(|known| known.before == *before && known.after == *after) {
                Some(known) => known.columns.push(place),
                None => forms.push(Form { before: before.clone(), after: after.clone(), columns: vec![place] }),
            }
        }
    }
    forms.sort_by_key(|form| std::cmp::Reverse(form.columns.len()));
    let diagnostics = render(schema, to).diagnostics;
    let (near, lost) = diagnostics.into_iter().partition(|own| own.severity == Severity::Info);
    Conversion { from, to, forms, unchanged, near, lost }
}

impl Conversion {
    /// What changed and what was lost, in one line.
    pub fn summary(&self) -> String {
        let changed: usize = self.forms.iter().map(|form| form.columns.len()).sum();
        format!(
            "{} to {}: {changed} columns in another form, {} unchanged, {} nearest forms, {} losses",
            self.from,
            self.to,
            self.unchanged,
            self.near.len(),
            self.lost.len()
        )
    }

    /// The report as a document.
    pub fn markdown(&self) -> String {
        let mut text = format!("# {}\n", self.summary());
        for (title, list) in [("Lost", &self.lost), ("Nearest form, and why", &self.near)] {
            if !list.is_empty() {
                text += &format!("\n## {title}\n\n");
                list.iter().for_each(|own| text += &format!("- {}\n", own.message));
            }
        }
        if !self.forms.is_empty() {
            text += &format!("\n## Columns\n\n| {} | {} | columns |\n| --- | --- | --- |\n", self.from, self.to);
        }
        for form in &self.forms {
            let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
            let named = form.columns.iter().take(6).cloned().collect::<Vec<_>>().join(", ");
            let more = form.columns.len().saturating_sub(6);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            text += &format!("| `{}` | `{}` | {named}{more} |\n", cell(&form.before), cell(&form.after));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql::parse;

    #[test]
    fn a_conversion_says_what_changes_and_what_is_lost() {
        let script = "CREATE TABLE a (id bigserial PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), note text,\n\
                      tags text[], EXCLUDE USING gist (id WITH =));";
        let schema = parse(script, Dialect::PostgreSql).schema;
        assert_eq!(origin(&schema), Some(Dialect::PostgreSql));
        let found = conversion(&schema, Dialect::PostgreSql, Dialect::MySql);
        let form = |column: &str| {
            let form = found.forms.iter().find(|form| form.columns.contains(&column.to_owned()));
            form.map(|form| format!("{} -> {}", form.before, form.after)).unwrap_or_default()
        };
        assert_eq!(form("a.id"), "bigserial NOT NULL -> BIGINT AUTO_INCREMENT NOT NULL");
        assert!(form("a.tags").ends_with("-> JSON"), "{}", form("a.tags"));
        assert!(found.lost.iter().any(|own| own.code == "exclusion-lost"));
        assert!(found.markdown().contains("## Lost"));
    }

    #[test]
    fn a_schema_in_its_own_dialect_changes_nothing() {
        let script = "CREATE TABLE a (id serial PRIMARY KEY, b varchar(3) DEFAULT 'x', c jsonb);";
        let schema = parse(script, Dialect::PostgreSql).schema;
        let found = conversion(&schema, Dialect::PostgreSql, Dialect::PostgreSql);
        assert_eq!((found.forms, found.unchanged, found.lost), (Vec::new(), 3, Vec::new()));
    }
}
