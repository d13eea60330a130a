//! The JSON schemas that replies have to fit, in the subset that all providers take.
//!
//! Every property is required and no other is allowed; optional texts are empty. There are no limits of lengths or numbers,
//! no references and no alternatives, since one provider or another refuses them: limits are checked in [`super::reply`].

use super::prompts::Task;
use serde_json::{Map, Value, json};

/// The kinds of values that an attribute can have, as replies name them.
pub const KINDS: [&str; 16] = [
    "unknown",
    "text",
    "long_text",
    "code",
    "category",
    "integer",
    "decimal",
    "money",
    "percentage",
    "duration",
    "date",
    "time",
    "timestamp",
    "flag",
    "document",
    "link",
];

pub const CARDINALITIES: [&str; 4] = ["many_to_one", "one_to_one", "many_to_many", "kind_of"];

/// What a change can be.
pub const ACTIONS: [&str; 18] = [
    "add_table",
    "drop_table",
    "rename_table",
    "add_column",
    "drop_column",
    "rename_column",
    "change_type",
    "make_optional",
    "make_required",
    "make_unique",
    "allow_values",
    "add_reference",
    "many_to_many",
    "add_index",
    "soft_delete",
    "keep_history",
    "audit_columns",
    "multi_tenant",
];

/// The schema of a task's reply. `names` are the entities that it may speak of; empty leaves the names open.
pub fn shape(task: Task, names: &[String]) -> Value {
    let name = || if names.is_empty() || names.len() > 200 { string() } else { one_of(names) };
    match task {
        Task::Extraction => list(
            "entities",
            object(&[
                ("name", name()),
                ("meaning", string()),
                (
                    "attributes",
                    array(object(&[
                        ("name", string()),
                        ("kind", one_of(&KINDS)),
                        ("required", flag()),
                        ("unique", flag()),
                        ("identifier", flag()),
                        ("values", array(string())),
                    ])),
                ),
            ]),
        ),
        Task::Relationships => list(
            "relationships",
            object(&[
                ("from", name()),
                ("to", name()),
                ("cardinality", one_of(&CARDINALITIES)),
                ("role", string()),
                ("required", flag()),
                ("why", string()),
            ]),
        ),
        Task::Normalization => list(
            "dependencies",
            object(&[
                ("table", name()),
                ("determinant", array(string())),
                ("dependent", array(string())),
                ("why", string()),
            ]),
        ),
        Task::Clarification => list(
            "questions",
            object(&[
                ("text", string()),
                ("why", string()),
                ("answers", array(object(&[("label", string()), ("request", string())]))),
            ]),
        ),
        Task::Evolution => list(
            "changes",
            object(&[
                ("action", one_of(&ACTIONS)),
                ("table", string()),
                ("column", string()),
                ("to", string()),
                ("names", array(string())),
                ("why", string()),
            ]),
        ),
    }
}

fn list(name: &str, item: Value) -> Value {
    object(&[(name, array(item))])
}

fn object(properties: &[(&str, Value)]) -> Value {
    let names: Vec<&str> = properties.iter().map(|(name, _)| *name).collect();
    let properties: Map<String, Value> =
        properties.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    json!({"type": "object", "properties": properties, "required": names, "additionalProperties": false})
}

fn array(items: Value) -> Value {
    json!({"type": "array", "items": items})
}

fn string() -> Value {
    json!({"type": "string"})
}

fn flag() -> Value {
    json!({"type": "boolean"})
}

fn one_of<T: AsRef<str>>(names: &[T]) -> Value {
    json!({"type": "string", "enum": names.iter().map(AsRef::as_ref).collect::<Vec<&str>>()})
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What every provider takes: closed objects with all properties required, at most five levels deep.
    fn check(schema: &Value, depth: usize) {
        assert!(depth <= 5, "too deep: {schema}");
        let Some(object) = schema.as_object() else { panic!("not a schema: {schema}") };
        for keyword in object.keys() {
            let known = ["type", "properties", "required", "additionalProperties", "items", "enum"];
            assert!(known.contains(&keyword.as_str()), "{keyword}");
        }
        if let Some(properties) = schema["properties"].as_object() {
            assert_eq!(schema["additionalProperties"], false);
            assert_eq!(schema["required"].as_array().map(Vec::len), Some(properties.len()));
            properties.values().for_each(|inner| check(inner, depth + 1));
        }
        if schema["type"] == "array" {
            check(&schema["items"], depth);
        }
    }

    #[test]
    fn all_shapes_keep_to_the_portable_subset() {
        for task in Task::ALL {
            for names in [Vec::new(), vec!["book".to_owned()]] {
                let schema = shape(task, &names);
                assert_eq!(schema["type"], "object");
                check(&schema, 1);
            }
        }
    }
}
