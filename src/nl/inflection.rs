//! Singular and plural of nouns, and the base form of verbs.

use super::lexicon;
use std::cell::RefCell;
use std::collections::HashMap;

/// Nouns whose two forms the rules would get wrong: singular, plural.
const IRREGULAR: &[(&str, &str)] = &[
    ("status", "statuses"),
    ("bus", "buses"),
    ("campus", "campuses"),
    ("address", "addresses"),
    ("class", "classes"),
    ("person", "people"),
    ("person", "persons"),
    ("child", "children"),
    ("staff", "staff"),
    ("goods", "goods"),
    ("series", "series"),
    ("species", "species"),
    ("news", "news"),
    ("movie", "movies"),
    ("cookie", "cookies"),
    ("criterion", "criteria"),
    ("medium", "media"),
    ("datum", "data"),
    ("leave", "leaves"),
    ("premise", "premises"),
    ("basis", "bases"),
    ("analysis", "analyses"),
    ("diagnosis", "diagnoses"),
    ("virus", "viruses"),
    ("bonus", "bonuses"),
    ("gas", "gases"),
    ("lens", "lenses"),
    ("tax", "taxes"),
    ("quiz", "quizzes"),
    ("sms", "sms"),
    ("gps", "gps"),
    ("sales", "sales"),
    ("logistics", "logistics"),
    ("address", "adresses"),
    ("cache", "caches"),
    ("database", "databases"),
    ("purchase", "purchases"),
    ("warehouse", "warehouses"),
    ("course", "courses"),
    ("expense", "expenses"),
    ("license", "licenses"),
    ("invoice", "invoices"),
];

/// How many forms are remembered; a text has far fewer different words, and nothing must grow without bound.
const REMEMBERED: usize = 8192;

thread_local! {
    static FORMS: RefCell<HashMap<(String, bool), String>> = RefCell::new(HashMap::new());
}

/// The singular of a lower-case noun (`addresses` -> `address`); a singular stays as it is.
pub fn singular(word: &str) -> String {
    if let Some((one, _)) = IRREGULAR.iter().find(|(one, many)| *many == word || *one == word) {
        return (*one).to_owned();
    }
    // Almost every word that ends so is singular already; asking the rules would cost and could only do harm.
    if !word.is_ascii() || word.len() < 4 && word != "ids" || word.ends_with("ss") || word.ends_with("us") {
        return word.to_owned();
    }
    if !word.ends_with('s') && !IRREGULAR_ENDINGS.iter().any(|ending| word.ends_with(ending)) {
        return word.to_owned();
    }
    remembered(word, false)
}

/// Endings of plurals that do not end in `s` (`women`, `feet`, `mice`).
const IRREGULAR_ENDINGS: &[&str] = &["men", "feet", "teeth", "mice", "geese", "ices"];

/// The plural of a lower-case noun (`category` -> `categories`); a plural stays as it is.
pub fn plural(word: &str) -> String {
    if let Some((_, many)) = IRREGULAR.iter().find(|(one, many)| *one == word || *many == word) {
        return (*many).to_owned();
    }
    if !word.is_ascii() {
        return word.to_owned();
    }
    remembered(word, true)
}

/// Whether a lower-case noun looks like a plural.
pub fn is_plural(word: &str) -> bool {
    singular(word) != word
}

fn remembered(word: &str, many: bool) -> String {
    FORMS.with_borrow_mut(|forms| {
        if let Some(form) = forms.get(&(word.to_owned(), many)) {
            return form.clone();
        }
        let form = pluralizer::pluralize(word, if many { 2 } else { 1 }, false);
        if forms.len() >= REMEMBERED {
            forms.clear();
        }
        forms.insert((word.to_owned(), many), form.clone());
        form
    })
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
