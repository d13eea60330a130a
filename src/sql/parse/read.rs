//! Statement by statement into a schema.

use super::classify::{Class, class, object_kind};
use super::cursor::{Cursor, written};
use super::lexer::{self, Kind, Token, first_tokens};
use super::links::Links;
use super::report::{Outcome, Report, StatementRead};
use super::split::Piece;
use super::{Parsed, Places, info, names, warning};
use crate::dialect::Dialect;
use crate::dialect::facts::Folding;
use crate::schema::*;
use std::collections::HashMap;

pub struct Reader {
    pub dialect: Dialect,
    pub schema: Schema,
    pub diagnostics: Vec<Diagnostic>,
    pub report: Report,
    /// Places of tables in the schema by their names as the dialect compares them.
    places: HashMap<String, usize>,
    /// Who refers to whom.
    pub links: Links,
    /// Partitions that are no tables of their own yet, with their parents.
    pub partitions: HashMap<QualifiedName, QualifiedName>,
    /// The namespace that `SET search_path` made the usual one.
    pub namespace: Option<String>,
    /// Whether the statement before was a condition, as SQL Server's scripts write them.
    guarded: bool,
    told_placeholder: bool,
    /// Columns that PostgreSQL's `serial` numbers: their sequences are made with them.
    pub notes: Vec<super::column::Lost>,
}

/// Why a statement did not get into the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// The model has no place for this kind of object; it is kept as it was written.
    NotModelled,
    /// A schema has no place for it, and it is not kept.
    Skipped(&'static str),
    /// The statement does not fit what came before, or it was not understood.
    Because(String),
}

impl Unread {
    pub fn missing(kind: &str, name: &QualifiedName) -> Self {
        Self::Because(format!("there is no {kind} {name}"))
    }

    pub fn taken(name: &QualifiedName) -> Self {
        Self::Because(format!("there already is an object {name}"))
    }
}

impl From<ApplyError> for Unread {
    fn from(error: ApplyError) -> Self {
        Self::Because(error.to_string())
    }
}

impl Reader {
    pub fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            schema: Schema::new(),
            diagnostics: Vec::new(),
            report: Report::default(),
            places: HashMap::new(),
            links: Links::default(),
            partitions: HashMap::new(),
            namespace: None,
            guarded: false,
            told_placeholder: false,
            notes: Vec::new(),
        }
    }

    /// Reads one statement; what is not understood is kept and told.
    pub fn statement(&mut self, piece: &Piece, place: &mut Places) {
        let head = first_tokens(piece.text, self.dialect, 16);
        let Some(first) = head.first() else { return };
        if class(first) == Class::Data {
            let table =
                row_target(&mut Cursor::new(&head, self.dialect)).map(|name| name.to_string()).unwrap_or_default();
            self.report.add_rows(table, piece.rows);
            return;
        }
        let at = place.position(piece.start);
        let tokens = lexer::tokens(piece.text, self.dialect);
        let mut cursor = Cursor::new(&tokens, self.dialect);
        self.notes.clear();
        self.tell_placeholder(&tokens, at);
        let guarded = std::mem::replace(&mut self.guarded, self.dialect == Dialect::SqlServer && first.is("if"));
        let mut subject = super::opaque::Subject::of(&cursor);
        let result = self.take(&mut cursor, piece.text);
        let mut notes = Vec::new();
        for lost in std::mem::take(&mut self.notes) {
            let message = format!("{} is not part of the model and was left out.", lost.text);
            self.diagnostics.push(info("clause-left-out", message).at(place.within(piece, lost.start)));
            notes.push(lost.text);
        }
        let outcome = match result {
            Ok(()) if notes.is_empty() => Outcome::Understood,
            Ok(()) => Outcome::Partly,
            Err(Unread::NotModelled) => {
                self.keep(piece.text, &tokens, &mut subject);
                Outcome::Kept
            }
            Err(Unread::Skipped(reason)) => {
                notes.push(reason.to_owned());
                Outcome::Skipped
            }
            Err(Unread::Because(_)) if guarded => {
                notes.push("its condition holds only where there is something to change".to_owned());
                Outcome::Skipped
            }
            Err(Unread::Because(reason)) => {
                let message = format!("The statement was kept as it is written: {reason}.");
                let start = cursor.tokens.get(cursor.at).map_or(0, |token| token.start);
                self.diagnostics.push(warning("statement-not-read", message).at(place.within(piece, start)));
                notes.push(reason);
                self.keep(piece.text, &tokens, &mut subject);
                Outcome::Kept
            }
        };
        let name = subject.name.map(|name| name.to_string());
        self.report.add(StatementRead { position: at, kind: subject.kind, name, outcome, notes });
    }

    /// Says once that names stand without their placeholders.
    fn tell_placeholder(&mut self, tokens: &[Token], at: Position) {
        let dialect = self.dialect;
        let holds_one = |token: &&Token| {
            let may = token.kind == Kind::Word && token.text.contains(['$', '&']);
            may && lexer::without_placeholders(token.text, dialect).is_some()
        };
        if self.told_placeholder {
            return;
        }
        if let Some(token) = tokens.iter().find(holds_one) {
            self.told_placeholder = true;
            let message =
                format!("{} holds a placeholder for what a tool puts in; names were read without it.", token.text);
            self.diagnostics.push(info("placeholder-left-out", message).at(at));
        }
    }

    fn take(&mut self, cursor: &mut Cursor, text: &str) -> Result<(), Unread> {
        let Some(first) = cursor.peek() else { return Ok(()) };
        match class(first) {
            Class::Data | Class::Session => self.session(cursor),
            Class::Create => self.create(cursor, text),
            Class::Alter => self.alter(cursor, text),
            Class::Drop => self.drop_objects(cursor),
            Class::Comment => self.comment(cursor),
            Class::Rename => self.rename_tables(cursor),
            Class::Call => self.call(cursor),
            Class::Other if first.is("do") => self.block(cursor),
            Class::Other => Err(Unread::NotModelled),
        }
    }

    fn create(&mut self, cursor: &mut Cursor, text: &str) -> Result<(), Unread> {
        let (kind, before) = object_kind(cursor);
        match kind.as_str() {
            "TABLE" => self.create_table(cursor, &before),
            "INDEX" => self.create_index(cursor, &before),
            "SEQUENCE" => self.create_sequence(cursor),
            "VIEW" | "MATERIALIZED VIEW" => self.create_view(cursor, &before, kind != "VIEW", text),
            "TYPE" => self.create_type(cursor),
            "DOMAIN" => self.create_domain(cursor),
            "SCHEMA" if self.dialect == Dialect::MySql || self.dialect == Dialect::MariaDb => {
                Err(Unread::Skipped("the database is the one that the script runs in"))
            }
            "SCHEMA" => self.create_schema(cursor),
            "DATABASE" | "USER" | "ROLE" | "LOGIN" | "TABLESPACE" | "GROUP" => {
                Err(Unread::Skipped("it belongs to the server, not to a schema"))
            }
            _ => Err(Unread::NotModelled),
        }
    }

    /// A block that only makes what is not there yet, as its statements.
    fn block(&mut self, cursor: &Cursor) -> Result<(), Unread> {
        let statements = super::block::statements(cursor.rest(), self.dialect).ok_or(Unread::NotModelled)?;
        let tokens: Vec<_> = statements.iter().map(|text| lexer::tokens(text, self.dialect)).collect();
        let dialect = self.dialect;
        let named = tokens.iter().flatten().filter_map(|token| names::identifier(token, dialect));
        let named: Vec<QualifiedName> = named.map(|name| self.found(QualifiedName::new(name))).collect();
        let places: Vec<usize> = named.iter().filter_map(|name| self.place_of(name)).collect();
        let before = self.snapshot(&places);
        for (text, tokens) in statements.into_iter().zip(&tokens) {
            match self.take(&mut Cursor::new(tokens, self.dialect), text) {
                // What is there already is what the block passes over.
                Ok(()) | Err(Unread::Because(_)) => {}
                Err(other) => {
                    self.restore(before);
                    return Err(other);
                }
            }
        }
        Ok(())
    }

    fn create_schema(&mut self, cursor: &mut Cursor) -> Result<(), Unread> {
        cursor.eat("if not exists");
        cursor.eat("authorization");
        let name = cursor.name().ok_or(Unread::NotModelled)?;
        let is_usual = name.eq_ignore_ascii_case(names::default_namespace(self.dialect));
        if is_usual || self.schema.namespaces.iter().any(|known| known.name == name) {
            return Ok(());
        }
        let id = self.schema.fresh_id();
        self.schema.namespaces.push(Namespace { id, name, comment: None });
        Ok(())
    }

    fn session(&mut self, cursor: &mut Cursor) -> Result<(), Unread> {
        let sets = cursor.peek_at(3).is_some_and(|token| token.is("set_config"));
        if cursor.eat("set search_path to") || cursor.eat("set search_path") {
            self.search_path(cursor);
        } else if cursor.is("select pg_catalog") && sets {
            self.namespace = None;
        }
        Err(Unread::Skipped("it sets up the session, or asks"))
    }

    /// `SET search_path = sales, public`; `SELECT pg_catalog.set_config('search_path', '', false)` of dumps leaves every
    /// name to stand for itself.
    fn search_path(&mut self, cursor: &mut Cursor) {
        cursor.eat_symbol("=");
        let first = cursor.text().or_else(|| cursor.name()).unwrap_or_default();
        let is_usual = first.is_empty()
            || first == names::default_namespace(self.dialect)
            || first.starts_with("pg_catalog")
            || first == "$user";
        self.namespace = (!is_usual).then_some(first);
    }

    /// What is left of a statement when everything known was read.
    pub fn leftover(&mut self, cursor: &Cursor) {
        if let Some(first) = cursor.peek().filter(|token| !token.is_symbol(";")) {
            self.notes.push(super::column::Lost { start: first.start, text: written(cursor.rest()) });
        }
    }

    /// The name of an object that is made here, in the namespace that is the usual one.
    pub fn new_name(&self, cursor: &mut Cursor) -> Result<QualifiedName, Unread> {
        let parts = cursor.parts();
        let is_bare = parts.len() == 1;
        let name = names::qualified(parts, self.dialect);
        let mut name = name.ok_or_else(|| Unread::Because("its name is missing".to_owned()))?;
        if is_bare {
            name.namespace.clone_from(&self.namespace);
        }
        Ok(name)
    }

    /// The name of an object that exists: a bare one means the usual namespace first.
    pub fn known_name(&mut self, cursor: &mut Cursor) -> Result<QualifiedName, Unread> {
        let parts = cursor.parts();
        let is_bare = parts.len() == 1;
        let name = names::qualified(parts, self.dialect);
        let name = name.ok_or_else(|| Unread::Because("its name is missing".to_owned()))?;
        Ok(if is_bare { self.found(name) } else { name })
    }

    /// A bare name as the object of the usual namespace, where that has one.
    pub fn found(&mut self, name: QualifiedName) -> QualifiedName {
        let Some(namespace) = &self.namespace else { return name };
        let within = QualifiedName::within(namespace.clone(), name.name.clone());
        let is_known = self.places.contains_key(&self.key(&within))
            || self.sequence_place(&within).is_some()
            || self.view_place(&within).is_some()
            || self.schema.enums.iter().any(|known| known.name == within)
            || self.schema.domains.iter().any(|known| known.name == within);
        if is_known { within } else { name }
    }

    /// A name as the dialect compares it.
    fn key(&self, name: &QualifiedName) -> String {
        let text = format!("{}\0{}", name.namespace.as_deref().unwrap_or_default(), name.name);
        if self.dialect.facts().folding == Folding::Keep { text.to_lowercase() } else { text }
    }

    /// The place of a table in the schema.
    pub fn place_of(&self, name: &QualifiedName) -> Option<usize> {
        let found = self.places.get(&self.key(name)).copied();
        found.or_else(|| {
            // MySQL's and SQLite's databases are all one here.
            let flat = QualifiedName::new(name.name.as_str());
            let is_flat = !self.dialect.facts().namespaces || self.dialect.facts().folding == Folding::Keep;
            self.places.get(&self.key(&flat)).copied().filter(|_| is_flat)
        })
    }

    /// The place of a table that has to be there; a partition becomes a table of its own.
    pub fn table_place(&mut self, name: &QualifiedName) -> Result<usize, Unread> {
        if let Some(place) = self.place_of(name) {
            return Ok(place);
        }
        self.promote(name).ok_or_else(|| Unread::missing("table", name))
    }

    pub fn add_table(&mut self, mut table: Table) -> usize {
        number(&mut self.schema, &mut table);
        self.links.table(self.schema.tables.len(), &table);
        self.places.insert(self.key(&table.name), self.schema.tables.len());
        self.schema.tables.push(table);
        self.schema.tables.len() - 1
    }

    pub fn key_at(&self, place: usize) -> String {
        self.schema.tables.get(place).map(|table| self.key(&table.name)).unwrap_or_default()
    }

    /// The table of this place has a name now.
    pub fn note_place(&mut self, place: usize) {
        self.places.insert(self.key_at(place), place);
    }

    /// The table of this place has the name no more.
    pub fn forget_place(&mut self, key: &str, place: usize) {
        if self.places.get(key) == Some(&place) {
            self.places.remove(key);
        }
    }

    /// Finds the places anew.
    pub fn replace_places(&mut self) {
        let keys: Vec<String> = self.schema.tables.iter().map(|table| self.key(&table.name)).collect();
        self.places = keys.into_iter().enumerate().map(|(place, key)| (key, place)).collect();
    }

    /// Adds a key, check or index to a table. The columns of a primary key cannot be NULL.
    pub fn add_part(&mut self, place: usize, object: Object) -> Result<(), Unread> {
        let mut object = object;
        set_id(&mut object, self.schema.fresh_id());
        let table = self.schema.tables.get_mut(place).ok_or(Unread::NotModelled)?;
        super::resolve::respell(table, &mut object, self.dialect);
        let named: Vec<&String> = match &object {
            Object::PrimaryKey(key) => key.columns.iter().collect(),
            Object::Unique(key) => key.columns.iter().collect(),
            Object::ForeignKey(key) => key.columns.iter().collect(),
            _ => Vec::new(),
        };
        // Inherited columns are the parent's.
        let inherits = table.options.iter().any(|(name, _)| name == "INHERITS");
        if let Some(column) = named.into_iter().find(|name| table.column(name).is_none() && !inherits) {
            return Err(Unread::Because(format!("{} has no column {column}", table.name)));
        }
        if matches!(object, Object::PrimaryKey(_)) && table.primary_key.is_some() {
            return Err(Unread::Because(format!("{} already has a primary key", table.name)));
        }
        if let Object::ForeignKey(key) = &object {
            self.links.refers(place, &key.references.table);
        }
        if let Some(name) = constraint_name(&object) {
            self.links.part(place, name);
        }
        super::table::put(table, object);
        Ok(())
    }

    /// The table and column that the last two parts of a name mean.
    pub fn column_of(&mut self, mut parts: Vec<String>) -> Option<(QualifiedName, String)> {
        let column = parts.pop()?;
        let name = names::qualified(parts, self.dialect)?;
        let name = if name.namespace.is_none() { self.found(name) } else { name };
        let table = self.schema.tables.get(self.place_of(&name)?)?;
        let known = table.columns.iter().find(|known| super::resolve::same(&known.name, &column, self.dialect))?;
        Some((table.name.clone(), known.name.clone()))
    }

    /// The schema, with the types and tables that names refer to found.
    pub fn finish(mut self) -> Parsed {
        self.compact();
        self.resolve();
        let rows = self.report.row_count();
        let data: usize = self.report.skipped
            - self.report.statements.iter().filter(|statement| statement.outcome == Outcome::Skipped).count();
        if data > 0 {
            let counted = if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
            let message = format!("{} about data ({counted}) were skipped; a schema holds no rows.", counted_of(data));
            self.diagnostics.push(info("data-skipped", message));
        }
        let session = self.report.skipped - data;
        if session > 0 {
            let message = format!("{} about the session, the server or owners were skipped.", counted_of(session));
            self.diagnostics.push(info("session-skipped", message));
        }
        self.schema.number();
        Parsed { schema: self.schema, diagnostics: self.diagnostics, report: self.report, samples: Vec::new() }
    }
}

/// The table that a statement about rows names; the cursor is left behind its name.
pub fn row_target(cursor: &mut Cursor) -> Option<QualifiedName> {
    cursor.word()?;
    let before =
        ["into", "ignore", "low_priority", "delayed", "from", "only", "table", "or replace", "or ignore", "overwrite"];
    while before.iter().any(|words| cursor.eat(words)) {}
    cursor.peek().filter(|token| token.kind != Kind::Symbol)?;
    cursor.qualified()
}

/// Gives a table and its parts fresh ids.
fn number(schema: &mut Schema, table: &mut Table) {
    table.id = schema.fresh_id();
    let mut single = Schema::new();
    single.reserve_id(table.id);
    single.tables.push(std::mem::take(table));
    single.number();
    *table = single.tables.remove(0);
    let largest = table.part_ids().into_iter().max().unwrap_or(table.id);
    schema.reserve_id(largest);
}

fn constraint_name(object: &Object) -> Option<&str> {
    match object {
        Object::PrimaryKey(o) => o.name.as_deref(),
        Object::Unique(o) => o.name.as_deref(),
        Object::ForeignKey(o) => o.name.as_deref(),
        Object::Check(o) => o.name.as_deref(),
        Object::Exclusion(o) => o.name.as_deref(),
        Object::Index(o) => o.name.as_deref(),
        _ => None,
    }
}

fn set_id(object: &mut Object, id: Id) {
    match object {
        Object::Column(o) => o.id = id,
        Object::PrimaryKey(o) => o.id = id,
        Object::Unique(o) => o.id = id,
        Object::ForeignKey(o) => o.id = id,
        Object::Check(o) => o.id = id,
        Object::Exclusion(o) => o.id = id,
        Object::Index(o) => o.id = id,
        _ => {}
    }
}

fn counted_of(n: usize) -> String {
    if n == 1 { "1 statement".to_owned() } else { format!("{n} statements") }
}
