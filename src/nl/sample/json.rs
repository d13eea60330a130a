//! A JSON sample as a description: objects become tables, nested ones tables that are referred to.

use super::delimited::{attribute, singular_name};
use super::{refer_by_keys, reference};
use crate::nl::model::{Entity, Model, Shape};
use crate::schema::{Span, words};
use serde_json::{Map, Value};
use std::ops::Range;

/// Of long arrays so many elements are looked at.
const MOST_ROWS: usize = 200;
/// Samples with more kinds of objects are cut there.
const MOST_ENTITIES: usize = 200;

/// The model of a text that is JSON, with a title above it or without.
pub(super) fn model(text: &str) -> Option<Model> {
    let (range, model) = within(text)?;
    let around = text[..range.start].split_whitespace().count() + text[range.end..].split_whitespace().count();
    (around <= 4).then_some(model)
}

/// The first JSON object or array in a text, and what it says.
pub(super) fn within(text: &str) -> Option<(Range<usize>, Model)> {
    let mut at = 0;
    let mut start = None;
    for line in text.split_inclusive('\n') {
        let lead = line.len() - line.trim_start().len();
        if line.trim_start().starts_with(['{', '[']) {
            start = Some(at + lead);
            break;
        }
        at += line.len();
    }
    let start = start?;
    let mut stream = serde_json::Deserializer::from_str(&text[start..]).into_iter::<Value>();
    let value = stream.next()?.ok()?;
    let end = start + stream.byte_offset();
    let title = text[..start].lines().rev().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("```"));
    let title = title.map(|line| line.trim_end_matches([':', ' ']).trim_start_matches(['#', ' ']));
    let title = title.filter(|line| (1..=3).contains(&line.split_whitespace().count())).map(singular_name);
    let mut reader = Reader { text, start, model: Model::default() };
    reader.root(&value, title);
    refer_by_keys(&mut reader.model);
    (!reader.model.entities.is_empty()).then_some((fenced(text, start, end), reader.model))
}

/// The sample with the fence of a Markdown code block around it.
fn fenced(text: &str, start: usize, end: usize) -> Range<usize> {
    let before = text[..start].trim_end();
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let from = if before[line..].trim_start().starts_with("```") { line } else { start };
    let after = &text[end..];
    let lead = after.len() - after.trim_start().len();
    let to = if after.trim_start().starts_with("```") { end + lead + 3 } else { end };
    from..to
}

struct Reader<'a> {
    text: &'a str,
    /// Where the sample begins.
    start: usize,
    model: Model,
}

impl Reader<'_> {
    fn root(&mut self, value: &Value, title: Option<String>) {
        match value {
            // `{"customers": [...], "orders": [...]}` holds tables.
            Value::Object(map) if map.values().all(|v| v.is_array() || v.is_object()) && !map.is_empty() => {
                for (key, inner) in map {
                    let objects = objects(inner);
                    if !objects.is_empty() {
                        self.entity(&singular_name(key), &objects, 0);
                    }
                }
            }
            _ => {
                let objects = objects(value);
                if !objects.is_empty() {
                    let name = title.unwrap_or_else(|| name_of(objects[0]));
                    self.entity(&name, &objects, 0);
                }
            }
        }
    }

    /// Reads what all rows of one kind have; gives the entity's place.
    fn entity(&mut self, name: &str, rows: &[&Map<String, Value>], depth: usize) -> usize {
        let span = self.place(name);
        let at = match self.model.entities.iter().position(|e| e.name == name) {
            Some(at) => at,
            None => {
                self.model.entities.push(Entity::new(
                    name,
                    Shape::Plain,
                    vec![span],
                    "The sample has objects of this kind.",
                    0.9,
                ));
                self.model.entities.len() - 1
            }
        };
        let mut keys: Vec<&String> = Vec::new();
        for key in rows.iter().flat_map(|row| row.keys()) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        // The parser sorts keys; people read them as they stand.
        keys.sort_by_key(|key| self.place(key).start);
        for key in keys {
            let values: Vec<&Value> = rows.iter().filter_map(|row| row.get(key)).collect();
            self.field(at, key, &values, depth);
        }
        at
    }

    fn field(&mut self, owner: usize, key: &str, values: &[&Value], depth: usize) {
        let span = self.place(key);
        let room = self.model.entities.len() < MOST_ENTITIES && depth < 32;
        let inner: Vec<&Map<String, Value>> = values.iter().flat_map(|v| objects(v)).take(MOST_ROWS).collect();
        let owner_name = self.model.entities[owner].name.clone();
        if !inner.is_empty() && room {
            let name = singular_name(key);
            let many = values.iter().any(|v| v.is_array());
            let child = self.entity(&name, &inner, depth + 1);
            if child == owner {
                return;
            }
            let relationship = match many {
                true => {
                    let mut r =
                        reference(child, owner, vec![span], format!("The {name}s stand inside a {owner_name}."));
                    r.owned = true;
                    r
                }
                false => reference(owner, child, vec![span], format!("A {owner_name} holds one {name}.")),
            };
            if !self.model.related(owner, child) {
                self.model.relationships.push(relationship);
            }
            return;
        }
        let listed: Vec<String> =
            values.iter().filter_map(|v| v.as_array()).flatten().take(MOST_ROWS).filter_map(scalar).collect();
        if values.iter().any(|v| v.is_array()) {
            if listed.is_empty() || !room {
                return;
            }
            // Several plain values: a row for each.
            let name = singular_name(key);
            let mut map = Map::new();
            map.insert(name.clone(), Value::String(listed[0].clone()));
            let child = self.entity(&format!("{owner_name} {name}"), &[&map], depth + 1);
            let mut r = reference(child, owner, vec![span], format!("A {owner_name} has several."));
            r.owned = true;
            self.model.relationships.push(r);
            return;
        }
        let texts: Vec<String> = values.iter().filter_map(|v| scalar(v)).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let spoken = words(key).join(" ");
        if spoken.is_empty() || self.model.entities[owner].attribute(&spoken).is_some() {
            return;
        }
        let found = attribute(spoken, span, &texts, &owner_name);
        self.model.entities[owner].attributes.push(found);
    }

    /// Where a key stands in the sample.
    fn place(&self, key: &str) -> Span {
        let quoted = format!("\"{key}\"");
        let sample = &self.text[self.start..];
        let at = sample.find(&quoted).map_or(self.start, |at| self.start + at + 1);
        let end = (at + key.len()).min(self.text.len());
        if self.text.is_char_boundary(end) { Span { start: at, end } } else { Span { start: at, end: at } }
    }
}

/// The objects of a value: itself or its elements.
fn objects(value: &Value) -> Vec<&Map<String, Value>> {
    match value {
        Value::Object(map) => vec![map],
        Value::Array(list) => list.iter().take(MOST_ROWS).filter_map(Value::as_object).collect(),
        _ => Vec::new(),
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// What a lone object is called: by its first key `order_id`, or just a record.
fn name_of(map: &Map<String, Value>) -> String {
    let keyed = map.keys().find_map(|key| {
        let spoken = words(key);
        let (last, rest) = spoken.split_last()?;
        (!rest.is_empty() && matches!(last.as_str(), "id" | "number" | "no")).then(|| rest.join(" "))
    });
    keyed.unwrap_or_else(|| "record".to_owned())
}

#[cfg(test)]
mod tests {
    use crate::nl::{Options, design};

    /// `table: columns | parents` for each table.
    fn check(text: &str, expected: &[&str]) {
        let schema = design(text, &Options::default()).schema;
        let shown: Vec<String> = schema
            .tables
            .iter()
            .map(|table| {
                let columns = table.columns.iter().filter(|c| c.name != "id" && !c.name.ends_with("ted_at"));
                let columns: Vec<String> = columns.map(|c| format!("{} {}", c.name, c.data_type)).collect();
                let parents: Vec<&str> = table.foreign_keys.iter().map(|k| k.references.table.name.as_str()).collect();
                format!("{}: {} | {}", table.name, columns.join(", "), parents.join(" "))
            })
            .collect();
        for line in expected {
            assert!(shown.iter().any(|s| s == line), "{line} is missing for {text}: {shown:#?}");
        }
    }

    #[test]
    fn nested_objects_and_arrays_are_tables() {
        check(
            r#"{"order_id": 7, "placed": "2024-05-01", "customer": {"name": "Ann", "email": "a@b.c"},
               "lines": [{"quantity": 2, "price": 3.5}], "labels": ["new", "gift"]}"#,
            &[
                "customers: name varchar(150), email varchar(320) | ",
                "lines: order_id bigint, quantity integer, price decimal(10,2) | orders",
                "order_labels: order_id bigint, label varchar(100) | orders",
            ],
        );
    }

    #[test]
    fn keys_of_other_objects_refer_to_them() {
        check(
            r#"{"boats": [{"id": 1, "name": "Ada"}], "trips": [{"id": 5, "boat_id": 1, "started": "2024-05-01"}]}"#,
            &["trips: boat_id bigint, started date | boats"],
        );
    }

    #[test]
    fn broken_json_is_read_as_text() {
        assert!(super::within("{\"a\": ").is_none());
        assert!(super::within("{").is_none());
        assert!(super::within("no data [here]").is_none());
    }
}
