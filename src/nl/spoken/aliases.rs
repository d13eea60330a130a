//! Other names for the same thing that a text states.

use super::Sentence;
use super::naming::{NEVER, canonical};
use super::noun::Number;
use crate::nl::lexicon;

/// Names that the text says mean the same: `I say patients, the letters say clients`.
pub(super) fn aliases(sentences: &[Sentence]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (n, sentence) in sentences.iter().enumerate() {
        let words = &sentence.words;
        let same = (0..words.len()).any(|i| {
            let next = |k: usize, list: &[&str]| words.get(i + k).is_some_and(|w| w.is_any(list));
            words[i].is("same")
                && next(
                    1,
                    &[
                        "thing", "person", "people", "firm", "firms", "list", "animal", "animals", "place", "group",
                        "set",
                    ],
                )
                || words[i].is_any(&["mean", "means"]) && next(1, &["exactly", "the"]) && next(2, &["the", "same"])
                || words[i].is("interchangeably")
                || words[i].is("whatever") && next(1, &["you"]) && (next(2, &["want", "like", "call"]))
        });
        let calls: Vec<usize> = (0..words.len())
            .filter(|&i| {
                words[i].is_any(&["say", "says", "call", "calls", "called", "calling", "saying"])
                    && words.get(i + 1).is_some()
            })
            .collect();
        let mut names: Vec<String> = Vec::new();
        for &i in &calls {
            let mut at = i + 1;
            while words
                .get(at)
                .is_some_and(|w| w.is_any(&["it", "them", "him", "her", "still", "a", "an", "the", "these", "those"]))
            {
                at += 1;
            }
            let spoken = sentence.nouns.iter().find(|noun| noun.range.contains(&at));
            names.extend(spoken.filter(|n| n.words.len() <= 2).map(canonical));
        }
        if names.is_empty() && !same {
            continue;
        }
        if same && calls.is_empty() {
            // `clients, walkers, guests, it is one list`
            let list: Vec<String> =
                sentence.nouns.iter().take(3).filter(|n| n.words.len() <= 2 && n.plural).map(canonical).collect();
            names.extend(list);
        }
        let telling = calls.iter().any(|&i| {
            words[i].is_any(&["call", "calls", "calling"])
                && words.get(i + 1).is_some_and(|w| w.is_any(&["them", "it", "these", "those"]))
        });
        if !(same || telling || names.len() >= 2) {
            continue;
        }
        // What they name in turn: the noun that the sentence, or the one before it, is about.
        let before = calls.first().map_or(usize::MAX, |&i| i);
        let here = sentence.nouns.iter().find(|n| {
            n.range.end <= before
                && n.words.len() <= 2
                && !NEVER.contains(n.head())
                && (n.plural || n.number != Number::Unsaid)
                && !lexicon::is_time(n.head())
        });
        let anchor = here.or_else(|| {
            n.checked_sub(1)
                .and_then(|n| sentences[n].nouns.iter().find(|n| n.words.len() <= 2 && !NEVER.contains(n.head())))
        });
        // `we say guests, the till says covers, they mean the same`: the first name is what the others mean.
        let named = (names.len() >= 2 && same && calls.len() >= 2).then(|| names[0].clone());
        let Some(anchor) = named.or_else(|| anchor.map(canonical)) else { continue };
        names.retain(|name| *name != anchor && !NEVER.contains(name));
        found.extend(names.into_iter().map(|name| (name, anchor.clone())));
    }
    found
}
