//! The words and marks of a request.

use crate::schema::Span;

/// A word, number, quoted text or mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As it was written, without quotes.
    pub text: String,
    /// In lower case; what patterns compare with. Empty for quoted text, which is no word of the language.
    pub lower: String,
    pub span: Span,
}

/// The words of a text. Dots, hyphens and underscores inside a word belong to it (`orders.total`, `multi-tenant`).
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        if let Some(close) = closing(c)
            && let Some(length) = quoted(&text[start + c.len_utf8()..], close)
        {
            let inside = start + c.len_utf8()..start + c.len_utf8() + length;
            let end = inside.end + close.len_utf8();
            while chars.next_if(|(at, _)| *at < end).is_some() {}
            words.push(Word { text: text[inside].to_owned(), lower: String::new(), span: Span { start, end } });
            continue;
        }
        let mut end = start + c.len_utf8();
        if c.is_alphanumeric() || c == '_' || c == '-' && chars.peek().is_some_and(|(_, next)| next.is_ascii_digit()) {
            while let Some((at, next)) = chars.peek().copied() {
                let rest = &text[at + next.len_utf8()..];
                if !(is_inside(next) || joins(next) && rest.starts_with(is_inside)) {
                    break;
                }
                end = at + next.len_utf8();
                chars.next();
            }
        }
        let text = &text[start..end];
        words.push(Word { text: text.to_owned(), lower: text.to_lowercase(), span: Span { start, end } });
    }
    words
}

/// The bytes from the first word to the last.
pub fn span(words: &[Word]) -> Span {
    match (words.first(), words.last()) {
        (Some(first), Some(last)) => Span { start: first.span.start, end: last.span.end },
        _ => Span::default(),
    }
}

/// The words as one phrase in lower case, quoted ones as they are.
pub fn phrase(words: &[Word]) -> String {
    let spelled = |word: &Word| if word.lower.is_empty() { word.text.clone() } else { word.lower.clone() };
    words.iter().map(spelled).collect::<Vec<_>>().join(" ")
}

fn is_inside(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn joins(c: char) -> bool {
    matches!(c, '.' | '-' | '\'' | '’')
}

fn closing(open: char) -> Option<char> {
    match open {
        '"' | '`' | '\'' => Some(open),
        '“' => Some('”'),
        '‘' => Some('’'),
        _ => None,
    }
}

/// The bytes up to the closing mark, where it stands on the same line.
fn quoted(rest: &str, close: char) -> Option<usize> {
    let line = rest.lines().next().unwrap_or_default();
    line.find(close).filter(|length| *length > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_marks_and_quotes_come_apart() {
        let check = |text: &str, expected: &[&str]| {
            let found = words(text);
            let texts: Vec<&str> = found.iter().map(|word| word.text.as_str()).collect();
            assert_eq!(texts, expected, "{text}");
        };
        check("make orders.total decimal(12,2)", &["make", "orders.total", "decimal", "(", "12", ",", "2", ")"]);
        check("call it \"Line Items\".", &["call", "it", "Line Items", "."]);
        check("the customer's phone", &["the", "customer's", "phone"]);
        check("at least -5.5 or multi-tenant", &["at", "least", "-5.5", "or", "multi-tenant"]);
        check("an \"open quote", &["an", "\"", "open", "quote"]);
    }
}
