//! A schema in pieces: the clauses and statements from which a change of a living database is put together.
//!
//! [`render`](super::render()) makes a schema from nothing and may help it along. The pieces must fit what is there, so
//! they say what the model says and nothing more.

use super::cascade::Cascades;
use super::expression::{Role, translate};
use super::index::Form;
use super::names::{self, TableNames};
use super::notes::Notes;
use super::order::Order;
use super::{
    Statement, Target, column, comment, constraint, index, object, partition, prepare, statement, table, types,
};
use crate::dialect::Dialect;
use crate::dialect::facts::Comments;
use crate::schema::{Column, Diagnostic, Expression, Id, Object, QualifiedName, Schema, Table, View};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

/// The schema as the dialect can hold it, for [`Pieces::of`].
pub fn prepared(schema: &Schema, dialect: Dialect) -> Cow<'_, Schema> {
    prepare::prepared(schema, dialect, &mut Notes::default())
}

/// A schema whose parts can be printed one by one.
pub struct Pieces<'a> {
    target: Target<'a>,
    /// The place of a table, and of the table that a part belongs to.
    tables: HashMap<Id, usize>,
    notes: RefCell<Notes>,
}

fn raw_view(target: &Target, view: &View) -> String {
    let kind = if view.materialized && target.facts.materialized_views { "MATERIALIZED VIEW" } else { "VIEW" };
    let columns = match view.columns.is_empty() {
        true => String::new(),
        false => format!(" ({})", constraint::columns(target, &view.columns)),
    };
    let query = view.query.trim().trim_end_matches(';').trim_end();
    format!("CREATE {kind} {}{columns} AS\n{query}", target.dialect.quote_qualified(&view.name))
}

impl<'a> Pieces<'a> {
    /// `schema` has to be [`prepared`] for the dialect.
    pub fn of(schema: &'a Schema, dialect: Dialect) -> Self {
        let mut notes = Notes::default();
        let names = names::names(schema, dialect, &mut notes);
        let mut tables = HashMap::new();
        for (at, table) in schema.tables.iter().enumerate() {
            tables.insert(table.id, at);
            tables.extend(table.part_ids().into_iter().map(|id| (id, at)));
        }
        // References are added when all tables are there, except where only a CREATE TABLE can hold them.
        let apart = dialect != Dialect::Sqlite;
        let keys = |(at, table): (usize, &Table)| (0..table.foreign_keys.len()).map(move |place| (at, place));
        let closing = schema.tables.iter().enumerate().filter(|_| apart).flat_map(keys).collect();
        let order = Order { tables: Vec::new(), closing };
        let (facts, cascades) = (dialect.facts(), Cascades::new());
        let target = Target { schema, dialect, facts, names, order, cascades, exact: true };
        Self { target, tables, notes: RefCell::new(notes) }
    }

    pub fn schema(&self) -> &'a Schema {
        self.target.schema
    }

    pub fn dialect(&self) -> Dialect {
        self.target.dialect
    }

    /// What could not be said, of everything that was printed so far.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        self.notes.take().into_diagnostics(self.target.dialect)
    }

    fn place(&self, id: Id) -> Option<(usize, &'a Table)> {
        let at = *self.tables.get(&id)?;
        Some((at, self.target.schema.tables.get(at)?))
    }

    /// The table that an element is, or is a part of.
    pub fn table_of(&self, id: Id) -> Option<&'a Table> {
        self.place(id).map(|(_, table)| table)
    }

    /// A table without its foreign keys (SQLite's come with it) and, except in MySQL, without its indexes.
    pub fn create_table(&self, id: Id) -> Vec<Statement> {
        let Some((at, table)) = self.place(id) else { return Vec::new() };
        let notes = &mut self.notes.borrow_mut();
        let parts = partition::of(&self.target, table, notes);
        let mut statements = vec![statement(table::create(&self.target, at, &parts, notes), table.id)];
        statements.extend(parts.tables.into_iter().map(|sql| statement(sql, table.id)));
        statements.extend(comment::statements(&self.target, table));
        statements
    }

    /// The lines between the parentheses of a CREATE TABLE under another name.
    pub fn create_table_as(&self, id: Id, name: &QualifiedName) -> Option<String> {
        let (at, table) = self.place(id)?;
        let notes = &mut self.notes.borrow_mut();
        let sql = table::create(&self.target, at, &partition::Parts::default(), notes);
        let own = self.target.dialect.quote_qualified(&table.name);
        let start = sql.find(&format!("CREATE TABLE {own} ("))?;
        let rest = &sql[start + "CREATE TABLE ".len() + own.len()..];
        Some(format!("CREATE TABLE {}{rest}", self.target.dialect.quote_qualified(name)))
    }

    /// Name, type and everything that stands behind a column except keys, checks and references.
    pub fn column(&self, id: Id) -> Option<String> {
        let (at, table) = self.place(id)?;
        let own = table.columns.iter().find(|column| column.id == id)?;
        Some(column::column(&self.target, at, own, false, &mut self.notes.borrow_mut()))
    }

    /// [`Pieces::column`] of a column that is not quite the schema's, such as one that may be NULL for a while.
    pub fn column_like(&self, id: Id, own: &Column) -> Option<String> {
        let (at, _) = self.place(id)?;
        Some(column::column(&self.target, at, own, false, &mut self.notes.borrow_mut()))
    }

    /// A column's type and collation.
    pub fn column_type(&self, id: Id) -> Option<String> {
        let (_, table) = self.place(id)?;
        let own = table.columns.iter().find(|column| column.id == id)?;
        Some(types::resolve(&self.target, table, own, &mut self.notes.borrow_mut()).sql)
    }

    /// `COLLATE ...` of a column that has one.
    pub fn collation(&self, id: Id) -> Option<String> {
        let (_, table) = self.place(id)?;
        let own = table.columns.iter().find(|column| column.id == id)?;
        column::collation(&self.target, own, &own.name, &mut self.notes.borrow_mut())
    }

    /// A column's default, without the word DEFAULT.
    pub fn default(&self, id: Id) -> Option<String> {
        let (_, table) = self.place(id)?;
        let own = table.columns.iter().find(|column| column.id == id)?;
        let notes = &mut self.notes.borrow_mut();
        let resolved = types::resolve(&self.target, table, own, notes);
        column::default(&self.target, table, own, &resolved, notes)
    }

    /// `GENERATED ... AS IDENTITY` in the dialect's words.
    pub fn identity(&self, id: Id) -> Option<String> {
        let (_, table) = self.place(id)?;
        let own = table.columns.iter().find(|column| column.id == id)?;
        own.identity.as_ref().map(|identity| column::identity_clause(self.target.dialect, identity))
    }

    /// A key, check or exclusion as a table constraint, with its name where the schema or the dialect gives it one.
    pub fn constraint(&self, id: Id) -> Option<String> {
        self.constraint_named(id, self.name(id).as_deref())
    }

    /// [`Pieces::constraint`] under a name of the caller's choice.
    pub fn constraint_named(&self, id: Id, name: Option<&str>) -> Option<String> {
        let (at, table) = self.place(id)?;
        let target = &self.target;
        let notes = &mut self.notes.borrow_mut();
        let sql = match target.schema.object(id)? {
            Object::PrimaryKey(key) => Some(constraint::primary_key(target, table, &key, notes)),
            Object::Unique(key) => Some(constraint::unique_key(target, table, &key, true, notes)),
            Object::ForeignKey(key) => {
                let place = table.foreign_keys.iter().position(|key| key.id == id)?;
                constraint::foreign_key(target, at, place, &key, notes)
            }
            Object::Check(check) => constraint::check_sql(target, table, &check, notes),
            Object::Exclusion(_) => {
                let place = table.exclusions.iter().position(|exclusion| exclusion.id == id)?;
                let line = constraint::exclusions(target, at, notes).into_iter().nth(place)?;
                let start = line.find("EXCLUDE ")?;
                Some(line[start..].to_owned())
            }
            _ => None,
        }?;
        let name = name.map(str::to_owned);
        let takes_name = target.facts.names_primary_keys || !sql.starts_with("PRIMARY KEY");
        Some(constraint::named(target, name.as_ref().filter(|_| takes_name), sql))
    }

    /// The statement that makes an index, under a name of the caller's choice.
    pub fn create_index(&self, id: Id, name: &str) -> Option<String> {
        let (_, table) = self.place(id)?;
        let own = table.indexes.iter().find(|index| index.id == id)?;
        index::create(&self.target, table, own, name, Form::Statement, &mut self.notes.borrow_mut()).ok()
    }

    /// The statements that make an object beside the tables.
    pub fn create_object(&self, id: Id) -> Vec<Statement> {
        let target = &self.target;
        let schema = target.schema;
        let notes = &mut self.notes.borrow_mut();
        if let Some(view) = schema.views.iter().find(|o| o.id == id) {
            let statements = object::create_view(target, view, notes);
            // What our grammar cannot follow is the script's own query, which the database knows.
            return if statements.is_empty() { vec![statement(raw_view(target, view), view.id)] } else { statements };
        }
        if let Some(own) = schema.opaque.iter().find(|o| o.id == id) {
            return vec![object::opaque(target, own, notes)];
        }
        if let Some(own) = schema.enums.iter().find(|o| o.id == id) {
            return object::create_enum(target, own);
        }
        if let Some(own) = schema.domains.iter().find(|o| o.id == id) {
            return object::create_domain(target, own, notes);
        }
        if let Some(own) = schema.sequences.iter().find(|o| o.id == id) {
            return object::create_sequence(target, own).into_iter().collect();
        }
        match schema.namespaces.iter().find(|o| o.id == id) {
            Some(own) => object::create_namespace(target, own, notes),
            None => Vec::new(),
        }
    }

    /// The name that is printed for a key, check, exclusion or index.
    pub fn name(&self, id: Id) -> Option<String> {
        let (at, table) = self.place(id)?;
        let TableNames { primary_key, uniques, foreign_keys, checks, exclusions, indexes } =
            self.target.names.get(at)?;
        let find = |ids: Vec<Id>| ids.iter().position(|own| *own == id);
        if table.primary_key.as_ref().is_some_and(|key| key.id == id) {
            return primary_key.clone();
        }
        if let Some(at) = find(table.uniques.iter().map(|o| o.id).collect()) {
            return uniques.get(at).cloned().flatten();
        }
        if let Some(at) = find(table.foreign_keys.iter().map(|o| o.id).collect()) {
            return foreign_keys.get(at).cloned().flatten();
        }
        if let Some(at) = find(table.checks.iter().map(|o| o.id).collect()) {
            return checks.get(at).cloned().flatten();
        }
        if let Some(at) = find(table.exclusions.iter().map(|o| o.id).collect()) {
            return exclusions.get(at).cloned().flatten();
        }
        let at = find(table.indexes.iter().map(|o| o.id).collect())?;
        indexes.get(at).cloned()
    }

    /// An expression over a table's columns in the dialect's words.
    pub fn expression(&self, table: Id, expression: &Expression) -> Option<String> {
        let table = self.table_of(table)?;
        translate(&self.target, Some(table), Role::Check, expression).ok()
    }

    /// The statement that sets, or with `None` takes away, the comment on a table, view, type or column. `None` where
    /// the dialect has no such statement.
    pub fn comment(
        &self,
        kind: &str,
        name: &QualifiedName,
        column: Option<&str>,
        text: Option<&str>,
    ) -> Option<String> {
        let dialect = self.target.dialect;
        if self.target.facts.comments != Comments::Statement {
            return None;
        }
        let mut place = dialect.quote_qualified(name);
        if let Some(column) = column {
            place = format!("{place}.{}", dialect.quote_identifier(column));
        }
        let text = match text {
            Some(text) => dialect.quote_text(text),
            None if dialect == Dialect::Oracle => "''".to_owned(),
            None => "NULL".to_owned(),
        };
        Some(format!("COMMENT ON {kind} {place} IS {text}"))
    }
}
