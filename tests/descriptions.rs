//! Descriptions that are cut, spliced and garbled, up to 5,000 words: something sound comes out of each. Short prompts:
//! what a designer would draw is there (`descriptions/prompts.txt`).

#![cfg(not(target_arch = "wasm32"))]

use schema_architect::nl::{Options, design};

/// Pieces of every manner of description.
const PIECES: &[&str] = &[
    "We keep bees for other people, and I want to know for each hive its name, when it was built and whether it is painted.",
    "Each orchard has a name, a town and an area.",
    "As a picker, I want to record the weight of each harvest so that I get paid.",
    "- Boats: name, length (m), mooring",
    "A harvest ties a tree to a picker -- the date, the weight and the grade -- and we note who weighed it.",
    "| name | price |\n|---|---|\n| tar | 2.50 |",
    "{\"kennel\": {\"dogs\": [{\"name\": \"Rex\", \"born\": \"2020-01-02\"}]}}",
    "id,name,born\n1,Ann,2001-02-03",
    "The start date is never after the end date, and one diver has at most three dives a day.",
    "Jeder Kunde hat einen Namen.",
    "They're \u{201c}quoted\u{201d}, it's Ann's \u{2014} 90% of \u{540d}\u{524d}; caf\u{e9}s, na\u{ef}ve users'",
    "with",
    "each",
    "of the",
    ",",
    ":",
    "--",
    "(",
    ")",
    "'s",
    "\n\n",
    "\u{1F600}",
    "\u{df}",
    "which",
    "who",
    "and",
    "a",
];

/// A generator of numbers that is the same at each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most as u64).unwrap_or(0)
    }
}

fn garbled(numbers: &mut Numbers, words: usize) -> String {
    let mut text = String::new();
    while text.split_whitespace().count() < words {
        for _ in 0..1 + words / 20 {
            let piece = PIECES[numbers.below(PIECES.len())];
            let cut = numbers.below(piece.len() * 3).min(piece.len());
            let cut = (0..=cut).rev().find(|at| piece.is_char_boundary(*at)).unwrap_or(0);
            text.push_str(if cut == 0 { piece } else { &piece[..cut] });
            text.push_str([" ", ". ", "\n"][numbers.below(3)]);
        }
    }
    text
}

#[test]
fn whatever_comes_in_something_sound_comes_out() {
    let mut numbers = Numbers(0x5eed_2026);
    for words in [5, 40, 150, 400, 400, 1200, 5000] {
        let text = garbled(&mut numbers, words);
        let found = design(&text, &Options::default());
        for table in &found.schema.tables {
            for key in &table.foreign_keys {
                let parent = found.schema.table(&key.references.table).expect("a reference leads to a table");
                assert!(key.references.columns.iter().all(|c| parent.column(c).is_some()), "{}", table.name);
            }
        }
        for span in found.decisions.iter().flat_map(|d| &d.spans) {
            assert!(text.get(span.start..span.end).is_some(), "{span:?} is no place in the text");
        }
        for question in &found.questions {
            for answer in &question.answers {
                assert!(found.schema.applied(&answer.changes).is_ok(), "{}", question.id);
            }
        }
    }
}

/// The names of a schema's tables, and of its columns as `table.column`.
fn names(description: &str) -> Vec<String> {
    let schema = design(description, &Options::default()).schema;
    let columns = schema.tables.iter().flat_map(|t| t.columns.iter().map(move |c| format!("{}.{}", t.name, c.name)));
    schema.tables.iter().map(|t| t.name.to_string()).chain(columns).collect()
}

#[test]
fn short_prompts_become_what_a_designer_would_draw() {
    let mut prompt = String::new();
    let mut wrong = Vec::new();
    for line in include_str!("descriptions/prompts.txt").lines() {
        let Some((key, rest)) = line.split_once(' ').filter(|(key, _)| *key != "#") else { continue };
        if key == "prompt" {
            prompt = rest.replace("\\n", "\n");
            continue;
        }
        let found = names(&prompt);
        for name in rest.split(", ") {
            if found.iter().any(|f| f == name) != (key == "has") {
                wrong.push(format!("{prompt}: {key} {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
