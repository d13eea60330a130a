//! The phrases, verbs and list markers of a segment.

use super::segments::Segment;
use super::verbs::{Verb, verb_at};
use crate::nl::tag::Tag;
use crate::nl::token::Token;

#[derive(Debug, Clone)]
pub(super) enum Part {
    Phrase(std::ops::Range<usize>),
    Verb(Verb),
    With,
    Examples,
    Where,
}

/// The phrases and verbs of a segment.
pub(super) fn parts(tokens: &[Token], tags: &[Tag], segment: &Segment) -> Vec<Part> {
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
            "like" if tags[i] == Tag::Preposition && i > start => Some((Part::Examples, 1)),
            "e" if tokens.get(i + 2).is_some_and(|t| t.is("g")) => Some((Part::Examples, 3)),
            "with" if tags[i] == Tag::Preposition => Some((Part::With, 1)),
            // `parts by their number, name and price`
            "by" if i > start && (next_is("their") || next_is("its")) => Some((Part::With, 1)),
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
            // `supports students in selecting courses`
            let before = if verb.gerund && i > start && tokens[i - 1].is("in") { i - 1 } else { i };
            if start < before {
                parts.push(Part::Phrase(start..before));
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
