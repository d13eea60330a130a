//! Expressions as trees, read with the usual precedences so that parentheses make no difference.

use super::tokens::{Token, tokens};

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tree {
    /// A column or constant; parts of a dotted name are one name with dots.
    Name(String),
    Text(String),
    Number(String),
    Call(String, Vec<Tree>),
    /// An operator with its operands; `and` and `or` have two or more.
    Operator(String, Vec<Tree>),
    Cast(Box<Tree>, String),
    List(Vec<Tree>),
    /// Words in a form that has none of the above, such as `case` and its parts.
    Other(Vec<Tree>),
}

/// Nesting beyond this is compared as it is written.
const DEEPEST: usize = 60;

/// Reads a whole expression; nothing where it is not one.
pub(super) fn read(text: &str) -> Option<Tree> {
    let tokens = tokens(text)?;
    let mut reader = Reader { tokens: &tokens, at: 0, depth: 0 };
    let tree = reader.expression(0)?;
    (reader.at == tokens.len()).then_some(tree)
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    depth: usize,
}

/// How tightly an operator binds, as in PostgreSQL; the others differ where nobody relies on it.
fn binding(operator: &str) -> Option<u8> {
    Some(match operator {
        "or" => 1,
        "and" => 2,
        "not" => 3,
        "is" => 4,
        "=" | "<>" | "!=" | "<" | ">" | "<=" | ">=" | "<=>" => 5,
        "between" | "in" | "like" | "ilike" | "similar" | "regexp" | "rlike" | "glob" => 6,
        "+" | "-" => 8,
        "*" | "/" | "%" => 9,
        "^" => 10,
        "(" | ")" | "[" | "]" | "," | "." | "::" | ":" => return None,
        mark if !mark.chars().all(char::is_alphanumeric) => 7,
        _ => return None,
    })
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn word(&self, ahead: usize) -> &str {
        match self.tokens.get(self.at + ahead) {
            Some(Token::Name(word)) => word,
            Some(Token::Mark(mark)) => mark,
            _ => "",
        }
    }

    fn take(&mut self, word: &str) -> bool {
        let found = self.word(0) == word;
        self.at += usize::from(found);
        found
    }

    fn expression(&mut self, least: u8) -> Option<Tree> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let mut left = self.operand()?;
        loop {
            let word = self.word(0).to_owned();
            let negated = word == "not"
                && matches!(
                    self.word(1),
                    "in" | "like" | "ilike" | "between" | "similar" | "regexp" | "rlike" | "glob"
                );
            let operator = if negated { self.word(1).to_owned() } else { word };
            let Some(binds) = binding(&operator).filter(|binds| *binds > least && (operator != "not" || negated))
            else {
                break;
            };
            self.at += 1 + usize::from(negated);
            left = self.operation(left, &operator, binds)?;
            if negated {
                left = Tree::Operator("not".to_owned(), vec![left]);
            }
        }
        self.depth -= 1;
        Some(left)
    }

    /// What follows an operator.
    fn operation(&mut self, left: Tree, operator: &str, binds: u8) -> Option<Tree> {
        match operator {
            "is" => {
                let negated = self.take("not");
                let what = match self.word(0) {
                    "distinct" if self.word(1) == "from" => {
                        self.at += 2;
                        Tree::Operator("is distinct from".to_owned(), vec![left, self.expression(binds)?])
                    }
                    _ => Tree::Operator("is".to_owned(), vec![left, self.operand()?]),
                };
                Some(if negated { Tree::Operator("not".to_owned(), vec![what]) } else { what })
            }
            "between" => {
                let low = self.expression(binds)?;
                if !self.take("and") {
                    return None;
                }
                let high = self.expression(binds)?;
                let least = Tree::Operator(">=".to_owned(), vec![left.clone(), low]);
                Some(Tree::Operator("and".to_owned(), vec![least, Tree::Operator("<=".to_owned(), vec![left, high])]))
            }
            "in" => {
                let list = match self.operand()? {
                    Tree::List(list) => list,
                    one => vec![one],
                };
                Some(Tree::Operator("in".to_owned(), vec![left, Tree::List(list)]))
            }
            "similar" => {
                self.take("to");
                Some(Tree::Operator("similar".to_owned(), vec![left, self.expression(binds)?]))
            }
            _ => Some(Tree::Operator(operator.to_owned(), vec![left, self.expression(binds)?])),
        }
    }

    fn operand(&mut self) -> Option<Tree> {
        let token = self.peek()?.clone();
        self.at += 1;
        let tree = match token {
            Token::Text(text) => Tree::Text(text),
            Token::Number(number) => Tree::Number(number),
            Token::Quoted(name) => self.name(format!("\"{name}\""))?,
            Token::Mark("(") => self.group(")")?,
            Token::Mark("+") => self.expression(10)?,
            Token::Mark("-") => match self.expression(10)? {
                Tree::Number(number) => Tree::Number(format!("-{number}")),
                other => Tree::Operator("-".to_owned(), vec![other]),
            },
            Token::Mark("*") => Tree::Name("*".to_owned()),
            Token::Mark(_) => return None,
            Token::Name(word) => match word.as_str() {
                "not" => Tree::Operator("not".to_owned(), vec![self.expression(3)?]),
                "case" => self.case()?,
                "cast" | "try_cast" if self.word(0) == "(" => self.cast()?,
                "array" if self.word(0) == "[" => {
                    self.at += 1;
                    match self.group("]")? {
                        Tree::List(list) => Tree::Call("array".to_owned(), list),
                        one => Tree::Call("array".to_owned(), vec![one]),
                    }
                }
                "and" | "or" | "then" | "when" | "else" | "end" | "from" | "as" | "is" | "in" | "like" | "between" => {
                    return None;
                }
                _ => match self.peek() {
                    // A literal with its type in front: `date '2020-01-01'`.
                    Some(Token::Text(text)) => {
                        let text = text.clone();
                        self.at += 1;
                        Tree::Cast(Box::new(Tree::Text(text)), word)
                    }
                    _ => self.name(word)?,
                },
            },
        };
        self.suffixes(tree)
    }

    /// Casts and subscripts behind an operand.
    fn suffixes(&mut self, mut tree: Tree) -> Option<Tree> {
        loop {
            if self.take("::") {
                tree = Tree::Cast(Box::new(tree), self.type_name()?);
            } else if self.take("[") {
                let index = self.group("]")?;
                tree = Tree::Call("[]".to_owned(), vec![tree, index]);
            } else if self.word(0) == "collate" {
                self.at += 1;
                let name = self.operand()?;
                tree = Tree::Call("collate".to_owned(), vec![tree, name]);
            } else {
                return Some(tree);
            }
        }
    }

    /// A group's only member stands for itself.
    fn group(&mut self, close: &str) -> Option<Tree> {
        let mut list = Vec::new();
        while !self.take(close) {
            list.push(self.expression(0)?);
            if !self.take(",") && self.word(0) != close {
                return None;
            }
        }
        match <[Tree; 1]>::try_from(list) {
            Ok([one]) => Some(one),
            Err(list) => Some(Tree::List(list)),
        }
    }

    fn name(&mut self, first: String) -> Option<Tree> {
        let mut name = first;
        while self.word(0) == "." {
            self.at += 1;
            match self.peek()?.clone() {
                Token::Name(word) => name += &format!(".{word}"),
                Token::Quoted(word) => name += &format!(".\"{word}\""),
                Token::Mark("*") => name += ".*",
                _ => return None,
            }
            self.at += 1;
        }
        if !self.take("(") {
            return Some(Tree::Name(name));
        }
        let mut arguments = Vec::new();
        while !self.take(")") {
            if self.take("distinct") {
                arguments.push(Tree::Name("distinct".to_owned()));
            }
            arguments.push(self.expression(0)?);
            // `extract(year FROM at)`, `trim(x FROM y)`, `substring(x FROM 1 FOR 2)`.
            if self.take("from") || self.take("for") || self.take("using") {
                continue;
            }
            if !self.take(",") && self.word(0) != ")" {
                return None;
            }
        }
        Some(Tree::Call(name, arguments))
    }

    fn cast(&mut self) -> Option<Tree> {
        self.at += 1;
        let inner = self.expression(0)?;
        if !self.take("as") {
            return None;
        }
        let name = self.type_name()?;
        self.take(")").then(|| Tree::Cast(Box::new(inner), name))
    }

    fn case(&mut self) -> Option<Tree> {
        let mut parts = Vec::new();
        while !self.take("end") {
            match self.word(0) {
                word @ ("when" | "then" | "else") => {
                    parts.push(Tree::Name(word.to_owned()));
                    self.at += 1;
                }
                _ => parts.push(self.expression(0)?),
            }
        }
        Some(Tree::Other([vec![Tree::Name("case".to_owned())], parts].concat()))
    }

    /// A type's words, with length and array marks.
    fn type_name(&mut self) -> Option<String> {
        let mut words: Vec<String> = Vec::new();
        loop {
            match self.peek() {
                Some(Token::Name(word)) => {
                    let follows = matches!(
                        word.as_str(),
                        "varying" | "precision" | "zone" | "time" | "with" | "without" | "unsigned"
                    );
                    if !words.is_empty() && !follows && words.last().is_none_or(|last| last != ".") {
                        break;
                    }
                    words.push(word.clone());
                }
                Some(Token::Quoted(name)) if words.is_empty() || words.last().is_some_and(|last| last == ".") => {
                    words.push(format!("\"{name}\""));
                }
                Some(Token::Mark(".")) => words.push(".".to_owned()),
                Some(Token::Mark("(")) => {
                    self.at += 1;
                    let Tree::List(sizes) = self.group(")").map(|tree| match tree {
                        Tree::List(list) => Tree::List(list),
                        one => Tree::List(vec![one]),
                    })?
                    else {
                        return None;
                    };
                    let sizes = sizes.iter().map(|size| if let Tree::Number(n) = size { n.as_str() } else { "" });
                    words.push(format!("({})", sizes.collect::<Vec<_>>().join(",")));
                    continue;
                }
                Some(Token::Mark("[")) => {
                    self.at += 1;
                    while !self.take("]") {
                        self.peek()?;
                        self.at += 1;
                    }
                    words.push("[]".to_owned());
                    continue;
                }
                _ => break,
            }
            self.at += 1;
        }
        (!words.is_empty()).then(|| words.join(" ").replace(" . ", ".").replace(" (", "(").replace(" [", "["))
    }
}
