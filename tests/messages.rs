//! Every message of the page has its line in each language's file, and no file has lines that nobody reads.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The page's sources, each as one text.
fn sources() -> Vec<(PathBuf, String)> {
    let mut waiting = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui")];
    let mut found = Vec::new();
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            match entry.path() {
                path if path.is_dir() => waiting.push(path),
                path => found.push((path.clone(), std::fs::read_to_string(path).expect("a source"))),
            }
        }
    }
    found
}

/// The string literals that directly follow `before`, white space aside.
fn literals(text: &str, before: &str) -> Vec<String> {
    let calls =
        text.match_indices(before).filter(|(at, _)| !text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
    let literal = |(at, _): (usize, &str)| {
        let rest = text[at + before.len()..].trim_start().strip_prefix('"')?;
        Some(rest[..rest.find('"')?].to_owned())
    };
    calls.filter_map(literal).collect()
}

fn messages() -> BTreeSet<String> {
    let mut messages = BTreeSet::new();
    for (path, text) in sources() {
        messages.extend(literals(&text, "t("));
        messages.extend(literals(&text, "label:"));
        if path.ends_with("commands.rs") && path.parent().is_some_and(|folder| folder.ends_with("ui")) {
            messages.extend(literals(&text, "command("));
        }
        if path.ends_with("page.rs") {
            let labels = text.lines().filter(|line| line.contains("Self::") && line.contains("=> \""));
            let label = |line: &str| line.split('"').nth(1).map(str::to_owned);
            messages.extend(labels.filter_map(label).filter(|label| label.starts_with(char::is_uppercase)));
        }
        if path.ends_with("tour.rs") {
            messages.extend(literals(&text, "title:"));
            messages.extend(literals(&text, "text:"));
        }
    }
    messages
}

/// The messages of a language's file.
fn translated(code: &str) -> BTreeSet<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("public/messages/{code}.txt"));
    let text = std::fs::read_to_string(file).expect("a language");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_once(" = ").unwrap_or_else(|| panic!("no message: {line}")).0.to_owned()).collect()
}

#[test]
fn every_message_is_there_in_german() {
    let translated = translated("de");
    let missing: Vec<String> = messages().into_iter().filter(|message| !translated.contains(message)).collect();
    assert!(missing.is_empty(), "public/messages/de.txt lacks {missing:#?}");
}

#[test]
fn no_message_is_translated_twice() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("public/messages/de.txt");
    let text = std::fs::read_to_string(file).expect("a language");
    let lines = text.lines().filter(|line| !line.starts_with('#')).count();
    assert_eq!(translated("de").len(), lines);
}
