//! Who has what: the places in a sentence where a list of what is kept begins, and whose it is.

use super::item::{self, Item};
use super::noun::{Noun, Number, noun_at, nouns};
use super::words::{Kind, Word, is_filler, is_manner, is_speaker, verb_form};
use crate::nl::inflection::Form;
use crate::nl::lexicon::{self, List};

/// How the list is introduced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trigger {
    /// `a deal has ...`
    Have,
    /// `we hold ...`
    Keep,
    /// `a policy ties ...: ...`
    Mark,
    /// `a lesson is one pupil, one instructor, ...`
    Is,
    /// `Date and time, how long, where`
    Bare,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Owner {
    Noun(Noun),
    /// `several per client: each has`: this noun if it is a thing of its own, else what the text speaks of.
    Each(Noun),
    /// What the text speaks of at this place.
    Topic,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Frame {
    pub(super) trigger: Trigger,
    pub(super) owner: Owner,
    pub(super) items: Vec<Item>,
}

/// The frames of a sentence.
pub(super) fn frames(words: &[Word]) -> Vec<Frame> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        match frame_at(words, i) {
            Some((frame, end)) => {
                i = end.max(i + 1);
                found.push(frame);
            }
            None => i += 1,
        }
    }
    if found.is_empty()
        && let Some(frame) = bare(words)
    {
        found.push(frame);
    }
    found
}

pub(super) static HAVE: List = List::of(
    "has have having carries carry contains contain includes include including holds comprises stores shows records \
    gets covers gives give takes bears wants logs notes states lists says captures needs",
);

static KEEP: List = List::of(
    "hold keep need want record store log capture note write take track know stamp register collect see require \
    mark put like snapshot get ask enter save remember jot list tell hang give recording keeping noting tag cut \
    publish show print book file",
);

fn frame_at(words: &[Word], i: usize) -> Option<(Frame, usize)> {
    let word = &words[i];
    match word.kind {
        Kind::Colon | Kind::Dash => return after_mark(words, i),
        Kind::Word => {}
        _ => return None,
    }
    let text = word.text.as_str();
    if let Some(start) = keep_at(words, i) {
        return kept(words, i, start);
    }
    if HAVE.contains(text) && !is_helping(words, i) {
        return had(words, i);
    }
    // `for each one there is the size`, `there is a status on the appointment`
    if text == "there"
        && words.get(i + 1).is_some_and(|w| w.is_any(&["is", "are"]))
        && !words.get(i + 2).is_some_and(|w| w.is_any(&["no", "not", "nothing"]))
    {
        let (items, end) = item::list(words, i + 2);
        let front = fronted(words).filter(|(_, end)| *end <= i).map(|(owner, _)| owner);
        let each = (i + 2..words.len()).find(|&j| {
            words[j].is_any(&["for", "on"]) && words.get(j + 1).is_some_and(|w| w.is_any(&["every", "each"]))
        });
        let tail = each
            .or_else(|| {
                (i + 2..words.len())
                    .find(|&j| words[j].is_any(&["on", "for", "against"]))
                    .filter(|&j| j <= end.max(i + 6))
            })
            .and_then(|j| whose(words, j))
            .map(|(owner, _)| owner);
        let owner = front.or(tail)?;
        return (!items.is_empty()).then_some((Frame { trigger: Trigger::Keep, owner, items }, end));
    }
    if text == "with" {
        return with(words, i);
    }
    if matches!(text, "is" | "are") {
        return defined(words, i);
    }
    if matches!(text, "identified" | "described" | "keyed")
        && words.get(i + 1).is_some_and(|w| w.is("by") || w.is("on"))
    {
        let owner = subject(words, i, None)?;
        let (items, end) = item::list(words, i + 2);
        return (!items.is_empty()).then_some((Frame { trigger: Trigger::Have, owner, items }, end));
    }
    None
}

/// Whether `has` at `i` helps another verb: `has to be`, `have agreed`.
fn is_helping(words: &[Word], i: usize) -> bool {
    if !matches!(words[i].text.as_str(), "has" | "have" | "having" | "gets" | "needs" | "wants") {
        return false;
    }
    let mut at = i + 1;
    while words.get(at).is_some_and(|w| {
        w.kind == Kind::Word && (is_filler(&w.text) && !lexicon::is_preposition(&w.text) || w.is("not"))
    }) {
        at += 1;
    }
    let Some(next) = words.get(at) else { return true };
    if next.is("got") {
        return words.get(at + 1).is_some_and(|w| w.is("to"));
    }
    next.is_any(&["to", "been", "had", "gone", "come"])
        || matches!(verb_form(&next.text), Some((_, Form::Past)))
            && words.get(at + 1).is_none_or(|w| w.kind != Kind::Word || super::words::is_function(&w.text))
        || super::noun::is_irregular_past(&next.text)
}

/// Where the list of a verb of keeping begins, if one stands at `i` with somebody who keeps before it.
fn keep_at(words: &[Word], i: usize) -> Option<usize> {
    let text = words[i].text.as_str();
    if !KEEP.contains(text) {
        return None;
    }
    let mut left = i;
    let mut to = false;
    while left > 0 {
        let before = &words[left - 1];
        let skips = before.kind == Kind::Word
            && (is_filler(&before.text)
                || lexicon::is_modal(&before.text)
                || is_manner(&before.text)
                || before.is_any(&["to", "do", "got", "have"]));
        if !skips {
            break;
        }
        to |= before.is("to");
        left -= 1;
    }
    let by_speaker = left.checked_sub(1).is_some_and(|at| is_speaker(&words[at].text));
    // `I need to record`, `you would want to hold`
    let chained = to && left.checked_sub(1).is_some_and(|at| KEEP.contains(&words[at].text));
    let imperative =
        left == 0 && matches!(text, "record" | "keep" | "store" | "log" | "note" | "track" | "hold" | "need");
    if !(by_speaker || chained || imperative) {
        return None;
    }
    let mut at = i + 1;
    // `need to know`, `write down`, `want recorded`
    loop {
        let word = words.get(at)?;
        let goes_on = match word.text.as_str() {
            "to" => words.get(at + 1).is_some_and(|w| KEEP.contains(&w.text) || w.is_any(&["be", "have", "say"])),
            "down" | "recorded" | "written" | "kept" | "stored" | "have" | "against" if word.is("against") => false,
            "down" | "recorded" | "written" | "kept" | "stored" | "know" | "record" | "store" | "hold" | "keep"
            | "track" | "note" | "log" | "capture" | "write" | "see" | "have" | "of" | "able" | "be" | "say"
            | "for" => !matches!(word.text.as_str(), "of" | "for") || at > i + 1 && words[at - 1].is("track"),
            text => is_filler(text) && !lexicon::is_preposition(text) && text != "not",
        };
        if !goes_on {
            return Some(at);
        }
        at += 1;
    }
}

/// `on the patient`, `for each one`, `against it`: whose, before the list. Gives the owner and where the list begins.
fn whose(words: &[Word], at: usize) -> Option<(Owner, usize)> {
    let first = words.get(at)?;
    if !first.is_any(&["on", "for", "against", "about", "of", "per", "with", "under", "from", "to", "in"]) {
        return None;
    }
    let next = words.get(at + 1)?;
    if next.is_any(&["them", "it", "those", "these", "him", "her", "each", "any", "every"])
        && words.get(at + 2).is_none_or(|w| !w.is("of") && super::words::is_function(&w.text) || w.kind != Kind::Word)
    {
        let end = at + 2 + usize::from(words.get(at + 2).is_some_and(|w| w.is("one")));
        return Some((Owner::Topic, end));
    }
    // `for each of them`, `on all of these`
    if words.get(at + 2).is_some_and(|w| w.is("of"))
        && words.get(at + 3).is_some_and(|w| w.is_any(&["them", "these", "those"]))
    {
        return Some((Owner::Topic, at + 4));
    }
    if next.is_any(&["each", "every"]) && words.get(at + 2).is_some_and(|w| w.is("one")) {
        let of = words.get(at + 3).is_some_and(|w| w.is("of"));
        return Some((Owner::Topic, at + 3 + if of { 2 } else { 0 }));
    }
    let noun = noun_at(words, at + 1)?;
    let mut end = noun.range.end;
    while words.get(end).is_some_and(|w| w.is_any(&["itself", "themselves", "himself", "though", "too", "side"])) {
        end += 1;
    }
    Some((Owner::Noun(noun), end))
}

/// `On the merchants`, `For each one`, `Per placement`, `Every time one of our members buys something`.
pub(super) fn fronted(words: &[Word]) -> Option<(Owner, usize)> {
    let mut at = 0;
    while words.get(at).is_some_and(|w| {
        is_filler(&w.text) && !w.is_any(&["per", "once"]) && !lexicon::is_preposition(&w.text)
            || w.is_any(&["and", "but"])
    }) {
        at += 1;
    }
    let first = words.get(at)?;
    if first.is_any(&[
        "for",
        "on",
        "against",
        "per",
        "with",
        "about",
        "of",
        "under",
        "alongside",
        "behind",
        "inside",
        "beneath",
        "below",
    ]) {
        return whose(words, at);
    }
    if first.is("as") && words.get(at + 1).is_some_and(|w| w.is("for")) {
        return whose(words, at + 1);
    }
    None
}

/// `..., and on the patient we hold`: the phrase right before who keeps.
fn before_speaker(words: &[Word], at: usize) -> Option<Owner> {
    let speaker = (0..at).rev().take(5).find(|&j| is_speaker(&words[j].text))?;
    (speaker.saturating_sub(7)..speaker)
        .find_map(|j| {
            whose(words, j).filter(|(_, end)| *end == speaker || *end + 1 == speaker && words[*end].kind == Kind::Comma)
        })
        .map(|(owner, _)| owner)
}

fn kept(words: &[Word], at: usize, start: usize) -> Option<(Frame, usize)> {
    let mut start = start;
    let mut owner = before_speaker(words, at);
    if let Some((found, end)) = whose(words, start) {
        owner = Some(found);
        start = end;
        // `we hold the usual on them: name, date of birth`
        if words.get(start).is_some_and(|w| w.kind == Kind::Colon) {
            start += 1;
        }
    }
    // `we hold the usual on them: ...`, `I need three things about each pupil: ...`
    if let Some(colon) =
        (start..words.len().min(start + 14)).find(|&j| matches!(words[j].kind, Kind::Colon | Kind::Dash))
    {
        let plain = !words[start..colon].iter().any(|w| w.kind == Kind::Comma);
        let (after, end) = item::list(words, colon + 1);
        if plain && after.len() >= 2 {
            let inside = (start..colon).find_map(|j| whose(words, j));
            // What stands before the colon is kept and described: `we keep measurements: ...`
            let object = noun_at(words, start).filter(|n| n.range.end <= colon);
            let owner = match (owner, inside, object) {
                (Some(owner), _, _) => owner,
                (None, _, Some(object)) if !is_vague(&object) => Owner::Noun(object),
                (None, Some((found, _)), _) => found,
                _ => front_or_topic(words, at),
            };
            return Some((Frame { trigger: Trigger::Keep, owner, items: after }, end));
        }
    }
    let (items, end) = item::list(words, start);
    if items.is_empty() {
        return None;
    }
    // `a name and a phone number for each guest`
    let tail = owner.is_none().then(|| tail_owner(words, start, end)).flatten();
    let owner = owner.or(tail).unwrap_or_else(|| front_or_topic(words, at));
    Some((Frame { trigger: Trigger::Keep, owner, items }, end))
}

/// Things that are only announced: `three things`, `the usual`, `a few details`.
fn is_vague(noun: &Noun) -> bool {
    matches!(
        noun.head(),
        "thing"
            | "usual"
            | "detail"
            | "information"
            | "basic"
            | "following"
            | "bit"
            | "few"
            | "field"
            | "item"
            | "fact"
            | "stuff"
            | "data"
    )
}

fn front_or_topic(words: &[Word], before: usize) -> Owner {
    match fronted(words) {
        Some((owner, end)) if end <= before => owner,
        _ => Owner::Topic,
    }
}

/// `... for each guest`, `... of every order`
fn tail_owner(words: &[Word], start: usize, end: usize) -> Option<Owner> {
    let mut i = end.min(words.len());
    while i > start + 1 {
        i -= 1;
        if words[i].is_any(&["for", "of", "on", "against"])
            && words.get(i + 1).is_some_and(|w| w.is_any(&["each", "every"]))
        {
            return whose(words, i).map(|(owner, _)| owner);
        }
    }
    None
}

fn had(words: &[Word], i: usize) -> Option<(Frame, usize)> {
    let text = words[i].text.as_str();
    let plural = match text {
        "has" => Some(false),
        "have" => Some(true),
        _ if text.ends_with('s') => Some(false),
        "carry" | "contain" | "include" | "give" => Some(true),
        _ => None,
    };
    let owner = subject(words, i, plural)?;
    let mut start = i + 1;
    while words.get(start).is_some_and(|w| w.is("got")) {
        start += 1;
    }
    let (items, end) = item::list(words, start);
    if items.is_empty() {
        return None;
    }
    Some((Frame { trigger: Trigger::Have, owner, items }, end))
}

/// The subject of the verb at `i`; nothing if it is the speaker.
fn subject(words: &[Word], i: usize, plural: Option<bool>) -> Option<Owner> {
    let mut left = i;
    while left > 0 {
        let before = &words[left - 1];
        let skips = before.kind == Kind::Word
            && (is_filler(&before.text) && !before.is_any(&["there", "one"])
                || lexicon::is_modal(&before.text)
                || is_manner(&before.text)
                || before.is_any(&["itself", "themselves", "can", "all", "both", "is", "are", "be"]));
        if !skips {
            break;
        }
        left -= 1;
    }
    let Some(before) = left.checked_sub(1).map(|at| &words[at]) else { return Some(Owner::Topic) };
    if before.is_any(&[
        "i",
        "we",
        "you",
        "us",
        "there",
        "to",
        "not",
        "nobody",
        "people",
        "who",
        "everybody",
        "everyone",
        "someone",
        "anyone",
        "somebody",
    ]) && !before.is_any(&["who"])
    {
        return None;
    }
    if before.is("each")
        && let Some(each) = nouns(&words[..left - 1]).into_iter().rfind(|n| n.plural)
    {
        return Some(Owner::Each(each));
    }
    if before.is_any(&["it", "they", "each", "one", "he", "she", "this", "these", "those", "them", "every", "that"])
        && !(before.is("that") && left >= 2 && words[left - 2].kind == Kind::Word)
    {
        // `each of them has`, `every one has`
        return Some(Owner::Topic);
    }
    let mut limit = left;
    // `a fleet of lorries, which have`, `the code carries`
    if before.is_any(&["which", "that", "who"]) {
        limit = left - 1;
        while limit > 0 && words[limit - 1].kind == Kind::Comma {
            limit -= 1;
        }
    }
    let all = nouns(&words[..limit]);
    let agrees = |noun: &&Noun| {
        plural.is_none_or(|p| p == (noun.plural && noun.number != Number::Each && !is_one_of(words, noun)))
    };
    let last = all.last()?;
    let direct = last.range.end == limit;
    // `a claim references the policy, and holds the date`: the subject that the sentence began with.
    if matches!(before.kind, Kind::Comma | Kind::Dash) || before.is("and") {
        let start = words[..limit]
            .iter()
            .rposition(|w| w.kind == Kind::Semicolon || w.kind == Kind::Colon)
            .map_or(0, |at| at + 1);
        let first = all.iter().filter(|n| n.range.start >= start && !after_preposition(words, n)).find(agrees);
        if let Some(first) = first {
            return Some(if is_vague(first) { Owner::Topic } else { Owner::Noun(first.clone()) });
        }
    }
    let found = match direct {
        true if agrees(&last) && !after_preposition(words, last) => last,
        _ => {
            // The subject of the sentence, over what hangs on it.
            let free = all.iter().rfind(|n| !after_preposition(words, n) && agrees(n));
            free.or_else(|| all.iter().rev().find(agrees)).unwrap_or(last)
        }
    };
    Some(if is_vague(found) { Owner::Topic } else { Owner::Noun(found.clone()) })
}

fn is_one_of(words: &[Word], noun: &Noun) -> bool {
    words[noun.range.clone()].iter().any(|w| w.is("of"))
        && words.get(noun.range.start).is_some_and(|w| w.is_any(&["one", "each", "every", "any"]))
}

fn after_preposition(words: &[Word], noun: &Noun) -> bool {
    noun.range
        .start
        .checked_sub(1)
        .is_some_and(|at| lexicon::is_preposition(&words[at].text) && words[at].kind == Kind::Word)
}

fn with(words: &[Word], i: usize) -> Option<(Frame, usize)> {
    let (items, end) = item::list(words, i + 1);
    if items.is_empty() {
        return None;
    }
    let mut left = i;
    while left > 0
        && (words[left - 1].is_any(&["each", "all", "every", "one", "which", "comes", "come", "along", "itself"])
            || words[left - 1].kind == Kind::Comma)
    {
        left -= 1;
    }
    let each = words[left..i].iter().any(|w| w.is_any(&["each", "all", "every"]));
    let comma = left < i && words[left].kind == Kind::Comma;
    let determined = words.get(i + 1).is_some_and(|w| w.is_any(&["a", "an", "its", "their", "the", "his", "her"]));
    if !(each || items.len() >= 2 || determined) {
        return None;
    }
    let all = nouns(&words[..left]);
    let direct = all.last().filter(|n| n.range.end == left);
    // `an order is placed on an account, with a side`: the subject has what follows.
    let over = |noun: &Noun| {
        let at = noun.range.start.checked_sub(1).map(|at| &words[at]);
        !each
            && items.len() >= 2
            && at.is_some_and(|w| {
                comma && lexicon::is_preposition(&w.text) || w.is_any(&["against", "on", "under", "by"])
            })
    };
    let owner = match direct {
        Some(noun) if !over(noun) => Owner::Noun(noun.clone()),
        _ => {
            if items.len() < 2 && direct.is_none() {
                return None;
            }
            let somebody =
                words[..left].iter().any(|w| w.is_any(&["somebody", "someone", "people", "everyone", "they", "it"]));
            match all.iter().find(|n| !after_preposition(words, n)) {
                Some(subject) if !somebody => Owner::Noun(subject.clone()),
                _ => Owner::Topic,
            }
        }
    };
    Some((Frame { trigger: Trigger::Have, owner, items }, end))
}

/// `X is a, b and c`: at least three, so that it is no mere statement.
fn defined(words: &[Word], i: usize) -> Option<(Frame, usize)> {
    let (items, end) = item::list(words, i + 1);
    if items.len() < 3 || end < words.len().saturating_sub(1) && items.len() < 4 {
        return None;
    }
    let all = nouns(&words[..i]);
    let last = all.last().filter(|n| n.range.end == i)?;
    let owner = if lexicon::is_attribute_head(last.head()) && last.number != Number::Each {
        return None;
    } else {
        Owner::Noun(last.clone())
    };
    Some((Frame { trigger: Trigger::Is, owner, items }, end))
}

/// A list after a colon or a dash: of the subject of what stands before it.
fn after_mark(words: &[Word], i: usize) -> Option<(Frame, usize)> {
    if i == 0 {
        return None;
    }
    let closes = words[i].kind == Kind::Dash && words[i + 1..].iter().any(|w| w.kind == Kind::Dash);
    let (items, end) = item::list(words, i + 1);
    let least = if words[i].kind == Kind::Colon { 2 } else { 3 };
    let end = if closes {
        (i + 1..words.len()).find(|&j| words[j].kind == Kind::Dash).unwrap_or(end).min(end.max(i + 1))
    } else {
        end
    };
    if items.len() < least {
        return None;
    }
    // Plain words without articles are values: `the usual set -- standard, motorway, mock test`.
    let determined = items
        .iter()
        .filter(|it| it.noun.as_ref().is_none_or(|n| n.number != Number::Unsaid) || is_attribute_name(&it.name))
        .count();
    let all_values = determined * 2 < items.len();
    if all_values && (closes || items.len() < 4 || determined == 0) {
        return None;
    }
    let start = (0..i).rev().find(|&j| matches!(words[j].kind, Kind::Colon | Kind::Semicolon)).map_or(0, |j| j + 1);
    let before = &words[start..i];
    // `orders fill in pieces, and each fill is its own row`: the subject of the last clause.
    let last_verb = before.iter().rposition(|w| {
        w.kind == Kind::Word
            && (matches!(
                w.text.as_str(),
                "is" | "are" | "was" | "were" | "get" | "gets" | "need" | "needs" | "want" | "wants"
            ))
    });
    let fits = |n: &&Noun| !lexicon::is_time(n.head()) && !is_vague(n);
    let all = nouns(before);
    let subject = last_verb
        .and_then(|verb| all.iter().filter(|n| n.range.end <= verb && !after_preposition(before, n)).rfind(fits));
    // `..., that is a departure -- the start date`
    let named = before
        .len()
        .checked_sub(4)
        .and_then(|_| all.last())
        .filter(|n| n.range.end == before.len() && n.number == Number::One)
        .filter(|n| {
            n.range.start >= 2
                && before[n.range.start - 1].is_any(&["is", "as"])
                && before[n.range.start - 2].is_any(&["that", "this", "it", "known"])
        });
    let subject = named.or(subject);
    let first = subject.or_else(|| all.iter().find(fits)).cloned();
    let owner = match fronted(before) {
        Some((owner, _)) => owner,
        None => first.map_or(Owner::Topic, Owner::Noun),
    };
    if all_values && matches!(&owner, Owner::Noun(n) if lexicon::is_attribute_head(n.head())) {
        return None;
    }
    Some((Frame { trigger: Trigger::Mark, owner, items }, end))
}

fn is_attribute_name(name: &str) -> bool {
    name.split(' ').any(lexicon::is_attribute_head)
}

/// A sentence without a verb that lists.
fn bare(words: &[Word]) -> Option<Frame> {
    let (items, end) = item::list(words, 0);
    let whole = end + 1 >= words.len()
        || super::words::is_subordinator(&words[end].text)
        || words.get(end + 1).is_some_and(|w| super::words::is_subordinator(&w.text))
        || words[end].kind == Kind::Dash;
    let clauses = !items.is_empty() && items.iter().all(|it| it.noun.is_none());
    let rule = words.iter().any(|w| lexicon::is_modal(&w.text)) && items.len() < 3;
    if !whole || rule || items.len() < 2 && !clauses {
        return None;
    }
    let attributes = items.iter().filter(|it| it.noun.is_none() || is_attribute_name(&it.name)).count();
    (attributes * 2 >= items.len()).then_some(Frame { trigger: Trigger::Bare, owner: Owner::Topic, items })
}
