//! Names of the base by their first word in every form that a text may give it, so that a lookup compares with few.

use super::{Archetype, Domain, base, same_words};
use std::collections::HashMap;
use std::sync::OnceLock;

/// Names and what they stand for, in the order in which they go before each other.
struct Index<T> {
    names: Vec<(&'static str, T)>,
    /// Places in `names`, ascending.
    by_first_word: HashMap<String, Vec<usize>>,
}

impl<T> Index<T> {
    fn of(names: impl Iterator<Item = (&'static str, T)>) -> Self {
        let names: Vec<(&'static str, T)> = names.collect();
        let mut by_first_word: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, (name, _)) in names.iter().enumerate() {
            for form in name.split_whitespace().next().into_iter().flat_map(forms) {
                by_first_word.entry(form).or_default().push(place);
            }
        }
        Self { names, by_first_word }
    }

    /// Places of the names that may begin with this word.
    fn beginning_with(&self, word: &str) -> &[usize] {
        self.by_first_word.get(word).map_or(&[], Vec::as_slice)
    }
}

/// The singular and what may be its plural; what is too much is sorted out by comparing.
fn forms(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned(), format!("{word}s"), format!("{word}es")];
    forms.extend(word.strip_suffix('y').map(|stem| format!("{stem}ies")));
    forms
}

/// The first archetype with this name, or else the first with this synonym.
pub(super) fn archetype(words: &[String]) -> Option<&'static Archetype> {
    static INDEX: OnceLock<Index<&'static Archetype>> = OnceLock::new();
    let index = INDEX.get_or_init(|| {
        let all = || {
            let special = base::domains().iter().flat_map(|domain| domain.entities.iter().map(|m| &m.archetype));
            base::common().iter().chain(special)
        };
        let names = all().map(|a| (a.name.as_str(), a));
        Index::of(names.chain(all().flat_map(|a| a.synonyms.iter().map(move |name| (name.as_str(), a)))))
    });
    let places = index.beginning_with(words.first()?);
    places.iter().map(|place| index.names[*place]).find(|(name, _)| same_words(words, name)).map(|(_, found)| found)
}

/// A phrase that names a domain.
#[derive(Clone, Copy)]
pub(super) struct Phrase {
    pub domain: usize,
    pub is_weak: bool,
    /// Words in it.
    pub length: usize,
}

/// The phrases of all domains that occur in a text, each once.
pub(super) fn phrases(words: &[String]) -> Vec<Phrase> {
    static INDEX: OnceLock<Index<Phrase>> = OnceLock::new();
    let index = INDEX.get_or_init(|| Index::of(base::domains().iter().enumerate().flat_map(phrases_of)));
    let mut occurs = vec![false; index.names.len()];
    for (at, word) in words.iter().enumerate() {
        for &place in index.beginning_with(word) {
            let (name, phrase) = index.names[place];
            occurs[place] |= words.get(at..at + phrase.length).is_some_and(|window| same_words(window, name));
        }
    }
    index.names.iter().zip(occurs).filter(|(_, occurs)| *occurs).map(|((_, phrase), _)| *phrase).collect()
}

fn phrases_of((domain, known): (usize, &'static Domain)) -> impl Iterator<Item = (&'static str, Phrase)> {
    let phrase = move |is_weak: bool| {
        move |name: &'static String| {
            (name.as_str(), Phrase { domain, is_weak, length: name.split_whitespace().count() })
        }
    };
    known.words.iter().map(phrase(false)).chain(known.weak.iter().map(phrase(true)))
}
