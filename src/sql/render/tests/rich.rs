//! A schema that uses everything the model holds.

use crate::dialect::{Dialect, read_type};
use crate::schema::*;

/// A column from `name type`, with ` null` behind it where it may be NULL and ` = ` before a default.
pub(in super::super) fn column(text: &str) -> Column {
    let (text, default) = match text.split_once(" = ") {
        Some((text, default)) => (text, Some(Expression::from(default))),
        None => (text, None),
    };
    let nullable = text.ends_with(" null");
    let (name, data_type) = text.trim_end_matches(" null").split_once(' ').expect("a name and a type");
    let data_type = match data_type.strip_prefix("type ") {
        Some(named) => ColumnType::Named(named.into()),
        None => read_type(data_type, Dialect::PostgreSql),
    };
    Column { nullable, default, ..Column::new(Id(0), name, data_type) }
}

/// A table whose first column is its primary key.
pub(in super::super) fn table(name: &str, columns: &[&str]) -> Table {
    let mut table = Table::new(Id(0), name);
    table.columns = columns.iter().map(|text| column(text)).collect();
    table.primary_key = Some(key(&[&table.columns[0].name]));
    table
}

pub(in super::super) fn key(columns: &[&str]) -> PrimaryKey {
    PrimaryKey::on(Id(0), strings(columns))
}

pub(in super::super) fn unique(columns: &[&str]) -> Unique {
    Unique::on(Id(0), strings(columns))
}

pub(in super::super) fn check(expression: &str) -> Check {
    Check::new(Id(0), expression.into())
}

pub(in super::super) fn foreign_key(columns: &[&str], parent: &str, on_delete: Action) -> ForeignKey {
    ForeignKey {
        id: Id(0),
        name: None,
        columns: strings(columns),
        references: Reference { table: parent.into(), columns: Vec::new() },
        on_delete,
        on_update: Action::NoAction,
        deferrable: Deferrable::No,
        options: Vec::new(),
    }
}

pub(in super::super) fn schema_of(tables: Vec<Table>) -> Schema {
    let mut schema = Schema::new();
    schema.tables = tables;
    schema.number();
    schema
}

fn strings(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

pub(super) fn schema() -> Schema {
    let mut schema = Schema::new();
    schema.namespaces.push(Namespace {
        id: Id(0),
        name: "sales".into(),
        comment: Some("Orders and what they need".into()),
    });
    schema.enums.push(EnumType {
        id: Id(0),
        name: "order_status".into(),
        values: strings(&["pending", "paid", "it's late", "shipped"]),
        comment: Some("How far an order is".into()),
    });
    schema.domains.push(Domain {
        id: Id(0),
        name: "email_address".into(),
        data_type: ColumnType::varchar(255),
        nullable: true,
        default: None,
        checks: vec![check("value LIKE '%_@_%'")],
        comment: Some("An e-mail address".into()),
    });
    schema.sequences.push(Sequence {
        id: Id(0),
        name: "invoice_numbers".into(),
        start: Some(1000),
        increment: Some(1),
        min: None,
        max: None,
        cycle: false,
        owned_by: Some(("invoices".into(), "number".into())),
        data_type: None,
        cache: None,
    });
    schema.tables = vec![
        order_items(),
        users(),
        orders(),
        products(),
        employees(),
        departments(),
        invoices(),
        bookings(),
        events(),
    ];
    schema.views.push(View {
        id: Id(0),
        name: "active_users".into(),
        columns: Vec::new(),
        query: "SELECT id, email FROM users WHERE deleted_at IS NULL".into(),
        materialized: false,
        comment: Some("People who may log in".into()),
        options: Vec::new(),
    });
    schema.views.push(View {
        id: Id(0),
        name: "product_sales".into(),
        columns: strings(&["product_id", "sold"]),
        query: "SELECT product_id, SUM(quantity) AS sold\nFROM sales.order_items\nGROUP BY product_id".into(),
        materialized: true,
        comment: None,
        options: Vec::new(),
    });
    schema.opaque.push(Opaque {
        id: Id(0),
        kind: "extension".into(),
        name: Some("btree_gist".into()),
        sql: "CREATE EXTENSION IF NOT EXISTS btree_gist;".into(),
        origin: "postgresql".into(),
        depends_on: Vec::new(),
        table: None,
    });
    schema.opaque.push(Opaque {
        id: Id(0),
        kind: "trigger".into(),
        name: Some("users_suppress".into()),
        sql: "CREATE TRIGGER users_suppress BEFORE UPDATE ON users\n    FOR EACH ROW EXECUTE FUNCTION \
              suppress_redundant_updates_trigger();"
            .into(),
        origin: "postgresql".into(),
        depends_on: vec!["users".into()],
        table: None,
    });
    schema.number();
    schema
}

fn order_items() -> Table {
    let mut table = table(
        "order_items",
        &[
            "id uuid = gen_random_uuid()",
            "order_id uuid",
            "product_id bigint",
            "quantity integer",
            "price_at_purchase decimal(10,2)",
        ],
    );
    table.name = QualifiedName::within("sales", "order_items");
    table.comment = Some("What was bought, at the price of that day".into());
    table.columns[4].comment = Some("Copied from the product; prices change, receipts don't".into());
    table.columns.push(Column {
        generated: Some(Generated { expression: "quantity * price_at_purchase".into(), stored: true }),
        ..column("total decimal(12,2)")
    });
    table.uniques.push(unique(&["order_id", "product_id"]));
    table.foreign_keys.push(foreign_key(&["order_id"], "orders", Action::Cascade));
    table.foreign_keys.push(foreign_key(&["product_id"], "products", Action::Restrict));
    table.checks.push(check("quantity > 0"));
    table
        .checks
        .push(Check { name: Some("sane_price".into()), ..check("price_at_purchase >= 0 AND price_at_purchase < 1e6") });
    table.indexes.push(Index::on(Id(0), &["product_id"]));
    table
}

fn users() -> Table {
    let mut table = table(
        "users",
        &[
            "id uuid = gen_random_uuid()",
            "email type email_address",
            "name varchar(100)",
            "password_hash char(60)",
            "is_active boolean = TRUE",
            "settings jsonb = '{}'",
            "tags text[] null",
            "bio text null",
            "avatar bytea null",
            "born_on date null",
            "wakes_at time null",
            "last_ip inet null",
            "score double = 0.5",
            "created_at timestamptz = CURRENT_TIMESTAMP",
            "updated_at timestamp(3) = CURRENT_TIMESTAMP",
            "deleted_at timestamptz null",
        ],
    );
    table.columns[1].nullable = false;
    table.comment = Some("People who buy".into());
    table.columns[3].comment = Some("bcrypt; never the password itself".into());
    table.checks.push(check("char_length(name) > 0"));
    table.checks.push(check("email ~ '^[^@\\s]+@[^@]+$'"));
    table.checks.push(check("is_active OR deleted_at IS NOT NULL"));
    table.indexes.push(Index {
        unique: true,
        predicate: Some("deleted_at IS NULL".into()),
        ..Index::on(Id(0), &["email"])
    });
    let lower = IndexKey::expression("lower(name)".into());
    table.indexes.push(Index { keys: vec![lower], ..Index::on(Id(0), &[]) });
    table.indexes.push(Index { method: Some("gin".into()), ..Index::on(Id(0), &["settings"]) });
    table.indexes.push(Index { method: Some("fulltext".into()), ..Index::on(Id(0), &["bio"]) });
    table
}

fn orders() -> Table {
    let mut table = table(
        "orders",
        &[
            "id uuid = gen_random_uuid()",
            "user_id uuid",
            "status type order_status = 'pending'",
            "order text null",
            "placed_at timestamptz = CURRENT_TIMESTAMP",
            "due_at timestamptz null = CURRENT_TIMESTAMP + INTERVAL '7 days'",
        ],
    );
    table.columns[3].collation = Some("C".into());
    table.foreign_keys.push(ForeignKey {
        deferrable: Deferrable::Deferred,
        on_update: Action::Cascade,
        ..foreign_key(&["user_id"], "users", Action::Cascade)
    });
    table.checks.push(check("\"order\" <> ''"));
    let mut recent = Index::on(Id(0), &["user_id", "placed_at"]);
    recent.keys[1].descending = true;
    recent.keys[1].nulls = NullsOrder::Last;
    recent.include = strings(&["status"]);
    table.indexes.push(recent);
    table.indexes.push(Index::on(Id(0), &["user_id"]));
    table.indexes.push(Index { predicate: Some("status = 'pending'".into()), ..Index::on(Id(0), &["status"]) });
    table
}

fn products() -> Table {
    let mut table = table(
        "products",
        &["id bigint", "sku varchar(40)", "name varchar(200)", "price decimal(10,2)", "stock int unsigned"],
    );
    table.columns[0].identity = Some(Identity { always: false, start: None, increment: None, ..Identity::default() });
    table.uniques.push(unique(&["sku"]));
    table.checks.push(check("price >= 0"));
    table.indexes.push(Index::on(Id(0), &["id"]));
    table.indexes.push(Index { name: Some("products_by_name".into()), ..Index::on(Id(0), &["name"]) });
    table
}

fn employees() -> Table {
    let mut table =
        table("employees", &["id bigint", "manager_id bigint null", "department_id integer", "full_name text"]);
    table.columns[0].identity =
        Some(Identity { always: true, start: Some(100), increment: Some(10), ..Identity::default() });
    table.foreign_keys.push(foreign_key(&["manager_id"], "employees", Action::SetNull));
    table.foreign_keys.push(foreign_key(&["department_id"], "departments", Action::Restrict));
    table.checks.push(check("manager_id <> department_id"));
    table.uniques.push(Unique { nulls_not_distinct: true, ..unique(&["full_name", "manager_id"]) });
    table
}

fn departments() -> Table {
    let mut table = table("departments", &["id integer", "head_id bigint null", "name varchar(80)"]);
    table.columns[0].identity = Some(Identity { always: false, start: None, increment: None, ..Identity::default() });
    table.foreign_keys.push(foreign_key(&["head_id"], "employees", Action::SetNull));
    table.uniques.push(Unique {
        name: Some("department_names".into()),
        deferrable: Deferrable::Immediate,
        ..unique(&["name"])
    });
    table
}

fn invoices() -> Table {
    let mut table = table(
        "invoices",
        &["number bigint = nextval('invoice_numbers')", "user_id uuid", "first varchar(20)", "last varchar(20)"],
    );
    table.columns.push(Column {
        generated: Some(Generated { expression: "first || ' ' || last".into(), stored: false }),
        ..column("label varchar(41) null")
    });
    table.foreign_keys.push(foreign_key(&["user_id"], "users", Action::Restrict));
    table
}

fn bookings() -> Table {
    let mut table = table("bookings", &["room_id integer", "starts_at timestamp", "ends_at timestamp"]);
    table.primary_key = Some(key(&["room_id", "starts_at"]));
    table.checks.push(check("ends_at > starts_at"));
    let element = |expression: &str, operator: &str| ExclusionElement {
        expression: expression.into(),
        operator: operator.into(),
        operator_class: None,
    };
    table.exclusions.push(Exclusion {
        id: Id(0),
        name: Some("no_double_booking".into()),
        method: "gist".into(),
        elements: vec![element("room_id", "="), element("tsrange(starts_at, ends_at)", "&&")],
        predicate: None,
        options: Vec::new(),
    });
    table
}

fn events() -> Table {
    let mut table = table("events", &["id bigint", "happened_on date", "payload json null"]);
    table.primary_key = Some(key(&["id", "happened_on"]));
    table.partitioning = Some(Partitioning {
        method: PartitionMethod::Range,
        keys: vec!["happened_on".into()],
        partitions: vec![
            Partition { name: "events_2024".into(), bound: "FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')".into() },
            Partition { name: "events_rest".into(), bound: "DEFAULT".into() },
        ],
    });
    table
}
