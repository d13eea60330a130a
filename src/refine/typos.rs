//! A request with its slips of the pen mended: words that are nearly a name of the schema or a verb of a request.
//!
//! Only tried where the request as it stands is not understood.

use super::pattern::LONGEST_CLAUSE;
use super::place::base;
use super::word::Word;
use crate::schema::{Schema, words};

const VERBS: [&str; 14] = [
    "rename",
    "remove",
    "delete",
    "change",
    "create",
    "split",
    "merge",
    "connect",
    "link",
    "combine",
    "include",
    "introduce",
    "track",
    "replace",
];

/// A clause whose slips are mended.
pub struct Mended {
    pub clause: Vec<Word>,
    /// What was written, and what it is read as.
    pub slips: Vec<(String, String)>,
}

/// `None` where nothing is nearly a known word.
pub fn mended(schema: &Schema, clause: &[Word]) -> Option<Mended> {
    let names = schema.tables.iter().flat_map(|table| {
        let columns = table.columns.iter().flat_map(|column| words(&column.name));
        words(&table.name.name).into_iter().chain(columns)
    });
    if clause.len() > LONGEST_CLAUSE {
        return None;
    }
    let mut known: Vec<String> = names.filter(|name| name.len() > 3).collect();
    known.sort();
    known.dedup();
    let stems: Vec<String> = known.iter().map(|name| base(name).concat()).collect();
    let mut slips = Vec::new();
    let mut clause = clause.to_vec();
    for (at, word) in clause.iter_mut().enumerate() {
        let is_plain = word.lower.len() > 4 && word.lower.chars().all(char::is_alphabetic);
        let stem = base(&word.lower).concat();
        if !is_plain || stems.contains(&stem) {
            continue;
        }
        let verbs =
            VERBS.iter().copied().filter(|_| at == 0).find(|verb| *verb != word.lower && is_near(&word.lower, verb));
        let meant = verbs.or_else(|| {
            let near = |(name, known): &(&String, &String)| is_near(&word.lower, name) || is_near(&stem, known);
            let near: Vec<(&String, &String)> = known.iter().zip(&stems).filter(near).collect();
            let (meant, kind) = near.iter().min_by_key(|(name, _)| distance(&word.lower, name))?;
            near.iter().all(|(_, other)| other == kind).then_some(meant.as_str())
        });
        if let Some(meant) = meant {
            slips.push((word.text.clone(), meant.to_owned()));
            *word = Word { text: meant.to_owned(), lower: meant.to_owned(), span: word.span };
        }
    }
    (!slips.is_empty()).then_some(Mended { clause, slips })
}

/// One letter too many, too few, another, or two in the wrong order; two such slips in a long word.
fn is_near(a: &str, b: &str) -> bool {
    let slips = if a.chars().count().min(b.chars().count()) >= 8 { 2 } else { 1 };
    a.chars().next() == b.chars().next() && distance(a, b) <= slips
}

/// The Damerau-Levenshtein distance in its form that never edits a part twice (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            let mut least = (rows[i - 1][j] + 1).min(row[j - 1] + 1).min(rows[i - 1][j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_one_slip_apart_and_long_ones_two() {
        let check = |a: &str, b: &str, expected: bool| assert_eq!(is_near(a, b), expected, "{a} {b}");
        check("pateints", "patients", true);
        check("precriptions", "prescriptions", true);
        check("renme", "rename", true);
        check("phone", "photo", false);
        check("border", "order", false);
        check("statement", "status", false);
    }
}
