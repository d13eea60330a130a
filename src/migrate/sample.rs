//! Plans between two scripts, for tests.

use super::{Options, Plan, plan};
use crate::dialect::Dialect;
use crate::schema::Schema;
use crate::{diff, sql};

/// The plan between two scripts, and the schema that it starts from.
pub fn planned(from: &str, to: &str, dialect: Dialect) -> (Plan, Schema) {
    planned_with(from, to, dialect, &Options::default())
}

pub fn planned_with(from: &str, to: &str, dialect: Dialect, options: &Options) -> (Plan, Schema) {
    let (from, to) = (sql::parse(from, dialect).schema, sql::parse(to, dialect).schema);
    let found = diff::diff(&from, &to, &diff::Options::of(dialect));
    let target = from.applied(&found.changes).expect("the changes of a comparison apply");
    (plan(&from, &target, dialect, options), from)
}

pub const BEFORE: &str = "
    CREATE TABLE users (id bigint PRIMARY KEY, name text, score integer);
    CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total integer);";

/// A required column, an index, a foreign key, another type; a column that goes.
pub const AFTER: &str = "
    CREATE TABLE users (id bigint PRIMARY KEY, name text, email varchar(255) NOT NULL);
    CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES users (id), total numeric(10,2));
    CREATE INDEX orders_user_id ON orders (user_id);";
