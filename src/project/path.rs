//! How two tables are related through others, and the query that joins them.

use crate::dialect::Dialect;
use crate::schema::{ForeignKey, Id, Schema, Table};
use std::collections::{HashMap, VecDeque};

/// A shortest way between two tables along foreign keys, in either direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// From the first table to the last.
    pub tables: Vec<Id>,
    /// The foreign keys between them.
    pub keys: Vec<Id>,
    /// A query over all of them, in the dialect.
    pub query: String,
}

/// The shortest way from one table to another; `None` where no foreign keys lead there.
pub fn path(schema: &Schema, from: Id, to: Id, dialect: Dialect) -> Option<Path> {
    let links = links(schema);
    let mut came: HashMap<Id, Option<Link>> = HashMap::from([(from, None)]);
    let mut next = VecDeque::from([from]);
    while let Some(here) = next.pop_front() {
        if here == to {
            break;
        }
        for link in &links {
            let Some(there) = link.other(here) else { continue };
            if let std::collections::hash_map::Entry::Vacant(entry) = came.entry(there.id) {
                entry.insert(Some(*link));
                next.push_back(there.id);
            }
        }
    }
    let mut steps = Vec::new();
    let mut here = to;
    while let Some(link) = (*came.get(&here)?).filter(|_| here != from) {
        let before = link.other(here)?;
        steps.push((link, before.id, here));
        here = before.id;
    }
    steps.reverse();
    let tables = std::iter::once(from).chain(steps.iter().map(|(.., to)| *to)).collect();
    let keys = steps.iter().map(|(link, ..)| link.key.id).collect();
    let query = query(schema.table_by_id(from)?, &steps, dialect);
    Some(Path { tables, keys, query })
}

/// A foreign key with both its tables.
#[derive(Clone, Copy)]
struct Link<'a> {
    child: &'a Table,
    key: &'a ForeignKey,
    parent: &'a Table,
    schema: &'a Schema,
}

impl<'a> Link<'a> {
    fn other(&self, table: Id) -> Option<&'a Table> {
        match table {
            id if id == self.child.id => Some(self.parent),
            id if id == self.parent.id => Some(self.child),
            _ => None,
        }
    }

    /// The condition under which two rows belong together.
    fn condition(&self, dialect: Dialect) -> String {
        let column = |table: &Table, name: &String| {
            format!("{}.{}", dialect.quote_qualified(&table.name), dialect.quote_identifier(name))
        };
        let pairs = self.key.columns.iter().zip(self.schema.referenced_columns(self.key));
        let pairs = pairs.map(|(own, other)| format!("{} = {}", column(self.child, own), column(self.parent, &other)));
        pairs.collect::<Vec<_>>().join(" AND ")
    }
}

/// References of a table to itself lead nowhere else.
fn links(schema: &Schema) -> Vec<Link<'_>> {
    let mut links = Vec::new();
    for child in &schema.tables {
        for key in &child.foreign_keys {
            if let Some(parent) = schema.table(&key.references.table).filter(|parent| parent.id != child.id) {
                links.push(Link { child, key, parent, schema });
            }
        }
    }
    links
}

fn query(first: &Table, steps: &[(Link, Id, Id)], dialect: Dialect) -> String {
    let mut query = format!("SELECT *\nFROM {}", dialect.quote_qualified(&first.name));
    for (link, _, to) in steps {
        let table = if link.child.id == *to { link.child } else { link.parent };
        query += &format!("\nJOIN {} ON {}", dialect.quote_qualified(&table.name), link.condition(dialect));
    }
    query + ";"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::erd::sample;

    fn check(from: &str, to: &str, expected: Option<&str>) {
        let mut schema = sample::shop();
        sample::table(&mut schema, "alone", &["id int *"]);
        let id = |name: &str| schema.table_named(name).expect(name).id;
        let found = path(&schema, id(from), id(to), Dialect::PostgreSql);
        assert_eq!(found.map(|path| path.query).as_deref(), expected, "{from} to {to}");
    }

    #[test]
    fn tables_are_joined_along_foreign_keys_in_either_direction() {
        check(
            "users",
            "order_items",
            Some(
                "SELECT *\nFROM users\nJOIN orders ON orders.user_id = users.id\n\
                 JOIN order_items ON order_items.order_id = orders.id;",
            ),
        );
        check(
            "order_items",
            "users",
            Some(
                "SELECT *\nFROM order_items\nJOIN orders ON order_items.order_id = orders.id\n\
                 JOIN users ON orders.user_id = users.id;",
            ),
        );
    }

    #[test]
    fn a_table_is_its_own_path_and_some_have_none() {
        check("users", "users", Some("SELECT *\nFROM users;"));
        check("users", "alone", None);
    }
}
