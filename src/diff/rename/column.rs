//! What speaks for a column having been renamed.

use super::Evidence;
use super::similarity::{contains, letters, shared_words};
use crate::schema::{Column, ColumnType, Expression, Index, Schema, Table, singular, words};

/// The tables before and after, and the columns that only one of them has.
pub(super) struct Columns<'a> {
    pub schemas: (&'a Schema, &'a Schema),
    pub tables: (&'a Table, &'a Table),
    pub gone: Vec<&'a Column>,
    pub new: Vec<&'a Column>,
}

/// Up to this many pairs are all weighed.
const FEW: usize = 2_500;

impl<'a> Columns<'a> {
    pub(super) fn of(schemas: (&'a Schema, &'a Schema), old: &'a Table, new: &'a Table) -> Self {
        let lacks = |table: &Table, name: &str| table.column(name).is_none();
        Self {
            schemas,
            tables: (old, new),
            gone: old.columns.iter().filter(|column| lacks(new, &column.name)).collect(),
            new: new.columns.iter().filter(|column| lacks(old, &column.name)).collect(),
        }
    }

    /// The pairs that are worth weighing; in a table where nearly everything changed, those with a word or the type in
    /// common.
    pub(super) fn candidates(&self) -> Vec<(&'a Column, &'a Column)> {
        let few = self.gone.len() * self.new.len() <= FEW;
        let all = self.gone.iter().flat_map(|old| self.new.iter().map(|new| (*old, *new)));
        all.filter(|(old, new)| few || old.data_type == new.data_type || contains(&old.name, &new.name)).collect()
    }

    /// Evidence for `old` having become `new`, each piece from 0 to 1.
    pub(super) fn evidence(&self, old: &Column, new: &Column) -> Vec<Evidence> {
        let context: Vec<String> = words(&self.tables.0.name.name).iter().map(|word| singular(word)).collect();
        let by_letters = letters(&old.name, &new.name);
        let by_words = shared_words(&old.name, &new.name, &context);
        let same_type = old.data_type == new.data_type;
        let place = self.place(old, new);
        let (gone, added) = (self.gone.len() as f64, self.new.len() as f64);
        let both = |a: Option<String>, b: Option<String>| match (a, b) {
            (Some(a), Some(b)) if a == b => (1.0, 0.0),
            (None, None) => (0.0, 0.0),
            _ => (0.0, 1.0),
        };
        let (same_default, other_default) =
            both(old.default.as_ref().map(ToString::to_string), new.default.as_ref().map(ToString::to_string));
        let (same_target, other_target) = both(target(self.tables.0, old), target(self.tables.1, new));
        let (same_comment, _) = both(old.comment.clone(), new.comment.clone());
        let (same_uses, other_uses) = self.uses(old, new);
        let (same_key, other_key) = key(self.tables.0, old, self.tables.1, new);
        let piece = |name, value| Evidence { name, value };
        vec![
            piece("name_letters", by_letters),
            piece("name_words", by_words),
            piece("name_contained", f64::from(contains(&old.name, &new.name))),
            piece("name_unlike", f64::from(by_letters < 0.55 && by_words < 0.3)),
            piece("same_type", f64::from(same_type)),
            piece("rare_type", if same_type { self.rarity(&old.data_type) } else { 0.0 }),
            piece("other_family", f64::from(family(&old.data_type) != family(&new.data_type))),
            piece("same_nullability", f64::from(old.nullable == new.nullable)),
            piece("same_default", same_default),
            piece("other_default", other_default),
            piece("same_target", same_target),
            piece("other_target", other_target),
            piece("same_key", same_key),
            piece("other_key", other_key),
            piece("same_uses", same_uses),
            piece("other_uses", other_uses),
            piece("same_comment", same_comment),
            piece("same_place", place),
            piece("same_place_and_type", if same_type { place } else { 0.0 }),
            piece("alone", 1.0 / gone.max(added).max(1.0)),
            piece("balance", gone.min(added) / gone.max(added).max(1.0)),
        ]
    }

    /// 1 where both stand between the same columns, a half where one neighbour is the same.
    fn place(&self, old: &Column, new: &Column) -> f64 {
        let (before, after) = self.tables;
        let around = |table: &'a Table, other: &Table, name: &str| -> Option<(Option<&'a str>, Option<&'a str>)> {
            let at = table.columns.iter().position(|column| column.name == name)?;
            let kept = |column: &&'a Column| other.column(&column.name).is_some();
            let name = |column: &'a Column| column.name.as_str();
            let previous = table.columns[..at].iter().rev().find(kept).map(name);
            Some((previous, table.columns[at + 1..].iter().find(kept).map(name)))
        };
        let Some((old_around, new_around)) = around(before, after, &old.name).zip(around(after, before, &new.name))
        else {
            return 0.0;
        };
        (f64::from(old_around.0 == new_around.0) + f64::from(old_around.1 == new_around.1)) / 2.0
    }

    /// How few of the table's columns have this type.
    fn rarity(&self, data_type: &ColumnType) -> f64 {
        let columns = &self.tables.0.columns;
        let others = columns.iter().filter(|column| column.data_type != *data_type).count();
        others as f64 / columns.len().max(1) as f64
    }

    /// The share of indexes, keys, checks and views over either column that would be the same under one name, and the
    /// share that would not.
    fn uses(&self, old: &Column, new: &Column) -> (f64, f64) {
        let before = uses(self.schemas.0, self.tables.0, &old.name);
        let after = uses(self.schemas.1, self.tables.1, &new.name);
        let all = before.len().max(after.len());
        if all == 0 {
            return (0.0, 0.0);
        }
        let same = before.iter().filter(|text| after.contains(text)).count() as f64 / all as f64;
        (same, 1.0 - same)
    }
}

/// What a foreign key of the column alone refers to.
fn target(table: &Table, column: &Column) -> Option<String> {
    let key = table.foreign_keys.iter().find(|key| key.columns == [column.name.clone()])?;
    Some(key.references.table.to_string())
}

/// Whether both are in the primary key, and whether one is and the other is not.
fn key(old_table: &Table, old: &Column, new_table: &Table, new: &Column) -> (f64, f64) {
    match (old_table.in_primary_key(&old.name), new_table.in_primary_key(&new.name)) {
        (true, true) => (1.0, 0.0),
        (false, false) => (0.0, 0.0),
        _ => (0.0, 1.0),
    }
}

/// Texts of what mentions the column, with a mark in the place of its name.
fn uses(schema: &Schema, table: &Table, column: &str) -> Vec<String> {
    const MARK: &str = "?column?";
    let marked = |expression: &Expression| expression.renamed(column, MARK).0;
    let names = |names: &[String]| -> Vec<String> {
        names.iter().map(|name| if name == column { MARK.to_owned() } else { name.clone() }).collect()
    };
    let has = |names: &[String]| names.iter().any(|name| name == column);
    let mut uses: Vec<String> = Vec::new();
    let uniques = table.uniques.iter().filter(|key| has(&key.columns));
    uses.extend(uniques.map(|key| format!("unique {:?}", names(&key.columns))));
    let checks = table.checks.iter().filter(|check| check.expression.mentions(column));
    uses.extend(checks.map(|check| format!("check {}", marked(&check.expression))));
    for index in &table.indexes {
        let key_texts = index_keys(index);
        let predicate = index.predicate.as_ref().is_some_and(|predicate| predicate.mentions(column));
        if key_texts.iter().any(|key| key.mentions(column)) || predicate {
            uses.push(format!("index {} {:?}", index.unique, key_texts.iter().map(marked).collect::<Vec<_>>()));
        }
    }
    let views = schema.views.iter().filter(|view| {
        let query = Expression::new(&view.query);
        query.mentions(&table.name.name) && query.mentions(column)
    });
    uses.extend(views.map(|view| format!("view {} {}", view.name, marked(&Expression::new(&view.query)))));
    uses
}

fn index_keys(index: &Index) -> Vec<Expression> {
    index
        .keys
        .iter()
        .map(|key| match key.as_column() {
            Some(name) => Expression::identifier(name),
            None => Expression::from(key.part.as_str()),
        })
        .collect()
}

/// Types between which values go over without a thought.
fn family(data_type: &ColumnType) -> &'static str {
    match data_type {
        ColumnType::Array(_) => "array",
        ColumnType::Boolean | ColumnType::TinyInt => "small number",
        _ if data_type.is_numeric() => "number",
        _ if data_type.is_text() => "text",
        _ if data_type.is_temporal() => "time",
        ColumnType::Binary { .. } | ColumnType::Varbinary { .. } | ColumnType::Blob => "bytes",
        ColumnType::Json { .. } => "json",
        ColumnType::Uuid => "uuid",
        ColumnType::Named(_) => "named",
        _ => "other",
    }
}
