//! Keys, checks and exclusions: those that go and those that come.

use crate::dialect::Dialect;
use crate::migrate::carry;
use crate::migrate::ddl;
use crate::migrate::plan::{Effect, Hold, Stage, Statement, Verify};
use crate::migrate::question;
use crate::migrate::remedy;
use crate::migrate::step::Step;
use crate::migrate::work::Work;
use crate::schema::{ForeignKey, Object, Table};

/// Foreign keys first, since they rest on the other keys.
pub(super) fn dropped(work: &Work) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for table in work.doomed_tables() {
        // PostgreSQL's tables leave together for a schema of their own; elsewhere what is left behind stays apart.
        let together = matches!(work.dialect, Dialect::PostgreSql | Dialect::HeliosDb);
        let doomed =
            |key: &&ForeignKey| together && work.doomed_tables().any(|other| other.name == key.references.table);
        let keys = table.foreign_keys.iter().filter(|key| !doomed(key)).cloned().map(Object::ForeignKey);
        steps.extend(drop(work, table, keys, "Drop foreign keys"));
    }
    for (mid, new) in work.kept_tables() {
        let keys = work.outgoing(mid, Some(new)).into_iter().filter(|part| matches!(part, Object::ForeignKey(_)));
        steps.extend(drop(work, mid, keys, "Drop foreign keys"));
    }
    for (mid, new) in work.kept_tables() {
        let parts = work.outgoing(mid, Some(new)).into_iter();
        let parts = parts.filter(|part| !matches!(part, Object::ForeignKey(_) | Object::Index(_)));
        steps.extend(drop(work, mid, parts, "Drop constraints"));
    }
    steps
}

fn drop(work: &Work, table: &Table, parts: impl Iterator<Item = Object>, title: &'static str) -> Option<Step> {
    let mut step = Step::new(Stage::Relax, title).on(&table.name);
    for part in parts {
        let name = work.old_name(part.id());
        let Some(clause) = work.mid.constraint_named(part.id(), name) else { continue };
        let mut statement = Statement::new(ddl::drop_part(work, &table.name, &part, name))
            .back(ddl::add_constraint(work, &table.name, &clause))
            .holds(Hold::Everything, Effect::Catalog, &table.name)
            .why("The constraint is not part of the new schema, or is there in another form.");
        if let Object::ForeignKey(key) = &part {
            statement = statement.also_locks(&key.references.table);
        }
        step = step.run(statement);
    }
    step.some()
}

/// Keys and checks of tables that stay, then all references.
pub(super) fn added(work: &Work) -> Vec<Step> {
    let mut steps = Vec::new();
    for (mid, new) in work.kept_tables() {
        let with_column = super::mysql_number::key_of_new(work, mid, new);
        let mut incoming = work.incoming(mid, new);
        incoming.retain(|part| Some(part.id()) != with_column);
        for part in &incoming {
            match part {
                Object::PrimaryKey(key) => steps.extend(key_steps(work, new, part, &key.columns, "primary key")),
                Object::Unique(key) => steps.extend(key_steps(work, new, part, &key.columns, "unique key")),
                Object::Exclusion(_) => steps.extend(plain(work, new, part, "Add exclusion constraint", Effect::Index)),
                _ => {}
            }
        }
        steps.extend(checks(work, new, &incoming));
    }
    for (mid, new) in work.kept_tables() {
        let keys: Vec<ForeignKey> = foreign_keys(work.incoming(mid, new));
        steps.extend(references(work, new, &keys, true));
    }
    for table in work.new_tables() {
        if work.dialect != Dialect::Sqlite {
            steps.extend(references(work, table, &table.foreign_keys, carry::is_loaded(work, table.id)));
        }
    }
    steps
}

fn foreign_keys(parts: Vec<Object>) -> Vec<ForeignKey> {
    let key = |part| if let Object::ForeignKey(key) = part { Some(key) } else { None };
    parts.into_iter().filter_map(key).collect()
}

/// The clause of a part and the statement that takes it away again.
fn clause(work: &Work, table: &Table, part: &Object) -> Option<(String, String)> {
    let name = work.new_name(part.id());
    let clause = work.new.constraint_named(part.id(), name.as_deref())?;
    Some((clause, ddl::drop_part(work, &table.name, part, name.as_deref())))
}

fn plain(work: &Work, table: &Table, part: &Object, title: &'static str, effect: Effect) -> Option<Step> {
    let (clause, back) = clause(work, table, part)?;
    let statement = Statement::new(ddl::add_constraint(work, &table.name, &clause)).back(back).holds(
        Hold::Everything,
        effect,
        &table.name,
    );
    let statement = statement
        .hazard("blocks-reads", format!("{} can be neither read nor written while its rows are read.", table.name));
    Step::new(Stage::Enforce, title)
        .on(&table.name)
        .uses(clause)
        .run(statement.why("There is no other form of this statement."))
        .some()
}

fn key_steps(work: &Work, table: &Table, part: &Object, columns: &[String], kind: &str) -> Vec<Step> {
    let Some((clause, back)) = clause(work, table, part) else { return Vec::new() };
    let (add, build) = if kind == "primary key" {
        ("Add primary key", "Build index of primary key")
    } else {
        ("Add unique key", "Build unique index")
    };
    let verify = question::duplicates(work, &table.name, columns);
    let name = work.new_name(part.id());
    if let (Dialect::Oracle, false, Some(name)) = (work.dialect, work.options.offline, &name) {
        return oracle_key(
            work,
            table,
            columns,
            name,
            if kind == "primary key" { "PRIMARY KEY" } else { "UNIQUE" },
            verify,
        );
    }
    let (true, Some(name)) = (work.dialect == Dialect::PostgreSql && !work.options.offline, name) else {
        let sql = online_key(work, ddl::add_constraint(work, &table.name, &clause));
        let effect = if matches!(work.dialect, Dialect::MySql | Dialect::MariaDb) && kind == "primary key" {
            Effect::Rewrite
        } else {
            Effect::Index
        };
        let hold = match work.dialect {
            _ if work.options.offline => Hold::Everything,
            Dialect::MySql | Dialect::MariaDb | Dialect::SqlServer => Hold::Schema,
            _ => Hold::Everything,
        };
        let statement = Statement::new(sql).back(back).holds(hold, effect, &table.name);
        let statement = statement.why("The database builds the index and refuses duplicates.");
        return vec![
            Step::new(Stage::Enforce, add)
                .on(&table.name)
                .run_all(remedy::duplicates(work, table, columns))
                .run_all(question::guard(work, &verify))
                .run(statement)
                .verify(verify),
        ];
    };
    let index = work.ident(&name);
    let own = work.quote(&table.name);
    let full =
        work.quote(&crate::schema::QualifiedName { namespace: table.name.namespace.clone(), name: name.clone() });
    let (word, tail) = key_words(&clause, kind);
    let nulls = if clause.contains("NULLS NOT DISTINCT") { " NULLS NOT DISTINCT" } else { "" };
    let include = clause
        .find("INCLUDE (")
        .and_then(|at| Some(format!(" {}", &clause[at..at + clause[at..].find(')')? + 1])))
        .unwrap_or_default();
    let building = Statement::new(format!(
        "CREATE UNIQUE INDEX CONCURRENTLY {index} ON {own} ({}){include}{nulls}",
        work.idents(columns)
    ))
    .back(format!("DROP INDEX CONCURRENTLY IF EXISTS {full}"))
    .holds(Hold::Schema, Effect::Index, &table.name)
    .why("CONCURRENTLY reads the table twice and blocks neither reads nor writes.")
    .alone();
    let retry = Statement::new(format!("DROP INDEX CONCURRENTLY IF EXISTS {full}"))
        .why("A build that failed leaves an invalid index; this makes the phase one that can be run again.")
        .alone();
    let using = Statement::new(format!("ALTER TABLE {own} ADD CONSTRAINT {index} {word} USING INDEX {index}{tail}"))
        .back(back)
        .holds(Hold::Everything, Effect::Catalog, &table.name)
        .why("USING INDEX takes the index that is there, so the lock is brief.");
    vec![
        Step::new(Stage::Enforce, build)
            .on(&table.name)
            .run_all(remedy::duplicates(work, table, columns))
            .run_all(question::guard(work, &verify))
            .run(retry)
            .run(building)
            .verify(verify),
        Step::new(Stage::Enforce, add).on(&table.name).run(using),
    ]
}

/// Oracle builds the index online first; the constraint takes it and is proved afterwards.
fn oracle_key(work: &Work, table: &Table, columns: &[String], name: &str, word: &str, verify: Verify) -> Vec<Step> {
    let (own, key, list) = (work.quote(&table.name), work.ident(name), work.idents(columns));
    let index = work.ident(&work.dialect.fitting_name(&format!("{name}_ix")));
    let building = Statement::new(format!("CREATE UNIQUE INDEX {index} ON {own} ({list}) ONLINE"))
        .back(format!("DROP INDEX {index} ONLINE"))
        .holds(Hold::Schema, Effect::Index, &table.name)
        .why("ONLINE lets others read and write while the index is built.");
    let add = Statement::new(format!(
        "ALTER TABLE {own} ADD CONSTRAINT {key} {word} ({list}) USING INDEX {index} ENABLE NOVALIDATE"
    ))
    .back(format!("ALTER TABLE {own} DROP CONSTRAINT {key} KEEP INDEX"))
    .holds(Hold::Everything, Effect::Catalog, &table.name)
    .why("The constraint takes the index that is there and does not read the rows.");
    let prove = Statement::new(format!("ALTER TABLE {own} MODIFY CONSTRAINT {key} VALIDATE"))
        .holds(Hold::Schema, Effect::Scan, &table.name)
        .why("Reads all rows under a lock that blocks neither reads nor writes.");
    let (add_title, build_title) = match word {
        "PRIMARY KEY" => ("Add primary key", "Build index of primary key"),
        _ => ("Add unique key", "Build unique index"),
    };
    vec![
        Step::new(Stage::Enforce, build_title)
            .on(&table.name)
            .run_all(remedy::duplicates(work, table, columns))
            .run_all(question::guard(work, &verify))
            .run(building)
            .verify(verify),
        Step::new(Stage::Enforce, add_title).on(&table.name).run(add).run(prove),
    ]
}

/// `UNIQUE` or `PRIMARY KEY`, and what follows the columns.
fn key_words(clause: &str, kind: &str) -> (&'static str, String) {
    let word = if kind == "primary key" { "PRIMARY KEY" } else { "UNIQUE" };
    let tail = clause.find(" DEFERRABLE").map(|at| clause[at..].to_owned()).unwrap_or_default();
    (word, tail)
}

/// The clauses that make the server refuse rather than block.
fn online_key(work: &Work, sql: String) -> String {
    match work.dialect {
        _ if work.options.offline => sql,
        Dialect::SqlServer => format!("{sql} WITH (ONLINE = ON)"),
        _ => sql,
    }
}

/// Checks are added for new rows first and proved for the old ones afterwards, where the dialect can do that.
fn checks(work: &Work, table: &Table, incoming: &[Object]) -> Vec<Step> {
    let mut add = Step::new(Stage::Enforce, "Add checks").on(&table.name);
    let mut validate = Step::new(Stage::Enforce, "Validate checks").on(&table.name);
    for part in incoming {
        let Object::Check(check) = part else { continue };
        let Some((clause, back)) = clause(work, table, part) else { continue };
        let name = work.new_name(part.id()).unwrap_or_default();
        add = add.uses(clause.as_str());
        let condition = work.new.expression(table.id, &check.expression).unwrap_or_default();
        let verify = question::violations(work, &table.name, &condition);
        let two = two_steps(work, &table.name, &clause, &name).filter(|_| !is_unvalidated(&check.options));
        match two {
            Some((unproved, proof)) => {
                let statement =
                    Statement::new(unproved).back(back).holds(Hold::Everything, Effect::Catalog, &table.name);
                add = add.run(
                    statement.why("New rows are checked at once; the old ones are not read while the lock is held."),
                );
                let statement = Statement::new(proof).holds(Hold::Schema, Effect::Scan, &table.name);
                validate = validate
                    .run_all(question::guard(work, &verify))
                    .run(statement.why("Reads all rows under a lock that blocks neither reads nor writes."))
                    .verify(verify);
            }
            None => {
                let statement = Statement::new(ddl::add_constraint(work, &table.name, &clause)).back(back).holds(
                    Hold::Everything,
                    Effect::Scan,
                    &table.name,
                );
                add = add
                    .run_all(question::guard(work, &verify).filter(|_| !is_unvalidated(&check.options)))
                    .run(statement.why("The database reads all rows before it takes the check."))
                    .verify(verify);
            }
        }
    }
    add.some().into_iter().chain(validate.some()).collect()
}

/// Whether a constraint is meant to stay unproved.
fn is_unvalidated(options: &[(String, String)]) -> bool {
    options.iter().any(|(name, _)| {
        matches!(
            name.as_str(),
            "NOT VALID" | "NOCHECK" | "WITH NOCHECK" | "NOVALIDATE" | "ENABLE NOVALIDATE" | "DISABLE" | "NOT ENFORCED"
        )
    })
}

/// A constraint without a look at the rows that are there, and the statement that takes the look.
fn two_steps(work: &Work, table: &crate::schema::QualifiedName, clause: &str, name: &str) -> Option<(String, String)> {
    if work.options.offline || name.is_empty() {
        return None;
    }
    let own = work.quote(table);
    let quoted = work.ident(name);
    match work.dialect {
        Dialect::PostgreSql => Some((
            format!("ALTER TABLE {own} ADD {clause} NOT VALID"),
            format!("ALTER TABLE {own} VALIDATE CONSTRAINT {quoted}"),
        )),
        Dialect::SqlServer => Some((
            format!("ALTER TABLE {own} WITH NOCHECK ADD {clause}"),
            format!("ALTER TABLE {own} WITH CHECK CHECK CONSTRAINT {quoted}"),
        )),
        Dialect::Oracle => Some((
            format!("ALTER TABLE {own} ADD {clause} ENABLE NOVALIDATE"),
            format!("ALTER TABLE {own} MODIFY CONSTRAINT {quoted} VALIDATE"),
        )),
        _ => None,
    }
}

fn references(work: &Work, table: &Table, keys: &[ForeignKey], has_rows: bool) -> Vec<Step> {
    let mut add = Step::new(Stage::Enforce, "Add foreign keys").on(&table.name);
    let mut validate = Step::new(Stage::Enforce, "Validate foreign keys").on(&table.name);
    if !has_rows {
        add.table = None;
    }
    for key in keys {
        let part = Object::ForeignKey(key.clone());
        let Some((clause, back)) = clause(work, table, &part) else { continue };
        let name = work.new_name(key.id).unwrap_or_default();
        let referred = work.new.schema().referenced_columns(key);
        let verify = question::orphans(work, &table.name, key, &referred);
        let two = two_steps(work, &table.name, &clause, &name).filter(|_| has_rows && !is_unvalidated(&key.options));
        add = add.uses(key.references.table.name.as_str());
        if has_rows {
            // Before the reference is there, so that the way back can put the rows back after it is gone.
            add = add.run_all(remedy::orphans(work, table, key, &referred));
        }
        match two {
            Some((unproved, proof)) => {
                let statement = Statement::new(unproved)
                    .back(back)
                    .holds(Hold::Writes, Effect::Catalog, &table.name)
                    .also_locks(&key.references.table);
                add = add.run(
                    statement
                        .why("New rows are checked at once; the old ones are not read while both tables are locked."),
                );
                let statement = Statement::new(proof).holds(Hold::Schema, Effect::Scan, &table.name);
                validate = validate
                    .run_all(question::guard(work, &verify))
                    .run(statement.why("Reads all rows under a lock that blocks neither reads nor writes."))
                    .verify(verify);
            }
            None => {
                let effect = if has_rows { Effect::Scan } else { Effect::Catalog };
                let statement = Statement::new(ddl::add_constraint(work, &table.name, &clause))
                    .back(back)
                    .holds(Hold::Writes, effect, &table.name)
                    .also_locks(&key.references.table);
                let why = if has_rows {
                    "Both tables are read before the database takes the reference."
                } else {
                    "The table is new and empty, so there is nothing to check; the other table is locked briefly."
                };
                add = add.run(statement.why(why));
                if has_rows {
                    add = add.verify(verify);
                }
            }
        }
    }
    add.some().into_iter().chain(validate.some()).collect()
}
