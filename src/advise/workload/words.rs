//! Queries said in words: `find orders by customer, newest first, 2000 times a day`.
//!
//! A sentence is a line that begins with what is done. Its table is the first one that it names, further ones are joined
//! along their references; the columns that it names are compared, sorted or grouped by, as the words before them say.

use super::Query;
use crate::schema::{Column, ColumnType, Schema, Table, singular, words};

const READS: [&str; 22] = [
    "find", "look", "looks", "list", "lists", "show", "shows", "get", "search", "searches", "count", "sum", "fetch",
    "read", "reads", "load", "filter", "open", "opens", "browse", "see", "view",
];
const INSERTS: [&str; 13] = [
    "add", "adds", "insert", "inserts", "create", "creates", "record", "log", "store", "place", "places", "post",
    "register",
];
const UPDATES: [&str; 9] = ["update", "updates", "change", "changes", "edit", "edits", "mark", "marks", "set"];
const DELETES: [&str; 5] = ["delete", "deletes", "remove", "removes", "purge"];

/// Words that SQL begins with.
const SQL: [&str; 24] = [
    "select", "with", "insert", "update", "delete", "merge", "replace", "values", "begin", "commit", "rollback",
    "create", "alter", "drop", "set", "use", "explain", "analyze", "call", "exec", "execute", "declare", "grant",
    "from",
];

/// The sentences of a text, and the text without them. A line of SQL is none, nor is one within a statement.
pub(super) fn sentences(text: &str) -> (Vec<&str>, String) {
    let (mut found, mut rest) = (Vec::new(), String::new());
    let mut between = true;
    for line in text.lines() {
        if between && is_sentence(line) {
            let parts = without_bullet(line).split(". ").map(str::trim);
            found.extend(parts.filter(|part| part.split_whitespace().count() > 1));
        } else {
            let trimmed = line.trim_end();
            between = trimmed.ends_with(';') || trimmed.trim_start().starts_with("--") || trimmed.is_empty() && between;
            rest += line;
        }
        rest.push('\n');
    }
    (found, rest)
}

fn without_bullet(line: &str) -> &str {
    let line = line.trim();
    ["- ", "* ", "• "].iter().find_map(|bullet| line.strip_prefix(bullet)).unwrap_or(line)
}

/// A line that does not begin as SQL does, or goes on otherwise: `update the status of an order`.
fn is_sentence(line: &str) -> bool {
    let line = without_bullet(line);
    let lower = line.to_lowercase();
    let mut words = lower.split_whitespace();
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_word = first.starts_with(char::is_alphabetic) && !second.is_empty();
    let is_sql = lower.contains(" = ")
        || lower.contains(" set ")
        || lower.ends_with(';')
        || lower.contains('(') && SQL.contains(&first)
        || matches!(second, "into" | "from" | "table" | "index" | "view" | "*")
        || matches!(first, "select" | "with" | "values" | "explain" | "from");
    let is_said = [&READS[..], &INSERTS, &UPDATES, &DELETES].iter().any(|verbs| verbs.contains(&first));
    is_word && !is_sql && (is_said || !SQL.contains(&first))
}

/// A sentence as a statement with how often it runs a day; `None` where it names no table.
pub(super) fn query(sentence: &str, schema: &Schema) -> Option<Query> {
    let said = said(sentence);
    // Who does it stands before the verb: `customers look up their orders`.
    let verbs = |word: &String| {
        let all = [&READS[..], &INSERTS, &UPDATES, &DELETES];
        all.iter().any(|verbs| verbs.contains(&word.as_str()))
    };
    let verb = said.iter().take(5).position(verbs).unwrap_or(0);
    let done = said.get(verb..)?;
    let tables = tables_of(done, schema);
    let (_, table) = tables.first().copied()?;
    let first = done.first()?.as_str();
    let sql = if INSERTS.contains(&first) {
        let columns: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        let values: Vec<String> = (1..=columns.len()).map(|at| format!("${at}")).collect();
        format!("INSERT INTO {} ({}) VALUES ({})", table.name, columns.join(", "), values.join(", "))
    } else if UPDATES.contains(&first) {
        let set = columns_of(done, table).first().map(|(_, column)| column.name.clone());
        let set = set.or_else(|| table.columns.last().map(|column| column.name.clone()))?;
        format!("UPDATE {} SET {set} = $1 WHERE {}", table.name, by_key(table))
    } else if DELETES.contains(&first) {
        let conditions = conditions(done, table, "");
        let conditions = if conditions.is_empty() { by_key(table) } else { conditions.join(" AND ") };
        format!("DELETE FROM {} WHERE {conditions}", table.name)
    } else {
        select(done, &tables)?
    };
    let id = sentence.split(',').next().unwrap_or(sentence).trim().to_owned();
    Some(Query { id, sql, frequency: a_day(&said) })
}

/// The words of a sentence in lower case, numbers without their separators.
fn said(sentence: &str) -> Vec<String> {
    let chars: Vec<char> = sentence.chars().collect();
    let is_digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    let separates =
        |at: usize| chars[at] == ',' && is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)) && is_digit(Some(at + 3));
    let kept: String = (0..chars.len()).filter(|at| !separates(*at)).map(|at| chars[at]).collect();
    kept.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.'))
        .filter(|word| !word.is_empty())
        .flat_map(|word| word.split('_'))
        .map(|word| word.trim_end_matches('.').to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

/// The tables that are said, each with its first place. Of `orders` and `order items` the longer name is meant.
fn tables_of<'s>(said: &[String], schema: &'s Schema) -> Vec<(usize, &'s Table)> {
    let (mut found, mut at) = (Vec::<(usize, &Table)>::new(), 0);
    while at < said.len() {
        let length = |table: &Table| words(&table.name.name).len();
        let here = schema.tables.iter().filter(|table| place(&said[at..], &table.name.name) == Some(0));
        match here.max_by_key(|table| length(table)) {
            Some(table) => {
                if !found.iter().any(|(_, known)| known.name == table.name) {
                    found.push((at, table));
                }
                at += length(table).max(1);
            }
            None => at += 1,
        }
    }
    found
}

fn by_key(table: &Table) -> String {
    let keys = table.key_columns();
    let keys: Vec<String> = keys.iter().map(|column| format!("{column} = $9")).collect();
    if keys.is_empty() { "true".to_owned() } else { keys.join(" AND ") }
}

fn select(said: &[String], tables: &[(usize, &Table)]) -> Option<String> {
    let (_, table) = tables.first()?;
    let mut from = format!("{} t0", table.name);
    let mut joined: Vec<(&Table, String)> = vec![(table, "t0".to_owned())];
    for (at, other) in tables.iter().skip(1) {
        // `by customer` compares a reference that is there.
        if joined.iter().any(|(known, _)| columns_of(said, known).iter().any(|(place, _)| place == at)) {
            continue;
        }
        let alias = format!("t{}", joined.len());
        let link = joined.iter().find_map(|(known, name)| {
            let along = |child: &Table, own: &str, parent: &Table, theirs: &str| {
                let key = child.foreign_keys.iter().find(|key| key.references.table == parent.name)?;
                let columns =
                    if key.references.columns.is_empty() { parent.key_columns() } else { &key.references.columns };
                Some(format!("{own}.{} = {theirs}.{}", key.columns.first()?, columns.first()?))
            };
            along(known, name, other, &alias).or_else(|| along(other, &alias, known, name))
        });
        if let Some(link) = link {
            from += &format!(" JOIN {} {alias} ON {link}", other.name);
            joined.push((other, alias));
        }
    }
    let conditions: Vec<String> =
        joined.iter().flat_map(|(table, alias)| conditions(said, table, &format!("{alias}."))).collect();
    let grouped = joined.iter().find_map(|(table, alias)| {
        let (_, column) =
            columns_of(said, table).into_iter().find(|(at, _)| before(said, *at, &["per", "grouped", "each"]))?;
        Some(format!("{alias}.{}", column.name))
    });
    let summed = columns_of(said, table).into_iter().find(|(at, _)| before(said, *at, &["sum", "total", "average"]));
    let what = match (said.first()?.as_str(), &grouped, summed) {
        ("sum", _, Some((_, column))) => format!("sum(t0.{})", column.name),
        ("count", ..) => "count(*)".to_owned(),
        (_, Some(_), _) => "count(*)".to_owned(),
        _ => "t0.*".to_owned(),
    };
    let what = grouped.as_ref().map_or(what.clone(), |column| format!("{column}, {what}"));
    let mut sql = format!("SELECT {what} FROM {from}");
    if !conditions.is_empty() {
        sql += &format!(" WHERE {}", conditions.join(" AND "));
    }
    match (grouped, order(said, table)) {
        (Some(column), _) => sql += &format!(" GROUP BY {column}"),
        (None, Some(order)) if !what.starts_with("count") && !what.starts_with("sum") => {
            sql += &format!(" ORDER BY {order} LIMIT {}", limit(said).unwrap_or(50));
        }
        _ => {}
    }
    Some(sql)
}

/// Where a name is said, in singular or plural.
fn place(said: &[String], name: &str) -> Option<usize> {
    let wanted: Vec<String> = words(name).iter().map(|word| singular(word)).collect();
    if wanted.is_empty() {
        return None;
    }
    said.windows(wanted.len()).position(|run| run.iter().map(|word| singular(word)).eq(wanted.iter().cloned()))
}

/// The columns that are said, each with its place; `customer` means `customer_id`.
fn columns_of<'t>(said: &[String], table: &'t Table) -> Vec<(usize, &'t Column)> {
    let keys = table.key_columns();
    let mut found: Vec<(usize, &Column)> = Vec::new();
    for column in &table.columns {
        let short = column.name.strip_suffix("_id").or_else(|| column.name.strip_suffix("_at")).unwrap_or(&column.name);
        let at = place(said, &column.name).or_else(|| place(said, short));
        let is_own_key = keys.contains(&column.name) && column.name == "id";
        let is_table = |at: usize| place(said, &table.name.name).is_some_and(|own| own == at);
        found.extend(at.filter(|at| !is_table(*at) && (!is_own_key || said[*at] == "id")).map(|at| (at, column)));
    }
    found.sort_by_key(|(at, _)| *at);
    found.dedup_by_key(|(at, _)| *at);
    found
}

/// Whether one of the words stands shortly before a place.
fn before(said: &[String], at: usize, wanted: &[&str]) -> bool {
    said[at.saturating_sub(3)..at].iter().any(|word| wanted.contains(&word.as_str()))
}

fn conditions(said: &[String], table: &Table, alias: &str) -> Vec<String> {
    let sorted = ["sorted", "ordered", "sort", "order", "per", "grouped", "each", "sum", "total", "average"];
    let by_time = says_order(said);
    let is_order = |column: &Column| by_time && column.data_type.is_temporal();
    let compared = columns_of(said, table)
        .into_iter()
        .filter(|(at, column)| !(before(said, *at, &sorted) || is_order(column) && before(said, *at, &["by"])));
    let condition = |(at, column): (usize, &Column)| {
        let name = format!("{alias}{}", column.name);
        let after: Vec<&str> = said.iter().skip(at + 1).take(3).map(String::as_str).collect();
        let says = |words: &[&str]| after.iter().any(|word| words.contains(word));
        if says(&["missing", "empty", "null"]) {
            format!("{name} IS NULL")
        } else if says(&["between", "range"]) {
            format!("{name} BETWEEN $1 AND $2")
        } else if says(&["after", "since", "over", "above", "more", "newer"]) || before(said, at, &["after", "since"]) {
            format!("{name} > $1")
        } else if says(&["before", "until", "under", "below", "less", "older"])
            || before(said, at, &["before", "until"])
        {
            format!("{name} < $1")
        } else if column.data_type.is_text() && (said[0] == "search" || says(&["containing", "contains", "like"])) {
            format!("{name} ILIKE '%word%'")
        } else {
            match after.as_slice() {
                ["is", value, ..] => format!("{name} = '{value}'"),
                _ => format!("{name} = $1"),
            }
        }
    };
    let mut all: Vec<String> = compared.map(condition).collect();
    all.extend(lately(said, table, alias));
    all.extend(undone(said, table, alias));
    all
}

/// `in the last 7 days`, of the first time that the table has.
fn lately(said: &[String], table: &Table, alias: &str) -> Option<String> {
    let window = said.windows(3).find(|window| {
        matches!(window[0].as_str(), "last" | "past" | "previous")
            && window[1].chars().all(|c| c.is_ascii_digit())
            && unit(&window[2]).is_some()
    })?;
    let column = table.columns.iter().find(|column| column.data_type.is_temporal())?;
    Some(format!("{alias}{} > now() - interval '{} {}'", column.name, window[1], window[2]))
}

/// `unpaid invoices` have no `paid_at`, or `paid` is not true of them.
fn undone(said: &[String], table: &Table, alias: &str) -> Option<String> {
    said.iter().find_map(|word| {
        let done = word.strip_prefix("un").or_else(|| word.strip_prefix("not"))?;
        let is_its = |column: &&Column| {
            let name = column.name.trim_start_matches("is_");
            let name = ["_at", "_on", "_date", "_time"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
            name == done
        };
        let column = table.columns.iter().find(is_its)?;
        match column.data_type {
            ColumnType::Boolean => Some(format!("{alias}{} = false", column.name)),
            _ if column.nullable => Some(format!("{alias}{} IS NULL", column.name)),
            _ => None,
        }
    })
}

fn order(said: &[String], table: &Table) -> Option<String> {
    let sorted =
        columns_of(said, table).into_iter().find(|(at, _)| before(said, *at, &["sorted", "ordered", "sort", "order"]));
    let descending = says_descending(said);
    let by_time = descending || said.iter().any(|word| word == "oldest");
    let column = match sorted {
        Some((_, column)) => column,
        None if by_time => table.columns.iter().find(|column| column.data_type.is_temporal())?,
        None => return None,
    };
    Some(format!("t0.{}{}", column.name, if descending { " DESC" } else { "" }))
}

fn says_descending(said: &[String]) -> bool {
    said.iter().any(|word| matches!(word.as_str(), "newest" | "latest" | "recent" | "highest" | "descending"))
}

fn says_order(said: &[String]) -> bool {
    says_descending(said) || said.iter().any(|word| word == "oldest")
}

fn limit(said: &[String]) -> Option<u32> {
    let words = ["top", "first", "last", "latest", "newest"];
    let is_count = |next: Option<&String>| {
        next.is_none_or(|next| !matches!(next.as_str(), "times" | "x" | "per") && unit(next).is_none())
    };
    let runs = said
        .windows(2)
        .enumerate()
        .filter(|(at, pair)| words.contains(&pair[0].as_str()) && is_count(said.get(at + 2)));
    runs.filter_map(|(_, pair)| pair[1].parse().ok()).next()
}

/// The days that a unit of time has, as a rate: how many of it a day has.
fn unit(word: &str) -> Option<f64> {
    match word.trim_end_matches('s') {
        "second" => Some(86_400.0),
        "minute" => Some(1_440.0),
        "hour" | "hourly" => Some(24.0),
        "day" | "daily" | "night" | "nightly" => Some(1.0),
        "week" | "weekly" => Some(1.0 / 7.0),
        "month" | "monthly" => Some(1.0 / 30.0),
        _ => None,
    }
}

/// Times a day: `2000 times a day`, `5 per second`, `5 million a day`, `every minute`, `hourly`; once where nothing is said.
fn a_day(said: &[String]) -> f64 {
    let multiple = |word: &str| match word {
        "thousand" | "k" => Some(1e3),
        "million" | "m" => Some(1e6),
        "billion" => Some(1e9),
        _ => None,
    };
    let is_rate = |at: usize| {
        said.get(at).is_some_and(|next| matches!(next.as_str(), "times" | "x" | "per" | "a" | "an" | "every"))
    };
    let count = said.iter().enumerate().rev().find_map(|(at, word)| {
        let (digits, own) = match word.strip_suffix('k') {
            Some(digits) => (digits, 1e3),
            None => (word.as_str(), 1.0),
        };
        let number: f64 = digits.parse().ok()?;
        match said.get(at + 1).and_then(|next| multiple(next)) {
            Some(times) => is_rate(at + 2).then_some(number * times),
            None => is_rate(at + 1).then_some(number * own),
        }
    });
    // `in the last 7 days` is no rate.
    let is_span = |at: usize| at > 0 && said[at - 1].parse::<f64>().is_ok();
    let rate = (0..said.len()).rev().find_map(|at| unit(&said[at]).filter(|_| !is_span(at)));
    count.unwrap_or(1.0) * rate.unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Dialect;
    use crate::sql;

    fn check(sentence: &str, expected: &str, frequency: f64) {
        let schema = sql::parse(
            "CREATE TABLE customers (id bigint PRIMARY KEY, email varchar(200), country char(2));
             CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint REFERENCES customers (id), status varchar(9),
               total decimal(10,2), created_at timestamp, shipped_at timestamp);
             CREATE TABLE order_items (id bigint PRIMARY KEY, order_id bigint REFERENCES orders (id), quantity integer);",
            Dialect::PostgreSql,
        )
        .schema;
        let found = query(sentence, &schema).unwrap();
        assert_eq!((found.sql.as_str(), found.frequency), (expected, frequency), "{sentence}");
    }

    #[test]
    fn sentences_become_statements() {
        check(
            "find orders by customer, newest first, 2000 times a day",
            "SELECT t0.* FROM orders t0 WHERE t0.customer_id = $1 ORDER BY t0.created_at DESC LIMIT 50",
            2000.0,
        );
        check("count orders per status, hourly", "SELECT t0.status, count(*) FROM orders t0 GROUP BY t0.status", 24.0);
        check(
            "look up customers by email 5 times per minute",
            "SELECT t0.* FROM customers t0 WHERE t0.email = $1",
            7200.0,
        );
        check(
            "list orders with status is open and total over 100, sorted by created",
            "SELECT t0.* FROM orders t0 WHERE t0.status = 'open' AND t0.total > $1 ORDER BY t0.created_at LIMIT 50",
            1.0,
        );
        check(
            "show order items of orders by customer",
            "SELECT t0.* FROM order_items t0 JOIN orders t1 ON t0.order_id = t1.id WHERE t1.customer_id = $1",
            1.0,
        );
        check(
            "add an order 10 times a minute",
            "INSERT INTO orders (id, customer_id, status, total, created_at, shipped_at) VALUES ($1, $2, $3, $4, $5, $6)",
            14400.0,
        );
        check("change the status of an order daily", "UPDATE orders SET status = $1 WHERE id = $9", 1.0);
        check("delete orders with created before last year", "DELETE FROM orders WHERE created_at < $1", 1.0);
        check(
            "Customers look up their latest orders 10,000 times a day",
            "SELECT t0.* FROM orders t0 ORDER BY t0.created_at DESC LIMIT 50",
            10_000.0,
        );
        check(
            "count orders per customer in the last 7 days, hourly",
            "SELECT t0.customer_id, count(*) FROM orders t0 WHERE t0.created_at > now() - interval '7 days' GROUP BY t0.customer_id",
            24.0,
        );
        check(
            "unshipped orders, oldest first, every minute",
            "SELECT t0.* FROM orders t0 WHERE t0.shipped_at IS NULL ORDER BY t0.created_at LIMIT 50",
            1440.0,
        );
        check(
            "record orders, 5 million a day",
            "INSERT INTO orders (id, customer_id, status, total, created_at, shipped_at) VALUES ($1, $2, $3, $4, $5, $6)",
            5e6,
        );
    }

    #[test]
    fn sentences_and_statements_are_told_apart() {
        let text = "find orders by customer\nSELECT 1\nFROM x;\nupdate orders set a = 1;\n-- name: z\ncount orders";
        let (found, rest) = sentences(text);
        assert_eq!(found, ["find orders by customer", "count orders"]);
        assert!(rest.contains("SELECT 1\nFROM x;\nupdate orders set a = 1;\n-- name: z"));
    }
}
