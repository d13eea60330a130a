//! Small schemas that the formats' tests write out.

use crate::schema::*;

/// Three tables with every kind of key, a check, an enum, a default, and a partial index.
pub fn shop() -> Schema {
    let mut schema = Schema::new();
    schema.enums.push(EnumType {
        id: Id(0),
        name: "order_status".into(),
        values: vec!["open".to_owned(), "paid".to_owned()],
        comment: None,
    });
    let mut users = table("users", &[("id", ColumnType::BigInt), ("email", ColumnType::varchar(254))]);
    users.comment = Some("People who can sign in.".to_owned());
    users.columns[0].identity = Some(Identity { always: true, start: None, increment: None, ..Identity::default() });
    users.columns[1].comment = Some("Where the receipts go.".to_owned());
    users.uniques.push(Unique {
        id: Id(0),
        name: Some("users_email_key".to_owned()),
        columns: vec!["email".to_owned()],
        nulls_not_distinct: false,
        deferrable: Deferrable::No,
        options: Vec::new(),
    });
    let mut orders = table(
        "orders",
        &[
            ("id", ColumnType::BigInt),
            ("user_id", ColumnType::BigInt),
            ("status", ColumnType::Named("order_status".into())),
        ],
    );
    orders.columns[1].nullable = true;
    orders.columns[2].default = Some(Expression::text("open"));
    orders.foreign_keys.push(ForeignKey { on_delete: Action::SetNull, ..foreign_key("user_id", "users") });
    let mut open = Index::on(Id(0), &["user_id"]);
    open.predicate = Some("status = 'open'".into());
    orders.indexes.push(open);
    let mut items = table(
        "order_items",
        &[("order_id", ColumnType::BigInt), ("line", ColumnType::Integer), ("price", ColumnType::decimal(10, 2))],
    );
    items.primary_key = Some(key(&["order_id", "line"]));
    items.foreign_keys.push(ForeignKey { on_delete: Action::Cascade, ..foreign_key("order_id", "orders") });
    items.checks.push(Check {
        id: Id(0),
        name: Some("price_range".to_owned()),
        expression: "price >= 0".into(),
        options: Vec::new(),
    });
    schema.tables = vec![users, orders, items];
    schema.number();
    schema
}

/// Names and comments that would break out of a format that does not escape them.
pub fn hostile() -> Schema {
    let mut schema = Schema::new();
    let mut table = table("a|b` \"c\" </script>", &[("[x](y)\n# h", ColumnType::Other("odd \"type'".to_owned()))]);
    table.primary_key = None;
    table.comment = Some("<img src=x onerror=alert(1)> *not* 'em' \\ `code`".to_owned());
    table.columns[0].default = Some("'it''s' || `x`".into());
    schema.tables.push(table);
    schema.number();
    schema
}

fn table(name: &str, columns: &[(&str, ColumnType)]) -> Table {
    let mut table = Table::new(Id(0), name);
    table.columns = columns.iter().map(|(name, data_type)| Column::new(Id(0), *name, data_type.clone())).collect();
    table.primary_key = Some(key(&["id"]));
    table
}

fn key(columns: &[&str]) -> PrimaryKey {
    PrimaryKey::on(Id(0), columns.iter().map(|name| (*name).to_owned()).collect())
}

fn foreign_key(column: &str, parent: &str) -> ForeignKey {
    ForeignKey::on(Id(0), vec![column.to_owned()], Reference { table: parent.into(), columns: vec!["id".to_owned()] })
}
