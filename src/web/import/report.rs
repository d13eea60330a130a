//! The report of an import, drawn: counts, the dialect, and every place that wants a look.

use super::Reading;
use crate::dialect::Dialect;
use crate::project::Project;
use crate::schema::{Position, Severity};
use crate::sql::{Detected, Outcome, Report, StatementRead, TableRows};
use crate::web::view::{View, el, field, select, text};
use std::collections::BTreeMap;

/// As many places as a person reads; the counts tell the rest.
const MOST_PLACES: usize = 500;

/// As much of a statement as is shown: lines, and characters of one.
const EXCERPT: (usize, usize) = (14, 200);

/// A script that was read, and how.
pub struct Script<'a> {
    pub reading: &'a Reading,
    pub dialect: Dialect,
    pub detected: &'a Detected,
    pub report: &'a Report,
    pub text: &'a str,
    pub samples: &'a [TableRows],
}

/// The report of a script, and how many places want a look.
pub fn of_script(script: &Script) -> (View, usize) {
    let report = script.report;
    let places = report.statements.iter().filter(|own| matches!(own.outcome, Outcome::Partly | Outcome::Kept));
    let places: Vec<&StatementRead> = places.collect();
    let mut lines = Lines::new(script.text);
    let rows = places.iter().take(MOST_PLACES).map(|own| place(own, &mut lines));
    let list = el("ul.problems").with(rows);
    let counts = [
        (report.understood, "understood"),
        (report.kept, "kept as text"),
        (report.skipped, "skipped"),
        (report.row_count(), "rows"),
    ];
    let mut pane = vec![el("p.stat").says(why(script)), el("p.stat.tally").with(kinds(report))];
    pane.extend(rows_line(script));
    if places.is_empty() {
        pane.push(el("p.empty-pane").says("Every statement that makes something was understood."));
    }
    pane.push(list);
    pane.extend(more(places.len()));
    (frame(&counts, choices(script.reading, Some(script.dialect)), pane), places.len())
}

/// The report of a text in another language, or of a folder.
pub fn of_diagnostics(project: &Project, read_as: &str, reading: &Reading) -> (View, usize) {
    let schema = &project.schema;
    let told = &project.diagnostics;
    let line = |own: &crate::schema::Diagnostic| {
        let (class, word) = match own.severity {
            Severity::Info => ("quiet-sign", "Note"),
            _ => ("changed", "Left out"),
        };
        let at = own.position.map(at).unwrap_or_default();
        let words = el("span.decision-text").with([el("b").says(own.message.as_str()), el("span.mono.quiet").says(at)]);
        el("li").with([el("span.problem-main").with([el(&format!("span.kind.{class}")).says(word), words])])
    };
    let counts = [(schema.tables.len(), "tables"), (schema.relationship_count(), "relations")];
    let mut pane = vec![el("p.stat").says(format!("Read as {read_as}."))];
    if told.is_empty() {
        pane.push(el("p.empty-pane").says("Every line was understood."));
    }
    pane.push(el("ul.problems").with(told.iter().take(MOST_PLACES).map(line)));
    pane.extend(more(told.len()));
    let remarks = told.iter().filter(|own| own.severity > Severity::Info).count();
    (frame(&counts, choices(reading, None), pane), remarks)
}

fn frame(counts: &[(usize, &str)], choices: Vec<View>, pane: Vec<View>) -> View {
    let count =
        |(count, what): &(usize, &str)| el("span").with([el("b").says(count.to_string()), text(format!(" {what}"))]);
    let tally = el("span.stat.tally").with(counts.iter().map(count));
    let bar = el("div.filter").with([tally, el("span.grow")]).with(choices);
    el("div.import-report").with([bar, el("div.pane").with(pane)])
}

/// The dialect and the number of sample rows, to read the file again.
fn choices(reading: &Reading, dialect: Option<Dialect>) -> Vec<View> {
    let Some(dialect) = dialect else { return Vec::new() };
    let dialects: Vec<(String, String)> =
        Dialect::ALL.iter().map(|own| (own.name().to_owned(), own.to_string())).collect();
    let counts = [0, 20, 100, 1000];
    let rows: Vec<(String, String)> = counts.iter().map(|count| (count.to_string(), samples_label(*count))).collect();
    vec![
        field("Read as", select("dialect", dialect.name(), &dialects, "dialect")),
        field("Rows", select("samples", &reading.samples.to_string(), &rows, "samples")),
    ]
}

fn samples_label(count: usize) -> String {
    if count == 0 { "only counted".to_owned() } else { format!("{count} a table as samples") }
}

fn why(script: &Script) -> String {
    let Script { reading, dialect, detected, .. } = script;
    let words = detected.evidence.iter().take(5).cloned().collect::<Vec<_>>().join(", ");
    match (reading.dialect, words.is_empty()) {
        (Some(_), false) if detected.dialect != *dialect => {
            format!("Read as {dialect}, as chosen, though it looks like {}: it says {words}.", detected.dialect)
        }
        (Some(_), _) => format!("Read as {dialect}, as chosen."),
        (None, true) => format!("Read as {dialect}: nothing in it tells one database from another."),
        (None, false) if detected.sure => format!("Read as {dialect}, because it says {words}."),
        (None, false) => format!("Read as {dialect}, probably: it says {words}."),
    }
}

/// `table 12`, `index 3, 1 kept`: what the statements make.
fn kinds(report: &Report) -> Vec<View> {
    let mut kinds: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for own in &report.statements {
        let place = match own.outcome {
            Outcome::Understood | Outcome::Partly => 0,
            Outcome::Kept => 1,
            Outcome::Skipped => 2,
        };
        kinds.entry(&own.kind).or_default()[place] += 1;
    }
    let kind = |(kind, counts): (&str, [usize; 3])| {
        let named = counts.iter().zip(["understood", "kept", "skipped"]).filter(|(count, _)| **count > 0);
        let named: Vec<String> = named.map(|(count, what)| format!("{count} {what}")).collect();
        el("span").with([el("span.mono").says(kind), text(format!(" {}", named.join(", ")))])
    };
    kinds.into_iter().map(kind).collect()
}

fn rows_line(script: &Script) -> Option<View> {
    let mut rows: Vec<(&String, &usize)> = script.report.rows.iter().filter(|(_, count)| **count > 0).collect();
    rows.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), *name));
    let named: Vec<String> = rows.iter().take(12).map(|(name, count)| format!("{name} {count}")).collect();
    let more = rows.len().saturating_sub(12);
    let more = if more > 0 { format!(", and {more} tables more") } else { String::new() };
    let kept: usize = script.samples.iter().map(|own| own.rows.len()).sum();
    let kept = match kept {
        0 => "A schema holds no rows, so they were only counted".to_owned(),
        kept => format!("{kept} are kept as samples for normal forms and privacy"),
    };
    (!named.is_empty()).then(|| el("p.stat").says(format!("Rows: {}{more}. {kept}.", named.join(", "))))
}

fn more(count: usize) -> Option<View> {
    (count > MOST_PLACES).then(|| el("p.empty-pane").says(format!("and {} more", count - MOST_PLACES)))
}

fn at(position: Position) -> String {
    format!("{}:{}", position.line, position.column)
}

/// A statement that was not wholly understood: what it is, why, and its text where it stands.
fn place(own: &StatementRead, lines: &mut Lines) -> View {
    let (class, word) = match own.outcome {
        Outcome::Kept => ("changed", "Kept as text"),
        _ => ("quiet-sign", "In part"),
    };
    let name = own.name.as_deref().unwrap_or_default();
    let notes = match own.notes.is_empty() {
        true => "the model has no place for it; it is printed back as it is written".to_owned(),
        false => own.notes.join("; "),
    };
    let said = el("span").with([text(format!("{notes} ")), el("span.mono.quiet").says(at(own.position))]);
    let words = el("span.decision-text").with([el("b").says(format!("{} {name}", own.kind)), said]);
    let main = el("button.problem-main").set("type", "button").set("data-go", name);
    let main = main.with([el(&format!("span.kind.{class}")).says(word), words]);
    let code = el("code.code-block").says(lines.excerpt(own.position.line));
    el("li").with([main, el("details").with([el("summary.quiet").says("Statement"), code])])
}

/// The lines of a text, found from one place to the next: statements come in their order.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0, line: 1 }
    }

    /// The numbered lines from one on, up to an empty one.
    fn excerpt(&mut self, line: usize) -> String {
        while self.line < line {
            let Some(end) = self.text[self.at..].find('\n') else { break };
            self.at += end + 1;
            self.line += 1;
        }
        let (most, longest) = EXCERPT;
        let lines = self.text[self.at..].lines().take(most).enumerate();
        let lines = lines.take_while(|(nth, own)| *nth == 0 || !own.trim().is_empty());
        let line = |(nth, own): (usize, &str)| {
            format!("{:>5}  {}", self.line + nth, own.chars().take(longest).collect::<String>())
        };
        lines.map(line).collect::<Vec<_>>().join("\n")
    }
}
