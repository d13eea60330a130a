//! Clauses in a list: `which shop`, `when it was opened`, `how many seats they bought`, `whether it is open`.

use super::item::{Chunk, Item, is_participle};
use super::noun::{Number, noun_at};
use super::words::{Kind, Word, is_function, verb_form};
use crate::nl::inflection::{Form, singular};
use crate::nl::lexicon::{self, List};
use crate::schema::Span;

/// The last word that tells what was done: `the date it was taken` -> `taken`.
pub(super) fn last_participle(words: &[Word]) -> Option<String> {
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
        words.iter().rfind(known).map(|w| w.text.clone())
    })
}

/// `which shop`, `when it was opened`, `how many seats they bought`, `whether it is open`.
pub(super) fn clause(words: &[Word], at: usize, end: usize) -> Chunk {
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
            if rest.first().is_some_and(|w| !is_function(&w.text))
                && let Some(noun) = noun_at(words, at + 1)
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
            let has = |list: &[&str]| rest.iter().any(|w| w.is_any(list));
            if has(&["called", "named"]) {
                return named("name");
            }
            match rest.iter().rev().find(|w| MONEY.contains(&w.text)) {
                Some(verb) if verb.is("cost") || verb.is("costs") => named("price"),
                Some(verb) => Chunk::Item(item(format!("amount {}", past(&verb.text)))),
                None if has(&["happened", "happens", "outcome"]) => named("outcome"),
                None if has(&["for"]) && rest.len() <= 5 => named("purpose"),
                None => Chunk::Skip,
            }
        }
        "who" | "whom" => {
            let helps = |w: &&Word| !w.is_any(&["do", "does", "did", "have", "has", "had", "is", "was"]);
            let mut words = rest.iter().filter(|w| w.kind == Kind::Word).filter(helps);
            let deed = words.find_map(|w| match verb_form(&w.text) {
                Some((base, _)) => Some((base.to_owned(), past(base))),
                // A verb that no list knows, by its ending.
                None if is_participle(&w.text) => Some((w.text.trim_end_matches("ed").to_owned(), w.text.clone())),
                None => None,
            });
            match deed {
                Some((verb, done)) => {
                    let mut found = item(format!("{done} by"));
                    found.doer = Some(verb);
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

static MONEY: List = List::of(
    "paid pay pays charged charge charges spent spend owed owe owes due outstanding cost costs claimed earned earn \
    billed bill owing received raised gave given",
);

/// The past form under which an amount or a date is known.
pub(super) fn past(verb: &str) -> String {
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
            if let Some(verb) = words[at + 2..end].iter().rev().find(|w| MONEY.contains(&w.text)) {
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
