//! The rows of one table.

use super::plausible::{Draw, draw};
use super::{Options, Random, TableRows, Value};
use crate::prove::check::{Bounds, Rule};
use crate::schema::{Column, ColumnType, ForeignKey, QualifiedName, Schema, Table};
use std::collections::{HashMap, HashSet};

/// Draws of one row before the table is taken for full.
const TRIES: usize = 400;

/// What is known of a table before its first row.
struct Plan<'a> {
    schema: &'a Schema,
    table: &'a Table,
    columns: Vec<&'a Column>,
    rules: Vec<Rule>,
    bounds: HashMap<String, Bounds>,
    keys: Vec<Vec<String>>,
    links: Vec<Link<'a>>,
}

/// A foreign key with the rows that it may refer to; none where the parent is the table itself.
struct Link<'a> {
    key: &'a ForeignKey,
    parents: Vec<Vec<Value>>,
    own: bool,
}

pub(super) fn fill(
    schema: &Schema,
    table: &Table,
    filled: &HashMap<QualifiedName, TableRows>,
    options: Options,
    notes: &mut Vec<String>,
) -> TableRows {
    let plan = plan(schema, table, filled, notes);
    let mut random = Random::named(options.seed, &table.name.to_string());
    let names: Vec<String> = plan.columns.iter().map(|column| column.name.clone()).collect();
    let mut made = TableRows { table: table.name.clone(), columns: names, rows: Vec::new() };
    let mut seen: Vec<HashSet<Vec<Value>>> = vec![HashSet::new(); plan.keys.len()];
    if let Some(link) =
        plan.links.iter().find(|link| !link.own && link.parents.is_empty() && table.requires(&link.key.columns))
    {
        notes.push(format!("{} has no rows: there are none in {} to refer to.", table.name, link.key.references.table));
        return made;
    }
    for at in 0..options.rows {
        let Some(row) = (0..TRIES).find_map(|attempt| fitting(&plan, &made, &mut seen, at, attempt, &mut random))
        else {
            notes.push(format!(
                "{} has {} of {} rows: no further row fits its keys and checks.",
                table.name,
                made.rows.len(),
                options.rows
            ));
            break;
        };
        made.rows.push(row);
    }
    made
}

fn plan<'a>(
    schema: &'a Schema,
    table: &'a Table,
    filled: &HashMap<QualifiedName, TableRows>,
    notes: &mut Vec<String>,
) -> Plan<'a> {
    let columns: Vec<&Column> = table.columns.iter().filter(|column| column.generated.is_none()).collect();
    let mut rules = Vec::new();
    let mut texts: Vec<String> = table.checks.iter().map(|check| check.expression.0.clone()).collect();
    for column in &columns {
        if let ColumnType::Named(name) = &column.data_type
            && let Some(domain) = schema.domains.iter().find(|domain| domain.name == *name)
        {
            texts.extend(domain.checks.iter().map(|check| check.expression.renamed("value", &column.name).0));
        }
    }
    for text in texts {
        match Rule::read(&text) {
            Some(rule) => rules.push(rule),
            None => notes.push(format!("{}: the check {text} was not followed.", table.name)),
        }
    }
    let mut bounds: HashMap<String, Bounds> = HashMap::new();
    rules.iter().for_each(|rule| rule.bounds(&mut bounds));
    let mut keys: Vec<Vec<String>> = Vec::new();
    keys.extend(table.primary_key.iter().map(|key| key.columns.clone()));
    keys.extend(table.uniques.iter().map(|key| key.columns.clone()));
    keys.extend(table.indexes.iter().filter(|index| index.unique).filter_map(|index| {
        let names: Vec<String> = index.columns().into_iter().map(str::to_owned).collect();
        (names.len() == index.keys.len()).then_some(names)
    }));
    keys.retain(|key| key.iter().all(|name| columns.iter().any(|column| column.name == *name)));
    let links = table.foreign_keys.iter().map(|key| {
        let own = key.references.table == table.name;
        let wanted = schema.referenced_columns(key);
        let parents = filled.get(&key.references.table).and_then(|parent| parent.project(&wanted));
        Link { key, parents: parents.unwrap_or_default(), own }
    });
    Plan { schema, table, columns, rules, bounds, keys, links: links.collect() }
}

/// A row, if this draw of it keeps all rules. Its keys are taken then.
fn fitting(
    plan: &Plan,
    made: &TableRows,
    seen: &mut [HashSet<Vec<Value>>],
    at: usize,
    attempt: usize,
    random: &mut Random,
) -> Option<Vec<Value>> {
    let mut row = drawn(plan, at, attempt, random);
    for link in &plan.links {
        refer(plan, link, made, &mut row, attempt, random);
    }
    let row: Vec<Value> = plan.columns.iter().map(|column| row.remove(&column.name).unwrap_or(Value::Null)).collect();
    let value = |name: &str| {
        let place = plan.columns.iter().position(|column| column.name == name)?;
        row.get(place)
    };
    if plan.columns.iter().zip(&row).any(|(column, value)| !column.nullable && *value == Value::Null) {
        return None;
    }
    if plan.rules.iter().any(|rule| rule.holds(&value) == Some(false)) {
        return None;
    }
    let keys: Vec<Vec<Value>> =
        plan.keys.iter().map(|key| key.iter().filter_map(|name| value(name).cloned()).collect()).collect();
    // NULLs differ from each other in most databases; in those where they do not, rows without NULL are still there.
    let taken =
        |(key, seen): (&Vec<Value>, &HashSet<Vec<Value>>)| !key.contains(&Value::Null) && seen.contains(&folded(key));
    if keys.iter().zip(&*seen).any(taken) {
        return None;
    }
    for (key, seen) in keys.iter().zip(seen) {
        seen.insert(folded(key));
    }
    Some(row)
}

/// Some databases compare texts without regard to case.
fn folded(key: &[Value]) -> Vec<Value> {
    let fold = |value: &Value| match value {
        Value::Text(text) => Value::Text(text.to_lowercase()),
        other => other.clone(),
    };
    key.iter().map(fold).collect()
}

/// Values for all columns, without regard to foreign keys.
fn drawn(plan: &Plan, at: usize, attempt: usize, random: &mut Random) -> HashMap<String, Value> {
    let mut moment = random.between(0, 500);
    let mut row = HashMap::new();
    for column in &plan.columns {
        let alone = plan.keys.iter().any(|key| key.len() == 1 && key[0] == column.name);
        // The first rows have a value everywhere; when draws fail, NULL may be what is asked for.
        let empty = column.nullable && at > 0 && random.percent(if attempt > 20 { 50 } else { 15 });
        if empty {
            row.insert(column.name.clone(), Value::Null);
            continue;
        }
        moment += random.between(0, 20);
        let request = Draw {
            schema: plan.schema,
            table: &plan.table.name.name,
            column,
            bounds: plan.bounds.get(&column.name),
            // A number of its own makes a text unlike all others.
            unlike: alone.then_some(at + attempt),
            row: at,
            moment,
        };
        row.insert(column.name.clone(), draw(&request, random));
    }
    row
}

/// Gives the columns of a foreign key the values of a parent's row.
fn refer(
    plan: &Plan,
    link: &Link,
    made: &TableRows,
    row: &mut HashMap<String, Value>,
    attempt: usize,
    random: &mut Random,
) {
    let columns = &link.key.columns;
    let wanted = plan.schema.referenced_columns(link.key);
    let own = if link.own { made.project(&wanted).unwrap_or_default() } else { Vec::new() };
    let parents = if link.own { &own } else { &link.parents };
    let nullable = !plan.table.requires(columns);
    if nullable && (parents.is_empty() || random.percent(if attempt > 20 { 50 } else { 15 })) {
        let free = columns.iter().filter(|name| plan.table.column(name).is_some_and(|column| column.nullable));
        free.for_each(|name| drop(row.insert(name.clone(), Value::Null)));
        return;
    }
    // A key of several columns may share some with another key: those that stand already decide.
    let settled: Vec<&String> = columns.iter().filter(|name| is_shared(plan, link, name)).collect();
    let fits = |parent: &&Vec<Value>| {
        columns.iter().zip(*parent).all(|(name, value)| !settled.contains(&name) || row.get(name) == Some(value))
    };
    let candidates: Vec<&Vec<Value>> =
        if settled.is_empty() { parents.iter().collect() } else { parents.iter().filter(fits).collect() };
    match random.pick(&candidates) {
        Some(parent) => {
            for (name, value) in columns.iter().zip(*parent) {
                row.insert(name.clone(), value.clone());
            }
        }
        // The first row of a table that must refer to itself.
        None if link.own => {
            for (name, wanted) in columns.iter().zip(&wanted) {
                let value = row.get(wanted).cloned().unwrap_or(Value::Null);
                row.insert(name.clone(), value);
            }
        }
        None => {
            columns.iter().for_each(|name| drop(row.insert(name.clone(), Value::Null)));
        }
    }
}

/// Whether an earlier key of the table already gave the column its value.
fn is_shared(plan: &Plan, link: &Link, column: &str) -> bool {
    let earlier = plan.links.iter().take_while(|other| other.key.id != link.key.id);
    earlier.flat_map(|other| &other.key.columns).any(|name| name == column)
}
