//! What rules look at: the schema with its names taken apart into words and its references found, once for all rules.

use crate::dialect::{Dialect, Facts};
use crate::schema::{Column, ColumnType, ForeignKey, Id, QualifiedName, Schema, Table, singular, words};
use std::cell::Cell;
use std::collections::HashMap;

pub struct Context<'a> {
    pub schema: &'a Schema,
    pub dialect: Dialect,
    pub facts: &'static Facts,
    pub tables: Vec<TableView<'a>>,
    by_name: HashMap<&'a QualifiedName, usize>,
    /// Tables by the singular of their name's words (`order_item`).
    by_thing: HashMap<String, Vec<usize>>,
    /// The table and the place of every element.
    places: HashMap<Id, (usize, usize)>,
    last_id: Cell<u32>,
}

/// A table as rules see it.
pub struct TableView<'a> {
    pub table: &'a Table,
    /// The words of its name, in lower case.
    pub words: Vec<String>,
    pub columns: Vec<ColumnView<'a>>,
    /// Foreign keys that refer to it, with the place of their table.
    pub referenced_by: Vec<(usize, &'a ForeignKey)>,
}

/// A column as rules see it.
pub struct ColumnView<'a> {
    pub column: &'a Column,
    /// The words of its name, in lower case.
    pub words: Vec<String>,
    pub in_primary_key: bool,
    pub in_foreign_key: bool,
}

impl<'a> Context<'a> {
    pub fn new(schema: &'a Schema, dialect: Dialect) -> Self {
        let mut context = Self {
            schema,
            dialect,
            facts: dialect.facts(),
            tables: schema.tables.iter().map(TableView::new).collect(),
            by_name: schema.tables.iter().enumerate().map(|(at, table)| (&table.name, at)).collect(),
            by_thing: HashMap::new(),
            places: HashMap::new(),
            last_id: Cell::new(schema.last_id().0),
        };
        for at in 0..context.tables.len() {
            let table = context.tables[at].table;
            let thing = thing(&context.tables[at].words);
            context.by_thing.entry(thing).or_default().push(at);
            for id in std::iter::once(table.id).chain(table.part_ids()) {
                let place = context.places.len();
                context.places.insert(id, (at, place));
            }
            for key in &table.foreign_keys {
                if let Some(parent) = context.by_name.get(&key.references.table) {
                    context.tables[*parent].referenced_by.push((at, key));
                }
            }
        }
        context
    }

    pub fn table(&self, name: &QualifiedName) -> Option<&TableView<'a>> {
        self.by_name.get(name).map(|at| &self.tables[*at])
    }

    /// Every column with its table.
    pub fn columns(&self) -> impl Iterator<Item = (&TableView<'a>, &ColumnView<'a>)> {
        self.tables.iter().flat_map(|view| view.columns.iter().map(move |column| (view, column)))
    }

    /// Every foreign key with its table.
    pub fn foreign_keys(&self) -> impl Iterator<Item = (&TableView<'a>, &'a ForeignKey)> {
        self.tables.iter().flat_map(|view| view.table.foreign_keys.iter().map(move |key| (view, key)))
    }

    /// The table that an element belongs to.
    pub fn table_of(&self, id: Id) -> Option<&TableView<'a>> {
        self.places.get(&id).map(|(table, _)| &self.tables[*table])
    }

    /// Tables whose name means this thing, whatever its number and style (`order_item`).
    pub fn tables_of_thing(&self, thing: &str) -> impl Iterator<Item = &TableView<'a>> {
        self.by_thing.get(thing).into_iter().flatten().map(|at| &self.tables[*at])
    }

    /// The columns that a foreign key refers to; empty where its parent is not there.
    pub fn referenced_columns(&self, key: &ForeignKey) -> Vec<String> {
        if !key.references.columns.is_empty() {
            return key.references.columns.clone();
        }
        self.table(&key.references.table).map_or_else(Vec::new, |parent| parent.table.key_columns().to_vec())
    }

    /// The values of an enum type.
    pub fn enum_values(&self, data_type: &ColumnType) -> Option<&'a [String]> {
        match data_type {
            ColumnType::Named(name) => self.schema.enum_named(name).map(|object| object.values.as_slice()),
            _ => None,
        }
    }

    /// The type that a domain stands for, or the type itself.
    pub fn base_type(&self, data_type: &'a ColumnType) -> &'a ColumnType {
        let domain = |name: &QualifiedName| self.schema.domains.iter().find(|domain| domain.name == *name);
        match data_type {
            ColumnType::Named(name) => domain(name).map_or(data_type, |domain| &domain.data_type),
            _ => data_type,
        }
    }

    /// An id that neither the schema nor another fix of this check has.
    pub fn fresh_id(&self) -> Id {
        self.last_id.set(self.last_id.get().saturating_add(1));
        Id(self.last_id.get())
    }

    /// `table.part`, or the object's name.
    pub fn path(&self, id: Id) -> String {
        match self.table_of(id) {
            Some(view) if view.table.id == id => view.table.name.to_string(),
            Some(view) => match view.table.columns.iter().find(|column| column.id == id) {
                Some(column) => format!("{}.{}", view.table.name, column.name),
                None => format!("{}.{}", view.table.name, part_label(view.table, id)),
            },
            None => self.schema.object(id).map_or_else(String::new, |object| object.label()),
        }
    }

    /// Where an element stands among all, tables first.
    pub fn place(&self, id: Id) -> usize {
        self.places.get(&id).map_or(usize::MAX, |(_, place)| *place)
    }
}

/// A constraint's or index's name, or its columns.
fn part_label(table: &Table, id: Id) -> String {
    let named = |name: &Option<String>, columns: String| name.clone().unwrap_or(format!("({columns})"));
    (table.primary_key.iter().filter(|o| o.id == id).map(|o| named(&o.name, o.columns.join(", "))))
        .chain(table.uniques.iter().filter(|o| o.id == id).map(|o| named(&o.name, o.columns.join(", "))))
        .chain(table.foreign_keys.iter().filter(|o| o.id == id).map(|o| named(&o.name, o.columns.join(", "))))
        .chain(table.checks.iter().filter(|o| o.id == id).map(|o| named(&o.name, o.expression.to_string())))
        .chain(table.indexes.iter().filter(|o| o.id == id).map(|o| named(&o.name, o.columns().join(", "))))
        .next()
        .unwrap_or_default()
}

/// The words of a name as one thing in the singular (`order_item` for `OrderItems`).
pub fn thing(words: &[String]) -> String {
    match words.split_last() {
        Some((last, rest)) => rest.iter().cloned().chain([singular(last)]).collect::<Vec<_>>().join("_"),
        None => String::new(),
    }
}

impl<'a> TableView<'a> {
    fn new(table: &'a Table) -> Self {
        let column = |column: &'a Column| ColumnView {
            column,
            words: words(&column.name),
            in_primary_key: table.in_primary_key(&column.name),
            in_foreign_key: table.in_foreign_key(&column.name),
        };
        Self {
            table,
            words: words(&table.name.name),
            columns: table.columns.iter().map(column).collect(),
            referenced_by: Vec::new(),
        }
    }

    pub fn column(&self, name: &str) -> Option<&ColumnView<'a>> {
        self.columns.iter().find(|view| view.column.name == name)
    }

    pub fn name(&self) -> &QualifiedName {
        &self.table.name
    }

    /// Whether its name has one of these words, in the singular.
    pub fn is_about(&self, any: &[&str]) -> bool {
        self.words.iter().any(|word| any.contains(&word.as_str()) || any.contains(&singular(word).as_str()))
    }

    /// Every key of the table: its primary key, unique keys and unique indexes on plain columns for all rows.
    pub fn keys(&self) -> Vec<(Id, Vec<String>)> {
        let table = self.table;
        let indexes = table
            .indexes
            .iter()
            .filter(|index| index.unique && index.predicate.is_none() && index.columns().len() == index.keys.len());
        (table.primary_key.iter().map(|key| (key.id, key.columns.clone())))
            .chain(table.uniques.iter().map(|key| (key.id, key.columns.clone())))
            .chain(indexes.map(|index| (index.id, index.columns().into_iter().map(str::to_owned).collect())))
            .collect()
    }

    /// Two or more foreign keys and nothing else that says something, beside a key of its own and times.
    pub fn is_link(&self) -> bool {
        let free = self.columns.iter().filter(|view| !view.in_primary_key && !view.in_foreign_key);
        let own = free.filter(|view| !view.column.data_type.is_temporal() && view.column.identity.is_none()).count();
        self.table.foreign_keys.len() >= 2 && own == 0
    }
}

impl ColumnView<'_> {
    pub fn name(&self) -> &str {
        &self.column.name
    }

    pub fn has(&self, any: &[&str]) -> bool {
        self.words.iter().any(|word| any.contains(&word.as_str()))
    }

    /// Whether the name ends in one of these words.
    pub fn ends_in(&self, any: &[&str]) -> bool {
        self.words.last().is_some_and(|word| any.contains(&word.as_str()))
    }

    pub fn starts_with(&self, any: &[&str]) -> bool {
        self.words.len() > 1 && any.contains(&self.words[0].as_str())
    }

    /// The words joined with `_`.
    pub fn phrase(&self) -> String {
        self.words.join("_")
    }

    pub fn is_key(&self) -> bool {
        self.in_primary_key || self.in_foreign_key
    }
}
