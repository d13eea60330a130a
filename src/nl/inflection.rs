//! Singular and plural of nouns, and the base form of verbs.

use super::lexicon;
pub use crate::schema::{plural, singular};

/// Whether a lower-case noun looks like a plural.
pub fn is_plural(word: &str) -> bool {
    singular(word) != word
}

/// How a verb is inflected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Base,
    /// `records`
    Third,
    /// `recorded`
    Past,
    /// `recording`
    Progressive,
}

/// The base form of a known verb (`placing` -> `place`).
pub fn verb(word: &str) -> Option<(&'static str, Form)> {
    if let Some((base, form)) = lexicon::irregular_verb(word) {
        return Some((base, form));
    }
    if let Some(base) = lexicon::base_verb(word) {
        return Some((base, Form::Base));
    }
    let known = |stem: &str, extra: &str| lexicon::base_verb(&format!("{stem}{extra}"));
    let doubled = |stem: &str| {
        let mut last = stem.chars().rev();
        match (last.next(), last.next()) {
            (Some(a), Some(b)) if a == b => lexicon::base_verb(&stem[..stem.len() - a.len_utf8()]),
            _ => None,
        }
    };
    if let Some(stem) = word.strip_suffix("ies").or_else(|| word.strip_suffix("ied")) {
        let form = if word.ends_with('s') { Form::Third } else { Form::Past };
        return known(stem, "y").map(|base| (base, form));
    }
    if let Some(stem) = word.strip_suffix("ing") {
        return known(stem, "").or_else(|| known(stem, "e")).or_else(|| doubled(stem)).map(|b| (b, Form::Progressive));
    }
    if let Some(stem) = word.strip_suffix("ed") {
        return known(stem, "").or_else(|| known(stem, "e")).or_else(|| doubled(stem)).map(|b| (b, Form::Past));
    }
    let stem = word.strip_suffix('s')?;
    known(stem, "").or_else(|| stem.strip_suffix('e').and_then(|s| known(s, ""))).map(|base| (base, Form::Third))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_have_two_forms() {
        let check = |one: &str, many: &str| {
            assert_eq!(singular(many), one, "singular of {many}");
            assert_eq!(plural(one), many, "plural of {one}");
            assert_eq!(singular(one), one, "singular of the singular {one}");
        };
        for (one, many) in [
            ("category", "categories"),
            ("address", "addresses"),
            ("status", "statuses"),
            ("class", "classes"),
            ("person", "people"),
            ("woman", "women"),
            ("box", "boxes"),
            ("course", "courses"),
            ("bus", "buses"),
            ("staff", "staff"),
            ("delivery", "deliveries"),
            ("day", "days"),
            ("analysis", "analyses"),
            ("größe", "größe"),
        ] {
            check(one, many);
        }
    }

    #[test]
    fn verbs_have_a_base_form() {
        let check = |word: &str, base: &str, form: Form| assert_eq!(verb(word), Some((base, form)), "{word}");
        check("places", "place", Form::Third);
        check("placing", "place", Form::Progressive);
        check("submitted", "submit", Form::Past);
        check("carries", "carry", Form::Third);
        check("has", "have", Form::Third);
        check("taught", "teach", Form::Past);
        check("enrolled", "enroll", Form::Past);
        assert_eq!(verb("pallet"), None);
    }
}
