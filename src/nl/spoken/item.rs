//! The items of a spoken list: what is kept, in nouns (`the date of birth`) or in clauses (`when they joined`).

use super::noun::{Noun, Number, is_irregular_past, noun_at};
use super::words::{Kind, Word, is_filler, is_function, is_manner, is_subordinator, is_wh, verb_form};
use crate::nl::inflection::{self, Form, singular};
use crate::nl::lexicon;
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

enum Chunk {
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
    while at < words.len() {
        let end = chunk_end(words, at);
        let range = at..end;
        match read(words, range.clone()) {
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
const NOTHING: &[&str] = &[
    "moment",
    "thing",
    "bit",
    "way",
    "course",
    "rest",
    "lot",
    "stuff",
    "sort",
    "kind",
    "matter",
    "point",
    "while",
    "case",
    "fact",
    "idea",
    "sense",
    "like",
    "nothing",
    "anything",
    "everything",
    "something",
    "none",
    "one",
    "other",
    "same",
    "exception",
    "problem",
    "question",
    "headache",
    "half",
    "quarter",
    "third",
    "majority",
    "minority",
    "handful",
    "couple",
    "dozen",
    "average",
    "deviation",
    "median",
    "mean",
    "distribution",
    "percent",
    "percentage",
    "tail",
    "system",
    "database",
    "spreadsheet",
    "column",
    "row",
    "table",
    "model",
    "everyone",
    "else",
    "box",
    "field",
    "reason why",
    "etc",
    "time being",
    "shape",
    "whole",
    "all",
    "need",
    "sure",
    "track",
    "look",
    "use",
    "sake",
    "respect",
    "turn",
    "hand",
    "total of",
    "mess",
    "nightmare",
    "spread",
    "record",
    "key",
    "combination",
    "pair",
    "answer",
    "trouble",
];

fn noun_item(words: &[Word], at: usize, end: usize) -> Chunk {
    let words = &words[..end];
    if super::frame::HAVE.contains(&words[at].text.as_str()) {
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
        Some("saying" | "showing" | "for" | "of" | "on" | "to")
            if words.get(after + 1).is_some_and(|w| w.is("whether")) =>
        {
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
        || NOTHING.contains(&item.name.as_str())
        || NOTHING.contains(&head.as_str()) && noun.words.len() == 1 && item.name == head
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
    matches!(
        head,
        "pound"
            | "dollar"
            | "euro"
            | "millimetre"
            | "centimetre"
            | "metre"
            | "kilometre"
            | "mile"
            | "kilo"
            | "gram"
            | "tonne"
            | "litre"
            | "degree"
            | "percent"
            | "character"
            | "digit"
            | "second"
            | "point"
            | "quid"
            | "foot"
            | "inch"
    )
}

/// Values that say little without what happened: a date of what?
fn is_bare_value(head: &str) -> bool {
    lexicon::is_time(head)
        || matches!(
            head,
            "amount" | "number" | "place" | "name" | "reason" | "person" | "price" | "timestamp" | "datetime" | "money"
        )
}

fn is_participle(word: &str) -> bool {
    matches!(verb_form(word), Some((_, Form::Past)))
        || is_irregular_past(word)
        || word.len() > 4 && word.ends_with("ed")
}

/// The last word that tells what was done: `the date it was taken` -> `taken`.
fn last_participle(words: &[Word]) -> Option<String> {
    let clause = words.iter().take_while(|w| !w.breaks());
    clause
        .filter(|w| {
            w.kind == Kind::Word
                && is_participle(&w.text)
                && !matches!(w.text.as_str(), "did" | "done" | "got" | "had" | "made" | "put" | "set" | "read")
        })
        .last()
        .map(|w| w.text.clone())
}

fn base_or_participle(words: &[Word]) -> Option<String> {
    last_participle(words).or_else(|| {
        let known = |w: &&Word| {
            w.kind == Kind::Word
                && verb_form(&w.text).is_some()
                && !matches!(w.text.as_str(), "do" | "does" | "did" | "have" | "has" | "want" | "need" | "like")
        };
        words.iter().filter(known).last().map(|w| w.text.clone())
    })
}

/// `which shop`, `when it was opened`, `how many seats they bought`, `whether it is open`.
fn clause(words: &[Word], at: usize, end: usize) -> Chunk {
    let words = &words[..end];
    let rest = &words[at + 1..];
    let span = Span { start: words[at].span.start, end: words[end - 1].span.end };
    let item = |name: String| Item { name, noun: None, flag: false, values: Vec::new(), doer: None, span };
    let named = |name: &str| Chunk::Item(item(name.to_owned()));
    match words[at].text.as_str() {
        "which" | "whose" => {
            // `which is why`: a remark.
            if rest.first().is_none_or(|w| {
                lexicon::is_auxiliary(&w.text)
                    || lexicon::is_pronoun(&w.text) && !w.is("one")
                    || lexicon::is_modal(&w.text)
                    || matches!(w.text.as_str(), "has" | "have" | "means")
            }) {
                return Chunk::Stop;
            }
            let start = if rest[0].is("one") && rest.get(1).is_some_and(|w| w.is("of")) { at + 3 } else { at + 1 };
            match noun_at(words, start) {
                Some(mut noun) => {
                    noun.number = Number::One;
                    let mut found = item(noun.name());
                    found.noun = Some(noun);
                    Chunk::Item(found)
                }
                None => Chunk::Skip,
            }
        }
        "what" => {
            if rest.first().is_some_and(|w| !is_function(&w.text)) {
                if let Some(noun) = noun_at(words, at + 1)
                    .filter(|n| verb_form(n.head()).is_none() || n.words.len() > 1 || lexicon::is_noun_first(n.head()))
                {
                    let noun = match words.get(noun.range.end) {
                        // `what kind of vehicle`
                        Some(of) if of.is("of") && matches!(noun.head(), "kind" | "sort" | "type") => {
                            return named(
                                &noun_at(words, noun.range.end + 1)
                                    .map_or("type".to_owned(), |n| format!("{} type", n.name())),
                            );
                        }
                        _ => noun,
                    };
                    let mut found = item(noun.name());
                    found.noun = Some(noun);
                    return Chunk::Item(found);
                }
            }
            let has = |list: &[&str]| rest.iter().any(|w| w.is_any(list));
            if has(&["called", "named"]) {
                return named("name");
            }
            match rest.iter().rev().find(|w| w.is_any(MONEY)) {
                Some(verb) if verb.is("cost") || verb.is("costs") => named("price"),
                Some(verb) => Chunk::Item(item(format!("amount {}", past(&verb.text)))),
                None if has(&["happened", "happens", "outcome"]) => named("outcome"),
                None if has(&["for"]) && rest.len() <= 5 => named("purpose"),
                None => Chunk::Skip,
            }
        }
        "who" | "whom" => {
            let verb = rest.iter().find(|w| {
                w.kind == Kind::Word
                    && verb_form(&w.text).is_some()
                    && !w.is_any(&["do", "does", "did", "have", "has", "had", "is", "was"])
            });
            match verb.and_then(|w| verb_form(&w.text).map(|(base, _)| (base, w))) {
                Some((base, _)) => {
                    let mut found = item(format!("{} by", past(base)));
                    found.doer = Some(base.to_owned());
                    Chunk::Item(found)
                }
                None => Chunk::Skip,
            }
        }
        "when" => match base_or_participle(rest) {
            Some(verb) if rest.len() <= 10 => {
                let verb = past(&verb);
                let subject = noun_at(words, at + 1)
                    .filter(|n| n.range.end < end && n.words.len() <= 2 && n.number == Number::The);
                Chunk::Item(item(match subject {
                    Some(subject) => format!("{} {verb} date", subject.name()),
                    None => format!("{verb} date"),
                }))
            }
            Some(_) => Chunk::Stop,
            None if rest.len() <= 4 => named(if rest.iter().any(|w| w.is("due")) { "due date" } else { "date" }),
            None => Chunk::Stop,
        },
        "where" => match rest.iter().any(|w| w.is_any(&["live", "lives", "lived"])) {
            true => named("address"),
            false if rest.len() <= 6 => named("location"),
            false => Chunk::Stop,
        },
        "how" => how(words, at, end, item),
        "whether" | "if" => whether(words, at, end, item),
        _ => Chunk::Stop,
    }
}

const MONEY: &[&str] = &[
    "paid",
    "pay",
    "pays",
    "charged",
    "charge",
    "charges",
    "spent",
    "spend",
    "owed",
    "owe",
    "owes",
    "due",
    "outstanding",
    "cost",
    "costs",
    "claimed",
    "earned",
    "earn",
    "billed",
    "bill",
    "owing",
    "received",
    "raised",
    "gave",
    "given",
];

/// The past form under which an amount or a date is known.
fn past(verb: &str) -> String {
    match verb {
        "pay" | "pays" => "paid".to_owned(),
        "charge" | "charges" => "charged".to_owned(),
        "spend" => "spent".to_owned(),
        "owe" | "owes" | "owing" => "owed".to_owned(),
        "earn" => "earned".to_owned(),
        "begin" | "begins" => "started".to_owned(),
        "send" | "sends" => "sent".to_owned(),
        "sell" | "sells" => "sold".to_owned(),
        "buy" | "buys" => "bought".to_owned(),
        "take" | "takes" => "taken".to_owned(),
        "make" | "makes" => "made".to_owned(),
        "hold" | "holds" => "held".to_owned(),
        "lead" | "leads" => "led".to_owned(),
        "teach" | "teaches" => "taught".to_owned(),
        "drive" | "drives" => "driven".to_owned(),
        "write" | "writes" => "written".to_owned(),
        "leave" | "leaves" => "left".to_owned(),
        "go" | "goes" => "gone".to_owned(),
        "come" | "comes" => "come".to_owned(),
        "run" | "runs" => "run".to_owned(),
        _ => match verb_form(verb) {
            Some((_, Form::Past)) => verb.to_owned(),
            Some((base, _)) if base.ends_with('e') => format!("{base}d"),
            Some((base, _)) if base.ends_with('y') && !base.ends_with("ay") && !base.ends_with("oy") => {
                format!("{}ied", &base[..base.len() - 1])
            }
            Some((base, _)) => format!("{base}ed"),
            None => verb.to_owned(),
        },
    }
}

fn how(words: &[Word], at: usize, end: usize, item: impl Fn(String) -> Item) -> Chunk {
    let named = |name: &str| Chunk::Item(item(name.to_owned()));
    let Some(word) = words.get(at + 1) else { return Chunk::Skip };
    let name = match word.text.as_str() {
        "many" => {
            // `how many of them are coming`
            let noun = noun_at(words, at + 2).filter(|n| n.range.end <= end);
            let Some(noun) = noun else { return named("quantity") };
            let done = last_participle(&words[noun.range.end..end]);
            return Chunk::Item(item(match done {
                Some(verb) => format!("{} {verb}", noun.name()),
                None => format!("{} count", noun.name()),
            }));
        }
        "much" => {
            if let Some(verb) = words[at + 2..end].iter().rev().find(|w| w.is_any(MONEY)) {
                return Chunk::Item(item(format!("amount {}", past(&verb.text))));
            }
            match noun_at(words, at + 2).filter(|n| n.range.start == at + 2 && n.range.end <= end) {
                Some(noun) => return Chunk::Item(item(format!("{} amount", noun.name()))),
                None => "amount",
            }
        }
        "long" => "duration",
        "old" => "age",
        "big" | "large" => "size",
        "hard" | "difficult" | "tough" => "difficulty",
        "far" => "distance",
        "often" => "frequency",
        "tall" | "high" => "height",
        "heavy" => "weight",
        "fast" | "quickly" => "speed",
        "deep" => "depth",
        "wide" => "width",
        _ => {
            let money = words[at + 1..end].iter().any(|w| w.is_any(&["paid", "pay", "pays", "paying", "taken"]));
            if money || at + 1 == end { "method" } else { return Chunk::Skip }
        }
    };
    named(name)
}

fn whether(words: &[Word], at: usize, end: usize, item: impl Fn(String) -> Item) -> Chunk {
    let mut start = at + 1;
    while start < end && (words[start].is_any(&["or", "not"])) {
        start += 1;
    }
    let rest = &words[start..end];
    if rest.len() > 16 {
        return Chunk::Stop;
    }
    if let Some(or) =
        rest.iter().position(|w| w.is("or")).filter(|or| *or > 0 && !rest.get(or + 1).is_some_and(|w| w.is("not")))
    {
        let left: Vec<&str> = rest[..or]
            .iter()
            .filter(|w| w.kind == Kind::Word && !is_function(&w.text))
            .map(|w| w.text.as_str())
            .collect();
        let right: Vec<&str> = rest[or + 1..]
            .iter()
            .filter(|w| w.kind == Kind::Word && !is_function(&w.text))
            .map(|w| w.text.as_str())
            .collect();
        let done = left.last().is_some_and(|w| is_participle(w)) || right.last().is_some_and(|w| is_participle(w));
        let mut found = item(if done { "status" } else { "type" }.to_owned());
        if !left.is_empty() && left.len() <= 3 && !right.is_empty() && right.len() <= 3 {
            found.values = vec![left.join(" "), right.join(" ")];
        }
        return Chunk::Item(found);
    }
    let subject = noun_at(rest, 0).filter(|n| n.range.end < rest.len());
    let from = subject.as_ref().map_or(0, |n| n.range.end);
    let predicate: Vec<String> = rest[from..]
        .iter()
        .take_while(|w| w.kind == Kind::Word && !lexicon::is_preposition(&w.text))
        .filter(|w| !is_function(&w.text) || w.is_any(&["on", "off"]))
        .map(|w| w.text.clone())
        .take(3)
        .collect();
    if predicate.is_empty() {
        let Some(last) = rest.iter().rev().find(|w| w.kind == Kind::Word && !is_function(&w.text)) else {
            return Chunk::Skip;
        };
        let mut found = item(format!("is {}", singular(&last.text)));
        found.flag = true;
        return Chunk::Item(found);
    }
    let predicate = predicate.join(" ");
    let mut found = item(match subject.filter(|n| n.number != Number::The || n.plural || n.words.len() > 1) {
        Some(subject) => format!("{} {predicate}", subject.name()),
        None => format!("is {predicate}"),
    });
    found.flag = true;
    Chunk::Item(found)
}
