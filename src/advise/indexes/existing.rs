//! The indexes that a schema has already: of its keys, and those that it names.

use crate::advise::cost::{IndexKey, IndexShape, Method, SizedIndex};
use crate::advise::statistics::{Statistics, TextOrder};
use crate::schema::{Index, IndexPart, Schema, Table};

/// An existing index; keys have no name that could be dropped.
pub struct Existing {
    pub sized: SizedIndex,
    pub name: Option<String>,
    /// It is what a key is kept by, so it has to stay.
    pub of_key: bool,
}

pub fn existing(schema: &Schema, statistics: &Statistics) -> Vec<Existing> {
    let mut found = Vec::new();
    for (at, table) in schema.tables.iter().enumerate() {
        let place = |name: &String| table.columns.iter().position(|column| column.name == *name);
        let keys = table.primary_key.iter().map(|key| &key.columns).chain(table.uniques.iter().map(|key| &key.columns));
        for columns in keys {
            let own = &statistics.tables[at];
            let places: Vec<usize> = columns.iter().filter_map(place).collect();
            let is_table = !places.is_empty() && places == own.row_key;
            let rest = (0..table.columns.len()).filter(|column| is_table && !places.contains(column)).collect();
            let implied = own.row_key.clone();
            let shape = IndexShape { unique: true, include: rest, implied, ..IndexShape::on(at, &places) };
            found.push(Existing { sized: shape.sized(table, own), name: None, of_key: true });
        }
        for index in &table.indexes {
            if let Some(mut shape) = shape_of(at, table, index) {
                shape.implied = statistics.tables[at].row_key.clone();
                let name = index.name.clone();
                found.push(Existing { sized: shape.sized(table, &statistics.tables[at]), name, of_key: index.unique });
            }
        }
    }
    found
}

fn shape_of(at: usize, table: &Table, index: &Index) -> Option<IndexShape> {
    let place = |name: &str| table.columns.iter().position(|column| column.name == name);
    let key = |key: &crate::schema::IndexKey| match &key.part {
        IndexPart::Column(name) => Some(IndexKey::Column { column: place(name)?, descending: key.descending }),
        IndexPart::Expression(text) => {
            let column = table.columns.iter().position(|column| text.mentions(&column.name))?;
            Some(IndexKey::Expression { text: text.to_string(), column })
        }
    };
    let method = match index.method.as_deref() {
        None | Some("btree") => Method::BTree,
        Some("hash") => Method::Hash,
        Some("brin") => Method::Brin,
        Some("gist" | "spgist" | "spatial") => Method::Gist,
        Some(_) => Method::Gin,
    };
    Some(IndexShape {
        table: at,
        keys: index.keys.iter().map(key).collect::<Option<Vec<_>>>()?,
        include: index.include.iter().filter_map(|name| place(name)).collect(),
        implied: Vec::new(),
        unique: index.unique,
        // How many rows a condition lets through is not known here.
        predicate: index.predicate.as_ref().map(|text| (text.to_string(), 20_000)),
        method,
        text: index.keys.iter().map(text_order).find(|order| *order != TextOrder::Collation).unwrap_or_default(),
    })
}

fn text_order(key: &crate::schema::IndexKey) -> TextOrder {
    let is_bytes = key.operator_class.as_deref().is_some_and(|class| class.ends_with("_pattern_ops"))
        || key.collation.as_deref().is_some_and(|name| matches!(name.trim_matches('"'), "C" | "POSIX"));
    match key.collation.as_deref() {
        _ if is_bytes => TextOrder::Bytes,
        Some(name) if name.eq_ignore_ascii_case("nocase") => TextOrder::AnyCase,
        _ => TextOrder::Collation,
    }
}

/// For an index that another one replaces: the place of that other one, which begins with the same columns.
pub fn redundant(indexes: &[Existing], at: usize) -> Option<usize> {
    let own = &indexes[at];
    let shape = &own.sized.shape;
    if own.of_key || shape.method != Method::BTree || own.name.is_none() {
        return None;
    }
    indexes.iter().enumerate().find_map(|(other, index)| {
        let theirs = &index.sized.shape;
        let begins = theirs.keys.len() >= shape.keys.len() && theirs.keys[..shape.keys.len()] == shape.keys[..];
        let same = theirs.keys.len() == shape.keys.len() && theirs.include.len() == shape.include.len();
        let holds = shape.include.iter().all(|column| theirs.holds(*column));
        let replaces = other != at
            && theirs.table == shape.table
            && theirs.method == Method::BTree
            && theirs.text == shape.text
            && begins
            && holds
            && (theirs.predicate.is_none() && shape.predicate.is_none() || theirs.predicate == shape.predicate);
        // Of two equal ones, the later goes.
        (replaces && (!same || index.of_key || other < at)).then_some(other)
    })
}
