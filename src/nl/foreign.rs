//! Words of other languages: what can be had where a description is not in English.
//!
//! The reader's rules are English, but lists after a colon are read in any language. Their words for things and columns
//! stay as they are, take no English plural, and give their columns the types that their English words have.

use std::collections::HashMap;
use std::sync::LazyLock;

static WORDS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("foreign.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(' ')).collect()
});

/// The English word or words for a word of another language, in lower case.
pub fn english(word: &str) -> Option<&'static str> {
    WORDS.get(word).copied()
}

/// A name with its foreign words in English; nothing where it has none.
pub fn in_english(words: &[String]) -> Option<Vec<String>> {
    if words.iter().all(|word| english(word).is_none()) {
        return None;
    }
    let translated = words.iter().flat_map(|word| english(word).unwrap_or(word).split(' '));
    Some(translated.map(str::to_owned).collect())
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::nl::typing::infer;
    use crate::nl::{Options, design};

    #[test]
    fn foreign_words_get_the_types_of_their_english_words() {
        for (word, expected) in [("preis", "decimal(10,2)"), ("telefon", "varchar(20)"), ("fecha", "date")] {
            let typed = infer(word, "kunde", None);
            assert_eq!((typed.name.as_str(), typed.data_type.to_string().as_str()), (word, expected));
        }
        assert_eq!(in_english(&["colour".to_owned()]), None);
    }

    #[test]
    fn lists_in_other_languages_become_tables_under_their_own_names() {
        let found = design("Kunde: Name, Adresse\nBestellung: Betrag, Kunde", &Options::default());
        let names: Vec<&str> = found.schema.tables.iter().map(|t| t.name.name.as_str()).collect();
        assert_eq!(names, ["kunde", "bestellung"]);
        assert!(found.diagnostics.iter().any(|d| d.message.contains("German")), "{:?}", found.diagnostics);
    }
}
