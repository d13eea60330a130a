//! Where the elements of a schema stand in the script that they were read from.
//!
//! The model keeps no positions, so they are found again by name: in the statements that make tables and indexes or add
//! to them. A part without a name of its own is found by its kind and columns, or stands where its column stands.

use super::Places;
use super::lexer::{Kind as Lexeme, bare, lexemes};
use super::split::split;
use crate::dialect::Dialect;
use crate::schema::{Id, Position, Schema, Table};
use std::collections::{BTreeMap, HashMap};

/// A lexeme of a statement and its byte in the script.
type Piece<'a> = (Lexeme, &'a str, usize);

/// The place of every element of `schema` that the script names.
pub fn places(script: &str, dialect: Dialect, schema: &Schema) -> BTreeMap<Id, Position> {
    let mut finder = Finder::new(schema, dialect);
    for statement in split(script, dialect) {
        let tokens: Vec<Piece> =
            lexemes(statement.text, dialect).map(|(kind, text, at)| (kind, text, statement.start + at)).collect();
        finder.statement(&tokens);
        if let Some(object) = schema.opaque.iter().find(|object| object.sql == statement.text) {
            finder.put(object.id, statement.start);
        }
    }
    finder.finish(script)
}

struct Finder<'a> {
    schema: &'a Schema,
    /// A bare KEY or INDEX in a table begins an index and never a column.
    indexes_in_tables: bool,
    tables: HashMap<String, Vec<&'a Table>>,
    found: BTreeMap<Id, usize>,
}

impl<'a> Finder<'a> {
    fn new(schema: &'a Schema, dialect: Dialect) -> Self {
        let mut tables: HashMap<String, Vec<&Table>> = HashMap::new();
        for table in &schema.tables {
            tables.entry(table.name.name.to_lowercase()).or_default().push(table);
        }
        let indexes_in_tables = matches!(dialect, Dialect::MySql | Dialect::MariaDb | Dialect::SqlServer);
        Self { schema, indexes_in_tables, tables, found: BTreeMap::new() }
    }

    fn put(&mut self, id: Id, byte: usize) {
        self.found.entry(id).or_insert(byte);
    }

    fn statement(&mut self, tokens: &[Piece]) {
        let Some(first) = tokens.first() else { return };
        let known = ["TABLE", "INDEX", "VIEW", "TYPE", "DOMAIN", "SEQUENCE"];
        let kind = tokens.iter().take(6).position(|token| known.iter().any(|word| is_word(token, word)));
        let Some(at) = kind else { return };
        let rest = tokens.get(at + 1..).unwrap_or_default();
        match (is_word(first, "CREATE"), is_word(first, "ALTER")) {
            (true, _) if is_word(&tokens[at], "TABLE") => self.create_table(rest),
            (true, _) if is_word(&tokens[at], "INDEX") => self.create_index(rest),
            (true, _) => self.create_other(rest),
            (_, true) if is_word(&tokens[at], "TABLE") => self.alter_table(rest),
            _ => {}
        }
    }

    fn create_table(&mut self, tokens: &[Piece]) {
        let (name, rest) = name(tokens);
        let Some((table, place)) = self.table(&name) else { return };
        self.put(table.id, place);
        let Some(open) = rest.iter().position(|token| token.1 == "(") else { return };
        for item in items(&rest[open + 1..]) {
            self.item(table, item);
        }
    }

    fn alter_table(&mut self, tokens: &[Piece]) {
        let tokens = skip(tokens, &["ONLY"]);
        let (name, rest) = name(tokens);
        let Some((table, _)) = self.table(&name) else { return };
        for item in items(rest) {
            let Some(add) = item.iter().position(|token| is_word(token, "ADD")) else { continue };
            let added = skip(&item[add + 1..], &["COLUMN", "IF", "NOT", "EXISTS"]);
            // SQL Server and Oracle may put what they add in parentheses.
            let added = if added.first().is_some_and(|token| token.1 == "(") { &added[1..] } else { added };
            self.item(table, added);
        }
    }

    /// A column or a constraint, as it stands between two commas.
    fn item(&mut self, table: &Table, tokens: &[Piece]) {
        let Some(first) = tokens.first() else { return };
        let byte = first.2;
        let starts = |words: &[&str]| words.iter().any(|word| is_word(first, word));
        let column = table.columns.iter().find(|column| same(first.1, &column.name));
        let constraint = starts(&["CONSTRAINT", "PRIMARY", "FOREIGN", "CHECK", "EXCLUDE", "UNIQUE"])
            || self.indexes_in_tables && starts(&["KEY", "INDEX", "FULLTEXT", "SPATIAL"]);
        if let Some(column) = column.filter(|_| !constraint) {
            self.put(column.id, byte);
            self.inline_parts(table, &column.name, tokens, byte);
            return;
        }
        if starts(&["CONSTRAINT"]) {
            let named = tokens.get(1).and_then(|token| part_named(table, token.1));
            match named {
                Some(id) => self.put(id, byte),
                None => self.item(table, tokens.get(2..).unwrap_or_default()),
            }
            return;
        }
        let open = tokens.iter().position(|token| token.1 == "(").unwrap_or(tokens.len());
        let listed = items(tokens.get(open + 1..).unwrap_or_default());
        let listed: Vec<&str> = listed.iter().filter_map(|item| Some(item.first()?.1)).collect();
        let head = &tokens[..open];
        if let Some(id) = head.last().and_then(|token| part_named(table, token.1)) {
            self.put(id, byte);
        } else if let Some(id) = self.part_on(table, first, &listed) {
            self.put(id, byte);
        }
    }

    /// A constraint without a name: the first of its kind on these columns that has no place yet.
    fn part_on(&self, table: &Table, first: &Piece, columns: &[&str]) -> Option<Id> {
        let free = |id: &Id| !self.found.contains_key(id);
        let on = |own: &[String]| own.len() == columns.len() && own.iter().zip(columns).all(|(a, b)| same(b, a));
        match first.1.to_ascii_uppercase().as_str() {
            "PRIMARY" => table.primary_key.as_ref().map(|key| key.id),
            "UNIQUE" => table.uniques.iter().filter(|key| on(&key.columns)).map(|key| key.id).find(free),
            "FOREIGN" => table.foreign_keys.iter().filter(|key| on(&key.columns)).map(|key| key.id).find(free),
            "CHECK" => table.checks.iter().filter(|check| check.name.is_none()).map(|check| check.id).find(free),
            "EXCLUDE" => table.exclusions.iter().map(|exclusion| exclusion.id).find(free),
            "KEY" | "INDEX" | "FULLTEXT" | "SPATIAL" => {
                let starts = |own: &[&str]| own.first().is_some_and(|a| columns.first().is_some_and(|b| same(b, a)));
                table.indexes.iter().filter(|index| starts(&index.columns())).map(|index| index.id).find(free)
            }
            _ => None,
        }
    }

    /// The constraints that stand behind a column's type; checks without a name come in the order in which they stand.
    fn inline_parts(&mut self, table: &Table, column: &str, tokens: &[Piece], byte: usize) {
        let has = |word: &str| tokens.iter().any(|token| is_word(token, word));
        let on = |columns: &[String]| columns.len() == 1 && columns[0] == column;
        let free = |id: &Id| !self.found.contains_key(id);
        let check = || table.checks.iter().filter(|check| check.name.is_none()).map(|check| check.id).find(free);
        let unique = || table.uniques.iter().filter(|key| on(&key.columns)).map(|key| key.id).find(free);
        let foreign = || table.foreign_keys.iter().filter(|key| on(&key.columns)).map(|key| key.id).find(free);
        let checks = has("CHECK").then(check).flatten();
        let uniques = has("UNIQUE").then(unique).flatten();
        let references = has("REFERENCES").then(foreign).flatten();
        checks.into_iter().chain(uniques).chain(references).for_each(|id| self.put(id, byte));
    }

    fn create_index(&mut self, tokens: &[Piece]) {
        let Some(on) = tokens.iter().position(|token| is_word(token, "ON")) else { return };
        let (table_name, rest) = name(skip(&tokens[on + 1..], &["ONLY"]));
        let Some((table, _)) = self.table(&table_name) else { return };
        let own = tokens[..on].iter().rev().find(|token| token.1 != "." && !is_word(token, "EXISTS"));
        let named = own.and_then(|token| Some((part_named(table, token.1)?, token.2)));
        let open = rest.iter().position(|token| token.1 == "(").unwrap_or(rest.len());
        let first = rest.get(open + 1).map_or("", |token| token.1);
        let free = |id: &Id| !self.found.contains_key(id);
        let by_column = || {
            let leads = |own: &[&str]| own.first().is_some_and(|column| same(first, column));
            let id = table.indexes.iter().filter(|index| leads(&index.columns())).map(|index| index.id).find(free)?;
            Some((id, tokens.first()?.2))
        };
        let place = named.or_else(by_column);
        place.into_iter().for_each(|(id, byte)| self.put(id, byte));
    }

    fn create_other(&mut self, tokens: &[Piece]) {
        let (name, _) = name(tokens);
        let Some(last) = name.last() else { return };
        let schema = self.schema;
        let objects = (schema.enums.iter().map(|o| (o.id, &o.name.name)))
            .chain(schema.domains.iter().map(|o| (o.id, &o.name.name)))
            .chain(schema.sequences.iter().map(|o| (o.id, &o.name.name)))
            .chain(schema.views.iter().map(|o| (o.id, &o.name.name)));
        let found: Vec<Id> = objects.filter(|(_, own)| same(last.1, own)).map(|(id, _)| id).collect();
        found.into_iter().for_each(|id| self.put(id, last.2));
    }

    /// The table of a name, and the byte where the name stands.
    fn table(&self, name: &[Piece]) -> Option<(&'a Table, usize)> {
        let last = name.last()?;
        let tables = self.tables.get(&bare(last.1).to_lowercase())?;
        let namespace = name.len().checked_sub(2).map(|at| bare(name[at].1).to_lowercase());
        let exact = tables.iter().find(|table| table.name.namespace.as_ref().map(|n| n.to_lowercase()) == namespace);
        Some((exact.or(tables.first())?, name.first()?.2))
    }

    /// Parts that no statement names stand where their column or table stands.
    fn finish(mut self, script: &str) -> BTreeMap<Id, Position> {
        for table in &self.schema.tables {
            let column = |name: Option<&str>| table.column(name?).map(|column| column.id);
            let parts: Vec<(Id, Option<Id>)> = (table.primary_key.iter())
                .map(|key| (key.id, column(key.columns.first().map(String::as_str))))
                .chain(table.uniques.iter().map(|key| (key.id, column(key.columns.first().map(String::as_str)))))
                .chain(table.foreign_keys.iter().map(|key| (key.id, column(key.columns.first().map(String::as_str)))))
                .chain(table.indexes.iter().map(|index| (index.id, column(index.columns().first().copied()))))
                .chain(table.columns.iter().map(|column| (column.id, None)))
                .chain(table.checks.iter().map(|check| (check.id, None)))
                .chain(table.exclusions.iter().map(|exclusion| (exclusion.id, None)))
                .collect();
            for (id, near) in parts {
                let place = near.and_then(|id| self.found.get(&id)).or_else(|| self.found.get(&table.id)).copied();
                place.into_iter().for_each(|byte| self.put(id, byte));
            }
        }
        let mut found: Vec<(Id, usize)> = self.found.into_iter().collect();
        found.sort_by_key(|(_, byte)| *byte);
        let mut places = Places::new(script);
        found.into_iter().map(|(id, byte)| (id, places.position(byte))).collect()
    }
}

fn part_named(table: &Table, text: &str) -> Option<Id> {
    table.named_parts().find(|(_, name)| same(text, name)).map(|(id, _)| id)
}

/// The parts of a name at the start of the tokens, and what follows it.
fn name<'t, 'a>(tokens: &'t [Piece<'a>]) -> (Vec<Piece<'a>>, &'t [Piece<'a>]) {
    let mut rest = skip(tokens, &["IF", "NOT", "EXISTS"]);
    let mut parts = Vec::new();
    while let Some((token, after)) = rest.split_first() {
        parts.push(*token);
        rest = after;
        match rest.split_first() {
            Some((dot, after)) if dot.1 == "." => rest = after,
            _ => break,
        }
    }
    (parts, rest)
}

fn skip<'t, 'a>(tokens: &'t [Piece<'a>], words: &[&str]) -> &'t [Piece<'a>] {
    let count = tokens.iter().take_while(|token| words.iter().any(|word| is_word(token, word))).count();
    &tokens[count..]
}

/// What stands between the commas up to the parenthesis that closes the list, or to the end.
fn items<'t, 'a>(tokens: &'t [Piece<'a>]) -> Vec<&'t [Piece<'a>]> {
    let (mut items, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, token) in tokens.iter().enumerate() {
        match token.1 {
            "(" => depth += 1,
            ")" if depth == 0 => {
                items.push(&tokens[start..at]);
                return items;
            }
            ")" => depth -= 1,
            "," if depth == 0 => {
                items.push(&tokens[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    items.push(&tokens[start..]);
    items
}

fn is_word(token: &Piece, word: &str) -> bool {
    token.0 == Lexeme::Word && token.1.eq_ignore_ascii_case(word)
}

fn same(text: &str, name: &str) -> bool {
    text.eq_ignore_ascii_case(name) || bare(text).to_lowercase() == name.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql::parse;

    /// Every element as `kind label line:column`.
    fn check(dialect: Dialect, script: &str, expected: &[&str]) {
        let schema = parse(script, dialect).schema;
        let found = places(script, dialect, &schema);
        let ids = schema.tables.iter().flat_map(|table| [vec![table.id], table.part_ids()].concat());
        let others = schema.enums.iter().map(|o| o.id).chain(schema.views.iter().map(|o| o.id));
        let mut lines = Vec::new();
        for id in ids.chain(others) {
            let object = schema.object(id).unwrap();
            let place = found.get(&id).map_or_else(|| "nowhere".to_owned(), |p| format!("{}:{}", p.line, p.column));
            lines.push(format!("{} {} {place}", object.kind(), object.label()));
        }
        assert_eq!(lines, expected);
    }

    #[test]
    fn tables_columns_and_parts_are_found() {
        check(
            Dialect::PostgreSql,
            "CREATE TABLE public.a (\n  id int PRIMARY KEY,\n  \"B\" int CHECK (\"B\" > 0) REFERENCES a,\n  UNIQUE (\"B\"),\n  CONSTRAINT c CHECK (id > 1)\n);\n\
             CREATE INDEX i ON a (\"B\");\nALTER TABLE ONLY a ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES a;\n\
             CREATE TYPE mood AS ENUM ('x');\nCREATE VIEW v AS SELECT 1;",
            &[
                "table a 1:14",
                "column id 2:3",
                "column B 3:3",
                "primary key (id) 2:3",
                "unique key (B) 4:3",
                "foreign key (B) to a 3:3",
                "foreign key (id) to a 8:24",
                "check \"B\" > 0 3:3",
                "check c 5:3",
                "index i 7:14",
                "enum mood 9:13",
                "view v 10:13",
            ],
        );
    }

    #[test]
    fn keys_inside_mysql_tables_are_found() {
        check(
            Dialect::MySql,
            "CREATE TABLE `T` (\n `id` int,\n `key` int,\n KEY `k` (`key`),\n PRIMARY KEY (`id`),\n KEY (id)\n);",
            &[
                "table T 1:14",
                "column id 2:2",
                "column key 3:2",
                "primary key (id) 5:2",
                "index k 4:2",
                "index (id) 6:2",
            ],
        );
    }
}
