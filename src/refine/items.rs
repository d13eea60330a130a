//! The things that a clause lists: `a phone number, an optional birth date and a status (open, paid or cancelled)`.

use super::word::{Word, phrase};

/// One thing of a list, with what is said of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// In lower case, without articles.
    pub name: String,
    /// Named in the singular with an article, or in the plural: `a category`, `categories`.
    pub single: bool,
    /// The text says whether a row may lack it.
    pub optional: Option<bool>,
    pub unique: bool,
    /// A type in the words of the text (`decimal(10,2)`, `date`).
    pub written_type: Option<String>,
    /// The only values that it takes.
    pub values: Vec<String>,
    pub default: Option<String>,
}

/// Words before a noun that do not belong to its name.
const DETERMINERS: [&str; 24] = [
    "a", "an", "the", "their", "its", "our", "his", "her", "each", "every", "all", "any", "some", "new", "another",
    "one", "this", "that", "these", "those", "both", "own", "multiple", "several",
];

/// Words that say what kind of thing is named, not which.
const KINDS: [&str; 14] = [
    "column",
    "columns",
    "field",
    "fields",
    "attribute",
    "attributes",
    "property",
    "properties",
    "table",
    "tables",
    "entity",
    "entities",
    "relation",
    "relationship",
];

/// The noun phrase without determiners and without a word such as "column" or "table" around it.
pub fn noun(words: &[Word]) -> &[Word] {
    let mut words = words;
    while let [first, rest @ ..] = words
        && !rest.is_empty()
        && (DETERMINERS.contains(&first.lower.as_str()) || KINDS.contains(&first.lower.as_str()))
    {
        words = rest;
    }
    while let [rest @ .., last] = words
        && !rest.is_empty()
        && (KINDS.contains(&last.lower.as_str()) || matches!(last.lower.as_str(), "," | "and" | "too" | "also" | "as"))
    {
        words = rest;
    }
    words
}

/// The list cut at commas and conjunctions outside brackets.
pub fn items(words: &[Word]) -> Vec<Item> {
    let mut items: Vec<Item> = parts(words).into_iter().filter_map(item).collect();
    // "a license number, which is unique" speaks of one thing.
    for at in (1..items.len()).rev() {
        let said_of = items[at].name.strip_prefix("which ").or(items[at].name.strip_prefix("that ")).map(str::to_owned);
        let Some(words) = said_of else { continue };
        let Some(adjective) = words.rsplit(' ').next().filter(|_| words.split(' ').count() <= 3) else { continue };
        let (unique, before) = (items[at].unique, at - 1);
        if unique || said(&mut items[before], adjective) || items[at].optional.is_some() {
            items[before].unique |= unique;
            items[before].optional = items[before].optional.or(items[at].optional);
            items.remove(at);
        }
    }
    // "first and last name": the first shares the head of the second.
    for at in (1..items.len()).rev() {
        let head =
            items[at].name.split_once(' ').filter(|(half, _)| HALVES.contains(half)).map(|(_, head)| head.to_owned());
        if let Some(head) = head.filter(|_| HALVES.contains(&items[at - 1].name.as_str())) {
            items[at - 1].name = format!("{} {head}", items[at - 1].name);
        }
    }
    items
}

/// Words before a head that two things can share.
const HALVES: [&str; 20] = [
    "first",
    "last",
    "middle",
    "start",
    "end",
    "minimum",
    "maximum",
    "min",
    "max",
    "shipping",
    "billing",
    "home",
    "work",
    "opening",
    "closing",
    "arrival",
    "departure",
    "issue",
    "due",
    "expiry",
];

fn parts(words: &[Word]) -> Vec<&[Word]> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    for (at, word) in words.iter().enumerate() {
        match word.lower.as_str() {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            "," | "and" | "&" | "plus" | "or" if depth == 0 => {
                parts.push(&words[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&words[start..]);
    parts.retain(|part| !part.is_empty());
    parts
}

fn item(words: &[Word]) -> Option<Item> {
    let mut item = Item::default();
    let open = words.iter().position(|word| word.lower == "(").unwrap_or(words.len());
    let (mut name, brackets) = words.split_at(open);
    let close = brackets.iter().position(|word| word.lower == ")").unwrap_or(brackets.len());
    let (inside, rest) = (brackets.get(1..close).unwrap_or_default(), brackets.get(close + 1..).unwrap_or_default());
    name = ending(&mut item, name);
    ending(&mut item, rest);
    if !inside.is_empty() {
        bracketed(&mut item, &name.last().map(|word| word.lower.clone()).unwrap_or_default(), inside);
        if item.written_type.is_some() && name.len() > 1 && is_sized_type(&name[name.len() - 1].lower) {
            name = &name[..name.len() - 1];
        }
    }
    item.single =
        name.first().is_some_and(|word| matches!(word.lower.as_str(), "a" | "an" | "one" | "the" | "another"));
    let mut name = noun(name);
    while let [first, rest @ ..] = name
        && !rest.is_empty()
        && said(&mut item, &first.lower)
    {
        name = noun(rest);
    }
    // "a boolean is_active" says its type first.
    if let [first, rest @ ..] = name
        && !rest.is_empty()
        && is_only_a_type(&first.lower)
    {
        item.written_type = Some(first.lower.clone());
        name = rest;
    }
    if let Some(at) = name.iter().position(|word| word.lower == "as").filter(|at| *at > 0 && *at + 1 < name.len()) {
        item.written_type = Some(phrase(noun(&name[at + 1..])));
        name = &name[..at];
    }
    if let [rest @ .., last] = name
        && last.lower == "flag"
        && !rest.is_empty()
    {
        item.written_type = Some("boolean".to_owned());
        name = rest;
    }
    item.name = phrase(noun(name));
    (!item.name.is_empty() && item.name.chars().any(char::is_alphanumeric)).then_some(item)
}

/// Reads what stands at the end of a column's definition (`default 0`, `not null`, `integer`) and gives what is before.
fn ending<'w>(item: &mut Item, words: &'w [Word]) -> &'w [Word] {
    match words {
        [before @ .., default, value] if default.lower == "default" => {
            item.default = Some(value.text.clone());
            ending(item, before)
        }
        [before @ .., not, null] if not.lower == "not" && null.lower == "null" => {
            item.optional = Some(false);
            ending(item, before)
        }
        [before @ .., word] if !before.is_empty() && (word.lower == "unique" || word.lower == "optional") => {
            said(item, &word.lower);
            ending(item, before)
        }
        [before @ .., word]
            if before.iter().any(|word| !DETERMINERS.contains(&word.lower.as_str())) && is_only_a_type(&word.lower) =>
        {
            item.written_type = Some(word.lower.clone());
            before
        }
        words => words,
    }
}

/// Types that are no words for things, as "date" or "text" are.
fn is_only_a_type(word: &str) -> bool {
    const TYPES: [&str; 16] = [
        "integer",
        "int",
        "bigint",
        "smallint",
        "boolean",
        "bool",
        "timestamp",
        "timestamptz",
        "datetime",
        "json",
        "jsonb",
        "uuid",
        "float",
        "double",
        "numeric",
        "bytea",
    ];
    TYPES.contains(&word)
}

/// What an adjective before the noun says of it.
fn said(item: &mut Item, adjective: &str) -> bool {
    match adjective {
        "optional" | "nullable" => item.optional = Some(true),
        "required" | "mandatory" | "compulsory" => item.optional = Some(false),
        "unique" | "distinct" => item.unique = true,
        _ => return false,
    }
    true
}

/// `(optional)`, `(unique)`, `(date)`, `decimal(10,2)`, `(open, paid or cancelled)`, `(default 5)`.
fn bracketed(item: &mut Item, before: &str, inside: &[Word]) {
    if is_sized_type(before) && inside.iter().all(|word| word.lower == "," || word.lower.parse::<u32>().is_ok()) {
        let sizes: String = inside.iter().map(|word| word.lower.as_str()).collect();
        item.written_type = Some(format!("{before}({sizes})"));
        return;
    }
    let inside = match inside {
        [first, rest @ ..] if matches!(first.lower.as_str(), "e.g" | "eg" | "like" | "either") => rest,
        [first, second, rest @ ..] if phrase(&[first.clone(), second.clone()]) == "such as" => rest,
        inside => inside,
    };
    for part in parts(inside) {
        match part {
            [word] if said(item, &word.lower) => {}
            [word] if is_type(&word.lower) => item.written_type = Some(word.lower.clone()),
            [first, rest @ ..] if first.lower == "default" && !rest.is_empty() => {
                item.default = Some(rest.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" "));
            }
            value => item.values.push(spelled(value)),
        }
    }
    // A single word in brackets is a remark, not a choice.
    if item.values.len() < 2 {
        item.values.clear();
    }
}

/// The values of a list, as the database keeps them.
pub fn values(list: &[Word]) -> Vec<String> {
    let is_mark = |word: &Word| matches!(word.lower.as_str(), "," | "and" | "or" | "(" | ")" | ":");
    list.split(is_mark).filter(|part| !part.is_empty()).map(spelled).collect()
}

/// A value as the database keeps it: quoted text as it is, other words in lower case with underscores.
pub fn spelled(words: &[Word]) -> String {
    match words {
        [word] if word.lower.is_empty() => word.text.clone(),
        words => phrase(words).replace(' ', "_"),
    }
}

/// Names of types that people write.
pub fn is_type(word: &str) -> bool {
    const TYPES: [&str; 34] = [
        "text",
        "string",
        "number",
        "integer",
        "int",
        "bigint",
        "smallint",
        "boolean",
        "bool",
        "flag",
        "date",
        "time",
        "timestamp",
        "datetime",
        "timestamptz",
        "decimal",
        "numeric",
        "float",
        "double",
        "real",
        "money",
        "json",
        "jsonb",
        "uuid",
        "varchar",
        "char",
        "percentage",
        "xml",
        "blob",
        "binary",
        "bytea",
        "year",
        "interval",
        "serial",
    ];
    TYPES.contains(&word)
}

fn is_sized_type(word: &str) -> bool {
    matches!(
        word,
        "decimal" | "numeric" | "varchar" | "char" | "number" | "varchar2" | "nvarchar" | "time" | "timestamp"
    )
}

#[cfg(test)]
mod tests {
    use super::super::word::words;
    use super::*;

    #[test]
    fn lists_come_apart_with_what_is_said_of_each() {
        let check = |text: &str, expected: &[Item]| assert_eq!(items(&words(text)), expected, "{text}");
        let named = |name: &str| Item { name: name.to_owned(), ..Item::default() };
        check(
            "a phone number and birth dates",
            &[Item { single: true, ..named("phone number") }, named("birth dates")],
        );
        check(
            "an optional nickname, unique code",
            &[Item { single: true, optional: Some(true), ..named("nickname") }, Item { unique: true, ..named("code") }],
        );
        let values = vec!["open".to_owned(), "in_transit".to_owned(), "Done".to_owned()];
        check("status (open, in transit or 'Done')", &[Item { values, ..named("status") }]);
        check("total decimal(12,2)", &[Item { written_type: Some("decimal(12,2)".into()), ..named("total") }]);
        check("weight as number", &[Item { written_type: Some("number".into()), ..named("weight") }]);
        check("level (default 1)", &[Item { default: Some("1".into()), ..named("level") }]);
        check("the columns", &[Item { single: true, ..named("columns") }]);
        check(", and ,", &[]);
    }
}
