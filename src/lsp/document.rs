//! An open file: its text, the schema in it, and what was found.

use super::mentions::{Mention, mentions};
use super::text::{Edit, Lines};
use crate::dialect::Dialect;
use crate::lint::{self, Finding, Options};
use crate::schema::{Diagnostic, Id, Schema};
use crate::sql;
use std::collections::BTreeMap;

pub struct Document {
    pub text: String,
    pub dialect: Dialect,
    pub lines: Lines,
    pub schema: Schema,
    /// What of the script was not understood.
    pub unread: Vec<Diagnostic>,
    pub findings: Vec<Finding>,
    pub mentions: Vec<Mention>,
    /// Bytes at which elements are defined.
    pub places: BTreeMap<Id, usize>,
}

impl Document {
    /// Reads a text; the dialect is the given one, or the one that the text speaks.
    pub fn read(text: String, dialect: Option<Dialect>, options: &Options) -> Self {
        let dialect = dialect.unwrap_or_else(|| sql::detect(&text).dialect);
        let sql::Parsed { schema, diagnostics: unread, .. } = sql::parse(&text, dialect);
        let findings = lint::check_script(&text, &schema, dialect, options);
        let lines = Lines::of(&text);
        let places = sql::places(&text, dialect, &schema);
        let places = places.into_iter().map(|(id, place)| (id, lines.byte_of(&text, place))).collect();
        let mentions = mentions(&text, &schema, dialect);
        Self { dialect, lines, schema, unread, findings, mentions, places, text }
    }

    /// The mention at a byte, or that ends there: a cursor behind a word is on it.
    pub fn mention_at(&self, byte: usize) -> Option<Mention> {
        self.mentions.iter().copied().find(|mention| (mention.start..=mention.end).contains(&byte))
    }

    pub fn mentions_of(&self, id: Id) -> impl Iterator<Item = &Mention> {
        self.mentions.iter().filter(move |mention| mention.id == id)
    }

    /// From the place of an element to the end of the name that stands there; the first character without a place.
    pub fn extent(&self, id: Option<Id>) -> (usize, usize) {
        let Some(&start) = id.and_then(|id| self.places.get(&id)) else { return self.first_word() };
        let end = self.mentions.iter().find(|mention| mention.start == start).map(|mention| mention.end);
        (start, end.unwrap_or_else(|| self.word_end(start)))
    }

    pub fn word_end(&self, start: usize) -> usize {
        let rest = self.text.get(start..).unwrap_or_default();
        let size = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        start + size.max(rest.chars().next().map_or(0, char::len_utf8))
    }

    fn first_word(&self) -> (usize, usize) {
        let start = self.text.len() - self.text.trim_start().len();
        (start, self.word_end(start))
    }

    /// The schema that the text holds after some edits.
    pub fn schema_after(&self, edits: &[Edit]) -> Option<Schema> {
        Some(sql::parse(&super::text::edited(&self.text, edits)?, self.dialect).schema)
    }

    /// Whether the text means this schema after the edits: the one proof that an edit did what it says.
    pub fn becomes(&self, edits: &[Edit], wanted: &Schema) -> bool {
        use crate::diff::{Options, compare};
        self.schema_after(edits).is_some_and(|schema| compare(&schema, wanted, &Options::of(self.dialect)).is_empty())
    }
}
