//! The modules' order: who may import whom, who may know the browser, and how long a file may be.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules in reading order. Each may import those that stand above it, so there is no circle.
const ORDER: [&str; 25] = [
    "base",
    "schema",
    "dialect",
    "sql",
    "normalize",
    "nl",
    "lint",
    "classify",
    "advise",
    "diff",
    "migrate",
    "erd",
    "export",
    "import",
    "trust",
    "project",
    "refine",
    "llm",
    "prove",
    "architect",
    "api",
    "lsp",
    "web",
    "ui",
    "main",
];

/// Crates of the browser, and the modules that may use them.
const BROWSER: [&str; 8] = [
    "leptos",
    "web_sys",
    "js_sys",
    "gloo",
    "gloo_net",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "console_error_panic_hook",
];
const BROWSER_SIDE: [&str; 3] = ["web", "ui", "main"];

const LONGEST_FILE: usize = 700;

/// A source file and the top-level module that it belongs to.
struct Source {
    path: PathBuf,
    module: String,
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let place = path.strip_prefix(&root).unwrap().to_path_buf();
            if path.extension().is_some_and(|extension| extension == "rs") {
                let first = place.components().next().unwrap().as_os_str().to_string_lossy();
                let module = first.trim_end_matches(".rs").to_owned();
                sources.push(Source { path: place, module, code: fs::read_to_string(&path).unwrap() });
            }
        }
    }
    sources
}

/// The code without comments, line by line.
fn lines(code: &str) -> impl Iterator<Item = (usize, &str)> {
    code.lines().map(|line| line.split("//").next().unwrap_or_default()).enumerate().map(|(n, line)| (n + 1, line))
}

/// The words that follow `prefix` in a line (`crate::` gives the modules), also those of a group in braces.
fn following<'a>(line: &'a str, prefix: &str) -> Vec<&'a str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let starts = line.match_indices(prefix).filter(|(at, _)| !line[..*at].ends_with(is_word));
    let mut words = Vec::new();
    for (at, _) in starts {
        let rest = &line[at + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(group) => {
                let inside = group.split('}').next().unwrap_or_default();
                words.extend(inside.split(',').map(|part| first_word(part.trim())));
            }
            None => words.push(first_word(rest)),
        }
    }
    words
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default()
}

fn check(findings: Vec<String>) {
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
}

#[test]
fn modules_import_only_what_stands_above_them() {
    let place = |name: &str| ORDER.iter().position(|module| *module == name);
    let mut findings = Vec::new();
    for source in sources().iter().filter(|source| source.module != "lib" && source.module != "bin") {
        let Some(own) = place(&source.module) else {
            findings.push(format!("{}: give the module its place in tests/architecture.rs", source.path.display()));
            continue;
        };
        for (number, line) in lines(&source.code) {
            let imported = following(line, "crate::").into_iter().chain(following(line, "schema_architect::"));
            for word in imported.filter(|word| place(word).is_some_and(|imported| imported > own)) {
                findings.push(format!("{}:{number}: {} imports {word}", source.path.display(), source.module));
            }
        }
    }
    check(findings);
}

#[test]
fn only_the_page_knows_the_browser() {
    let mut findings = Vec::new();
    // The worker's own program exports what the service worker calls.
    let apart =
        |source: &&Source| !BROWSER_SIDE.contains(&source.module.as_str()) && !source.path.ends_with("bin/engine.rs");
    for source in sources().iter().filter(apart) {
        for (number, line) in lines(&source.code) {
            for name in BROWSER {
                let used = line.match_indices(name).any(|(at, _)| {
                    let before = line[..at].chars().next_back();
                    let after = line[at + name.len()..].trim_start();
                    before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != '"') && after.starts_with("::")
                });
                if used {
                    findings.push(format!("{}:{number}: uses {name}", source.path.display()));
                }
            }
        }
    }
    check(findings);
}

#[test]
fn files_stay_short() {
    let length = |source: &Source| (source.path.clone(), source.code.lines().count());
    let too_long = sources().iter().map(length).filter(|(_, length)| *length > LONGEST_FILE).collect::<Vec<_>>();
    check(too_long.iter().map(|(path, length)| format!("{}: {length} lines", path.display())).collect());
}

#[test]
fn groups_and_paths_are_both_seen() {
    assert_eq!(following("use crate::schema::Id;", "crate::"), ["schema"]);
    assert_eq!(following("use crate::{schema::Id, ui};", "crate::"), ["schema", "ui"]);
    assert_eq!(following("    let a = crate::sql::parse(x, crate::dialect::D);", "crate::"), ["sql", "dialect"]);
    assert!(following("mycrate::sql", "crate::").is_empty());
}
