//! Sequences, and the numbers of identity columns, which take the same options.

use super::cursor::Cursor;
use super::read::{Reader, Unread};
use super::types;
use crate::schema::*;

/// The options of a sequence as far as they differ from what a database does anyway.
#[derive(Debug, Clone, Default)]
pub struct Numbers {
    pub data_type: Option<ColumnType>,
    pub start: Option<i64>,
    pub increment: Option<i64>,
    pub min: Option<i64>,
    pub max: Option<i64>,
    pub cache: Option<i64>,
    pub cycle: bool,
    /// `SEQUENCE NAME`
    pub name: Option<QualifiedName>,
    /// `OWNED BY table.column`, taken apart at its dots.
    pub owner: Option<Vec<String>>,
}

/// Reads options in any order; words that are none are passed over.
pub fn numbering(cursor: &mut Cursor) -> Numbers {
    let mut numbers = Numbers::default();
    while !cursor.is_done() {
        if cursor.eat("start with") || cursor.eat("start") {
            cursor.eat_symbol("=");
            numbers.start = cursor.number();
        } else if cursor.eat("increment by") || cursor.eat("increment") {
            cursor.eat_symbol("=");
            numbers.increment = cursor.number();
        } else if cursor.eat("no minvalue") || cursor.eat("no maxvalue") || cursor.eat("no cache") {
        } else if cursor.eat("minvalue") {
            cursor.eat_symbol("=");
            numbers.min = cursor.number();
        } else if cursor.eat("maxvalue") {
            cursor.eat_symbol("=");
            numbers.max = cursor.number();
        } else if cursor.eat("cache") {
            cursor.eat_symbol("=");
            numbers.cache = cursor.number();
        } else if cursor.eat("no cycle") {
            numbers.cycle = false;
        } else if cursor.eat("cycle") {
            numbers.cycle = true;
        } else if cursor.eat("as") {
            numbers.data_type = types::take(cursor).map(|parts| parts.data_type);
        } else if cursor.eat("sequence name") {
            numbers.name = cursor.qualified();
        } else if cursor.eat("owned by") {
            numbers.owner = Some(cursor.parts());
        } else {
            cursor.at += 1;
        }
    }
    numbers.without_defaults()
}

impl Numbers {
    fn without_defaults(mut self) -> Self {
        let largest = match self.data_type {
            Some(ColumnType::SmallInt) => i64::from(i16::MAX),
            Some(ColumnType::Integer) => i64::from(i32::MAX),
            _ => i64::MAX,
        };
        let rises = self.increment.is_none_or(|step| step > 0);
        self.increment = self.increment.filter(|step| *step != 1);
        self.cache = self.cache.filter(|size| *size != 1);
        self.data_type = self.data_type.filter(|data_type| *data_type != ColumnType::BigInt);
        if rises {
            let first = self.min.unwrap_or(1);
            self.start = self.start.filter(|start| *start != first);
            self.min = self.min.filter(|min| *min != 1);
            self.max = self.max.filter(|max| *max != largest);
        }
        self
    }

    pub fn into_identity(self, identity: &mut Identity) {
        identity.start = self.start;
        identity.increment = self.increment;
        identity.min = self.min;
        identity.max = self.max.filter(|max| ![i64::from(i32::MAX), i64::from(i16::MAX), i64::MAX].contains(max));
        identity.cache = self.cache;
        identity.cycle = self.cycle;
        identity.sequence = self.name.map(|name| name.name);
    }

    pub fn into_sequence(self, name: QualifiedName) -> Sequence {
        Sequence {
            id: Id(0),
            name,
            data_type: self.data_type,
            start: self.start,
            increment: self.increment,
            min: self.min,
            max: self.max,
            cache: self.cache,
            cycle: self.cycle,
            owned_by: None,
        }
    }
}

impl Reader {
    /// Behind `CREATE SEQUENCE`.
    pub fn create_sequence(&mut self, cursor: &mut Cursor) -> Result<(), Unread> {
        let optional = cursor.eat("if not exists");
        let name = self.new_name(cursor)?;
        if self.sequence_place(&name).is_some() {
            return if optional { Ok(()) } else { Err(Unread::taken(&name)) };
        }
        let numbers = numbering(cursor);
        let owner = numbers.owner.clone();
        let mut sequence = numbers.into_sequence(name);
        sequence.owned_by = owner.and_then(|parts| self.column_of(parts));
        sequence.id = self.schema.fresh_id();
        self.schema.sequences.push(sequence);
        Ok(())
    }

    /// Behind `ALTER SEQUENCE`.
    pub fn alter_sequence(&mut self, cursor: &mut Cursor) -> Result<(), Unread> {
        cursor.eat("if exists");
        let name = self.known_name(cursor)?;
        let place = self.sequence_place(&name);
        let place = place.ok_or_else(|| Unread::missing("sequence", &name))?;
        if cursor.eat("rename to") {
            let mut to = cursor.qualified().ok_or(Unread::NotModelled)?;
            to.namespace = name.namespace;
            let id = self.schema.sequences[place].id;
            return Ok(self.schema.apply(&Change::Rename { id, name: to })?);
        }
        if cursor.is("owner to") || cursor.is("set") {
            return Err(Unread::Skipped("who owns an object is not part of a schema"));
        }
        if cursor.is("restart") {
            return Err(Unread::Skipped("the next number is data, not schema"));
        }
        let numbers = numbering(cursor);
        let owner = numbers.owner.clone().and_then(|parts| self.column_of(parts));
        if let Some((table, _)) = &owner {
            self.links.owns(table, place);
        }
        let sequence = &mut self.schema.sequences[place];
        sequence.owned_by = owner.or(sequence.owned_by.take());
        sequence.data_type = numbers.data_type.or(sequence.data_type.take());
        sequence.start = numbers.start.or(sequence.start);
        sequence.increment = numbers.increment.or(sequence.increment);
        sequence.min = numbers.min.or(sequence.min);
        sequence.max = numbers.max.or(sequence.max);
        sequence.cache = numbers.cache.or(sequence.cache);
        sequence.cycle |= numbers.cycle;
        Ok(())
    }
}
