//! Rows that a new rule refuses: moved to the archive, emptied or deleted before the rule comes, where the user chose so.

use super::archive;
use super::options::Remedy;
use super::plan::{Effect, Hold, Statement};
use super::work::Work;
use crate::dialect::Dialect;
use crate::schema::{ForeignKey, Id, Table};
use std::collections::HashSet;

/// What is done with rows whose key another row has too; the first of each group stays.
pub(super) fn duplicates(work: &Work, table: &Table, columns: &[String]) -> Vec<Statement> {
    let what = format!("rows whose ({}) another row has too", columns.join(", "));
    let rows = second_of_each(work, table, columns);
    remedied(work, table, columns, work.options.duplicates, rows, &what, "duplicates")
}

/// What is done with rows that refer to a row which is not there.
pub(super) fn orphans(work: &Work, table: &Table, key: &ForeignKey, referred: &[String]) -> Vec<Statement> {
    let own = work.quote(&table.name);
    let set = key.columns.iter().map(|column| format!("{own}.{} IS NOT NULL", work.ident(column)));
    let join = key.columns.iter().zip(referred);
    let join = join
        .map(|(own_column, parent)| format!("referred_row.{} = {own}.{}", work.ident(parent), work.ident(own_column)));
    let set = set.collect::<Vec<_>>().join(" AND ");
    let join = join.collect::<Vec<_>>().join(" AND ");
    let parent = work.quote(&key.references.table);
    // MySQL reads no table that it writes, unless as a table of its own.
    let parent = if key.references.table == table.name { format!("(SELECT * FROM {parent})") } else { parent };
    let rows = format!("{set} AND NOT EXISTS (SELECT 1 FROM {parent} referred_row WHERE {join})");
    let what = format!("rows whose ({}) is not in {}", key.columns.join(", "), key.references.table);
    remedied(work, table, &key.columns, work.options.orphans, Some(rows), &what, "orphans")
}

/// A condition for all rows of a group but the first, by the table's key or by where the row lies.
fn second_of_each(work: &Work, table: &Table, columns: &[String]) -> Option<String> {
    let own = work.quote(&table.name);
    let list = work.idents(columns);
    let set = columns.iter().map(|column| format!("{} IS NOT NULL", work.ident(column))).collect::<Vec<_>>();
    let set = set.join(" AND ");
    let numbered = |place: &str, order: &str| {
        format!(
            "(SELECT {place}, ROW_NUMBER() OVER (PARTITION BY {list} ORDER BY {order}) AS n FROM {own} WHERE {set}) numbered_row"
        )
    };
    let row = match work.dialect {
        Dialect::PostgreSql | Dialect::HeliosDb => Some("ctid"),
        Dialect::Oracle => Some("ROWID"),
        Dialect::Sqlite => Some("rowid"),
        _ => None,
    };
    if let Some(row) = row {
        let order = key(table, columns).map_or_else(|| row.to_owned(), |key| work.idents(&key));
        let place = format!("{row} AS place");
        return Some(format!("{own}.{row} IN (SELECT place FROM {} WHERE n > 1)", numbered(&place, &order)));
    }
    let key = key(table, columns)?;
    let names = work.idents(&key);
    let join = key
        .iter()
        .map(|name| format!("numbered_row.{0} = {own}.{0}", work.ident(name)))
        .collect::<Vec<_>>()
        .join(" AND ");
    Some(format!("EXISTS (SELECT 1 FROM {} WHERE numbered_row.n > 1 AND {join})", numbered(&names, &names)))
}

/// A key that stays when `columns` change.
fn key(table: &Table, columns: &[String]) -> Option<Vec<String>> {
    let changing: HashSet<Id> = columns.iter().filter_map(|name| table.column(name)).map(|column| column.id).collect();
    archive::key(table, &changing)
}

fn remedied(
    work: &Work,
    table: &Table,
    columns: &[String],
    remedy: Remedy,
    rows: Option<String>,
    what: &str,
    part: &str,
) -> Vec<Statement> {
    let Some(rows) = rows.filter(|_| remedy != Remedy::Stop) else { return Vec::new() };
    let own = work.quote(&table.name);
    let change = |sql: String| Statement::new(sql).holds(Hold::Schema, Effect::Rows, &table.name);
    let deletion = format!("DELETE FROM {own} WHERE {rows}");
    if remedy == Remedy::Delete {
        let sentence = format!("In {}, {what} are deleted, as chosen; nothing brings them back.", table.name);
        return vec![change(deletion).hazard("irreversible", sentence).why("The rule refuses these rows.")];
    }
    let part = format!("{part}_{}", columns.join("_"));
    let place = work.quote(&archive::place(work, &table.name, &part));
    let stored = table.columns.iter().filter(|column| column.generated.is_none());
    let all = stored.map(|column| work.ident(&column.name)).collect::<Vec<_>>().join(", ");
    let keep = match work.dialect {
        Dialect::SqlServer => format!("SELECT {all} INTO {place} FROM {own} WHERE {rows}"),
        _ => format!("CREATE TABLE {place} AS SELECT {all} FROM {own} WHERE {rows}"),
    };
    let keep = change(keep);
    let gone = format!("DROP TABLE {place}");
    let cleanup = archive::dropped_if_there(work, &place);
    if remedy == Remedy::Archive {
        let overriding = match work.dialect {
            Dialect::PostgreSql if table.columns.iter().any(|column| column.identity.is_some()) => {
                " OVERRIDING SYSTEM VALUE"
            }
            _ => "",
        };
        let back = format!("INSERT INTO {own} ({all}){overriding} SELECT {all} FROM {place}");
        let sentence = format!("In {}, {what} move to {place}; the way back brings them back.", table.name);
        return vec![
            keep.back(back)
                .back(gone)
                .keeps(cleanup)
                .hazard("rows-archived", sentence)
                .why("The rule refuses these rows; all of each is kept."),
            change(deletion)
                .why("The rows are in the archive by now. Rows that refer to them follow their own foreign keys."),
        ];
    }
    let open = columns.iter().all(|name| table.column(name).is_some_and(|column| column.nullable));
    let (true, Some(key)) = (open, key(table, columns)) else {
        // Without NULL or a key to find them again, the rows stay and the guard stops the script.
        return Vec::new();
    };
    let join =
        key.iter().map(|name| format!("kept.{0} = {own}.{0}", work.ident(name))).collect::<Vec<_>>().join(" AND ");
    let set = columns.iter().map(|name| {
        let name = work.ident(name);
        format!("{name} = (SELECT kept.{name} FROM {place} kept WHERE {join})")
    });
    let back = format!(
        "UPDATE {own} SET {} WHERE EXISTS (SELECT 1 FROM {place} kept WHERE {join})",
        set.collect::<Vec<_>>().join(", ")
    );
    let empty = columns.iter().map(|name| format!("{} = NULL", work.ident(name))).collect::<Vec<_>>().join(", ");
    let forth = format!("UPDATE {own} SET {empty} WHERE EXISTS (SELECT 1 FROM {place} kept WHERE {join})");
    let sentence = format!("In {}, ({}) of {what} become NULL; {place} keeps them.", table.name, columns.join(", "));
    vec![
        keep.back(back)
            .back(gone)
            .keeps(cleanup)
            .hazard("values-emptied", sentence)
            .why("The rule refuses these values; all are kept."),
        change(forth).why("The values are in the archive by now."),
    ]
}
