//! Prompts of one line: `car repair shop with vehicles, jobs, parts and invoices`.
//!
//! Who lists in one breath what a system is about means a table with each word, also with those that elsewhere are
//! columns or say nothing; and the system itself is none.

use super::inflection::{is_plural, singular};
use super::lexicon::{self as words, is_attribute_head};
use super::model::{Entity, Model, Shape};
use super::token::{Kind, Token, tokens};
use crate::schema::Span;
use std::ops::Range;

/// Longer texts say more about what they list.
const MOST_WORDS: usize = 30;

/// Completes the list of a prompt, where most of it names tables already.
pub fn refine(model: &mut Model, source: &str) {
    if source.split_whitespace().nth(MOST_WORDS).is_some() || source.trim().contains('\n') {
        return;
    }
    let span = Span { start: 0, end: source.trim_end().len() };
    let tokens = tokens(source, span);
    let opens = |t: &Token| t.is("with") || t.is_mark(':');
    let Some(open) = tokens.iter().position(opens).filter(|at| *at > 0) else { return };
    let Some(list) = segments(&tokens, open + 1) else { return };
    let names: Vec<(String, Range<usize>)> =
        list.into_iter().map(|range| (name_of(&tokens[range.clone()]), range)).collect();
    let has = |model: &Model, name: &str| model.entities.iter().any(|e| e.name == name);
    let found = names.iter().filter(|(name, _)| has(model, name)).count();
    if names.len() < 3 || found < 2 {
        return;
    }
    drop_whole(model, &tokens[..open], &names);
    for (name, range) in names {
        let known = has(model, &name)
            || model
                .entities
                .iter()
                .any(|e| name.ends_with(&format!(" {}", e.name)) || e.name.ends_with(&format!(" {name}")));
        let last = &tokens[range.end - 1];
        if known || is_attribute_head(name.rsplit(' ').next().unwrap_or_default()) && !is_plural(&last.lower) {
            continue;
        }
        let span = Span { start: tokens[range.start].span.start, end: last.span.end };
        model.entities.push(Entity::new(
            name,
            Shape::Plain,
            vec![span],
            "The description lists it among the things that the system is about.",
            0.6,
        ));
    }
}

/// The parts of a list that ends with the text: short, without verbs between them.
fn segments(tokens: &[Token], start: usize) -> Option<Vec<Range<usize>>> {
    let mut found = Vec::new();
    let mut at = start;
    for i in start..=tokens.len() {
        let ends = tokens.get(i).is_none_or(|t| t.kind == Kind::Mark || t.is("and"));
        if !ends {
            continue;
        }
        if at < i {
            found.push(at..i);
        }
        let goes_on =
            tokens.get(i).is_none_or(|t| t.is("and") || t.is_mark(',') || t.is_mark('.') && i + 1 == tokens.len());
        if !goes_on {
            return None;
        }
        at = i + 1;
    }
    let plain = |range: &Range<usize>| {
        range.len() <= 3
            && tokens[range.clone()].iter().all(|t| {
                t.kind == Kind::Word
                    && !words::is_preposition(&t.lower)
                    && !words::is_modal(&t.lower)
                    && !words::is_relative(&t.lower)
                    && !words::is_auxiliary(&t.lower)
                    && !words::is_pronoun(&t.lower)
            })
    };
    found.iter().all(plain).then_some(found)
}

fn name_of(tokens: &[Token]) -> String {
    let names = tokens.iter().filter(|t| !words::is_determiner(&t.lower) && !words::is_empty_adjective(&t.lower));
    let mut names: Vec<String> = names.map(|t| t.lower.clone()).collect();
    if let Some(last) = names.last_mut() {
        *last = singular(last);
    }
    names.join(" ")
}

/// `streaming service with movies and series`: the service is what is built.
fn drop_whole(model: &mut Model, title: &[Token], list: &[(String, Range<usize>)]) {
    let plural = title.last().is_some_and(|last| is_plural(&last.lower));
    let name = name_of(title);
    let listed = list.iter().any(|(other, _)| *other == name);
    let Some(whole) = model.entities.iter().position(|e| e.name == name).filter(|_| !plural && !listed) else { return };
    model.remove(&[whole]);
}

#[cfg(test)]
mod tests {
    use crate::nl::{Options, design};

    fn check(text: &str, has: &[&str], lacks: &[&str]) {
        let schema = design(text, &Options::default()).schema;
        for name in has {
            assert!(schema.table_named(name).is_some(), "{name} is missing for {text}");
        }
        for name in lacks {
            assert!(schema.table_named(name).is_none(), "{name} is a table of {text}");
        }
    }

    #[test]
    fn every_part_of_a_list_is_a_table_and_the_whole_is_none() {
        check(
            "bicycle repair shop with bicycles, jobs, parts and invoices",
            &["jobs", "parts", "invoices"],
            &["shops"],
        );
        check("sailing school with boats, sailors and log entries", &["boats", "sailors", "log_entries"], &[]);
        check("customers with name, email and phone", &["customers"], &["names", "emails", "phones"]);
    }
}
