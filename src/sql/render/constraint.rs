//! Keys, checks and exclusions: behind a column where they are simple and nameless, else as lines of their own.

use super::expression::{Role, translate};
use super::names::mentioned;
use super::notes::Notes;
use super::{Statement, Target, clauses, statement};
use crate::dialect::Dialect;
use crate::dialect::facts::Deferral;
use crate::schema::{Action, Check, Column, Deferrable, ForeignKey, Numbering, PrimaryKey, Table, Unique};

/// What stands in a table besides its columns.
pub(super) fn lines(target: &Target, at: usize, notes: &mut Notes) -> Vec<String> {
    let table = &target.schema.tables[at];
    let names = &target.names[at];
    let mut lines = Vec::new();
    if let Some(key) = table.primary_key.as_ref().filter(|key| has_columns(table, &key.columns)) {
        let inline = table
            .columns
            .iter()
            .any(|column| is_inline_key(target, at, column) || is_sqlite_rowid(target, table, column));
        if !inline {
            let sql = primary_key(target, table, key, notes);
            lines.push(named(target, names.primary_key.as_ref(), sql));
        }
    }
    lines.extend(numbering_key(target, table));
    for (unique, name) in table.uniques.iter().zip(&names.uniques) {
        let inline = name.is_none() && unique.columns.len() == 1;
        if is_filtered(target, table, unique) {
            continue;
        }
        if !inline && has_columns(table, &unique.columns) {
            lines.push(named(target, name.as_ref(), unique_key(target, table, unique, true, notes)));
        }
    }
    for (place, (key, name)) in table.foreign_keys.iter().zip(&names.foreign_keys).enumerate() {
        let is_later = clauses::is_later(target, &key.options);
        if is_inline_reference(target, at, place) || target.order.closing.contains(&(at, place)) || is_later {
            continue;
        }
        if let Some(sql) = foreign_key(target, at, place, key, notes) {
            lines.push(named(target, name.as_ref(), sql));
        }
    }
    for (check, name) in table.checks.iter().zip(&names.checks) {
        let is_later = clauses::is_later(target, &check.options);
        if name.is_none() && inline_check_column(table, check).is_some() || is_later {
            continue;
        }
        if let Some(sql) = check_sql(target, table, check, notes) {
            lines.push(named(target, name.as_ref(), sql));
        }
    }
    lines.extend(exclusions(target, at, notes));
    lines
}

/// What stands behind a column: its nameless key, checks and reference.
pub(super) fn inline(target: &Target, at: usize, column: &Column, notes: &mut Notes) -> Vec<String> {
    let table = &target.schema.tables[at];
    let names = &target.names[at];
    let mut parts = Vec::new();
    for (unique, _) in table.uniques.iter().zip(&names.uniques).filter(|(_, name)| name.is_none()) {
        if unique.columns == [column.name.clone()] {
            parts.push(unique_key(target, table, unique, false, notes));
        }
    }
    for (check, _) in table.checks.iter().zip(&names.checks).filter(|(_, name)| name.is_none()) {
        let is_later = clauses::is_later(target, &check.options);
        if inline_check_column(table, check).as_ref() == Some(&column.name) && !is_later {
            parts.extend(check_sql(target, table, check, notes));
        }
    }
    for (place, key) in table.foreign_keys.iter().enumerate() {
        let is_later = clauses::is_later(target, &key.options);
        if key.columns == [column.name.clone()] && is_inline_reference(target, at, place) && !is_later {
            let sql = foreign_key(target, at, place, key, notes);
            parts.extend(sql.and_then(|sql| sql.find("REFERENCES").map(|start| sql[start..].to_owned())));
        }
    }
    parts
}

/// Foreign keys of a circle, once all its tables are there.
pub(super) fn closing_keys(target: &Target, notes: &mut Notes) -> Vec<Statement> {
    let mut statements = Vec::new();
    for &(at, place) in &target.order.closing {
        let table = &target.schema.tables[at];
        let key = &table.foreign_keys[place];
        if let Some(sql) = foreign_key(target, at, place, key, notes) {
            let name = target.dialect.quote_qualified(&table.name);
            let sql = named(target, target.names[at].foreign_keys[place].as_ref(), sql);
            let not_valid = if clauses::is_later(target, &key.options) { " NOT VALID" } else { "" };
            statements.push(statement(format!("ALTER TABLE {name}\n    ADD {sql}{not_valid}"), key.id));
        }
    }
    statements
}

/// Constraints that do not hold for the rows that are there: they are added behind the table.
pub(super) fn later(target: &Target, at: usize, notes: &mut Notes) -> Vec<Statement> {
    let table = &target.schema.tables[at];
    let names = &target.names[at];
    let mut statements: Vec<Statement> = clauses::attach(target, table).into_iter().collect();
    let owner = target.dialect.quote_qualified(&table.name);
    let mut add = |name: Option<&String>, sql: String, id| {
        let sql = named(target, name, sql);
        statements.push(statement(format!("ALTER TABLE {owner}\n    ADD {sql} NOT VALID"), id));
    };
    for (check, name) in table.checks.iter().zip(&names.checks) {
        if clauses::is_later(target, &check.options)
            && let Some(sql) = check_sql(target, table, check, notes)
        {
            add(name.as_ref(), sql, check.id);
        }
    }
    for (place, (key, name)) in table.foreign_keys.iter().zip(&names.foreign_keys).enumerate() {
        if clauses::is_later(target, &key.options)
            && !target.order.closing.contains(&(at, place))
            && let Some(sql) = foreign_key(target, at, place, key, notes)
        {
            add(name.as_ref(), sql, key.id);
        }
    }
    statements
}

/// Whether `PRIMARY KEY` stands behind this column.
pub(super) fn is_inline_key(target: &Target, at: usize, column: &Column) -> bool {
    let table = &target.schema.tables[at];
    table.key_columns() == [column.name.clone()]
        && target.names[at].primary_key.as_ref().is_none_or(|_| !target.facts.names_primary_keys)
        && !is_sqlite_rowid(target, table, column)
        && table.primary_key.as_ref().is_none_or(|key| key.options.is_empty())
}

/// `PRIMARY KEY (...)` with what its vendor says behind it.
pub(super) fn primary_key(target: &Target, table: &Table, key: &PrimaryKey, notes: &mut Notes) -> String {
    let place = format!("{} ({})", table.name, key.columns.join(", "));
    let parts = clauses::key_parts(target, key).unwrap_or_else(|| columns(target, &key.columns));
    let clauses = clauses::of_constraint(target, key.id, &place, &key.options, notes);
    format!("PRIMARY KEY ({parts}){clauses}")
}

/// SQLite's numbered key is written as a whole behind its column.
fn is_sqlite_rowid(target: &Target, table: &Table, column: &Column) -> bool {
    target.dialect == Dialect::Sqlite
        && column.identity.is_some()
        && column.generated.is_none()
        && column.data_type.is_integer()
        && column.identity.as_ref().is_none_or(|identity| identity.numbering != Numbering::Rowid)
        && table.key_columns() == [column.name.clone()]
}

fn is_inline_reference(target: &Target, at: usize, place: usize) -> bool {
    let key = &target.schema.tables[at].foreign_keys[place];
    target.facts.inline_references
        && target.names[at].foreign_keys[place].is_none()
        && key.columns.len() == 1
        && !target.order.closing.contains(&(at, place))
}

fn inline_check_column(table: &Table, check: &Check) -> Option<String> {
    let mut columns = mentioned(table, &check.expression);
    if columns.len() == 1 { columns.pop() } else { None }
}

pub(super) fn named(target: &Target, name: Option<&String>, sql: String) -> String {
    match name {
        Some(name) => format!("CONSTRAINT {} {sql}", target.dialect.quote_identifier(name)),
        None => sql,
    }
}

pub(super) fn columns(target: &Target, names: &[String]) -> String {
    names.iter().map(|name| target.dialect.quote_identifier(name)).collect::<Vec<_>>().join(", ")
}

pub(super) fn has_columns(table: &Table, names: &[String]) -> bool {
    !names.is_empty() && names.iter().all(|name| table.column(name).is_some())
}

/// MySQL numbers only a column that leads a key.
fn numbering_key(target: &Target, table: &Table) -> Option<String> {
    if target.exact || !matches!(target.dialect, Dialect::MySql | Dialect::MariaDb) {
        return None;
    }
    let column = table.columns.iter().find(|column| column.identity.is_some() && column.generated.is_none())?;
    let leads = |key: &[String]| key.first() == Some(&column.name);
    let is_key = leads(table.key_columns()) || table.uniques.iter().any(|unique| leads(&unique.columns));
    (!is_key).then(|| format!("UNIQUE ({})", target.dialect.quote_identifier(&column.name)))
}

pub(super) fn unique_key(
    target: &Target,
    table: &Table,
    unique: &Unique,
    with_columns: bool,
    notes: &mut Notes,
) -> String {
    let place = format!("{} ({})", table.name, unique.columns.join(", "));
    let mut sql = "UNIQUE".to_owned();
    if unique.nulls_not_distinct {
        match target.facts.nulls_not_distinct {
            true => sql.push_str(" NULLS NOT DISTINCT"),
            // SQL Server takes two NULLs for equal anyway.
            false if target.dialect == Dialect::SqlServer => {}
            false => notes.lost("unique-lost", unique.id, place.as_str(), "several rows may have NULL in the key"),
        }
    } else if target.dialect == Dialect::SqlServer && nullable_columns(table, &unique.columns).next().is_some() {
        notes.near("unique-stricter", unique.id, place.as_str(), "only one row may have NULL in the key");
    }
    if with_columns {
        sql.push_str(&format!(" ({})", columns(target, &unique.columns)));
    }
    sql.push_str(&clauses::of_constraint(target, unique.id, &place, &unique.options, notes));
    sql.push_str(deferral(target, unique.deferrable, false, unique.id, &place, notes));
    sql
}

fn nullable_columns<'a>(table: &'a Table, columns: &'a [String]) -> impl Iterator<Item = &'a Column> {
    columns.iter().filter_map(|name| table.column(name)).filter(|column| column.nullable)
}

/// Whether SQL Server makes the key as a filtered index, because its own unique keys take only one NULL. Keys that
/// are referred to must stay keys.
fn is_filtered(target: &Target, table: &Table, unique: &Unique) -> bool {
    let refers = |key: &ForeignKey| {
        key.references.table == table.name
            && !key.references.columns.is_empty()
            && key.references.columns.iter().all(|column| unique.columns.contains(column))
    };
    target.dialect == Dialect::SqlServer
        && !target.exact
        && !unique.nulls_not_distinct
        && nullable_columns(table, &unique.columns).next().is_some()
        && !target.schema.tables.iter().flat_map(|other| &other.foreign_keys).any(refers)
}

/// Unique keys that are made as indexes.
pub(super) fn filtered_keys(target: &Target, at: usize) -> Vec<Statement> {
    let table = &target.schema.tables[at];
    let mut statements = Vec::new();
    for (unique, name) in table.uniques.iter().zip(&target.names[at].uniques) {
        let Some(name) = name.as_ref().filter(|_| is_filtered(target, table, unique)) else { continue };
        let is_set = |column: &Column| format!("{} IS NOT NULL", target.dialect.quote_identifier(&column.name));
        let filter = nullable_columns(table, &unique.columns).map(is_set).collect::<Vec<_>>().join(" AND ");
        let sql = format!(
            "CREATE UNIQUE INDEX {} ON {} ({}) WHERE {filter}",
            target.dialect.quote_identifier(name),
            target.dialect.quote_qualified(&table.name),
            columns(target, &unique.columns)
        );
        statements.push(statement(sql, unique.id));
    }
    statements
}

fn deferral(
    target: &Target,
    deferrable: Deferrable,
    foreign: bool,
    id: crate::schema::Id,
    place: &str,
    notes: &mut Notes,
) -> &'static str {
    let able = match target.facts.deferrable {
        Deferral::AllKeys => true,
        Deferral::ForeignKeys => foreign,
        Deferral::Never => false,
    };
    match deferrable {
        Deferrable::No => "",
        _ if !able => {
            notes.lost("deferrable-lost", id, place, "the key is checked at once and cannot wait for the commit");
            ""
        }
        Deferrable::Immediate => " DEFERRABLE INITIALLY IMMEDIATE",
        Deferrable::Deferred => " DEFERRABLE INITIALLY DEFERRED",
    }
}

/// `FOREIGN KEY (...) REFERENCES ...`, or nothing where the parent lacks what is referred to.
pub(super) fn foreign_key(
    target: &Target,
    at: usize,
    place: usize,
    key: &ForeignKey,
    notes: &mut Notes,
) -> Option<String> {
    let table = &target.schema.tables[at];
    let label = format!("{} ({})", table.name, key.columns.join(", "));
    let referenced = target.schema.referenced_columns(key);
    let problem = match target.schema.table(&key.references.table) {
        None => Some(format!("there is no table {} to refer to", key.references.table)),
        Some(_) if !has_columns(table, &key.columns) => Some("a column of the key is missing".to_owned()),
        Some(parent) if !has_columns(parent, &referenced) => Some("the parent lacks a column".to_owned()),
        Some(_) if referenced.len() != key.columns.len() => {
            Some("both sides differ in their number of columns".to_owned())
        }
        Some(parent) if !parent.is_unique(&referenced) => {
            Some(format!("{} ({}) is no key", parent.name, referenced.join(", ")))
        }
        Some(_) => None,
    };
    if let Some(problem) = problem.filter(|_| !target.exact) {
        notes.wrong("foreign-key-lost", key.id, label, format!("the foreign key is left out: {problem}"));
        return None;
    }
    let mut sql = format!(
        "FOREIGN KEY ({}) REFERENCES {}",
        columns(target, &key.columns),
        target.dialect.quote_qualified(&key.references.table),
    );
    // SQLite's catalog says whether the parent's columns were named.
    let is_nameless = target.exact && target.dialect == Dialect::Sqlite && key.references.columns.is_empty();
    if !referenced.is_empty() && !is_nameless {
        sql.push_str(&format!(" ({})", columns(target, &referenced)));
    }
    sql.push_str(&clauses::match_of(target, key));
    let refused = target.cascades.contains(&(at, place));
    for (event, action, able) in
        [("DELETE", key.on_delete, target.facts.on_delete), ("UPDATE", key.on_update, target.facts.on_update)]
    {
        match action {
            Action::NoAction => {}
            _ if refused => {}
            _ if able.contains(&action) => sql.push_str(&format!(" ON {event} {}", action.sql())),
            // Without deferred checks, doing nothing restricts just as well.
            Action::Restrict => {}
            _ => {
                let reason = format!("ON {event} {} is left out; the change is refused instead", action.sql());
                notes.lost("action-lost", key.id, label.as_str(), reason);
            }
        }
    }
    sql.push_str(deferral(target, key.deferrable, true, key.id, &label, notes));
    sql.push_str(&clauses::of_constraint(target, key.id, &label, &key.options, notes));
    Some(sql)
}

pub(super) fn check_sql(target: &Target, table: &Table, check: &Check, notes: &mut Notes) -> Option<String> {
    let sql = match mysql_refusal(target, table, check) {
        Some(reason) => Err(reason),
        None => translate(target, Some(table), Role::Check, &check.expression),
    };
    let own = check.expression.as_str();
    // What our grammar cannot follow is the script's own, which the database knows.
    let sql =
        sql.or_else(|reason| if target.exact && clauses::is_harmless(own) { Ok(own.to_owned()) } else { Err(reason) });
    match sql {
        Ok(sql) => {
            let clauses = clauses::of_constraint(target, check.id, &table.name.to_string(), &check.options, notes);
            Some(format!("CHECK ({sql}){clauses}"))
        }
        Err(reason) => {
            let place = format!("{} ({})", table.name, super::comment::one_line(check.expression.as_str()));
            notes.lost("check-lost", check.id, place, format!("the check is left out: {reason}"));
            None
        }
    }
}

/// MySQL's and MariaDB's own limits of checks (MySQL's errors 3818 and 3823).
fn mysql_refusal(target: &Target, table: &Table, check: &Check) -> Option<&'static str> {
    if target.exact || !matches!(target.dialect, Dialect::MySql | Dialect::MariaDb) {
        return None;
    }
    let numbered = |column: &&Column| column.identity.is_some() && check.expression.mentions(&column.name);
    if target.dialect == Dialect::MySql && table.columns.iter().any(|column| numbered(&column)) {
        return Some("checks cannot name the numbered column");
    }
    let changes = |key: &&ForeignKey| {
        !matches!(key.on_update, Action::NoAction | Action::Restrict)
            || matches!(key.on_delete, Action::SetNull | Action::SetDefault)
    };
    let changed = table.foreign_keys.iter().filter(changes).flat_map(|key| &key.columns);
    let named = changed.into_iter().any(|column| check.expression.mentions(column));
    named.then_some("checks cannot name a column that a foreign key's action changes")
}

pub(super) fn exclusions(target: &Target, at: usize, notes: &mut Notes) -> Vec<String> {
    let table = &target.schema.tables[at];
    let mut lines = Vec::new();
    for (exclusion, name) in table.exclusions.iter().zip(&target.names[at].exclusions) {
        if !target.facts.exclusions {
            let reason = "rows that exclude each other are not refused; a trigger or the application must do it";
            notes.lost("exclusion-lost", exclusion.id, table.name.to_string(), reason);
            continue;
        }
        let mut elements = Vec::new();
        for element in &exclusion.elements {
            let Ok(sql) = translate(target, Some(table), Role::Value, &element.expression) else { continue };
            let is_column = table.columns.iter().any(|column| element.expression.as_str().trim() == column.name);
            let sql = if is_column || is_call(&sql) { sql } else { format!("({sql})") };
            let operator: String = element.operator.chars().filter(|c| "+-*/<>=~!@#%^&|?".contains(*c)).collect();
            let class = element.operator_class.as_deref().map(|class| format!(" {}", super::index::class_name(class)));
            elements.push(format!("{sql}{} WITH {operator}", class.unwrap_or_default()));
        }
        let method: String = exclusion.method.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        let mut sql = format!("EXCLUDE USING {method} ({})", elements.join(", "));
        if let Some(predicate) = &exclusion.predicate {
            match translate(target, Some(table), Role::Condition, predicate) {
                Ok(predicate) => sql.push_str(&format!(" WHERE ({predicate})")),
                Err(reason) => {
                    let reason = format!("the exclusion is left out: {reason}");
                    notes.lost("exclusion-lost", exclusion.id, table.name.to_string(), reason);
                    continue;
                }
            }
        }
        let place = table.name.to_string();
        sql.push_str(&clauses::of_constraint(target, exclusion.id, &place, &exclusion.options, notes));
        lines.push(named(target, name.as_ref(), sql));
    }
    lines
}

/// Whether an expression is one call, which needs no parentheses around it.
pub(super) fn is_call(sql: &str) -> bool {
    let name = sql.split('(').next().unwrap_or("");
    let rest = &sql[name.len()..];
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.');
    let mut depth = 0_i32;
    let closes_last = rest.char_indices().all(|(at, c)| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth > 0 || at + 1 == rest.len()
    });
    is_name && rest.ends_with(')') && closes_last
}
