//! Whole normalizations: schema and dependencies in, tables out.

use super::*;
use crate::schema::*;
use expect_test::{Expect, expect};
use proptest::prelude::*;

/// Tables as lines of `name(column type, ...) key(...)`; a `?` marks a nullable column.
fn schema(tables: &[&str]) -> Schema {
    let mut schema = Schema::new();
    for text in tables {
        let (name, rest) = text.split_once('(').unwrap();
        let (columns, rest) = rest.split_once(')').unwrap();
        let mut table = Table::new(Id(0), name.trim());
        for column in columns.split(',') {
            let (name, data_type) = column.trim().split_once(' ').unwrap_or((column.trim(), "varchar"));
            let data_type = match data_type {
                "int" => ColumnType::Integer,
                "text" => ColumnType::Text,
                "array" => ColumnType::Array(Box::new(ColumnType::Text)),
                _ => ColumnType::varchar(100),
            };
            let mut column = Column::new(Id(0), name.trim_end_matches('?'), data_type);
            column.nullable = name.ends_with('?');
            table.columns.push(column);
        }
        for part in rest.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (kind, arguments) = part.split_once(' ').unwrap();
            let names = |list: &str| list.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            match kind {
                "key" => {
                    table.primary_key = Some(PrimaryKey::on(Id(0), names(arguments)));
                }
                "unique" => table.uniques.push(Unique::on(Id(0), names(arguments))),
                "check" => {
                    table.checks.push(Check::new(Id(0), Expression::from(arguments)));
                }
                "index" => table.indexes.push(Index::on(Id(0), &arguments.split_whitespace().collect::<Vec<_>>())),
                "to" => {
                    let (parent, columns) = arguments.split_once(' ').unwrap();
                    table.foreign_keys.push(ForeignKey::on(
                        Id(0),
                        names(columns),
                        Reference { table: parent.into(), columns: Vec::new() },
                    ));
                }
                other => panic!("no part {other}"),
            }
        }
        schema.tables.push(table);
    }
    schema.number();
    schema
}

fn summary(schema: &Schema) -> String {
    let mut text = String::new();
    for table in &schema.tables {
        let mark = |column: &Column| format!("{}{}", column.name, if column.nullable { "?" } else { "" });
        let columns: Vec<String> = table.columns.iter().map(mark).collect();
        text.push_str(&format!("{}({})", table.name, columns.join(", ")));
        if let Some(key) = &table.primary_key {
            text.push_str(&format!(" key {};", key.columns.join(" ")));
        }
        for key in &table.uniques {
            text.push_str(&format!(" unique {};", key.columns.join(" ")));
        }
        for key in &table.foreign_keys {
            text.push_str(&format!(" to {} {};", key.references.table, key.columns.join(" ")));
        }
        for check in &table.checks {
            text.push_str(&format!(" check {};", check.expression));
        }
        for index in &table.indexes {
            text.push_str(&format!(" index {};", index.columns().join(" ")));
        }
        text.push('\n');
    }
    text
}

/// Normalizes, and checks what must hold of every normalization before comparing the outcome.
fn check(tables: &[&str], dependencies: &[&str], form: NormalForm, expected: Expect) {
    let before = schema(tables);
    let dependencies: Vec<FunctionalDependency> = dependencies.iter().map(|text| text.parse().unwrap()).collect();
    let result = normalize(&before, &dependencies, form);
    let after = before.applied(&result.changes).unwrap();
    let mut numbered = after.clone();
    numbered.number();
    assert_eq!(numbered, after, "every element has an id");
    for column in before.tables.iter().flat_map(|table| &table.columns) {
        let named = result.decisions.iter().any(|d| d.why.contains(&column.name));
        assert!(after.object(column.id).is_some() || named, "{} went without a word", column.name);
    }
    if result.steps.iter().all(|step| step.obstacle.is_none()) {
        for verdict in analyze(&after, &result.dependencies) {
            assert!(verdict.form.is_some_and(|reached| reached >= form), "{verdict:?}");
        }
        let again = normalize(&after, &result.dependencies, form);
        assert!(again.changes.is_empty(), "a second run changes nothing: {:?}", again.changes);
    }
    assert!(result.steps.iter().all(|step| step.lossless));
    let mut text = summary(&after);
    for step in &result.steps {
        text.push_str(&format!("{}: {}\n", step.form.label(), step.explanation));
        for lost in &step.lost {
            text.push_str(&format!("  lost: {lost}\n"));
        }
        if let Some(obstacle) = &step.obstacle {
            text.push_str(&format!("  not done: {obstacle}\n"));
        }
    }
    for diagnostic in &result.diagnostics {
        text.push_str(&format!("{diagnostic}\n"));
    }
    expected.assert_eq(&text);
}

#[test]
fn a_transitive_dependency_becomes_a_table() {
    check(
        &["customers(id int, name, zip_code, city, state?) key id; index city; check length(city) > 1"],
        &["customers: zip_code -> city, state"],
        NormalForm::Third,
        expect![[r#"
            customers(id, name, zip_code) key id; to zip_codes zip_code; index zip_code;
            zip_codes(zip_code, city, state?) key zip_code; check length(city) > 1; index city;
            3NF: city, state depend on zip_code, which is no key of customers, so the same fact would be written in many rows.
        "#]],
    );
}

#[test]
fn a_partial_dependency_moves_to_the_table_that_the_key_refers_to() {
    check(
        &[
            "products(id int, name) key id",
            "order_items(order_id int, product_id int, quantity int, product_name, product_color?) key order_id product_id; to products product_id",
        ],
        &["order_items: product_id -> product_name, product_color"],
        NormalForm::Third,
        expect![[r#"
            products(id, name, product_color?) key id;
            order_items(order_id, product_id, quantity) key order_id product_id; to products product_id;
            3NF: product_name, product_color depend on product_id, which is only a part of the key, so they would be repeated with every row.
        "#]],
    );
}

#[test]
fn a_chain_of_dependencies_becomes_a_chain_of_tables() {
    check(
        &["employees(id int, department_id int, department_name, building_id int, building_city) key id"],
        &["employees: department_id -> department_name, building_id", "employees: building_id -> building_city"],
        NormalForm::Third,
        expect![[r#"
            employees(id, department_id) key id; to departments department_id; index department_id;
            departments(department_id, department_name, building_id) key department_id; to buildings building_id; index building_id;
            buildings(building_id, building_city) key building_id;
            3NF: department_name, building_id depend on department_id, which is no key of employees, so the same fact would be written in many rows. building_city depends on building_id, which is no key of employees, so the same fact would be written in many rows.
        "#]],
    );
}

#[test]
fn second_form_leaves_transitive_dependencies_alone() {
    check(
        &["results(student_id int, course_id int, grade, course_title, teacher, room) key student_id course_id"],
        &["results: course_id -> course_title, teacher", "results: teacher -> room"],
        NormalForm::Second,
        expect![[r#"
            results(student_id, course_id, grade) key student_id course_id; to courses course_id; index course_id;
            courses(course_id, course_title, teacher, room) key course_id;
            2NF: course_title, teacher depend on course_id, which is only a part of the key, so they would be repeated with every row. room depends on course_id, which is only a part of the key, so it would be repeated with every row.
        "#]],
    );
}

#[test]
fn boyce_codd_form_says_what_it_loses() {
    check(
        &["addresses(id int, street, city, zip) key id; unique street city"],
        &["addresses: street, city -> zip", "addresses: zip -> city"],
        NormalForm::BoyceCodd,
        expect![[r#"
            addresses(id, street, zip) key id; to zips zip; index zip;
            zips(zip, city) key zip;
            BCNF: zip determines city, a part of a key, without being a key of addresses itself.
              lost: the dependency addresses: street, city -> zip
              lost: the dependency addresses: street, city -> id
              lost: the unique key (street, city)
        "#]],
    );
}

#[test]
fn a_table_that_others_rest_on_stays_in_third_form() {
    check(
        &[
            "addresses(street, city, zip) key street city",
            "visits(id int, street, city) key id; to addresses street city",
        ],
        &["addresses: zip -> city"],
        NormalForm::BoyceCodd,
        expect![[r#"
            addresses(street, city, zip) key street city;
            visits(id, street, city) key id; to addresses street city;
            BCNF: zip determines city, a part of a key, without being a key of addresses itself.
              not done: the foreign key (street, city) to addresses of visits rests on columns that would move
        "#]],
    );
}

#[test]
fn numbered_columns_become_rows() {
    check(
        &[
            "customers(id int, name, phone1, phone_2?, phone_3?, address_line_1, address_line_2?) key id; check length(phone1) > 3; index phone_2",
        ],
        &[],
        NormalForm::First,
        expect![[r#"
            customers(id, name, address_line_1, address_line_2?) key id;
            customer_phones(customer_id, position, phone) key customer_id position; to customers customer_id; check length(phone) > 3; index phone;
            1NF: phone1, phone_2, phone_3 of customers repeat one thing in numbered columns.
              lost: that phone1 must have a value
        "#]],
    );
}

#[test]
fn numbered_columns_with_the_same_numbers_stay_together() {
    check(
        &["Invoice(invoiceNo, item1, qty1 int, item2?, qty2? int) key invoiceNo"],
        &[],
        NormalForm::Third,
        expect![[r#"
            Invoice(invoiceNo) key invoiceNo;
            InvoiceItems(invoiceNo, position, item, qty?) key invoiceNo position; to Invoice invoiceNo;
            1NF: item1, qty1, item2, qty2 of Invoice repeat one thing in numbered columns.
              lost: that item1 must have a value
              lost: that qty1 must have a value
        "#]],
    );
}

#[test]
fn lists_become_rows_and_prose_does_not() {
    check(
        &["articles(id int, title, tags text, notes text, author_emails array, terms text, status) key id"],
        &[],
        NormalForm::First,
        expect![[r#"
            articles(id, title, notes, terms, status) key id;
            article_tags(article_id, tag) key article_id tag; to articles article_id;
            article_author_emails(article_id, author_email) key article_id author_email; to articles article_id;
            1NF: tags of articles holds a list in one column.
              lost: that tags must have a value
            1NF: author_emails of articles holds a list in one column.
              lost: that author_emails must have a value
        "#]],
    );
}

#[test]
fn without_a_key_there_is_nothing_to_refer_to() {
    check(
        &["logs(tags text, message)"],
        &[],
        NormalForm::First,
        expect![[r#"
        logs(tags, message)
        1NF: tags of logs holds a list in one column.
          not done: logs has no primary key that the rows could refer to
    "#]],
    );
}

#[test]
fn what_is_not_there_is_named() {
    check(
        &["a(id int) key id"],
        &["b: x -> y", "a: x -> id"],
        NormalForm::Third,
        expect![[r#"
        a(id) key id;
        warning[unknown-dependency]: There is no table b, so "b: x -> y" is left out.
        warning[unknown-dependency]: a has no column x, so "a: x -> id" is left out.
    "#]],
    );
}

#[test]
fn a_good_schema_stays_as_it_is() {
    check(
        &[
            "users(id int, email, name, bio? text) key id; unique email",
            "posts(id int, user_id int, title) key id; to users user_id",
        ],
        &["users: email -> name"],
        NormalForm::BoyceCodd,
        expect![[r#"
            users(id, email, name, bio?) key id; unique email;
            posts(id, user_id, title) key id; to users user_id;
        "#]],
    );
}

/// A table of seven columns with random keys and dependencies.
fn random_table() -> impl Strategy<Value = (Schema, Vec<FunctionalDependency>)> {
    let columns = || prop::collection::btree_set(0..7usize, 1..4);
    let names = |set: &std::collections::BTreeSet<usize>| set.iter().map(|i| format!("c{i}x")).collect::<Vec<_>>();
    let pairs = prop::collection::vec((columns(), columns()), 0..5);
    (columns(), prop::option::of(columns()), pairs).prop_map(move |(key, unique, pairs)| {
        let mut text = "t(c0x, c1x, c2x, c3x, c4x, c5x, c6x)".to_owned();
        text.push_str(&format!(" key {}", names(&key).join(" ")));
        if let Some(unique) = unique {
            text.push_str(&format!("; unique {}", names(&unique).join(" ")));
        }
        text.push_str("; check length(c3x) > 1; index c4x c5x");
        let dependency = |(left, right): &(_, _)| FunctionalDependency {
            table: "t".into(),
            determinant: names(left),
            dependent: names(right),
        };
        (schema(&[&text]), pairs.iter().map(dependency).collect())
    })
}

proptest! {
    #[test]
    fn every_table_reaches_the_form_and_keeps_its_columns((before, dependencies) in random_table(), at in 1..4usize) {
        let form = NormalForm::ALL[at];
        let result = normalize(&before, &dependencies, form);
        let after = before.applied(&result.changes).unwrap();
        prop_assert!(result.steps.iter().all(|step| step.lossless && step.obstacle.is_none()), "{:?}", result.steps);
        for column in &before.tables[0].columns {
            prop_assert!(after.object(column.id).is_some(), "{} is gone", column.name);
        }
        for verdict in analyze(&after, &result.dependencies) {
            prop_assert!(verdict.form.is_some_and(|reached| reached >= form), "{:?}\n{}", verdict, summary(&after));
        }
        for key in after.tables.iter().flat_map(|table| &table.foreign_keys) {
            let parent = after.table(&key.references.table).unwrap();
            prop_assert!(parent.is_unique(&after.referenced_columns(key)), "{}", summary(&after));
        }
    }
}
