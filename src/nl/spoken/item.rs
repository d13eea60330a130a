//! The items of a spoken list: what is kept, in nouns (`the date of birth`) or in clauses (`when they joined`).

use super::clause::{clause, last_participle};
use super::noun::{Noun, Number, is_irregular_past, noun_at};
use super::words::{Kind, Word, is_filler, is_function, is_manner, is_subordinator, is_wh, verb_form};
use crate::nl::inflection::Form;
use crate::nl::lexicon::{self, List};
use crate::schema::Span;
use std::ops::Range;

/// Something that a sentence says is kept.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    /// As the name of an attribute.
    pub(super) name: String,
    /// What it names, where it is a noun that could also name an entity.
    pub(super) noun: Option<Noun>,
    pub(super) flag: bool,
    pub(super) values: Vec<String>,
    /// `who booked it`: the verb that somebody does.
    pub(super) doer: Option<String>,
    pub(super) span: Span,
}

pub(super) enum Chunk {
    Item(Item),
    Skip,
    Stop,
}

/// Reads the list that begins at `start`; gives its items and where it ends.
pub(super) fn list(words: &[Word], start: usize) -> (Vec<Item>, usize) {
    let mut items: Vec<Item> = Vec::new();
    let mut at = start;
    // A single word before `and`, whose head comes after it: `start and end date`.
    let mut half: Option<String> = None;
    // Whether a relative clause hangs on the item before.
    let mut relative = false;
    while at < words.len() {
        let end = chunk_end(words, at);
        let range = at..end;
        let at_relative = relative;
        relative = words[range.clone()].iter().any(|w| lexicon::is_relative(&w.text))
            || at_relative && words[at.saturating_sub(1)].kind != Kind::Comma;
        match read(words, range.clone()) {
            // `a code that is unique and is what they read, a role`: the list goes on after the clause.
            Chunk::Stop if is_aside(words, &range, at_relative) && !items.is_empty() => half = None,
            Chunk::Stop => return (items, at),
            Chunk::Skip => half = None,
            Chunk::Item(item) => {
                let bare = item.noun.as_ref().is_some_and(|n| n.number == Number::Unsaid);
                if let (Some(first), true, Some(noun)) = (half.take(), bare, item.noun.as_ref())
                    && noun.words.len() >= 2
                    && let Some(last) = items.last_mut()
                {
                    last.name = format!("{first} {}", noun.head());
                    last.noun = None;
                }
                let joined = words.get(end).is_some_and(|w| w.is("and") || w.is("or"));
                let single =
                    item.noun.as_ref().is_some_and(|n| n.words.len() == 1 && n.owner.is_none() && n.range.end == end);
                half = (joined && single && shares(&item.name)).then(|| item.name.clone());
                items.push(item);
            }
        }
        at = end;
        // What stands between two dashes is an aside.
        if words.get(at).is_some_and(|w| w.kind == Kind::Dash) {
            let close = (at + 1..words.len()).find(|&i| words[i].kind == Kind::Dash);
            match close {
                Some(close) => {
                    let values = values(&words[at + 1..close]);
                    if let Some(last) = items.last_mut().filter(|last| values.len() >= 2 && last.values.is_empty()) {
                        last.values = values;
                    }
                    at = close + 1;
                    // The sentence goes on with its verb, or with the list.
                    if words.get(at).is_some_and(|w| lexicon::is_auxiliary(&w.text) || lexicon::is_modal(&w.text)) {
                        return (items, at);
                    }
                    continue;
                }
                None => return (items, at),
            }
        }
        if words.get(at).is_some_and(|w| matches!(w.kind, Kind::Colon | Kind::Semicolon)) {
            return (items, at);
        }
        at += usize::from(at < words.len());
    }
    (items, words.len())
}

/// Whether a chunk that is no item goes on with a relative clause on the item before it, and the list goes on after it.
fn is_aside(words: &[Word], range: &Range<usize>, relative: bool) -> bool {
    let first = words[range.clone()].iter().find(|w| w.kind == Kind::Word && !matches!(w.text.as_str(), "and" | "or"));
    let verb = first
        .is_some_and(|w| lexicon::is_auxiliary(&w.text) || lexicon::is_modal(&w.text) || verb_form(&w.text).is_some());
    // `the date they joined, which is always later, and ...`
    let aside = words.get(range.start).is_some_and(|w| w.is_any(&["which", "who"]));
    let goes_on = words.get(range.end).is_some_and(|w| w.kind == Kind::Comma)
        && words.get(range.end + 1).is_some_and(|w| w.is_any(&["a", "an", "the", "its", "their", "and"]));
    (relative && verb || aside) && goes_on
}

/// Whether a word may wait for the head of the next item.
fn shares(word: &str) -> bool {
    !lexicon::is_attribute_head(word)
        || matches!(word, "start" | "end" | "due" | "minimum" | "maximum" | "min" | "max" | "position" | "unit")
}

/// Where the item at `start` ends: at a comma, a dash, or a conjunction that joins items.
fn chunk_end(words: &[Word], start: usize) -> usize {
    let mut i = start;
    while i < words.len() {
        let word = &words[i];
        if word.breaks() {
            return i;
        }
        if i > start && word.kind == Kind::Word && joins(words, start, i) {
            return i;
        }
        i += 1;
    }
    i
}

fn joins(words: &[Word], start: usize, i: usize) -> bool {
    let next = words.get(i + 1);
    match words[i].text.as_str() {
        "and" | "plus" | "&" => !(words[i - 1].is("date") && next.is_some_and(|n| n.is("time"))),
        // `whether it is theory or practical`, `one or more`, `flats or houses that we let`
        "or" => {
            !words[start..i].iter().any(|w| w.is("whether"))
                && !next.is_some_and(|n| n.is_any(&["more", "less", "so", "not", "two", "above", "below"]))
        }
        _ => false,
    }
}

/// Words of a list of possible values: short, without verbs.
fn values(words: &[Word]) -> Vec<String> {
    let mut found = Vec::new();
    for part in words.split(|w| w.kind == Kind::Comma || w.is("or") || w.is("and")) {
        let part: Vec<&str> = part
            .iter()
            .filter(|w| w.kind == Kind::Word)
            .map(|w| w.text.as_str())
            .filter(|t| !is_filler(t) && !matches!(*t, "a" | "an" | "the" | "either" | "say" | "something" | "like"))
            .collect();
        match part.as_slice() {
            [] => {}
            part if part.len() <= 3 && part.iter().all(|t| !is_function(t)) => found.push(part.join(" ")),
            _ => return Vec::new(),
        }
    }
    found
}

fn read(words: &[Word], range: Range<usize>) -> Chunk {
    let mut at = range.start;
    let end = range.end;
    while at < end {
        let word = &words[at];
        let text = word.text.as_str();
        let filler =
            matches!(text, "and" | "or" | "plus" | "&" | "both" | "say" | "well" | "obviously" | "of" | "course")
                || is_filler(text) && !lexicon::is_preposition(text)
                || is_manner(text);
        if word.kind == Kind::Word && filler && !is_wh(text) || word.kind == Kind::Mark {
            at += 1;
        } else {
            break;
        }
    }
    let Some(first) = words.get(at).filter(|_| at < end) else { return Chunk::Skip };
    let text = first.text.as_str();
    if is_wh(text) || text == "if" && at == range.start {
        return clause(words, at, end);
    }
    if matches!(
        text,
        "something"
            | "anything"
            | "such"
            | "like"
            | "either"
            | "namely"
            | "called"
            | "not"
            | "nothing"
            | "e.g"
            | "eg"
            | "including"
    ) {
        return if matches!(text, "either" | "not" | "including") { Chunk::Skip } else { Chunk::Stop };
    }
    if is_subordinator(text)
        || lexicon::is_pronoun(text) && text != "one"
        || lexicon::is_modal(text)
        || lexicon::is_auxiliary(text)
    {
        return Chunk::Stop;
    }
    if matches!(text, "this" | "that" | "these" | "those") && words.get(at + 1).is_none_or(|w| is_function(&w.text)) {
        return Chunk::Stop;
    }
    if lexicon::is_preposition(text) || matches!(text, "to") {
        return Chunk::Skip;
    }
    if first.kind == Kind::Number {
        // `60 characters`, `12 of them`: a measure and no thing.
        return if text == "1" { noun_item(words, at, end) } else { Chunk::Skip };
    }
    noun_item(words, at, end)
}

/// Nouns of speech that name nothing that could be kept.
static NOTHING: List = List::of(
    "moment thing bit way course rest lot stuff sort kind matter point while case fact idea sense like nothing \
    anything everything something none one other same exception problem question headache half quarter third \
    majority minority handful couple dozen average deviation median mean distribution percent percentage tail \
    system database spreadsheet column row table model everyone else box field etc shape whole all need sure track \
    look use sake respect turn hand mess nightmare spread record key combination pair answer trouble",
);

fn noun_item(words: &[Word], at: usize, end: usize) -> Chunk {
    let words = &words[..end];
    if super::frame::HAVE.contains(&words[at].text) {
        return Chunk::Stop;
    }
    let Some(noun) = noun_at(words, at) else { return Chunk::Stop };
    if noun.range.end > end {
        return Chunk::Skip;
    }
    // Base verbs and participles begin no noun: `gives a discount`.
    if noun.number == Number::Unsaid
        && noun.words.len() == 1
        && !noun.plural
        && let Some((base, form)) = verb_form(&words[noun.range.end - 1].text)
        && (form == Form::Past
            || form == Form::Progressive && !lexicon::is_attribute_head(noun.head())
            || !lexicon::is_noun_first(base) && form != Form::Progressive)
        && words.get(noun.range.end).is_some()
    {
        return Chunk::Stop;
    }
    let head = noun.head().to_owned();
    // `two and a half millimetres`, `forty minutes`: a measure.
    if noun.number == Number::Many && noun.plural && (is_unit(&head) || lexicon::is_time(&head)) {
        return Chunk::Skip;
    }
    let after = noun.range.end;
    let span = Span { start: noun.span.start, end: words[end - 1].span.end };
    let mut item =
        Item { name: noun.name(), noun: Some(noun.clone()), flag: false, values: Vec::new(), doer: None, span };
    if let Some(owner) = &noun.owner {
        item.noun = None;
        if lexicon::is_identifier_head(&head) || head == "name" {
            item.name = format!("{owner} {}", item.name);
        }
    }
    let next = words.get(after).filter(|_| after < end);
    match next.map(|w| w.text.as_str()) {
        None => {}
        Some("of") => {
            if let Some(of) = noun_at(words, after + 1).filter(|of| of.range.end <= end) {
                item.noun = None;
                match head.as_str() {
                    "number" | "count" | "quantity" => item.name = format!("{} count", of.name()),
                    "list" | "bit" | "idea" | "note" | "piece" | "set" | "copy" | "record" | "sort" | "sense"
                    | "couple" | "pair" | "one" | "row" | "handful" => {
                        item.name = of.name();
                        item.noun = Some(Noun {
                            number: if head == "list" || head == "set" { Number::Many } else { noun.number },
                            ..of
                        });
                    }
                    _ if noun.words.len() == 1 => item.name = format!("{} {}", of.name(), head),
                    _ => item.name = format!("{} {}", item.name, of.name()),
                }
            }
        }
        // `one vehicle per policy`: how many there are.
        Some("per") if words[noun.range.start].is_any(&["one", "1", "a"]) && !lexicon::is_attribute_head(&head) => {
            return Chunk::Skip;
        }
        Some("per") => {
            if let Some(each) = words.get(after + 1).filter(|w| w.kind == Kind::Word) {
                item.name = format!("{} per {}", item.name, each.text);
                item.noun = None;
            }
        }
        Some("for") if words.get(after + 1).is_some_and(|w| w.is("whether") || w.is("if")) => {
            return clause(words, after + 1, end);
        }
        Some("saying" | "showing" | "on" | "to") if words.get(after + 1).is_some_and(|w| w.is("whether")) => {
            return clause(words, after + 1, end);
        }
        Some(word)
            if lexicon::is_auxiliary(word) || lexicon::is_modal(word) || matches!(word, "has" | "have" | "had") =>
        {
            return Chunk::Stop;
        }
        Some(word) if lexicon::is_relative(word) || lexicon::is_pronoun(word) || lexicon::is_determiner(word) => {
            // `the date they joined`, `the amount that was paid`
            if is_bare_value(&head)
                && let Some(verb) = last_participle(&words[after..end])
            {
                item.name = format!("{} {}", verb, item.name);
            }
        }
        Some(word) if is_participle(word) => {
            item.name = format!("{} {word}", item.name);
            if is_bare_value(&head) || head == "amount" {
                item.noun = None;
            }
        }
        Some(_) if lexicon::is_preposition(&words[after].text) => {
            if is_bare_value(&head)
                && words[after].is_any(&["on", "at", "in", "by"])
                && let Some(verb) = last_participle(&words[after..end])
            {
                item.name = format!("{} {}", verb, item.name);
            }
        }
        Some(word) => {
            // A finite verb: the chunk is a clause of its own.
            if matches!(verb_form(word), Some((_, Form::Base | Form::Third))) {
                return Chunk::Stop;
            }
        }
    }
    if head.len() < 2
        || NOTHING.contains(&item.name)
        || NOTHING.contains(&head) && noun.words.len() == 1 && item.name == head
    {
        return Chunk::Skip;
    }
    if lexicon::is_adjective(&head) && !lexicon::is_attribute_head(&head)
        || matches!(head.as_str(), "last" | "lower" | "upper" | "high" | "low" | "clear" | "say" | "normal" | "several")
    {
        return Chunk::Skip;
    }
    if item.name.len() > 60 {
        return Chunk::Skip;
    }
    if head == "flag" && noun.words.len() > 1 {
        item.flag = true;
        item.name = format!("is {}", noun.words[..noun.words.len() - 1].join(" "));
        item.noun = None;
    }
    Chunk::Item(item)
}

fn is_unit(head: &str) -> bool {
    UNITS.contains(head)
}

static UNITS: List = List::of(
    "pound dollar euro millimetre centimetre metre kilometre mile kilo gram tonne litre degree percent character \
    digit second point quid foot inch",
);

/// Values that say little without what happened: a date of what?
fn is_bare_value(head: &str) -> bool {
    lexicon::is_time(head)
        || matches!(
            head,
            "amount" | "number" | "place" | "name" | "reason" | "person" | "price" | "timestamp" | "datetime" | "money"
        )
}

pub(super) fn is_participle(word: &str) -> bool {
    matches!(verb_form(word), Some((_, Form::Past)))
        || is_irregular_past(word)
        || word.len() > 4 && word.ends_with("ed")
}
