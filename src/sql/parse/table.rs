//! CREATE TABLE and what stands behind its columns.

use super::column::{Lost, column};
use super::constraint;
use super::cursor::{Cursor, written};
use super::names::expression;
use super::read::{Reader, Unread};
use crate::dialect::Dialect::{HeliosDb, MariaDb, MySql, PostgreSql, Sqlite};
use crate::schema::*;

/// Adds a part to its table. The columns of a primary key cannot be NULL.
pub fn put(table: &mut Table, object: Object) {
    match object {
        Object::PrimaryKey(key) => {
            for column in table.columns.iter_mut().filter(|column| key.columns.contains(&column.name)) {
                column.nullable = false;
            }
            table.primary_key = Some(key);
        }
        Object::Unique(key) => table.uniques.push(key),
        Object::ForeignKey(key) => table.foreign_keys.push(key),
        Object::Check(check) => table.checks.push(check),
        Object::Exclusion(exclusion) => table.exclusions.push(exclusion),
        Object::Index(index) => table.indexes.push(index),
        Object::Column(column) => table.columns.push(column),
        _ => {}
    }
}

impl Reader {
    /// Behind `CREATE ... TABLE`; `before` are the words between.
    pub fn create_table(&mut self, cursor: &mut Cursor, before: &[String]) -> Result<(), Unread> {
        let has = |word: &str| before.iter().any(|known| known == word);
        if has("TEMP") || has("TEMPORARY") {
            return Err(Unread::Skipped("a temporary table lives in a session only"));
        }
        let optional = cursor.eat("if not exists");
        let name = self.new_name(cursor)?;
        if self.place_of(&name).is_some() {
            return match optional {
                true => Err(Unread::Skipped("the table is there already")),
                false => Err(Unread::taken(&name)),
            };
        }
        let is_postgres = matches!(self.dialect, PostgreSql | HeliosDb);
        if is_postgres && cursor.eat("partition of") {
            return self.partition_of(cursor, name);
        }
        let mut table = Table::new(Id(0), name);
        if has("UNLOGGED") {
            table.options.push(("UNLOGGED".to_owned(), String::new()));
        }
        if cursor.eat("like") {
            let parent = self.known_name(cursor)?;
            self.copy_columns(&mut table, &parent, true)?;
            self.add_table(table);
            return Ok(());
        }
        let begin = cursor.at;
        let Some(inside) = cursor.group() else { return Err(Unread::NotModelled) };
        let group = &cursor.tokens[begin..cursor.at];
        let count = |symbol: &str| group.iter().filter(|token| token.is_symbol(symbol)).count();
        if count("(") > count(")") {
            let start = group.last().map_or(0, |token| token.end());
            self.notes.push(Lost { start, text: "what stands behind the missing closing parenthesis".to_owned() });
        }
        if inside.is("select") || inside.is("with") {
            return Err(Unread::NotModelled);
        }
        if inside.is("like") && !is_postgres {
            let mut inside = inside;
            inside.eat("like");
            let parent = self.known_name(&mut inside)?;
            self.copy_columns(&mut table, &parent, true)?;
        } else {
            self.elements(inside, &mut table)?;
        }
        self.table_options(cursor, &mut table);
        if cursor.is("as") || cursor.is("select") {
            return Err(Unread::NotModelled);
        }
        self.leftover(cursor);
        self.add_table(table);
        Ok(())
    }

    /// The columns and constraints between a table's parentheses.
    pub fn elements(&mut self, inside: Cursor, table: &mut Table) -> Result<(), Unread> {
        let dialect = self.dialect;
        let mut later = Vec::new();
        for mut element in inside.elements() {
            let Some(first) = element.peek() else {
                let end = inside.tokens.last().map_or(0, |token| token.end());
                if !inside.tokens.is_empty() {
                    self.notes.push(Lost { start: end, text: "an element between two commas".to_owned() });
                }
                continue;
            };
            let start = first.start;
            if matches!(dialect, PostgreSql | HeliosDb) && element.eat("like") {
                let parent = self.known_name(&mut element)?;
                let with_parts = element.is("including all");
                self.copy_columns(table, &parent, with_parts)?;
                continue;
            }
            // SQLite takes constraints without commas between them.
            while constraint::begins(&element) {
                let before = element;
                match constraint::constraint(&mut element) {
                    Some(object) => later.push(object),
                    None => {
                        self.notes.push(Lost { start, text: written(before.rest()) });
                        element.at = element.tokens.len();
                    }
                }
            }
            if element.at > 0 || element.is_done() {
                self.leftover(&element);
                continue;
            }
            let mut lost = Vec::new();
            let Some(parts) = column(&mut element, &mut lost) else {
                self.notes.push(Lost { start, text: written(element.tokens) });
                continue;
            };
            self.notes.extend(lost);
            let mut parts = parts;
            if let Some(values) = parts.values.take() {
                parts.column.data_type = self.inline_enum(&table.name, &parts.column.name, values);
            }
            if parts.serial {
                self.serial(&table.name, &mut parts.column);
            }
            table.columns.push(parts.column);
            later.extend(parts.constraints);
        }
        if table.columns.is_empty() && !matches!(dialect, PostgreSql | HeliosDb) {
            return Err(Unread::Because("it has no column that could be read".to_owned()));
        }
        for mut object in later {
            super::resolve::respell(table, &mut object, dialect);
            if dialect == Sqlite {
                super::resolve::rowid(table, &object);
            }
            put(table, object);
        }
        Ok(())
    }

    /// `LIKE other`: its columns, and its keys, checks and indexes where they come along.
    fn copy_columns(&mut self, table: &mut Table, parent: &QualifiedName, with_parts: bool) -> Result<(), Unread> {
        let place = self.table_place(parent)?;
        let source = self.schema.tables[place].clone();
        let served = source.clone();
        let mut columns = source.columns;
        if !with_parts {
            for column in &mut columns {
                (column.default, column.identity, column.generated, column.comment) = (None, None, None, None);
            }
        }
        table.columns.extend(columns.into_iter().map(|column| Column { id: Id(0), ..column }));
        if with_parts {
            let renamed = |index: Index| Index { id: Id(0), name: index.name.filter(|_| self.is_mysql()), ..index };
            table.primary_key = source.primary_key.map(|key| PrimaryKey { id: Id(0), name: None, ..key });
            table.uniques = source.uniques.into_iter().map(|key| Unique { id: Id(0), name: None, ..key }).collect();
            table.checks = source.checks.into_iter().map(|check| Check { id: Id(0), ..check }).collect();
            // The references stay behind, but not the indexes that MySQL made for them.
            let implied = |key: &&ForeignKey| self.is_mysql() && !served.has_index_on(&key.columns);
            let implied = served.foreign_keys.iter().filter(implied).map(|key| {
                let columns: Vec<&str> = key.columns.iter().map(String::as_str).collect();
                let name = key.name.clone().or_else(|| key.columns.first().cloned());
                Index { name, ..Index::on(Id(0), &columns) }
            });
            table.indexes = source.indexes.into_iter().map(renamed).chain(implied).collect();
        }
        Ok(())
    }

    pub fn is_mysql(&self) -> bool {
        matches!(self.dialect, MySql | MariaDb)
    }

    /// A named type for the values that MySQL lists in the column, named after table and column.
    pub fn inline_enum(&mut self, table: &QualifiedName, column: &str, values: Vec<String>) -> ColumnType {
        if let Some(known) = self.schema.enums.iter().find(|known| known.values == values) {
            return ColumnType::Named(known.name.clone());
        }
        let wanted =
            QualifiedName { namespace: table.namespace.clone(), name: format!("{}_{column}", table.name.clone()) };
        let mut name = wanted.clone();
        let mut number = 2;
        while self.schema.enums.iter().any(|known| known.name == name) {
            name.name = format!("{}_{number}", wanted.name);
            number += 1;
        }
        let id = self.schema.fresh_id();
        self.schema.enums.push(EnumType { id, name: name.clone(), values, comment: None });
        ColumnType::Named(name)
    }

    /// PostgreSQL's `serial`: a sequence of the column's own, and a default that takes its next value.
    pub fn serial(&mut self, table: &QualifiedName, column: &mut Column) {
        let name =
            QualifiedName { namespace: table.namespace.clone(), name: format!("{}_{}_seq", table.name, column.name) };
        column.default = Some(next_value(&name));
        let id = self.schema.fresh_id();
        let data_type = Some(column.data_type.clone()).filter(|data_type| *data_type != ColumnType::BigInt);
        let owned_by = Some((table.clone(), column.name.clone()));
        let sequence = super::sequence::Numbers { data_type, ..Default::default() }.into_sequence(name);
        self.schema.sequences.push(Sequence { id, owned_by, ..sequence });
    }

    /// What stands behind the closing parenthesis.
    pub fn table_options(&mut self, cursor: &mut Cursor, table: &mut Table) {
        let mut add = |name: &str, value: String| table.options.push((name.to_owned(), value));
        while !cursor.is_done() && !cursor.is("as") && !cursor.is("select") {
            let start = cursor.at;
            cursor.eat_symbol(",");
            if cursor.eat("comment") {
                cursor.eat_symbol("=");
                table.comment = cursor.text().filter(|text| !text.is_empty());
                continue;
            }
            if cursor.is("partition by") && matches!(cursor.dialect, PostgreSql | HeliosDb) {
                table.partitioning = partitioning(cursor);
            } else if cursor.is("partition by") || cursor.is("partitioned by") {
                cursor.at += 2;
                add("PARTITION BY", written(cursor.rest()));
                cursor.at = cursor.tokens.len();
            } else if cursor.eat("inherits") {
                add("INHERITS", group_text(cursor));
            } else if cursor.eat("with oids") || cursor.eat("without oids") || cursor.eat("on commit preserve rows") {
            } else if cursor.eat("without rowid") {
                add("WITHOUT ROWID", String::new());
            } else if cursor.eat("strict") {
                add("STRICT", String::new());
            } else if cursor.eat("with system versioning") {
                add("WITH SYSTEM VERSIONING", String::new());
            } else if cursor.is("with") && cursor.peek_at(1).is_some_and(|next| next.is_symbol("(")) {
                cursor.at += 1;
                add("WITH", group_text(cursor));
            } else if !one_option(cursor, &mut add) {
                cursor.at = start;
                return;
            }
        }
    }
}

/// `nextval('sequence')`, as PostgreSQL's defaults say it.
pub fn next_value(sequence: &QualifiedName) -> Expression {
    let quoted = |name: &str| Expression::identifier(name).0;
    let name = match &sequence.namespace {
        Some(namespace) => format!("{}.{}", quoted(namespace), quoted(&sequence.name)),
        None => quoted(&sequence.name),
    };
    Expression::new(format!("nextval({})", Expression::text(&name)))
}

fn group_text(cursor: &mut Cursor) -> String {
    let start = cursor.at;
    cursor.take_whole();
    written(&cursor.tokens[start..cursor.at.min(cursor.tokens.len())])
}

/// An option that is a word or two with a value behind it, perhaps behind `=`.
fn one_option(cursor: &mut Cursor, add: &mut impl FnMut(&str, String)) -> bool {
    let is_mysql = matches!(cursor.dialect, MySql | MariaDb);
    if is_mysql {
        cursor.eat("default");
    }
    let known = ["character set", "data directory", "index directory", "organization index", "segment creation"];
    let mut name = match known.iter().find(|words| cursor.eat(words)) {
        Some(words) => words.to_ascii_uppercase(),
        None => match cursor.word() {
            Some(word) => word,
            None => return false,
        },
    };
    if matches!(name.as_str(), "CHARSET" | "CHARACTER SET") {
        name = "DEFAULT CHARSET".to_owned();
    }
    let has_sign = cursor.eat_symbol("=");
    let flags = [
        "LOGGING",
        "NOLOGGING",
        "NOCOMPRESS",
        "NOPARALLEL",
        "CACHE",
        "NOCACHE",
        "MONITORING",
        "NOMONITORING",
        "ORGANIZATION INDEX",
    ];
    if flags.contains(&name.as_str()) && !has_sign {
        add(&name, String::new());
        return true;
    }
    if cursor.is_symbol("(") {
        add(&name, group_text(cursor));
        return true;
    }
    let Some(value) = cursor.take() else {
        add(&name, String::new());
        return true;
    };
    let value = value.text.trim_matches(['[', ']', '`']).to_owned();
    // The counter's state is data, not schema.
    if name != "AUTO_INCREMENT" {
        add(&name, value);
    }
    true
}

/// `PARTITION BY RANGE (a, b)`
fn partitioning(cursor: &mut Cursor) -> Option<Partitioning> {
    cursor.eat("partition by");
    let method = match cursor.word()?.as_str() {
        "RANGE" => PartitionMethod::Range,
        "LIST" => PartitionMethod::List,
        "HASH" => PartitionMethod::Hash,
        _ => return None,
    };
    let keys = cursor.group()?.elements().into_iter().map(|key| expression(key.tokens, cursor.dialect)).collect();
    Some(Partitioning { method, keys, partitions: Vec::new() })
}
