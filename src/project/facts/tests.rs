use super::*;
use crate::erd::sample;

/// A shop whose orders have each kind of part, beside a view, an enum, a domain and a sequence.
fn everything() -> Schema {
    let mut schema = sample::shop();
    schema.enums.push(EnumType { id: Id(0), name: "state".into(), values: vec!["new".into()], comment: None });
    schema.views.push(View { name: "recent".into(), query: "SELECT id FROM orders".into(), ..View::default() });
    schema.sequences.push(Sequence { name: "numbers".into(), ..Sequence::default() });
    schema.domains.push(Domain {
        id: Id(0),
        name: "mail".into(),
        data_type: ColumnType::Text,
        nullable: true,
        default: None,
        checks: Vec::new(),
        comment: None,
    });
    if let Some(orders) = schema.tables.iter_mut().find(|table| table.name.name == "orders") {
        let columns = vec!["id".to_owned()];
        orders.uniques.push(Unique::on(Id(0), columns));
        let expression = Expression::new("id > 0");
        orders.checks.push(Check::new(Id(0), expression));
        orders.indexes.push(Index::on(Id(0), &["id"]));
        let during =
            ExclusionElement { expression: Expression::new("id"), operator_class: None, operator: "=".to_owned() };
        orders.exclusions.push(Exclusion {
            id: Id(0),
            name: None,
            method: "gist".into(),
            elements: vec![during],
            predicate: None,
            options: Vec::new(),
        });
    }
    schema.number();
    schema
}

fn all(schema: &Schema) -> Vec<Object> {
    let tables = schema.tables.iter().flat_map(|table| std::iter::once(table.id).chain(table.part_ids()));
    let others = (schema.enums.iter().map(|o| o.id))
        .chain(schema.domains.iter().map(|o| o.id))
        .chain(schema.sequences.iter().map(|o| o.id))
        .chain(schema.views.iter().map(|o| o.id));
    tables.chain(others).filter_map(|id| schema.object(id)).collect()
}

fn first(schema: &Schema, kind: &str) -> Object {
    all(schema).into_iter().find(|object| object.kind() == kind).expect(kind)
}

/// What stands in the field after the text was written into it, or why it was not.
fn written(kind: &str, field: Field, text: &str) -> Result<String, String> {
    let mut schema = everything();
    let object = first(&schema, kind);
    let change = write(&schema, &object, field, text, Dialect::PostgreSql)?;
    schema.apply(&change).map_err(|error| error.to_string())?;
    Ok(read(&schema.object(object.id()).expect("it is still there"), field))
}

#[test]
fn what_a_field_shows_can_be_written_back_and_changes_nothing() {
    let schema = everything();
    for object in all(&schema) {
        for field in fields(&object) {
            let text = read(&object, *field);
            let Ok(change) = write(&schema, &object, *field, &text, Dialect::PostgreSql) else {
                assert!(*field == Field::Partitions && text.is_empty(), "{field:?} of {}", object.kind());
                continue;
            };
            let after = schema.applied(&[change]).expect("it applies");
            assert_eq!(after, schema, "{field:?} of {}", object.kind());
        }
    }
}

#[test]
fn fields_take_what_sql_says() {
    let check = |kind: &str, field: Field, text: &str, expected: &str| {
        assert_eq!(written(kind, field, text), Ok(expected.to_owned()), "{kind} {text}");
    };
    check(
        "index",
        Field::Columns,
        "user_id desc nulls last, lower( id ), id",
        "user_id DESC NULLS LAST, lower( id ), id",
    );
    check("index", Field::Columns, "user_id text_pattern_ops", "user_id text_pattern_ops");
    check("index", Field::Method, "GIN", "gin");
    check("index", Field::Where, "id > 7", "id > 7");
    check("index", Field::Include, "user_id", "user_id");
    check("index", Field::Name, "orders_by_user", "orders_by_user");
    check("index", Field::Unique, "yes", "yes");
    check("unique key", Field::NullsEqual, "yes", "yes");
    check("foreign key", Field::Checked, "deferred", "deferred");
    check("check", Field::Condition, "id > 1 AND id < 9", "id > 1 AND id < 9");
    check("exclusion", Field::Elements, "user_id WITH =, id with &&", "user_id WITH =, id WITH &&");
    check("enum", Field::Values, "'new', 'it''s paid' , sent", "new\nit's paid\nsent");
    check("enum", Field::Name, "progress", "progress");
    check("view", Field::Query, "SELECT 1;\n", "SELECT 1");
    check("view", Field::Materialized, "yes", "yes");
    check("domain", Field::Condition, "VALUE LIKE '%@%'", "VALUE LIKE '%@%'");
    check("sequence", Field::Start, "100", "100");
    check("table", Field::PartitionedBy, "RANGE ( created_at )", "range (created_at)");
    check("table", Field::Options, "ENGINE=InnoDB\nSTRICT", "ENGINE = InnoDB\nSTRICT");
    check("column", Field::Collation, "de_DE", "de_DE");
}

#[test]
fn what_cannot_be_is_refused_with_the_reason() {
    let check = |kind: &str, field: Field, text: &str, expected: &str| {
        let why = written(kind, field, text).expect_err(text);
        assert!(why.contains(expected), "{why}");
    };
    check("index", Field::Columns, "nothing_like_it", "has no column nothing_like_it");
    check("index", Field::Columns, "", "at least one column");
    check("primary key", Field::Columns, "id, other", "has no column other");
    check("enum", Field::Values, "a, b, a", "a is there twice");
    check("enum", Field::Name, "mail", "already taken");
    check("check", Field::Condition, "", "A condition is needed");
    check("sequence", Field::Start, "many", "not a whole number");
    check("table", Field::PartitionedBy, "somehow (id)", "range (column)");
    check("table", Field::Partitions, "p1 FOR VALUES IN (1)", "Say first by what");
    check("exclusion", Field::Elements, "id", "column WITH operator");
}

#[test]
fn a_table_is_partitioned_in_two_steps() {
    let mut schema = everything();
    let table = first(&schema, "table");
    let by = write(&schema, &table, Field::PartitionedBy, "list (id)", Dialect::PostgreSql).expect("a method");
    schema.apply(&by).expect("it applies");
    let table = first(&schema, "table");
    let text = "a FOR VALUES IN ('a')\nb FOR VALUES IN ('b')";
    let change = write(&schema, &table, Field::Partitions, text, Dialect::PostgreSql).expect("two partitions");
    schema.apply(&change).expect("it applies");
    assert_eq!(read(&first(&schema, "table"), Field::Partitions), text);
}
