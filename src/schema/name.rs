//! Names as the model keeps them, independent of any dialect's quoting and case folding.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A name with an optional namespace (`sales.orders`).
///
/// The model holds names after case folding: what a dialect folds (unquoted `Orders` in PostgreSQL, `ORDERS` in
/// Oracle) arrives in lower case, what was quoted or what a dialect preserves keeps its spelling. Renderers quote
/// whatever would not fold back to the same name.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct QualifiedName {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    pub name: String,
}

impl QualifiedName {
    /// A name without a namespace.
    pub fn new(name: impl Into<String>) -> Self {
        Self { namespace: None, name: name.into() }
    }

    /// A name in a namespace.
    pub fn within(namespace: impl Into<String>, name: impl Into<String>) -> Self {
        Self { namespace: Some(namespace.into()), name: name.into() }
    }
}

impl From<&str> for QualifiedName {
    /// The text is taken whole: a dot in it is part of the name.
    fn from(name: &str) -> Self {
        Self::new(name)
    }
}

impl fmt::Display for QualifiedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.namespace {
            Some(namespace) => write!(f, "{namespace}.{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// How generated names are spelled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum NamingStyle {
    #[default]
    #[serde(rename = "snake_case")]
    Snake,
    #[serde(rename = "camelCase")]
    Camel,
    #[serde(rename = "PascalCase")]
    Pascal,
}

impl std::str::FromStr for NamingStyle {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "snake_case" => Ok(Self::Snake),
            "camelCase" => Ok(Self::Camel),
            "PascalCase" => Ok(Self::Pascal),
            _ => Err(format!("unknown naming style '{text}'; use snake_case, camelCase or PascalCase")),
        }
    }
}

impl NamingStyle {
    /// Spells the words of any identifier or phrase in this style: `order items` becomes `order_items`,
    /// `orderItems` or `OrderItems`.
    pub fn spell(self, text: &str) -> String {
        let words = words(text);
        match self {
            Self::Snake => words.join("_"),
            Self::Pascal => words.iter().map(|w| capitalized(w)).collect(),
            Self::Camel => {
                words.iter().enumerate().map(|(i, w)| if i == 0 { w.clone() } else { capitalized(w) }).collect()
            }
        }
    }
}

/// The lower-case words of an identifier or phrase: `OrderItemID`, `order_item_id` and `order item id` are alike.
pub fn words(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut words = Vec::new();
    let mut word = String::new();
    for (i, &c) in chars.iter().enumerate() {
        if !c.is_alphanumeric() {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            continue;
        }
        let after_lower = i > 0 && (chars[i - 1].is_lowercase() || chars[i - 1].is_numeric());
        let before_lower = chars.get(i + 1).is_some_and(|n| n.is_lowercase());
        let inside_capitals = i > 0 && chars[i - 1].is_uppercase();
        if c.is_uppercase() && !word.is_empty() && (after_lower || (inside_capitals && before_lower)) {
            words.push(std::mem::take(&mut word));
        }
        word.extend(c.to_lowercase());
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_apart_at_case_changes_and_separators() {
        let check = |text: &str, expected: &[&str]| assert_eq!(words(text), expected, "{text}");
        check("OrderItemID", &["order", "item", "id"]);
        check("order_item id", &["order", "item", "id"]);
        check("HTTPServer", &["http", "server"]);
        check("address2Line", &["address2", "line"]);
        check("", &[]);
    }

    #[test]
    fn styles_spell_the_same_words() {
        let check = |style: NamingStyle, expected: &str| assert_eq!(style.spell("Order items"), expected);
        check(NamingStyle::Snake, "order_items");
        check(NamingStyle::Camel, "orderItems");
        check(NamingStyle::Pascal, "OrderItems");
    }
}
