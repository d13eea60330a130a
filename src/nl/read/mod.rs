//! From sentences to facts: who has what, what is stored, who does what with whom.
//!
//! A sentence is cut into segments at commas and conjunctions. A segment without a verb continues the list that is
//! open; a verb with a subject before it begins a new clause. This reads the enumerations of requirement texts, which
//! full parsers stumble over, in one pass over the tokens. This file reads the units of a text and what their headings
//! and labels say they are about; the clauses are in `walk`.

mod clause;
mod fact;
mod listed;
mod owners;
mod parts;
mod possessed;
mod segments;
mod topics;
mod verbs;
mod walk;

use super::lexicon as words;
use super::phrase::{Phrase, Quantity, phrase};
use super::tag::{Tag, tags};
use super::text::{self, Unit};
use super::token::{Token, tokens};
use crate::schema::Span;
use clause::Clause;
pub use fact::{Fact, FactKind, Item, summary};
use segments::joined;
use topics::{story, topic_of};

/// Texts are read up to this many sentences; nobody describes a database in more.
pub const MOST_UNITS: usize = 20_000;

/// The facts of a text, and the phrases of its headings.
pub fn facts(source: &str, units: &[Unit]) -> Vec<Fact> {
    let mut reader = Reader::default();
    for (index, unit) in units.iter().enumerate().take(MOST_UNITS) {
        reader.unit(source, units, index, unit);
    }
    for fact in &mut reader.facts {
        fact.items.iter_mut().for_each(compound_event);
    }
    owners::settle(possessed::met(reader.facts))
}

/// `the usage of each tool, including the time`: the parts are those of a `tool usage`.
fn compound_event(item: &mut Item) {
    let phrase = &mut item.phrase;
    let parts = item.nested.len() + item.examples.len();
    let happens = words::is_event(phrase.head()) && !words::is_attribute_head(phrase.head()) && phrase.words.len() <= 2;
    if parts < 2 || !happens {
        return;
    }
    let owner = match (phrase.owner.take(), phrase.tail.take()) {
        (Some(owner), _) => owner,
        (None, Some((word, tail))) if matches!(word.as_str(), "for" | "on" | "of" | "in") => tail,
        _ => return,
    };
    if owner.words.is_empty()
        || owner.words.len() > 3
        || words::is_context(owner.head())
        || words::is_time(owner.head())
    {
        return;
    }
    if !phrase.name().starts_with(&owner.name()) {
        phrase.words.splice(0..0, owner.words.iter().cloned());
    }
}

#[derive(Default)]
struct Reader {
    facts: Vec<Fact>,
    /// The subject that a pronoun would mean.
    last_subject: Option<Phrase>,
    /// The subject of this sentence's first clause.
    main_subject: Option<Phrase>,
    /// The thing mentioned last, for `each with ...`.
    last_thing: Option<Phrase>,
    /// Whether this sentence began with what it is about.
    fronted: bool,
    /// The phrase before `where` in this sentence.
    within: Option<Phrase>,
    /// What the label before the paragraph says it is about (`Customers: the system records ...`).
    label: Option<Phrase>,
    /// What each unit is about, for those under it.
    topics: Vec<Option<Phrase>>,
    /// The fact that each unit leaves open with a colon.
    open: Vec<Option<Fact>>,
}

impl Reader {
    fn unit(&mut self, source: &str, units: &[Unit], index: usize, unit: &Unit) {
        let tokens = tokens(source, unit.span);
        let tags = listed::settled(&tokens, joined(&tokens, tags(&tokens)));
        self.topics.resize(index + 1, None);
        self.open.resize(index + 1, None);
        if !unit.continues {
            self.label = None;
        }
        let inherited = self.inherited_topic(units, unit);
        if unit.kind == text::Kind::Heading {
            let has_verb = (0..tokens.len()).any(|i| matches!(tags[i], Tag::Modal | Tag::Verb | Tag::Auxiliary));
            if has_verb {
                let open = self.sentence(&tokens, &tags, inherited.clone());
                self.topics[index] = open
                    .as_ref()
                    .and_then(|f| f.subject.clone().filter(|s| f.kind == FactKind::Has && !s.words.is_empty()))
                    .or(inherited);
                self.open[index] = open;
                return;
            }
            let about = phrase(&tokens, &tags).and_then(topic_of);
            if let Some(about) = &about {
                self.facts.push(Fact {
                    kind: FactKind::List,
                    topic: Some(about.clone()),
                    span: unit.span,
                    ..Fact::default()
                });
            }
            self.topics[index] = about.or(inherited);
            return;
        }
        self.topics[index] = inherited.clone();
        let open = unit.parent.and_then(|parent| self.open.get(parent).cloned().flatten());
        let verbless = (0..tokens.len()).all(|i| !matches!(tags[i], Tag::Modal | Tag::Verb | Tag::Auxiliary));
        let before = self.facts.len();
        let labelled = tokens.iter().take(7).skip(1).any(|t| t.is_mark(':') || t.is_mark('：'));
        // `- Users: name, email` under no topic of its own has what is listed.
        let has = labelled && (open.is_some() || inherited.is_none());
        let starts_with_list = unit.kind == text::Kind::Item && verbless && !has;
        if starts_with_list {
            // A bullet continues the list that the line above opened.
            let mut fact = open.unwrap_or_else(|| Fact { kind: FactKind::List, ..Fact::default() });
            fact.items.clear();
            fact.span = unit.span;
            if fact.kind == FactKind::List {
                fact.topic = inherited.clone();
            }
            let clause = Clause { fact, ..Clause::default() };
            self.run(&tokens, &tags, clause, inherited, true);
            self.about_bullet(before, unit);
            return;
        }
        let left_open = self.sentence(&tokens, &tags, inherited);
        if unit.kind == text::Kind::Item {
            self.about_bullet(before, unit);
        }
        if source[unit.span.start..unit.span.end].ends_with([':', '：'])
            || units.get(index + 1).is_some_and(|next| next.parent == Some(index))
        {
            self.open[index] = left_open;
        }
    }

    /// What a bullet begins with is what it is about.
    fn about_bullet(&mut self, before: usize, unit: &Unit) {
        let begins = |phrase: &&Phrase| phrase.plural && phrase.span.start <= unit.span.start + 10;
        let about = self.facts[before..].iter().find_map(|fact| {
            let first = fact
                .items
                .first()
                .filter(|item| !item.nested.is_empty() || fact.kind != FactKind::Has)
                .map(|item| &item.phrase);
            fact.within.iter().chain(&fact.subject).chain(first).find(begins).cloned()
        });
        if let Some(about) = about {
            self.facts.push(Fact { topic: Some(about), span: unit.span, ..Fact::default() });
        }
    }

    fn inherited_topic(&self, units: &[Unit], unit: &Unit) -> Option<Phrase> {
        let mut parent = unit.parent;
        for _ in 0..8 {
            let index = parent?;
            if let Some(Some(topic)) = self.topics.get(index) {
                return Some(topic.clone());
            }
            parent = units.get(index)?.parent;
        }
        None
    }

    /// Reads a sentence; returns its last fact, for a list that may follow.
    fn sentence(&mut self, tokens: &[Token], tags: &[Tag], topic: Option<Phrase>) -> Option<Fact> {
        // `Customer management: the system records ...`, `User: name, email`.
        if let Some(at) =
            tokens.iter().position(|t| t.is_mark(':') || t.is_mark('：')).filter(|at| *at > 0 && *at + 1 < tokens.len())
        {
            let last = &tokens[at - 1].lower;
            let names = words::is_wrapper(last) || words::is_generic(last) || words::is_activity(last);
            let verb_before = tags[..at].iter().any(|t| match t {
                Tag::Verb | Tag::Modal | Tag::Auxiliary => true,
                Tag::Gerund => !names,
                _ => false,
            });
            let bracket_before = tokens[..at].iter().any(|t| t.is_mark('('));
            // `Includes: name, address`: what is spoken of includes them.
            let includes = at <= 2
                && crate::nl::inflection::verb(last).is_some_and(|(base, _)| words::is_has_verb(base))
                && tokens[..at - 1]
                    .iter()
                    .all(|t| t.is("it") || t.is("this") || t.is("these") || words::is_generic(&t.lower));
            let whole = self.label.clone().or_else(|| topic.clone()).or_else(|| self.last_subject.clone());
            if includes && let Some(subject) = whole {
                let fact = Fact::has(subject, Vec::new(), Span::default());
                return self.run(&tokens[at + 1..], &tags[at + 1..], Clause { fact, ..Clause::default() }, topic, true);
            }
            if !verb_before
                && !bracket_before
                && let Some(label) = phrase(&tokens[..at], &tags[..at])
            {
                let verb_after = tags[at..].iter().any(|t| matches!(t, Tag::Verb | Tag::Modal | Tag::Auxiliary));
                // `A blog: ...` names the whole.
                let about = topic_of(label).filter(|about| about.quantity != Quantity::One);
                if verb_after {
                    if let Some(about) = &about {
                        self.facts.push(Fact { topic: Some(about.clone()), span: about.span, ..Fact::default() });
                        self.last_subject = Some(about.clone());
                        self.label = Some(about.clone());
                    }
                    return self.run(&tokens[at + 1..], &tags[at + 1..], Clause::default(), about.or(topic), false);
                }
                let fact = match about {
                    Some(about) => Fact::has(about, Vec::new(), Span::default()),
                    None => Fact { kind: FactKind::List, topic: topic.clone(), ..Fact::default() },
                };
                return self.run(&tokens[at + 1..], &tags[at + 1..], Clause { fact, ..Clause::default() }, topic, true);
            }
        }
        if let Some((who, told)) = story(tokens, tags) {
            let before = self.facts.len();
            let fact = Fact { subject: Some(who), ..Fact::default() };
            let clause = Clause { fact, ..Clause::default() };
            let last = self.run(&tokens[told.clone()], &tags[told], clause, topic, false);
            // A story tells of one for all: a member books a class, and so do others.
            for fact in &mut self.facts[before..] {
                for item in fact.items.iter_mut().filter(|_| fact.kind == FactKind::Relate) {
                    item.phrase.quantity = Quantity::Unsaid;
                    item.phrase.plural = true;
                }
            }
            return last;
        }
        self.run(tokens, tags, Clause::default(), topic, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nl::text::units;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = facts(text, &units(text)).iter().map(summary).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn lists_belong_to_their_subject() {
        check("Each task has a number, an origin and a weight.", &["Has task have number, origin, weight"]);
        check(
            "Products have a name, and each product belongs to a category.",
            &["Has product have name", "Relate product belong category"],
        );
        check("Users with email, name, and multiple addresses", &["List -  user [email, name, address]"]);
        check("Book: title, year, price", &["Has book have title, year, price"]);
        check("Orders that contain multiple products with quantities", &["Has order contain product [quantity]"]);
        check(
            "Customers have a name and can place several orders.",
            &["Has customer have name", "Relate customer place order"],
        );
    }

    #[test]
    fn what_is_stored_may_have_parts() {
        check(
            "The system records customer information, including number, name and phone.",
            &["Store system record customer [number, name, phone]"],
        );
        check(
            "During each production, the quantity and the time are recorded.",
            &["Has production have quantity, time about production"],
        );
        check("Payments linked to users", &["Relate payment link* user"]);
        check("The color is one of red, blue.", &["Be color be red, blue"]);
    }

    #[test]
    fn names_in_lists_are_names() {
        check(
            "Devices have a name, update time, image link and house number.",
            &["Has device have name, update time, image link, house number"],
        );
        check(
            "Customers with name and email place orders.",
            &["List -  customer [name, email]", "Relate customer place order"],
        );
        check(
            "User management: stores the name, and manages payment information.",
            &["List -   about user", "Store - store name about user", "Store - manage payment about user"],
        );
    }

    #[test]
    fn lists_go_to_what_the_sentence_is_about() {
        for (text, expected) in [
            (
                "The enrollment module records the course number and the enrollment date.",
                &["Has enrollment have course number, enrollment date"][..],
            ),
            (
                "Each time a lamp is repaired, the cost and the repair time need to be recorded.",
                &["Relate lamp repair* ", "Has repair have lamp, cost, repair time about repair"],
            ),
            (
                "Category management: Organizes goods into categories, including category name and category description.",
                &["List -   about category", "Has category have category name, category description about category"],
            ),
            (
                "At the same time, the system records guide information, including number and name.",
                &["Store system record guide [number, name]"],
            ),
            (
                "Guests can register, browse several maps, view charts, and submit reports.",
                &["Store guest register ", "Relate guest browse map, chart", "Relate guest submit report"],
            ),
            (
                "Attendance tracking: The system records clock-in data, including clock-in time and clock-in type.",
                &[
                    "List -   about attendance",
                    "Store system record attendance [clock-in time, clock-in type] about attendance",
                ],
            ),
            (
                "The system records maintenance tasks performed on pools, including maintenance content and cost.",
                &[
                    "Store system record maintenance task [maintenance content, cost]",
                    "Relate maintenance task perform* pool",
                ],
            ),
            (
                "For login management, the system records session information, including token and expiration time.",
                &["Has login have token, expiration time about login"],
            ),
            (
                "Teams employ drivers; their names, positions, and salaries are stored.",
                &["Relate team employ driver", "Has driver store* name, position, salary"],
            ),
        ] {
            check(text, expected);
        }
    }
}
