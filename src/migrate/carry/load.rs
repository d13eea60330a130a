//! Rows for new tables, made of columns of old ones.

use super::sql::{NEW, OLD, at, comparable, first, named, same, set};
use super::{Carry, Link, Pairs, Values};
use crate::dialect::Dialect;
use crate::migrate::backfill::in_batches;
use crate::migrate::plan::{Effect, Hold, Statement, Verify};
use crate::migrate::question;
use crate::migrate::step::Step;
use crate::migrate::work::Work;
use crate::schema::{Column, ColumnType, Table};

/// A query whose rows a new table gets.
struct Rows {
    /// Columns of the new table, each with what is selected for it.
    columns: Pairs,
    from: String,
    condition: String,
    distinct: bool,
}

pub(super) fn load(work: &Work, carry: &Carry, from: &Table, to: &Table, mut step: Step) -> Step {
    if let Some(verify) = conflict(work, carry, from, to) {
        step = step.run_all(question::stops(work, &verify)).verify(verify);
    }
    let names: Vec<String> = carry.pairs().into_iter().map(|(name, _)| name).collect();
    let message = format!(
        "{} of {} become rows of {}; what the application writes to the old place after this phase and before the new one is in use does not follow, so let it write both, or stop it meanwhile.",
        names.join(", "),
        from.name,
        to.name
    );
    let mut message = Some(message);
    for sql in inserts(work, carry, from, to) {
        let mut statement = Statement::new(sql).holds(Hold::Schema, Effect::Rows, &to.name).also_locks(&from.name);
        if let Some(message) = message.take() {
            statement = statement.hazard("values-move", message);
        }
        step = step.run(statement.why("Rows that are there already are left out, so the statement can run again."));
    }
    step
}

fn inserts(work: &Work, carry: &Carry, from: &Table, to: &Table) -> Vec<String> {
    let rows = match (&carry.values, &carry.link) {
        (Values::Columns(pairs), link) => vec![rows(work, link, pairs, from, to)],
        (Values::Numbers { position, rows }, Link::Child(link)) => {
            numbered_rows(work, link, position.as_ref(), rows, from)
        }
        (Values::List { from: list, to: item }, Link::Child(link)) => {
            vec![listed_rows(work, link, (list, item), from, to)]
        }
        _ => Vec::new(),
    };
    rows.into_iter().map(|rows| insert(work, to, rows)).collect()
}

fn rows(work: &Work, link: &Link, pairs: &Pairs, from: &Table, to: &Table) -> Rows {
    let plain = |pairs: &Pairs| pairs.iter().map(|(a, b)| (b.clone(), at(work, OLD, a))).collect::<Pairs>();
    let values = pairs.iter().map(|(name, _)| name);
    let any = set(work, OLD, values.clone(), " OR ");
    let (columns, condition, distinct) = match link {
        Link::Natural(keys) => {
            let condition = set(work, OLD, keys.iter().map(|(name, _)| name), " AND ");
            ([plain(keys), plain(pairs)].concat(), condition, true)
        }
        Link::Child(keys) => {
            let key = keys.iter().map(|(_, to)| to.clone()).collect::<Vec<_>>();
            // A part of every row, or a thing that a row may have.
            let all = to.is_unique(&key) && to.key_columns() == key;
            let condition = set(work, OLD, keys.iter().map(|(name, _)| name), " AND ");
            let needed = required(to, pairs);
            let needed = if needed.is_empty() { format!("({any})") } else { set(work, OLD, needed.iter(), " AND ") };
            let condition = if all { condition } else { format!("{condition} AND {needed}") };
            ([plain(keys), plain(pairs)].concat(), condition, false)
        }
        _ => {
            let needed = required(to, pairs);
            let condition = if needed.is_empty() { any } else { set(work, OLD, needed.iter(), " AND ") };
            (plain(pairs), condition, true)
        }
    };
    Rows { columns, from: named(work, from, OLD), condition, distinct }
}

/// Columns of the old table without which a row of the new one cannot be.
fn required(to: &Table, pairs: &Pairs) -> Vec<String> {
    let strict = |name: &str| to.column(name).is_some_and(|column| !column.nullable && column.default.is_none());
    pairs.iter().filter(|(_, to)| strict(to)).map(|(from, _)| from.clone()).collect()
}

fn numbered_rows(work: &Work, link: &Pairs, position: Option<&String>, rows: &[Pairs], from: &Table) -> Vec<Rows> {
    let row = |(at_number, row): (usize, &Pairs)| {
        let mut columns: Pairs = link.iter().map(|(a, b)| (b.clone(), at(work, OLD, a))).collect();
        columns.extend(position.map(|name| (name.clone(), (at_number + 1).to_string())));
        columns.extend(row.iter().map(|(a, b)| (b.clone(), at(work, OLD, a))));
        // The first column is the thing itself; without it there is nothing to tell.
        let condition = set(work, OLD, row.iter().take(1).map(|(name, _)| name), " AND ");
        Rows { columns, from: named(work, from, OLD), condition, distinct: position.is_none() }
    };
    rows.iter().enumerate().map(row).collect()
}

/// Each item of a list once. Texts are lists with commas, semicolons or bars between their items.
fn listed_rows(work: &Work, link: &Pairs, (list, item): (&String, &String), from: &Table, to: &Table) -> Rows {
    let column = at(work, OLD, list);
    let is_array = from.column(list).is_some_and(|column| matches!(column.data_type, ColumnType::Array(_)));
    let commas = format!("REPLACE(REPLACE({column}, ';', ','), '|', ',')");
    let json = format!(
        "CONCAT('[\"', REPLACE(REPLACE(REPLACE({commas}, '\\\\', '\\\\\\\\'), '\"', '\\\\\"'), ',', '\",\"'), '\"]')"
    );
    let old = named(work, from, OLD);
    let (from, mut value) = match work.dialect {
        Dialect::PostgreSql | Dialect::HeliosDb if is_array => {
            (format!("{old} CROSS JOIN LATERAL unnest({column}) AS item(v)"), "item.v".to_owned())
        }
        Dialect::PostgreSql | Dialect::HeliosDb => (
            format!("{old} CROSS JOIN LATERAL regexp_split_to_table({column}, '[,;|]') AS item(v)"),
            "trim(item.v)".to_owned(),
        ),
        Dialect::MySql | Dialect::MariaDb => (
            format!("{old} JOIN JSON_TABLE({json}, '$[*]' COLUMNS (v varchar(255) PATH '$')) AS item"),
            "TRIM(item.v)".to_owned(),
        ),
        Dialect::SqlServer => {
            (format!("{old} CROSS APPLY STRING_SPLIT({commas}, ',') AS item"), "LTRIM(RTRIM(item.value))".to_owned())
        }
        Dialect::Oracle => (
            format!(
                "{old} CROSS APPLY (SELECT REGEXP_SUBSTR({column}, '[^,;|]+', 1, LEVEL) AS v FROM dual CONNECT BY REGEXP_SUBSTR({column}, '[^,;|]+', 1, LEVEL) IS NOT NULL) item"
            ),
            "TRIM(item.v)".to_owned(),
        ),
        Dialect::Sqlite => (
            format!(
                "{old}, json_each('[\"' || replace(replace({commas}, '\"', '\\\"'), ',', '\",\"') || '\"]') AS item"
            ),
            "trim(item.value)".to_owned(),
        ),
    };
    let filled =
        if is_array { format!("{value} IS NOT NULL") } else { format!("{column} IS NOT NULL AND {value} <> ''") };
    let texts = matches!(work.dialect, Dialect::PostgreSql | Dialect::HeliosDb);
    if let Some(own) = to.column(item).filter(|own| texts && !is_array && !own.data_type.is_text()) {
        value = format!("CAST({value} AS {})", work.new.column_type(own.id).unwrap_or_default());
    }
    let mut columns: Pairs = link.iter().map(|(a, b)| (b.clone(), at(work, OLD, a))).collect();
    columns.push((item.clone(), value));
    Rows { columns, from, condition: filled, distinct: true }
}

/// `INSERT ... SELECT` of the rows that the table does not have.
fn insert(work: &Work, to: &Table, rows: Rows) -> String {
    let Rows { columns, from, condition, distinct } = rows;
    let own = work.quote(&to.name);
    let select: Vec<String> = columns.iter().map(|(name, sql)| format!("{sql} AS {}", work.ident(name))).collect();
    let word = if distinct && select_can_be_distinct(work, to, &columns) { "SELECT DISTINCT" } else { "SELECT" };
    let inner = format!("{word} {} FROM {from} WHERE {condition}", select.join(", "));
    let mut names: Vec<String> = columns.iter().map(|(name, _)| work.ident(name)).collect();
    let mut values: Vec<String> = names.iter().map(|name| format!("fresh.{name}")).collect();
    let there = columns.iter().map(|(name, _)| {
        let (a, b) = (at(work, NEW, name), at(work, "fresh", name));
        same(work.dialect, &comparable(work, to, name, a), &comparable(work, to, name, b))
    });
    // By its key where the statement gives it one, else by all that it gives.
    let key = to.key_columns();
    let keyed = !key.is_empty() && key.iter().all(|name| columns.iter().any(|(own, _)| own == name));
    let there = match keyed {
        true => {
            key.iter().map(|name| format!("{} = {}", at(work, NEW, name), at(work, "fresh", name))).collect::<Vec<_>>()
        }
        false => there.collect(),
    };
    if let Some(number) = counted(to, &columns) {
        let name = work.ident(&number.name);
        let order = if work.dialect == Dialect::SqlServer {
            "(SELECT NULL)"
        } else {
            values.first().map_or("1", String::as_str)
        };
        values.push(format!("(SELECT COALESCE(MAX({name}), 0) FROM {own}) + ROW_NUMBER() OVER (ORDER BY {order})"));
        names.push(name);
    }
    format!(
        "INSERT INTO {own} ({}) SELECT {} FROM ({inner}) fresh WHERE NOT EXISTS (SELECT 1 FROM {own} {NEW} WHERE {})",
        names.join(", "),
        values.join(", "),
        there.join(" AND ")
    )
}

/// Types without equality have no distinct values; their rows are told apart by the key.
fn select_can_be_distinct(work: &Work, to: &Table, columns: &Pairs) -> bool {
    columns.iter().all(|(name, _)| comparable(work, to, name, String::new()).is_empty())
}

/// The key that rows are counted for, because nothing gives it to them.
fn counted<'t>(to: &'t Table, columns: &Pairs) -> Option<&'t Column> {
    let [key] = to.key_columns() else { return None };
    let given = columns.iter().any(|(name, _)| name == key);
    to.column(key).filter(|column| {
        !given && column.identity.is_none() && column.default.is_none() && column.data_type.is_integer()
    })
}

/// Values of one key that differ from row to row, so that the new table has no place for them.
fn conflict(work: &Work, carry: &Carry, from: &Table, to: &Table) -> Option<Verify> {
    let (Link::Natural(keys), Values::Columns(pairs)) = (&carry.link, &carry.values) else { return None };
    let list = |pairs: &Pairs| {
        let own = |name: &String| {
            let compared = comparable(work, from, name, work.ident(name));
            if compared == work.ident(name) { compared } else { format!("{compared} AS {}", work.ident(name)) }
        };
        pairs.iter().map(|(name, _)| own(name)).collect::<Vec<_>>().join(", ")
    };
    let key = work.idents(&keys.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>());
    let set =
        keys.iter().map(|(name, _)| format!("{} IS NOT NULL", work.ident(name))).collect::<Vec<_>>().join(" AND ");
    let (all, own) = (list(&[keys.clone(), pairs.clone()].concat()), work.quote(&from.name));
    let names: Vec<&str> = pairs.iter().map(|(name, _)| name.as_str()).collect();
    let keys: Vec<&str> = keys.iter().map(|(name, _)| name.as_str()).collect();
    Some(Verify {
        what: format!("Values of {} ({}) whose rows differ in {}", from.name, keys.join(", "), names.join(", ")),
        sql: format!(
            "SELECT COUNT(*) FROM (SELECT {key} FROM (SELECT DISTINCT {all} FROM {own} WHERE {set}) d GROUP BY {key} HAVING COUNT(*) > 1) c"
        ),
        action: format!("Make these rows agree; {} holds one row for each value.", to.name),
    })
}

/// The numbers of the new rows, in the rows that they were made of.
pub(super) fn refer(
    work: &Work,
    carry: &Carry,
    (from, reference): (&Table, &String),
    (to, key): (&Table, &String),
    step: Step,
) -> Step {
    let own = work.quote(&from.name);
    let pairs = carry.pairs();
    let equal = pairs.iter().map(|(a, b)| {
        let (old, new) = (format!("{own}.{}", work.ident(a)), at(work, NEW, b));
        same(work.dialect, &comparable(work, from, a, old), &comparable(work, to, b, new))
    });
    let there = format!("{} WHERE {}", named(work, to, NEW), equal.collect::<Vec<_>>().join(" AND "));
    let name = work.ident(reference);
    let value = first(work, &at(work, NEW, key), &there);
    let condition = format!("{name} IS NULL AND EXISTS (SELECT 1 FROM {there})");
    let why = format!("Each row refers to the row of {} that its values became.", to.name);
    in_batches(work, from, &[(reference.clone(), value)], &condition)
        .into_iter()
        .fold(step, |step, statement| step.run(statement.why(why.clone())))
}
