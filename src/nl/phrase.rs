//! Noun phrases: what they name, how many, and whose.

use super::inflection::{is_plural, singular};
use super::lexicon as words;
use super::tag::Tag;
use super::token::{Kind, Token};
use crate::schema::Span;

/// How many a phrase speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Quantity {
    #[default]
    Unsaid,
    /// `a`, `one`, `exactly one`
    One,
    /// `each`, `every`
    Each,
    /// `at most one`, `an optional`
    AtMostOne,
    /// `many`, `several`, `one or more`
    Many,
}

/// A noun phrase.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phrase {
    /// What it names, in lower case, the last word in the singular, without words that say nothing.
    pub words: Vec<String>,
    pub quantity: Quantity,
    pub plural: bool,
    /// It spoke of `information`, `details`, `records` about what it names.
    pub generic: bool,
    /// Whose it is: the possessive before it or the phrase after `of`.
    pub owner: Option<Box<Phrase>>,
    /// What follows another preposition (`for`, `in`, `from`).
    pub tail: Option<(String, Box<Phrase>)>,
    /// `whether ...`: a yes or no.
    pub yes_no: bool,
    /// `two teams`
    pub two: bool,
    /// `the name`
    pub definite: bool,
    /// `their names`: it belongs to what was spoken of before.
    pub anaphoric: bool,
    pub span: Span,
}

impl Phrase {
    pub fn head(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    pub fn name(&self) -> String {
        self.words.join(" ")
    }

    pub fn is_many(&self) -> bool {
        self.quantity == Quantity::Many
    }

    /// The phrase as an attribute's name: `date of birth` is `birth date`, `number of seats` stays.
    pub fn attribute_name(&self) -> String {
        match &self.owner {
            Some(owner) if matches!(self.head(), "number" | "amount" | "level" | "place" | "proof") => {
                format!("{} of {}", self.name(), owner.name())
            }
            _ if self.tail.as_ref().is_some_and(|(word, tail)| word == "in" && tail.name() == "charge") => {
                format!("{} in charge", self.name())
            }
            Some(owner) if !owner.words.is_empty() => format!("{} {}", owner.name(), self.name()),
            _ => self.name(),
        }
    }
}

/// Reads a run of tokens as one noun phrase with what hangs on it. Nothing if it names nothing.
pub fn phrase(tokens: &[Token], tags: &[Tag]) -> Option<Phrase> {
    read(tokens, tags, 0)
}

/// `of` nests; nobody writes more levels than this.
const DEEPEST: usize = 6;

fn read(tokens: &[Token], tags: &[Tag], depth: usize) -> Option<Phrase> {
    if depth > DEEPEST || tokens.is_empty() {
        return None;
    }
    let mut start = 0;
    let mut quantity = Quantity::Unsaid;
    let mut yes_no = false;
    let mut owner_from_determiner = false;
    let definite = tokens.first().is_some_and(|t| t.is("the"));
    let two = tokens.first().is_some_and(|t| t.is("two") || t.is("2"));
    while start < tokens.len() {
        let word = tokens[start].lower.as_str();
        match tags[start] {
            Tag::Determiner => quantity = determined(quantity, tokens, start),
            Tag::Number if word == "1" => quantity = Quantity::One,
            Tag::Number => quantity = Quantity::Many,
            Tag::Adverb | Tag::Mark => {}
            Tag::Conjunction if word == "whether" || word == "if" => yes_no = true,
            Tag::Conjunction | Tag::Pronoun | Tag::Auxiliary | Tag::Infinitive | Tag::Possessive | Tag::Relative => {}
            Tag::Preposition if matches!(word, "at" | "per" | "up" | "about" | "between" | "than") => {}
            Tag::Adjective if word == "optional" || word == "possible" => quantity = Quantity::AtMostOne,
            Tag::Adjective
                if matches!(word, "multiple" | "various" | "several" | "many" | "different" | "numerous") =>
            {
                quantity = Quantity::Many
            }
            Tag::Adjective if matches!(word, "single" | "one") => quantity = Quantity::One,
            _ => break,
        }
        if matches!(word, "its" | "their" | "his" | "her") {
            owner_from_determiner = true;
        }
        start += 1;
    }
    let (tokens, tags) = (&tokens[start..], &tags[start..]);
    let span = Span { start: tokens.first()?.span.start, end: tokens.last()?.span.end };
    if let Some(at) = tags.iter().position(|tag| *tag == Tag::Possessive) {
        let mut owner = read(&tokens[..at], &tags[..at], depth + 1)?;
        let Some(mut rest) = read(&tokens[at + 1..], &tags[at + 1..], depth + 1) else { return Some(owner) };
        if rest.words.is_empty() {
            owner.generic = true;
            owner.span = span;
            return Some(owner);
        }
        owner.quantity = if owner.quantity == Quantity::Unsaid { quantity } else { owner.quantity };
        rest.owner = Some(Box::new(owner));
        return Some(rest);
    }
    let preposition =
        tags.iter().enumerate().position(|(i, tag)| i > 0 && matches!(tag, Tag::Preposition) && !tokens[i].is("per"));
    let end = preposition.unwrap_or(tokens.len());
    let stop = tags[..end]
        .iter()
        .position(|tag| {
            matches!(tag, Tag::Relative | Tag::Auxiliary | Tag::Modal | Tag::Verb | Tag::Infinitive | Tag::Mark)
        })
        .filter(|_| !yes_no)
        .unwrap_or(end);
    let mut phrase = bare(&tokens[..stop], &tags[..stop], quantity);
    phrase.yes_no = yes_no;
    phrase.anaphoric = owner_from_determiner;
    phrase.definite = definite;
    phrase.two = two;
    phrase.span = span;
    if let Some(at) = preposition {
        let word = tokens[at].lower.clone();
        let after = read(&tokens[at + 1..], &tags[at + 1..], depth + 1);
        match after {
            Some(after) if word == "of" && phrase.head() == "point" && after.head() == "sale" => {
                phrase.words.pop();
                phrase.words.push("point-of-sale".to_owned());
            }
            Some(after) if word == "of" => {
                // `a list of books`, `information of customers`: the second noun is meant.
                let collective = matches!(
                    phrase.head(),
                    "list"
                        | "set"
                        | "series"
                        | "range"
                        | "variety"
                        | "collection"
                        | "kind"
                        | "group"
                        | "lot"
                        | "couple"
                        | "part"
                        | "history"
                        | "piece"
                        | "track"
                ) || phrase.words.is_empty();
                if collective && !after.words.is_empty() && (after.plural || matches!(phrase.head(), "" | "piece")) {
                    let generic = phrase.generic;
                    let mut after = after;
                    after.generic |= generic;
                    if phrase.words.len() == 1 && after.quantity == Quantity::Unsaid {
                        after.quantity = Quantity::Many;
                    }
                    after.span = span;
                    return Some(after);
                }
                // `the management of orders`, `maintenance of product information`: what is managed is meant.
                let done = words::is_wrapper(phrase.head()) || after.generic && words::is_event(phrase.head());
                if done && phrase.words.len() == 1 && !after.words.is_empty() {
                    let after = Phrase { generic: true, span, ..after };
                    return Some(after);
                }
                phrase.owner = Some(Box::new(after));
            }
            Some(after) => {
                if phrase.words.is_empty() && (phrase.generic || word == "about") {
                    let mut after = after;
                    after.generic = true;
                    after.span = span;
                    return Some(after);
                }
                phrase.tail = Some((word, Box::new(after)));
            }
            None => {}
        }
    }
    Some(phrase).filter(|phrase| !phrase.words.is_empty() || phrase.generic)
}

fn determined(before: Quantity, tokens: &[Token], at: usize) -> Quantity {
    let previous = at.checked_sub(1).map(|i| tokens[i].lower.as_str());
    match tokens[at].lower.as_str() {
        "each" | "every" | "any" | "all" => Quantity::Each,
        "most" | "more" if before == Quantity::One || previous == Some("or") => Quantity::Many,
        "most" => Quantity::AtMostOne,
        "one" if before == Quantity::AtMostOne => Quantity::AtMostOne,
        "one" if previous == Some("least") => Quantity::Many,
        "a" | "an" | "one" | "another" if before == Quantity::Unsaid => Quantity::One,
        "many" | "several" | "multiple" | "various" | "numerous" | "two" | "three" | "four" | "five" | "six"
        | "seven" | "eight" | "nine" | "ten" | "eleven" | "twelve" | "more" | "some" | "different" | "few"
        | "enough" => Quantity::Many,
        _ => before,
    }
}

/// The words of a phrase without what hangs on it.
fn bare(tokens: &[Token], tags: &[Tag], quantity: Quantity) -> Phrase {
    let mut found: Vec<&Token> = Vec::new();
    for (i, (token, tag)) in tokens.iter().zip(tags).enumerate() {
        match tag {
            Tag::Noun | Tag::Adjective | Tag::Gerund | Tag::Number => found.push(token),
            // `the product sold` is a product; `estimated price` and `last updated time` are what they say.
            Tag::Participle
                if i + 1 < tokens.len()
                    || found.is_empty()
                    || found.last().is_some_and(|before: &&Token| before.is("is") || before.is("has")) =>
            {
                found.push(token)
            }
            Tag::Determiner if !found.is_empty() && token.is("one") => found.push(token),
            _ => {}
        }
    }
    let mut names: Vec<String> = Vec::new();
    for token in &found {
        match token.kind {
            Kind::Quoted => names.extend(crate::schema::words(&token.lower)),
            _ if token.lower.contains('_') => names.extend(crate::schema::words(&token.lower)),
            _ => names.push(token.lower.clone()),
        }
    }
    // `helping managers`, `allowing users`: no name begins so.
    let purpose = |word: &String| {
        matches!(super::inflection::verb(word), Some((base, form)) if words::is_purpose(base) && form != super::inflection::Form::Past)
            && !words::is_noun_first(word)
    };
    if names.len() > 1 && names.first().is_some_and(purpose) {
        names.clear();
    }
    // `managing invoices` is about invoices, and so is `submits invoices`.
    while names.len() > 1 && does(&names[0], names.last().is_some_and(|last| is_plural(last))) {
        let gerund = names[0].ends_with("ing");
        if gerund && words::is_attribute_head(&names[1]) {
            break;
        }
        names.remove(0);
    }
    while names.len() > 1 && words::is_empty_adjective(&names[0]) {
        names.remove(0);
    }
    // `company departments` are the departments of whoever runs the system.
    let runs = |word: &str| matches!(word, "company" | "enterprise" | "corporate" | "company's");
    if names.len() > 1
        && runs(&names[0])
        && !words::is_attribute_head(&singular(&names[1]))
        && !words::is_generic(&names[1])
    {
        names.remove(0);
    }
    // `staff members` are staff.
    if let [.., group, member] = names.as_slice()
        && matches!(group.as_str(), "staff" | "crew" | "faculty" | "personnel")
        && matches!(member.as_str(), "member" | "members")
    {
        names.pop();
    }
    let many = names.last().is_some_and(|last| is_plural(last))
        || matches!(names.last().map(String::as_str), Some("people" | "children" | "men" | "women"));
    let mut generic = false;
    while names.len() > 1
        && names.last().is_some_and(|last| words::is_generic(last) || words::is_wrapper(last))
        && !is_kept_of_events(&names)
        && !is_part_of_the_whole(&names)
        && !(quantity == Quantity::Many && names.len() == 2 && names[1] == "details")
    {
        names.pop();
        generic = true;
        while names.len() > 1 && names.last().is_some_and(|last| words::is_empty_adjective(last) && last != "key") {
            names.pop();
        }
    }
    // `basic fields such as name and price`
    if names.len() == 1 && names[0] == "fields" {
        names.clear();
        generic = true;
    }
    let each_record = names.len() == 1 && names[0] == "record" && quantity == Quantity::Each;
    // `user status information` is about the user.
    if generic
        && names.len() > 1
        && names.last().is_some_and(|last| {
            matches!(last.as_str(), "status" | "classification" | "configuration" | "state" | "account")
        })
    {
        names.pop();
    }
    if names.len() == 1 && !each_record && (words::is_generic(&names[0]) || words::is_empty_adjective(&names[0])) {
        generic = words::is_generic(&names[0]);
        names.clear();
    }
    let plural_now = many && !generic || generic && names.last().is_some_and(|last| is_plural(last));
    if let Some(last) = names.last_mut() {
        *last = singular(last);
    }
    Phrase { words: names, quantity, plural: plural_now, generic, ..Phrase::default() }
}

/// Whether the first word of a name says what is done with what follows.
fn does(word: &str, several: bool) -> bool {
    use super::inflection::Form;
    if matches!(word, "which" | "what" | "whose" | "records" | "details" | "used") {
        return true;
    }
    let Some((base, form)) = super::inflection::verb(word) else { return false };
    let manages = matches!(
        base,
        "manage"
            | "maintain"
            | "store"
            | "delete"
            | "modify"
            | "edit"
            | "update"
            | "add"
            | "create"
            | "query"
            | "view"
            | "handle"
            | "access"
            | "search"
            | "fill"
            | "generate"
            | "send"
            | "verify"
    );
    match form {
        Form::Progressive => {
            manages
                || several
                    && matches!(
                        base,
                        "submit"
                            | "fill"
                            | "generate"
                            | "associate"
                            | "need"
                            | "integrate"
                            | "prepare"
                            | "request"
                            | "provide"
                            | "display"
                            | "leave"
                            | "join"
                            | "post"
                            | "publish"
                            | "analyze"
                            | "calculate"
                            | "check"
                            | "record"
                            | "select"
                            | "ensure"
                            | "upload"
                    )
        }
        Form::Third => !words::is_noun_first(base) && !word.ends_with("ss"),
        Form::Base => {
            matches!(
                base,
                "provide"
                    | "ensure"
                    | "assign"
                    | "maintain"
                    | "manage"
                    | "include"
                    | "enable"
                    | "allow"
                    | "need"
                    | "organize"
                    | "calculate"
            ) || several
                && matches!(
                    base,
                    "view"
                        | "browse"
                        | "submit"
                        | "cancel"
                        | "publish"
                        | "edit"
                        | "delete"
                        | "add"
                        | "create"
                        | "modify"
                        | "place"
                        | "select"
                        | "download"
                        | "upload"
                        | "receive"
                )
        }
        Form::Past => false,
    }
}

/// `approval records`: one for each approval, so that they are things themselves.
fn is_kept_of_events(names: &[String]) -> bool {
    let [.., event, last] = names else { return false };
    matches!(last.as_str(), "record" | "records") && words::is_event(event)
}

/// `business entity`, `system module`: without the last word nothing is named.
fn is_part_of_the_whole(names: &[String]) -> bool {
    let [whole, last] = names else { return false };
    matches!(last.as_str(), "entity" | "entities" | "module" | "modules")
        && matches!(whole.as_str(), "business" | "system")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nl::tag::tags;
    use crate::nl::token::tokens;

    fn check(text: &str, expected: &str) {
        let tokens = tokens(text, Span { start: 0, end: text.len() });
        let found = phrase(&tokens, &tags(&tokens));
        let shown = found.map_or("nothing".to_owned(), |p| {
            let owner = p.owner.as_ref().map_or(String::new(), |o| format!(" of {}", o.name()));
            let tail = p.tail.as_ref().map_or(String::new(), |(word, o)| format!(" {word} {}", o.name()));
            let generic = if p.generic { " (information)" } else { "" };
            format!("{:?} {}{owner}{tail}{generic}", p.quantity, p.name())
        });
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn phrases_name_number_and_owner() {
        check("multiple delivery addresses", "Many delivery address");
        check("each customer's phone number", "Unsaid phone number of customer");
        check("basic customer information", "Unsaid customer (information)");
        check("students' personal information", "Unsaid student (information)");
        check("the date of birth", "Unsaid date of birth");
        check("a list of ingredients", "Many ingredient");
        check("one or more authors", "Many author");
        check("at most one manager", "AtMostOne manager");
        check("the management of orders", "Unsaid order (information)");
        check("maintenance of basic product information", "Unsaid product (information)");
        check("maintenance of pumps", "Unsaid maintenance of pump");
        check("multiple business entities", "Many business entity");
        check("the", "nothing");
    }
}
