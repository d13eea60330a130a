//! A sentence cut at its commas and conjunctions.

use crate::nl::tag::Tag;
use crate::nl::token::{Kind, Token};

#[derive(Debug, Clone)]
pub(super) struct Segment {
    pub(super) range: std::ops::Range<usize>,
    pub(super) brackets: Vec<std::ops::Range<usize>>,
    /// It begins with `each` or `every`.
    pub(super) each: bool,
}

/// Cuts a sentence at commas, semicolons, colons, dashes and conjunctions; brackets go with the segment before them.
pub(super) fn segments(tokens: &[Token], tags: &[Tag]) -> Vec<Segment> {
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
        if separates(tokens, tags, i) {
            push(start, i, &mut brackets);
            start = i + 1;
        }
        i += 1;
    }
    push(start, tokens.len(), &mut brackets);
    found
}

/// Whether the token stands between two segments.
pub(super) fn separates(tokens: &[Token], tags: &[Tag], i: usize) -> bool {
    let token = &tokens[i];
    if token.kind == Kind::Mark {
        return matches!(
            token.lower.as_str(),
            "," | ";" | ":" | "：" | "，" | "、" | "—" | "–" | "-" | "；" | "|" | "/"
        );
    }
    let conjunction = tags[i] == Tag::Conjunction
        && matches!(
            token.lower.as_str(),
            "and" | "while" | "or" | "&" | "+" | "as" | "well" | "along" | "together" | "with" | "but" | "nor" | "plus"
        );
    // `one or more` is a quantity.
    let quantity = token.is("or")
        && tokens.get(i + 1).is_some_and(|t| matches!(t.lower.as_str(), "more" | "many" | "several" | "less"));
    // `agricultural and sideline products` are one thing.
    let described = token.is("and")
        && i > 0
        && tags[i - 1] == Tag::Adjective
        && (i == 1 || matches!(tags[i - 2], Tag::Determiner | Tag::Mark | Tag::Verb))
        && tags.get(i + 1).is_some_and(|t| matches!(t, Tag::Noun | Tag::Adjective));
    conjunction && !quantity && !described
}

/// `as well as`, `along with`, `together with` join like `and`.
pub(super) fn joined(tokens: &[Token], mut tags: Vec<Tag>) -> Vec<Tag> {
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
