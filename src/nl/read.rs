//! From sentences to facts: who has what, what is stored, who does what with whom.
//!
//! A sentence is cut into segments at commas and conjunctions. A segment without a verb continues the list that is
//! open; a verb with a subject before it begins a new clause. This reads the enumerations of requirement texts, which
//! full parsers stumble over, in one pass over the tokens.

use super::inflection::{self, Form};
use super::lexicon as words;
use super::phrase::{Phrase, Quantity, phrase};
use super::tag::{Tag, tags};
use super::text::{self, Unit};
use super::token::{Kind, Token, tokens};
use crate::schema::Span;

/// What a sentence says, before it is known what is an entity and what an attribute.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fact {
    pub kind: FactKind,
    pub subject: Option<Phrase>,
    /// The base form of the verb.
    pub verb: &'static str,
    pub passive: bool,
    /// The preposition after the verb (`assigned to`).
    pub preposition: Option<String>,
    pub items: Vec<Item>,
    /// What the sentence is about by its heading or its beginning (`for each order, ...`).
    pub topic: Option<Phrase>,
    /// Whether the topic comes from the sentence itself rather than from a heading above it.
    pub fronted: bool,
    /// For `reviews where users rate products`: the phrase before `where`.
    pub within: Option<Phrase>,
    pub negative: bool,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FactKind {
    /// The subject has the items as parts, attributes or collections.
    Has,
    /// Somebody stores the items.
    Store,
    /// The subject acts on the items.
    Relate,
    /// The subject is what the items say.
    Be,
    /// Nothing but a list.
    #[default]
    List,
}

/// An element of a list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Item {
    pub phrase: Phrase,
    /// `with ...`, `including ...`: what it has in turn.
    pub nested: Vec<Item>,
    /// `such as ...`, `(...)`: examples, values or parts, as their nature tells.
    pub examples: Vec<Item>,
    /// What brackets after it say, in lower case, where that is no list.
    pub remark: Option<String>,
}

/// Texts are read up to this many sentences; nobody describes a database in more.
pub const MOST_UNITS: usize = 20_000;

/// The facts of a text, and the phrases of its headings.
pub fn facts(source: &str, units: &[Unit]) -> Vec<Fact> {
    let mut reader = Reader::default();
    for (index, unit) in units.iter().enumerate().take(MOST_UNITS) {
        reader.unit(source, units, index, unit);
    }
    reader.facts
}

#[derive(Default)]
struct Reader {
    facts: Vec<Fact>,
    /// The subject that a pronoun would mean.
    last_subject: Option<Phrase>,
    /// The thing mentioned last, for `each with ...`.
    last_thing: Option<Phrase>,
    /// Whether this sentence began with what it is about.
    fronted: bool,
    /// The phrase before `where` in this sentence.
    within: Option<Phrase>,
    /// What each unit is about, for those under it.
    topics: Vec<Option<Phrase>>,
    /// The fact that each unit leaves open with a colon.
    open: Vec<Option<Fact>>,
}

impl Reader {
    fn unit(&mut self, source: &str, units: &[Unit], index: usize, unit: &Unit) {
        let tokens = tokens(source, unit.span);
        let tags = joined(&tokens, tags(&tokens));
        self.topics.resize(index + 1, None);
        self.open.resize(index + 1, None);
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
        let starts_with_list = unit.kind == text::Kind::Item && verbless;
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
            let verb_before =
                tags[..at].iter().any(|t| matches!(t, Tag::Verb | Tag::Modal | Tag::Auxiliary | Tag::Gerund));
            let bracket_before = tokens[..at].iter().any(|t| t.is_mark('('));
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
                    }
                    return self.run(&tokens[at + 1..], &tags[at + 1..], Clause::default(), about.or(topic), false);
                }
                let fact = match about {
                    Some(about) => Fact { kind: FactKind::Has, subject: Some(about), verb: "have", ..Fact::default() },
                    None => Fact { kind: FactKind::List, topic: topic.clone(), ..Fact::default() },
                };
                return self.run(&tokens[at + 1..], &tags[at + 1..], Clause { fact, ..Clause::default() }, topic, true);
            }
        }
        self.run(tokens, tags, Clause::default(), topic, false)
    }

    /// Walks over the segments. `listing` says that the clause given is a list that the segments continue.
    fn run(
        &mut self,
        tokens: &[Token],
        tags: &[Tag],
        clause: Clause,
        mut topic: Option<Phrase>,
        listing: bool,
    ) -> Option<Fact> {
        let segments = segments(tokens, tags);
        let first_fact = self.facts.len();
        self.within = None;
        self.fronted = false;
        let mut clause = clause;
        clause.listing = listing;
        if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
            clause.fact.span = Span { start: first.span.start, end: last.span.end };
        }
        for (n, segment) in segments.iter().enumerate() {
            let parts = parts(tokens, tags, segment);
            // `For each order, ...`, `When a customer places an order, ...` say what the sentence is about.
            if n == 0
                && !listing
                && segments.len() > 1
                && let Some(front) = fronted(tokens, tags, segment)
            {
                if parts.iter().any(|p| matches!(p, Part::Verb(_))) {
                    let inner = Segment { range: segment.range.start + 1..segment.range.end, ..segment.clone() };
                    self.segment(tokens, tags, &inner, parts_of(tokens, tags, &inner), &mut clause, &topic);
                    self.close(&mut clause, &topic);
                }
                topic = Some(front.clone());
                self.fronted = true;
                self.last_thing = Some(front);
                continue;
            }
            self.segment(tokens, tags, segment, parts, &mut clause, &topic);
        }
        self.close(&mut clause, &topic);
        self.facts[first_fact..].last().cloned()
    }

    fn segment(
        &mut self,
        tokens: &[Token],
        tags: &[Tag],
        segment: &Segment,
        parts: Vec<Part>,
        clause: &mut Clause,
        topic: &Option<Phrase>,
    ) {
        let mut left: Option<Phrase> = None;
        let in_list = clause.listing && (clause.nested || !clause.fact.items.is_empty());
        let mut left_is_determiner = false;
        // Whether no verb came yet in this segment, and whether its phrase went into the open list.
        let mut fresh = true;
        let mut pushed = false;
        let mut after_with = false;
        for part in parts {
            match part {
                Part::Phrase(range) => {
                    let found = phrase(&tokens[range.clone()], &tags[range.clone()]);
                    left_is_determiner =
                        found.is_none() && range.clone().any(|i| tags[i] == Tag::Determiner || tags[i] == Tag::Pronoun);
                    if let Some(found) = found {
                        if clause.expects_object || clause.listing && fresh {
                            clause.push(Item { phrase: found.clone(), ..Item::default() });
                            pushed = fresh && !clause.expects_object;
                            clause.expects_object = false;
                            self.last_thing = Some(found.clone());
                        } else if fresh {
                            clause.pending.push(Item { phrase: found.clone(), ..Item::default() });
                        }
                        left = Some(found);
                    }
                }
                Part::With => {
                    after_with = true;
                    if clause.nest() {
                        clause.expects_object = true;
                    } else if let Some(owner) = left.clone().or_else(|| self.last_thing.clone()) {
                        let pending = std::mem::take(&mut clause.pending);
                        let several = pending.len() > 1;
                        clause.listing = true;
                        clause.fact.kind = FactKind::List;
                        clause.fact.items =
                            if several { pending } else { vec![Item { phrase: owner, ..Item::default() }] };
                        clause.nested = true;
                        clause.expects_object = true;
                    }
                }
                Part::Examples => {
                    clause.examples();
                    clause.expects_object = true;
                }
                Part::Where => self.within = left.clone(),
                Part::Verb(verb) => {
                    // `the user who posted it`: within a list the relative clause only says which.
                    let says_which = clause.fact.kind != FactKind::Relate
                        && left.as_ref().is_some_and(|left| in_list && pushed || !left.plural);
                    if verb.relative && clause.listing && says_which && !words::is_has_verb(verb.base) {
                        break;
                    }
                    let nests = verb.gerund && words::is_has_verb(verb.base);
                    // `with each order containing several products` is a clause of its own.
                    let own_clause = after_with && left.is_some();
                    if nests && !own_clause && clause.listing && clause.nest() {
                        clause.expects_object = true;
                        continue;
                    }
                    let subject = match (&left, left_is_determiner) {
                        (Some(found), _) => Some(found.clone()),
                        // `each has`, `they have`, `it includes`.
                        (None, true) => self
                            .last_thing
                            .clone()
                            .filter(|_| fresh && segment.each)
                            .or_else(|| self.last_subject.clone())
                            .or_else(|| self.last_thing.clone()),
                        (None, false) if verb.relative => self.last_thing.clone(),
                        (None, false) if clause.fact.subject.is_some() => clause.fact.subject.clone(),
                        (None, false) if nests => self.last_thing.clone(),
                        (None, false) => None,
                    };
                    // The phrase before the verb was taken for the end of the list.
                    let mut pending = std::mem::take(&mut clause.pending);
                    if (pushed || own_clause) && !verb.relative && !verb.reduced {
                        clause.pop(left.as_ref());
                    }
                    let relative_of_item = clause.listing && !fresh && verb.relative;
                    let outer = clause.fact.subject.clone();
                    self.close(clause, topic);
                    let kind = kind_of(&verb);
                    let mut subject = subject;
                    // `users publish tasks, specifying the title`: the title is the task's.
                    let of_object = verb.gerund && fresh && left.is_none() && kind == FactKind::Store;
                    let object = self.last_thing.clone().filter(|_| of_object);
                    if verb.passive && kind == FactKind::Store && !verb.by {
                        // `the product, quantity and time are recorded`
                        if pending.is_empty()
                            && let Some(left) = &left
                        {
                            pending.push(Item { phrase: left.clone(), ..Item::default() });
                        }
                        clause.fact = Fact {
                            kind,
                            verb: verb.base,
                            passive: true,
                            items: pending,
                            span: clause.fact.span,
                            negative: verb.negative,
                            ..Fact::default()
                        };
                        clause.listing = true;
                        clause.expects_object = false;
                    } else {
                        let context = subject.as_ref().is_none_or(|s| words::is_system(s.head()));
                        if pending.len() > 1 && kind == FactKind::Has && !context {
                            for other in &pending[..pending.len() - 1] {
                                clause.also.push(other.phrase.clone());
                            }
                        }
                        if let Some(found) = &subject {
                            if fresh && !verb.relative {
                                self.last_subject = Some(found.clone());
                            }
                        } else if !relative_of_item {
                            subject = outer.filter(|_| fresh);
                        }
                        clause.fact = Fact {
                            kind,
                            subject,
                            verb: verb.base,
                            passive: verb.passive,
                            preposition: verb.preposition.clone(),
                            negative: verb.negative,
                            within: self.within.clone(),
                            fronted: object.is_some(),
                            topic: object,
                            span: clause.fact.span,
                            ..Fact::default()
                        };
                        clause.listing = true;
                        clause.expects_object = true;
                    }
                    clause.nested = false;
                    clause.in_examples = false;
                    left = None;
                    left_is_determiner = false;
                    fresh = false;
                    continue;
                }
            }
        }
        for bracket in &segment.brackets {
            self.bracket(&tokens[bracket.clone()], &tags[bracket.clone()], clause);
        }
    }

    fn bracket(&mut self, tokens: &[Token], tags: &[Tag], clause: &mut Clause) {
        let target = clause.last_item();
        let Some(item) = target else { return };
        let introduced = tokens.first().is_some_and(|t| {
            matches!(
                t.lower.as_str(),
                "e.g"
                    | "eg"
                    | "i.e"
                    | "ie"
                    | "e"
                    | "such"
                    | "like"
                    | "including"
                    | "includes"
                    | "include"
                    | "for"
                    | "with"
                    | "containing"
            )
        });
        let list: Vec<Item> = segments(tokens, tags)
            .iter()
            .filter_map(|segment| {
                let range = segment.range.clone();
                let skip = tokens[range.clone()]
                    .iter()
                    .take_while(|t| {
                        matches!(
                            t.lower.as_str(),
                            "e.g"
                                | "eg"
                                | "i.e"
                                | "ie"
                                | "e"
                                | "g"
                                | "i"
                                | "."
                                | "such"
                                | "as"
                                | "like"
                                | "including"
                                | "includes"
                                | "include"
                                | "for"
                                | "example"
                                | "with"
                                | "containing"
                                | "either"
                        )
                    })
                    .count();
                let range = range.start + skip..range.end;
                phrase(&tokens[range.clone()], &tags[range]).map(|phrase| Item { phrase, ..Item::default() })
            })
            .collect();
        let first = tokens.first().map_or(0, |t| t.span.start);
        let last = tokens.last().map_or(first, |t| t.span.end);
        if list.len() >= 2 || introduced && !list.is_empty() {
            item.examples.extend(list);
        } else if last > first {
            item.remark = Some(tokens.iter().map(|t| t.lower.as_str()).collect::<Vec<_>>().join(" "));
        }
    }

    fn close(&mut self, clause: &mut Clause, topic: &Option<Phrase>) {
        let mut fact = std::mem::take(&mut clause.fact);
        fact.items.append(&mut clause.pending);
        let span = fact.span;
        if !fact.items.is_empty() || fact.subject.is_some() {
            if fact.topic.is_none() {
                fact.topic = topic.clone();
                fact.fronted = self.fronted;
            }
            if let Some(last) = fact.items.last() {
                self.last_thing = Some(last.phrase.clone());
            }
            for other in clause.also.drain(..) {
                let mut copy = fact.clone();
                copy.subject = Some(other);
                self.facts.push(copy);
            }
            self.facts.push(fact);
        }
        *clause = Clause::default();
        clause.fact.span = span;
    }
}

/// A clause while it is read.
#[derive(Default)]
struct Clause {
    fact: Fact,
    /// Phrases before a verb was seen.
    pending: Vec<Item>,
    /// Further subjects of the same verb.
    also: Vec<Phrase>,
    /// Segments without a verb are items of the fact.
    listing: bool,
    expects_object: bool,
    /// Items go under the last item.
    nested: bool,
    /// ... as its examples.
    in_examples: bool,
}

impl Clause {
    fn push(&mut self, mut item: Item) {
        // `many comments and tags`: of both many.
        let before = self.fact.items.last().filter(|_| !self.nested && !self.in_examples);
        if before.is_some_and(|before| before.phrase.is_many() && before.phrase.plural)
            && item.phrase.plural
            && item.phrase.quantity == Quantity::Unsaid
        {
            item.phrase.quantity = Quantity::Many;
        }
        match self.fact.items.last_mut() {
            Some(last) if self.in_examples && self.nested && !last.nested.is_empty() => {
                if let Some(inner) = last.nested.last_mut() {
                    inner.examples.push(item);
                }
            }
            Some(last) if self.in_examples => last.examples.push(item),
            Some(last) if self.nested => last.nested.push(item),
            _ => self.fact.items.push(item),
        }
    }

    /// Lets what follows go under the last item. A new `X with` inside a nested list begins the next outer item.
    fn nest(&mut self) -> bool {
        if !self.listing || self.fact.items.is_empty() {
            return false;
        }
        let inner = self.fact.items.last().and_then(|last| last.nested.last());
        if self.nested && inner.is_some_and(|inner| !inner.phrase.plural && !inner.phrase.generic) {
            return true;
        }
        if self.nested
            && let Some(last) = self.fact.items.last_mut()
        {
            let again = last.nested.pop();
            if let Some(again) = again {
                self.fact.items.push(again);
            }
        }
        self.nested = true;
        self.in_examples = false;
        true
    }

    fn examples(&mut self) {
        if !self.listing {
            let pending = std::mem::take(&mut self.pending);
            self.fact.items.extend(pending);
            self.listing = true;
        }
        self.in_examples = true;
    }

    /// Takes back an item that turned out to be a subject.
    fn pop(&mut self, subject: Option<&Phrase>) {
        let list = match self.fact.items.last_mut() {
            Some(last) if self.in_examples => &mut last.examples,
            Some(last) if self.nested => &mut last.nested,
            _ => &mut self.fact.items,
        };
        if list.last().map(|item| &item.phrase) == subject {
            list.pop();
        }
    }

    fn last_item(&mut self) -> Option<&mut Item> {
        let nested = self.nested;
        if self.fact.items.is_empty() {
            return self.pending.last_mut();
        }
        let last = self.fact.items.last_mut()?;
        if nested && !last.nested.is_empty() { last.nested.last_mut() } else { Some(last) }
    }
}

fn kind_of(verb: &Verb) -> FactKind {
    match verb.base {
        "be" => FactKind::Be,
        base if words::is_has_verb(base) && !(verb.passive && base != "comprise") => FactKind::Has,
        "identify" | "describe" | "characterize" | "define" if verb.passive => FactKind::Has,
        base if words::is_store_verb(base) => FactKind::Store,
        _ => FactKind::Relate,
    }
}

/// `as well as`, `along with`, `together with` join like `and`.
fn joined(tokens: &[Token], mut tags: Vec<Tag>) -> Vec<Tag> {
    for i in 1..tokens.len() {
        let is = |at: usize, word: &str| tokens.get(at).is_some_and(|t| t.is(word));
        if is(i - 1, "as") && is(i, "well") {
            tags[i - 1] = Tag::Conjunction;
            tags[i] = Tag::Conjunction;
            if is(i + 1, "as") {
                tags[i + 1] = Tag::Conjunction;
            }
        }
        if (is(i - 1, "along") || is(i - 1, "together")) && is(i, "with") {
            tags[i - 1] = Tag::Conjunction;
            tags[i] = Tag::Conjunction;
        }
    }
    tags
}

/// A heading's or label's phrase as a topic: `Customer management module` is about customers.
fn topic_of(mut phrase: Phrase) -> Option<Phrase> {
    while phrase.words.len() > 1 && (words::is_activity(phrase.head()) || words::is_generic(phrase.head())) {
        phrase.words.pop();
        if let Some(last) = phrase.words.last_mut() {
            phrase.plural |= inflection::is_plural(last);
            *last = inflection::singular(last);
        }
    }
    let head = phrase.head();
    (!phrase.words.is_empty() && phrase.words.len() <= 3 && !words::is_context(head) && !words::is_activity(head))
        .then_some(phrase)
}

#[derive(Debug, Clone)]
struct Segment {
    range: std::ops::Range<usize>,
    brackets: Vec<std::ops::Range<usize>>,
    /// It begins with `each` or `every`.
    each: bool,
}

/// Cuts a sentence at commas, semicolons, colons, dashes and conjunctions; brackets go with the segment before them.
fn segments(tokens: &[Token], tags: &[Tag]) -> Vec<Segment> {
    let mut found: Vec<Segment> = Vec::new();
    let mut start = 0;
    let mut brackets = Vec::new();
    let mut i = 0;
    let mut push = |start: usize, end: usize, brackets: &mut Vec<std::ops::Range<usize>>| {
        if start < end {
            let each = matches!(tokens[start].lower.as_str(), "each" | "every");
            found.push(Segment { range: start..end, brackets: std::mem::take(brackets), each });
        } else if let Some(last) = found.last_mut() {
            last.brackets.append(brackets);
        }
    };
    while i < tokens.len() {
        let token = &tokens[i];
        if token.is_mark('(') || token.is_mark('（') || token.is_mark('[') {
            let close = (i + 1..tokens.len())
                .find(|&j| tokens[j].is_mark(')') || tokens[j].is_mark('）') || tokens[j].is_mark(']'));
            let Some(close) = close else {
                i += 1;
                continue;
            };
            brackets.push(i + 1..close);
            push(start, i, &mut brackets);
            start = close + 1;
            i = close + 1;
            continue;
        }
        let mark = token.kind == Kind::Mark
            && matches!(
                token.lower.as_str(),
                "," | ";" | ":" | "：" | "，" | "、" | "—" | "–" | "-" | "；" | "|" | "/"
            );
        let conjunction = tags[i] == Tag::Conjunction
            && matches!(
                token.lower.as_str(),
                "and"
                    | "while"
                    | "or"
                    | "&"
                    | "+"
                    | "as"
                    | "well"
                    | "along"
                    | "together"
                    | "with"
                    | "but"
                    | "nor"
                    | "plus"
            );
        // `one or more` is a quantity.
        let quantity = token.is("or")
            && tokens.get(i + 1).is_some_and(|t| matches!(t.lower.as_str(), "more" | "many" | "several" | "less"));
        if mark || conjunction && !quantity {
            push(start, i, &mut brackets);
            start = i + 1;
        }
        i += 1;
    }
    push(start, tokens.len(), &mut brackets);
    found
}

#[derive(Debug, Clone)]
enum Part {
    Phrase(std::ops::Range<usize>),
    Verb(Verb),
    With,
    Examples,
    Where,
}

#[derive(Debug, Clone)]
struct Verb {
    base: &'static str,
    passive: bool,
    gerund: bool,
    relative: bool,
    /// A participle that stands for a relative clause (`written by`).
    reduced: bool,
    negative: bool,
    by: bool,
    preposition: Option<String>,
}

fn parts_of(tokens: &[Token], tags: &[Tag], segment: &Segment) -> Vec<Part> {
    parts(tokens, tags, segment)
}

/// The phrases and verbs of a segment.
fn parts(tokens: &[Token], tags: &[Tag], segment: &Segment) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut start = segment.range.start;
    let end = segment.range.end;
    let mut relative = false;
    let mut i = start;
    let yes_no = tokens[start].is("whether");
    if yes_no {
        return vec![Part::Phrase(segment.range.clone())];
    }
    while i < end {
        let token = &tokens[i];
        let next_is = |word: &str| tokens.get(i + 1).is_some_and(|t| t.is(word)) && i + 1 < end;
        let marker = match token.lower.as_str() {
            "such" if next_is("as") => Some((Part::Examples, 2)),
            "e.g" | "eg" | "namely" => Some((Part::Examples, 1)),
            "like" if tags[i] == Tag::Preposition => Some((Part::Examples, 1)),
            "e" if tokens.get(i + 2).is_some_and(|t| t.is("g")) => Some((Part::Examples, 3)),
            "with" if tags[i] == Tag::Preposition => Some((Part::With, 1)),
            "where" if tags[i] == Tag::Relative => Some((Part::Where, 1)),
            _ => None,
        };
        if let Some((part, length)) = marker {
            if start < i {
                parts.push(Part::Phrase(start..i));
            }
            parts.push(part);
            i += length;
            start = i;
            continue;
        }
        let contact = tags[i] == Tag::Pronoun && i > start && tags[i - 1] == Tag::Noun;
        if tags[i] == Tag::Relative || contact {
            if start < i {
                parts.push(Part::Phrase(start..i));
            }
            relative = true;
            i += 1;
            start = i;
            continue;
        }
        if let Some((verb, length)) = verb_at(tokens, tags, i, end, i > start, relative) {
            if start < i {
                parts.push(Part::Phrase(start..i));
            }
            parts.push(Part::Verb(verb));
            i += length;
            start = i;
            relative = false;
            continue;
        }
        i += 1;
    }
    if start < end {
        parts.push(Part::Phrase(start..end));
    }
    parts
}

/// The verb group that begins at `i`, and its length.
fn verb_at(
    tokens: &[Token],
    tags: &[Tag],
    i: usize,
    end: usize,
    noun_before: bool,
    relative: bool,
) -> Option<(Verb, usize)> {
    let base_of = |at: usize| inflection::verb(&tokens[at].lower);
    let is_of = |at: usize, word: &str| at < end && tokens[at].is(word);
    match tags[i] {
        Tag::Modal | Tag::Auxiliary | Tag::Verb | Tag::Infinitive => {}
        Tag::Gerund => {
            let (base, _) = base_of(i)?;
            let follows = tags.get(i + 1).copied().filter(|_| i + 1 < end);
            let purpose = !noun_before && (words::is_purpose(base) || follows == Some(Tag::Determiner));
            // `users borrowing books`
            let acting = noun_before
                && (words::is_mutual_verb(base) || words::is_create_verb(base))
                && inflection::is_plural(&tokens[i - 1].lower)
                && words::is_person(&inflection::singular(&tokens[i - 1].lower))
                && matches!(follows, Some(Tag::Determiner | Tag::Noun | Tag::Adjective));
            let opens = purpose
                || acting
                || words::is_has_verb(base)
                || matches!(base, "record" | "store" | "track" | "save" | "provide" | "enter" | "specify")
                    && tags.get(i + 1).is_some_and(|t| matches!(t, Tag::Determiner | Tag::Adjective | Tag::Noun));
            if !opens
                || words::is_noun_first(base)
                    && !purpose
                    && !acting
                    && !matches!(base, "cover" | "record" | "store" | "track")
            {
                return None;
            }
        }
        Tag::Participle => {
            // `linked to`, `written by`: only with a preposition, or it is part of a name.
            let preposition =
                i + 1 < end && matches!(tags[i + 1], Tag::Preposition | Tag::Infinitive) && !is_of(i + 1, "of");
            let (_, form) = base_of(i)?;
            let finite = relative && !noun_before && form == Form::Past;
            if !finite && (!noun_before || !preposition || form != Form::Past) {
                return None;
            }
        }
        _ => return None,
    }
    let mut at = i;
    let mut base: &'static str = "";
    let mut passive = tags[i] == Tag::Participle && (noun_before || !relative);
    let mut negative = false;
    let mut be = false;
    let gerund = tags[i] == Tag::Gerund;
    while at < end {
        match tags[at] {
            Tag::Modal | Tag::Infinitive => {}
            Tag::Auxiliary => {
                be = true;
                if tokens[at].lower.ends_with("n't") {
                    negative = true;
                }
            }
            Tag::Adverb => negative |= matches!(tokens[at].lower.as_str(), "not" | "never"),
            Tag::Verb => base = base_of(at).map_or(unknown_verb(&tokens[at]), |(b, _)| b),
            Tag::Participle => {
                passive |= be;
                base = base_of(at).map_or("relate", |(b, _)| b);
            }
            Tag::Gerund if at == i || be || at > i && !base.is_empty() && words::is_store_verb(base) => {
                let Some((b, _)) = base_of(at) else { break };
                // `requires recording the name`, but `contains billing information`.
                let names = tags.get(at + 1).is_some_and(|t| *t == Tag::Noun) && !be && at > i;
                if names && !words::is_store_verb(b) {
                    break;
                }
                base = b;
            }
            Tag::Adjective
                if be
                    && base.is_empty()
                    && matches!(tokens[at].lower.as_str(), "able" | "associated" | "related" | "responsible") =>
            {
                base = if tokens[at].is("responsible") { "manage" } else { "relate" };
                passive = !tokens[at].is("able") && !tokens[at].is("responsible");
            }
            _ => break,
        }
        at += 1;
    }
    negative |= tokens[i].lower.ends_with("n't") || tokens[i].is("cannot");
    if base.is_empty() {
        base = if be { "be" } else { return None };
    }
    let by = is_of(at, "by");
    let mut preposition = None;
    if at < end && matches!(tags[at], Tag::Preposition) && (base != "be" || is_of(at, "in")) {
        preposition = Some(tokens[at].lower.clone());
        at += 1;
    }
    Some((
        Verb { base, passive, gerund, relative, reduced: tags[i] == Tag::Participle, negative, by, preposition },
        at - i,
    ))
}

fn unknown_verb(_: &Token) -> &'static str {
    "relate"
}

/// `for each order`, `during a visit`, `when a customer places an order`: what the sentence is then about.
fn fronted(tokens: &[Token], tags: &[Tag], segment: &Segment) -> Option<Phrase> {
    let range = segment.range.clone();
    let first = &tokens[range.start];
    let time = matches!(first.lower.as_str(), "when" | "whenever" | "once" | "if" | "every" | "each")
        && (!matches!(first.lower.as_str(), "every" | "each")
            || tokens.get(range.start + 1).is_some_and(|t| t.is("time")));
    if time {
        let verb = range.clone().rev().find(|&i| matches!(tags[i], Tag::Verb))?;
        return phrase(&tokens[verb + 1..range.end], &tags[verb + 1..range.end]).filter(|p| !p.words.is_empty());
    }
    let preposition = matches!(
        first.lower.as_str(),
        "for"
            | "during"
            | "upon"
            | "on"
            | "in"
            | "under"
            | "within"
            | "after"
            | "before"
            | "at"
            | "regarding"
            | "concerning"
            | "by"
    );
    if !preposition || range.clone().any(|i| matches!(tags[i], Tag::Verb | Tag::Modal | Tag::Auxiliary)) {
        return None;
    }
    let mut from = range.start + 1;
    // `in terms of student management`
    if tokens.get(from).is_some_and(|t| t.is("terms") || t.is("addition")) {
        from += 2;
    }
    if from >= range.end {
        return None;
    }
    let about = phrase(&tokens[from..range.end], &tags[from..range.end])?;
    if about.quantity == Quantity::Each { Some(about).filter(|about| !about.words.is_empty()) } else { topic_of(about) }
}

/// A fact on one line, for tests and traces: `Has order have product [quantity] about sale`.
pub fn summary(fact: &Fact) -> String {
    let subject = fact.subject.as_ref().map_or("-".to_owned(), Phrase::name);
    let items = fact.items.iter().map(item_summary).collect::<Vec<_>>().join(", ");
    let passive = if fact.passive { "*" } else { "" };
    let about = fact.topic.as_ref().map_or(String::new(), |t| format!(" about {}", t.name()));
    format!("{:?} {subject} {}{passive} {items}{about}", fact.kind, fact.verb)
}

fn item_summary(item: &Item) -> String {
    let list = |items: &[Item]| items.iter().map(item_summary).collect::<Vec<_>>().join(", ");
    let mut text = item.phrase.name();
    if let Some(owner) = &item.phrase.owner {
        text.push_str(&format!(" of {}", owner.name()));
    }
    if !item.nested.is_empty() {
        text.push_str(&format!(" [{}]", list(&item.nested)));
    }
    if !item.examples.is_empty() {
        text.push_str(&format!(" <{}>", list(&item.examples)));
    }
    text
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
            &["Store - record* quantity, time about production"],
        );
        check("Payments linked to users", &["Relate payment link* user"]);
        check("The color is one of red, blue.", &["Be color be red, blue"]);
    }
}
