//! What is seen as a move, and what is not.

use super::{Link, found};
use crate::dialect::Dialect;
use crate::{diff, sql};

/// The moves as `link: old.column to new.column`.
fn check(from: &str, to: &str, expected: &[&str]) {
    let dialect = Dialect::PostgreSql;
    let (from, to) = (sql::parse(from, dialect).schema, sql::parse(to, dialect).schema);
    let target = from.applied(&diff::compare(&from, &to, &diff::Options::of(dialect))).expect("changes apply");
    let mut moves = Vec::new();
    for carry in found(&from, &target, dialect) {
        let name = |schema: &crate::schema::Schema, id| schema.table_by_id(id).map(|table| table.name.to_string());
        let (old, new) = (name(&from, carry.from).unwrap_or_default(), name(&target, carry.to).unwrap_or_default());
        let link = match carry.link {
            Link::Natural(_) => "natural",
            Link::Numbered { .. } => "numbered",
            Link::Child(_) => "child",
            Link::Part => "part",
            Link::FromParent(_) => "from parent",
            Link::ToParent(_) => "to parent",
        };
        moves.extend(carry.pairs().iter().map(|(a, b)| format!("{link}: {old}.{a} to {new}.{b}")));
    }
    assert_eq!(moves, expected, "{to:?}", to = target.tables.iter().map(|t| t.name.to_string()).collect::<Vec<_>>());
}

#[test]
fn decompositions_are_seen() {
    check(
        "CREATE TABLE people (id int PRIMARY KEY, zip text, city text);",
        "CREATE TABLE zips (zip text PRIMARY KEY, city text); CREATE TABLE people (id int PRIMARY KEY, zip text REFERENCES zips);",
        &["natural: people.city to zips.city"],
    );
    check(
        "CREATE TABLE books (id int PRIMARY KEY, publisher_name text, publisher_city text);",
        "CREATE TABLE publishers (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, city text);
         CREATE TABLE books (id int PRIMARY KEY, publisher_id int REFERENCES publishers);",
        &["numbered: books.publisher_name to publishers.name", "numbered: books.publisher_city to publishers.city"],
    );
    check(
        "CREATE TABLE books (id int PRIMARY KEY, genre text);",
        "CREATE TABLE genres (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
         CREATE TABLE books (id int PRIMARY KEY, genre_id int REFERENCES genres);",
        &["numbered: books.genre to genres.name"],
    );
    check(
        "CREATE TABLE users (id int PRIMARY KEY, name text, bio text, avatar text);",
        "CREATE TABLE users (id int PRIMARY KEY, name text);
         CREATE TABLE profiles (user_id int PRIMARY KEY REFERENCES users, bio text, avatar text);",
        &["child: users.bio to profiles.bio", "child: users.avatar to profiles.avatar"],
    );
    check(
        "CREATE TABLE users (id int PRIMARY KEY, phone1 text, phone2 text, tags text);",
        "CREATE TABLE users (id int PRIMARY KEY);
         CREATE TABLE user_phones (user_id int REFERENCES users, position smallint, phone text, PRIMARY KEY (user_id, position));
         CREATE TABLE user_tags (user_id int REFERENCES users, tag varchar(255), PRIMARY KEY (user_id, tag));",
        &[
            "child: users.phone1 to user_phones.phone",
            "child: users.phone2 to user_phones.phone",
            "child: users.tags to user_tags.tag",
        ],
    );
    check(
        "CREATE TABLE sales (sale_no int PRIMARY KEY, shop_code text, shop_city text, amount int);",
        "CREATE TABLE shops (code text PRIMARY KEY, city text); CREATE TABLE receipts (sale_no int PRIMARY KEY, shop_code text REFERENCES shops, amount int);",
        &[
            "part: sales.shop_code to shops.code",
            "part: sales.shop_city to shops.city",
            "part: sales.sale_no to receipts.sale_no",
            "part: sales.shop_code to receipts.shop_code",
            "part: sales.amount to receipts.amount",
        ],
    );
}

#[test]
fn columns_that_change_their_table_are_seen() {
    let tables = |first: &str, second: &str| {
        format!(
            "CREATE TABLE a (id int PRIMARY KEY{first}); CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a{second});"
        )
    };
    check(&tables(", color text", ""), &tables("", ", color text"), &["from parent: a.color to b.color"]);
    check(&tables("", ", color text"), &tables(", color text", ""), &["to parent: b.color to a.color"]);
    check(&tables(", status text", ""), &tables("", ", status text"), &[]);
    check(&tables(", color text", ""), &tables("", ", weight int"), &[]);
    check(
        "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (a_id int PRIMARY KEY REFERENCES a, color text, weight int);",
        "CREATE TABLE a (id int PRIMARY KEY, color text, weight int);",
        &["to parent: b.color to a.color", "to parent: b.weight to a.weight"],
    );
}

#[test]
fn a_table_that_goes_and_one_that_comes_are_two() {
    check(
        "CREATE TABLE cats (id int PRIMARY KEY, color text);",
        "CREATE TABLE cars (id int PRIMARY KEY, color text, brand text NOT NULL);",
        &[],
    );
}
