//! What the database answered, and what follows from it.

use crate::base::json;
use crate::schema::Id;
use serde::{Deserialize, Serialize};

/// What came of one statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The part of the proof that it belongs to (`DDL`, `Rows`, the name of a phase).
    pub part: String,
    pub sql: String,
    pub milliseconds: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
    /// The element of the schema that it makes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Id>,
}

/// An error as PostgreSQL reports it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// SQLSTATE.
    pub code: String,
    pub message: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The character of the statement at which it lies, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<usize>,
}

impl Failure {
    /// The statement before and from the place of the error on; all of it before where no place is known.
    pub fn split<'a>(&self, sql: &'a str) -> (&'a str, &'a str) {
        let place = self.position.and_then(|position| sql.char_indices().nth(position.saturating_sub(1)));
        place.map_or((sql, ""), |(byte, _)| sql.split_at(byte))
    }
}

/// The catalog and the rows of a database at one moment.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// A line for each column, constraint, index, type, view, sequence, routine and trigger, in order.
    pub catalog: Vec<String>,
    pub tables: Vec<TableState>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TableState {
    pub name: String,
    pub rows: u64,
    /// A hash of all rows that knows no order of rows or columns.
    pub digest: String,
}

/// Something that holds or does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    pub what: String,
    pub holds: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<String>,
}

impl Verdict {
    fn of(what: impl Into<String>, details: Vec<String>) -> Self {
        Self { what: what.into(), holds: details.is_empty(), details }
    }
}

/// All statements of a part ran.
pub fn ran(part: &str, outcomes: &[Outcome]) -> Verdict {
    let own = || outcomes.iter().filter(|outcome| outcome.part == part);
    let failed = own().filter_map(|outcome| {
        let failure = outcome.failure.as_ref()?;
        let first = outcome.sql.lines().next().unwrap_or_default();
        Some(format!("{}: {} ({})", first.trim(), failure.message, failure.code))
    });
    let (count, time) = (own().count(), own().map(|outcome| outcome.milliseconds).sum::<f64>());
    Verdict::of(format!("{part}: {count} statements in {time:.0} ms"), failed.collect())
}

/// A database looks as another does.
pub fn same_catalog(what: &str, expected: &Snapshot, found: &Snapshot) -> Verdict {
    let missing = expected.catalog.iter().filter(|line| !found.catalog.contains(line));
    let surplus = found.catalog.iter().filter(|line| !expected.catalog.contains(line));
    let details = missing.map(|line| format!("missing: {line}")).chain(surplus.map(|line| format!("surplus: {line}")));
    Verdict::of(what, details.collect())
}

/// Every table has the rows that it had.
pub fn same_rows(what: &str, expected: &Snapshot, found: &Snapshot) -> Verdict {
    let differs = |before: &TableState| match found.tables.iter().find(|table| table.name == before.name) {
        None => Some(format!("{} is not there, with {} rows", before.name, before.rows)),
        Some(after) if after.rows != before.rows => {
            Some(format!("{} has {} rows and had {}", before.name, after.rows, before.rows))
        }
        Some(after) if after.digest != before.digest => Some(format!("{} has other values than before", before.name)),
        Some(_) => None,
    };
    Verdict::of(what, expected.tables.iter().filter_map(differs).collect())
}

/// Tables that have fewer rows than before a phase, which no phase but one that drops may bring about.
pub fn kept_rows(what: &str, before: &Snapshot, after: &Snapshot) -> Verdict {
    let fewer = |table: &TableState| {
        let now = after.tables.iter().find(|other| other.name == table.name)?;
        (now.rows < table.rows).then(|| format!("{} has {} rows and had {}", table.name, now.rows, table.rows))
    };
    Verdict::of(what, before.tables.iter().filter_map(fewer).collect())
}

/// A whole proof.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// What is proved (`The DDL of Shop`).
    pub title: String,
    /// The database that it ran on.
    pub engine: String,
    /// What kind of proof this is for the project's own dialect.
    pub kind: String,
    pub outcomes: Vec<Outcome>,
    pub verdicts: Vec<Verdict>,
    /// Sentences about rows and checks that could not be followed.
    pub notes: Vec<String>,
}

impl Report {
    pub fn holds(&self) -> bool {
        self.verdicts.iter().all(|verdict| verdict.holds)
    }

    /// As pretty JSON.
    pub fn json(&self) -> String {
        json::pretty(self)
    }

    pub fn markdown(&self) -> String {
        let result = if self.holds() { "proved" } else { "not proved" };
        let mut text =
            format!("# {}: {result}\n\nRun on {}. {}\n\n", escaped(&self.title), escaped(&self.engine), self.kind);
        text += "| | what | details |\n| --- | --- | --- |\n";
        for verdict in &self.verdicts {
            let sign = if verdict.holds { "holds" } else { "FAILS" };
            text += &format!("| {sign} | {} | {} |\n", escaped(&verdict.what), escaped(&verdict.details.join("; ")));
        }
        if !self.notes.is_empty() {
            text += "\n## Notes\n\n";
            self.notes.iter().for_each(|note| text += &format!("- {}\n", escaped(note)));
        }
        text += "\n## Statements\n\n| part | statement | ms | error |\n| --- | --- | ---: | --- |\n";
        for outcome in &self.outcomes {
            let first = outcome.sql.lines().next().unwrap_or_default();
            let error = outcome.failure.as_ref().map(|failure| format!("{} ({})", failure.message, failure.code));
            text += &format!(
                "| {} | {} | {:.1} | {} |\n",
                escaped(&outcome.part),
                escaped(first),
                outcome.milliseconds,
                escaped(&error.unwrap_or_default())
            );
        }
        text
    }
}

/// A text as one cell of a Markdown table that shows it and nothing else.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot(catalog: &[&str], tables: &[(&str, u64, &str)]) -> Snapshot {
        Snapshot {
            catalog: catalog.iter().map(|line| (*line).to_owned()).collect(),
            tables: tables
                .iter()
                .map(|(name, rows, digest)| TableState {
                    name: (*name).to_owned(),
                    rows: *rows,
                    digest: (*digest).to_owned(),
                })
                .collect(),
        }
    }

    #[test]
    fn losses_of_rows_and_values_are_told() {
        let before = snapshot(&[], &[("a", 3, "x"), ("b", 2, "y"), ("c", 1, "z"), ("d", 0, "")]);
        let after = snapshot(&[], &[("a", 2, "w"), ("b", 2, "v"), ("d", 0, "")]);
        let verdict = same_rows("Rows are back", &before, &after);
        let expected = ["a has 2 rows and had 3", "b has other values than before", "c is not there, with 1 rows"];
        assert_eq!((verdict.holds, verdict.details), (false, expected.map(str::to_owned).to_vec()));
        assert!(same_rows("Rows are back", &before, &before).holds);
        assert_eq!(kept_rows("", &before, &after).details, ["a has 2 rows and had 3"]);
    }

    #[test]
    fn differences_of_the_catalog_are_told() {
        let verdict = same_catalog("Back", &snapshot(&["a", "b"], &[]), &snapshot(&["b", "c"], &[]));
        assert_eq!(verdict.details, ["missing: a", "surplus: c"]);
    }

    #[test]
    fn an_error_is_shown_at_its_place() {
        let failure = Failure { position: Some(3), ..Failure::default() };
        assert_eq!(failure.split("aéxy"), ("aé", "xy"));
        assert_eq!(failure.split("a"), ("a", ""));
    }

    #[test]
    fn a_report_shows_hostile_texts_as_they_are() {
        let failure = Failure { code: "42601".into(), message: "at \"<img>\" | x".into(), ..Failure::default() };
        let outcome = Outcome {
            part: "DDL".into(),
            sql: "CREATE".into(),
            milliseconds: 1.0,
            failure: Some(failure),
            subject: None,
        };
        let verdicts = vec![ran("DDL", std::slice::from_ref(&outcome))];
        let report = Report { outcomes: vec![outcome], verdicts, ..Report::default() };
        assert!(!report.holds());
        assert!(report.markdown().contains("at \"&lt;img>\" \\| x"), "{}", report.markdown());
    }
}
