//! Project files of every released version open for ever, and files of any content neither break the reader nor hang it.
//!
//! `tests/projects/VERSION/` holds files as that version wrote them; they are never changed. `MUTATIONS=100000
//! MUTATION_SEED=8 cargo test --test projects` takes more rounds, and other ones.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/dice.rs"]
mod dice;

use dice::Dice;
use schema_architect::import::{self, Language};
use schema_architect::trust::Verdict;
use schema_architect::{api, architect, normalize, project, sql};
use std::panic::{RefUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

fn golden() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/projects");
    let folders = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    let files = folders.flat_map(|folder| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    let mut all: Vec<(String, String)> =
        files.map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap())).collect();
    all.sort();
    all
}

#[test]
fn files_of_every_version_open_and_lose_nothing() {
    let all = golden();
    assert!(!all.is_empty());
    for (path, text) in all {
        let opened = project::read(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(!opened.schema.tables.is_empty(), "{path}");
        assert_eq!(opened.verify(), Verdict::Sound, "{path}");
        let again = project::read(&project::write(&opened)).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(again, opened, "{path}");
        assert!(!sql::render(&opened.schema, opened.dialect).statements.is_empty(), "{path}");
    }
}

const SHARDS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"",
    ":",
    ",",
    "null",
    "-1",
    "1e999",
    "18446744073709551615",
    "\\u0000",
    "\\ud800",
    "'",
    "`",
    "(",
    ")",
    "\n",
    "\t",
    "é",
    "\u{1F600}",
    "=",
    "|",
    "<",
    "#",
    "//",
    "do",
    "end",
    "Ref:",
    "model ",
    "enum ",
    "true",
];

fn mutated(dice: &mut Dice, text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..=dice.below(4) {
        let (a, b) = (dice.place(&text), dice.place(&text));
        let (from, to) = (a.min(b), a.max(b));
        match dice.below(5) {
            0 => text.truncate(to),
            1 => text.replace_range(from..to, ""),
            2 => text.insert_str(from, SHARDS[dice.below(SHARDS.len())]),
            3 => {
                let copy = text[from..to].chars().take(200).collect::<String>();
                text.insert_str(dice.place(&text), &copy);
            }
            _ => {
                let end = text[from..].chars().next().map_or(from, |c| from + c.len_utf8());
                text.replace_range(from..end, SHARDS[dice.below(SHARDS.len())]);
            }
        }
    }
    text
}

/// Gives mutations of the texts to a reader; it must neither panic nor take long.
fn fuzz(name: &str, texts: &[String], read: impl Fn(&str) + RefUnwindSafe) {
    let number = |name: &str, usual: u64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
    let mut dice = Dice(number("MUTATION_SEED", 7));
    for round in 0..number("MUTATIONS", 150) {
        let chosen = dice.below(texts.len());
        let text = mutated(&mut dice, &texts[chosen]);
        let started = Instant::now();
        assert!(catch_unwind(|| read(&text)).is_ok(), "{name}, round {round}:\n{text}");
        assert!(started.elapsed() < Duration::from_secs(10), "{name}, round {round} took too long:\n{text}");
    }
}

#[test]
fn no_project_file_breaks_the_reader() {
    let texts: Vec<String> = golden().into_iter().map(|(_, text)| text).collect();
    fuzz("project", &texts, |text| {
        if let Ok(opened) = project::read(text) {
            let _ = opened.verify();
            let _ = sql::render(&opened.schema, opened.dialect).script(opened.dialect);
            assert!(project::read(&project::write(&opened)).is_ok());
        }
        let _ = project::read_all(text);
    });
}

#[test]
fn no_schema_in_another_language_breaks_its_reader() {
    let project = project::read(&golden()[0].1).unwrap();
    for (language, format) in [
        (Language::Dbml, architect::Format::Dbml),
        (Language::Prisma, architect::Format::Prisma),
        (Language::Rails, architect::Format::Rails),
        (Language::Mermaid, architect::Format::Mermaid),
    ] {
        let text = architect::export(&project, format).text;
        fuzz(language.name(), &[text], move |text| drop(import::read(text, language)));
    }
}

#[test]
fn no_rows_and_no_request_break_their_readers() {
    let rows = "id,name,\"a \"\"quoted\"\" cell\"\n1,\"two\nlines\",=1+1\n2,é,\n".to_owned();
    fuzz("rows", &[rows], |text| drop(normalize::read_csv(text, &[], normalize::Header::Detect)));
    let request =
        r#"{"from": "CREATE TABLE a (id int PRIMARY KEY);", "to": "CREATE TABLE a (id int PRIMARY KEY, b text);"}"#;
    fuzz("request", &[request.to_owned()], |text| {
        for path in ["generate", "evolve", "optimize"] {
            let answer = api::answer("POST", &format!("/api/v1/schema/{path}"), text);
            assert!(matches!(answer.status, 200 | 400));
        }
    });
}
