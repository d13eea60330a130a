//! Patterns over the words of a name.

/// A sequence of words with gaps and alternatives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// Any words, also none.
    Any,
    /// One of these words, or its plural.
    Words(Vec<String>),
    /// A word with this ending.
    Ending(String),
}

impl Pattern {
    /// Reads `* start/end date`; `~able` stands for a word with that ending.
    pub(super) fn parse(text: &str) -> Self {
        let part = |word: &str| match word.strip_prefix('~') {
            Some(ending) => Part::Ending(ending.to_owned()),
            None if word == "*" => Part::Any,
            None => Part::Words(word.split('/').map(str::to_owned).collect()),
        };
        Self(text.split_whitespace().map(part).collect())
    }

    pub(super) fn fits(&self, words: &[String]) -> bool {
        fits(&self.0, words)
    }
}

fn fits(parts: &[Part], words: &[String]) -> bool {
    match (parts.split_first(), words.split_first()) {
        (None, None) => true,
        (None, Some(_)) => false,
        (Some((Part::Any, rest)), None) => fits(rest, words),
        (Some((Part::Any, rest)), Some((_, after))) => fits(rest, words) || fits(parts, after),
        (Some(_), None) => false,
        (Some((part, rest)), Some((word, after))) => part.fits(word) && fits(rest, after),
    }
}

impl Part {
    fn fits(&self, word: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Words(words) => words.iter().any(|known| is_form_of(word, known)),
            // A timetable is nothing that can be done.
            Self::Ending(ending) => {
                word.len() > ending.len() + 2 && word.ends_with(ending.as_str()) && !word.ends_with("table")
            }
        }
    }
}

/// Whether a word is `known` or its plural. Endings are enough here, because the singular is given.
pub(in crate::nl) fn is_form_of(word: &str, known: &str) -> bool {
    let Some(rest) = word.strip_prefix(known) else {
        return known.strip_suffix('y').is_some_and(|stem| word.strip_prefix(stem) == Some("ies"));
    };
    matches!(rest, "" | "s" | "es")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_whole_names() {
        let check = |pattern: &str, name: &str, expected: bool| {
            assert_eq!(Pattern::parse(pattern).fits(&crate::schema::words(name)), expected, "{pattern} on {name}");
        };
        check("* date", "due date", true);
        check("* date", "date", true);
        check("* date", "date due", false);
        check("number of *", "number_of_seats", true);
        check("start/end date", "EndDate", true);
        check("start/end date", "mid date", false);
        check("category", "categories", true);
        check("address", "addresses", true);
        check("~able", "refundable", true);
        check("~able", "timetable", false);
        check("*", "", true);
    }
}
