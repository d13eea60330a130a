//! The walk over the segments of a sentence: which clause is open, and where each phrase belongs in it.

use super::Reader;
use super::clause::Clause;
use super::fact::{Fact, FactKind, Item};
use super::parts::{Part, parts};
use super::segments::{Segment, segments};
use super::topics::fronted;
use super::verbs::Verb;
use crate::nl::lexicon as words;
use crate::nl::phrase::{Phrase, phrase};
use crate::nl::tag::Tag;
use crate::nl::token::Token;
use crate::schema::Span;

impl Reader {
    /// Walks over the segments. `listing` says that the clause given is a list that the segments continue.
    pub(super) fn run(
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
        self.main_subject = None;
        self.fronted = false;
        let mut clause = clause;
        clause.listing = listing;
        if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
            clause.fact.span = Span { start: first.span.start, end: last.span.end };
        }
        for (n, segment) in segments.iter().enumerate() {
            let found = parts(tokens, tags, segment);
            // `For each order, ...`, `When a customer places an order, ...` say what the sentence is about.
            let occasion =
                matches!(tokens[segment.range.start].lower.as_str(), "when" | "whenever" | "during" | "upon")
                    || matches!(tokens[segment.range.start].lower.as_str(), "each" | "every")
                        && tokens.get(segment.range.start + 1).is_some_and(|t| t.is("time"));
            if (n == 0 || occasion)
                && !listing
                && n + 1 < segments.len()
                && let Some(front) = fronted(tokens, tags, segment)
            {
                if found.iter().any(|p| matches!(p, Part::Verb(_))) {
                    let skip = if tokens.get(segment.range.start + 1).is_some_and(|t| t.is("time")) { 2 } else { 1 };
                    let inner = Segment { range: segment.range.start + skip..segment.range.end, ..segment.clone() };
                    self.segment(tokens, tags, &inner, parts(tokens, tags, &inner), &mut clause, &topic);
                    self.close(&mut clause, &topic);
                }
                if n > 0 {
                    self.close(&mut clause, &topic);
                }
                topic = Some(front.clone());
                self.fronted = true;
                self.last_thing = Some(front);
                continue;
            }
            self.segment(tokens, tags, segment, found, &mut clause, &topic);
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
        let mut left_is_it = false;
        let mut left_is_you = false;
        // Whether no verb came yet in this segment, and whether its phrase went into the open list.
        let mut fresh = true;
        let mut pushed = false;
        let mut after_with = false;
        // `departments collaborate, and each department has a name`: the verb before had no object.
        let own_subject = matches!(parts.first(), Some(Part::Phrase(_)))
            && parts[1..].iter().any(|part| matches!(part, Part::Verb(v) if !v.relative && !v.reduced && !v.gerund));
        if clause.expects_object && own_subject && !matches!(parts.first(), Some(Part::With)) {
            clause.expects_object = false;
        }
        for part in parts {
            match part {
                Part::Phrase(range) => {
                    let found = phrase(&tokens[range.clone()], &tags[range.clone()]);
                    left_is_determiner =
                        found.is_none() && range.clone().any(|i| tags[i] == Tag::Determiner || tags[i] == Tag::Pronoun);
                    left_is_it = found.is_none() && tokens[range.clone()].iter().any(|t| t.is("it") || t.is("there"));
                    left_is_you = found.is_none()
                        && tokens[range.clone()].iter().any(|t| matches!(t.lower.as_str(), "you" | "we" | "i" | "us"));
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
                // `the place where it is made, the amount`: the list goes on after the remark.
                Part::Where if clause.listing && pushed => break,
                Part::Where => self.within = left.clone(),
                Part::Verb(verb) => {
                    // `the user who posted it`: within a list the relative clause only says which.
                    let says_which = clause.fact.kind != FactKind::Relate
                        && left.as_ref().is_some_and(|left| in_list && pushed || !left.plural);
                    if verb.relative && clause.listing && says_which && !words::is_has_verb(verb.base) {
                        break;
                    }
                    // `the name and the address to facilitate contact`: what follows is the purpose.
                    if verb.infinitive
                        && clause.listing
                        && !clause.fact.items.is_empty()
                        && words::is_purpose(verb.base)
                    {
                        break;
                    }
                    let nests = verb.gerund && words::is_has_verb(verb.base);
                    // `with each order containing several products` is a clause of its own.
                    let own_clause = after_with && left.is_some();
                    // `Employee management: including name and phone`
                    if nests
                        && fresh
                        && left.is_none()
                        && clause.listing
                        && clause.fact.items.is_empty()
                        && clause.fact.subject.is_some()
                    {
                        clause.expects_object = true;
                        continue;
                    }
                    // `a number, also including name and address`: they are parts of what has the number.
                    if nests && fresh && left.is_none() && clause.listing && clause.ends_with_identifier() {
                        clause.expects_object = true;
                        continue;
                    }
                    if nests && !own_clause && clause.listing && clause.nest() {
                        clause.expects_object = true;
                        continue;
                    }
                    let subject = match (&left, left_is_determiner) {
                        (Some(found), _) => Some(found.clone()),
                        // `it is necessary to` speaks of nothing.
                        (None, true) if verb.base == "be" && left_is_it || left_is_you => None,
                        // `each has`, `they have`, `it includes`.
                        (None, true) => self
                            .last_thing
                            .clone()
                            .filter(|thing| fresh && segment.each && !words::is_attribute_head(thing.head()))
                            .or_else(|| self.last_subject.clone())
                            .or_else(|| self.last_thing.clone()),
                        // `a number, which also includes ...`
                        (None, false)
                            if verb.relative && words::is_has_verb(verb.base) && clause.ends_with_identifier() =>
                        {
                            clause.fact.subject.clone().or_else(|| self.last_thing.clone())
                        }
                        (None, false) if verb.relative => self.last_thing.clone(),
                        // `sets up teams to find faults, records the result`: who records is who sets up.
                        (None, false)
                            if clause.subordinate && fresh && !verb.reduced && self.main_subject.is_some() =>
                        {
                            self.main_subject.clone()
                        }
                        (None, false) if clause.fact.subject.is_some() => clause.fact.subject.clone(),
                        (None, false) if nests => {
                            clause.pending.last().map(|item| item.phrase.clone()).or_else(|| self.last_thing.clone())
                        }
                        (None, false) => None,
                    };
                    // `customers with name and email place orders`: the list describes the subject.
                    let finite = !verb.relative && !verb.reduced && !verb.gerund && !verb.passive;
                    let described = clause
                        .fact
                        .items
                        .last()
                        .filter(|_| finite && pushed && clause.nested && clause.fact.kind == FactKind::List)
                        .map(|item| item.phrase.clone())
                        .filter(|owner| {
                            owner.plural && left.as_ref().is_some_and(|l| words::is_attribute_head(l.head()))
                        });
                    let keeps_list = described.is_some();
                    let subject = described.or(subject);
                    // The phrase before the verb was taken for the end of the list.
                    let mut pending = std::mem::take(&mut clause.pending);
                    self.described_in_brackets(&pending, clause.fact.span);
                    if (pushed || own_clause) && !keeps_list && !verb.relative && !verb.reduced {
                        clause.pop(left.as_ref());
                        // `a team has one leader, and the name and the phone number of the leader are recorded`
                        let whose = left.as_ref().is_some_and(|left| left.owner.is_some());
                        if verb.passive && kind_of(&verb) == FactKind::Store && !verb.by && pushed && whose {
                            pending = clause.pop_list();
                            pending.extend(left.clone().map(|phrase| Item { phrase, ..Item::default() }));
                        }
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
                        // `employees; their names and salaries are stored`
                        let whose =
                            self.last_thing.clone().filter(|_| pending.first().is_some_and(|p| p.phrase.anaphoric));
                        clause.fact = Fact {
                            kind: if whose.is_some() { FactKind::Has } else { kind },
                            subject: whose,
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
                            reduced: verb.reduced,
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
                    clause.subordinate = verb.infinitive || verb.relative || verb.gerund || verb.reduced;
                    if fresh && !clause.subordinate && self.main_subject.is_none() {
                        self.main_subject = clause.fact.subject.clone();
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

    /// `The customer entity (number, name, address) records ...`
    fn described_in_brackets(&mut self, pending: &[Item], span: Span) {
        for item in pending {
            let attributes = item.examples.iter().filter(|e| words::is_attribute_head(e.phrase.head())).count();
            if attributes > 1 && attributes * 2 >= item.examples.len() {
                self.facts.push(Fact::has(item.phrase.clone(), item.examples.clone(), span));
            }
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

fn kind_of(verb: &Verb) -> FactKind {
    match verb.base {
        "be" => FactKind::Be,
        base if words::is_has_verb(base) && !(verb.passive && base != "comprise") => FactKind::Has,
        "identify" | "describe" | "characterize" | "define" if verb.passive => FactKind::Has,
        "manage" | "handle" | "maintain" | "supervise" | "operate" if verb.passive && verb.by => FactKind::Relate,
        // `artworks are shown in exhibitions` relates, `the name is shown` does not.
        "show" | "display" | "list" if verb.passive && verb.preposition.as_deref() == Some("in") => FactKind::Relate,
        base if words::is_store_verb(base) => FactKind::Store,
        _ => FactKind::Relate,
    }
}
