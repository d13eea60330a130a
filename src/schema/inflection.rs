//! Singular and plural of English nouns, as table and column names need them.
//!
//! Spelling rules after Quirk et al., *A Comprehensive Grammar of the English Language*, 5.80 to 5.103, with lists of
//! the words that they would get wrong. Library crates for this bring a regular-expression engine along, which would
//! weigh more in the page than the diagram.

/// Nouns with two forms that no rule gives: singular, plural.
const IRREGULAR: &[(&str, &str)] = &[
    ("person", "people"),
    ("child", "children"),
    ("man", "men"),
    ("woman", "women"),
    ("foot", "feet"),
    ("tooth", "teeth"),
    ("goose", "geese"),
    ("mouse", "mice"),
    ("ox", "oxen"),
    ("die", "dice"),
    ("criterion", "criteria"),
    ("phenomenon", "phenomena"),
    ("medium", "media"),
    ("datum", "data"),
    ("bacterium", "bacteria"),
    ("curriculum", "curricula"),
    ("index", "indexes"),
    ("appendix", "appendices"),
    ("matrix", "matrices"),
    ("vertex", "vertices"),
    ("quiz", "quizzes"),
    ("basis", "bases"),
    ("leaf", "leaves"),
    ("leave", "leaves"),
    ("axis", "axes"),
];

/// Nouns that are the same in both numbers.
const UNCHANGED: &[&str] = &[
    "aircraft",
    "equipment",
    "feedback",
    "fish",
    "furniture",
    "goods",
    "gps",
    "information",
    "inventory",
    "logistics",
    "luggage",
    "mathematics",
    "merchandise",
    "metadata",
    "music",
    "news",
    "offspring",
    "physics",
    "police",
    "sales",
    "series",
    "sheep",
    "sms",
    "software",
    "hardware",
    "spacecraft",
    "species",
    "staff",
    "stuff",
    "analytics",
    "economics",
    "electronics",
    "headquarters",
    "statistics",
    "traffic",
    "weather",
    "traceability",
    "machinery",
];

/// Singulars that end in `s` and take `es`.
const IN_S: &[&str] = &[
    "abacus",
    "alias",
    "apparatus",
    "atlas",
    "bias",
    "bonus",
    "bus",
    "campus",
    "canvas",
    "census",
    "chorus",
    "circus",
    "citrus",
    "consensus",
    "corpus",
    "cosmos",
    "focus",
    "gas",
    "genius",
    "iris",
    "lens",
    "locus",
    "minus",
    "nexus",
    "opus",
    "pancreas",
    "plus",
    "prospectus",
    "radius",
    "sinus",
    "status",
    "stimulus",
    "surplus",
    "syllabus",
    "thesaurus",
    "tennis",
    "virus",
    "walrus",
    "abs",
    "chassis",
];

/// Singulars that end in `is` and change to `es`.
const IN_SIS: &[&str] =
    &["analysis", "crisis", "diagnosis", "hypothesis", "prognosis", "synopsis", "synthesis", "thesis"];

/// Plurals in `ves` whose singular ends in `f`; those in `fe` follow.
const IN_F: &[&str] = &["calf", "half", "hoof", "loaf", "scarf", "self", "sheaf", "shelf", "thief", "wolf", "elf"];
const IN_FE: &[&str] = &["knife", "life", "midwife", "wife", "housewife"];

/// Singulars in `o` that take `es`.
const IN_O: &[&str] =
    &["cargo", "echo", "embargo", "hero", "potato", "tomato", "torpedo", "veto", "volcano", "buffalo"];

/// Singulars in `ie`, whose plural looks like that of a noun in `y`.
const IN_IE: &[&str] = &[
    "birdie", "brownie", "calorie", "collie", "cookie", "cutie", "die", "eerie", "freebie", "genie", "hippie",
    "junkie", "laddie", "lie", "movie", "newbie", "pie", "pixie", "prairie", "rookie", "selfie", "smoothie", "tie",
    "zombie",
];

/// Singulars in `e` after a sound that otherwise takes `es`.
const IN_SILENT_E: &[&str] =
    &["ache", "axe", "cache", "headache", "moustache", "niche", "psyche", "avalanche", "quiche"];

/// The plural of a lower-case noun (`category` -> `categories`); a plural stays as it is.
pub fn plural(word: &str) -> String {
    if let Some((_, many)) = IRREGULAR.iter().find(|(one, many)| *one == word || *many == word) {
        return (*many).to_owned();
    }
    if word.len() < 2 || !word.is_ascii() || UNCHANGED.contains(&word) || singular(word) != word {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("man").filter(|stem| stem.len() > 2 && *stem != "hu" && *stem != "ger") {
        return format!("{stem}men");
    }
    if IN_SIS.contains(&word) {
        return format!("{}es", &word[..word.len() - 2]);
    }
    if IN_F.contains(&word) {
        return format!("{}ves", &word[..word.len() - 1]);
    }
    if IN_FE.contains(&word) {
        return format!("{}ves", &word[..word.len() - 2]);
    }
    if let Some(stem) = word.strip_suffix('y').filter(|stem| !stem.ends_with(is_vowel)) {
        return format!("{stem}ies");
    }
    if IN_O.contains(&word) || ["s", "x", "z", "ch", "sh"].iter().any(|ending| word.ends_with(ending)) {
        return format!("{word}es");
    }
    format!("{word}s")
}

/// The singular of a lower-case noun (`addresses` -> `address`); a singular stays as it is.
pub fn singular(word: &str) -> String {
    if let Some((one, _)) = IRREGULAR.iter().find(|(one, many)| *many == word || *one == word) {
        return (*one).to_owned();
    }
    let keeps = !word.is_ascii() || UNCHANGED.contains(&word) || IN_S.contains(&word) || IN_SIS.contains(&word);
    if keeps {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("men").filter(|stem| stem.len() > 2 && *stem != "speci" && *stem != "regi") {
        return format!("{stem}man");
    }
    if let Some(stem) = word.strip_suffix("people").filter(|stem| !stem.is_empty()) {
        return format!("{stem}person");
    }
    // `ids`, `tvs`; shorter words and those in `ss`, `us` and `is` are singular already.
    if word == "menus" {
        return "menu".to_owned();
    }
    if !word.ends_with('s') || word.len() < 3 || ["ss", "us", "is"].iter().any(|ending| word.ends_with(ending)) {
        return word.to_owned();
    }
    let one = &word[..word.len() - 1];
    if let Some(stem) = word.strip_suffix("ies") {
        return if IN_IE.contains(&one) || stem.len() < 2 { one.to_owned() } else { format!("{stem}y") };
    }
    if let Some(stem) = word.strip_suffix("ves") {
        let as_f = format!("{stem}f");
        let as_fe = format!("{stem}fe");
        return if IN_F.contains(&as_f.as_str()) {
            as_f
        } else if IN_FE.contains(&as_fe.as_str()) {
            as_fe
        } else {
            one.to_owned()
        };
    }
    if let Some(stem) = word.strip_suffix("es") {
        let as_sis = format!("{stem}is");
        if IN_SIS.contains(&as_sis.as_str()) {
            return as_sis;
        }
        let whole = IN_S.contains(&stem) || IN_O.contains(&stem);
        let hissing = ["ss", "x", "zz", "ch", "sh"].iter().any(|ending| stem.ends_with(ending));
        if whole || hissing && !IN_SILENT_E.contains(&one) {
            return stem.to_owned();
        }
    }
    one.to_owned()
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_have_two_forms() {
        let check = |one: &str, many: &str| {
            assert_eq!(plural(one), many, "plural of {one}");
            assert_eq!(plural(many), many, "plural of {many}");
            assert_eq!(singular(many), one, "singular of {many}");
            assert_eq!(singular(one), one, "singular of {one}");
        };
        for (one, many) in [
            ("user", "users"),
            ("category", "categories"),
            ("day", "days"),
            ("address", "addresses"),
            ("box", "boxes"),
            ("branch", "branches"),
            ("dish", "dishes"),
            ("bus", "buses"),
            ("status", "statuses"),
            ("course", "courses"),
            ("purchase", "purchases"),
            ("warehouse", "warehouses"),
            ("expense", "expenses"),
            ("license", "licenses"),
            ("invoice", "invoices"),
            ("cache", "caches"),
            ("movie", "movies"),
            ("cookie", "cookies"),
            ("tax", "taxes"),
            ("analysis", "analyses"),
            ("diagnosis", "diagnoses"),
            ("shelf", "shelves"),
            ("life", "lives"),
            ("drive", "drives"),
            ("hero", "heroes"),
            ("photo", "photos"),
            ("person", "people"),
            ("child", "children"),
            ("woman", "women"),
            ("salesman", "salesmen"),
            ("class", "classes"),
            ("size", "sizes"),
            ("quiz", "quizzes"),
            ("lens", "lenses"),
            ("house", "houses"),
            ("response", "responses"),
            ("database", "databases"),
            ("criterion", "criteria"),
            ("series", "series"),
            ("staff", "staff"),
            ("id", "ids"),
            ("employee", "employees"),
            ("company", "companies"),
            ("delivery", "deliveries"),
            ("batch", "batches"),
            ("virus", "viruses"),
            ("exercise", "exercises"),
            ("release", "releases"),
            ("nurse", "nurses"),
            ("dose", "doses"),
        ] {
            check(one, many);
        }
    }
}
