//! Statement by statement into a schema.

use super::alter::find_table;
use super::names::{default_value, expression, name, names, object_name, qualified};
use super::split::{Lexeme, lexemes};
use super::storage::without_storage;
use super::table::{self, data_type_of, index_keys, method};
use super::{Parsed, info, warning};
use crate::dialect::Dialect;
use crate::schema::*;
use sqlparser::ast::{self, CommentObject, Statement};
use sqlparser::dialect as vendor;
use sqlparser::parser::{Parser, ParserError};

/// Tokens in a row without a comma or parenthesis. Longer chains (`a + a + ...`) would make a tree so deep that
/// taking it apart overflows the stack.
const LONGEST_CHAIN: usize = 1500;

pub struct Reader {
    pub dialect: Dialect,
    pub schema: Schema,
    diagnostics: Vec<Diagnostic>,
    /// Statements about rows and about the session, which a schema has no place for.
    rows: usize,
    session: usize,
}

/// Why a statement did not get into the schema.
pub enum Unread {
    /// The model has no place for this kind of object; it is kept as it was written.
    NotModelled,
    /// The statement does not fit what came before, or the parser does not know it.
    Because(String),
}

impl From<ApplyError> for Unread {
    fn from(error: ApplyError) -> Self {
        Self::Because(error.to_string())
    }
}

impl Reader {
    pub fn new(dialect: Dialect) -> Self {
        Self { dialect, schema: Schema::new(), diagnostics: Vec::new(), rows: 0, session: 0 }
    }

    /// Reads one statement; what is not understood is kept and told.
    pub fn statement(&mut self, text: &str, at: Position) {
        let head: Vec<String> = lexemes(text, self.dialect)
            .take_while(|(kind, ..)| *kind != Lexeme::Other)
            .take(8)
            .map(|(_, word, _)| word.to_ascii_uppercase())
            .collect();
        let first = head.first().map(String::as_str).unwrap_or_default();
        match first {
            "INSERT" | "REPLACE" | "COPY" | "UPDATE" | "DELETE" | "MERGE" | "LOCK" | "UNLOCK" | "LOAD" | "TRUNCATE" => {
                self.rows += 1;
                return;
            }
            "SET" | "USE" | "START" | "BEGIN" | "COMMIT" | "ROLLBACK" | "END" | "PRAGMA" | "SELECT" | "ANALYZE"
            | "PRINT" | "SHOW" | "VACUUM" | "DROP" | "PROMPT" | "SPOOL" | "EXIT" | "CONNECT" | "WHENEVER" | "IF" => {
                self.session += 1;
                return;
            }
            _ => {}
        }
        if is_routine(&head) {
            self.keep(text, &head);
            return;
        }
        let mut lost = Vec::new();
        let result = match head.get(1).map(String::as_str) {
            Some("SEQUENCE") if first == "CREATE" => self.create_sequence(text),
            _ => self.parsed(text, &mut lost).and_then(|statement| self.take(&statement, text, &mut lost)),
        };
        for what in lost {
            let message = format!("{what} is not part of the model and was left out.");
            self.diagnostics.push(info("clause-left-out", message).at(at));
        }
        match result {
            Ok(()) => {}
            Err(Unread::NotModelled) => self.keep(text, &head),
            Err(Unread::Because(reason)) => {
                let (reason, place) = located(&reason, at);
                let message = format!("The statement was kept as it is written: {reason}.");
                self.diagnostics.push(warning("statement-not-read", message).at(place));
                self.keep(text, &head);
            }
        }
    }

    /// The schema, with the types and tables that names refer to found.
    pub fn finish(mut self) -> Parsed {
        self.resolve();
        if self.rows > 0 {
            let message = format!("{} about rows were skipped; a schema holds no rows.", counted(self.rows));
            self.diagnostics.push(info("data-skipped", message));
        }
        if self.session > 0 {
            let message = format!("{} that set up the session or drop objects were skipped.", counted(self.session));
            self.diagnostics.push(info("session-skipped", message));
        }
        self.schema.number();
        Parsed { schema: self.schema, diagnostics: self.diagnostics }
    }

    /// The statement as sqlparser reads it, if need be without the storage clauses that it does not know.
    fn parsed(&self, text: &str, lost: &mut Vec<String>) -> Result<Statement, Unread> {
        self.parsed_as_written(text).or_else(|error| {
            let (rest, clauses) = without_storage(text, self.dialect);
            if rest == text {
                return Err(error);
            }
            let statement = self.parsed_as_written(&rest)?;
            lost.extend(clauses);
            Ok(statement)
        })
    }

    fn parsed_as_written(&self, text: &str) -> Result<Statement, Unread> {
        if chain_length(text, self.dialect) > LONGEST_CHAIN {
            return Err(Unread::Because("an expression in it is too long".to_owned()));
        }
        let own: &dyn vendor::Dialect = match self.dialect {
            Dialect::PostgreSql | Dialect::HeliosDb => &vendor::PostgreSqlDialect {},
            Dialect::MySql | Dialect::MariaDb => &vendor::MySqlDialect {},
            Dialect::Oracle => &vendor::OracleDialect {},
            Dialect::SqlServer => &vendor::MsSqlDialect {},
            Dialect::Sqlite => &vendor::SQLiteDialect {},
        };
        let read = |with: &dyn vendor::Dialect| Parser::new(with).try_with_sql(text)?.parse_statements();
        // What the vendor's own grammar lacks is often in the general one; the first error is the one to tell.
        let statements = read(own).or_else(|error| read(&vendor::GenericDialect {}).map_err(|_| error));
        match statements {
            Ok(statements) if statements.len() == 1 => {
                statements.into_iter().next().ok_or_else(|| Unread::Because("it is empty".to_owned()))
            }
            Ok(_) => Err(Unread::Because("two statements stand without a separator".to_owned())),
            Err(ParserError::RecursionLimitExceeded) => Err(Unread::Because("it is nested too deeply".to_owned())),
            Err(ParserError::ParserError(reason) | ParserError::TokenizerError(reason)) => Err(Unread::Because(reason)),
        }
    }

    fn take(&mut self, statement: &Statement, text: &str, lost: &mut Vec<String>) -> Result<(), Unread> {
        match statement {
            Statement::CreateTable(create) => self.create_table(create, text, lost),
            Statement::AlterTable(alter) => self.alter_table(alter, lost),
            Statement::CreateIndex(create) => self.create_index(create),
            Statement::CreateView(create) => self.create_view(create, text),
            Statement::CreateType { name, representation } => self.create_type(name, representation.as_ref()),
            Statement::CreateDomain(create) => self.create_domain(create),
            Statement::CreateSchema { schema_name, .. } => self.create_schema(schema_name),
            Statement::Comment { object_type, object_name, comment, .. } => {
                self.comment(*object_type, object_name, comment.as_deref())
            }
            _ => Err(Unread::NotModelled),
        }
    }

    /// Adds an object; ids that are zero get fresh ones.
    pub fn add(&mut self, parent: Option<Id>, mut object: Object) -> Result<(), Unread> {
        number_object(&mut self.schema, &mut object);
        Ok(self.schema.apply(&Change::Add { parent, object, at: None })?)
    }

    fn create_table(&mut self, create: &ast::CreateTable, text: &str, lost: &mut Vec<String>) -> Result<(), Unread> {
        if let (Some(parent), Some(bound)) = (&create.partition_of, &create.for_values) {
            return self.partition_of(create, parent, bound, text);
        }
        if create.query.is_some() || create.like.is_some() || create.inherits.is_some() || create.clone.is_some() {
            return Err(Unread::Because("a table made from another one is not part of the model yet".to_owned()));
        }
        let (mut table, enums) = table::table(create, self.dialect, lost);
        if create.if_not_exists && find_table(&self.schema, &table.name, self.dialect).is_some() {
            return Ok(());
        }
        for (column, values) in enums {
            let data_type = self.inline_enum(&table.name, &column, values)?;
            if let Some(column) = table.column_mut(&column) {
                column.data_type = data_type;
            }
        }
        self.add(None, Object::Table(table))
    }

    /// A named type for the values that MySQL lists in the column, named after table and column.
    pub fn inline_enum(
        &mut self,
        table: &QualifiedName,
        column: &str,
        values: Vec<String>,
    ) -> Result<ColumnType, Unread> {
        let known = self.schema.enums.iter().find(|known| known.values == values);
        if let Some(known) = known {
            return Ok(ColumnType::Named(known.name.clone()));
        }
        let name = QualifiedName { namespace: table.namespace.clone(), name: format!("{}_{column}", table.name) };
        self.add(None, Object::Enum(EnumType { id: Id(0), name: name.clone(), values, comment: None }))?;
        Ok(ColumnType::Named(name))
    }

    fn partition_of(
        &mut self,
        create: &ast::CreateTable,
        parent: &ast::ObjectName,
        bound: &ast::ForValues,
        text: &str,
    ) -> Result<(), Unread> {
        let name = qualified(&create.name, self.dialect);
        let parent = qualified(parent, self.dialect);
        let plain = create.columns.is_empty() && create.constraints.is_empty() && create.partition_by.is_none();
        let table = self.schema.tables.iter_mut().find(|table| table.name == parent).filter(|_| plain);
        match table.and_then(|table| table.partitioning.as_mut()) {
            Some(partitioning) => {
                partitioning.partitions.push(Partition { name: name.to_string(), bound: bound.to_string() });
                Ok(())
            }
            None => Err(Unread::Because(format!(
                "{parent} is not partitioned or the partition has parts of its own: {}",
                first_line(text)
            ))),
        }
    }

    fn create_index(&mut self, create: &ast::CreateIndex) -> Result<(), Unread> {
        let dialect = self.dialect;
        let table = self.table(&create.table_name)?;
        let index = Index {
            id: Id(0),
            name: create.name.as_ref().map(|object| qualified(object, dialect).name),
            unique: create.unique,
            method: method(create.using.as_ref()),
            keys: index_keys(&create.columns, dialect),
            include: names(&create.include, dialect),
            predicate: create.predicate.as_ref().map(|expr| expression(expr, dialect)),
            options: Vec::new(),
        };
        self.add_part(table, Object::Index(index))
    }

    fn create_view(&mut self, create: &ast::CreateView, text: &str) -> Result<(), Unread> {
        let name = qualified(&create.name, self.dialect);
        let query = query_of(text, self.dialect).unwrap_or_else(|| create.query.to_string());
        let view = View {
            id: Id(0),
            name: name.clone(),
            columns: create.columns.iter().map(|column| super::names::name(&column.name, self.dialect)).collect(),
            query,
            materialized: create.materialized,
            comment: None,
            options: Vec::new(),
        };
        if create.or_replace || create.or_alter {
            self.schema.views.retain(|view| view.name != name);
        }
        self.add(None, Object::View(view))
    }

    fn create_type(
        &mut self,
        name: &ast::ObjectName,
        representation: Option<&ast::UserDefinedTypeRepresentation>,
    ) -> Result<(), Unread> {
        let Some(ast::UserDefinedTypeRepresentation::Enum { labels }) = representation else {
            return Err(Unread::NotModelled);
        };
        let values = labels.iter().map(|label| label.value.clone()).collect();
        let name = qualified(name, self.dialect);
        self.add(None, Object::Enum(EnumType { id: Id(0), name, values, comment: None }))
    }

    fn create_domain(&mut self, create: &ast::CreateDomain) -> Result<(), Unread> {
        let dialect = self.dialect;
        let mut domain = Domain {
            id: Id(0),
            name: qualified(&create.name, dialect),
            data_type: data_type_of(&create.data_type, dialect),
            nullable: true,
            default: create.default.as_ref().map(|expr| default_value(expr, dialect)),
            checks: Vec::new(),
            comment: None,
        };
        for constraint in &create.constraints {
            if let ast::TableConstraint::Check(check) = constraint {
                let named = check.name.as_ref().map(|ident| name(ident, dialect));
                domain.checks.push(Check {
                    id: Id(0),
                    name: named,
                    expression: expression(&check.expr, dialect),
                    options: Vec::new(),
                });
            }
        }
        self.add(None, Object::Domain(domain))
    }

    /// Vendors write a sequence's options in any order and with words of their own, so they are read here.
    fn create_sequence(&mut self, text: &str) -> Result<(), Unread> {
        let tokens: Vec<&str> = lexemes(text, self.dialect).map(|(_, token, _)| token).skip(2).collect();
        let skip = if tokens.first().is_some_and(|t| t.eq_ignore_ascii_case("if")) { 3 } else { 0 };
        let (object, used) = object_name(tokens.get(skip..).unwrap_or_default(), self.dialect);
        let mut sequence = Sequence {
            id: Id(0),
            name: qualified(&object, self.dialect),
            start: None,
            increment: None,
            min: None,
            max: None,
            cycle: false,
            owned_by: None,
            data_type: None,
            cache: None,
        };
        let rest = tokens.get(skip + used..).unwrap_or_default();
        let number = |at: usize| {
            let words = rest.get(at + 1..).unwrap_or_default();
            let words = words.iter().skip_while(|word| ["with", "by", "="].contains(&word.to_lowercase().as_str()));
            let words: Vec<&str> = words.take(2).copied().collect();
            match words[..] {
                ["-", digits] => format!("-{digits}").parse().ok(),
                [digits, ..] => digits.parse().ok(),
                _ => None,
            }
        };
        for (at, word) in rest.iter().enumerate() {
            match word.to_uppercase().as_str() {
                "START" => sequence.start = number(at),
                "INCREMENT" => sequence.increment = number(at),
                "MINVALUE" => sequence.min = number(at),
                "MAXVALUE" => sequence.max = number(at),
                "CYCLE" => sequence.cycle = at == 0 || !rest[at - 1].eq_ignore_ascii_case("no"),
                "OWNED" => {
                    let (owner, _) = object_name(rest.get(at + 2..).unwrap_or_default(), self.dialect);
                    sequence.owned_by = self.column_of(&owner);
                }
                _ => {}
            }
        }
        self.add(None, Object::Sequence(sequence))
    }

    fn create_schema(&mut self, schema_name: &ast::SchemaName) -> Result<(), Unread> {
        let (ast::SchemaName::Simple(object) | ast::SchemaName::NamedAuthorization(object, _)) = schema_name else {
            return Err(Unread::NotModelled);
        };
        let name = qualified(object, self.dialect).name;
        if self.schema.namespaces.iter().any(|known| known.name == name) {
            return Ok(());
        }
        self.add(None, Object::Namespace(Namespace { id: Id(0), name, comment: None }))
    }

    fn comment(&mut self, kind: CommentObject, object: &ast::ObjectName, text: Option<&str>) -> Result<(), Unread> {
        let text = text.map(str::to_owned);
        if kind == CommentObject::Column {
            let (table, column) = self.column_of(object).ok_or(Unread::NotModelled)?;
            let table = self.schema.tables.iter_mut().find(|known| known.name == table);
            let column = table.and_then(|table| table.column_mut(&column)).ok_or(Unread::NotModelled)?;
            column.comment = text;
            return Ok(());
        }
        let name = qualified(object, self.dialect);
        let schema = &mut self.schema;
        let comment = match kind {
            CommentObject::Table => schema.tables.iter_mut().find(|o| o.name == name).map(|o| &mut o.comment),
            CommentObject::View | CommentObject::MaterializedView => {
                schema.views.iter_mut().find(|o| o.name == name).map(|o| &mut o.comment)
            }
            CommentObject::Type => schema.enums.iter_mut().find(|o| o.name == name).map(|o| &mut o.comment),
            CommentObject::Domain => schema.domains.iter_mut().find(|o| o.name == name).map(|o| &mut o.comment),
            CommentObject::Schema => schema.namespaces.iter_mut().find(|o| o.name == name.name).map(|o| &mut o.comment),
            _ => None,
        };
        *comment.ok_or(Unread::NotModelled)? = text;
        Ok(())
    }

    /// `schema.table.column` as the table's and the column's names.
    fn column_of(&self, object: &ast::ObjectName) -> Option<(QualifiedName, String)> {
        let (column, table) = object.0.split_last()?;
        let table = qualified(&ast::ObjectName(table.to_vec()), self.dialect);
        Some((find_table(&self.schema, &table, self.dialect)?.name.clone(), name(column.as_ident()?, self.dialect)))
    }

    /// Keeps a statement as it is written.
    fn keep(&mut self, text: &str, head: &[String]) {
        let skip = [
            "CREATE",
            "OR",
            "REPLACE",
            "ALTER",
            "TEMPORARY",
            "TEMP",
            "UNIQUE",
            "EDITIONABLE",
            "NONEDITIONABLE",
            "FORCE",
        ];
        let kind = head.iter().find(|word| !skip.contains(&word.as_str()));
        let mentions = |name: &QualifiedName| lexemes(text, self.dialect).any(|(_, word, _)| is_name(word, &name.name));
        let depends_on =
            self.schema.tables.iter().map(|table| &table.name).filter(|name| mentions(name)).cloned().collect();
        let object = Opaque {
            id: Id(0),
            kind: kind.map_or_else(|| "statement".to_owned(), |word| word.to_lowercase()),
            name: None,
            sql: text.to_owned(),
            origin: self.dialect.name().to_owned(),
            depends_on,
            table: None,
        };
        // An opaque object has no name that could be taken.
        let _ = self.add(None, Object::Opaque(object));
    }
}

/// Gives an object and its parts fresh ids.
fn number_object(schema: &mut Schema, object: &mut Object) {
    let mut single = Schema::new();
    match object {
        Object::Table(table) => {
            single.reserve_id(schema.fresh_id());
            single.tables.push(std::mem::take(table));
            single.number();
            *table = single.tables.remove(0);
        }
        Object::Domain(domain) => {
            domain.id = schema.fresh_id();
            domain.checks.iter_mut().for_each(|check| check.id = schema.fresh_id());
        }
        Object::Namespace(o) => o.id = schema.fresh_id(),
        Object::Enum(o) => o.id = schema.fresh_id(),
        Object::Sequence(o) => o.id = schema.fresh_id(),
        Object::View(o) => o.id = schema.fresh_id(),
        Object::Opaque(o) => o.id = schema.fresh_id(),
        Object::Column(o) => o.id = schema.fresh_id(),
        Object::PrimaryKey(o) => o.id = schema.fresh_id(),
        Object::Unique(o) => o.id = schema.fresh_id(),
        Object::ForeignKey(o) => o.id = schema.fresh_id(),
        Object::Check(o) => o.id = schema.fresh_id(),
        Object::Exclusion(o) => o.id = schema.fresh_id(),
        Object::Index(o) => o.id = schema.fresh_id(),
    }
}

/// Triggers, functions and the like, whose bodies are languages of their own.
fn is_routine(head: &[String]) -> bool {
    let kinds =
        ["TRIGGER", "FUNCTION", "PROCEDURE", "PACKAGE", "EVENT", "AGGREGATE", "OPERATOR", "CAST", "EXTENSION", "RULE"];
    let creates = head.first().is_some_and(|word| word == "CREATE");
    creates && head.iter().skip(1).take(6).any(|word| kinds.contains(&word.as_str()))
        || head
            .first()
            .is_some_and(|word| matches!(word.as_str(), "GRANT" | "REVOKE" | "DO" | "DECLARE" | "EXEC" | "EXECUTE"))
}

/// The longest run of tokens on one level of parentheses without a comma.
fn chain_length(text: &str, dialect: Dialect) -> usize {
    let mut levels = vec![0_usize];
    let mut longest = 0;
    for (_, token, _) in lexemes(text, dialect) {
        match token {
            "(" => levels.push(0),
            ")" if levels.len() > 1 => {
                levels.pop();
            }
            "," => levels.iter_mut().next_back().into_iter().for_each(|level| *level = 0),
            _ => {}
        }
        if let Some(level) = levels.last_mut() {
            *level += 1;
            longest = longest.max(*level);
        }
    }
    longest
}

/// The query of a view, as it is written.
fn query_of(text: &str, dialect: Dialect) -> Option<String> {
    let mut depth = 0_usize;
    let mut in_view = false;
    for (kind, token, at) in lexemes(text, dialect) {
        match token {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ if kind == Lexeme::Word && token.eq_ignore_ascii_case("view") => in_view = true,
            _ if kind == Lexeme::Word && in_view && depth == 0 && token.eq_ignore_ascii_case("as") => {
                return Some(text[at + token.len()..].trim().to_owned());
            }
            _ => {}
        }
    }
    None
}

/// The parser's reason and its place in the script; the parser counts from the statement's beginning.
fn located(reason: &str, at: Position) -> (String, Position) {
    let Some((words, place)) = reason.rsplit_once(" at Line: ") else { return (reason.to_owned(), at) };
    let mut numbers = place.split(", Column: ").map(|number| number.trim().parse::<usize>().ok());
    match (numbers.next().flatten(), numbers.next().flatten()) {
        (Some(1), Some(column)) => {
            (words.to_owned(), Position { line: at.line, column: at.column + column.saturating_sub(1) })
        }
        (Some(line), Some(column)) if line > 1 => {
            (words.to_owned(), Position { line: at.line + line - 1, column: column.max(1) })
        }
        _ => (words.to_owned(), at),
    }
}

fn is_name(word: &str, name: &str) -> bool {
    word.trim_matches(['"', '`', '[', ']']).eq_ignore_ascii_case(name)
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

fn counted(n: usize) -> String {
    if n == 1 { "1 statement".to_owned() } else { format!("{n} statements") }
}
