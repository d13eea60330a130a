//! ALTER of tables and of what stands beside them.

use super::classify::object_kind;
use super::column::{self, ColumnParts, Lost, column};
use super::constraint;
use super::cursor::{Cursor, written};
use super::links::Around;
use super::read::{Reader, Unread};
use super::resolve::same;
use super::sequence::numbering;
use super::types;
use crate::dialect::Dialect::{HeliosDb, Oracle, PostgreSql, SqlServer};
use crate::schema::*;

const OWNERS: Unread = Unread::Skipped("who owns an object is not part of a schema");

impl Reader {
    pub fn alter(&mut self, cursor: &mut Cursor, text: &str) -> Result<(), Unread> {
        let (kind, _) = object_kind(cursor);
        let ends_in_owner = |cursor: &Cursor| {
            let words = cursor.rest().len();
            words >= 3 && cursor.rest()[words - 3].is("owner") && cursor.rest()[words - 2].is("to")
        };
        if ends_in_owner(cursor) {
            return Err(OWNERS);
        }
        match kind.as_str() {
            "TABLE" => self.alter_table(cursor, text),
            "SEQUENCE" => self.alter_sequence(cursor),
            "TYPE" => self.alter_type(cursor),
            "INDEX" => self.alter_index(cursor),
            "VIEW" | "MATERIALIZED VIEW" => self.alter_view(cursor),
            "TRIGGER" if cursor.rest().last().is_some_and(|token| token.is("enable")) => {
                Err(Unread::Skipped("triggers are enabled as they are made"))
            }
            "DATABASE" | "ROLE" | "USER" | "SYSTEM" | "SESSION" | "LOGIN" => {
                Err(Unread::Skipped("it belongs to the server, not to a schema"))
            }
            _ => Err(Unread::NotModelled),
        }
    }

    fn alter_view(&mut self, cursor: &mut Cursor) -> Result<(), Unread> {
        cursor.eat("if exists");
        let name = self.known_name(cursor)?;
        let view = self.view_place(&name).and_then(|place| self.schema.views.get(place)).map(|view| view.id);
        let id = view.ok_or_else(|| Unread::missing("view", &name))?;
        if cursor.eat("rename to") {
            let to = QualifiedName { namespace: name.namespace, name: cursor.name().ok_or(Unread::NotModelled)? };
            return Ok(self.schema.apply(&Change::Rename { id, name: to })?);
        }
        Err(Unread::NotModelled)
    }

    fn alter_index(&mut self, cursor: &mut Cursor) -> Result<(), Unread> {
        cursor.eat("if exists");
        let name = self.known_name(cursor)?;
        // Attaching the partition's table attaches its indexes.
        if cursor.is("attach partition") {
            return Ok(());
        }
        if !cursor.eat("rename to") {
            return Err(Unread::NotModelled);
        }
        let to = QualifiedName::new(cursor.name().ok_or(Unread::NotModelled)?);
        let mut places = self.places_of_part(&name.name).into_iter();
        let found = places.find_map(|place| self.part_named(place, &name.name).map(|id| (place, id)));
        let (place, id) = found.ok_or_else(|| Unread::missing("index", &name))?;
        self.rename_part(place, id, to)
    }

    fn alter_table(&mut self, cursor: &mut Cursor, text: &str) -> Result<(), Unread> {
        cursor.eat("if exists");
        cursor.eat("only");
        let name = self.known_name(cursor)?;
        cursor.eat_symbol("*");
        let head = text.get(..cursor.peek().map_or(text.len(), |token| token.start)).unwrap_or(text).trim_end();
        if self.place_of(&name).is_none() && !self.partitions.contains_key(&name) {
            return self.alter_other(cursor, &name);
        }
        let place = self.table_place(&name)?;
        let mut verb = "";
        let mut skipped = None;
        let elements = chained(cursor.elements(), self.dialect);
        let count = elements.len();
        for mut element in elements {
            let start = element.peek().map_or(0, |token| token.start);
            let operation = Operation { place, verb: &mut verb };
            match self.operation(&mut element, operation) {
                Ok(()) => self.leftover(&element),
                Err(Unread::Skipped(reason)) => skipped = Some(reason),
                Err(Unread::NotModelled) if count == 1 => return Err(Unread::NotModelled),
                Err(Unread::NotModelled) => {
                    let sql = format!("{head} {}", written(element.tokens));
                    self.keep_operation(place, sql);
                }
                Err(Unread::Because(reason)) if count == 1 => {
                    cursor.at += element.at;
                    return Err(Unread::Because(reason));
                }
                Err(Unread::Because(reason)) => {
                    let text = format!("{} ({reason})", written(element.tokens));
                    self.notes.push(Lost { start, text });
                }
            }
        }
        match skipped {
            Some(reason) if count == 1 => Err(Unread::Skipped(reason)),
            _ => Ok(()),
        }
    }

    /// PostgreSQL's ALTER TABLE also means views, sequences and indexes.
    fn alter_other(&mut self, cursor: &mut Cursor, name: &QualifiedName) -> Result<(), Unread> {
        let view = self.view_place(name).and_then(|place| self.schema.views.get(place)).map(|view| view.id);
        let sequence = self.sequence_place(name).and_then(|place| self.schema.sequences.get(place)).map(|o| o.id);
        let id = view.or(sequence).ok_or_else(|| Unread::missing("table", name))?;
        if cursor.eat("rename to") {
            let to =
                QualifiedName { namespace: name.namespace.clone(), name: cursor.name().ok_or(Unread::NotModelled)? };
            return Ok(self.schema.apply(&Change::Rename { id, name: to })?);
        }
        Err(Unread::NotModelled)
    }

    fn operation(&mut self, cursor: &mut Cursor, operation: Operation) -> Result<(), Unread> {
        let Operation { place, verb } = operation;
        let is_postgres = matches!(self.dialect, PostgreSql | HeliosDb);
        let mut not_valid = false;
        if self.dialect == SqlServer && (cursor.is("with check") || cursor.is("with nocheck")) {
            not_valid = cursor.is("with nocheck");
            cursor.at += 2;
        }
        if cursor.eat("add") {
            *verb = "add";
            return self.add_element(place, cursor, not_valid);
        }
        if cursor.is("modify") || cursor.is("change") {
            return self.modify(place, cursor);
        }
        if cursor.is("drop") {
            *verb = "drop";
            cursor.at += 1;
            return self.drop_element(place, cursor);
        }
        if cursor.eat("rename") {
            return self.rename_element(place, cursor);
        }
        if cursor.eat("alter constraint") {
            return Err(Unread::NotModelled);
        }
        if cursor.is("alter index") || cursor.is("alter check") {
            return Err(Unread::NotModelled);
        }
        if cursor.eat("alter column") || cursor.eat("alter") {
            return self.alter_column(place, cursor);
        }
        if cursor.is("owner to") {
            return Err(OWNERS);
        }
        if is_postgres && cursor.eat("attach partition") {
            return self.attach_partition(place, cursor);
        }
        if is_postgres && cursor.eat("inherit") {
            let parent = cursor.qualified().ok_or(Unread::NotModelled)?;
            let value = format!("({})", Expression::identifier(&parent.name));
            self.schema.tables[place].options.push(("INHERITS".to_owned(), value));
            return Ok(());
        }
        if cursor.eat("validate constraint") {
            let name = cursor.name().ok_or(Unread::NotModelled)?;
            return self.with_constraint(place, &name, |options| options.retain(|(name, _)| name != "NOT VALID"));
        }
        if self.dialect == SqlServer && cursor.eat("check constraint") {
            cursor.at = cursor.tokens.len();
            return Ok(());
        }
        if is_postgres && cursor.eat("set schema") {
            let namespace = cursor.name().ok_or(Unread::NotModelled)?;
            let namespace = Some(namespace).filter(|name| name != "public");
            let table = &self.schema.tables[place];
            let name = QualifiedName { namespace, name: table.name.name.clone() };
            return self.rename_table(place, name);
        }
        if is_postgres && cursor.is("set without oids") {
            return Err(Unread::Skipped("tables have no such numbers any more"));
        }
        if is_postgres && (cursor.eat("set logged") || cursor.is("set unlogged")) {
            let options = &mut self.schema.tables[place].options;
            options.retain(|(name, _)| name != "UNLOGGED");
            if cursor.eat("set unlogged") {
                options.push(("UNLOGGED".to_owned(), String::new()));
            }
            return Ok(());
        }
        if self.is_mysql() && (cursor.is("enable keys") || cursor.is("disable keys") || cursor.is("order by")) {
            return Err(Unread::Skipped("it is about how data is loaded"));
        }
        if self.is_mysql() && is_table_option(cursor) {
            let mut table = std::mem::take(&mut self.schema.tables[place]);
            let known = table.options.len();
            self.table_options(cursor, &mut table);
            let added: Vec<_> = table.options.split_off(known);
            for (name, value) in added {
                table.options.retain(|(known, _)| *known != name);
                table.options.push((name, value));
            }
            self.schema.tables[place] = table;
            return Ok(());
        }
        match *verb {
            // SQL Server's and Oracle's lists say their verb once.
            "add" => self.add_element(place, cursor, not_valid),
            "drop" => self.drop_element(place, cursor),
            _ => Err(Unread::NotModelled),
        }
    }

    fn add_element(&mut self, place: usize, cursor: &mut Cursor, not_valid: bool) -> Result<(), Unread> {
        let dialect = self.dialect;
        if cursor.is("partition") || cursor.is("period") {
            return Err(Unread::NotModelled);
        }
        if dialect == SqlServer && self.add_default(place, cursor)? {
            return Ok(());
        }
        if constraint::begins(cursor) {
            let before = *cursor;
            let Some(mut object) = constraint::constraint(cursor) else {
                *cursor = before;
                return self.constraint_with_index(place, cursor);
            };
            if let Some(options) = constraint::options_of(&mut object).filter(|_| not_valid) {
                options.push(("NOT VALID".to_owned(), String::new()));
            }
            return self.add_part(place, object);
        }
        cursor.eat("column");
        cursor.eat("if not exists");
        if cursor.is_symbol("(") {
            let inside = cursor.group().ok_or(Unread::NotModelled)?;
            for mut element in inside.elements() {
                self.add_element(place, &mut element, false)?;
            }
            return Ok(());
        }
        let mut lost = Vec::new();
        let parts = column(cursor, &mut lost).ok_or(Unread::NotModelled)?;
        let at = self.take_place(place, &mut lost);
        self.notes.extend(lost);
        self.add_column(place, parts, at)
    }

    /// MySQL's `FIRST` and `AFTER column`, which the column's clauses did not know.
    fn take_place(&self, place: usize, lost: &mut Vec<Lost>) -> Option<usize> {
        let last = lost.last()?;
        let words: Vec<&str> = last.text.split_whitespace().collect();
        let at = match words.as_slice() {
            [first] if first.eq_ignore_ascii_case("first") => Some(0),
            [after, name] if after.eq_ignore_ascii_case("after") => {
                let name = name.trim_matches('`');
                let columns = &self.schema.tables[place].columns;
                columns.iter().position(|column| same(&column.name, name, self.dialect)).map(|at| at + 1)
            }
            _ => None,
        };
        if at.is_some() {
            lost.pop();
        }
        at
    }

    fn add_column(&mut self, place: usize, mut parts: ColumnParts, at: Option<usize>) -> Result<(), Unread> {
        let name = self.schema.tables[place].name.clone();
        if let Some(values) = parts.values.take() {
            parts.column.data_type = self.inline_enum(&name, &parts.column.name, values);
        }
        if parts.serial {
            self.serial(&name, &mut parts.column);
        }
        parts.column.id = self.schema.fresh_id();
        let table = &mut self.schema.tables[place];
        if table.columns.iter().any(|known| same(&known.name, &parts.column.name, self.dialect)) {
            return Err(Unread::Because(format!("{name} already has a column {}", parts.column.name)));
        }
        table.columns.insert(at.unwrap_or(table.columns.len()).min(table.columns.len()), parts.column);
        parts.constraints.into_iter().try_for_each(|object| self.add_part(place, object))
    }

    /// `ADD [CONSTRAINT name] DEFAULT value FOR column`
    fn add_default(&mut self, place: usize, cursor: &mut Cursor) -> Result<bool, Unread> {
        let mut ahead = *cursor;
        if ahead.eat("constraint") {
            ahead.name();
        }
        if !ahead.eat("default") {
            return Ok(false);
        }
        let value = ahead.until(|cursor| cursor.is("for"));
        ahead.eat("for");
        let name = ahead.name().ok_or(Unread::NotModelled)?;
        ahead.eat("with values");
        *cursor = ahead;
        let dialect = self.dialect;
        let column = self.column_mut(place, &name)?;
        let mut source = Cursor::new(value, dialect);
        column::default(&mut source, column);
        if column.data_type == ColumnType::Boolean {
            let truth = column.default.as_ref().map(|value| value.0.trim().to_owned());
            match truth.as_deref() {
                Some("1") => column.default = Some("TRUE".into()),
                Some("0") => column.default = Some("FALSE".into()),
                _ => {}
            }
        }
        Ok(true)
    }

    /// `ADD CONSTRAINT name PRIMARY KEY USING INDEX index`
    fn constraint_with_index(&mut self, place: usize, cursor: &mut Cursor) -> Result<(), Unread> {
        let not_read = Unread::Because(format!("{} could not be read", written(cursor.rest())));
        let named = if cursor.eat("constraint") { cursor.name() } else { None };
        let is_primary = cursor.eat("primary key");
        if !is_primary && !cursor.eat("unique") || !cursor.eat("using index") {
            return Err(not_read);
        }
        let index_name = cursor.name().ok_or(Unread::NotModelled)?;
        let table = &mut self.schema.tables[place];
        let at = table.indexes.iter().position(|index| index.name.as_deref() == Some(index_name.as_str()));
        let at = at.ok_or_else(|| Unread::Because(format!("there is no index {index_name}")))?;
        let index = table.indexes.remove(at);
        let columns = index.columns().into_iter().map(str::to_owned).collect();
        let name = named.or(Some(index_name));
        let (id, options) = (Id(0), Options::new());
        let object = match is_primary {
            true => Object::PrimaryKey(PrimaryKey { id, name, columns, options }),
            false => Object::Unique(Unique {
                id,
                name,
                columns,
                nulls_not_distinct: false,
                deferrable: Deferrable::No,
                options,
            }),
        };
        let object = constraint::trailing(cursor, object);
        self.add_part(place, object)
    }

    pub fn column_mut(&mut self, place: usize, name: &str) -> Result<&mut Column, Unread> {
        let dialect = self.dialect;
        let table = self.schema.tables.get_mut(place).ok_or(Unread::NotModelled)?;
        let missing = Unread::Because(format!("{} has no column {name}", table.name));
        table.columns.iter_mut().find(|column| same(&column.name, name, dialect)).ok_or(missing)
    }

    fn alter_column(&mut self, place: usize, cursor: &mut Cursor) -> Result<(), Unread> {
        let name = cursor.name().ok_or(Unread::NotModelled)?;
        let dialect = self.dialect;
        let column = self.column_mut(place, &name)?;
        if cursor.eat("set not null") {
            column.nullable = false;
        } else if cursor.eat("drop not null") {
            column.nullable = true;
        } else if cursor.eat("set default") {
            column::default(cursor, column);
        } else if cursor.eat("drop default") {
            column.default = None;
        } else if cursor.eat("set data type") || cursor.eat("type") {
            let read = types::take(cursor).ok_or(Unread::NotModelled)?;
            column.data_type = read.data_type;
            column.spelled = read.spelled;
            column.collation = None;
            if cursor.eat("collate") {
                column.collation = Some(cursor.parts().join("."));
            }
            if cursor.eat("using") {
                cursor.at = cursor.tokens.len();
            }
        } else if cursor.eat("add generated") {
            let always = cursor.eat("always");
            cursor.eat("by default");
            cursor.eat("as identity").then_some(()).ok_or(Unread::NotModelled)?;
            let mut identity = Identity { always, ..Identity::default() };
            if let Some(mut inside) = cursor.group() {
                numbering(&mut inside).into_identity(&mut identity);
            }
            column.identity = Some(identity);
            column.default = None;
        } else if cursor.eat("drop identity") {
            cursor.eat("if exists");
            column.identity = None;
        } else if cursor.eat("drop expression") {
            cursor.eat("if exists");
            column.generated = None;
        } else if cursor.is("set storage") || cursor.is("set compression") {
            cursor.at += 1;
            let option = cursor.word().unwrap_or_default();
            let value = cursor.word().unwrap_or_default();
            column.options.push((option, value));
        } else if dialect == SqlServer && !cursor.is("add") && !cursor.is("drop") {
            let mut lost = Vec::new();
            let read = types::take(cursor).ok_or(Unread::NotModelled)?;
            let column = Column { data_type: read.data_type, spelled: read.spelled, nullable: true, ..column.clone() };
            let mut parts = ColumnParts { column, constraints: Vec::new(), values: None, serial: false };
            column::clauses(cursor, &mut parts, &mut lost);
            self.notes.extend(lost);
            *self.column_mut(place, &name)? = parts.column;
        } else {
            return Err(Unread::NotModelled);
        }
        Ok(())
    }

    /// MySQL's MODIFY and CHANGE write the whole column anew; its keys stay. Oracle's MODIFY names what changes.
    fn modify(&mut self, place: usize, cursor: &mut Cursor) -> Result<(), Unread> {
        let changes_name = cursor.is("change");
        cursor.at += 1;
        cursor.eat("column");
        cursor.eat("if exists");
        if self.dialect == Oracle {
            return self.modify_oracle(place, cursor);
        }
        let start = *cursor;
        let old = cursor.name().ok_or(Unread::NotModelled)?;
        if !changes_name {
            *cursor = start;
        }
        let mut lost = Vec::new();
        let mut parts = column(cursor, &mut lost).ok_or(Unread::NotModelled)?;
        let at = self.take_place(place, &mut lost);
        self.notes.extend(lost);
        let owner = self.schema.tables[place].name.clone();
        if let Some(values) = parts.values.take() {
            parts.column.data_type = self.inline_enum(&owner, &parts.column.name, values);
        }
        let id = self.column_mut(place, &old)?.id;
        let new = parts.column.name.clone();
        if self.column_mut(place, &old)?.name != new {
            self.rename_part(place, id, QualifiedName::new(new.as_str()))?;
        }
        let in_key = self.schema.tables[place].in_primary_key(&new);
        let column = self.column_mut(place, &new)?;
        let nullable = parts.column.nullable && !in_key;
        *column = Column { id, name: new, nullable, ..parts.column };
        if let Some(at) = at {
            self.within_table(place, &Change::Move { id, at })?;
        }
        parts.constraints.into_iter().try_for_each(|object| self.add_part(place, object))
    }

    fn modify_oracle(&mut self, place: usize, cursor: &mut Cursor) -> Result<(), Unread> {
        let list = match cursor.group() {
            Some(inside) => inside.elements(),
            None => {
                let rest = Cursor::new(cursor.rest(), cursor.dialect);
                cursor.at = cursor.tokens.len();
                vec![rest]
            }
        };
        for mut element in list {
            let name = element.name().ok_or(Unread::NotModelled)?;
            let mut column = self.column_mut(place, &name)?.clone();
            if !column::begins_clause(&element)
                && let Some(read) = types::take(&mut element)
            {
                column.data_type = read.data_type;
                column.spelled = read.spelled;
            }
            let mut lost = Vec::new();
            let mut parts = ColumnParts { column, constraints: Vec::new(), values: None, serial: false };
            column::clauses(&mut element, &mut parts, &mut lost);
            self.notes.extend(lost);
            *self.column_mut(place, &name)? = parts.column;
            parts.constraints.into_iter().try_for_each(|object| self.add_part(place, object))?;
        }
        Ok(())
    }

    fn drop_element(&mut self, place: usize, cursor: &mut Cursor) -> Result<(), Unread> {
        let table = &self.schema.tables[place];
        if cursor.eat("primary key") {
            let key = table.primary_key.as_ref().map(|key| key.id);
            let key = key.ok_or_else(|| Unread::Because(format!("{} has no primary key", table.name)))?;
            return self.drop_part(place, key);
        }
        let names_part = ["constraint", "foreign key", "index", "key", "check"];
        if names_part.iter().any(|words| cursor.eat(words)) {
            let optional = cursor.eat("if exists");
            let name = cursor.name().ok_or(Unread::NotModelled)?;
            while cursor.eat("cascade") || cursor.eat("restrict") {}
            return match self.part_named(place, &name) {
                Some(part) => self.drop_part(place, part),
                None if optional => Ok(()),
                None => Err(Unread::Because(format!("{} has no constraint {name}", self.schema.tables[place].name))),
            };
        }
        if cursor.is("partition") {
            return Err(Unread::NotModelled);
        }
        cursor.eat("column");
        let optional = cursor.eat("if exists");
        let names = match cursor.names() {
            Some(names) => names,
            None => vec![cursor.name().ok_or(Unread::NotModelled)?],
        };
        while cursor.eat("cascade") || cursor.eat("restrict") || cursor.eat("constraints") {}
        for name in names {
            match self.column_mut(place, &name).map(|column| column.id) {
                Ok(id) => {
                    let mut around = self.around_table(place);
                    let (table, column) = (&self.schema.tables[place].name.name, name.as_str());
                    let (table, column) = (table.clone(), column.to_owned());
                    self.add_texts(&mut around, &table, Some(&column));
                    self.drop_within(&around, id)?;
                }
                Err(_) if optional => {}
                Err(reason) => return Err(reason),
            }
        }
        Ok(())
    }

    fn drop_part(&mut self, place: usize, id: Id) -> Result<(), Unread> {
        let around = self.around_table(place);
        Ok(self.within(&around, |part| part.apply(&Change::Drop { id }))?)
    }

    /// A column, key, check or index of a table gets another name.
    pub fn rename_part(&mut self, place: usize, id: Id, name: QualifiedName) -> Result<(), Unread> {
        let around = self.around_table(place);
        self.links.part(place, &name.name);
        Ok(self.within(&around, |part| part.apply(&Change::Rename { id, name }))?)
    }

    /// A key, check or index of a table by its name; nameless ones have the names that PostgreSQL gives them.
    pub fn part_named(&self, place: usize, name: &str) -> Option<Id> {
        let table = self.schema.tables.get(place)?;
        let given = table
            .part_ids()
            .into_iter()
            .skip(table.columns.len())
            .find(|id| part_name(table, *id).is_some_and(|known| same(known, name, self.dialect)));
        given.or_else(|| {
            let matches = |columns: &[String], suffix: &str| {
                name == format!("{}_{}_{suffix}", table.name.name, columns.join("_"))
            };
            let key =
                table.primary_key.as_ref().filter(|_| name == format!("{}_pkey", table.name.name)).map(|key| key.id);
            let unique = table.uniques.iter().find(|key| key.name.is_none() && matches(&key.columns, "key"));
            let foreign = table.foreign_keys.iter().find(|key| key.name.is_none() && matches(&key.columns, "fkey"));
            let check = table.checks.iter().filter(|check| check.name.is_none()).find(|check| {
                let mentioned = table.columns.iter().filter(|column| check.expression.mentions(&column.name));
                let columns: Vec<String> = mentioned.map(|column| column.name.clone()).collect();
                columns.len() == 1 && matches(&columns, "check") || name == format!("{}_check", table.name.name)
            });
            key.or(unique.map(|o| o.id)).or(foreign.map(|o| o.id)).or(check.map(|o| o.id))
        })
    }

    fn with_constraint(&mut self, place: usize, name: &str, edit: impl FnMut(&mut Options)) -> Result<(), Unread> {
        let id =
            self.part_named(place, name).ok_or_else(|| Unread::Because(format!("there is no constraint {name}")))?;
        let around = Around::of_table(place);
        let mut edit = edit;
        self.within(&around, |part| {
            let mut object = part.object(id).ok_or(Unread::NotModelled)?;
            constraint::options_of(&mut object).into_iter().for_each(&mut edit);
            Ok(part.apply(&Change::Modify { object })?)
        })
    }

    fn rename_element(&mut self, place: usize, cursor: &mut Cursor) -> Result<(), Unread> {
        if cursor.is("to") || cursor.is("as") || self.is_mysql() && cursor.tokens.len() == cursor.at + 1 {
            if cursor.is("to") || cursor.is("as") {
                cursor.at += 1;
            }
            let table = self.schema.tables[place].name.clone();
            let mut name = cursor.qualified().ok_or(Unread::NotModelled)?;
            name.namespace = name.namespace.or(table.namespace);
            return self.rename_table(place, name);
        }
        if cursor.eat("constraint") || cursor.eat("index") || cursor.eat("key") {
            let old = cursor.name().ok_or(Unread::NotModelled)?;
            cursor.eat("to");
            let name = QualifiedName::new(cursor.name().ok_or(Unread::NotModelled)?);
            let id =
                self.part_named(place, &old).ok_or_else(|| Unread::Because(format!("there is no constraint {old}")))?;
            return self.rename_part(place, id, name);
        }
        cursor.eat("column");
        let old = cursor.name().ok_or(Unread::NotModelled)?;
        cursor.eat("to").then_some(()).ok_or(Unread::NotModelled)?;
        let name = QualifiedName::new(cursor.name().ok_or(Unread::NotModelled)?);
        let id = self.column_mut(place, &old)?.id;
        self.rename_part(place, id, name)
    }

    pub fn rename_table(&mut self, place: usize, name: QualifiedName) -> Result<(), Unread> {
        let Some(table) = self.schema.tables.get(place) else { return Err(Unread::NotModelled) };
        let (id, before) = (table.id, table.name.clone());
        let is_taken = self.place_of(&name).is_some_and(|other| other != place)
            || self.view_place(&name).is_some()
            || self.sequence_place(&name).is_some();
        if is_taken && before != name {
            return Err(ApplyError::NameTaken(name.to_string()).into());
        }
        let mut around = self.around_table(place);
        self.add_texts(&mut around, &before.name, None);
        let key = self.key_at(place);
        self.within(&around, |part| part.apply(&Change::Rename { id, name: name.clone() }))?;
        self.forget_place(&key, place);
        self.note_place(place);
        for referrer in around.tables() {
            self.links.refers(referrer, &name);
        }
        Ok(())
    }

    /// `RENAME TABLE a TO b, c TO d`
    pub fn rename_tables(&mut self, cursor: &mut Cursor) -> Result<(), Unread> {
        cursor.take();
        cursor.eat("table");
        for mut element in cursor.elements() {
            let from = self.known_name(&mut element)?;
            element.eat("to").then_some(()).ok_or(Unread::NotModelled)?;
            let to = element.qualified().ok_or(Unread::NotModelled)?;
            let place = self.table_place(&from)?;
            self.rename_table(place, to)?;
        }
        Ok(())
    }
}

/// Oracle's operations follow each other without commas: each ADD begins one.
fn chained<'a>(elements: Vec<Cursor<'a>>, dialect: crate::dialect::Dialect) -> Vec<Cursor<'a>> {
    if dialect != Oracle {
        return elements;
    }
    let mut parts = Vec::new();
    for element in elements {
        let tokens = element.rest();
        let (mut depth, mut start) = (0_usize, 0);
        for (at, token) in tokens.iter().enumerate() {
            match token.text {
                "(" => depth += 1,
                ")" => depth = depth.saturating_sub(1),
                _ if depth == 0 && at > start && token.is("add") => {
                    parts.push(Cursor::new(&tokens[start..at], dialect));
                    start = at;
                }
                _ => {}
            }
        }
        parts.push(Cursor::new(&tokens[start..], dialect));
    }
    parts
}

/// One operation of an ALTER TABLE: the table, and the verb of the one before.
struct Operation<'a> {
    place: usize,
    verb: &'a mut &'static str,
}

/// The name of a key, check or index of the table.
fn part_name(table: &Table, id: Id) -> Option<&str> {
    let named = table.foreign_keys.iter().map(|o| (o.id, &o.name)).chain(table.checks.iter().map(|o| (o.id, &o.name)));
    let named = named.chain(table.uniques.iter().map(|o| (o.id, &o.name)));
    let named = named.chain(table.indexes.iter().map(|o| (o.id, &o.name)));
    let named = named.chain(table.exclusions.iter().map(|o| (o.id, &o.name)));
    let mut named = named.chain(table.primary_key.iter().map(|o| (o.id, &o.name)));
    named.find(|(known, _)| *known == id)?.1.as_deref()
}

fn is_table_option(cursor: &Cursor) -> bool {
    let words = [
        "engine",
        "auto_increment",
        "default character set",
        "default charset",
        "character set",
        "charset",
        "collate",
        "default collate",
        "comment",
        "row_format",
        "max_rows",
        "min_rows",
        "checksum",
        "pack_keys",
        "avg_row_length",
    ];
    cursor.is_any(&words)
}
