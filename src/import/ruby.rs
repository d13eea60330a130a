//! Calls of Ruby as schema files and migrations have them: `t.string "name", limit: 80, default: -> { "now()" }`.

use crate::schema::Position;
use std::collections::BTreeMap;

/// A value among arguments. What Ruby would have to compute is code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A string or a symbol.
    Text(String),
    Number(String),
    Flag(bool),
    Nil,
    List(Vec<Value>),
    Hash(BTreeMap<String, Value>),
    /// A block's string or its text.
    Code(String),
}

impl Value {
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// One text or a list of texts.
    pub fn texts(&self) -> Vec<String> {
        match self {
            Self::List(values) => values.iter().filter_map(Self::text).map(str::to_owned).collect(),
            value => value.text().map(str::to_owned).into_iter().collect(),
        }
    }

    pub fn number<T: std::str::FromStr>(&self) -> Option<T> {
        match self {
            Self::Number(number) => number.parse().ok(),
            _ => None,
        }
    }
}

/// `receiver.name arguments, key: value do |block|`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Call {
    /// Empty where the call has none.
    pub receiver: String,
    pub name: String,
    pub arguments: Vec<Value>,
    pub options: BTreeMap<String, Value>,
    /// It opens a block.
    pub block: bool,
    pub at: Position,
}

impl Call {
    pub fn argument(&self, place: usize) -> Option<&str> {
        self.arguments.get(place).and_then(Value::text)
    }

    pub fn option(&self, key: &str) -> Option<&Value> {
        self.options.get(key)
    }

    pub fn text(&self, key: &str) -> Option<String> {
        self.option(key).and_then(Value::text).map(str::to_owned)
    }

    pub fn is(&self, key: &str, flag: bool) -> bool {
        self.option(key) == Some(&Value::Flag(flag))
    }
}

/// The statements of a text, each as a call; `end` and what is no call have only a name.
pub fn calls(text: &str) -> Vec<Call> {
    let mut found = Vec::new();
    let mut pending = String::new();
    let mut start = 1;
    for (number, line) in text.lines().enumerate() {
        let line = without_comment(line).trim();
        if pending.is_empty() {
            start = number + 1;
        }
        if !pending.is_empty() {
            pending.push(' ');
        }
        pending.push_str(line);
        // A statement goes on where a bracket is open or a comma ends the line.
        let goes_on = pending.ends_with(',') || pending.ends_with('\\') || depth(&pending) > 0;
        if goes_on && pending.len() < 20_000 {
            continue;
        }
        let statement = std::mem::take(&mut pending);
        found.extend(call(&statement, Position { line: start, column: 1 }));
    }
    found.extend(call(&pending, Position { line: start, column: 1 }));
    found
}

fn without_comment(line: &str) -> &str {
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        match (quote, c) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '#') => return &line[..at],
            _ => {}
        }
    }
    line
}

/// Brackets that are open at the end of a text.
fn depth(text: &str) -> i32 {
    let (mut quote, mut escaped, mut depth) = (None, false, 0);
    for c in text.chars() {
        match (quote, c) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth -= 1,
            _ => {}
        }
    }
    depth
}

fn call(text: &str, at: Position) -> Option<Call> {
    let mut reader = Reader { chars: text.chars().collect(), next: 0 };
    let first = reader.word();
    if first.is_empty() {
        return None;
    }
    let mut call = Call { name: first, at, ..Call::default() };
    if reader.peek() == Some('.') {
        reader.next += 1;
        call.receiver = std::mem::replace(&mut call.name, reader.word());
    }
    reader.spaces();
    if reader.peek() == Some('(') {
        reader.next += 1;
    }
    loop {
        reader.spaces();
        match reader.peek() {
            None => break,
            Some(',' | ')') => reader.next += 1,
            Some('|') => break,
            Some(_) => {
                let before = reader.next;
                if reader.starts_word("do") {
                    call.block = true;
                    break;
                }
                match reader.key() {
                    Some(key) => {
                        let value = reader.value();
                        call.options.insert(key, value);
                    }
                    None => call.arguments.push(reader.value()),
                }
                if reader.next == before {
                    reader.next += 1;
                }
            }
        }
    }
    Some(call)
}

struct Reader {
    chars: Vec<char>,
    next: usize,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.next).copied()
    }

    fn ahead(&self, count: usize) -> Option<char> {
        self.chars.get(self.next + count).copied()
    }

    fn spaces(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.next += 1;
        }
    }

    fn word(&mut self) -> String {
        let start = self.next;
        let inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '?' | '!');
        // `ActiveRecord::Schema[7.1]` is one word to us.
        while self.peek().is_some_and(|c| {
            inside(c)
                || c == ':' && self.ahead(1) == Some(':')
                || c == ':' && start < self.next && self.chars[self.next - 1] == ':'
        }) {
            self.next += 1;
        }
        self.chars[start..self.next].iter().collect()
    }

    fn starts_word(&self, word: &str) -> bool {
        let same = word.chars().enumerate().all(|(n, c)| self.ahead(n) == Some(c));
        same && self.ahead(word.chars().count()).is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':')
    }

    /// `key:` or `:key =>`; nothing is taken where there is none.
    fn key(&mut self) -> Option<String> {
        let start = self.next;
        let quoted = self.peek() == Some('"');
        let rocket = self.peek() == Some(':');
        self.next += usize::from(rocket || quoted);
        let word = self.word();
        self.next += usize::from(quoted && self.peek() == Some('"'));
        if rocket && !word.is_empty() {
            self.spaces();
            if self.peek() == Some('=') && self.ahead(1) == Some('>') {
                self.next += 2;
                self.spaces();
                return Some(word);
            }
        } else if !word.is_empty() && self.peek() == Some(':') && self.ahead(1) != Some(':') {
            self.next += 1;
            self.spaces();
            return Some(word);
        }
        self.next = start;
        None
    }

    fn value(&mut self) -> Value {
        self.spaces();
        match self.peek() {
            Some(quote @ ('"' | '\'')) => Value::Text(self.string(quote)),
            Some(':') => {
                self.next += 1;
                match self.peek() {
                    Some(quote @ ('"' | '\'')) => Value::Text(self.string(quote)),
                    _ => Value::Text(self.word()),
                }
            }
            Some('[') => Value::List(self.list(']')),
            Some('{') => self.hash(),
            Some('%') => {
                // `%w[a b]` and `%i[a b]`
                self.next += 2;
                let close = match self.peek() {
                    Some('(') => ')',
                    Some('{') => '}',
                    _ => ']',
                };
                self.next += 1;
                let inside = self.until(close);
                Value::List(inside.split_whitespace().map(|word| Value::Text(word.to_owned())).collect())
            }
            Some('-') if self.ahead(1) == Some('>') => {
                self.next += 2;
                self.spaces();
                self.next += usize::from(self.peek() == Some('{'));
                let inside = self.until('}').trim().to_owned();
                let mut reader = Reader { chars: inside.chars().collect(), next: 0 };
                match reader.value() {
                    Value::Text(text) => Value::Code(text),
                    _ => Value::Code(inside),
                }
            }
            Some(c) if c.is_ascii_digit() || c == '-' => {
                let start = self.next;
                self.next += 1;
                while self.peek().is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_')) {
                    self.next += 1;
                }
                Value::Number(self.chars[start..self.next].iter().filter(|c| **c != '_').collect())
            }
            _ => match self.word().as_str() {
                "true" => Value::Flag(true),
                "false" => Value::Flag(false),
                "nil" => Value::Nil,
                word => {
                    let mut text = word.to_owned();
                    // What is neither: `Time.now`, `lambda { ... }`.
                    while self.peek().is_some_and(|c| !matches!(c, ',' | ')' | ']' | '}') && !c.is_whitespace()) {
                        text.extend(self.peek());
                        self.next += 1;
                    }
                    Value::Code(text)
                }
            },
        }
    }

    fn string(&mut self, quote: char) -> String {
        self.next += 1;
        let mut text = String::new();
        while let Some(c) = self.peek() {
            self.next += 1;
            if c == quote {
                break;
            }
            if c != '\\' {
                text.push(c);
                continue;
            }
            let escaped = self.peek();
            self.next += 1;
            match escaped {
                Some('n') if quote == '"' => text.push('\n'),
                Some('t') if quote == '"' => text.push('\t'),
                Some(c) if quote == '"' || matches!(c, '\'' | '\\') => text.push(c),
                Some(c) => text.extend(['\\', c]),
                None => {}
            }
        }
        text
    }

    fn list(&mut self, close: char) -> Vec<Value> {
        self.next += 1;
        let mut values = Vec::new();
        loop {
            self.spaces();
            match self.peek() {
                None => return values,
                Some(c) if c == close => {
                    self.next += 1;
                    return values;
                }
                Some(',') => self.next += 1,
                Some(_) => {
                    let before = self.next;
                    values.push(self.value());
                    self.next += usize::from(self.next == before);
                }
            }
        }
    }

    fn hash(&mut self) -> Value {
        self.next += 1;
        let mut found = BTreeMap::new();
        loop {
            self.spaces();
            match self.peek() {
                None => return Value::Hash(found),
                Some('}') => {
                    self.next += 1;
                    return Value::Hash(found);
                }
                Some(',') => self.next += 1,
                Some(_) => {
                    let before = self.next;
                    match self.key() {
                        Some(key) => {
                            let value = self.value();
                            found.insert(key, value);
                        }
                        None => drop(self.value()),
                    }
                    self.next += usize::from(self.next == before);
                }
            }
        }
    }

    fn until(&mut self, close: char) -> String {
        let start = self.next;
        let mut quote = None;
        while let Some(c) = self.peek() {
            match quote {
                Some(open) if c == open => quote = None,
                Some(_) => {}
                None if c == close => break,
                None if c == '"' => quote = Some(c),
                None => {}
            }
            self.next += 1;
        }
        let inside = self.chars[start.min(self.next)..self.next].iter().collect();
        self.next += usize::from(self.peek().is_some());
        inside
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_taken_apart() {
        let check =
            |text: &str, receiver: &str, name: &str, arguments: &[Value], options: &[(&str, Value)], block: bool| {
                let found = calls(text);
                assert_eq!(found.len(), 1, "{text}: {found:?}");
                let options = options.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
                let expected = Call {
                    receiver: receiver.to_owned(),
                    name: name.to_owned(),
                    arguments: arguments.to_vec(),
                    options,
                    block,
                    at: Position { line: 1, column: 1 },
                };
                assert_eq!(found[0], expected, "{text}");
            };
        let text = |text: &str| Value::Text(text.to_owned());
        check(
            "t.decimal \"price\", precision: 10, default: \"0.0\", null: false # why",
            "t",
            "decimal",
            &[text("price")],
            &[("precision", Value::Number("10".into())), ("default", text("0.0")), ("null", Value::Flag(false))],
            false,
        );
        check(
            "create_table(:users, id: :uuid, default: -> { \"gen_random_uuid()\" }) do |t|",
            "",
            "create_table",
            &[text("users")],
            &[("id", text("uuid")), ("default", Value::Code("gen_random_uuid()".into()))],
            true,
        );
        check(
            "add_index :a, [:b, \"c\"],\n  :unique => true,\n  order: { c: :desc }",
            "",
            "add_index",
            &[text("a"), Value::List(vec![text("b"), text("c")])],
            &[("unique", Value::Flag(true)), ("order", Value::Hash([("c".to_owned(), text("desc"))].into()))],
            false,
        );
        check(
            "t.string 'it''s', in: %w[a b]",
            "t",
            "string",
            &[text("it"), text("s")],
            &[("in", Value::List(vec![text("a"), text("b")]))],
            false,
        );
        check("end", "", "end", &[], &[], false);
        check("execute \"(\"", "", "execute", &[text("(")], &[], false);
    }
}
