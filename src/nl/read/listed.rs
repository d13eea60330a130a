//! Names in lists: between commas a short run of words is a name, even if one of them could be a verb.
//!
//! `name, update time, image link and house number` are four names. The tagger sees verbs in them; what opened the list
//! and the shape of the run tell better.

use super::segments::separates;
use crate::nl::inflection::{self, Form};
use crate::nl::lexicon as words;
use crate::nl::tag::Tag;
use crate::nl::token::{Kind, Token};

/// The longest run that is taken for a name.
const LONGEST_NAME: usize = 5;

/// Tags with the words of listed names as nouns.
pub(super) fn settled(tokens: &[Token], mut tags: Vec<Tag>) -> Vec<Tag> {
    let mut start = 0;
    let mut open = false;
    while start < tokens.len() {
        let end =
            (start..tokens.len()).find(|&i| separates(tokens, &tags, i) || bounds(&tokens[i])).unwrap_or(tokens.len());
        if open && start < end && is_name(tokens, &tags, start, end) {
            for tag in &mut tags[start..end] {
                if matches!(tag, Tag::Verb | Tag::Gerund) {
                    *tag = Tag::Noun;
                }
            }
        }
        open = (open || opens(tokens, &tags, start, end)) && !acts(&tags, start, end);
        start = end + 1;
    }
    tags
}

fn bounds(token: &Token) -> bool {
    token.is_mark('(') || token.is_mark(')') || token.is_mark('.')
}

/// Whether the words up to `end` open a list of names.
fn opens(tokens: &[Token], tags: &[Tag], start: usize, end: usize) -> bool {
    let colon = tokens.get(end).is_some_and(|t| t.is_mark(':') || t.is_mark('：') || t.is_mark('('));
    let word = |i: usize| {
        let token = &tokens[i];
        let verb = matches!(tags[i], Tag::Verb | Tag::Gerund | Tag::Participle)
            .then(|| inflection::verb(&token.lower))
            .flatten()
            .is_some_and(|(base, _)| words::is_has_verb(base) || words::is_recording(base));
        verb || token.is("with") || token.is("such") || token.is("by")
    };
    // A list has a first name: something must stand after what opens it.
    colon || (start..end).any(|i| word(i) && (i + 1 < end || tokens[i].is("including")))
}

/// `can add`: a verb at the end is one of several.
fn acts(tags: &[Tag], start: usize, end: usize) -> bool {
    let modal = tags[start..end].iter().any(|t| matches!(t, Tag::Modal | Tag::Infinitive));
    modal && end.checked_sub(1).is_some_and(|last| last >= start && tags[last] == Tag::Verb)
}

fn is_name(tokens: &[Token], tags: &[Tag], start: usize, end: usize) -> bool {
    let run = start..end;
    if run.len() > LONGEST_NAME {
        return false;
    }
    let plain = run.clone().all(|i| {
        tokens[i].kind != Kind::Mark
            && matches!(
                tags[i],
                Tag::Noun | Tag::Verb | Tag::Gerund | Tag::Adjective | Tag::Participle | Tag::Number | Tag::Determiner
            )
    });
    let determined = run.clone().skip(1).any(|i| tags[i] == Tag::Determiner)
        || tokens[start].is("each")
        || tokens[start].is("every");
    if !plain || determined {
        return false;
    }
    let first = run.clone().find(|&i| matches!(tags[i], Tag::Verb | Tag::Gerund));
    let Some(at) = first else { return false };
    let token = &tokens[at];
    let known = inflection::verb(&token.lower);
    // `places orders`, `manages payment information`: a verb in the third person with its object.
    let third = matches!(known, Some((base, Form::Third)) if !words::is_noun_first(base));
    let recording = matches!(known, Some((base, Form::Third)) if words::is_imperative(base));
    let plural_after = tokens[at + 1..end].iter().any(|t| inflection::is_plural(&t.lower));
    if (third || recording) && at == start {
        return false;
    }
    let third_after_noun = third && at > start && at + 1 < end;
    let purpose = matches!(known, Some((base, _)) if tags[at] == Tag::Gerund && (words::is_purpose(base) || words::is_has_verb(base)));
    // `User management: stores the name`, `regions include names`
    let after_colon = at == start && start > 0 && (tokens[start - 1].is_mark(':') || tokens[start - 1].is_mark('：'));
    if matches!(known, Some((base, _)) if after_colon && (words::is_imperative(base) || words::is_store_verb(base))
        || at > start && matches!(base, "include" | "contain" | "have" | "comprise"))
    {
        return false;
    }
    // `can track orders and support returns`: one of several verbs after the modal.
    let several = at == start
        && start > 0
        && tokens[start - 1].is("and")
        && tags[at] == Tag::Verb
        && matches!(known, Some((base, Form::Base)) if words::is_imperative(base))
        && tags[..start].iter().any(|t| matches!(t, Tag::Modal | Tag::Infinitive));
    if several && run.len() > 1 && !has_unit(tokens, end) && !has_unit(tokens, start + 2) {
        return false;
    }
    // `can browse maps, view charts, submit orders`: one of several verbs after the modal, with its object.
    let another = at == start
        && start > 0
        && matches!(known, Some((_, Form::Base)))
        && plural_after
        && at + 1 < end
        && !has_unit(tokens, end)
        && verbs_in_a_row(tokens, tags, start);
    if another {
        return false;
    }
    // `recording the date` has a determiner; `storing images` has a plural after it.
    let records = matches!(known, Some((base, _)) if words::is_imperative(base));
    let gerund = tags[at] == Tag::Gerund
        && at == start
        && (plural_after && at + 2 == end && !has_unit(tokens, end) || records && run.len() > 2);
    // `Customers with name and email place orders`
    let object = at > start && at + 1 < end && plural_after && !has_unit(tokens, end) && tags[at] == Tag::Verb;
    !third_after_noun && !purpose && !gerund && !object
}

/// Whether a modal and its verb come before, and nothing since says that names are listed.
fn verbs_in_a_row(tokens: &[Token], tags: &[Tag], start: usize) -> bool {
    let Some(modal) = tags[..start].iter().rposition(|t| *t == Tag::Modal) else { return false };
    let lists = |i: usize| {
        tokens[i].is("such")
            || tokens[i].is("including")
            || tokens[i].is_mark(':')
            || matches!(inflection::verb(&tokens[i].lower), Some((base, _)) if tags[i] == Tag::Verb && words::is_has_verb(base))
    };
    tags.get(modal + 1) == Some(&Tag::Verb) && !(modal + 1..start).any(lists)
}

/// Whether the last word is one for what a column holds.
fn has_unit(tokens: &[Token], end: usize) -> bool {
    end.checked_sub(1).is_some_and(|last| words::is_attribute_head(&inflection::singular(&tokens[last].lower)))
}
