//! What a heading, a label or the beginning of a sentence says that the rest is about.

use super::segments::Segment;
use crate::nl::inflection;
use crate::nl::lexicon as words;
use crate::nl::phrase::{Phrase, Quantity, phrase};
use crate::nl::tag::Tag;
use crate::nl::token::Token;

/// A heading's or label's phrase as a topic: `Customer management module` is about customers.
pub(super) fn topic_of(mut phrase: Phrase) -> Option<Phrase> {
    while phrase.words.len() > 1
        && (words::is_activity(phrase.head()) || words::is_generic(phrase.head()))
        && !(phrase.head() == "record" && words::is_event(&phrase.words[phrase.words.len() - 2]))
    {
        phrase.words.pop();
        if let Some(last) = phrase.words.last_mut() {
            phrase.plural |= inflection::is_plural(last);
            *last = inflection::singular(last);
        }
    }
    let head = phrase.head();
    let context = words::is_context(head) && (phrase.words.len() == 1 || words::is_system(head));
    // `at the same time`
    let when = words::is_time(head) && phrase.words.len() == 1;
    (!phrase.words.is_empty() && phrase.words.len() <= 4 && !context && !when && !words::is_activity(head))
        .then_some(phrase)
}

/// `for each order`, `during a visit`, `when a customer places an order`: what the sentence is then about.
pub(super) fn fronted(tokens: &[Token], tags: &[Tag], segment: &Segment) -> Option<Phrase> {
    let range = segment.range.clone();
    let first = &tokens[range.start];
    let at = |i: usize| tokens.get(i).map_or("", |t| t.lower.as_str());
    let time = matches!(first.lower.as_str(), "when" | "whenever" | "once" | "if")
        || matches!(first.lower.as_str(), "every" | "each") && at(range.start + 1) == "time"
        || matches!(first.lower.as_str(), "after" | "during" | "upon" | "before" | "while");
    let clause = time
        .then(|| range.clone().rev().find(|&i| matches!(tags[i], Tag::Verb | Tag::Participle | Tag::Gerund)))
        .flatten();
    if let Some(verb) = clause {
        return occasion(tokens, tags, &range, verb);
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

/// What happens in `when a customer places an order` (an order), `each time a loan is approved` (an approval),
/// `when selling` (a sale).
fn occasion(tokens: &[Token], tags: &[Tag], range: &std::ops::Range<usize>, verb: usize) -> Option<Phrase> {
    let (base, _) = inflection::verb(&tokens[verb].lower)?;
    let object = phrase(&tokens[verb + 1..range.end], &tags[verb + 1..range.end]).filter(|p| !p.words.is_empty());
    let skip = range.start + 1 + usize::from(tokens.get(range.start + 1).is_some_and(|t| t.is("time")));
    let skip = skip.min(verb);
    let subject = phrase(&tokens[skip..verb], &tags[skip..verb]).filter(|p| !p.words.is_empty());
    // `each time production is carried out`: what is carried out happens.
    let empty = matches!(
        base,
        "carry"
            | "perform"
            | "conduct"
            | "make"
            | "do"
            | "occur"
            | "happen"
            | "complete"
            | "place"
            | "generate"
            | "create"
            | "submit"
            | "finish"
            | "hold"
            | "initiate"
            | "issue"
            | "execute"
            | "start"
            | "add"
            | "enter"
            | "take"
    );
    if empty {
        return if tags[verb] == Tag::Verb { object.or(subject) } else { subject };
    }
    // `when registering, users give their name`: what they give is theirs.
    if matches!(base, "register" | "login" | "log" | "access") && object.is_none() {
        return None;
    }
    let done = words::event_of(base)?;
    let concerned = if tags[verb] == Tag::Verb { object.clone() } else { object.clone().or(subject.clone()) };
    let noun = Phrase {
        owner: concerned.map(Box::new),
        words: vec![done.to_owned()],
        quantity: Quantity::Each,
        span: tokens[verb].span,
        ..Phrase::default()
    };
    match (tags[verb], object, subject) {
        // `when a customer borrows a book`
        (Tag::Verb, Some(object), _) if !words::is_deed(done) => Some(object),
        _ => Some(noun),
    }
}

/// `As a member I want to book a class so that ...`: who it is about, and what is told of it.
pub(super) fn story(tokens: &[Token], tags: &[Tag]) -> Option<(Phrase, std::ops::Range<usize>)> {
    if !tokens.first()?.is("as") || !tokens.get(1).is_some_and(|t| t.is("a") || t.is("an") || t.is("the")) {
        return None;
    }
    let me = tokens.iter().position(|t| t.is("i"))?;
    let mut who = phrase(&tokens[1..me], &tags[1..me])?;
    who.quantity = Quantity::Unsaid;
    who.plural = true;
    let start = tokens.iter().skip(me).position(|t| t.is("to")).map(|n| n + me);
    let start = start.or_else(|| tags.iter().skip(me).position(|t| *t == Tag::Modal).map(|n| n + me))?;
    let so = (start..tokens.len())
        .find(|&i| tokens[i].is("so") || tokens[i].is("in") && tokens.get(i + 1).is_some_and(|t| t.is("order")));
    let end = so.unwrap_or(tokens.len());
    (end > start + 1 && !who.words.is_empty()).then_some((who, start..end))
}
