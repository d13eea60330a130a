//! How alike two names are: by letters, and by words with their abbreviations and endings.

use crate::schema::{singular, words};

/// 0 to 1 by letters, separators and case aside: the better of Jaro-Winkler and the share of the longest common
/// subsequence.
pub(super) fn letters(a: &str, b: &str) -> f64 {
    let (a, b) = (bare(a), bare(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let common = 2.0 * common_subsequence(&a, &b) as f64 / (a.len() + b.len()) as f64;
    jaro_winkler(&a, &b).max(common)
}

/// 0 to 1 by words: the share of words that have a partner in the other name, which may be an abbreviation of it.
/// Words of the context (the table's name in front of a column's) count for nothing unless both have them.
pub(super) fn shared_words(a: &str, b: &str, context: &[String]) -> f64 {
    let (a, b) = (meaningful(a, context), meaningful(b, context));
    let mut free: Vec<&String> = b.iter().collect();
    let mut score = 0.0;
    for word in &a {
        let best = (0..free.len()).map(|at| (word_likeness(word, free[at]), at)).max_by(|x, y| x.0.total_cmp(&y.0));
        if let Some((likeness, at)) = best.filter(|(likeness, _)| *likeness > 0.0) {
            score += likeness;
            free.remove(at);
        }
    }
    2.0 * score / (a.len() + b.len()).max(1) as f64
}

/// Whether all words of the shorter name are words of the longer one.
pub(super) fn contains(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    !short.is_empty() && short.iter().all(|word| long.iter().any(|other| word_likeness(word, other) >= 0.8))
}

/// The words of a name without those of the context; all of them where nothing else is left.
fn meaningful(name: &str, context: &[String]) -> Vec<String> {
    let all = words(name);
    let own: Vec<String> = all.iter().filter(|word| !context.contains(&singular(word))).cloned().collect();
    if own.is_empty() { all } else { own }
}

/// 1 for the same word, 0.9 for the same word in another number, 0.8 for an abbreviation, 0.7 for a slip of the pen.
fn word_likeness(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    if singular(a) == singular(b) {
        return 0.9;
    }
    let (short, long) = if a.chars().count() <= b.chars().count() { (a, b) } else { (b, a) };
    if abbreviates(short, long) {
        return 0.8;
    }
    let (short, long): (Vec<char>, Vec<char>) = (short.chars().collect(), long.chars().collect());
    let near = short.len() >= 4 && jaro_winkler(&short, &long) >= 0.92;
    if near { 0.7 } else { 0.0 }
}

/// `qty` for quantity, `desc` for description: a beginning of at least three letters, or the first letter and then
/// consonants of the word in their order.
fn abbreviates(short: &str, long: &str) -> bool {
    let length = short.chars().count();
    if length < 2 || length + 2 > long.chars().count() {
        return false;
    }
    if length >= 3 && long.starts_with(short) {
        return true;
    }
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let same_start = short.chars().next() == long.chars().next();
    let consonants = short.chars().skip(1).filter(|c| is_vowel(*c)).count() <= usize::from(length > 3);
    let mut rest = long.chars();
    same_start && consonants && short.chars().all(|c| rest.any(|other| other == c)) && {
        // `id` begins like "identifier" and like "invoiced"; two letters say too little unless they are first and last.
        length > 2 || long.ends_with(short.chars().next_back().unwrap_or_default())
    }
}

fn bare(name: &str) -> Vec<char> {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn common_subsequence(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (at, y) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if x == y { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

/// Winkler 1990: Jaro's likeness, raised for a common beginning of up to four letters.
fn jaro_winkler(a: &[char], b: &[char]) -> f64 {
    let jaro = jaro(a, b);
    let prefix = a.iter().zip(b).take(4).take_while(|(x, y)| x == y).count();
    jaro + prefix as f64 * 0.1 * (1.0 - jaro)
}

fn jaro(a: &[char], b: &[char]) -> f64 {
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let mut taken = vec![false; b.len()];
    let mut matched = Vec::new();
    for (at, x) in a.iter().enumerate() {
        let window = at.saturating_sub(reach)..(at + reach + 1).min(b.len());
        if let Some(place) = window.into_iter().find(|place| !taken[*place] && b[*place] == *x) {
            taken[place] = true;
            matched.push(*x);
        }
    }
    if matched.is_empty() {
        return 0.0;
    }
    let others = b.iter().zip(&taken).filter(|(_, taken)| **taken).map(|(y, _)| y);
    let transposed = matched.iter().zip(others).filter(|(x, y)| x != y).count() as f64 / 2.0;
    let count = matched.len() as f64;
    (count / a.len() as f64 + count / b.len() as f64 + (count - transposed) / count) / 3.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_and_numbers_are_the_same_words() {
        let check = |a: &str, b: &str, least: f64, most: f64| {
            let score = shared_words(a, b, &["user".to_owned()]);
            assert!((least..=most).contains(&score), "{a} {b}: {score}");
        };
        check("qty", "quantity", 0.8, 0.8);
        check("order_desc", "orderDescription", 0.9, 0.9);
        check("addr", "address", 0.8, 0.8);
        check("user_name", "name", 1.0, 1.0);
        check("orders", "order", 0.9, 0.9);
        check("name", "price", 0.0, 0.0);
        check("id", "invoiced", 0.0, 0.8);
        check("", "", 0.0, 0.0);
    }

    #[test]
    fn letters_are_compared_without_separators() {
        assert_eq!(letters("user_name", "UserName"), 1.0);
        assert!(letters("colour", "color") > 0.9);
        assert!(letters("price", "quantity") < 0.5);
        assert_eq!(letters("", "a"), 0.0);
    }
}
