//! User stories: `As a member, I want to borrow books so that I can read them`.
//!
//! Where the verb is one of keeping records, a story is an order to the system: `record the due date of each loan`. Who
//! wants it, and what for, says nothing of what is kept.

use std::borrow::Cow;

/// How a story goes on after its role, in lower case.
const WISHES: [&str; 8] = [
    "i want to be able to ",
    "i would like to ",
    "i should be able to ",
    "i need to be able to ",
    "i want to ",
    "i need to ",
    "i can ",
    "i'd like to ",
];

/// Verbs of whoever keeps the books rather than of the role.
const KEEPING: [&str; 14] = [
    "record", "register", "store", "track", "manage", "keep", "save", "add", "enter", "maintain", "log", "create",
    "capture", "note",
];

const PURPOSES: [&str; 3] = [" so that ", " so i ", " in order to "];

/// The text with its stories as statements, every other word at its place.
pub fn told(text: &str) -> Cow<'_, str> {
    let mut found = false;
    let mut told = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        match statement(line) {
            Some(statement) => {
                found = true;
                told.push_str(&statement);
            }
            None => told.push_str(line),
        }
    }
    if found { Cow::Owned(told) } else { Cow::Borrowed(text) }
}

/// A line that is a story, as a statement of the same length in bytes.
fn statement(line: &str) -> Option<String> {
    let lower = line.to_ascii_lowercase();
    let start = lower.find("as a").filter(|at| lower[..*at].chars().all(|c| !c.is_alphabetic()))?;
    let role = start + 3;
    let (wish, at) = WISHES.iter().find_map(|wish| lower.find(wish).map(|at| (*wish, at)))?;
    let comma = lower[..at].rfind(|c: char| c.is_alphanumeric())? + 1;
    if comma <= role || at - role > 60 || !lower.is_char_boundary(comma) {
        return None;
    }
    let deed = at + wish.len();
    let end = PURPOSES.iter().filter_map(|p| lower[deed..].find(p)).min().map_or(line.trim_end().len(), |n| deed + n);
    let verb = lower[deed..].split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    // Of other deeds the reader of statements makes more, as they stand.
    if !KEEPING.contains(&verb) {
        return None;
    }
    let mut bytes = vec![b' '; line.len()];
    bytes[..start].copy_from_slice(&line.as_bytes()[..start]);
    bytes[deed..end].copy_from_slice(&line.as_bytes()[deed..end]);
    if !line[..end].ends_with(['.', ';', '!']) {
        match bytes.get_mut(end) {
            Some(byte) if end < line.trim_end().len() => *byte = b'.',
            _ => {}
        }
    }
    if line.ends_with('\n') {
        *bytes.last_mut()? = b'\n';
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::told;

    fn check(text: &str, expected: &str) {
        let found = told(text);
        assert_eq!(found.len(), text.len(), "every word keeps its place");
        assert_eq!(found.split_whitespace().collect::<Vec<_>>().join(" "), expected, "{text}");
    }

    #[test]
    fn stories_become_statements() {
        check("As a diver, I want to rent tanks.", "As a diver, I want to rent tanks.");
        check(
            "As a clerk, I want to record the depth and the date of each dive so that we know.",
            "record the depth and the date of each dive.",
        );
        check(
            "Divers have a name. Sold as a set, I want to think.",
            "Divers have a name. Sold as a set, I want to think.",
        );
        check("As a rule, höhe is kept.", "As a rule, höhe is kept.");
    }
}
