//! The form for people: one line an element, parts under their table, `+` added, `-` removed, `~` changed, `>` renamed.

use super::{Detail, Entry, Status, entries};
use crate::dialect::Dialect;
use crate::diff::{Diff, RenameQuestion};
use crate::schema::Schema;

/// The diff as lines; `No changes.` where there are none.
pub fn text(from: &Schema, diff: &Diff, dialect: Dialect) -> String {
    let entries = entries(from, diff, dialect);
    let mut lines = Vec::new();
    let mut table: Option<&str> = None;
    for entry in &entries {
        match &entry.table {
            None => {
                table = (entry.object == "table").then_some(entry.name.as_str());
                lines.extend(entry_lines(entry, ""));
            }
            Some(name) => {
                if table != Some(name) {
                    table = Some(name);
                    lines.push(format!("  table {name}"));
                }
                lines.extend(entry_lines(entry, "    "));
            }
        }
    }
    if entries.is_empty() {
        lines.push("No changes.".to_owned());
    }
    if !diff.questions.is_empty() || !diff.findings.is_empty() {
        lines.push(String::new());
        lines.extend(diff.questions.iter().map(question));
        lines.extend(diff.findings.iter().map(|finding| format!("! {}", finding.message)));
    }
    lines.join("\n") + "\n"
}

fn entry_lines(entry: &Entry, indent: &str) -> Vec<String> {
    let mark = match entry.status {
        Status::Added => '+',
        Status::Removed => '-',
        Status::Changed => '~',
        Status::Renamed => '>',
        Status::Moved => '^',
        Status::Recreated => '=',
    };
    let mut head = format!("{indent}{mark} {} {}", entry.object, entry.name);
    if let Some(was) = &entry.was {
        head += &format!(" (was {was})");
    }
    match entry.status {
        Status::Moved => return vec![head + ": another place"],
        Status::Recreated => return vec![head + ": dropped and made again, for what it depends on"],
        Status::Removed => return vec![head],
        Status::Added if entry.object == "table" => return with_items(head, entry, indent),
        Status::Added => {
            let facts: Vec<String> = entry.details.iter().filter_map(|detail| added(entry, detail)).collect();
            return vec![if facts.is_empty() { head } else { format!("{head}: {}", facts.join(", ")) }];
        }
        Status::Changed | Status::Renamed => {}
    }
    match entry.details.as_slice() {
        [] => vec![head],
        [only] if !is_long(only) => vec![format!("{head}: {}", changed(only))],
        details => {
            let lines = details.iter().map(|detail| format!("{indent}    {}", changed(detail)));
            [head].into_iter().chain(lines).collect()
        }
    }
}

/// A new table with a line for each column.
fn with_items(head: String, entry: &Entry, indent: &str) -> Vec<String> {
    let columns =
        entry.details.iter().filter(|detail| detail.what == "columns").filter_map(|detail| detail.to.as_ref());
    let lines = columns.flat_map(|columns| columns.lines().map(|column| format!("{indent}    {column}")));
    [head].into_iter().chain(lines).collect()
}

fn added(entry: &Entry, detail: &Detail) -> Option<String> {
    let value = one_line(detail.to.as_deref()?);
    let shown_by_name = entry.name == format!("({value})") || entry.name == value;
    match (detail.what.as_str(), value.as_str()) {
        _ if shown_by_name => None,
        ("type", _) => Some(value),
        (what, "yes") => Some(what.to_owned()),
        ("query" | "text", _) => None,
        (what, _) => Some(format!("{what} {value}")),
    }
}

fn changed(detail: &Detail) -> String {
    let what = &detail.what;
    match (detail.from.as_deref(), detail.to.as_deref()) {
        (None, Some("yes")) => format!("now {what}"),
        (Some("yes"), None) => format!("no longer {what}"),
        (None, Some(to)) => format!("{what} added: {}", one_line(to)),
        (Some(from), None) => format!("{what} removed: {}", one_line(from)),
        (Some(from), Some(to)) => format!("{what}: {} -> {}", one_line(from), one_line(to)),
        (None, None) => what.clone(),
    }
}

fn is_long(detail: &Detail) -> bool {
    let length = |text: &Option<String>| text.as_ref().map_or(0, |text| text.chars().count());
    length(&detail.from) + length(&detail.to) > 80
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn question(question: &RenameQuestion) -> String {
    let RenameQuestion { object, from, to, probability, .. } = question;
    let percent = (probability * 100.0).round();
    format!("? {object} {from} may have become {to} ({percent} %): --rename {from}={to}, or --rename {from}= if not")
}
