//! The log of changes: append-only, each entry holding the hash of the one before it.
//!
//! Whoever changes, removes or moves an entry breaks the chain from there on, and [`Audit::verify`] says where. The last
//! entry also holds a hash of the design, so that an edit past the log is seen. What the chain alone cannot show is a log
//! that was written anew as a whole by somebody with the file; an [`Approval`](super::Approval) signs the last hash.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The log of a project, oldest entry first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Audit {
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When, as ISO 8601 in UTC.
    pub at: String,
    /// The name that the person gave, empty where none was given.
    pub who: String,
    pub what: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    pub source: Origin,
    /// SHA-256 of the design after the change, in hexadecimal digits.
    pub design: String,
    /// SHA-256 of everything above and of the entry before, in hexadecimal digits.
    pub hash: String,
}

/// What made a change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    #[default]
    Hand,
    /// Our own rules, from a description or a request.
    Engine,
    /// A language model, whose reply our rules checked.
    Model,
    Import,
    Migration,
    /// Somebody with a key approved.
    Approval,
}

impl Origin {
    pub const ALL: [Self; 6] = [Self::Hand, Self::Engine, Self::Model, Self::Import, Self::Migration, Self::Approval];

    pub fn name(self) -> &'static str {
        match self {
            Self::Hand => "hand",
            Self::Engine => "engine",
            Self::Model => "model",
            Self::Import => "import",
            Self::Migration => "migration",
            Self::Approval => "approval",
        }
    }
}

/// What a log is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Sound,
    /// From this entry on (counted from 1) the log is not what was written.
    Broken(usize),
    /// The log is whole, and the design is not the one that it ends with.
    DesignDiffers,
}

impl Verdict {
    /// A sentence for the user.
    pub fn sentence(&self) -> String {
        match self {
            Self::Sound => "The log is whole and ends with this design.".to_owned(),
            Self::Broken(at) => {
                format!(
                    "The log was tampered with: from entry {at} on it is not what was written. Compare with an earlier copy."
                )
            }
            Self::DesignDiffers => {
                "The design was changed outside this program: it is not the one that the log ends with.".to_owned()
            }
        }
    }
}

impl Audit {
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The hash of the last entry, which stands for the whole log; empty for an empty one.
    pub fn head(&self) -> &str {
        self.entries.last().map_or("", |entry| &entry.hash)
    }

    /// Adds what happened. The entry's own hash is computed here.
    pub fn append(&mut self, entry: Entry) {
        let hash = hash(self.head(), &entry);
        self.entries.push(Entry { hash, ..entry });
    }

    /// Whether the log is what was written, and `design` the hash that it ends with.
    pub fn verify(&self, design: &str) -> Verdict {
        let mut before = "";
        for (at, entry) in self.entries.iter().enumerate() {
            if hash(before, entry) != entry.hash {
                return Verdict::Broken(at + 1);
            }
            before = &entry.hash;
        }
        match self.entries.last() {
            Some(last) if last.design != design => Verdict::DesignDiffers,
            _ => Verdict::Sound,
        }
    }

    /// The log as CSV. Cells that a spreadsheet would compute begin with an apostrophe.
    pub fn csv(&self) -> String {
        let mut text = "at,who,what,why,source,design,hash\n".to_owned();
        for entry in &self.entries {
            let cells =
                [&entry.at, &entry.who, &entry.what, &entry.why, entry.source.name(), &entry.design, &entry.hash];
            text += &cells.map(cell).join(",");
            text.push('\n');
        }
        text
    }
}

/// The hash of a text, in hexadecimal digits.
pub fn digest(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// The hash of a set of files, in hexadecimal digits: names and contents, each with its length before it.
pub fn digest_of_files(files: &[(String, String)]) -> String {
    let text: String =
        files.iter().map(|(path, text)| format!("{}:{path}\n{}:{text}\n", path.len(), text.len())).collect();
    digest(&text)
}

/// Each field with its length before it, so that no two entries read the same.
fn hash(before: &str, entry: &Entry) -> String {
    let mut hasher = Sha256::new();
    for field in [before, &entry.at, &entry.who, &entry.what, &entry.why, entry.source.name(), &entry.design] {
        hasher.update((field.len() as u64).to_be_bytes());
        hasher.update(field.as_bytes());
    }
    hex(&hasher.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn cell(text: &str) -> String {
    let guarded = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() };
    if guarded.contains([',', '"', '\n', '\r']) { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(what: &str, design: &str) -> Entry {
        Entry {
            at: "2026-11-25T12:00:00Z".to_owned(),
            who: "Ada".to_owned(),
            what: what.to_owned(),
            why: String::new(),
            source: Origin::Hand,
            design: design.to_owned(),
            hash: String::new(),
        }
    }

    fn log() -> Audit {
        let mut audit = Audit::default();
        for (what, design) in [("Add table a", "1"), ("Add table b", "2"), ("Drop table a", "3")] {
            audit.append(entry(what, design));
        }
        audit
    }

    #[test]
    fn a_log_that_was_only_appended_to_is_sound() {
        assert_eq!(log().verify("3"), Verdict::Sound);
        assert_eq!(Audit::default().verify("anything"), Verdict::Sound);
    }

    #[test]
    fn every_way_of_tampering_is_seen() {
        let check = |expected: Verdict, tamper: fn(&mut Vec<Entry>)| {
            let mut audit = log();
            tamper(&mut audit.entries);
            assert_eq!(audit.verify("3"), expected);
        };
        check(Verdict::Broken(2), |entries| entries[1].what = "Add table c".to_owned());
        check(Verdict::Broken(1), |entries| entries[0].who = String::new());
        check(Verdict::Broken(1), |entries| entries[0].source = Origin::Model);
        check(Verdict::Broken(1), |entries| drop(entries.remove(0)));
        check(Verdict::Broken(2), |entries| drop(entries.remove(1)));
        check(Verdict::Broken(1), |entries| entries.swap(0, 1));
        // Words that move from one field to the next are other words.
        check(Verdict::Broken(1), |entries| {
            entries[0].who = "Ad".to_owned();
            entries[0].what = "aAdd table a".to_owned();
        });
        check(Verdict::DesignDiffers, |entries| drop(entries.pop()));
    }

    #[test]
    fn a_spreadsheet_computes_nothing_of_an_export() {
        let mut audit = Audit::default();
        audit.append(entry("=cmd|' /C calc'!A0", "1"));
        audit.append(entry("a, \"b\"", "2"));
        let csv = audit.csv();
        assert!(csv.contains(",'=cmd|' /C calc'!A0,"), "{csv}");
        assert!(csv.contains(",\"a, \"\"b\"\"\","), "{csv}");
    }
}
