//! Comments that state a rename: `-- renamed from old_name`, `/* renamed from x */`, sqldef's `-- @renamed from=x`.

use super::hint::{Hint, Source, path, unquoted};
use crate::dialect::Dialect;
use crate::sql::{Lexeme, lexeme, statements};

/// The renames that the comments of a script state.
///
/// A comment behind a column, constraint, value or opening line speaks about that; one alone on its line speaks about
/// what comes next.
pub fn stated_renames(script: &str, dialect: Dialect) -> Vec<Hint> {
    if !script.as_bytes().windows(7).any(|word| word.eq_ignore_ascii_case(b"renamed")) {
        return Vec::new();
    }
    let starts: Vec<usize> = statements(script, dialect).map(|(start, _)| start).collect();
    let mut reader = Reader::default();
    let mut next = starts.iter().peekable();
    let mut at = 0;
    while at < script.len() {
        if next.next_if(|start| **start <= at).is_some() {
            reader.begin();
        }
        let (kind, end) = lexeme(script, at, dialect);
        let text = &script[at..end];
        match kind {
            Lexeme::Space => {}
            Lexeme::Comment => {
                let line = script[..at].rsplit('\n').next().unwrap_or_default();
                reader.comment(text, line.trim().is_empty());
            }
            Lexeme::Word | Lexeme::Name | Lexeme::Text => reader.word(text),
            Lexeme::Number | Lexeme::Symbol => reader.mark(text),
        }
        at = end;
    }
    reader.hints
}

#[derive(Default)]
struct Reader {
    hints: Vec<Hint>,
    /// Words of the statement before its subject's name.
    head: Vec<String>,
    /// The table, type, index or view that the statement makes.
    subject: Vec<String>,
    /// A dot was the last thing read, so the next word continues the subject's name.
    dotted: bool,
    depth: usize,
    /// Words of the element at hand (a column, constraint or value).
    element: Vec<String>,
    /// What a comment on this line speaks about.
    target: Option<Vec<String>>,
    /// The old name that a comment on a line of its own gives to what comes next.
    pending: Option<String>,
}

/// Words that may stand between the kind of an object and its name.
const BETWEEN: [&str; 6] = ["if", "not", "exists", "concurrently", "only", "online"];
const KINDS: [&str; 6] = ["table", "type", "index", "view", "sequence", "domain"];

impl Reader {
    fn begin(&mut self) {
        let pending = self.pending.take();
        *self = Self { hints: std::mem::take(&mut self.hints), pending, ..Self::default() };
    }

    fn comment(&mut self, text: &str, alone: bool) {
        let Some(old) = old_name(text) else { return };
        match (alone, &self.target) {
            (false, Some(target)) => {
                let target = target.clone();
                self.state(&old, target);
            }
            _ => self.pending = Some(old),
        }
    }

    fn state(&mut self, old: &str, to: Vec<String>) {
        let old = path(old);
        let from = match (to.len() > self.subject.len(), old.last()) {
            (true, Some(last)) => self.subject.iter().chain([last]).cloned().collect(),
            (false, _) if old.len() < to.len() => to[..to.len() - old.len()].iter().chain(&old).cloned().collect(),
            _ => old,
        };
        // The first comment about something counts.
        if !self.hints.iter().any(|hint| hint.to.as_ref() == Some(&to)) {
            self.hints.push(Hint { from, to: Some(to), source: Source::Comment });
        }
    }

    fn aim(&mut self, target: Vec<String>) {
        if let Some(old) = self.pending.take() {
            self.state(&old, target.clone());
        }
        self.target = Some(target);
    }

    fn word(&mut self, text: &str) {
        let lower = text.to_lowercase();
        if self.depth == 0 {
            let kind_read = self.head.iter().any(|word| KINDS.contains(&word.as_str()));
            if self.dotted {
                self.dotted = false;
                self.subject.push(unquoted(text));
                self.aim(self.subject.clone());
            } else if self.subject.is_empty() && kind_read && !BETWEEN.contains(&lower.as_str()) {
                self.subject.push(unquoted(text));
                self.aim(self.subject.clone());
            } else if self.subject.is_empty() {
                self.head.push(lower);
            }
            return;
        }
        if self.depth == 1 && !self.subject.is_empty() {
            self.element.push(text.to_owned());
            if let Some(name) = element_name(&self.element) {
                let target = self.subject.iter().cloned().chain([name]).collect();
                if self.target.as_ref() != Some(&target) {
                    self.aim(target);
                }
            }
        }
    }

    fn mark(&mut self, text: &str) {
        match text {
            "(" => self.depth += 1,
            ")" => self.depth = self.depth.saturating_sub(1),
            "," if self.depth == 1 => self.element.clear(),
            "." if self.depth == 0 && self.head.iter().any(|w| w == "create") && !self.subject.is_empty() => {
                self.dotted = self.target.as_ref() == Some(&self.subject);
            }
            _ => {}
        }
    }
}

/// The name that an element's first words give to it, as soon as they do.
fn element_name(words: &[String]) -> Option<String> {
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    let place = match lower.as_slice() {
        ["constraint" | "index" | "key", _] => 1,
        ["unique" | "fulltext" | "spatial", "index" | "key", _] => 2,
        [
            "constraint" | "index" | "key" | "unique" | "fulltext" | "spatial" | "primary" | "foreign" | "check"
            | "exclude",
        ] => {
            return None;
        }
        [_] => 0,
        _ => return None,
    };
    words.get(place).map(|word| unquoted(word))
}

/// The old name in a comment that states a rename.
fn old_name(comment: &str) -> Option<String> {
    let lower = comment.to_ascii_lowercase();
    let at = lower.find("renamed")? + "renamed".len();
    let rest = lower.get(at..)?;
    let gap = rest.len() - rest.trim_start_matches([' ', '-', '_', '\t']).len();
    let rest = rest.get(gap..)?.strip_prefix("from")?;
    let from = comment.get(comment.len() - rest.len()..)?;
    let name = from.trim_start_matches([' ', '\t', '=', ':']);
    if name.len() == from.len() {
        return None;
    }
    let end = |name: &str| match name.chars().next() {
        Some(quote @ ('"' | '`' | '\'')) => name[1..].find(quote).map(|end| end + 2),
        Some('[') => name.find(']').map(|end| end + 1),
        _ => Some(name.find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ')' | '*')).unwrap_or(name.len())),
    };
    let mut whole = end(name)?;
    while name[whole..].starts_with('.') {
        whole += 1 + end(&name[whole + 1..])?;
    }
    let name = name[..whole].trim_end_matches('.');
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_name_the_old_name() {
        let check = |script: &str, expected: &[&str]| {
            let hints: Vec<String> =
                stated_renames(script, Dialect::PostgreSql).iter().map(ToString::to_string).collect();
            assert_eq!(hints, expected, "{script}");
        };
        check("CREATE TABLE a ( -- renamed from b\n  id int\n);", &["b=a"]);
        check("CREATE TABLE s.a /* @renamed from=b */ (id int);", &["s.b=s.a"]);
        check("-- renamed from b\nCREATE TABLE IF NOT EXISTS a (id int);", &["b=a"]);
        check("CREATE TABLE a (\n  c text, -- @renamed from=\"C d\"\n  e int\n);", &["a.C d=a.c"]);
        check("CREATE TABLE a (\n  c numeric(3, 1), e int /* renamed from: f */\n);", &["a.f=a.e"]);
        check("CREATE TABLE a (\n  id int,\n  -- renamed from f\n  e int\n);", &["a.f=a.e"]);
        check("CREATE TABLE a (e int,\n  CONSTRAINT k UNIQUE (e) -- @renamed from=old\n);", &["a.old=a.k"]);
        check("CREATE TYPE t AS ENUM (\n  'x', -- @renamed from=y\n  'z'\n);", &["t.y=t.x"]);
        check("CREATE INDEX i /* @renamed from=j */ ON a (b);", &["j=i"]);
        check("CREATE TABLE a (id int); -- not renamed\nCREATE TABLE b (id int);", &[]);
        check("CREATE TABLE a (b text DEFAULT '-- renamed from c');", &[]);
    }

    #[test]
    fn any_comment_is_read_without_a_panic() {
        for text in
            ["-- renamed from", "-- renamed from=", "-- renamed from \"", "-- renamed from größe.", "-- Renamed From ß"]
        {
            stated_renames(&format!("CREATE TABLE a (b int, {text}\n c int);"), Dialect::PostgreSql);
            stated_renames(text, Dialect::MySql);
        }
    }
}
