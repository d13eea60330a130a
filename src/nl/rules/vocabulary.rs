//! Which table or column of the schema the words of a sentence name.

use super::word::{Word, base};
use crate::schema::{Column, Id, Schema, Table, words as name_words};
use std::collections::HashMap;

/// A table, or a column of one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Target {
    Table(Id),
    Column(Place),
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    pub table: Id,
    pub column: String,
    /// The column refers to another table, whose name stands for it.
    pub reference: bool,
}

/// Words `start..end` of a sentence and what they may name, with the strength of each reading from 0 to 1.
#[derive(Debug, Clone)]
pub struct Mention {
    pub start: usize,
    pub end: usize,
    pub targets: Vec<(Target, f32)>,
}

impl Mention {
    pub fn table(&self) -> Option<Id> {
        let tables = self.targets.iter().filter_map(|(target, strength)| match target {
            Target::Table(id) => Some((*id, *strength)),
            Target::Column(_) => None,
        });
        tables.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(id, _)| id)
    }

    pub fn columns(&self) -> impl Iterator<Item = (&Place, f32)> {
        self.targets.iter().filter_map(|(target, strength)| match target {
            Target::Column(place) => Some((place, *strength)),
            Target::Table(_) => None,
        })
    }
}

/// Every name of every table and column, by first word.
#[derive(Debug, Default)]
pub struct Vocabulary {
    names: HashMap<String, Vec<(Vec<String>, Target, f32)>>,
}

impl Vocabulary {
    pub fn of(schema: &Schema) -> Self {
        let mut vocabulary = Self::default();
        for table in &schema.tables {
            let own = based(&table.name.name);
            vocabulary.add(own.clone(), Target::Table(table.id), 1.0);
            if let [.., head] = own.as_slice()
                && own.len() > 1
                && schema.tables.iter().filter(|t| based(&t.name.name).last() == Some(head)).count() == 1
            {
                vocabulary.add(vec![head.clone()], Target::Table(table.id), 0.6);
            }
            for column in &table.columns {
                vocabulary.column(schema, table, column, &own);
            }
        }
        for names in vocabulary.names.values_mut() {
            names.sort_by_key(|(words, _, _)| std::cmp::Reverse(words.len()));
        }
        vocabulary
    }

    fn add(&mut self, words: Vec<String>, target: Target, strength: f32) {
        let Some(first) = words.first().cloned() else { return };
        let known = self.names.entry(first).or_default();
        match known.iter_mut().find(|(w, t, _)| *w == words && *t == target) {
            Some((_, _, old)) => *old = old.max(strength),
            None => known.push((words, target, strength)),
        }
    }

    fn column(&mut self, schema: &Schema, table: &Table, column: &Column, owner: &[String]) {
        let words = based(&column.name);
        let key = table.foreign_keys.iter().find(|key| key.columns.contains(&column.name));
        let target = Target::Column(Place { table: table.id, column: column.name.clone(), reference: key.is_some() });
        if let Some(key) = key {
            let parent = based(&key.references.table.name);
            self.add(words.clone(), target.clone(), 0.9);
            let alone = table.foreign_keys.iter().filter(|k| k.references.table == key.references.table).count() == 1;
            let role = without_last(&words, &["id", "number", "code", "key"]);
            if let Some(role) = role.filter(|role| *role != parent) {
                self.add(role, target.clone(), 0.8);
            }
            if alone && key.columns.len() == 1 && schema.table(&key.references.table).is_some() {
                self.add(parent, target, 0.7);
            }
            return;
        }
        let mut add = |words: Vec<String>, strength: f32| self.add(words, target.clone(), strength);
        add(words.clone(), 1.0);
        if let Some(rest) = words.strip_prefix(owner).filter(|rest| !rest.is_empty()) {
            add(rest.to_vec(), 0.9);
        }
        if let [of, head] = words.as_slice() {
            add(vec![head.clone(), "of".into(), of.clone()], 0.95);
            add(vec![head.clone(), "of".into(), "the".into(), of.clone()], 0.9);
        }
        if let Some(rest) = without_last(&words, &["date", "time", "at", "on", "day", "timestamp"]) {
            add(rest.clone(), 0.75);
            if let [_, .., last] = rest.as_slice() {
                add(vec![last.clone()], 0.5);
            }
        }
        if let Some(rest) = without_last(&words, &["hash", "address", "amount", "count", "number", "minute", "name"]) {
            add(rest, 0.7);
        }
        if column.data_type.is_numeric() {
            let counted = without_last(&words, &["count"]).unwrap_or_else(|| words.clone());
            let number = ["number", "of"].map(str::to_owned);
            add([number.as_slice(), &counted].concat(), 0.9);
            if let Some(rest) = words.strip_prefix(number.as_slice()) {
                add(rest.to_vec(), 0.9);
            }
        }
        if let [_, .., last] = words.as_slice()
            && !matches!(last.as_str(), "id" | "at" | "on" | "name" | "hash" | "by" | "date" | "time")
        {
            add(vec![last.clone()], 0.55);
        }
        match words.as_slice() {
            [word] if word == "email" => add(vec!["e".into(), "mail".into()], 1.0),
            [word] if word == "price" => add(vec!["cost".into()], 0.6),
            _ => {}
        }
    }

    /// The longest names in a sentence, from left to right.
    pub fn mentions(&self, words: &[Word]) -> Vec<Mention> {
        let mut mentions = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let fits = |name: &[String]| {
                name.len() <= words.len() - at
                    && name.iter().zip(&words[at..]).all(|(name, word)| !word.is_mark && *name == word.base)
            };
            let known = self.names.get(&words[at].base).map_or(&[][..], Vec::as_slice);
            let longest = known.iter().find(|(name, _, _)| fits(name)).map_or(0, |(name, _, _)| name.len());
            if longest == 0 {
                at += 1;
                continue;
            }
            let named = known.iter().filter(|(name, _, _)| name.len() == longest && fits(name));
            let mut targets: Vec<(Target, f32)> =
                named.map(|(_, target, strength)| (target.clone(), *strength)).collect();
            // `room` is the room, not the short form of its `room_number`.
            if targets.iter().any(|(target, strength)| matches!(target, Target::Table(_)) && *strength >= 0.9) {
                targets.retain(|(target, strength)| {
                    !matches!(target, Target::Column(place) if !place.reference && *strength < 0.9)
                });
            }
            mentions.push(Mention { start: at, end: at + longest, targets });
            at += longest;
        }
        mentions
    }
}

fn based(name: &str) -> Vec<String> {
    name_words(name).iter().map(|word| base(word)).collect()
}

fn without_last(words: &[String], dropped: &[&str]) -> Option<Vec<String>> {
    let (last, rest) = words.split_last()?;
    (!rest.is_empty() && dropped.contains(&last.as_str())).then(|| rest.to_vec())
}
