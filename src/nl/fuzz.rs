//! Texts of every manner, cut and stirred at random: whatever comes in, something sound comes out, and soon.

use super::{Options, design};
use proptest::prelude::*;
use std::time::{Duration, Instant};

const TEXTS: [&str; 8] = [
    "I run a small ferry and we keep a list of crossings. For each crossing we write down the date, which boat, who steered \
     it, how many cars it took and whether it was full. We have got three boats (two old ones, one new), and every boat has \
     a name, a length and the year it was built. When somebody books, we note what they paid.",
    "# Clinic\n1. Patients\n  - name\n  - date of birth, must be in the past\n  - status: new, known (default new)\n2. Visits: \
     date, doctor; belongs to patient and room\n",
    "As a member, I want to borrow books so that I can read them.\nAs a clerk, I want to record the due date of each loan.",
    "boat_id;name;phone1;phone2\n1;Ann;12;\n2;\"B;b\";13;14\n",
    "{\"id\": 1, \"tags\": [\"a\"], \"lines\": [{\"sku\": \"x\", \"price\": 1.5, \"parts\": [{\"n\": null}]}]}",
    "Dear Tom,\n\nenrollment (grade) between student and course. The price follows the type and nothing else.\n\nRegards,\nA",
    "| Name | Price |\n|---|---|\n| x | 1,5 |\nJeder Kunde hat einen Namen – 顧客は名前を持つ。<b>Users</b>: **name**, `mail`",
    "Each fig, plum, pear, lime, kiwi, melon and date has a price between 1 and 5; end after start; one review per user.",
];

/// Generous, since tests run without optimization on busy machines; a blow-up takes minutes.
const LONGEST: Duration = Duration::from_secs(20);

fn boundary(text: &str, at: usize) -> usize {
    let at = at % (text.len() + 1);
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// A text after edits: each takes a piece away, doubles it, moves it to the front or puts marks into it.
fn stirred(first: &str, second: &str, edits: &[(u8, usize, usize, String)]) -> String {
    let mut text = format!("{first}\n{second}");
    for (kind, a, b, marks) in edits {
        let (a, b) = (boundary(&text, *a), boundary(&text, *b));
        let (start, end) = (a.min(b), a.max(b));
        let piece = text[start..end].to_owned();
        match kind % 4 {
            0 => text.replace_range(start..end, ""),
            1 if text.len() < 4_000 => text.insert_str(end, &piece),
            2 => text = format!("{piece}{text}"),
            _ => text.insert_str(start, marks),
        }
        text.truncate(boundary(&text, text.len().min(6_000)));
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn stirred_texts_give_sound_schemas(
        first in 0..TEXTS.len(),
        second in 0..TEXTS.len(),
        edits in proptest::collection::vec((any::<u8>(), any::<usize>(), any::<usize>(), "[-(){}\\[\\]:;,.|\"'#*\t\n éß名0-9]{0,6}"), 0..12),
    ) {
        let text = stirred(TEXTS[first], TEXTS[second], &edits);
        let start = Instant::now();
        let design = design(&text, &Options::default());
        prop_assert!(start.elapsed() < LONGEST, "{:?} for {text:?}", start.elapsed());
        prop_assert!(design.questions.len() <= 3);
        for decision in &design.decisions {
            for span in &decision.spans {
                prop_assert!(text.get(span.start..span.end).is_some(), "{span:?} of {text:?}");
            }
        }
        for table in &design.schema.tables {
            prop_assert!(!table.columns.is_empty(), "{}", table.name);
            for key in &table.foreign_keys {
                prop_assert!(design.schema.table(&key.references.table).is_some(), "{}", table.name);
            }
        }
    }
}
