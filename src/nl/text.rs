//! The structure of a text: headings, list items and sentences, each with the place it stands at.

use crate::schema::Span;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A title or a topic that what follows is about.
    Heading,
    /// A list item.
    Item,
    Sentence,
}

/// A heading, an item or a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    pub kind: Kind,
    pub span: Span,
    /// The heading, or the sentence or item with a colon at its end, that it stands under.
    pub parent: Option<usize>,
    /// Whether a sentence continues the paragraph or item of the unit before it.
    pub continues: bool,
}

/// A line without its list marker.
struct Line {
    span: Span,
    /// Depth: twice the indentation, and one more for a bullet, which may stand under a number.
    indent: usize,
    marked: bool,
    /// Marked as a heading by `#`, by bold type or by underlining.
    heading: bool,
    /// Whether an empty line stands before it.
    after_blank: bool,
}

/// The units of a text, in order.
pub fn units(text: &str) -> Vec<Unit> {
    let lines = lines(text);
    let mut units: Vec<Unit> = Vec::new();
    // Open parents: indentation, rank (headings enclose lists) and index.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut heading: Option<usize> = None;
    for (n, line) in lines.iter().enumerate() {
        let content = &text[line.span.start..line.span.end];
        let next_nested = lines.get(n + 1).is_some_and(|next| next.marked && !next.heading);
        let colon = content.ends_with(':') || content.ends_with('：');
        let short = content.split_whitespace().take(9).count() < 9;
        let ends_open = !content.ends_with(['.', '!', '?', ';', ',', ')']);
        let is_last = n + 1 == lines.len();
        let title = line.heading
            || short && colon
            || short && ends_open && !line.marked && !is_last && !content.contains(',') && lines.len() > 1
            || short && ends_open && line.marked && !content.contains([',', ':']) && {
                // `1. Customer management` before deeper or unmarked lines; the last of several bullets is none.
                let follows = !line.after_blank
                    && n.checked_sub(1)
                        .is_some_and(|before| lines[before].marked && lines[before].indent == line.indent);
                lines.get(n + 1).is_some_and(|next| {
                    let ends = follows && next.after_blank;
                    !next.heading && (!next.marked && !ends || next.indent > line.indent)
                })
            };
        while open.last().is_some_and(|(indent, _)| line.indent < *indent || line.indent == *indent && !(line.marked)) {
            open.pop();
        }
        let parent = match line.marked {
            true => open.iter().rev().find(|(indent, _)| *indent <= line.indent).map(|(_, unit)| *unit).or(heading),
            false => heading,
        };
        if title {
            let kind = Kind::Heading;
            // A marked title inside a list (`- Users:`) stands under the list's own heading.
            let index = units.len();
            units.push(Unit {
                kind,
                span: trimmed_colon(text, line.span),
                parent: if line.marked { parent } else { None },
                continues: false,
            });
            if line.marked {
                open.retain(|(indent, _)| *indent < line.indent + 1);
                open.push((line.indent + 1, index));
            } else {
                open.clear();
            }
            if !line.marked || line.heading || !next_nested {
                heading = Some(index);
            }
            continue;
        }
        let mut first = true;
        for span in sentences(text, line.span) {
            let kind = if line.marked && first { Kind::Item } else { Kind::Sentence };
            units.push(Unit { kind, span, parent, continues: !first });
            first = false;
        }
        if colon && let Some(last) = units.len().checked_sub(1) {
            open.push((line.indent, last));
        }
    }
    units
}

fn trimmed_colon(text: &str, span: Span) -> Span {
    let content = text[span.start..span.end].trim_end_matches([':', '：', ' ', '*', '#']);
    Span { start: span.start, end: span.start + content.len() }
}

/// Lines without blank ones, with inline bullets on lines of their own and hard-wrapped lines joined.
fn lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut start = 0;
    let mut blank_before = true;
    for raw in text.split_inclusive('\n') {
        let end = start + raw.trim_end().len();
        let begin = start + (raw.len() - raw.trim_start().len()).min(raw.trim_end().len());
        start += raw.len();
        if begin >= end {
            blank_before = true;
            continue;
        }
        let indent = raw.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
        for (n, piece) in inline_items(text, Span { start: begin, end }).into_iter().enumerate() {
            let mut line = unmarked(text, piece, indent, n > 0);
            line.after_blank = blank_before && n == 0;
            if line.span.start >= line.span.end {
                continue;
            }
            let wrapped = !blank_before && n == 0 && !line.marked && !line.heading;
            match lines.last_mut() {
                Some(last) if wrapped && goes_on(text, last, &line) => last.span.end = line.span.end,
                _ => lines.push(line),
            }
        }
        blank_before = false;
    }
    lines
}

/// Whether `next` is the same sentence broken by a fixed line width.
fn goes_on(text: &str, last: &Line, next: &Line) -> bool {
    let before = &text[last.span.start..last.span.end];
    let lower = text[next.span.start..].chars().next().is_some_and(|c| c.is_lowercase() || c.is_numeric());
    let stops = before.ends_with(['.', '!', '?', ':', ';']);
    !last.heading
        && !stops
        && (lower || before.ends_with(',') || before.len() > 60)
        && before.rfind('\n').map_or(before.len(), |at| before.len() - at) > 30
}

/// Splits `We have: - Users with ... - Products with ...` and `1. ... 2. ...` on one line into their items.
fn inline_items(text: &str, span: Span) -> Vec<Span> {
    let content = &text[span.start..span.end];
    let mut cuts: Vec<usize> = Vec::new();
    let bytes = content.as_bytes();
    let mut expected = 2;
    let mut numbered: Vec<usize> = Vec::new();
    for (at, c) in content.char_indices() {
        if at == 0 {
            continue;
        }
        let spaced = bytes[at - 1] == b' ';
        let after = &content[at + c.len_utf8()..];
        let spaced_mark = spaced && matches!(c, '-' | '*' | '–') && after.starts_with(' ');
        if spaced_mark || matches!(c, '•' | '·' | '●') {
            cuts.push(at);
        } else if spaced && c.is_ascii_digit() {
            let digits = content[at..].len() - content[at..].trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let rest = &content[at + digits..];
            let number = content[at..at + digits].parse::<u32>().unwrap_or(0);
            if number == expected && (rest.starts_with(". ") || rest.starts_with(") ")) {
                numbered.push(at);
                expected += 1;
            } else if number == 1 && expected == 2 && numbered.is_empty() && rest.starts_with(". ") {
                numbered.push(at);
            }
        }
    }
    // A single dash is punctuation within a sentence; after a colon, or with another, it is a bullet.
    let colon_before = |at: usize| content[..at].trim_end().ends_with([':', '：']);
    let upper_after =
        |at: usize| content[at..].chars().skip(1).find(|c| !c.is_whitespace()).is_some_and(char::is_uppercase);
    let bullets = match cuts.as_slice() {
        [] => false,
        [one] => colon_before(*one) || content.starts_with(['-', '•', '*', '●']),
        many => colon_before(many[0]) || many.iter().all(|at| upper_after(*at)) || content.starts_with(['-', '•', '●']),
    };
    let mut cuts = if bullets { cuts } else { Vec::new() };
    if numbered.len() >= 2 {
        cuts.extend(numbered);
        cuts.sort_unstable();
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    for cut in cuts.into_iter().chain([content.len()]) {
        let piece = &content[start..cut];
        let trimmed = piece.trim();
        if !trimmed.is_empty() {
            let begin = span.start + start + (piece.len() - piece.trim_start().len());
            pieces.push(Span { start: begin, end: begin + trimmed.len() });
        }
        start = cut;
    }
    pieces
}

/// Takes the list marker or the heading marks off a line.
fn unmarked(text: &str, span: Span, indent: usize, inline: bool) -> Line {
    let content = &text[span.start..span.end];
    let mut rest = content;
    let mut marked = inline;
    let mut numbered = false;
    let hashes = rest.trim_start_matches('#');
    let mut heading = hashes.len() < rest.len() && hashes.starts_with(' ');
    if heading {
        rest = hashes.trim_start();
    }
    if let Some(after) = marker(rest) {
        numbered = rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '(');
        rest = after;
        marked = true;
    }
    let bold =
        rest.starts_with("**") && rest.trim_end_matches([':', ' ']).ends_with("**") && rest.matches("**").count() == 2;
    heading |= bold;
    rest = rest.trim_start_matches(['*', '>', '|', ' ']);
    let start = span.start + (content.len() - rest.len());
    let end = start + rest.trim_end_matches(['*', ' ', '|', '#', '=']).len();
    Line {
        span: Span { start, end: end.max(start) },
        indent: 2 * (indent + usize::from(inline)) + usize::from(marked && !numbered),
        marked,
        heading,
        after_blank: false,
    }
}

/// The rest of a line after `- `, `* `, `1. `, `2) `, `(3) `, `a) `, `IV. `, `①`, or nothing without a marker.
fn marker(line: &str) -> Option<&str> {
    let first = line.chars().next()?;
    if matches!(first, '-' | '*' | '+' | '•' | '·' | '–' | '—' | '●' | '○' | '▪' | '◦' | '➢' | '→' | '\u{f0b7}')
        && !line.starts_with("**")
    {
        let rest = &line[first.len_utf8()..];
        return (first != '*' || rest.starts_with([' ', '\t'])).then(|| rest.trim_start_matches(['-', ' ', '\t']));
    }
    if ('①'..='⑳').contains(&first) {
        return Some(line[first.len_utf8()..].trim_start());
    }
    let inner = line.strip_prefix(['(', '（', '[']).unwrap_or(line);
    let label = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let label = match label {
        0 if inner.chars().next().is_some_and(|c| c.is_ascii_alphabetic()) && inner[1..].starts_with([')', '）']) => 1,
        n => n,
    };
    let digits_end = inner[..label].trim_end_matches('.').len();
    if label == 0 || digits_end == 0 || label > 9 {
        return None;
    }
    let after = &inner[label..];
    let closed = after.strip_prefix([')', '）', ']', '、', ':', '．']);
    match closed {
        Some(rest) => Some(rest.trim_start_matches(['.', ' '])),
        None if inner[..label].ends_with('.') => Some(after.trim_start()),
        None => None,
    }
}

/// Words with a point that end no sentence.
const ABBREVIATIONS: &[&str] = &[
    "e.g", "i.e", "etc", "no", "vs", "dr", "mr", "mrs", "ms", "st", "approx", "incl", "max", "min", "inc", "ltd", "co",
    "a.m", "p.m", "fig",
];

/// The sentences of a line.
pub fn sentences(text: &str, span: Span) -> Vec<Span> {
    let content = &text[span.start..span.end];
    let mut spans = Vec::new();
    let mut start = 0;
    let mut depth = 0usize;
    let mut chars = content.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '(' | '（' | '[' => depth += 1,
            ')' | '）' | ']' => depth = depth.saturating_sub(1),
            '.' | '!' | '?' | ';' | '。' | '；' | '！' | '？' => {
                let next = chars.peek().map(|(_, c)| *c);
                let wide = matches!(c, '。' | '；' | '！' | '？');
                let word = content[start..at].rsplit([' ', '(', ',', '\n']).next().unwrap_or_default().to_lowercase();
                let after = content[at + c.len_utf8()..].trim_start().chars().next();
                let abbreviated = c == '.'
                    && (ABBREVIATIONS.contains(&word.as_str())
                        && after.is_some_and(|c| {
                            !c.is_uppercase() || word == "e.g" || word == "i.e" || word == "dr" || word == "mr"
                        }));
                // `User Features.Users can`: a missing space after a full stop that a capital follows.
                let glued = c == '.' && word.len() > 3 && next.is_some_and(char::is_uppercase) && !word.contains('.');
                let ends =
                    wide || glued || next.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '”' | '\'' | ')'));
                // An unclosed bracket must not swallow the rest of the text.
                if ends && !abbreviated && (depth == 0 || at - start > 600) {
                    push_trimmed(content, start, at, span.start, &mut spans);
                    start = at + c.len_utf8();
                    depth = 0;
                }
            }
            _ => {}
        }
    }
    push_trimmed(content, start, content.len(), span.start, &mut spans);
    spans
}

fn push_trimmed(content: &str, start: usize, end: usize, offset: usize, spans: &mut Vec<Span>) {
    let piece = &content[start..end];
    let trimmed = piece.trim();
    if trimmed.chars().any(char::is_alphanumeric) {
        let begin = offset + start + (piece.len() - piece.trim_start().len());
        spans.push(Span { start: begin, end: begin + trimmed.len() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let units = units(text);
        let shown: Vec<String> = units
            .iter()
            .map(|unit| {
                let sign = match unit.kind {
                    Kind::Heading => "#",
                    Kind::Item => "-",
                    Kind::Sentence => ".",
                };
                let parent = unit.parent.map_or(String::new(), |p| format!(" <{p}"));
                format!("{sign} {}{parent}", &text[unit.span.start..unit.span.end])
            })
            .collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn sentences_end_at_full_stops_but_not_in_abbreviations() {
        check("One has two. Three (e.g. four. five) is six", &[". One has two", ". Three (e.g. four. five) is six"]);
        check("Costs 1.5 EUR; it lasts.", &[". Costs 1.5 EUR", ". it lasts"]);
    }

    #[test]
    fn bullets_come_on_their_own_lines_or_inline() {
        let expected = [". We have:", "- Users with email <0", "- Orders with date <0"];
        check(
            "We have: - Users with email - Orders with date",
            &["# We have", "- Users with email <0", "- Orders with date <0"],
        );
        check(
            "This is what we have and want to keep in it:\n- Users with email\n- Orders with date",
            &[". This is what we have and want to keep in it:", expected[1], expected[2]],
        );
        check("A well-known - but rare - thing", &[". A well-known - but rare - thing"]);
    }

    #[test]
    fn headings_are_topics() {
        check(
            "Customers:\nEach has a name.\n\nOrders:\nEach has a date.",
            &["# Customers", ". Each has a name <0", "# Orders", ". Each has a date <2"],
        );
        check("# Title\n1. Users\n- name\n- email", &["# Title", "# Users <0", "- name <1", "- email <1"]);
    }

    #[test]
    fn wrapped_lines_are_one_sentence() {
        check(
            "A customer of the shop places many orders and\npays for them.",
            &[". A customer of the shop places many orders and\npays for them"],
        );
    }
}
