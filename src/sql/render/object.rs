//! What stands beside the tables: namespaces, types, sequences, views, and statements kept as text.

use super::expression::{Role, translate};
use super::notes::Notes;
use super::{Statement, Target, comment, statement};
use crate::dialect::Dialect::{HeliosDb, MariaDb, MySql, Oracle, PostgreSql, SqlServer};
use crate::dialect::facts::Enums;
use crate::schema::{Domain, EnumType, Expression, Namespace, Opaque, QualifiedName, Sequence, View};

pub(super) fn before_tables(target: &Target, notes: &mut Notes) -> Vec<Statement> {
    let schema = target.schema;
    let mut statements = Vec::new();
    statements.extend(schema.opaque.iter().filter(|o| o.kind == "extension").map(|o| opaque(target, o, notes)));
    for namespace in &schema.namespaces {
        statements.extend(create_namespace(target, namespace, notes));
    }
    if target.facts.enums == Enums::Type {
        for object in schema.enums.iter().filter(|object| !object.values.is_empty()) {
            statements.extend(create_enum(target, object));
        }
    }
    let early = |o: &&Opaque| o.kind != "extension" && is_early(o);
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
    for view in views_in_order(&schema.views) {
        statements.extend(create_view(target, view, notes));
    }
    let late = |o: &&Opaque| o.kind != "extension" && !is_early(o);
    statements.extend(schema.opaque.iter().filter(late).map(|o| opaque(target, o, notes)));
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

/// What names no other object, as tables may need it.
fn is_early(object: &Opaque) -> bool {
    object.depends_on.is_empty() && object.kind != "trigger"
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
    if sequence.cycle {
        sql.push_str(" CYCLE");
    }
    Some(statement(sql, sequence.id))
}

/// Views, those that others read first.
fn views_in_order(views: &[View]) -> Vec<&View> {
    let mut waiting: Vec<&View> = views.iter().collect();
    let mut order = Vec::new();
    while !waiting.is_empty() {
        let reads = |view: &View, other: &View| {
            other.id != view.id && Expression::new(view.query.as_str()).mentions(&other.name.name)
        };
        let is_ready = |view: &&View| !waiting.iter().any(|other| reads(view, other));
        let at = waiting.iter().position(is_ready).unwrap_or(0);
        order.push(waiting.remove(at));
    }
    order
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
    let sql = format!("{comment_line}CREATE {kind} {name}{columns} AS\n{query}");
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
