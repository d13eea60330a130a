//! What a plan keeps for its way back: values and rows under names that begin with `_architect`.

use super::work::Work;
use crate::dialect::Dialect;
use crate::schema::{Column, Id, QualifiedName, Table};
use std::collections::HashSet;

/// Where PostgreSQL keeps what goes away.
pub(super) const SCHEMA: &str = "_architect";

/// Values of some columns of a table, kept by key, or with their whole rows where the table has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Archive {
    /// The statement that fills it.
    pub create: String,
    /// The statements that bring the values back; the columns must be there again.
    pub restore: Vec<String>,
    pub drop: String,
    /// `DROP TABLE IF EXISTS`, for the cleanup.
    pub cleanup: String,
}

/// The name under which something is kept.
pub(super) fn place(work: &Work, table: &QualifiedName, part: &str) -> QualifiedName {
    let part = if part.is_empty() { String::new() } else { format!("__{part}") };
    let fitting = |name: String| work.dialect.fitting_name(&name);
    let beside = matches!(work.dialect, Dialect::MySql | Dialect::MariaDb | Dialect::SqlServer);
    let prefix = match &table.namespace {
        Some(namespace) if !beside => format!("{namespace}__"),
        _ => String::new(),
    };
    match work.dialect {
        Dialect::PostgreSql | Dialect::HeliosDb => {
            QualifiedName::within(SCHEMA, fitting(format!("{prefix}{}{part}", table.name)))
        }
        _ => QualifiedName {
            namespace: table.namespace.clone().filter(|_| beside),
            name: fitting(format!("_architect_{prefix}{}{part}", table.name)),
        },
    }
}

/// Keeps the values of `columns`, as the table is at that moment. `restored` are the columns that get them back, under
/// the same names.
pub(super) fn columns(work: &Work, table: &Table, columns: &[&Column], part: &str) -> Archive {
    let place = work.quote(&place(work, &table.name, part));
    let ids: HashSet<Id> = columns.iter().map(|column| column.id).collect();
    let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    let own = work.quote(&table.name);
    let key = key(table, &ids);
    let kept = match &key {
        Some(key) => key.iter().chain(&names).map(|name| work.ident(name)).collect::<Vec<_>>().join(", "),
        None => table.columns.iter().map(|column| work.ident(&column.name)).collect::<Vec<_>>().join(", "),
    };
    let create = match work.dialect {
        Dialect::SqlServer => format!("SELECT {kept} INTO {place} FROM {own}"),
        _ => format!("CREATE TABLE {place} AS SELECT {kept} FROM {own}"),
    };
    let restore = match &key {
        Some(key) => vec![by_key(work, table, &place, key, &names)],
        None => by_row(work, table, &place, &ids, &names),
    };
    let drop = format!("DROP TABLE {place}");
    Archive { create, restore, cleanup: dropped_if_there(work, &place), drop }
}

/// `DROP TABLE IF EXISTS` in the dialect's words.
pub(super) fn dropped_if_there(work: &Work, place: &str) -> String {
    match work.dialect {
        Dialect::Oracle => format!(
            "BEGIN\n    EXECUTE IMMEDIATE 'DROP TABLE {}';\nEXCEPTION\n    WHEN OTHERS THEN IF SQLCODE <> -942 THEN RAISE; END IF;\nEND;",
            place.replace('\'', "''")
        ),
        _ => format!("DROP TABLE IF EXISTS {place}"),
    }
}

/// Columns that tell rows apart and do not change: the primary key, else a unique key without NULL.
pub(super) fn key(table: &Table, changing: &HashSet<Id>) -> Option<Vec<String>> {
    let steady = |columns: &[String]| {
        !columns.is_empty()
            && columns
                .iter()
                .all(|name| table.column(name).is_some_and(|column| !changing.contains(&column.id) && !column.nullable))
    };
    let keys = table.primary_key.iter().map(|key| key.columns.clone());
    let keys = keys.chain(table.uniques.iter().map(|key| key.columns.clone()));
    keys.into_iter().find(|columns| steady(columns))
}

fn by_key(work: &Work, table: &Table, place: &str, key: &[String], names: &[String]) -> String {
    let own = work.quote(&table.name);
    let ident = |name: &String| work.ident(name);
    let join = |alias: &str| {
        key.iter().map(|name| format!("kept.{0} = {alias}.{0}", ident(name))).collect::<Vec<_>>().join(" AND ")
    };
    let set = |alias: &str| {
        names.iter().map(|name| format!("{alias}{0} = kept.{0}", ident(name))).collect::<Vec<_>>().join(", ")
    };
    match work.dialect {
        Dialect::MySql | Dialect::MariaDb => {
            format!(
                "UPDATE {own} AS here JOIN {place} AS kept ON {} SET {}{}",
                join("here"),
                set("here."),
                steady_timestamps(work, table, names)
            )
        }
        Dialect::Oracle => format!(
            "MERGE INTO {own} here USING {place} kept ON ({}) WHEN MATCHED THEN UPDATE SET {}",
            join("here"),
            set("here.")
        ),
        Dialect::SqlServer => {
            format!("UPDATE here SET {} FROM {own} AS here JOIN {place} AS kept ON {}", set("here."), join("here"))
        }
        _ => format!("UPDATE {own} AS here SET {} FROM {place} AS kept WHERE {}", set(""), join("here")),
    }
}

/// MySQL's timestamps that follow every change of the row must not follow this one.
pub(super) fn steady_timestamps(work: &Work, table: &Table, changed: &[String]) -> String {
    let follows = |column: &&Column| {
        column.options.iter().any(|(name, _)| name == "ON UPDATE") && !changed.contains(&column.name)
    };
    table
        .columns
        .iter()
        .filter(follows)
        .map(|column| format!(", here.{0} = here.{0}", work.ident(&column.name)))
        .collect()
}

/// Rows that are equal in everything else are told apart by their number only: any of them may get any of their values.
fn by_row(work: &Work, table: &Table, place: &str, changing: &HashSet<Id>, names: &[String]) -> Vec<String> {
    let own = work.quote(&table.name);
    let text = |name: &String| match work.dialect {
        Dialect::MySql | Dialect::MariaDb => work.ident(name),
        Dialect::SqlServer => format!("CAST({} AS nvarchar(4000))", work.ident(name)),
        Dialect::Oracle => work.ident(name),
        _ => format!("CAST({} AS text)", work.ident(name)),
    };
    let steady: Vec<&String> = table
        .columns
        .iter()
        .filter(|column| !changing.contains(&column.id) && column.generated.is_none())
        .map(|column| &column.name)
        .collect();
    let partition = match steady.is_empty() {
        true => String::new(),
        false => format!("PARTITION BY {} ", steady.iter().map(|name| text(name)).collect::<Vec<_>>().join(", ")),
    };
    let columns = |steady: &[&String], more: &[&String]| {
        let kept = steady.iter().enumerate().map(|(at, name)| format!("{} AS k{at}", text(name)));
        let more = more.iter().enumerate().map(|(at, name)| format!("{} AS v{at}", work.ident(name)));
        kept.chain(more).map(|column| format!(", {column}")).collect::<String>()
    };
    let same = |at: usize| match work.dialect {
        Dialect::MySql | Dialect::MariaDb => format!("here.k{at} <=> kept.k{at}"),
        Dialect::SqlServer | Dialect::Oracle => {
            format!("(here.k{at} = kept.k{at} OR here.k{at} IS NULL AND kept.k{at} IS NULL)")
        }
        Dialect::Sqlite => format!("here.k{at} IS kept.k{at}"),
        _ => format!("here.k{at} IS NOT DISTINCT FROM kept.k{at}"),
    };
    let matches: String = (0..steady.len()).map(|at| format!(" AND {}", same(at))).collect();
    let values: Vec<&String> = names.iter().collect();
    let here = columns(&steady, &[]);
    let kept = columns(&steady, &values);
    let set = |alias: &str| {
        names
            .iter()
            .enumerate()
            .map(|(at, name)| format!("{alias}{} = kept.v{at}", work.ident(name)))
            .collect::<Vec<_>>()
            .join(", ")
    };
    // A table has one numbered column at most, which then tells the rows apart; in another type its numbers keep their
    // order, because as a key they stay apart.
    let numbered = table.columns.iter().find(|column| column.identity.is_some());
    match work.dialect {
        Dialect::MySql | Dialect::MariaDb if numbered.is_some() => {
            let place_column = numbered.map(|column| work.ident(&column.name)).unwrap_or_default();
            vec![format!(
                "UPDATE {own} AS target JOIN (SELECT {place_column} AS place, ROW_NUMBER() OVER ({partition}ORDER BY {place_column}) AS n{here} FROM {own}) AS here ON here.place = target.{place_column} JOIN (SELECT ROW_NUMBER() OVER ({partition}ORDER BY {place_column}) AS n{kept} FROM {place}) AS kept ON kept.n = here.n{matches} SET {}",
                set("target.")
            )]
        }
        Dialect::MySql | Dialect::MariaDb => vec![
            format!("ALTER TABLE {own} ADD COLUMN _architect_row BIGINT UNSIGNED NOT NULL AUTO_INCREMENT UNIQUE"),
            format!(
                "UPDATE {own} AS target JOIN (SELECT _architect_row AS place, ROW_NUMBER() OVER ({partition}ORDER BY _architect_row) AS n{here} FROM {own}) AS here ON here.place = target._architect_row JOIN (SELECT ROW_NUMBER() OVER ({partition}ORDER BY (SELECT 1)) AS n{kept} FROM {place}) AS kept ON kept.n = here.n{matches} SET {}",
                set("target.")
            ),
            format!("ALTER TABLE {own} DROP COLUMN _architect_row"),
        ],
        Dialect::Oracle => vec![format!(
            "MERGE INTO {own} target USING (SELECT here.place{} FROM (SELECT ROWID AS place, ROW_NUMBER() OVER ({partition}ORDER BY ROWID) AS n{here} FROM {own}) here JOIN (SELECT ROW_NUMBER() OVER ({partition}ORDER BY ROWNUM) AS n{kept} FROM {place}) kept ON kept.n = here.n{matches}) kept ON (target.ROWID = kept.place) WHEN MATCHED THEN UPDATE SET {}",
            (0..names.len()).map(|at| format!(", kept.v{at}")).collect::<String>(),
            set("target.")
        )],
        Dialect::SqlServer => vec![format!(
            "WITH here AS (SELECT *, ROW_NUMBER() OVER ({partition}ORDER BY (SELECT NULL)) AS n{here} FROM {own}), kept AS (SELECT ROW_NUMBER() OVER ({partition}ORDER BY (SELECT NULL)) AS n{kept} FROM {place}) UPDATE here SET {} FROM here JOIN kept ON kept.n = here.n{matches}",
            set("here.")
        )],
        _ => vec![format!(
            "WITH here AS (SELECT ctid AS place, row_number() OVER ({partition}ORDER BY ctid) AS n{here} FROM {own}), kept AS (SELECT row_number() OVER ({partition}ORDER BY ctid) AS n{kept} FROM {place}) UPDATE {own} AS target SET {} FROM here JOIN kept ON kept.n = here.n{matches} WHERE target.ctid = here.place",
            set("")
        )],
    }
}
