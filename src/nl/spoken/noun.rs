//! Noun phrases of speech, found by the closed class of words around them.

use super::words::{Kind, Word, is_filler, is_function, is_manner, verb_form};
use crate::nl::inflection::{Form, is_plural, singular};
use crate::nl::lexicon::{self, List};
use crate::schema::Span;
use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Number {
    #[default]
    Unsaid,
    /// `a`, `one`, `exactly one`
    One,
    /// `the`, `its`, `that`
    The,
    /// `each`, `every`, `any`, `per`
    Each,
    /// `many`, `several`, `more than one`
    Many,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Noun {
    /// In lower case, the head in the singular, without empty adjectives.
    pub(super) words: Vec<String>,
    pub(super) number: Number,
    pub(super) plural: bool,
    /// Whose it is: the noun before `'s`.
    pub(super) owner: Option<String>,
    pub(super) range: Range<usize>,
    pub(super) span: Span,
}

impl Noun {
    pub(super) fn name(&self) -> String {
        self.words.join(" ")
    }

    pub(super) fn head(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    pub(super) fn is_many(&self) -> bool {
        self.number == Number::Many || self.plural && self.number == Number::Unsaid
    }
}

/// No name has more words.
const LONGEST: usize = 6;

/// The noun phrase that begins at `start`, with its determiners.
pub(super) fn noun_at(words: &[Word], start: usize) -> Option<Noun> {
    let mut i = start;
    let mut number = Number::Unsaid;
    while let Some(word) = words.get(i) {
        let text = word.text.as_str();
        match word.kind {
            Kind::Number => number = if text == "1" { Number::One } else { Number::Many },
            Kind::Word => match text {
                "a" | "an" | "one" | "another" => number = if number == Number::Many { number } else { Number::One },
                "the" | "its" | "their" | "his" | "her" | "our" | "my" | "your" | "that" | "this" | "which"
                | "whose" => number = if number == Number::Unsaid { Number::The } else { number },
                "these" | "those" | "all" | "both" => {}
                "each" | "every" | "any" | "either" => number = Number::Each,
                "many" | "several" | "multiple" | "various" | "some" | "few" | "more" | "most" | "numerous" | "two"
                | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten" | "eleven" | "twelve"
                | "dozen" | "dozens" | "hundreds" | "thousands" | "hundred" | "thousand" | "million" | "billion"
                | "twenty" | "thirty" | "forty" | "fifty" | "sixty" | "seventy" | "eighty" | "ninety" | "fifteen"
                | "lots" => number = Number::Many,
                "of" if i > start => {}
                "no" | "such" | "than" | "about" | "other" | "exactly" | "different" | "least" | "at" | "up"
                    if i > start || text != "at" && text != "about" => {}
                text if is_filler(text) && !lexicon::is_preposition(text) => {}
                _ => break,
            },
            _ => break,
        }
        i += 1;
    }
    // `that sits against`: a verb and no noun.
    if words.get(i).is_some_and(|w| matches!(verb_form(&w.text), Some((_, Form::Third))))
        && i > 0
        && words[i - 1].is_any(&["that", "this", "which"])
        && words.get(i + 1).is_some_and(|w| w.kind == Kind::Word && is_function(&w.text))
    {
        return None;
    }
    let mut names: Vec<String> = Vec::new();
    let mut owner = None;
    let mut plural = false;
    let first = i;
    while let Some(word) = words.get(i) {
        if word.kind == Kind::Possessive {
            if names.is_empty() {
                break;
            }
            let mut whose = std::mem::take(&mut names);
            if let Some(last) = whose.last_mut() {
                *last = singular(last);
            }
            owner = Some(whose.join(" "));
            i += 1;
            continue;
        }
        if word.kind != Kind::Word {
            break;
        }
        let text = word.text.as_str();
        if is_function(text) || is_manner(text) {
            break;
        }
        if !names.is_empty()
            && ends_before(
                words,
                i,
                number != Number::One && names.last().is_some_and(|n| is_plural(n)) || number == Number::Many,
            )
        {
            break;
        }
        // After `a` or `each` the head is singular: `a policy ties`.
        if !names.is_empty()
            && matches!(number, Number::One | Number::Each)
            && is_plural(text)
            && !is_attributive(text)
            && first == i - names.len()
            && words
                .get(i + 1)
                .is_some_and(|n| n.kind == Kind::Word && (is_function(&n.text) || n.kind == Kind::Number))
        {
            break;
        }
        if names.len() >= LONGEST {
            break;
        }
        names.push(text.to_owned());
        i += 1;
    }
    while names.len() > 1 && (lexicon::is_empty_adjective(&names[0]) || EMPTY.contains(&names[0])) {
        names.remove(0);
    }
    let last = names.last_mut()?;
    if let Some(one) = Some(singular(last)).filter(|one| one != last) {
        plural = true;
        *last = one;
    }
    let plural = plural || matches!(last.as_str(), "people" | "staff");
    let span = Span { start: words[first].span.start, end: words[i - 1].span.end };
    Some(Noun { words: names, number, plural, owner, range: start..i, span })
}

/// Adjectives of speech that say nothing about what a thing is.
static EMPTY: List = List::of(
    "little small big proper usual named overall actual plain simple registered given old own same whole free-text \
    short quick rough sort good exact live fixed central standard main full",
);

/// Whether the word at `i` is the verb after the noun before it rather than a part of its name.
fn ends_before(words: &[Word], i: usize, plural: bool) -> bool {
    let text = words[i].text.as_str();
    // A noun in the plural ends its name: what follows is its verb.
    if plural && i > 0 && !is_attributive(&words[i - 1].text) && words[i - 1].kind == Kind::Word {
        return true;
    }
    let next = words.get(i + 1);
    let opens = next.is_none_or(|n| n.kind != Kind::Word || is_function(&n.text));
    match verb_form(text) {
        Some((_, Form::Third)) => {
            // `a policy ties a product`; but `opening times`.
            !plural
                && next.is_some_and(|n| {
                    n.kind == Kind::Word
                        && is_function(&n.text)
                        && !matches!(n.text.as_str(), "and" | "or" | "of" | "for")
                })
        }
        Some((base, Form::Base)) => {
            // `under a program sit its slots`
            plural && (opens || !lexicon::is_noun_first(base))
                || !lexicon::is_noun_first(base) && next.is_some_and(|n| lexicon::is_determiner(&n.text))
        }
        Some((_, Form::Past)) => opens,
        Some((_, Form::Progressive)) => plural && opens,
        None => {
            (text.ends_with("ed")
                && text.len() > 4
                && opens
                && !matches!(text, "speed" | "breed" | "feed" | "seed" | "need" | "bed" | "shed"))
                || is_irregular_past(text) && opens
        }
    }
}

/// Past forms that the lexicon of requirement texts does not have.
pub(super) fn is_irregular_past(word: &str) -> bool {
    IRREGULAR.contains(word)
}

static IRREGULAR: List = List::of(
    "gone come came got gotten left put set cut sat stood fell fallen ran run told caught drawn drew laid worn \
    woken died tied went shut hit read due outstanding owed owing spent paid done felt thrown",
);

/// The noun phrases of a sentence in its order.
pub(super) fn nouns(words: &[Word]) -> Vec<Noun> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let filler =
            words[i].kind == Kind::Word && is_filler(&words[i].text) && !lexicon::is_determiner(&words[i].text);
        if i > 0 && follows_subject(words, i) || filler {
            i += 1;
            continue;
        }
        match noun_at(words, i) {
            Some(noun) => {
                i = noun.range.end.max(i + 1);
                // `panels carry defects`: the verb begins no name.
                let verb = words.get(i).filter(|w| w.kind == Kind::Word && noun.plural && !is_function(&w.text));
                if verb.is_some_and(|w| matches!(verb_form(&w.text), Some((_, Form::Base)))) {
                    i += 1;
                }
                // `components fitted to a bike`, `it is organised into seasons`: what was done and no thing.
                if !is_deed(words, &noun) {
                    found.push(noun);
                }
            }
            None => i += 1,
        }
    }
    found
}

/// Whether a single word tells what was done: a participle that a preposition follows and no determiner stands before.
fn is_deed(words: &[Word], noun: &Noun) -> bool {
    let next = words.get(noun.range.end);
    noun.words.len() == 1
        && noun.number == Number::Unsaid
        && !noun.plural
        && super::item::is_participle(noun.head())
        && next.is_none_or(|w| w.kind != Kind::Word || lexicon::is_preposition(&w.text) || w.is("to"))
}

/// Whether the word at `i` can only be a verb: after `we`, `can`, `to`.
pub(super) fn follows_subject(words: &[Word], i: usize) -> bool {
    if words[i].kind != Kind::Word {
        return false;
    }
    let before = words[..i]
        .iter()
        .rposition(|w| !(w.kind == Kind::Word && (is_filler(&w.text) || is_manner(&w.text))))
        .map(|at| &words[at]);
    let Some(before) = before else { return false };
    let text = words[i].text.as_str();
    let content = !is_function(text);
    content
        && (before.is_any(&[
            "i",
            "we",
            "they",
            "he",
            "she",
            "you",
            "who",
            "someone",
            "somebody",
            "nobody",
            "everyone",
            "everybody",
            "anyone",
        ]) || lexicon::is_modal(&before.text)
            || before.is_any(&["to", "do", "does", "did", "not", "it", "don't", "doesn't", "didn't", "won't", "can't"])
                && matches!(verb_form(text), Some((base, form)) if form != Form::Progressive && (before.text != "it" || !lexicon::is_noun_first(base) || form == Form::Third)))
}

/// Plurals that stand before another noun: `a sales order`.
fn is_attributive(word: &str) -> bool {
    ATTRIBUTIVE.contains(word) || !is_plural(word)
}

static ATTRIBUTIVE: List = List::of(
    "sales goods customs sports news series species savings earnings arms accounts operations services systems \
    works rewards benefits events materials claims staff",
);
