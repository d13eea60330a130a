//! Which element of the schema each name in a script stands for.
//!
//! A name is resolved within its statement: by a qualifier, by the table whose parentheses it stands in, or as a column
//! of the only table there that has one of this name. A name that stays ambiguous stands for nothing.

use super::tokens::{Statement, Token, statements};
use crate::dialect::Dialect;
use crate::schema::{Id, Schema, Table};
use crate::sql::{Lexeme, bare};
use std::collections::HashMap;

/// A name in the script, and the element it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    pub start: usize,
    pub end: usize,
    pub id: Id,
}

/// All mentions in the order of the script.
pub fn mentions(script: &str, schema: &Schema, dialect: Dialect) -> Vec<Mention> {
    let names = Names::of(schema);
    let mut found: Vec<Mention> = statements(script, dialect).iter().flat_map(|one| names.statement(one)).collect();
    found.sort_by_key(|mention| mention.start);
    found
}

/// Words that a table's name follows.
const INTRODUCE: [&str; 11] =
    ["TABLE", "EXISTS", "ONLY", "ON", "REFERENCES", "FROM", "JOIN", "INTO", "UPDATE", "VIEW", "COLUMN"];
/// Words that begin a table constraint or index, and so no column.
const CONSTRAINTS: [&str; 11] =
    ["CONSTRAINT", "PRIMARY", "FOREIGN", "UNIQUE", "CHECK", "EXCLUDE", "KEY", "INDEX", "FULLTEXT", "SPATIAL", "LIKE"];
/// Words of ALTER TABLE that stand before what it changes.
const VERBS: [&str; 13] = [
    "ADD", "ALTER", "DROP", "MODIFY", "CHANGE", "RENAME", "COLUMN", "IF", "NOT", "EXISTS", "VALIDATE", "ENABLE",
    "DISABLE",
];
/// Words behind a table's name that are no alias of it.
const NO_ALIAS: [&str; 24] = [
    "ON", "WHERE", "JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "GROUP", "ORDER", "HAVING", "LIMIT", "UNION",
    "SET", "VALUES", "USING", "SELECT", "AS", "ADD", "ALTER", "DROP", "IS", "FOR", "RENAME",
];

struct Names<'a> {
    tables: HashMap<String, &'a Table>,
    /// Types, domains, sequences and views.
    others: HashMap<String, Id>,
}

/// The tables that a statement speaks of: at which token, and under which alias.
#[derive(Default)]
struct Scope<'a> {
    tables: Vec<(usize, &'a Table)>,
    aliases: HashMap<String, &'a Table>,
}

impl<'a> Scope<'a> {
    /// The table whose definition or change the statement is.
    fn main(&self) -> Option<&'a Table> {
        self.tables.first().map(|(_, table)| *table)
    }

    fn at(&self, token: usize) -> Option<&'a Table> {
        self.tables.iter().find(|(at, _)| *at == token).map(|(_, table)| *table)
    }

    /// The only table here with a column of this name.
    fn owner(&self, token: &Token) -> Option<Id> {
        let mut found = None;
        for (_, table) in &self.tables {
            let Some(id) = column(table, token) else { continue };
            if found.is_some_and(|other| other != id) {
                return None;
            }
            found = Some(id);
        }
        found
    }
}

impl<'a> Names<'a> {
    fn of(schema: &'a Schema) -> Self {
        let tables = schema.tables.iter().map(|table| (table.name.name.to_lowercase(), table)).collect();
        let others = (schema.enums.iter().map(|o| (&o.name, o.id)))
            .chain(schema.domains.iter().map(|o| (&o.name, o.id)))
            .chain(schema.sequences.iter().map(|o| (&o.name, o.id)))
            .chain(schema.views.iter().map(|o| (&o.name, o.id)))
            .map(|(name, id)| (name.name.to_lowercase(), id))
            .collect();
        Self { tables, others }
    }

    fn table(&self, token: &Token) -> Option<&'a Table> {
        if !token.is_name() {
            return None;
        }
        self.tables.get(&bare(token.text).to_lowercase()).copied()
    }

    fn statement(&self, statement: &Statement) -> Vec<Mention> {
        let tokens = &statement.tokens;
        let scope = self.scope(tokens);
        let starts = |word: &str| tokens.first().is_some_and(|token| token.is(word));
        let defines = tokens.iter().take(5).any(|token| token.is("TABLE"));
        let found: Vec<(usize, Id)> = match defines && (starts("CREATE") || starts("ALTER")) {
            true => self.definition(tokens, &scope, starts("ALTER")),
            false => self.other(tokens, &scope),
        };
        let mention =
            |(at, id): (usize, Id)| Some(Mention { start: tokens.get(at)?.start, end: tokens.get(at)?.end, id });
        found.into_iter().filter_map(mention).collect()
    }

    fn scope(&self, tokens: &[Token]) -> Scope<'a> {
        let mut scope = Scope::default();
        for (at, token) in tokens.iter().enumerate() {
            let Some(table) = self.table(token) else { continue };
            let qualified = before(tokens, at, 1).is_some_and(|dot| dot.is_symbol("."));
            let introduction = if qualified { before(tokens, at, 3) } else { before(tokens, at, 1) };
            let introduced = introduction.is_some_and(|word| word.is_any(&INTRODUCE) || word.is_symbol(","));
            let has_part = tokens.get(at + 1).is_some_and(|dot| dot.is_symbol("."))
                && tokens.get(at + 2).is_some_and(|part| column(table, part).is_some());
            let is_listed = introduction.is_some_and(|word| word.is_symbol(","));
            if !(introduced && (!is_listed || in_from(tokens, at)) || has_part) {
                continue;
            }
            scope.tables.push((at, table));
            let next = if tokens.get(at + 1).is_some_and(|word| word.is("AS")) { at + 2 } else { at + 1 };
            if let Some(alias) = tokens.get(next).filter(|token| token.is_name() && !token.is_any(&NO_ALIAS)) {
                scope.aliases.insert(bare(alias.text).to_lowercase(), table);
            }
        }
        scope
    }

    /// CREATE TABLE and ALTER TABLE: names at the start of items, and in the parentheses of constraints.
    fn definition(&self, tokens: &[Token], scope: &Scope, alters: bool) -> Vec<(usize, Id)> {
        let Some(main) = scope.main() else { return Vec::new() };
        let named_at = scope.tables.first().map_or(0, |(at, _)| *at);
        let mut found: Vec<(usize, Id)> = scope.tables.iter().map(|(at, table)| (*at, table.id)).collect();
        // Whose columns stand in each open parenthesis; the first is that of the items.
        let mut open: Vec<Option<&Table>> = Vec::new();
        let depth_of_items = usize::from(!alters);
        let mut item = named_at + 1;
        for at in named_at + 1..tokens.len() {
            let token = &tokens[at];
            if token.is_symbol("(") {
                open.push(self.inside(tokens, at, item, &open, scope, main));
                item = if open.len() == depth_of_items { at + 1 } else { item };
                continue;
            }
            if token.is_symbol(")") {
                open.pop();
                continue;
            }
            if token.is_symbol(",") && open.len() == depth_of_items {
                item = at + 1;
                continue;
            }
            if scope.at(at).is_some() || !token.is_name() {
                continue;
            }
            if open.len() == depth_of_items {
                let first = first_of_item(tokens, item, alters);
                let is_constraint = tokens.get(first).is_some_and(|word| word.is_any(&CONSTRAINTS));
                if at == first && !is_constraint {
                    found.extend(column(main, token).map(|id| (at, id)));
                } else if let Some(id) = part_named(main, token).filter(|_| names_part(tokens, at)) {
                    found.push((at, id));
                } else {
                    found.extend(self.others.get(&bare(token.text).to_lowercase()).map(|id| (at, *id)));
                }
                continue;
            }
            let is_call = tokens.get(at + 1).is_some_and(|next| next.is_symbol("("));
            let table = open.last().copied().flatten();
            found.extend(table.filter(|_| !is_call).and_then(|table| column(table, token)).map(|id| (at, id)));
        }
        found
    }

    /// Whose columns stand in the parenthesis at a token.
    fn inside<'t>(
        &self,
        tokens: &[Token],
        at: usize,
        item: usize,
        open: &[Option<&'t Table>],
        scope: &Scope<'t>,
        main: &'t Table,
    ) -> Option<&'t Table> {
        if let Some(table) = at.checked_sub(1).and_then(|name| scope.at(name)) {
            let refers = before(tokens, at, 2).is_some_and(|word| word.is("REFERENCES"))
                || before(tokens, at, 4).is_some_and(|word| word.is("REFERENCES"));
            return if refers { Some(table) } else { None };
        }
        let of_constraint = (item..at).any(|token| tokens[token].is_any(&CONSTRAINTS) || tokens[token].is("AS"));
        let last = open.last().copied().flatten();
        let of_partition = before(tokens, at, 1).is_some_and(|word| word.is_any(&["RANGE", "LIST", "HASH", "BY"]));
        last.or((of_constraint || of_partition).then_some(main))
    }

    /// Indexes, views, comments, rows and whatever else: qualified names, and columns that only one table has.
    fn other(&self, tokens: &[Token], scope: &Scope) -> Vec<(usize, Id)> {
        let mut found = Vec::new();
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.is_name()) {
            if let Some(table) = scope.at(at) {
                found.push((at, table.id));
                continue;
            }
            if before(tokens, at, 1).is_some_and(|dot| dot.is_symbol(".")) {
                let qualifier = before(tokens, at, 2).map(|token| bare(token.text).to_lowercase());
                let table = qualifier
                    .and_then(|name| scope.aliases.get(&name).copied().or_else(|| self.tables.get(&name).copied()));
                found.extend(table.and_then(|table| column(table, token)).map(|id| (at, id)));
                continue;
            }
            if tokens.get(at + 1).is_some_and(|next| next.is_symbol("(")) && token.kind == Lexeme::Word {
                let is_insert = before(tokens, at, 1).is_some_and(|word| word.is("INTO"));
                if !is_insert {
                    continue;
                }
            }
            let part = || scope.main().filter(|_| names_part(tokens, at)).and_then(|table| part_named(table, token));
            let other = || self.others.get(&bare(token.text).to_lowercase()).copied();
            found.extend(scope.owner(token).or_else(part).or_else(other).map(|id| (at, id)));
        }
        found
    }
}

fn before<'t, 'a>(tokens: &'t [Token<'a>], at: usize, back: usize) -> Option<&'t Token<'a>> {
    tokens.get(at.checked_sub(back)?)
}

/// Whether a comma before this token separates the tables of a FROM.
fn in_from(tokens: &[Token], at: usize) -> bool {
    let clause = tokens[..at].iter().rev().find(|word| {
        word.is_any(&["FROM", "WHERE", "SELECT", "ON", "SET", "BY", "TABLE", "VALUES", "INTO", "INDEX", "HAVING"])
    });
    clause.is_some_and(|word| word.is("FROM"))
}

/// The first word of an item that is not a verb of ALTER TABLE.
fn first_of_item(tokens: &[Token], item: usize, alters: bool) -> usize {
    let is_verb = |token: &&Token| alters && (token.is_any(&VERBS) || token.is_symbol("("));
    item + tokens[item.min(tokens.len())..].iter().take_while(is_verb).count()
}

/// Whether the word stands where a constraint or index is named.
fn names_part(tokens: &[Token], at: usize) -> bool {
    before(tokens, at, 1).is_some_and(|word| {
        word.is_any(&["CONSTRAINT", "KEY", "INDEX", "UNIQUE", "EXISTS", "CONCURRENTLY", "FULLTEXT", "SPATIAL"])
    })
}

fn column(table: &Table, token: &Token) -> Option<Id> {
    table.columns.iter().find(|column| token.names(&column.name)).map(|column| column.id)
}

/// The constraint or index of this name.
fn part_named(table: &Table, token: &Token) -> Option<Id> {
    table.named_parts().find(|(_, name)| token.names(name)).map(|(id, _)| id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql;

    /// Every mention as `kind label @text`, in order.
    fn check(dialect: Dialect, script: &str, expected: &[&str]) {
        let schema = sql::parse(script, dialect).schema;
        let told: Vec<String> = mentions(script, &schema, dialect)
            .iter()
            .map(|mention| {
                let object = schema.object(mention.id).unwrap();
                let owner = schema.table_of(mention.id).filter(|table| table.id != mention.id);
                let owner = owner.map_or(String::new(), |table| format!("{}.", table.name.name));
                format!("{} {owner}{}", object.kind(), object.label())
            })
            .collect();
        assert_eq!(told, expected, "{script}");
    }

    #[test]
    fn definitions_name_their_own_columns_and_those_they_refer_to() {
        check(
            Dialect::PostgreSql,
            "CREATE TABLE a (id int PRIMARY KEY, date date CHECK (date > now()));\n\
             CREATE TABLE b (id int, a_id int REFERENCES a (id), CONSTRAINT u UNIQUE (a_id), FOREIGN KEY (id) REFERENCES public.a (id));",
            &[
                "table a",
                "column a.id",
                "column a.date",
                "column a.date",
                "table b",
                "column b.id",
                "column b.a_id",
                "table a",
                "column a.id",
                "unique key b.u",
                "column b.a_id",
                "column b.id",
                "table a",
                "column a.id",
            ],
        );
    }

    #[test]
    fn alterations_and_indexes() {
        check(
            Dialect::PostgreSql,
            "CREATE TABLE a (id int);\nALTER TABLE ONLY a ADD COLUMN b text, ADD CONSTRAINT c CHECK (b <> '');\n\
             CREATE UNIQUE INDEX i ON a USING btree (lower(b)) WHERE id > 0;\nCOMMENT ON COLUMN a.b IS 'b';",
            &[
                "table a",
                "column a.id",
                "table a",
                "column a.b",
                "check a.c",
                "column a.b",
                "index a.i",
                "table a",
                "column a.b",
                "column a.id",
                "table a",
                "column a.b",
            ],
        );
    }

    #[test]
    fn queries_resolve_aliases_and_leave_what_is_ambiguous() {
        check(
            Dialect::PostgreSql,
            "CREATE TABLE a (id int, x int);\nCREATE TABLE b (id int);\n\
             CREATE VIEW v AS SELECT p.id, x, id FROM a AS p JOIN b q ON q.id = p.id;",
            &[
                "table a",
                "column a.id",
                "column a.x",
                "table b",
                "column b.id",
                "view v",
                "column a.id",
                "column a.x",
                "table a",
                "table b",
                "column b.id",
                "column a.id",
            ],
        );
    }

    #[test]
    fn quoted_names_and_types() {
        check(
            Dialect::MySql,
            "CREATE TABLE `t` (`key` int, KEY `k` (`key`));",
            &["table t", "column t.key", "index t.k", "column t.key"],
        );
        check(
            Dialect::PostgreSql,
            "CREATE TYPE mood AS ENUM ('x');\nCREATE TABLE t (mood mood);",
            &["enum mood", "table t", "column t.mood", "enum mood"],
        );
    }
}
