//! The compliance report of a project: which classes of data there are, where, how long, who sees them, and what the log
//! says of who changed and approved what.

use super::Project;
use crate::classify::{self, Class, Classification, Duty};
use crate::export::{Block, Inline};
use std::collections::BTreeSet;

/// Entries of the log that the report shows, the newest ones.
const EXTRACT: usize = 40;

/// The report as blocks, for [`markdown_of`](crate::export::markdown_of) and [`html_of`](crate::export::html_of).
pub fn compliance(project: &Project, found: &Classification) -> Vec<Block> {
    let name = if project.name.is_empty() { "this project" } else { &project.name };
    let mut out = vec![
        heading(1, &format!("Compliance report of {name}")),
        paragraph(
            "What the names, types, comments and values of the design say, what follows from it, and what the project's \
             log and signatures say. A list of what to look at, no legal advice.",
        ),
        Block::Paragraph(vec![
            text("Design "),
            code(&project.digest()),
            text(&format!(". {}", project.verify().sentence())),
        ]),
    ];
    out.extend(classes(found));
    out.extend(places(found));
    out.extend(duties("Retention", found, &[Duty::Lawfulness, Duty::Retention, Duty::Erasure]));
    let ways = classify::erasures(&project.schema, found);
    if !ways.is_empty() {
        out.push(heading(3, "Ways of erasure"));
        out.push(Block::List(ways.iter().map(|way| vec![text(&way.text)]).collect()));
    }
    out.extend(duties("Access", found, &[Duty::Access, Duty::Masking, Duty::Encryption]));
    if found.sensitive_tables().next().is_some() {
        out.push(heading(3, "Masked views, roles and grants"));
        let sql = classify::protection(&project.schema, found, project.dialect);
        out.push(Block::Code { language: "sql".to_owned(), text: sql });
    }
    out.extend(approvals(project));
    out.extend(extract(project));
    out
}

fn classes(found: &Classification) -> Vec<Block> {
    let row = |class: Class| {
        let tables =
            || found.tables.iter().filter(move |table| table.columns.iter().any(|column| column.class == class));
        let columns = tables().flat_map(|table| &table.columns).filter(|column| column.class == class).count();
        (columns > 0).then(|| {
            let names: Vec<String> = tables().map(|table| table.name.to_string()).collect();
            vec![vec![text(class.name())], vec![text(&columns.to_string())], vec![text(&names.join(", "))]]
        })
    };
    let rows: Vec<_> = Class::ALL.into_iter().filter(|class| class.is_sensitive()).filter_map(row).collect();
    let body = match rows.is_empty() {
        true => paragraph("No sensitive data was found."),
        false => table(&["class", "columns", "tables"], rows),
    };
    vec![heading(2, "Classes of data"), body]
}

fn places(found: &Classification) -> Vec<Block> {
    let mut rows = Vec::new();
    for table in found.sensitive_tables() {
        let people = if table.is_subject { " (people)" } else { "" };
        for column in table.columns.iter().filter(|column| column.class.is_sensitive()) {
            let regulations: BTreeSet<&str> =
                column.consequences.iter().map(|consequence| consequence.regulation.name()).collect();
            let sure =
                if column.is_stated { "stated".to_owned() } else { format!("{:.0} %", column.confidence * 100.0) };
            rows.push(vec![
                vec![code(&table.name.to_string()), text(people)],
                vec![code(&column.name)],
                vec![text(column.class.name())],
                vec![text(&sure)],
                vec![text(&regulations.into_iter().collect::<Vec<_>>().join(", "))],
            ]);
        }
    }
    if rows.is_empty() {
        return Vec::new();
    }
    vec![heading(2, "Where they are"), table(&["table", "column", "class", "sure", "regulations"], rows)]
}

/// What the regulations ask for in these duties, each once, with the classes that it is about.
fn duties(title: &str, found: &Classification, wanted: &[Duty]) -> Vec<Block> {
    let mut lines: BTreeSet<(String, &str, &str)> = BTreeSet::new();
    for column in found.tables.iter().flat_map(|table| &table.columns) {
        for consequence in column.consequences.iter().filter(|consequence| wanted.contains(&consequence.duty)) {
            let source = format!("{} {}", consequence.regulation.name(), consequence.basis);
            lines.insert((source, column.class.name(), consequence.text));
        }
    }
    let rows: Vec<_> = lines
        .into_iter()
        .map(|(source, class, duty)| vec![vec![text(class)], vec![text(&source)], vec![text(duty)]])
        .collect();
    let body = match rows.is_empty() {
        true => paragraph("Nothing follows from the classes that were found."),
        false => table(&["class", "source", "what it asks for"], rows),
    };
    vec![heading(2, title), body]
}

fn approvals(project: &Project) -> Vec<Block> {
    let asked = match project.review {
        true => "The scripts of a migration are given only after an approval.",
        false => "The project asks for no approval before the scripts of a migration are given.",
    };
    let mut out = vec![heading(2, "Approvals"), paragraph(asked)];
    let row = |approval: &crate::trust::Approval| {
        vec![
            vec![text(&approval.at)],
            vec![text(&approval.who)],
            vec![text(approval.role.name())],
            vec![text(&approval.what)],
            vec![code(&approval.digest)],
        ]
    };
    if !project.approvals.is_empty() {
        out.push(table(&["when", "who", "role", "what", "SHA-256"], project.approvals.iter().map(row).collect()));
    }
    out
}

fn extract(project: &Project) -> Vec<Block> {
    let entries = project.audit.entries();
    let first = entries.len().saturating_sub(EXTRACT);
    let row = |(at, entry): (usize, &crate::trust::Entry)| {
        vec![
            vec![text(&(at + 1).to_string())],
            vec![text(&entry.at)],
            vec![text(&entry.who)],
            vec![text(&entry.what), text(&format!(" {}", entry.why))],
            vec![text(entry.source.name())],
            vec![code(entry.hash.get(..16).unwrap_or(&entry.hash))],
        ]
    };
    let rows: Vec<_> = entries.iter().enumerate().skip(first).map(row).collect();
    let said = format!("{} of {} entries; each holds the hash of the one before.", rows.len(), entries.len());
    let mut out = vec![heading(2, "Audit extract"), paragraph(&said)];
    if !rows.is_empty() {
        out.push(table(&["", "when", "who", "what", "source", "hash"], rows));
    }
    out
}

fn heading(level: u8, title: &str) -> Block {
    let anchor = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let anchor = anchor.map(str::to_lowercase).collect::<Vec<_>>().join("-");
    Block::Heading { level, text: title.to_owned(), anchor, subject: None }
}

fn paragraph(words: &str) -> Block {
    Block::Paragraph(vec![text(words)])
}

fn table(header: &[&str], rows: Vec<Vec<Vec<Inline>>>) -> Block {
    Block::Table { header: header.iter().map(|name| (*name).to_owned()).collect(), rows }
}

fn text(words: &str) -> Inline {
    Inline::Text(words.to_owned())
}

fn code(words: &str) -> Inline {
    Inline::Code(words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::Hints;
    use crate::dialect::Dialect;
    use crate::export::{html_of, markdown_of};
    use crate::trust::{Entry, Origin};

    fn report(script: &str) -> (String, String) {
        let schema = crate::sql::parse(script, Dialect::PostgreSql).schema;
        let mut project = Project { name: "Clinic <b>".to_owned(), schema, ..Project::default() };
        project.audit.append(Entry {
            at: "2026-11-25T12:00:00Z".to_owned(),
            who: "Ada".to_owned(),
            what: "Add table patients | <img>".to_owned(),
            why: String::new(),
            source: Origin::Hand,
            design: project.digest(),
            hash: String::new(),
        });
        let found = classify::classify(&project.schema, &Hints::default());
        let blocks = compliance(&project, &found);
        (markdown_of(&blocks), html_of("Report", &blocks, None))
    }

    #[test]
    fn classes_places_retention_access_and_log_are_told() {
        let (markdown, html) =
            report("CREATE TABLE patients (id bigint PRIMARY KEY, email text NOT NULL, diagnosis text, born_on date);");
        for part in [
            "Classes of data",
            "Where they are",
            "Retention",
            "Access",
            "Approvals",
            "Audit extract",
            "GDPR",
            "HIPAA",
            "Ada",
        ] {
            assert!(markdown.contains(part) && html.contains(part), "{part} in\n{markdown}");
        }
        assert!(markdown.contains("The log is whole and ends with this design"), "{markdown}");
        assert!(!html.contains("<img") && !html.contains("Clinic <b>"), "{html}");
    }

    #[test]
    fn nothing_sensitive_is_said_in_so_many_words() {
        let (markdown, _) = report("CREATE TABLE rooms (id bigint PRIMARY KEY, floor int);");
        assert!(markdown.contains("No sensitive data was found"), "{markdown}");
    }
}
