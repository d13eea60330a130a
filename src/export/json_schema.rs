//! JSON Schema (draft 2020-12): each table's row as an object.

use super::Content;
use crate::schema::*;
use serde_json::{Map, Value, json};

/// A document whose `$defs` hold an object for each table.
pub fn json_schema<'a>(content: impl Into<Content<'a>>) -> String {
    let content = content.into();
    let schema = content.schema;
    let rows: Map<String, Value> =
        schema.tables.iter().map(|table| (table.name.to_string(), row(schema, table))).collect();
    let mut document = json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": rows });
    if !content.title.is_empty() {
        document["title"] = json!(content.title);
    }
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn row(schema: &Schema, table: &Table) -> Value {
    let property = |column: &Column| {
        let mut value = type_of(schema, &column.data_type);
        if column.nullable {
            value = match value.get("type").and_then(Value::as_str).map(str::to_owned) {
                Some(name) if value.get("enum").is_none() => {
                    value["type"] = json!([name, "null"]);
                    value
                }
                _ => json!({ "anyOf": [value, { "type": "null" }] }),
            };
        }
        if let Some(comment) = &column.comment {
            value["description"] = json!(comment);
        }
        if column.generated.is_some() || column.identity.as_ref().is_some_and(|identity| identity.always) {
            value["readOnly"] = json!(true);
        }
        (column.name.clone(), value)
    };
    let properties: Map<String, Value> = table.columns.iter().map(property).collect();
    let must = |column: &&Column| {
        !column.nullable && column.default.is_none() && column.identity.is_none() && column.generated.is_none()
    };
    let required: Vec<&str> = table.columns.iter().filter(must).map(|column| column.name.as_str()).collect();
    let mut row =
        json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false });
    if let Some(comment) = &table.comment {
        row["description"] = json!(comment);
    }
    row
}

/// Decimals are strings of digits: a number of JSON would lose some.
fn type_of(schema: &Schema, data_type: &ColumnType) -> Value {
    let whole = |low: i64, high: i64| json!({ "type": "integer", "minimum": low, "maximum": high });
    match data_type {
        ColumnType::Boolean => json!({ "type": "boolean" }),
        ColumnType::TinyInt => whole(i64::from(i8::MIN), 255),
        ColumnType::SmallInt => whole(i64::from(i16::MIN), i64::from(i16::MAX)),
        ColumnType::Integer => whole(i64::from(i32::MIN), i64::from(i32::MAX)),
        ColumnType::BigInt => json!({ "type": "integer" }),
        ColumnType::Unsigned(_) => json!({ "type": "integer", "minimum": 0 }),
        ColumnType::Decimal { precision: Some(p), scale } => {
            let scale = u32::try_from(scale.unwrap_or(0)).unwrap_or(0);
            let whole = p.saturating_sub(scale);
            let fraction = if scale == 0 { String::new() } else { format!("(\\.\\d{{1,{scale}}})?") };
            json!({ "type": "string", "pattern": format!("^-?\\d{{1,{}}}{fraction}$", whole.max(1)) })
        }
        ColumnType::Decimal { .. } => json!({ "type": "string", "pattern": "^-?\\d+(\\.\\d+)?$" }),
        ColumnType::Real | ColumnType::Double => json!({ "type": "number" }),
        ColumnType::Char { length } => json!({ "type": "string", "maxLength": length }),
        ColumnType::Varchar { length: Some(length) } => json!({ "type": "string", "maxLength": length }),
        ColumnType::Binary { .. } | ColumnType::Varbinary { .. } | ColumnType::Blob => {
            json!({ "type": "string", "contentEncoding": "base64" })
        }
        ColumnType::Date => json!({ "type": "string", "format": "date" }),
        ColumnType::Time { zone: true, .. } => json!({ "type": "string", "format": "time" }),
        ColumnType::Timestamp { zone: true, .. } => json!({ "type": "string", "format": "date-time" }),
        ColumnType::Interval => json!({ "type": "string", "format": "duration" }),
        ColumnType::Uuid => json!({ "type": "string", "format": "uuid" }),
        ColumnType::Json { .. } => json!({}),
        ColumnType::Array(element) => json!({ "type": "array", "items": type_of(schema, element) }),
        ColumnType::Named(name) => match schema.enum_named(name) {
            Some(object) => json!({ "type": "string", "enum": object.values }),
            None => schema
                .domains
                .iter()
                .find(|domain| domain.name == *name)
                .map_or_else(|| json!({ "type": "string" }), |domain| type_of(schema, &domain.data_type)),
        },
        _ => json!({ "type": "string" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;

    #[test]
    fn rows_become_objects() {
        let document: Value = serde_json::from_str(&json_schema(&sample::shop())).expect("JSON");
        let users = &document["$defs"]["users"];
        assert_eq!(users["required"], json!(["email"]));
        assert_eq!(
            users["properties"]["email"],
            json!({ "type": "string", "maxLength": 254, "description": "Where the receipts go." })
        );
        let orders = &document["$defs"]["orders"]["properties"];
        assert_eq!(orders["user_id"], json!({ "type": ["integer", "null"] }));
        assert_eq!(orders["status"], json!({ "type": "string", "enum": ["open", "paid"] }));
        assert_eq!(
            document["$defs"]["order_items"]["properties"]["price"]["pattern"],
            json!("^-?\\d{1,8}(\\.\\d{1,2})?$")
        );
        assert!(json_schema(&sample::hostile()).contains("</script>"), "JSON keeps text as it is");
    }
}
