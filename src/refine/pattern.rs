//! Patterns over the words of a clause, written as text: `add|include {things} to {table}`.
//!
//! A word stands for itself, `a|b` for either, `word?` for a word that may be missing, and `{name}` for one word or
//! more. The last capture takes the rest; others take as few words as the pattern allows, and a word of the pattern
//! ends them.

use super::word::Word;

/// The captures of a pattern that fits the whole clause, in the pattern's order.
pub fn captures<'w>(pattern: &str, clause: &'w [Word]) -> Option<Vec<&'w [Word]>> {
    let parts: Vec<&str> = pattern.split_whitespace().collect();
    let mut found = Vec::new();
    fits(&parts, clause, &mut found).then_some(found)
}

/// Longer clauses match nothing: trying all ways to divide one among the captures must end soon.
pub const LONGEST_CLAUSE: usize = 120;

fn fits<'w>(parts: &[&str], words: &'w [Word], found: &mut Vec<&'w [Word]>) -> bool {
    let Some((part, rest)) = parts.split_first() else { return words.is_empty() };
    if part.starts_with('{') {
        if rest.is_empty() && !words.is_empty() {
            found.push(words);
            return true;
        }
        for length in 1..=words.len() {
            found.push(&words[..length]);
            if fits(rest, &words[length..], found) {
                return true;
            }
            found.pop();
        }
        return false;
    }
    let (alternatives, optional) = match part.strip_suffix('?') {
        Some(word) => (word, true),
        None => (*part, false),
    };
    let matches = words.first().is_some_and(|word| alternatives.split('|').any(|a| same(a, &word.lower)));
    matches && fits(rest, &words[1..], found) || optional && fits(rest, words, found)
}

fn same(wanted: &str, word: &str) -> bool {
    wanted == word || word.contains('’') && wanted == word.replace('’', "'")
}

#[cfg(test)]
mod tests {
    use super::super::word::{phrase, words};
    use super::*;

    #[test]
    fn captures_end_at_the_patterns_words() {
        let check = |pattern: &str, text: &str, expected: Option<&[&str]>| {
            let clause = words(text);
            let found = captures(pattern, &clause).map(|c| c.iter().map(|words| phrase(words)).collect::<Vec<_>>());
            assert_eq!(found, expected.map(|e| e.iter().map(|s| (*s).to_owned()).collect()), "{pattern}: {text}");
        };
        check("add|include {x} to {t}", "add a phone to customers", Some(&["a phone", "customers"]));
        check("add|include {x} to {t}", "include a phone", None);
        check("make {x} not? unique", "make sku unique", Some(&["sku"]));
        check("rename {x} to {y}", "rename to x", None);
        check("drop {x}", "drop", None);
        check("drop {x} table?", "drop the wishlist table", Some(&["the wishlist"]));
    }
}
