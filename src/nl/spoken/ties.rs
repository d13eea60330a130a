//! Which entities refer to which: what the sentences say of each pair, and the verdict of a linear model on it.
//!
//! The signs count what is said of `child -> parent`; the same signs of the pair the other way round speak against it.
//! `pairs.tsv` holds their weights; `benches/train_spoken.py` fits them.

use super::linear::{PAIRS, Signs};
use super::noun::{Noun, Number};
use super::scope::Scope;
use super::words::Kind;
use super::{Sentence, Spoken};
use crate::nl::knowledge;
use crate::nl::lexicon;
use crate::nl::model::{Entity, Model, Relationship, Shape};
use crate::schema::{Source, Span};
use std::collections::{BTreeMap, BTreeSet};

/// What the sentences say of two entities.
#[derive(Debug, Clone, Default)]
struct Tie {
    signs: BTreeMap<&'static str, f32>,
    /// What the parent is to the child, where lists say it: `from-bed` and `to-bed`.
    roles: Vec<Option<String>>,
    spans: Vec<Span>,
    /// How much speaks for several children of one parent.
    many: f32,
}

/// Spans of a pair that are kept to point at.
const MOST_SPANS: usize = 4;

/// What is said of pairs, `(child, parent)`.
#[derive(Debug, Default)]
pub(super) struct Ties(BTreeMap<(usize, usize), Tie>);

impl Ties {
    fn count(&mut self, child: usize, parent: usize, sign: &'static str, span: Span) -> &mut Tie {
        let tie = self.0.entry((child, parent)).or_default();
        *tie.signs.entry(sign).or_default() += 1.0;
        if tie.spans.len() < MOST_SPANS && !tie.spans.contains(&span) {
            tie.spans.push(span);
        }
        tie
    }

    /// An item of a list that names another entity.
    pub(super) fn add(&mut self, child: usize, parent: usize, sign: &'static str, role: Option<String>, span: Span) {
        if child == parent {
            return;
        }
        let tie = self.count(child, parent, sign, span);
        if sign == "item_one" && !tie.roles.contains(&role) {
            tie.roles.push(role);
        }
        tie.many += if sign == "item_many" { 1.0 } else { 0.0 };
    }

    /// The subject of a sentence and another entity that it names.
    pub(super) fn mention(&mut self, sentence: &Sentence, pair: (usize, usize), noun: &Noun, carried: bool) {
        let (subject, other) = pair;
        let words = &sentence.words;
        if !noun.plural && words[noun.range.clone()].iter().any(|w| w.is_any(&["its", "their", "his", "her", "whose"]))
        {
            self.count(subject, other, "its", noun.span);
        }
        let many = noun.is_many() || noun.plural && noun.number != Number::Each;
        let sign = sign_of(preposition(sentence, noun), many);
        let tie = self.count(subject, other, sign, noun.span);
        if carried {
            *tie.signs.entry("carried").or_default() += 1.0;
        }
        if sentence.scope == Scope::Figures {
            *tie.signs.entry("figures").or_default() += 1.0;
        }
        if many && matches!(sign, "many" | "many_of") {
            self.0.entry((other, subject)).or_default().many += 0.8;
        }
    }

    /// Two entities that stand next to each other in a sentence.
    pub(super) fn neighbours(
        &mut self,
        sentence: &Sentence,
        first: (usize, &Noun),
        second: (usize, &Noun),
        object: bool,
    ) {
        let ((first, left), (second, right)) = (first, second);
        let between = sentence.words.get(left.range.end..right.range.start).unwrap_or_default();
        if between.len() > 6 || between.iter().any(|w| w.breaks()) {
            return;
        }
        let many = right.is_many() || right.plural;
        let direct = between.len() <= 1;
        let sign = match (preposition(sentence, right), direct, many) {
            (Some("of"), true, _) => "next_of",
            _ if object => "object",
            (Some("and" | "or"), _, _) => "next_and",
            (Some(_), true, false) => "next_placed",
            (Some(_), true, true) => "next_placed_many",
            (_, false, false) => "next_verb",
            (_, false, true) => "next_verb_many",
            _ => "next",
        };
        self.count(first, second, sign, right.span);
    }

    /// Settles for each pair whether one side refers to the other, and adds these relationships to the model.
    pub(super) fn settle(mut self, model: &mut Model, spoken: &Spoken) {
        self.associations(model);
        let scored: BTreeMap<(usize, usize), f32> =
            self.pairs(model).into_iter().map(|pair| (pair, PAIRS.score(&self.signs(model, spoken, pair)))).collect();
        for (&(child, parent), &score) in &scored {
            // That a third thing ties the two together says nothing of a reference between them.
            let said = [(child, parent), (parent, child)].into_iter().filter_map(|pair| self.0.get(&pair));
            let apart = said.flat_map(|tie| tie.signs.keys()).all(|sign| matches!(*sign, "object" | "next_and"));
            if apart && !extends(&model.entities[child].name, &model.entities[parent].name) {
                continue;
            }
            let back = scored.get(&(parent, child)).copied().unwrap_or(f32::MIN);
            if score < 0.0 || score < back || score == back && child > parent {
                continue;
            }
            let tie = self.0.get(&(child, parent)).cloned().unwrap_or_default();
            let mut roles: Vec<Option<String>> = tie.roles.iter().filter(|r| r.is_some()).cloned().collect();
            if roles.len() < 2 {
                roles = vec![tie.roles.first().cloned().flatten()];
            }
            for role in roles {
                model.relationships.push(relationship(model, (child, parent), role, &tie, score));
            }
        }
    }

    /// The pairs of which anything is said in either direction.
    fn pairs(&self, model: &Model) -> BTreeSet<(usize, usize)> {
        let said = self.0.keys().flat_map(|&(a, b)| [(a, b), (b, a)]);
        let all = 0..model.entities.len();
        let extended = all.flat_map(|a| (0..model.entities.len()).map(move |b| (a, b)));
        let extended = extended.filter(|&(a, b)| a != b && extends(&model.entities[a].name, &model.entities[b].name));
        said.chain(extended).filter(|(a, b)| *a < model.entities.len() && *b < model.entities.len()).collect()
    }

    /// The candidates of the model with their signs, for those who fit it.
    pub(super) fn signs_of_all(&self, model: &Model, spoken: &Spoken) -> Vec<((usize, usize), Signs)> {
        self.pairs(model).into_iter().map(|pair| (pair, self.signs(model, spoken, pair))).collect()
    }

    fn signs(&self, model: &Model, spoken: &Spoken, (child, parent): (usize, usize)) -> Signs {
        let mut signs: Signs = Vec::new();
        let said = |pair: (usize, usize)| self.0.get(&pair).into_iter().flat_map(|tie| tie.signs.iter());
        signs.extend(said((child, parent)).map(|(sign, count)| (*sign, *count)));
        signs.extend(said((parent, child)).filter_map(|(sign, count)| Some((back(sign)?, *count))));
        let roles = self.0.get(&(child, parent)).map_or(0, |tie| tie.roles.iter().flatten().count());
        signs.push(("roles", roles as f32));
        let entities = (&model.entities[child], &model.entities[parent]);
        signs.extend(kinds(entities, spoken));
        let parents = self.0.keys().filter(|(c, p)| *c == child && *p != parent && self.strong(*c, *p)).count();
        signs.push(("other_parents", parents as f32));
        let children = self.0.keys().filter(|(c, p)| *p == parent && *c != child && self.strong(*c, *p)).count();
        signs.push(("other_children", children as f32));
        signs
    }

    fn strong(&self, child: usize, parent: usize) -> bool {
        self.0.get(&(child, parent)).is_some_and(|t| t.signs.contains_key("item_one") || t.signs.contains_key("its"))
    }

    /// Pairs of which each side has many of the other get a table of their own, unless one joins them already.
    fn associations(&mut self, model: &mut Model) {
        let many = |pair: (usize, usize)| self.0.get(&pair).is_some_and(|tie| tie.many >= 0.5);
        let pairs: Vec<(usize, usize)> =
            self.0.keys().copied().filter(|&(a, b)| a < b && many((a, b)) && many((b, a))).collect();
        for (a, b) in pairs {
            let refers = |child: usize, parent: usize| {
                self.0.get(&(child, parent)).is_some_and(|t| t.signs.len() >= 2 || self.strong(child, parent))
            };
            let joined = (0..model.entities.len()).any(|c| c != a && c != b && refers(c, a) && refers(c, b));
            let spans = self.0.get(&(a, b)).map(|t| t.spans.clone()).unwrap_or_default();
            self.0.remove(&(a, b));
            self.0.remove(&(b, a));
            if joined {
                continue;
            }
            let index = model.entities.len();
            let name = format!("{} {}", model.entities[a].name, model.entities[b].name);
            model.entities.push(association(name, spans.first().copied().unwrap_or_default()));
            for parent in [a, b] {
                let tie = Tie { spans: spans.clone(), ..Tie::default() };
                model.relationships.push(relationship(model, (index, parent), None, &tie, 1.0));
            }
        }
    }
}

fn preposition<'a>(sentence: &'a Sentence, noun: &Noun) -> Option<&'a str> {
    let before = noun.range.start.checked_sub(1).and_then(|at| sentence.words.get(at))?;
    let joins = before.kind == Kind::Word && (lexicon::is_preposition(&before.text) || before.is_any(&["and", "or"]));
    joins.then_some(before.text.as_str())
}

fn sign_of(preposition: Option<&str>, many: bool) -> &'static str {
    match (preposition, many) {
        (None | Some("and" | "or"), false) => "one",
        (None | Some("and" | "or"), true) => "many",
        (Some("of"), false) => "of",
        (Some("of" | "for" | "with"), true) => "many_of",
        (Some(_), true) => "many_placed",
        (Some("at" | "in" | "on" | "within"), false) => "at",
        (Some("to" | "into" | "onto"), false) => "to",
        (Some("against" | "under"), false) => "against",
        (Some("for" | "per"), false) => "for",
        (Some("by"), false) => "by",
        (Some("with"), false) => "with",
        (Some("from"), false) => "from",
        (Some(_), false) => "placed",
    }
}

/// The same sign, said of the pair the other way round.
fn back(sign: &str) -> Option<&'static str> {
    const BACK: &[(&str, &str)] = &[
        ("one", "back_one"),
        ("many", "back_many"),
        ("of", "back_of"),
        ("many_of", "back_many_of"),
        ("many_placed", "back_many_placed"),
        ("at", "back_at"),
        ("to", "back_to"),
        ("against", "back_against"),
        ("for", "back_for"),
        ("by", "back_by"),
        ("with", "back_with"),
        ("from", "back_from"),
        ("placed", "back_placed"),
        ("its", "back_its"),
        ("item_one", "back_item_one"),
        ("item_many", "back_item_many"),
        ("doer", "back_doer"),
        ("carried", "back_carried"),
        ("figures", "back_figures"),
        ("next_of", "back_next_of"),
        ("next_and", "back_next_and"),
        ("next_placed", "back_next_placed"),
        ("next_placed_many", "back_next_placed_many"),
        ("next_verb", "back_next_verb"),
        ("next_verb_many", "back_next_verb_many"),
        ("next", "back_next"),
        ("object", "back_object"),
    ];
    BACK.iter().find(|(forth, _)| *forth == sign).map(|(_, back)| *back)
}

/// Whether a name begins with another: `bed transfer` and `bed`.
fn extends(long: &str, short: &str) -> bool {
    long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '))
        || short
            .rsplit(' ')
            .next()
            .is_some_and(|head| long.strip_prefix(head).is_some_and(|rest| rest.starts_with(' ')))
}

/// What the two are, whatever is said of the pair.
fn kinds((child, parent): (&Entity, &Entity), spoken: &Spoken) -> Signs {
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let head = |e: &Entity| e.head().to_owned();
    let (child_head, parent_head) = (head(child), head(parent));
    let event = |h: &str| lexicon::is_event(h) || h.ends_with("ing") || h.ends_with("ion") || h.ends_with("ment");
    let agent = |h: &str| lexicon::is_agent(h) || lexicon::is_person(h) || lexicon::is_role(h);
    let first = |e: &Entity| spoken.evidence.get(&e.name).map_or(0, |e| e.first);
    let mentions = |e: &Entity| spoken.evidence.get(&e.name).map_or(0, |e| e.mentions) as f32;
    let known = |child: &Entity, parent: &Entity| {
        knowledge::archetype(&child.name).is_some_and(|known| {
            known.parents.iter().any(|p| knowledge::archetype(&p.entity).is_some_and(|a| a.is_called(&parent.name)))
        })
    };
    vec![
        ("later", flag(first(child) > first(parent))),
        ("extends", flag(extends(&child.name, &parent.name))),
        ("extended", flag(extends(&parent.name, &child.name))),
        ("known", flag(known(child, parent))),
        ("back_known", flag(known(parent, child))),
        ("child_event", flag(event(&child_head))),
        ("parent_event", flag(event(&parent_head))),
        ("child_agent", flag(agent(&child_head))),
        ("parent_agent", flag(agent(&parent_head))),
        ("child_line", flag(matches!(child_head.as_str(), "line" | "item" | "entry" | "detail"))),
        ("parent_code", flag(lexicon::is_attribute_head(&parent_head))),
        ("child_code", flag(lexicon::is_attribute_head(&child_head))),
        ("child_attributes", child.attributes.len() as f32),
        ("parent_attributes", parent.attributes.len() as f32),
        ("child_mentions", mentions(child)),
        ("parent_mentions", mentions(parent)),
        ("sentences", spoken.sentences.len() as f32),
    ]
}

fn relationship(
    model: &Model,
    (child, parent): (usize, usize),
    role: Option<String>,
    tie: &Tie,
    score: f32,
) -> Relationship {
    let (own, other) = (&model.entities[child].name, &model.entities[parent].name);
    Relationship {
        child,
        parent,
        role: role.filter(|r| r.len() < 30),
        optional: false,
        one_to_one: false,
        owned: false,
        spans: tie.spans.clone(),
        why: format!("The text places each {own} with a {other}."),
        confidence: (1.0 / (1.0 + (-score).exp())).clamp(0.4, 0.9),
        source: Source::Text,
    }
}

fn association(name: String, span: Span) -> Entity {
    Entity::new(
        name,
        Shape::Association,
        vec![span],
        "The text says that the relation goes both ways; such a relation needs a table of its own.",
        0.8,
    )
}
