//! Values to JSON and back, in little code.
//!
//! serde_json's reader and its pretty writer are compiled again for each type, with each struct read from arrays too. Here
//! a text becomes a [`Value`] first, which is compiled once, and structs are read from objects alone.

use super::node::Node;
use serde::Serialize;
use serde::de::DeserializeOwned;
pub use serde_json::{Error, Value};

/// A value from its text.
///
/// # Errors
/// The text is no JSON (with line and column), or does not hold such a value.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    from_value(parse(text)?)
}

/// A text as JSON, whatever it holds.
///
/// # Errors
/// The text is no JSON.
pub fn parse(text: &str) -> Result<Value, Error> {
    serde_json::from_str(text)
}

/// A value from JSON that is read already.
///
/// # Errors
/// The JSON does not hold such a value.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, Error> {
    T::deserialize(Node(value))
}

/// A value as text on one line. Plain values can always be written.
pub fn write<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A value as text for people, two spaces a level, with a line feed at its end.
pub fn pretty<T: Serialize + ?Sized>(value: &T) -> String {
    let mut text = indented(&write(value));
    text.push('\n');
    text
}

/// JSON without spaces, on lines.
fn indented(compact: &str) -> String {
    let mut text = String::with_capacity(compact.len() * 2);
    let mut depth = 0;
    let (mut in_string, mut is_escaped) = (false, false);
    let mut letters = compact.chars().peekable();
    while let Some(letter) = letters.next() {
        if in_string {
            text.push(letter);
            in_string = is_escaped || letter != '"';
            is_escaped = letter == '\\' && !is_escaped;
            continue;
        }
        match letter {
            '{' | '[' => {
                text.push(letter);
                match letters.next_if(|next| matches!(next, '}' | ']')) {
                    Some(end) => text.push(end),
                    None => {
                        depth += 1;
                        break_line(&mut text, depth);
                    }
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                break_line(&mut text, depth);
                text.push(letter);
            }
            ',' => {
                text.push(letter);
                break_line(&mut text, depth);
            }
            ':' => text.push_str(": "),
            _ => {
                in_string = letter == '"';
                text.push(letter);
            }
        }
    }
    text
}

fn break_line(text: &mut String, depth: usize) {
    text.push('\n');
    text.extend(std::iter::repeat_n("  ", depth));
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use std::collections::BTreeMap;

    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    struct Key(u32);

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    enum Shape {
        Point,
        Circle(f64),
        Line(i8, i8),
        Box { width: u64, name: Option<String> },
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "kind", rename_all = "snake_case")]
    enum Tagged {
        Small { size: u8 },
        Empty,
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct All {
        shapes: Vec<Shape>,
        tagged: Vec<Tagged>,
        places: BTreeMap<Key, (f32, char)>,
        names: BTreeMap<String, Vec<()>>,
        #[serde(default)]
        missing: Option<Box<All>>,
        #[serde(flatten)]
        rest: BTreeMap<String, Value>,
    }

    fn sample() -> All {
        let shapes = vec![
            Shape::Point,
            Shape::Circle(-2.5),
            Shape::Circle(3.0),
            Shape::Line(-1, 1),
            Shape::Box { width: u64::MAX, name: Some("a \"b\" \\ {,:[ ü\n".into()) },
            Shape::Box { width: 0, name: None },
        ];
        let inner = All {
            shapes: Vec::new(),
            tagged: vec![Tagged::Small { size: 7 }, Tagged::Empty],
            places: BTreeMap::from([(Key(3), (0.5, 'x')), (Key(10), (1.0, 'ß'))]),
            names: BTreeMap::from([("n".into(), vec![(), ()]), (String::new(), Vec::new())]),
            missing: None,
            rest: BTreeMap::from([("more".into(), serde_json::json!({"a": [1, null, true]}))]),
        };
        All { shapes, missing: Some(Box::new(inner.clone())), ..inner }
    }

    #[test]
    fn values_of_every_form_come_back() {
        assert_eq!(read::<All>(&write(&sample())).ok(), Some(sample()));
        assert_eq!(read::<All>(&pretty(&sample())).ok(), Some(sample()));
    }

    #[test]
    fn pretty_is_what_serde_json_writes() {
        assert_eq!(Some(pretty(&sample())), serde_json::to_string_pretty(&sample()).ok().map(|text| text + "\n"));
    }

    #[test]
    fn what_does_not_fit_is_refused_with_a_reason() {
        let refused = |text: &str| read::<Vec<Shape>>(text).map_err(|error| error.to_string()).expect_err(text);
        assert_eq!(refused("[1"), "EOF while parsing a list at line 1 column 2");
        assert_eq!(refused("{}"), "invalid type: map, expected a sequence");
        assert_eq!(refused(r#"["Cube"]"#), "unknown variant `Cube`, expected one of `Point`, `Circle`, `Line`, `Box`");
        assert_eq!(refused(r#"[{"Box": {"width": -1}}]"#), "invalid value: integer `-1`, expected u64");
        assert_eq!(refused(r#"[{"Box": {}}]"#), "missing field `width`");
        assert_eq!(
            refused(r#"[{"Line": [1]}]"#),
            "invalid length 1, expected tuple variant Shape::Line with 2 elements"
        );
        assert!(read::<Vec<u8>>("[1, 2, 300]").is_err() && read::<(u8, u8)>("[1, 2, 3]").is_err());
    }
}
