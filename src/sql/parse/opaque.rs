//! Statements that are kept as they were written: what they make, and what they belong to.

use super::classify::{Class, class, object_kind};
use super::cursor::Cursor;
use super::lexer::{Kind, Token, unversioned};
use super::names;
use super::read::Reader;
use crate::dialect::Dialect;
use crate::schema::*;
use std::collections::{BTreeSet, HashMap};

/// What a statement is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// In lower case (`trigger`, `alter table`, `grant`).
    pub kind: String,
    pub name: Option<QualifiedName>,
}

impl Subject {
    pub fn of(statement: &Cursor) -> Self {
        let mut cursor = *statement;
        let Some(first) = cursor.peek() else { return Self { kind: "statement".to_owned(), name: None } };
        let verb = first.text.to_lowercase();
        match class(first) {
            Class::Create | Class::Alter | Class::Drop => {
                let (kind, _) = object_kind(&mut cursor);
                cursor.eat("concurrently");
                cursor.eat("if not exists");
                cursor.eat("if exists");
                cursor.eat("only");
                let kind = kind.to_lowercase();
                let kind = if verb == "create" { kind } else { format!("{verb} {kind}") };
                let unnamed = cursor.is("on") && kind.ends_with("index");
                let name = if unnamed { None } else { cursor.qualified() };
                Self { kind: if kind.trim().is_empty() { "statement".to_owned() } else { kind }, name }
            }
            Class::Session => Self { kind: "session".to_owned(), name: None },
            _ => Self { kind: verb, name: None },
        }
    }
}

/// Whether a statement stands wholly or partly in MySQL's versioned comments, as in dumps.
fn is_versioned(text: &str, dialect: Dialect) -> bool {
    let is_mysql = matches!(dialect, Dialect::MySql | Dialect::MariaDb);
    // A statement that begins inside such a comment has only its end.
    is_mysql && (text.contains("/*!") || text.contains("/*M!") || text.contains("*/"))
}

impl Reader {
    /// Keeps a statement as it is written.
    pub fn keep(&mut self, text: &str, tokens: &[Token], subject: &mut Subject) {
        let table = self.belongs_to(tokens, subject);
        let replaces = tokens.get(1).is_some_and(|token| token.is("or"));
        if replaces && subject.kind != "function" {
            self.drop_kept(subject.name.as_ref(), |o| o.kind == subject.kind && o.table == table);
        }
        if replaces && subject.kind == "function" {
            let head =
                |text: &str| text.split(')').next().map(|head| head.split('(').next_back().map(str::to_lowercase));
            let own = head(text);
            self.drop_kept(subject.name.as_ref(), |o| o.kind == "function" && head(&o.sql) == own);
        }
        let id = self.schema.fresh_id();
        self.schema.opaque.push(Opaque {
            id,
            kind: subject.kind.clone(),
            name: subject.name.clone(),
            table,
            sql: if is_versioned(text, self.dialect) { unversioned(text, self.dialect) } else { text.to_owned() },
            origin: self.dialect.name().to_owned(),
            depends_on: Vec::new(),
        });
    }

    /// One operation of an ALTER TABLE that the model has no place for.
    pub fn keep_operation(&mut self, place: usize, sql: String) {
        let id = self.schema.fresh_id();
        let table = self.schema.tables.get(place).map(|table| table.name.clone());
        self.schema.opaque.push(Opaque {
            id,
            kind: "alter table".to_owned(),
            name: table.clone(),
            table,
            sql,
            origin: self.dialect.name().to_owned(),
            depends_on: Vec::new(),
        });
    }

    /// The table or view that a trigger, policy, index or comment belongs to.
    fn belongs_to(&mut self, tokens: &[Token], subject: &Subject) -> Option<QualifiedName> {
        if subject.kind.ends_with("table") || subject.kind.ends_with("view") {
            return subject.name.clone().and_then(|name| self.table_or_view(name));
        }
        let belongs = ["trigger", "policy", "index", "rule", "comment", "grant", "revoke", "statistics"];
        if !belongs.iter().any(|kind| subject.kind.contains(kind)) {
            return None;
        }
        for (at, token) in tokens.iter().enumerate().skip(1) {
            let is_mark = token.is("on") || subject.kind.contains("rule") && token.is("to");
            let rest = &tokens[at + 1..];
            if !is_mark {
                continue;
            }
            let mut cursor = Cursor::new(rest, self.dialect);
            for word in ["table", "only", "column", "view", "materialized view"] {
                cursor.eat(word);
            }
            let mut parts = cursor.parts();
            let whole = names::qualified(parts.clone(), self.dialect).and_then(|name| self.table_or_view(name));
            if whole.is_some() {
                return whole;
            }
            parts.pop();
            if let Some(table) = names::qualified(parts, self.dialect).and_then(|name| self.table_or_view(name)) {
                return Some(table);
            }
        }
        None
    }

    /// A table or view as it is named where it was made.
    fn table_or_view(&mut self, name: QualifiedName) -> Option<QualifiedName> {
        let name = if name.namespace.is_none() { self.found(name) } else { name };
        let table = self.place_of(&name).and_then(|place| self.schema.tables.get(place)).map(|t| t.name.clone());
        table.or_else(|| self.view_place(&name).map(|_| name))
    }

    /// Finds which tables and views the kept statements mention.
    pub fn resolve_opaque(&mut self) {
        let mut known: HashMap<String, Vec<QualifiedName>> = HashMap::new();
        let tables = self.schema.tables.iter().map(|o| &o.name).chain(self.schema.views.iter().map(|o| &o.name));
        for name in tables {
            known.entry(name.name.to_lowercase()).or_default().push(name.clone());
        }
        let dialect = self.dialect;
        for object in &mut self.schema.opaque {
            let mut found = BTreeSet::new();
            mentioned(&object.sql, dialect, &known, &mut found, 0);
            object.depends_on = found.into_iter().collect();
        }
    }
}

/// Names that a text mentions, also within the strings that hold the bodies of functions.
fn mentioned(
    text: &str,
    dialect: crate::dialect::Dialect,
    known: &HashMap<String, Vec<QualifiedName>>,
    found: &mut BTreeSet<QualifiedName>,
    depth: usize,
) {
    for token in super::lexer::tokens(text, dialect) {
        let name = match token.kind {
            Kind::Word => token.text.to_lowercase(),
            Kind::Name => super::lexer::name_value(token.text).to_lowercase(),
            Kind::Text if token.text.starts_with('$') && depth < 2 => {
                let body = super::lexer::text_value(token.text, dialect);
                mentioned(&body, dialect, known, found, depth + 1);
                continue;
            }
            _ => continue,
        };
        if let Some(names) = known.get(&name) {
            found.extend(names.iter().cloned());
        }
    }
}
