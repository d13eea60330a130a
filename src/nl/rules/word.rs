//! The words of a sentence as the rules compare them: singular, without contractions, numbers read.

use crate::nl::inflection;
use crate::nl::token::{self, Kind};
use crate::schema::Span;

/// A word, number or mark.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// In lower case; a mark as it stands.
    pub lower: String,
    /// The form in which columns and words are compared: the singular, or the plain form of a verb of time.
    pub base: String,
    pub number: Option<Number>,
    pub span: Span,
    pub is_mark: bool,
}

/// An exact decimal number as SQL writes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    pub text: String,
    pub value: f64,
}

impl Number {
    pub fn new(text: &str) -> Option<Self> {
        let value: f64 = text.parse().ok()?;
        (value.abs() < 1e15).then(|| Self { text: text.to_owned(), value })
    }

    pub fn whole(value: u32) -> Self {
        Self { text: value.to_string(), value: f64::from(value) }
    }

    /// The number of smaller units: 2 hours are 120 minutes.
    pub fn times(&self, factor: f64) -> Self {
        let value = self.value * factor;
        Self { text: format!("{value}"), value }
    }

    pub fn is_whole(&self) -> bool {
        self.value.fract() == 0.0
    }
}

impl Word {
    pub fn is(&self, word: &str) -> bool {
        self.lower == word
    }

    pub fn is_any(&self, words: &[&str]) -> bool {
        words.contains(&self.lower.as_str())
    }
}

/// The words of a part of the text. `cannot` and `can't` come as `can not`, `check-in` as `check in`.
pub fn words(text: &str, span: Span) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for token in token::tokens(text, span) {
        match token.kind {
            Kind::Possessive => words.push(mark("'s", token.span)),
            Kind::Mark => words.push(mark(&token.lower, token.span)),
            Kind::Number => number_word(&token, &mut words),
            Kind::Quoted => words.push(plain(&token.lower, token.span)),
            Kind::Word => {
                let lower = token.lower.replace('’', "'");
                let whole = match lower.as_str() {
                    "cannot" | "can't" => "can not",
                    "won't" => "will not",
                    "non-negative" | "nonnegative" => "not negative",
                    other => other.strip_suffix("n't").map_or(other, |_| other),
                };
                let spelled = whole.strip_suffix("n't").map_or_else(|| whole.to_owned(), |stem| format!("{stem} not"));
                for part in spelled.split([' ', '-', '_']).filter(|part| !part.is_empty()) {
                    words.push(plain(part, token.span));
                }
            }
        }
    }
    joined_numbers(words)
}

fn mark(lower: &str, span: Span) -> Word {
    Word { lower: lower.to_owned(), base: lower.to_owned(), number: None, span, is_mark: true }
}

fn plain(lower: &str, span: Span) -> Word {
    let number = number_named(lower).map(Number::whole);
    Word { lower: lower.to_owned(), base: base(lower), number, span, is_mark: false }
}

fn number_word(token: &token::Token, words: &mut Vec<Word>) {
    let percent = token.lower.ends_with('%');
    let mut digits = token.lower.trim_end_matches('%').to_owned();
    let groups: Vec<&str> = digits.split(',').collect();
    let grouped = groups.len() > 1 && groups[1..].iter().all(|g| g.split('.').next().is_some_and(|g| g.len() == 3));
    digits = if grouped { digits.replace(',', "") } else { digits.replacen(',', ".", 1) };
    // `-20` where the sign stands at the number and nothing that it could join stands before.
    let sign = words.last().is_some_and(|w| (w.is("-") || w.is("−")) && w.span.end == token.span.start)
        && words.len().checked_sub(2).and_then(|i| words.get(i)).is_none_or(|w| w.number.is_none());
    if sign {
        words.pop();
        digits.insert(0, '-');
    }
    let number = Number::new(&digits);
    words.push(Word { lower: digits.clone(), base: digits, number, span: token.span, is_mark: false });
    if percent {
        words.push(plain("percent", token.span));
    }
}

/// `one hundred`, `twenty five`, `minus ten`, `two thousand` as one number each.
fn joined_numbers(words: Vec<Word>) -> Vec<Word> {
    let mut joined: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        let (Some(last), Some(number)) = (joined.last_mut(), word.number.clone()) else {
            joined.push(word);
            continue;
        };
        let spelled = word.lower.chars().all(char::is_alphabetic);
        let value = match &last.number {
            Some(before) if spelled && matches!(word.lower.as_str(), "hundred" | "thousand" | "million") => {
                before.times(number.value)
            }
            Some(before)
                if spelled
                    && before.value >= 20.0
                    && number.value < 10.0
                    && before.value % 10.0 == 0.0
                    && last.lower.chars().all(char::is_alphabetic) =>
            {
                Number::whole((before.value + number.value) as u32)
            }
            None if last.is("minus") => number.times(-1.0),
            None if last.is("a") && word.is_any(&["hundred", "thousand", "million"]) => number,
            _ => {
                joined.push(word);
                continue;
            }
        };
        last.number = Some(value);
        last.span.end = word.span.end;
    }
    joined
}

fn number_named(word: &str) -> Option<u32> {
    const UNITS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let place = |list: &[&str]| list.iter().position(|w| *w == word).and_then(|at| u32::try_from(at).ok());
    if let Some(unit) = place(&UNITS) {
        return Some(unit);
    }
    if let Some(ten) = place(&TENS) {
        return Some((ten + 2) * 10);
    }
    match word {
        "dozen" => Some(12),
        "hundred" => Some(100),
        "thousand" => Some(1000),
        "million" => Some(1_000_000),
        _ => None,
    }
}

/// The form in which a word is compared with the words of a column.
pub fn base(word: &str) -> String {
    let stem = match word {
        "start" | "starts" | "started" | "starting" | "begin" | "begins" | "began" | "beginning" => "start",
        "end" | "ends" | "ended" | "ending" | "finish" | "finishes" | "finished" => "end",
        "depart" | "departs" | "departed" | "departure" => "departure",
        "arrive" | "arrives" | "arrived" | "arrival" => "arrival",
        "expire" | "expires" | "expired" | "expiry" | "expiration" => "expiry",
        "return" | "returns" | "returned" => "return",
        "borrow" | "borrows" | "borrowed" => "borrow",
        "ordered" => "order",
        "shipped" | "ships" => "ship",
        "delivered" => "delivery",
        "rated" => "rating",
        "weigh" | "weighs" => "weight",
        "lasts" => "duration",
        "costs" | "priced" => "price",
        "min" | "minimum" | "minimal" => "minimum",
        "max" | "maximum" | "maximal" => "maximum",
        other => return inflection::singular(other),
    };
    stem.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_words_and_digits() {
        let check = |text: &str, expected: &[&str]| {
            let found = words(text, Span { start: 0, end: text.len() });
            let numbers: Vec<String> = found.into_iter().filter_map(|w| w.number).map(|n| n.text).collect();
            assert_eq!(numbers, expected, "{text}");
        };
        check("between 1,000 and 2,500.50 euros", &["1000", "2500.50"]);
        check("from -20 to +40", &["-20", "40"]);
        check("twenty five or one hundred or a thousand", &["25", "100", "1000"]);
        check("1-5 and 2,5 and 30%", &["1", "5", "2.5", "30"]);
    }
}
