//! Which nouns of a spoken description are things to keep, and by which other names they go.

use super::frame::{Owner, Trigger};
use super::noun::{Noun, Number};
use super::scope::Scope;
use super::words::Kind;
use super::{Sentence, Spoken};
use crate::nl::complete::is_known;
use crate::nl::lexicon::{self, List};
use crate::schema::Span;
use std::collections::{BTreeMap, HashMap};

/// A noun and what speaks for it.
#[derive(Debug, Clone, Default)]
pub(super) struct Evidence {
    pub(super) mentions: u32,
    pub(super) each: u32,
    pub(super) plural: u32,
    pub(super) single: u32,
    pub(super) bare: u32,
    /// Attributes that lists give it outright.
    pub(super) owned: u32,
    /// Attributes of lists that are about the topic, while it is the topic.
    pub(super) topical: u32,
    /// `its own row`
    pub(super) declared: u32,
    /// It stands as an item of somebody's list.
    pub(super) listed: u32,
    /// `the bit I care about is the visits`
    pub(super) introduced: u32,
    pub(super) first: usize,
    pub(super) spans: Vec<Span>,
}

impl Evidence {
    /// Whether the text treats it as a thing of which there are several.
    pub(super) fn is_countable(&self) -> bool {
        self.mentions >= 2 && (self.plural > 0 && self.single > 0 || self.each > 0)
    }
}

/// Heads that are never a table, whatever is said of them.
static NEVER: List = List::of(
    "thing everything something nothing anything one bit lot way moment time day week month year hour minute \
    quarter morning afternoon evening night system database spreadsheet column row table model half third percent \
    cent average kind sort rest case point reason fact rule exception number amount date figure side end start \
    name data information detail app software report reporting problem question scale volume shape distribution \
    mix pound dollar euro idea place people person somebody word sense hand head whole everyone usual two three \
    four five combination pair couple handful dozen hundred thousand million sheet field key flag what mind life \
    world job constraint check long list error mess need paper value limit metre kilo mile gram second stuff part \
    set total percentage register book business company team scheme record platform identifier id code",
);

/// What is no thing at all, whatever is said of it.
fn never(_name: &str, head: &str) -> bool {
    lexicon::is_adjective(head)
        || head.len() < 3
        || head.chars().any(|c| c.is_ascii_digit())
        || super::words::is_function(head)
}

/// What is hardly ever a thing to keep; only a plain list of what is kept of it can make it one.
fn hardly(name: &str, head: &str) -> bool {
    let system = head != "site" && lexicon::is_system(head);
    NEVER.contains(head) && name == head || system || lexicon::is_time(head)
}

/// A name as it is compared: without what only says that it is a list of such things.
pub(super) fn canonical(noun: &Noun) -> String {
    let words = &noun.words;
    let container = words.len() >= 2
        && matches!(
            noun.head(),
            "catalogue"
                | "catalog"
                | "list"
                | "register"
                | "ledger"
                | "table"
                | "record"
                | "row"
                | "master"
                | "book"
                | "detail"
                | "information"
                | "data"
                | "side"
                | "file"
                | "sheet"
        );
    let kept = if container { &words[..words.len() - 1] } else { words };
    let mut name = kept.join(" ");
    if container && let Some(last) = kept.last() {
        let one = crate::nl::inflection::singular(last);
        name = kept[..kept.len() - 1].iter().cloned().chain([one]).collect::<Vec<_>>().join(" ");
    }
    name
}

/// The evidence for each noun.
pub(super) fn evidence(sentences: &[Sentence]) -> BTreeMap<String, Evidence> {
    let mut found: BTreeMap<String, Evidence> = BTreeMap::new();
    for sentence in sentences.iter().filter(|s| s.scope != Scope::Excluded) {
        for noun in &sentence.nouns {
            if noun.words.len() > 4 {
                continue;
            }
            let entry = found.entry(canonical(noun)).or_default();
            entry.mentions += 1;
            match noun.number {
                Number::Each => entry.each += 1,
                _ if noun.plural => entry.plural += 1,
                Number::One | Number::The => entry.single += 1,
                _ => entry.bare += 1,
            }
            if entry.spans.is_empty() {
                entry.first = noun.span.start;
            }
            if entry.spans.len() < 8 {
                entry.spans.push(noun.span);
            }
        }
        declared(sentence, &mut found);
        if let Some(noun) = introduced(sentence) {
            found.entry(canonical(noun)).or_default().introduced += 1;
        }
        for frame in &sentence.frames {
            let listed = u32::try_from(frame.items.len()).unwrap_or(u32::MAX);
            if let Owner::Noun(owner) = &frame.owner {
                let weight = if sentence.scope == Scope::Figures && listed < 3 { 0 } else { listed };
                let entry = found.entry(canonical(owner)).or_default();
                entry.owned += if frame.trigger == Trigger::Is && listed < 3 { 0 } else { weight };
                if entry.spans.is_empty() {
                    entry.first = owner.span.start;
                    entry.spans.push(owner.span);
                }
            }
            for item in &frame.items {
                if let Some(noun) = &item.noun {
                    found.entry(canonical(noun)).or_default().listed += 1;
                }
            }
        }
    }
    found
}

/// `each fill is its own row`, `referrals want a table of their own`
fn declared(sentence: &Sentence, found: &mut BTreeMap<String, Evidence>) {
    let words = &sentence.words;
    let says = (0..words.len()).any(|i| {
        words[i].is("own")
            && words.get(i + 1).is_some_and(|w| {
                w.is_any(&["row", "rows", "record", "records", "table", "thing", "ledger", "event", "entry", "list"])
            })
            || words[i].is_any(&["table", "record", "row", "list"])
                && words.get(i + 1).is_some_and(|w| w.is("of"))
                && words.get(i + 3).is_some_and(|w| w.is("own"))
            || words[i].is_any(&["reference", "lookup"]) && words.get(i + 1).is_some_and(|w| w.is("table"))
            || words[i].is("a")
                && words.get(i + 1).is_some_and(|w| w.is("table"))
                && !words.get(i + 2).is_some_and(|w| w.is("of"))
    });
    if !says {
        return;
    }
    if let Some(subject) =
        sentence.nouns.first().filter(|n| n.words.len() <= 3 && n.span.start < sentence.span.start + 60)
    {
        found.entry(canonical(subject)).or_default().declared += 1;
    }
}

/// Names that the text says mean the same: `I say patients, the letters say clients`.
pub(super) fn aliases(sentences: &[Sentence]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (n, sentence) in sentences.iter().enumerate() {
        let words = &sentence.words;
        let same = (0..words.len()).any(|i| {
            let next = |k: usize, list: &[&str]| words.get(i + k).is_some_and(|w| w.is_any(list));
            words[i].is("same")
                && next(
                    1,
                    &[
                        "thing", "person", "people", "firm", "firms", "list", "animal", "animals", "place", "group",
                        "set",
                    ],
                )
                || words[i].is_any(&["mean", "means"]) && (next(1, &["exactly", "the"]) && next(2, &["the", "same"]))
                || words[i].is("interchangeably")
                || words[i].is("whatever") && next(1, &["you"]) && (next(2, &["want", "like", "call"]))
        });
        let calls: Vec<usize> = (0..words.len())
            .filter(|&i| {
                words[i].is_any(&["say", "says", "call", "calls", "called", "calling", "saying"])
                    && words.get(i + 1).is_some()
            })
            .collect();
        let mut names: Vec<String> = Vec::new();
        for &i in &calls {
            let mut at = i + 1;
            while words
                .get(at)
                .is_some_and(|w| w.is_any(&["it", "them", "him", "her", "still", "a", "an", "the", "these", "those"]))
            {
                at += 1;
            }
            let spoken = sentence.nouns.iter().find(|noun| noun.range.contains(&at));
            names.extend(spoken.filter(|n| n.words.len() <= 2).map(canonical));
        }
        if names.is_empty() && !same {
            continue;
        }
        if same && calls.is_empty() {
            // `clients, walkers, guests, it is one list`
            let list: Vec<String> =
                sentence.nouns.iter().take(3).filter(|n| n.words.len() <= 2 && n.plural).map(canonical).collect();
            names.extend(list);
        }
        let telling = calls.iter().any(|&i| {
            words[i].is_any(&["call", "calls", "calling"])
                && words.get(i + 1).is_some_and(|w| w.is_any(&["them", "it", "these", "those"]))
        });
        if !(same || telling || names.len() >= 2) {
            continue;
        }
        // What they name in turn: the noun that the sentence, or the one before it, is about.
        let before = calls.first().map_or(usize::MAX, |&i| i);
        let here = sentence.nouns.iter().find(|n| {
            n.range.end <= before
                && n.words.len() <= 2
                && !NEVER.contains(n.head())
                && (n.plural || n.number != Number::Unsaid)
                && !lexicon::is_time(n.head())
        });
        let anchor = here.or_else(|| {
            n.checked_sub(1)
                .and_then(|n| sentences[n].nouns.iter().find(|n| n.words.len() <= 2 && !NEVER.contains(n.head())))
        });
        let Some(anchor) = anchor.map(canonical) else { continue };
        names.retain(|name| *name != anchor && !NEVER.contains(name));
        found.extend(names.into_iter().map(|name| (name, anchor.clone())));
    }
    found
}

/// The entities by their names, in the order of the text, and all names that lead to each.
pub(super) fn settle(spoken: &Spoken) -> (Vec<String>, HashMap<String, usize>) {
    let mut evidence = spoken.evidence.clone();
    let mut alias: HashMap<String, String> = HashMap::new();
    for (name, anchor) in &spoken.aliases {
        // The name that the text describes stands for both.
        let weight = |n: &str| evidence.get(n).map_or(0, |e| e.owned * 3 + e.topical + e.mentions);
        let (from, to) = if weight(name) > weight(anchor) { (anchor, name) } else { (name, anchor) };
        if from != to && !alias.contains_key(to) && evidence.contains_key(to) {
            alias.insert(from.clone(), to.clone());
        }
    }
    for (from, to) in &alias {
        if let Some(gone) = evidence.remove(from)
            && let Some(kept) = evidence.get_mut(to)
        {
            kept.owned += gone.owned;
            kept.topical += gone.topical;
            kept.mentions += gone.mentions;
            kept.each += gone.each;
            kept.plural += gone.plural;
            kept.single += gone.single;
            kept.declared += gone.declared;
            kept.first = kept.first.min(gone.first);
            kept.spans.extend(gone.spans);
        }
    }
    // A short text can give little evidence, so less is asked of it.
    let leniency = 1.6 * (1.0 - spoken.sentences.len() as f32 / 20.0).max(0.0);
    let mut chosen: Vec<(usize, String)> = Vec::new();
    for (name, e) in &evidence {
        let head = name.rsplit(' ').next().unwrap_or_default();
        if never(name, head) || lexicon::is_pronoun(name) {
            continue;
        }
        if score(name, e) + leniency >= 0.0 {
            chosen.push((e.first, name.clone()));
        }
    }
    chosen.sort();
    let mut names: Vec<String> = chosen.into_iter().map(|(_, name)| name).collect();
    // A short name for the only longer one that ends with it is the same thing.
    let mut same: HashMap<String, String> = HashMap::new();
    for short in names.clone() {
        let longer: Vec<&String> = names.iter().filter(|long| long.ends_with(&format!(" {short}"))).collect();
        if let [one] = longer.as_slice() {
            let (short_owned, long_owned) = (weight(&evidence, &short), weight(&evidence, one));
            if short_owned >= 3 && long_owned >= 3 {
                continue;
            }
            same.insert((*one).clone(), short.clone());
        }
    }
    names.retain(|name| !same.contains_key(name));
    let mut index: HashMap<String, usize> = names.iter().enumerate().map(|(i, name)| (name.clone(), i)).collect();
    for (long, short) in &same {
        if let Some(i) = index.get(short).copied() {
            index.insert(long.clone(), i);
        }
    }
    for (from, to) in &alias {
        if let Some(i) = index.get(to).copied() {
            index.entry(from.clone()).or_insert(i);
        }
    }
    (names, index)
}

fn weight(evidence: &BTreeMap<String, Evidence>, name: &str) -> u32 {
    evidence.get(name).map_or(0, |e| e.owned + e.topical)
}

/// What a noun's evidence says, for the linear model below.
pub(super) fn features(name: &str, e: &Evidence) -> [f32; 17] {
    let head = name.rsplit(' ').next().unwrap_or_default();
    let step = |n: u32, most: u32| n.min(most) as f32;
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    [
        step(e.owned, 1),
        step(e.owned.saturating_sub(1), 3),
        step(e.topical, 1),
        step(e.topical.saturating_sub(1), 3),
        step(e.declared, 1),
        (1.0 + e.mentions as f32).ln(),
        step(e.each, 3),
        flag(e.plural > 0 && e.single > 0),
        flag(e.plural > 0),
        flag(is_known(name)),
        flag(lexicon::is_attribute_head(head)),
        flag(lexicon::is_attribute_head(head) && name == head),
        step(u32::try_from(name.split(' ').count()).unwrap_or(4) - 1, 3),
        step(e.listed, 2),
        step(e.introduced, 2),
        flag(hardly(name, head)),
        flag(never(name, head)),
    ]
}

/// The weights were fitted by logistic regression (see FIGURES.md).
const WEIGHTS: [f32; 17] =
    [1.36, 0.65, 0.38, 0.24, 0.4, 1.20, -0.15, 1.00, 0.97, 1.51, -0.12, -1.35, 0.96, 0.17, 0.29, -2.32, -9.0];
const BIAS: f32 = -4.20;

/// How much speaks for a table; from 0 on it is one.
fn score(name: &str, e: &Evidence) -> f32 {
    // `boats have a name, a length and a mooring` says it outright.
    let said = e.owned >= 3 && e.plural + e.each > 0 || e.introduced > 0 && e.topical >= 3;
    let outright = if said { 0.8 } else { 0.0 };
    outright + BIAS + features(name, e).iter().zip(WEIGHTS).map(|(f, w)| f * w).sum::<f32>()
}

/// Whether a noun could be what the text speaks of for a while.
pub(super) fn may_be_topic(noun: &Noun, evidence: &BTreeMap<String, Evidence>) -> bool {
    let name = canonical(noun);
    if never(&name, noun.head()) || noun.words.len() > 3 {
        return false;
    }
    let Some(e) = evidence.get(&name) else { return false };
    if hardly(&name, noun.head()) && !(e.owned >= 3 && e.is_countable()) {
        return false;
    }
    let known = e.owned >= 3 || is_known(&name) || e.declared > 0;
    if lexicon::is_attribute_head(noun.head()) && !(e.owned >= 3 || e.declared > 0) {
        return false;
    }
    known || e.is_countable() || e.mentions >= 3 || e.introduced > 0 && e.plural > 0
}

/// Whether a sentence only announces what comes: `Then the appointments.`
pub(super) fn announces(sentence: &Sentence) -> bool {
    let words = &sentence.words;
    words.iter().filter(|w| w.kind == Kind::Word).count() <= 8
        && !words
            .iter()
            .any(|w| lexicon::is_auxiliary(&w.text) || lexicon::is_modal(&w.text) || w.is_any(&["have", "has"]))
}

/// `Every time ...`, `When ...`: the sentence begins with an occasion.
pub(super) fn is_occasion(words: &[super::words::Word]) -> bool {
    let start = words
        .iter()
        .take_while(|w| super::words::is_filler(&w.text) && !w.is("once") || w.is_any(&["and", "but"]))
        .count();
    let is = |k: usize, list: &[&str]| words.get(start + k).is_some_and(|w| w.is_any(list));
    is(0, &["when", "whenever", "if", "once", "as", "where", "whoever", "whatever", "because", "since", "although"])
        && !(is(0, &["as"]) && is(1, &["for"]))
        || is(0, &["every", "each", "any"]) && is(1, &["time", "day", "week", "month", "year", "night", "morning"])
}

/// What a sentence introduces: `the bit I care about is the visits`, `we have three shops`, `that is a departure`.
pub(super) fn introduced(sentence: &Sentence) -> Option<&Noun> {
    let words = &sentence.words;
    let at = |i: usize| sentence.nouns.iter().find(|n| n.range.start == i);
    let is = |i: usize, list: &[&str]| words.get(i).is_some_and(|w| w.is_any(list));
    if announces(sentence) {
        return sentence.nouns.iter().find(|n| !NEVER.contains(n.head()));
    }
    for i in 0..words.len().min(24) {
        let vague = words[..i].iter().any(|w| {
            w.is_any(&[
                "bit", "thing", "part", "centre", "center", "heart", "core", "piece", "side", "one", "point", "last",
                "first", "other", "main",
            ])
        });
        if is(i, &["is", "are"]) && vague && i <= 14 && is(i + 1, &["the", "a", "an", "our", "your", "my", "that"]) {
            return at(i + 1).filter(|n| !NEVER.contains(n.head()));
        }
        if i > 0 && is(i - 1, &["that", "this"]) && is(i, &["is"]) && is(i + 1, &["a", "an", "the", "one"]) {
            return at(i + 1).filter(|n| !NEVER.contains(n.head()));
        }
        let speaker = i > 0 && (0..i).rev().take(3).any(|j| super::words::is_speaker(&words[j].text));
        if speaker
            && is(
                i,
                &[
                    "have", "got", "run", "make", "sell", "issue", "operate", "own", "manage", "use", "employ", "see",
                    "raise", "do", "call",
                ],
            )
            && i <= 8
            && sentence.frames.is_empty()
        {
            let start = (i + 1..i + 6).find(|&j| at(j).is_some());
            if let Some(noun) = start.and_then(at).filter(|n| !NEVER.contains(n.head())) {
                return Some(noun);
            }
        }
    }
    None
}

/// What an occasion makes: `when someone books` is about bookings.
pub(super) fn deed(sentence: &Sentence, known: impl Fn(&str) -> bool) -> Option<String> {
    if !is_occasion(&sentence.words) {
        return None;
    }
    // What is made of it is named in the text as a thing, not only as the deed.
    let end = sentence.words.iter().position(|w| w.breaks()).unwrap_or(sentence.words.len()).min(12);
    sentence.words[..end].iter().filter(|w| w.kind == Kind::Word).find_map(|w| {
        let (base, _) = crate::nl::inflection::verb(&w.text)?;
        if base.len() < 3 || matches!(base, "have" | "get" | "go" | "come" | "take" | "make") {
            return None;
        }
        let stem = base.strip_suffix('e').unwrap_or(base);
        [
            format!("{stem}ing"),
            base.to_owned(),
            format!("{base}ment"),
            format!("{stem}ation"),
            format!("{stem}al"),
            format!("{stem}ion"),
        ]
        .into_iter()
        .find(|name| known(name))
    })
}
