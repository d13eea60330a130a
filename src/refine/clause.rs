//! A request cut into clauses, each of which asks for one change.

use super::word::{Word, words};

/// Words that begin another clause after "and", a comma or "then".
const VERBS: [&str; 19] = [
    "include",
    "introduce",
    "merge",
    "convert",
    "replace",
    "add",
    "remove",
    "drop",
    "delete",
    "rename",
    "make",
    "connect",
    "link",
    "split",
    "create",
    "change",
    "set",
    "move",
    "soft-delete",
];

/// Verbs that are nouns, too.
const NOUNS_TOO: [&str; 11] =
    ["index", "track", "store", "keep", "require", "allow", "give", "call", "record", "audit", "log"];

/// What people say before they say what they want.
const OPENINGS: [&str; 26] = [
    "please",
    "can you",
    "could you",
    "can we",
    "could we",
    "would you",
    "i want to",
    "i would like to",
    "i'd like to",
    "we want to",
    "we would like to",
    "we'd like to",
    "i need to",
    "we need to",
    "we have to",
    "let's",
    "let us",
    "also",
    "and",
    "then",
    "now",
    "just",
    "next",
    "finally",
    "you should",
    "we should",
];

/// The clauses of a request, without openings, bullets and full stops.
pub fn clauses(request: &str) -> Vec<Vec<Word>> {
    let words = words(request);
    let mut clauses = Vec::new();
    let mut clause: Vec<Word> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let new_line = at > 0 && request[words[at - 1].span.end..word.span.start].contains('\n');
        if new_line || begins_clause(&clause, word, words.get(at + 1)) {
            clauses.push(std::mem::take(&mut clause));
        } else if let Some(shared) = shares(&clause, word) {
            clauses.push(std::mem::replace(&mut clause, shared));
        }
        if matches!(word.lower.as_str(), "." | ";" | "!" | "?") {
            // "1." begins a line of a list.
            let is_number = matches!(&clause[..], [number] if number.lower.parse::<u32>().is_ok());
            let ended = std::mem::take(&mut clause);
            if !is_number {
                clauses.push(ended);
            }
            continue;
        }
        clause.push(word.clone());
    }
    clauses.push(clause);
    clauses.into_iter().map(trimmed).filter(|clause| !clause.is_empty()).collect()
}

/// Whether a verb after "and" or a comma asks for something new; "add ... and drop ..." does.
fn begins_clause(clause: &[Word], word: &Word, next: Option<&Word>) -> bool {
    // "in orders, rename ..." and "when a user is deleted, delete ..." go on after their comma.
    let leads =
        |first: &Word| matches!(first.lower.as_str(), "in" | "on" | "for" | "from" | "to" | "when" | "if" | "whenever");
    let commas = clause.iter().filter(|word| word.lower == ",").count();
    if clause.first().is_some_and(leads) && commas == 1 && clause.last().is_some_and(|last| last.lower == ",") {
        return false;
    }
    // A noun as well: a verb only before what it is done to.
    let does = NOUNS_TOO.contains(&word.lower.as_str())
        && next.is_some_and(|next| {
            matches!(
                next.lower.as_str(),
                "it" | "them" | "the" | "a" | "an" | "their" | "all" | "each" | "every" | "that"
            )
        });
    let after = clause.last().is_some_and(|last| matches!(last.lower.as_str(), "," | "and" | "then" | "also"));
    after && clause.len() > 2 && (does || VERBS.contains(&word.lower.as_str()))
}

/// What a clause after "and" takes from the one before it: "order numbers should be unique and start with SO" says two
/// things of order numbers, "make email required and unique" two of email.
fn shares(clause: &[Word], word: &Word) -> Option<Vec<Word>> {
    let [before @ .., and] = clause else { return None };
    if and.lower != "and" {
        return None;
    }
    let said = before.iter().position(|word| matches!(word.lower.as_str(), "should" | "must" | "can" | "may"));
    let again = matches!(
        word.lower.as_str(),
        "start" | "begin" | "end" | "default" | "be" | "not" | "never" | "contain" | "refer"
    );
    if let Some(at) = said.filter(|at| *at > 0 && again) {
        return Some(before[..=at].to_vec());
    }
    // "make credits optional and default to 3" says two things of credits.
    if let [make, subject @ .., _] = before
        && make.lower == "make"
        && !subject.is_empty()
        && word.lower == "default"
    {
        return Some(subject.to_vec());
    }
    let adjective = |word: &Word| {
        matches!(
            word.lower.as_str(),
            "unique" | "required" | "mandatory" | "optional" | "nullable" | "searchable" | "indexed"
        )
    };
    let begins = before.first().is_some_and(|first| first.lower == "make") || said.is_some();
    (begins && before.len() > 2 && before.last().is_some_and(adjective) && adjective(word))
        .then(|| before[..before.len() - 1].to_vec())
}

fn trimmed(mut clause: Vec<Word>) -> Vec<Word> {
    let is_mark = |word: &Word| {
        let text = word.lower.as_str();
        !text.is_empty() && !text.chars().any(|c| c.is_alphanumeric() || matches!(c, '(' | ')'))
    };
    let is_loose =
        |word: &Word| is_mark(word) || matches!(word.lower.as_str(), "and" | "then" | "also" | "please" | "too");
    // The hyphen of "start with SO-" belongs to the text.
    let hangs = |clause: &[Word]| matches!(clause, [.., before, last] if matches!(last.lower.as_str(), "-" | "/" | "#") && before.span.end == last.span.start);
    while clause.last().is_some_and(is_loose) && !hangs(&clause) {
        clause.pop();
    }
    loop {
        let before = clause.len();
        // A list's number or bullet.
        let numbered = clause.len() > 1 && clause[0].lower.parse::<u32>().is_ok();
        if clause.first().is_some_and(is_mark) || numbered {
            clause.remove(0);
        }
        if let Some(length) = OPENINGS.iter().find_map(|opening| opens(&clause, opening)) {
            clause.drain(..length);
        }
        if clause.len() == before {
            return clause;
        }
    }
}

fn opens(clause: &[Word], opening: &str) -> Option<usize> {
    let opening: Vec<&str> = opening.split(' ').collect();
    let matches =
        clause.len() > opening.len() && opening.iter().zip(clause).all(|(a, b)| *a == b.lower.replace('’', "'"));
    matches.then_some(opening.len())
}

#[cfg(test)]
mod tests {
    use super::super::word::phrase;
    use super::*;

    #[test]
    fn clauses_come_apart_at_stops_lines_and_verbs() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<String> = clauses(text).iter().map(|clause| phrase(clause)).collect();
            assert_eq!(found, expected, "{text}");
        };
        check(
            "Please add a phone to customers and drop the wishlist.",
            &["add a phone to customers", "drop the wishlist"],
        );
        check("1. rename orders to purchases\n2. make sku unique", &["rename orders to purchases", "make sku unique"]);
        check("We'd like to add name and email to suppliers, please", &["add name and email to suppliers"]);
        check("- drop orders.total; then add tags", &["drop orders.total", "add tags"]);
        check(" ... ", &[]);
    }
}
