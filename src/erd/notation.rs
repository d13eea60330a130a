//! Crow's foot notation: how many rows stand at each end of a relationship, as shapes and as sentences.

use super::{End, Point, Side, diagram};
use crate::schema::{self, ForeignKey, QualifiedName, Schema, words};
use std::fmt::Write;

/// How many rows of a table take part in a relationship, seen from one row of the other table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cardinality {
    /// It may be none.
    pub optional: bool,
    pub most: Multiplicity,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Multiplicity {
    One,
    Many,
}

impl Cardinality {
    /// In words: `exactly one`, `zero or one`, `zero or more`, `one or more`.
    pub fn words(self) -> &'static str {
        match (self.optional, self.most) {
            (false, Multiplicity::One) => "exactly one",
            (true, Multiplicity::One) => "zero or one",
            (true, Multiplicity::Many) => "zero or more",
            (false, Multiplicity::Many) => "one or more",
        }
    }
}

/// The shapes at one end of an edge, in diagram coordinates.
#[derive(Debug, Clone, PartialEq)]
pub struct Symbol {
    /// Strokes, as SVG path data.
    pub path: String,
    /// Centre of the ring that stands for "zero"; it is filled with the background.
    pub ring: Option<Point>,
    /// Radius of the ring.
    pub radius: f64,
}

/// Radius of the ring.
pub const RING: f64 = 4.0;
/// How far the symbols reach from the table, so that no bend comes nearer.
pub const REACH: f64 = 21.0;

/// The crow's foot, bars and ring at an end.
pub fn symbol(end: &End) -> Symbol {
    let out = if end.side == Side::Left { -1.0 } else { 1.0 };
    let Point { x, y } = end.point;
    let mut path = String::new();
    let bar = |path: &mut String, away: f64| {
        let at = x + out * away;
        let _ = write!(path, "M{at} {}V{}", y - end.half, y + end.half);
    };
    let ring = match (end.cardinality.most, end.cardinality.optional) {
        (Multiplicity::Many, optional) => {
            let tip = x + out * 12.0;
            let _ = write!(path, "M{tip} {y}L{x} {}M{tip} {y}L{x} {}", y - end.half, y + end.half);
            if !optional {
                bar(&mut path, 17.0);
            }
            optional.then_some(17.0)
        }
        (Multiplicity::One, true) => {
            bar(&mut path, 8.0);
            Some(16.0)
        }
        (Multiplicity::One, false) => {
            bar(&mut path, 8.0);
            bar(&mut path, 13.0);
            None
        }
    };
    Symbol { path, ring: ring.map(|away| Point::new(x + out * away, y)), radius: RING.min(end.half) }
}

/// The relationship in a sentence for readers of text: `Each order belongs to exactly one user; a user has zero or
/// more orders.` Empty for a key that is not in the schema.
pub fn sentence(schema: &Schema, key: &ForeignKey) -> String {
    let Some(table) = schema.tables.iter().find(|table| table.foreign_keys.iter().any(|k| k.id == key.id)) else {
        return String::new();
    };
    let (child, parent) = diagram::ends(table, key);
    let (one, many) = (singular(&table.name), plural(&table.name));
    let owner = singular(&key.references.table);
    let children = if child.most == Multiplicity::Many { many } else { one.clone() };
    let other = if table.name == key.references.table { "other " } else { "" };
    format!(
        "Each {one} belongs to {} {other}{owner}; {} {owner} has {} {other}{children}.",
        parent.words(),
        article(&owner),
        child.words()
    )
}

fn singular(name: &QualifiedName) -> String {
    counted(name, schema::singular)
}

fn plural(name: &QualifiedName) -> String {
    counted(name, schema::plural)
}

/// The table's name as words, its last one in the singular or plural.
fn counted(name: &QualifiedName, form: fn(&str) -> String) -> String {
    let mut words = words(&name.name);
    match words.last_mut() {
        Some(last) => *last = form(last),
        None => return name.name.clone(),
    }
    words.join(" ")
}

fn article(noun: &str) -> &'static str {
    let vowel = noun.starts_with(['a', 'e', 'i', 'o', 'u']);
    // "a user", "a unit", "a one-off", but "an hour".
    let sounds_otherwise = ["use", "uni", "usu", "eu", "one"].iter().any(|start| noun.starts_with(start));
    if vowel && !sounds_otherwise || noun.starts_with("hour") { "an" } else { "a" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::erd::sample;
    use crate::schema::Id;

    fn end(side: Side, optional: bool, most: Multiplicity) -> End {
        End {
            table: Id(1),
            side,
            point: Point::new(100.0, 50.0),
            rows: vec![50.0],
            cardinality: Cardinality { optional, most },
            half: 6.0,
        }
    }

    #[test]
    fn symbols_open_towards_the_table() {
        let check = |side, optional, most, path: &str, ring: Option<f64>| {
            let drawn = symbol(&end(side, optional, most));
            assert_eq!((drawn.path.as_str(), drawn.ring.map(|p| p.x)), (path, ring));
        };
        check(Side::Left, true, Multiplicity::Many, "M88 50L100 44M88 50L100 56", Some(83.0));
        check(Side::Right, true, Multiplicity::Many, "M112 50L100 44M112 50L100 56", Some(117.0));
        check(Side::Right, false, Multiplicity::One, "M108 44V56M113 44V56", None);
        check(Side::Right, true, Multiplicity::One, "M108 44V56", Some(116.0));
        check(Side::Left, false, Multiplicity::Many, "M88 50L100 44M88 50L100 56M83 44V56", None);
    }

    #[test]
    fn sentences_say_both_directions() {
        let mut schema = sample::shop();
        sample::table(&mut schema, "profiles", &["user_id int * -> users", "bio text"]);
        sample::table(&mut schema, "categories", &["id int *", "parent_id int ? -> categories"]);
        let check = |table: &str, expected: &str| {
            let key = &schema.table_named(table).expect(table).foreign_keys[0];
            assert_eq!(sentence(&schema, key), expected);
        };
        check("orders", "Each order belongs to exactly one user; a user has zero or more orders.");
        check("order_items", "Each order item belongs to exactly one order; an order has zero or more order items.");
        check("profiles", "Each profile belongs to exactly one user; a user has zero or one profile.");
        check(
            "categories",
            "Each category belongs to zero or one other category; a category has zero or more other categories.",
        );
    }
}
