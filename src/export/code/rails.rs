//! Rails' `db/schema.rb`.

use super::{Default, default_of, one_line};
use crate::schema::*;
use std::fmt::Write;

/// The schema as `ActiveRecord::Schema.define`, with the names of the database.
pub fn rails(schema: &Schema) -> String {
    let mut out = "ActiveRecord::Schema[7.1].define(version: 1) do\n".to_owned();
    for object in &schema.enums {
        let values: Vec<String> = object.values.iter().map(|value| string(value)).collect();
        let _ = writeln!(out, "  create_enum {}, [{}]\n", string(&object.name.to_string()), values.join(", "));
    }
    let tables: Vec<String> = schema.tables.iter().map(|table| create_table(schema, table)).collect();
    out.push_str(&tables.join("\n"));
    let keys: String = schema
        .tables
        .iter()
        .flat_map(|table| table.foreign_keys.iter().map(|key| foreign_key(schema, table, key)))
        .collect();
    if !keys.is_empty() {
        out.push('\n');
        out.push_str(&keys);
    }
    out.push_str("end\n");
    out
}

fn create_table(schema: &Schema, table: &Table) -> String {
    let mut options = Vec::new();
    // Rails adds an id of its own unless it is told otherwise.
    let by_rails = |column: &&Column| {
        column.name == "id" && table.key_columns() == [column.name.clone()] && column.identity.is_some()
    };
    let id = table.columns.iter().find(by_rails);
    match (id, table.key_columns()) {
        (Some(column), _) if column.data_type == ColumnType::Integer => options.push("id: :integer".to_owned()),
        (Some(_), _) => {}
        (None, []) => options.push("id: false".to_owned()),
        (None, [key]) => options.push(format!("primary_key: {}, id: false", string(key))),
        (None, keys) => options
            .push(format!("primary_key: [{}]", keys.iter().map(|key| string(key)).collect::<Vec<_>>().join(", "))),
    }
    options.extend(table.comment.iter().map(|comment| format!("comment: {}", string(comment))));
    let options: String = options.iter().map(|option| format!(", {option}")).collect();
    let mut out = format!("  create_table {}{options}, force: :cascade do |t|\n", string(&table.name.to_string()));
    for column in table.columns.iter().filter(|column| id.is_none_or(|id| id.id != column.id)) {
        let _ = writeln!(out, "    t.{}", column_line(schema, column));
    }
    let list = |columns: &[String]| columns.iter().map(|column| string(column)).collect::<Vec<_>>().join(", ");
    for key in &table.uniques {
        let name = key.name.as_ref().map_or_else(String::new, |name| format!(", name: {}", string(name)));
        let _ = writeln!(out, "    t.index [{}]{name}, unique: true", list(&key.columns));
    }
    for index in &table.indexes {
        let columns: Vec<String> = index.columns().into_iter().map(str::to_owned).collect();
        let parts = if columns.len() == index.keys.len() {
            format!("[{}]", list(&columns))
        } else {
            string(&index.keys.iter().map(|key| key.part.as_str()).collect::<Vec<_>>().join(", "))
        };
        let mut options = Vec::new();
        options.extend(index.name.iter().map(|name| format!("name: {}", string(name))));
        if index.unique {
            options.push("unique: true".to_owned());
        }
        options.extend(index.method.iter().map(|method| format!("using: {}", string(method))));
        options.extend(index.predicate.iter().map(|predicate| format!("where: {}", string(predicate.as_str()))));
        let options: String = options.iter().map(|option| format!(", {option}")).collect();
        let _ = writeln!(out, "    t.index {parts}{options}");
    }
    for check in &table.checks {
        let name = check.name.as_ref().map_or_else(String::new, |name| format!(", name: {}", string(name)));
        let _ = writeln!(out, "    t.check_constraint {}{name}", string(check.expression.as_str()));
    }
    out.push_str("  end\n");
    out
}

fn column_line(schema: &Schema, column: &Column) -> String {
    let (method, mut options) = type_of(schema, &column.data_type);
    if let Some(generated) = &column.generated {
        let stored = if generated.stored { ", stored: true" } else { "" };
        return format!(
            "virtual {}, type: :{method}, as: {}{stored}",
            string(&column.name),
            string(generated.expression.as_str())
        );
    }
    if let Some(default) = default_of(column) {
        options.push(match default {
            Default::Now => "default: -> { \"CURRENT_TIMESTAMP\" }".to_owned(),
            Default::Boolean(value) => format!("default: {value}"),
            Default::Number(number) if column.data_type.is_integer() => format!("default: {number}"),
            Default::Number(number) => format!("default: \"{number}\""),
            Default::Text(text) => format!("default: {}", string(&text)),
            Default::Other(text) => format!("default: -> {{ {} }}", string(text)),
        });
    }
    if !column.nullable {
        options.push("null: false".to_owned());
    }
    options.extend(column.comment.iter().map(|comment| format!("comment: {}", string(comment))));
    let options: String = options.iter().map(|option| format!(", {option}")).collect();
    format!("{method} {}{options}", string(&column.name))
}

fn foreign_key(schema: &Schema, table: &Table, key: &ForeignKey) -> String {
    let list = |columns: &[String]| match columns {
        [one] => string(one),
        several => format!("[{}]", several.iter().map(|column| string(column)).collect::<Vec<_>>().join(", ")),
    };
    let theirs = schema.referenced_columns(key);
    let mut options = vec![format!("column: {}", list(&key.columns))];
    if theirs != ["id"] {
        options.push(format!("primary_key: {}", list(&theirs)));
    }
    options.extend(key.name.iter().map(|name| format!("name: {}", string(name))));
    for (event, action) in [("on_delete", key.on_delete), ("on_update", key.on_update)] {
        let action = match action {
            Action::Cascade => "cascade",
            Action::SetNull => "nullify",
            Action::Restrict => "restrict",
            // Rails has no word for the others.
            Action::NoAction | Action::SetDefault => continue,
        };
        options.push(format!("{event}: :{action}"));
    }
    format!(
        "  add_foreign_key {}, {}, {}\n",
        string(&table.name.to_string()),
        string(&key.references.table.to_string()),
        options.join(", ")
    )
}

fn type_of(schema: &Schema, data_type: &ColumnType) -> (&'static str, Vec<String>) {
    let plain = |method: &'static str| (method, Vec::new());
    match data_type {
        ColumnType::Boolean => plain("boolean"),
        ColumnType::TinyInt | ColumnType::SmallInt => ("integer", vec!["limit: 2".to_owned()]),
        ColumnType::Integer => plain("integer"),
        ColumnType::BigInt => plain("bigint"),
        ColumnType::Unsigned(inner) => {
            let (method, mut options) = type_of(schema, inner);
            options.push("unsigned: true".to_owned());
            (method, options)
        }
        ColumnType::Decimal { precision, scale } => {
            let precision = precision.map(|p| format!("precision: {p}"));
            ("decimal", precision.into_iter().chain(scale.map(|s| format!("scale: {s}"))).collect())
        }
        ColumnType::Real => ("float", vec!["limit: 24".to_owned()]),
        ColumnType::Double => plain("float"),
        ColumnType::Char { length } | ColumnType::Varchar { length: Some(length) } => {
            ("string", vec![format!("limit: {length}")])
        }
        ColumnType::Varchar { length: None } => plain("string"),
        ColumnType::Binary { length } | ColumnType::Varbinary { length: Some(length) } => {
            ("binary", vec![format!("limit: {length}")])
        }
        ColumnType::Varbinary { length: None } | ColumnType::Blob => plain("binary"),
        ColumnType::Date => plain("date"),
        ColumnType::Time { .. } => plain("time"),
        ColumnType::Timestamp { zone: true, .. } => plain("timestamptz"),
        ColumnType::Timestamp { zone: false, .. } => plain("datetime"),
        ColumnType::Interval => plain("interval"),
        ColumnType::Uuid => plain("uuid"),
        ColumnType::Json { binary: true } => plain("jsonb"),
        ColumnType::Json { binary: false } => plain("json"),
        ColumnType::Xml => plain("xml"),
        ColumnType::Array(element) => {
            let (method, mut options) = type_of(schema, element);
            options.push("array: true".to_owned());
            (method, options)
        }
        ColumnType::Named(name) => match schema.enum_named(name) {
            Some(object) => ("enum", vec![format!("enum_type: {}", string(&object.name.to_string()))]),
            None => schema
                .domains
                .iter()
                .find(|domain| domain.name == *name)
                .map_or_else(|| plain("text"), |domain| type_of(schema, &domain.data_type)),
        },
        ColumnType::Text | ColumnType::Other(_) => plain("text"),
    }
}

/// A string of Ruby in which nothing is interpolated.
fn string(text: &str) -> String {
    format!("\"{}\"", one_line(text).replace('\\', "\\\\").replace('"', "\\\"").replace('#', "\\#"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;
    use expect_test::expect;

    #[test]
    fn a_schema_becomes_schema_rb() {
        expect![[r#"
            ActiveRecord::Schema[7.1].define(version: 1) do
              create_enum "order_status", ["open", "paid"]

              create_table "users", comment: "People who can sign in.", force: :cascade do |t|
                t.string "email", limit: 254, null: false, comment: "Where the receipts go."
                t.index ["email"], name: "users_email_key", unique: true
              end

              create_table "orders", primary_key: "id", id: false, force: :cascade do |t|
                t.bigint "id", null: false
                t.bigint "user_id"
                t.enum "status", enum_type: "order_status", default: "open", null: false
                t.index ["user_id"], where: "status = 'open'"
              end

              create_table "order_items", primary_key: ["order_id", "line"], force: :cascade do |t|
                t.bigint "order_id", null: false
                t.integer "line", null: false
                t.decimal "price", precision: 10, scale: 2, null: false
                t.check_constraint "price >= 0", name: "price_range"
              end

              add_foreign_key "orders", "users", column: "user_id", on_delete: :nullify
              add_foreign_key "order_items", "orders", column: "order_id", on_delete: :cascade
            end
        "#]]
        .assert_eq(&rails(&sample::shop()));
    }

    #[test]
    fn hostile_names_stay_in_their_quotes() {
        expect![[r#"
            ActiveRecord::Schema[7.1].define(version: 1) do
              create_table "a|b` \"c\" </script>", id: false, comment: "<img src=x onerror=alert(1)> *not* 'em' \\ `code`", force: :cascade do |t|
                t.text "[x](y) \# h", default: -> { "'it''s' || `x`" }, null: false
              end
            end
        "#]].assert_eq(&rails(&sample::hostile()));
    }
}
