//! Verb groups: the base form with what its auxiliaries, negations and prepositions say.

use crate::nl::inflection::{self, Form};
use crate::nl::lexicon as words;
use crate::nl::tag::Tag;
use crate::nl::token::Token;

#[derive(Debug, Clone)]
pub(super) struct Verb {
    pub(super) base: &'static str,
    pub(super) passive: bool,
    pub(super) gerund: bool,
    /// `to ensure`: it begins with `to`.
    pub(super) infinitive: bool,
    pub(super) relative: bool,
    /// A participle that stands for a relative clause (`written by`).
    pub(super) reduced: bool,
    pub(super) negative: bool,
    pub(super) by: bool,
    pub(super) preposition: Option<String>,
}

/// The verb group that begins at `i`, and its length.
pub(super) fn verb_at(
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
            // `users borrowing books`, `students in selecting courses`
            let who = if i > 1 && tokens[i - 1].is("in") { i - 2 } else { i.saturating_sub(1) };
            let acting = noun_before
                && (words::is_mutual_verb(base) || words::is_create_verb(base))
                && inflection::is_plural(&tokens[who].lower)
                && words::is_person(&inflection::singular(&tokens[who].lower))
                && matches!(follows, Some(Tag::Determiner | Tag::Noun | Tag::Adjective));
            // `with each employee belonging to one department`
            let belonging = noun_before
                && (words::is_belong_verb(base) || base == "participate")
                && matches!(follows, Some(Tag::Preposition | Tag::Determiner | Tag::Adverb))
                && tokens[i.saturating_sub(4)..i].iter().any(|t| t.is("each") || t.is("every"));
            let opens = purpose
                || acting
                || belonging
                || words::is_has_verb(base)
                || matches!(base, "record" | "store" | "track" | "save" | "provide" | "enter" | "specify")
                    && tags.get(i + 1).is_some_and(|t| matches!(t, Tag::Determiner | Tag::Adjective | Tag::Noun));
            if !opens
                || words::is_noun_first(base)
                    && !purpose
                    && !acting
                    && !belonging
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
            // `belonging to one team and managed by one person`
            let again = !noun_before && form == Form::Past && is_of(i + 1, "by") && i > 0 && tokens[i - 1].is("and");
            if !finite && !again && (!noun_before || !preposition || form != Form::Past) {
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
            Tag::Verb => base = base_of(at).map_or("relate", |(b, _)| b),
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
    // `recorded with a number and a date`: what follows are its parts.
    let parts = is_of(at, "with") && passive && (words::is_recording(base) || words::is_store_verb(base));
    let about = at < end && matches!(tokens[at].lower.as_str(), "in" | "for" | "about" | "between" | "per" | "against");
    if at < end && matches!(tags[at], Tag::Preposition) && (base != "be" || about) && !parts {
        preposition = Some(tokens[at].lower.clone());
        at += 1;
    }
    Some((
        Verb {
            base,
            passive,
            gerund,
            infinitive: tags[i] == Tag::Infinitive,
            relative,
            reduced: tags[i] == Tag::Participle,
            negative,
            by,
            preposition,
        },
        at - i,
    ))
}
