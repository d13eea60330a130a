//! How people speak about what they keep: long descriptions in running sentences, by whoever knows the business.
//!
//! Such texts name a thing, then tell what is kept of it in lists of nouns and of clauses (`the date they joined, who
//! sent them, and whether they are active`), between volumes, anecdotes and complaints. Three passes read them: the
//! frames of each sentence (who has or keeps what, `frame`), the nouns that are things of their own (`entities`), and
//! then attributes and relations in the light of these (`relate`). The function words of English carry the analysis;
//! no word of a domain is in the rules.

mod aliases;
mod clause;
mod entities;
mod evidence;
mod features;
mod frame;
mod implied;
mod item;
mod items;
mod linear;
mod naming;
mod noun;
mod owners;
mod relate;
mod scope;
mod ties;
mod topic;
mod wording;
mod words;

use super::model::{Entity, Model, Shape};
use super::text::{Kind as UnitKind, Unit};
use crate::schema::Span;
use evidence::Evidence;
use frame::{Frame, Owner};
use noun::Noun;
use scope::Scope;
use std::collections::BTreeMap;
use words::Word;

/// A sentence, taken apart.
struct Sentence {
    span: Span,
    words: Vec<Word>,
    nouns: Vec<Noun>,
    frames: Vec<Frame>,
    scope: Scope,
    /// Whether a paragraph begins with it.
    opens: bool,
}

struct Spoken {
    sentences: Vec<Sentence>,
    evidence: BTreeMap<String, Evidence>,
    aliases: Vec<(String, String)>,
}

impl Spoken {
    fn whole(&self) -> features::Whole {
        features::Whole {
            sentences: self.sentences.len(),
            mentions: self.evidence.values().map(|e| e.mentions).max().unwrap_or_default(),
            length: self.sentences.last().map_or(0, |s| s.span.end),
        }
    }
}

/// Shorter texts are prompts and lists.
const SHORTEST: usize = 700;

/// Whether a text is spoken: running sentences in which somebody says `we` and `I`.
pub fn is_spoken(source: &str, units: &[Unit]) -> bool {
    if source.len() < SHORTEST {
        return false;
    }
    let least = if source.len() > 2 * SHORTEST { 13 } else { 35 };
    let sentences = units.iter().filter(|u| u.kind == UnitKind::Sentence).count();
    if sentences * 10 < units.len() * 7 {
        return false;
    }
    let mut spoken = 0usize;
    let mut all = 0usize;
    let mut persons = 0usize;
    for word in source.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty()) {
        all += 1;
        let word = word.to_ascii_lowercase();
        persons +=
            usize::from(matches!(word.split('\'').next(), Some("i" | "we" | "us" | "our" | "my" | "me" | "you")));
        spoken += usize::from(matches!(
            word.split('\'').next().unwrap_or_default(),
            "i" | "we"
                | "us"
                | "our"
                | "my"
                | "me"
                | "it"
                | "they"
                | "them"
                | "you"
                | "that"
                | "not"
                | "so"
                | "what"
                | "which"
        ));
    }
    // Who lists what a system does says `it` and `which` as well, but neither `we` nor `you`.
    persons > 0 && spoken * 1000 >= all * least
}

/// The model of a spoken description.
pub fn model(source: &str, units: &[Unit]) -> Model {
    let spoken = gather(source, units);
    let (mut model, found) = filled(&spoken);
    found.ties.settle(&mut model, &spoken);
    relate::drop_empty(&mut model);
    implied::names(&mut model);
    model
}

/// The entities with their attributes, and what was found on the way.
fn filled(spoken: &Spoken) -> (Model, relate::Filled) {
    let (names, index) = entities::settle(spoken);
    let mut model = Model::default();
    let whole = spoken.whole();
    for name in &names {
        let evidence = spoken.evidence.get(name).cloned().unwrap_or_default();
        model.entities.push(entity(name, &evidence, &whole));
    }
    let found = relate::fill(&mut model, spoken, &index);
    (model, found)
}

/// The sentences and what speaks for each noun in them.
fn gather(source: &str, units: &[Unit]) -> Spoken {
    let sentences = sentences(source, units);
    let evidence = evidence::evidence(&sentences);
    let aliases = aliases::aliases(&sentences);
    let mut spoken = Spoken { sentences, evidence, aliases };
    owners::settle(&mut spoken);
    spoken.evidence = evidence::evidence(&spoken.sentences);
    for sentence in &spoken.sentences {
        let deed = topic::deed(sentence, |name| spoken.evidence.get(name).is_some_and(|e| e.mentions > 0));
        if let Some(e) = deed.and_then(|name| spoken.evidence.get_mut(&name)) {
            e.deeds += 1;
        }
    }
    let topics = topic::first_topics(&spoken);
    for (sentence, topic) in spoken.sentences.iter().zip(&topics) {
        let listed: usize = sentence
            .frames
            .iter()
            .filter(|f| matches!(f.owner, Owner::Topic | Owner::Each(_)) && counts(sentence, f))
            .map(|f| f.items.len())
            .sum();
        if let Some(e) = topic.as_ref().and_then(|t| spoken.evidence.get_mut(t)) {
            e.topical += u32::try_from(listed).unwrap_or(u32::MAX);
        }
    }
    spoken
}

/// Whether a list counts in the scope of its sentence.
fn counts(sentence: &Sentence, frame: &Frame) -> bool {
    match sentence.scope {
        Scope::Data => true,
        Scope::Figures => frame.items.len() >= 2,
        Scope::Excluded => false,
    }
}

fn sentences(source: &str, units: &[Unit]) -> Vec<Sentence> {
    let mut found: Vec<Sentence> = Vec::new();
    for unit in units {
        let words = words::words(source, unit.span);
        if words.is_empty() {
            continue;
        }
        let scope = scope::scope(&words);
        let frames = if scope == Scope::Excluded { Vec::new() } else { frame::frames(&words) };
        let nouns = noun::nouns(&words);
        found.push(Sentence { span: unit.span, words, nouns, frames, scope, opens: !unit.continues });
    }
    found
}

fn entity(name: &str, evidence: &Evidence, whole: &features::Whole) -> Entity {
    let owned = evidence.owned + evidence.topical;
    let mut signs: Vec<&str> = linear::NOUNS
        .strongest(&features::signs(name, evidence, whole), 6)
        .into_iter()
        .filter_map(features::spelled)
        .collect();
    signs.dedup();
    signs.truncate(3);
    let why = match (owned, signs.is_empty()) {
        (0, true) => format!("The text speaks of {name} as a thing of its own ({} mentions).", evidence.mentions),
        (0, false) => format!("The text speaks of {name} as a thing of its own: {}.", signs.join(", ")),
        (n, true) => format!("The text says what to keep of it ({n} things)."),
        (n, false) => {
            format!("The text speaks of it as a thing of its own ({n} things to keep): {}.", signs.join(", "))
        }
    };
    Entity::new(name, Shape::Plain, evidence.spans.clone(), why, (0.5 + 0.06 * owned as f32).min(0.95))
}

/// The possible owners of each list with their signs, and the list: for those who fit the model.
fn owners_of_all(source: &str, units: &[Unit]) -> Vec<String> {
    let sentences = sentences(source, units);
    let evidence = evidence::evidence(&sentences);
    let spoken = Spoken { sentences, evidence, aliases: Vec::new() };
    let topics = topic::first_topics(&spoken);
    let mut lines = Vec::new();
    for (n, (sentence, topic)) in spoken.sentences.iter().zip(&topics).enumerate() {
        for frame in sentence.frames.iter().filter(|f| counts(sentence, f)) {
            let items: Vec<&str> = frame.items.iter().map(|i| i.name.as_str()).collect();
            for candidate in owners::candidates(sentence, frame, topic.as_deref(), &spoken.evidence) {
                let signs = listed(&candidate.signs);
                lines.push(format!("OWNER\t{n}.{}\t{}\t{}\t{signs}", frame.at, candidate.name, items.join("|")));
            }
        }
    }
    lines
}

fn listed(signs: &linear::Signs) -> String {
    let signs: Vec<String> = signs.iter().map(|(sign, value)| format!("{sign}={value}")).collect();
    signs.join("\t")
}

/// What the reader made of a text, a line for each frame: for those who work on the rules.
pub fn trace(source: &str, units: &[Unit]) -> Vec<String> {
    let spoken = gather(source, units);
    let (model, found) = filled(&spoken);
    let mut lines = Vec::new();
    for (sentence, topic) in spoken.sentences.iter().zip(&found.topics) {
        lines.push(format!(
            "{:?} [{}] {}",
            sentence.scope,
            topic.as_deref().unwrap_or("-"),
            source.get(sentence.span.start..sentence.span.end).unwrap_or_default()
        ));
        for frame in &sentence.frames {
            let owner = match &frame.owner {
                Owner::Noun(noun) | Owner::Each(noun) => noun.name(),
                Owner::Topic => "(topic)".to_owned(),
            };
            let items: Vec<&str> = frame.items.iter().map(|i| i.name.as_str()).collect();
            lines.push(format!("    {:?} {owner}: {}", frame.trigger, items.join(" | ")));
        }
    }
    let whole = spoken.whole();
    let nouns = spoken.evidence.iter();
    lines.extend(nouns.map(|(name, e)| format!("NOUN\t{name}\t{}", listed(&features::signs(name, e, &whole)))));
    let named = |index: usize| model.entities[index].name.as_str();
    let items = found.items.iter();
    lines.extend(items.map(|(owner, item, signs)| format!("ITEM\t{}\t{item}\t{}", named(*owner), listed(signs))));
    let pairs = found.ties.signs_of_all(&model, &spoken);
    lines.extend(
        pairs
            .iter()
            .map(|((child, parent), signs)| format!("PAIR\t{}\t{}\t{}", named(*child), named(*parent), listed(signs))),
    );
    lines.extend(owners_of_all(source, units));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nl::text::units;

    /// `entity: attributes | parents` for each entity of a text.
    fn check(text: &str, expected: &[&str]) {
        let model = model(text, &units(text));
        let found: Vec<String> = model
            .entities
            .iter()
            .enumerate()
            .map(|(n, e)| {
                let attributes: Vec<&str> = e.attributes.iter().map(|a| a.name.as_str()).collect();
                let mut parents: Vec<&str> =
                    model.parents_of(n).map(|r| model.entities[r.parent].name.as_str()).collect();
                parents.sort_unstable();
                format!("{}: {} | {}", e.name, attributes.join(", "), parents.join(", "))
            })
            .collect();
        for line in expected {
            assert!(found.iter().any(|f| f == line), "{line} is missing for {text}: {found:#?}");
        }
    }

    #[test]
    fn lists_of_clauses_are_attributes_of_what_the_sentence_is_about() {
        check(
            "We keep bees for other people. For each hive we write down its name, when it was built, how many frames it has \
             and whether it is painted. Every hive has a colour too.",
            &["hive: name, built on, frame count, is painted, colour | "],
        );
    }

    #[test]
    fn the_topic_of_a_paragraph_owns_lists_without_a_subject() {
        check(
            "Boats have a name, a length and a mooring.\n\nThen the voyages. The date, which boat, who steered it, and what they paid.",
            &["boat: name, length, mooring | ", "voyage: date, steered by, amount paid | boat"],
        );
    }

    #[test]
    fn what_a_sentence_places_with_another_thing_refers_to_it() {
        check(
            "Each orchard has a name, a town and an area. A tree belongs to an orchard and has a label, a height and a planting year. \
             A harvest ties a tree to a picker: the date, the weight and the grade. Pickers have a name, a phone and a start date.",
            &["tree: label, height, planting year | orchard", "harvest: date, weight, grade | picker, tree"],
        );
    }

    #[test]
    fn a_list_belongs_to_the_subject_and_not_to_the_place_before_it() {
        check(
            "A cargo is booked on one vessel for one port with a weight, a value and the date it was booked. Each port has a \
             country and a depth. Every vessel has a flag and a length. A cargo belongs to a vessel.",
            &["cargo: weight, value, booked on | port, vessel", "port: name, country, depth | "],
        );
    }

    #[test]
    fn what_is_not_wanted_is_left_out() {
        check(
            "Each kennel has a number, a size and a price. Dogs have a name, a breed and a weight. We do not need to track the walks, \
             the vet bills or the food.",
            &["dog: name, breed, weight | ", "kennel: number, size, price | "],
        );
    }

    #[test]
    fn only_running_speech_is_spoken() {
        for (text, expected) in [
            ("Users with name and email.".to_owned(), false),
            (
                "We run a small ferry and I want to get rid of the paper. We note who came, what they paid and where they went. "
                    .repeat(20),
                true,
            ),
            ("The system records orders. ".repeat(60), false),
        ] {
            assert_eq!(is_spoken(&text, &units(&text)), expected, "{text}");
        }
    }
}
