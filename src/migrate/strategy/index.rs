//! Indexes of tables that stay.

use crate::dialect::Dialect;
use crate::migrate::ddl;
use crate::migrate::plan::{Effect, Hold, Stage, Statement};
use crate::migrate::question;
use crate::migrate::step::Step;
use crate::migrate::work::Work;
use crate::schema::{Index, Object, QualifiedName, Table};

pub(super) fn dropped(work: &Work) -> Vec<Step> {
    let mut steps = Vec::new();
    for (mid, new) in work.kept_tables() {
        let mut step = Step::new(Stage::Relax, "Drop indexes").on(&new.name);
        for part in work.outgoing(mid, Some(new)) {
            let Object::Index(index) = &part else { continue };
            let Some(name) = work.old_name(index.id).map(str::to_owned) else { continue };
            let Some(back) = work.mid.create_index(index.id, &name) else { continue };
            let partitioned = mid.partitioning.is_some();
            let statement = Statement::new(online(work, mid, ddl::drop_part(work, &mid.name, &part, Some(&name))));
            let statement =
                statement.back(online(work, mid, back)).holds(hold(work, partitioned), Effect::Catalog, &mid.name);
            step = step.run(concurrent(
                work,
                statement.why("The index is not part of the new schema, or is there in another form."),
                partitioned,
            ));
        }
        steps.extend(step.some());
    }
    steps
}

pub(super) fn created(work: &Work) -> Vec<Step> {
    let mut steps = Vec::new();
    for (mid, new) in work.kept_tables() {
        let mut step = Step::new(Stage::Enforce, "Create indexes").on(&new.name);
        let with_column = super::mysql_number::key_of_new(work, mid, new);
        for part in work.incoming(mid, new).into_iter().filter(|part| Some(part.id()) != with_column) {
            let Object::Index(index) = &part else { continue };
            step = create(work, new, index, &part, step);
        }
        steps.extend(step.some());
    }
    steps
}

fn create(work: &Work, table: &Table, index: &Index, part: &Object, mut step: Step) -> Step {
    let Some(name) = work.new_name(index.id) else { return step };
    let Some(sql) = work.new.create_index(index.id, &name) else { return step };
    let partitioned = table.partitioning.is_some();
    let plain: Vec<String> = index.columns().into_iter().map(str::to_owned).collect();
    if index.unique && index.predicate.is_none() && plain.len() == index.keys.len() {
        let verify = question::duplicates(work, &table.name, &plain);
        step = step.run_all(question::guard(work, &verify)).verify(verify);
    }
    step = step.uses(sql.as_str());
    if work.dialect == Dialect::PostgreSql && !work.options.offline && !partitioned {
        let full = work.quote(&QualifiedName { namespace: table.name.namespace.clone(), name: name.clone() });
        let retry = Statement::new(format!("DROP INDEX CONCURRENTLY IF EXISTS {full}"));
        step = step.run(
            retry
                .why("A build that failed leaves an invalid index; this makes the phase one that can be run again.")
                .alone(),
        );
    }
    let back = online(work, table, ddl::drop_part(work, &table.name, part, Some(&name)));
    let statement =
        Statement::new(online(work, table, sql)).back(back).holds(hold(work, partitioned), Effect::Index, &table.name);
    step.run(concurrent(work, statement.why(reason(work)), partitioned))
}

fn reason(work: &Work) -> &'static str {
    match work.dialect {
        _ if work.options.offline => "The plain form is the fastest one while nobody works.",
        Dialect::PostgreSql => "CONCURRENTLY reads the table twice and blocks neither reads nor writes.",
        Dialect::MySql | Dialect::MariaDb => "In place and without a lock; the server refuses rather than block.",
        Dialect::SqlServer | Dialect::Oracle => "ONLINE lets others read and write while the index is built.",
        _ => "The plain form is the only one.",
    }
}

pub(super) fn hold(work: &Work, partitioned: bool) -> Hold {
    match work.dialect {
        _ if work.options.offline => Hold::Writes,
        Dialect::PostgreSql if partitioned => Hold::Writes,
        Dialect::PostgreSql | Dialect::MySql | Dialect::MariaDb | Dialect::SqlServer | Dialect::Oracle => Hold::Schema,
        _ => Hold::Writes,
    }
}

/// PostgreSQL builds and drops concurrently outside transactions only.
pub(super) fn concurrent(work: &Work, statement: Statement, partitioned: bool) -> Statement {
    if work.dialect == Dialect::PostgreSql && !work.options.offline && !partitioned {
        statement.alone()
    } else {
        statement
    }
}

/// The form that lets others go on.
pub(super) fn online(work: &Work, table: &Table, sql: String) -> String {
    if work.options.offline {
        return sql;
    }
    match work.dialect {
        Dialect::PostgreSql if table.partitioning.is_some() => sql,
        Dialect::PostgreSql => match sql.find("INDEX ") {
            Some(at) => format!("{}INDEX CONCURRENTLY {}", &sql[..at], &sql[at + "INDEX ".len()..]),
            None => sql,
        },
        Dialect::MySql | Dialect::MariaDb if is_plain_index(&sql) && ddl::is_online_in_mysql(table) => {
            let comma = if sql.starts_with("ALTER") { "," } else { "" };
            format!("{sql}{comma} ALGORITHM=INPLACE{comma} LOCK=NONE")
        }
        Dialect::SqlServer if sql.starts_with("CREATE") => format!("{sql} WITH (ONLINE = ON)"),
        Dialect::Oracle => format!("{sql} ONLINE"),
        _ => sql,
    }
}

/// Full-text and spatial indexes are built under a lock.
fn is_plain_index(sql: &str) -> bool {
    !sql.contains("FULLTEXT") && !sql.contains("SPATIAL")
}
