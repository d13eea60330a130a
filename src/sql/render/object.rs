//! What stands beside the tables: namespaces, types, sequences, views, and statements kept as text.

use super::expression::{Role, translate};
use super::notes::Notes;
use super::{Statement, Target, clauses, comment, statement};
use crate::dialect::Dialect::{HeliosDb, MariaDb, MySql, Oracle, PostgreSql, SqlServer};
use crate::dialect::facts::Enums;
use crate::schema::{
    Domain, EnumType, Expression, Id, IndexPart, Namespace, Opaque, QualifiedName, Sequence, Table, Token, View,
};
use std::collections::{BTreeSet, HashMap};

pub(super) fn before_tables(target: &Target, notes: &mut Notes) -> Vec<Statement> {
    let schema = target.schema;
    let mut statements = Vec::new();
    let has_functions = schema.opaque.iter().any(|o| o.kind == "function" && o.origin == "postgresql");
    if has_functions && target.dialect == PostgreSql && target.exact {
        // Bodies may name what comes later; the database's own dumps say the same.
        statements.push(Statement { sql: "SET check_function_bodies = false".to_owned(), subject: None });
    }
    statements.extend(schema.opaque.iter().filter(|o| o.kind == "extension").map(|o| opaque(target, o, notes)));
    for namespace in &schema.namespaces {
        statements.extend(create_namespace(target, namespace, notes));
    }
    if target.facts.enums == Enums::Type {
        for object in schema.enums.iter().filter(|object| !object.values.is_empty()) {
            statements.extend(create_enum(target, object));
        }
    }
    let early = |o: &&Opaque| o.kind != "extension" && is_early(target, o);
    statements.extend(schema.opaque.iter().filter(early).map(|o| opaque(target, o, notes)));
    if target.facts.domains {
        statements.extend(domains(target, notes));
    }
    statements.extend(schema.sequences.iter().filter_map(|o| create_sequence(target, o)));
    statements
}

pub(super) fn after_tables(target: &Target, notes: &mut Notes) -> Vec<Statement> {
    let schema = target.schema;
    let mut statements = Vec::new();
    for sequence in &schema.sequences {
        if let (Some((table, column)), PostgreSql) = (&sequence.owned_by, target.dialect)
            && schema.table(table).is_some_and(|table| table.column(column).is_some())
        {
            let dialect = target.dialect;
            let owner = format!("{}.{}", dialect.quote_qualified(table), dialect.quote_identifier(column));
            let name = dialect.quote_qualified(&sequence.name);
            statements.push(statement(format!("ALTER SEQUENCE {name} OWNED BY {owner}"), sequence.id));
        }
    }
    for item in late_in_order(target) {
        match item {
            Late::View(view) => statements.extend(create_view(target, view, notes)),
            Late::Opaque(object) => statements.push(opaque(target, object, notes)),
        }
    }
    statements
}

pub(super) fn create_enum(target: &Target, object: &EnumType) -> Vec<Statement> {
    let name = target.dialect.quote_qualified(&object.name);
    let values = object.values.iter().map(|v| target.dialect.quote_text(v)).collect::<Vec<_>>().join(", ");
    let mut statements = vec![statement(format!("CREATE TYPE {name} AS ENUM ({values})"), object.id)];
    let comment = object.comment.as_deref();
    statements.extend(comment.and_then(|c| comment::on(target, "TYPE", &object.name, &name, c, object.id)));
    statements
}

/// Whether tables may need it: types, and functions that a default, a check or a column's value calls. What names no
/// table comes early too, unless it belongs to one.
fn is_early(target: &Target, object: &Opaque) -> bool {
    const LATE: &[&str] =
        &["trigger", "policy", "rule", "grant", "revoke", "comment", "statement", "do", "event trigger"];
    if object.kind == "type" || object.kind == "collation" {
        return true;
    }
    // People make types in blocks of code to ask first whether they are there.
    if object.kind == "do" && object.sql.to_ascii_lowercase().contains("create type") {
        return true;
    }
    if LATE.contains(&object.kind.as_str()) || object.table.is_some() || object.kind.starts_with("alter ") {
        return false;
    }
    if object.depends_on.is_empty() {
        return matches!(
            object.kind.as_str(),
            "function" | "sequence" | "foreign data wrapper" | "server" | "language"
        );
    }
    let Some(name) = object.name.as_ref().filter(|_| object.kind == "function") else { return false };
    target.schema.tables.iter().any(|table| expressions(table).any(|expression| expression.mentions(&name.name)))
}

/// What a table computes: defaults, columns, checks and the keys of indexes.
fn expressions(table: &Table) -> impl Iterator<Item = &Expression> {
    let columns = table.columns.iter();
    let values =
        columns.flat_map(|c| c.default.iter().chain(c.generated.iter().map(|generated| &generated.expression)));
    let keys = table.indexes.iter().flat_map(|index| {
        index.keys.iter().filter_map(|key| match &key.part {
            IndexPart::Expression(expression) => Some(expression),
            IndexPart::Column(_) => None,
        })
    });
    let predicates = table.indexes.iter().filter_map(|index| index.predicate.as_ref());
    values.chain(table.checks.iter().map(|check| &check.expression)).chain(keys).chain(predicates)
}

/// What is made behind the tables.
enum Late<'a> {
    View(&'a View),
    Opaque(&'a Opaque),
}

/// Views and kept statements in the order of the script, as their ids tell it, but each behind the views and functions
/// that it names.
fn late_in_order<'a>(target: &'a Target) -> Vec<Late<'a>> {
    let schema = target.schema;
    let late = |o: &&Opaque| o.kind != "extension" && !is_early(target, o);
    let mut items: Vec<(Id, Late)> = schema.views.iter().map(|view| (view.id, Late::View(view))).collect();
    items.extend(schema.opaque.iter().filter(late).map(|object| (object.id, Late::Opaque(object))));
    items.sort_by_key(|(id, _)| *id);
    let mut places: HashMap<String, usize> = HashMap::new();
    for (place, (_, item)) in items.iter().enumerate() {
        match item {
            Late::View(view) => {
                places.insert(view.name.name.to_lowercase(), place);
            }
            Late::Opaque(Opaque { name: Some(name), kind, .. }) if kind == "function" => {
                places.entry(name.name.to_lowercase()).or_insert(place);
            }
            Late::Opaque(_) => {}
        }
    }
    let mut waits = vec![0_usize; items.len()];
    let mut waiting: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
    for (place, (_, item)) in items.iter().enumerate() {
        for needed in named_by(item, &places) {
            // A kept statement that names a later view keeps its place: bodies are not looked into.
            let looks_ahead = needed > place && matches!(item, Late::Opaque(_));
            if needed != place && !looks_ahead {
                waits[place] += 1;
                waiting[needed].push(place);
            }
        }
    }
    let mut ready: BTreeSet<usize> = (0..items.len()).filter(|place| waits[*place] == 0).collect();
    let mut order = Vec::with_capacity(items.len());
    let mut done = vec![false; items.len()];
    loop {
        // A circle has no right order; its first member is as good as any.
        let next = ready.pop_first().or_else(|| done.iter().position(|done| !done));
        let Some(place) = next.filter(|place| !done[*place]) else { break };
        done[place] = true;
        order.push(place);
        for &other in &waiting[place] {
            waits[other] = waits[other].saturating_sub(1);
            if waits[other] == 0 && !done[other] {
                ready.insert(other);
            }
        }
    }
    let mut items: Vec<Option<Late>> = items.into_iter().map(|(_, item)| Some(item)).collect();
    order.into_iter().filter_map(|place| items[place].take()).collect()
}

fn named_by(item: &Late, places: &HashMap<String, usize>) -> BTreeSet<usize> {
    let place = |name: &str| places.get(&name.to_lowercase()).copied();
    match item {
        Late::Opaque(object) => object.depends_on.iter().filter_map(|name| place(&name.name)).collect(),
        Late::View(view) => {
            let query = Expression::new(view.query.as_str());
            let named = |token| match token {
                Token::Word(word) => place(word),
                Token::Quoted(quoted) => place(&quoted[1..quoted.len() - 1]),
                _ => None,
            };
            query.tokens().into_iter().filter_map(named).collect()
        }
    }
}

pub(super) fn create_namespace(target: &Target, namespace: &Namespace, notes: &mut Notes) -> Vec<Statement> {
    let name = target.dialect.quote_identifier(&namespace.name);
    if target.dialect == Oracle {
        let reason = "a namespace is a user there; this one has no password and room in the tablespace USERS";
        notes.near("namespace-approximated", namespace.id, namespace.name.as_str(), reason);
        let sql = format!("CREATE USER {name} NO AUTHENTICATION DEFAULT TABLESPACE users QUOTA UNLIMITED ON users");
        return vec![statement(sql, namespace.id)];
    }
    let mut statements = vec![statement(format!("CREATE SCHEMA {name}"), namespace.id)];
    if let (Some(comment), PostgreSql) = (&namespace.comment, target.dialect) {
        let qualified = QualifiedName::new(namespace.name.as_str());
        statements.extend(comment::on(target, "SCHEMA", &qualified, &name, comment, namespace.id));
    }
    statements
}

/// Domains, those that others are made of first.
fn domains(target: &Target, notes: &mut Notes) -> Vec<Statement> {
    let mut waiting: Vec<&Domain> = target.schema.domains.iter().collect();
    let mut statements = Vec::new();
    while !waiting.is_empty() {
        let is_ready = |domain: &&Domain| {
            let base = super::types::domain_of(target.schema, &domain.data_type);
            base.is_none_or(|base| base.id == domain.id || !waiting.iter().any(|other| other.name == base.name))
        };
        // A circle of domains has no right order; the first one is as good as any.
        let at = waiting.iter().position(is_ready).unwrap_or(0);
        let domain = waiting.remove(at);
        statements.extend(create_domain(target, domain, notes));
    }
    statements
}

pub(super) fn create_domain(target: &Target, domain: &Domain, notes: &mut Notes) -> Vec<Statement> {
    let dialect = target.dialect;
    let name = dialect.quote_qualified(&domain.name);
    let mut sql = format!("CREATE DOMAIN {name} AS {}", dialect.spell_type(&domain.data_type).sql);
    if let Some(default) = &domain.default {
        match translate(target, None, Role::Value, default) {
            Ok(default) => sql.push_str(&format!(" DEFAULT {default}")),
            Err(reason) => {
                notes.lost(
                    "default-lost",
                    domain.id,
                    domain.name.to_string(),
                    format!("the default is left out: {reason}"),
                );
            }
        }
    }
    if !domain.nullable {
        sql.push_str(" NOT NULL");
    }
    for check in &domain.checks {
        let name = check.name.as_ref().map(|name| format!("CONSTRAINT {} ", dialect.quote_identifier(name)));
        match translate(target, None, Role::Check, &check.expression) {
            Ok(check) => sql.push_str(&format!("\n    {}CHECK ({check})", name.unwrap_or_default())),
            Err(reason) => {
                notes.lost("check-lost", check.id, domain.name.to_string(), format!("the check is left out: {reason}"));
            }
        }
    }
    let mut statements = vec![statement(sql, domain.id)];
    let comment = domain.comment.as_deref();
    statements.extend(comment.and_then(|c| comment::on(target, "DOMAIN", &domain.name, &name, c, domain.id)));
    statements
}

pub(super) fn create_sequence(target: &Target, sequence: &Sequence) -> Option<Statement> {
    if !target.facts.sequences {
        return None;
    }
    let mut sql = format!("CREATE SEQUENCE {}", target.dialect.quote_qualified(&sequence.name));
    if let Some(data_type) = sequence.data_type.as_ref().filter(|_| matches!(target.dialect, PostgreSql | SqlServer)) {
        sql.push_str(&format!(" AS {}", target.dialect.spell_type(data_type).sql));
    }
    let options = [
        ("INCREMENT BY", sequence.increment),
        ("MINVALUE", sequence.min),
        ("MAXVALUE", sequence.max),
        ("START WITH", sequence.start),
    ];
    for (words, value) in options {
        if let Some(value) = value {
            sql.push_str(&format!(" {words} {value}"));
        }
    }
    if let Some(size) = sequence.cache.filter(|size| *size > 1) {
        sql.push_str(&format!(" CACHE {size}"));
    }
    if sequence.cycle {
        sql.push_str(" CYCLE");
    }
    Some(statement(sql, sequence.id))
}

pub(super) fn create_view(target: &Target, view: &View, notes: &mut Notes) -> Vec<Statement> {
    let dialect = target.dialect;
    let query = view.query.trim().trim_end_matches(';');
    let query = match translate(target, None, Role::Query, &Expression::new(query)) {
        Ok(query) => query,
        Err(reason) => {
            notes.lost("view-lost", view.id, view.name.to_string(), format!("the view is left out: {reason}"));
            return Vec::new();
        }
    };
    let materialized = view.materialized && target.facts.materialized_views;
    if view.materialized && !materialized {
        notes.near("view-approximated", view.id, view.name.to_string(), "the view is computed whenever it is read");
    }
    let name = dialect.quote_qualified(&view.name);
    let columns = match view.columns.is_empty() {
        true => String::new(),
        false => format!(" ({})", super::constraint::columns(target, &view.columns)),
    };
    let kind = if materialized { "MATERIALIZED VIEW" } else { "VIEW" };
    let comment_line = view.comment.as_ref().map(|text| comment::lines(text) + "\n").unwrap_or_default();
    let (before, with, behind) = clauses::of_view(target, view, notes);
    let sql = format!("{comment_line}CREATE {before}{kind} {name}{columns}{with} AS\n{query}{behind}");
    let mut statements = vec![statement(sql, view.id)];
    let kind = match dialect {
        // Oracle's views take the words of tables here.
        Oracle if !materialized => "TABLE",
        _ => kind,
    };
    let comment = view.comment.as_deref();
    statements.extend(comment.and_then(|c| comment::on(target, kind, &view.name, &name, c, view.id)));
    statements
}

/// The statement itself in its own dialect, else as a comment.
pub(super) fn opaque(target: &Target, object: &Opaque, notes: &mut Notes) -> Statement {
    let dialect = target.dialect;
    let origin = object.origin.parse().ok();
    let same = match origin {
        None => object.origin.is_empty(),
        Some(MySql | MariaDb) => matches!(dialect, MySql | MariaDb),
        Some(PostgreSql) if dialect == HeliosDb => object.kind == "extension",
        Some(origin) => origin == dialect,
    };
    if same && !(dialect == HeliosDb && object.kind == "extension") {
        let ends_itself = matches!(dialect, Oracle | SqlServer);
        let sql = object.sql.trim();
        let sql = if ends_itself { sql } else { sql.trim_end_matches(';').trim_end() };
        return statement(sql, object.id);
    }
    let label = object.name.as_ref().map_or_else(|| object.kind.clone(), |name| format!("{} {name}", object.kind));
    let reason = format!("the statement of {} is in the script as a comment", comment::one_line(&object.origin));
    notes.lost("statement-kept-as-comment", object.id, label, reason);
    statement(comment::lines(&object.sql), object.id)
}
