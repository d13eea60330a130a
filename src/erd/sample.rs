//! Schemas that the diagram's tests draw.

use crate::schema::*;

/// A table whose columns are written as `name type`, with `*` for the primary key, `?` for NULL, `!` for unique
/// and `-> table` for a reference to that table's `id`.
pub fn table(schema: &mut Schema, name: &str, columns: &[&str]) {
    let mut table = Table::new(schema.fresh_id(), name);
    let mut key = Vec::new();
    for line in columns {
        let mut words = line.split_whitespace();
        let (Some(column), Some(type_word)) = (words.next(), words.next()) else { continue };
        let data_type = match type_word {
            "uuid" => ColumnType::Uuid,
            "int" => ColumnType::Integer,
            "money" => ColumnType::decimal(10, 2),
            "text" => ColumnType::Text,
            "bool" => ColumnType::Boolean,
            "time" => ColumnType::timestamptz(),
            digits => ColumnType::varchar(digits.parse().unwrap_or(100)),
        };
        let mut made = Column::new(schema.fresh_id(), column, data_type);
        let mut target = false;
        for word in words {
            match word {
                "*" => key.push(column.to_owned()),
                "?" => made.nullable = true,
                "!" => table.uniques.push(Unique {
                    id: schema.fresh_id(),
                    name: None,
                    columns: vec![column.to_owned()],
                    nulls_not_distinct: false,
                    deferrable: Deferrable::default(),
                    options: Vec::new(),
                }),
                "->" => target = true,
                parent if target => {
                    let key = foreign_key(schema.fresh_id(), &[column], parent, &["id"]);
                    table.foreign_keys.push(key);
                }
                _ => {}
            }
        }
        table.columns.push(made);
    }
    if !key.is_empty() {
        table.primary_key = Some(PrimaryKey::on(schema.fresh_id(), key));
    }
    schema.tables.push(table);
}

pub fn foreign_key(id: Id, columns: &[&str], parent: &str, parent_columns: &[&str]) -> ForeignKey {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    ForeignKey {
        id,
        name: None,
        columns: owned(columns),
        references: Reference { table: parent.into(), columns: owned(parent_columns) },
        on_delete: Action::NoAction,
        on_update: Action::NoAction,
        deferrable: Deferrable::default(),
        options: Vec::new(),
    }
}

/// An online shop with eight tables.
pub fn shop() -> Schema {
    let mut schema = Schema::new();
    let s = &mut schema;
    table(s, "users", &["id uuid *", "email 255 !", "password_hash 255", "name 100", "created_at time"]);
    table(
        s,
        "addresses",
        &["id uuid *", "user_id uuid -> users", "street 255", "city 100", "postal_code 20", "is_default bool"],
    );
    table(s, "products", &["id uuid *", "name 255", "description text ?", "price money", "inventory int"]);
    table(s, "orders", &["id uuid *", "user_id uuid -> users", "total_amount money", "status 50", "created_at time"]);
    table(
        s,
        "order_items",
        &[
            "id uuid *",
            "order_id uuid -> orders",
            "product_id uuid -> products",
            "quantity int",
            "price_at_purchase money",
        ],
    );
    table(
        s,
        "reviews",
        &["id uuid *", "user_id uuid -> users", "product_id uuid -> products", "rating int", "comment text ?"],
    );
    table(
        s,
        "payment_methods",
        &["id uuid *", "user_id uuid -> users", "kind 20", "provider 50", "token 255", "is_default bool"],
    );
    table(s, "wishlist_items", &["user_id uuid * -> users", "product_id uuid * -> products", "added_at time"]);
    schema
}

/// A schema of any size with the shape of real ones: most tables refer to one to three earlier ones, a few hubs are
/// referred to by many, some tables stand alone. The same arguments give the same schema.
pub fn synthetic(tables: usize, seed: u64) -> Schema {
    let mut schema = Schema::new();
    let mut state = seed.wrapping_mul(2).wrapping_add(1);
    let mut next = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as usize) % below.max(1)
    };
    for index in 0..tables {
        let mut columns = vec!["id uuid *".to_owned()];
        let parents = if index == 0 || next(12) == 0 { 0 } else { 1 + next(3).min(next(3)) };
        for link in 0..parents {
            // Half of the references go to tables of the same subject, some to one of the hubs.
            let subject = index / 12 * 12;
            let parent = match next(10) {
                0 => next(index.min(4)),
                1..=7 if index > subject => subject + next(index - subject),
                _ => next(index),
            };
            let optional = if next(4) == 0 { " ?" } else { "" };
            columns.push(format!("ref_{link}_id uuid{optional} -> table_{parent}"));
        }
        for column in 0..(2 + next(8)) {
            columns.push(format!("column_{column} {}", ["text", "int", "money", "time", "bool"][next(5)]));
        }
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        table(&mut schema, &format!("table_{index}"), &columns);
    }
    schema
}
