//! The denormalization advisor: columns of a parent that most queries fetch by a join, copied into the child.

mod view;

use super::cost;
use super::figure::figure;
use super::report::{Context, TableVerdict, rounded};
use super::workload::{JoinKind, Shape, WriteKind};
use crate::dialect::Dialect;
use crate::schema::Table;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A join has to be in more than this share of the reading executions.
const SHARE: f64 = 0.8;

/// More columns than this are no copy but a merged table.
const MOST_COLUMNS: usize = 4;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Denormalization {
    /// The table that gets the copies.
    pub table: String,
    /// The table that they are copied from.
    pub from: String,
    pub columns: Vec<String>,
    /// The share of reading executions with the join, in percent.
    pub share_percent: f64,
    pub read_gain: f64,
    pub write_cost: f64,
    pub storage_mb: f64,
    pub queries: Vec<String>,
    pub rationale: String,
    /// Columns, first values, and the triggers that keep them in step.
    pub sql: Vec<String>,
    /// The same as a materialized view, for those who can read what is a little old; not every database has them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub view: Vec<String>,
}

/// A join of a child with a parent by the parent's key.
type Join = (usize, usize, usize, usize);

/// Copies that pay, and a verdict for each frequent join that is better left.
pub(super) fn advise(context: &Context) -> (Vec<Denormalization>, Vec<TableVerdict>) {
    let reads = |query: &usize| context.evaluator.queries[*query].shape.write.is_none();
    let readers: Vec<usize> = (0..context.ids.len()).filter(reads).collect();
    let weight = |query: &usize| context.evaluator.queries[*query].frequency;
    let total: f64 = readers.iter().map(weight).sum();
    let mut joins: BTreeMap<Join, Vec<usize>> = BTreeMap::new();
    for query in &readers {
        let mut own: Vec<Join> = joins_of(context, &context.evaluator.queries[*query].shape);
        own.sort_unstable();
        own.dedup();
        own.into_iter().for_each(|join| joins.entry(join).or_default().push(*query));
    }
    let (mut advice, mut verdicts) = (Vec::new(), Vec::new());
    for (join, queries) in joins {
        let share = queries.iter().map(weight).sum::<f64>() / total.max(1e-9);
        if share <= SHARE || readers.len() < 2 {
            continue;
        }
        match weigh(context, join, &queries, share) {
            Ok(found) => advice.push(found),
            Err(rationale) => verdicts.push(TableVerdict {
                table: context.schema.tables[join.0].name.to_string(),
                topic: "denormalization",
                verdict: "do nothing",
                rationale,
            }),
        }
    }
    (advice, verdicts)
}

/// The joins of a statement: child, its column, parent, its key.
fn joins_of(context: &Context, shape: &Shape) -> Vec<Join> {
    let mut joins = Vec::new();
    for block in &shape.blocks {
        for edge in &block.edges {
            for (child, parent) in [(edge.left, edge.right), (edge.right, edge.left)] {
                let tables = (block.relations[child.0].table(), block.relations[parent.0].table());
                let (Some(child_table), Some(parent_table)) = tables else { continue };
                let parent_key = context.schema.tables[parent_table].columns[parent.1].name.clone();
                let child_key = context.schema.tables[child_table].columns[child.1].name.clone();
                let is_key = context.schema.tables[parent_table].is_unique(&[parent_key]);
                let is_other = !context.schema.tables[child_table].is_unique(&[child_key]);
                if is_key && is_other && child_table != parent_table {
                    joins.push((child_table, child.1, parent_table, parent.1));
                }
            }
        }
    }
    joins
}

fn weigh(context: &Context, join: Join, queries: &[usize], share: f64) -> Result<Denormalization, String> {
    let (child, child_column, parent, parent_key) = join;
    let (child_table, parent_table) = (&context.schema.tables[child], &context.schema.tables[parent]);
    let mut needed: BTreeSet<usize> = BTreeSet::new();
    let mut gain = 0.0;
    let mut served = Vec::new();
    for query in queries {
        let asked = &context.evaluator.queries[*query];
        let mut shape = asked.shape.clone();
        let columns = without_join(&mut shape, join);
        if columns.is_empty() {
            continue;
        }
        let indexes: Vec<(usize, &cost::SizedIndex)> =
            context.set.iter().map(|at| (*at, &context.evaluator.indexes[*at])).collect();
        let saved = context.evaluator.model(*query, context.set)
            - asked.frequency * cost::plan(&shape, context.statistics, &indexes).cost;
        if saved > 0.0 {
            gain += saved;
            needed.extend(columns);
            served.push(context.ids[*query].clone());
        }
    }
    let names: Vec<String> = needed.iter().map(|column| parent_table.columns[*column].name.clone()).collect();
    let frequent =
        format!("{} is joined with {} in {:.0} % of the reads", child_table.name, parent_table.name, share * 100.0);
    if names.is_empty() {
        return Err(format!("{frequent}, but the join filters or is needed for more than a few columns; it stays."));
    }
    if names.len() > MOST_COLUMNS {
        return Err(format!(
            "{frequent}, for {} columns: copying them all would double the table instead of a join.",
            names.len()
        ));
    }
    let (child_size, parent_size) = (&context.statistics.tables[child], &context.statistics.tables[parent]);
    let width: f64 = needed.iter().map(|c| parent_size.columns.get(*c).map_or(8.0, |column| column.width)).sum();
    let storage_mb = child_size.rows * width / 1_048_576.0;
    let fan_out = (child_size.rows / parent_size.rows).max(1.0);
    let mut writes = 0.0;
    for (query, asked) in context.evaluator.queries.iter().enumerate() {
        let Some(write) = &asked.shape.write else { continue };
        let rows = context.evaluator.plan(query, context.set).rows;
        writes += match write.kind {
            // Every copy of a changed value is written again: a look-up, the row, its log.
            WriteKind::Update if write.table == parent && write.columns.iter().any(|c| needed.contains(c)) => {
                asked.frequency * rows * fan_out * 10.0
            }
            // A new child looks its parent up.
            WriteKind::Insert if write.table == child => asked.frequency * write.rows * 5.0,
            _ => 0.0,
        };
    }
    // Wider rows are read by every scan of the child.
    let wider = width * child_size.rows / 8192.0;
    let scans: f64 = served.len() as f64 * wider * 0.5;
    let copied = names.join(", ");
    let pays = gain - writes - scans;
    if pays < 0.1 * context.total {
        return Err(format!(
            "{frequent}. Copies of {copied} would save {} of {} in reads and cost {} in writes, {} in wider rows and \
             {storage_mb:.1} MB: not enough for a second place that has to be kept right.",
            figure(gain),
            figure(context.total),
            figure(writes),
            figure(scans)
        ));
    }
    let rationale = format!(
        "{frequent}, only to fetch {copied}. Copies in {} save {} of {} in reads; they cost {} in writes and {storage_mb:.1} MB. \
         Triggers keep them in step: one sets them when a row of {} is written, one follows changes of {}.",
        child_table.name,
        figure(gain),
        figure(context.total),
        figure(writes),
        child_table.name,
        parent_table.name
    );
    Ok(Denormalization {
        table: child_table.name.to_string(),
        from: parent_table.name.to_string(),
        columns: names.clone(),
        share_percent: rounded(share * 100.0),
        read_gain: rounded(gain),
        write_cost: rounded(writes),
        storage_mb: rounded(storage_mb),
        queries: served,
        rationale,
        sql: mechanism(
            context.dialect,
            (child_table, &child_table.columns[child_column].name),
            (parent_table, &parent_table.columns[parent_key].name),
            &names,
        ),
        view: view::materialized(
            context.dialect,
            (child_table, &child_table.columns[child_column].name),
            (parent_table, &parent_table.columns[parent_key].name),
            &names,
        ),
    })
}

/// Takes the parent out of the blocks that join it for its columns alone; gives these columns.
fn without_join(shape: &mut Shape, (child, child_column, parent, parent_key): Join) -> BTreeSet<usize> {
    let mut needed = BTreeSet::new();
    for block in &mut shape.blocks {
        let found = block.relations.iter().position(|relation| {
            relation.table() == Some(parent) && relation.filters.is_empty() && relation.kind != JoinKind::Anti
        });
        let Some(at) = found else { continue };
        let touches = |edge: &&crate::advise::workload::Edge| edge.left.0 == at || edge.right.0 == at;
        let edges: Vec<_> = block.edges.iter().filter(touches).copied().collect();
        let is_join = edges.first().is_some_and(|edge| {
            let (own, other) = if edge.left.0 == at { (edge.left, edge.right) } else { (edge.right, edge.left) };
            own.1 == parent_key && other.1 == child_column && block.relations[other.0].table() == Some(child)
        });
        if edges.len() != 1 || !is_join || block.relations[at].used.len() > MOST_COLUMNS + 1 {
            continue;
        }
        needed.extend(block.relations[at].used.iter().copied().filter(|column| *column != parent_key));
        block.relations.remove(at);
        block.edges.retain(|edge| edge.left.0 != at && edge.right.0 != at);
        let moved = |relation: usize| if relation > at { relation - 1 } else { relation };
        for edge in &mut block.edges {
            edge.left.0 = moved(edge.left.0);
            edge.right.0 = moved(edge.right.0);
        }
        let grouped = block.group.len();
        block.group.retain(|(relation, _)| *relation != at);
        block.group_expressions += grouped - block.group.len();
        block.group.iter_mut().for_each(|(relation, _)| *relation = moved(*relation));
        let ordered = block.order.len();
        block.order.retain(|order| order.column.0 != at);
        block.order_is_plain &= block.order.len() == ordered;
        block.order.iter_mut().for_each(|order| order.column.0 = moved(order.column.0));
    }
    needed
}

/// New columns, their first values, and the triggers that keep them in step.
fn mechanism(
    dialect: Dialect,
    (child, by): (&Table, &str),
    (parent, key): (&Table, &str),
    names: &[String],
) -> Vec<String> {
    let quote = |name: &str| dialect.quote_identifier(name);
    let (child_name, parent_name) = (dialect.quote_qualified(&child.name), dialect.quote_qualified(&parent.name));
    let copy = |name: &String| quote(&format!("{}_{name}", crate::schema::singular(&parent.name.name)));
    let (by, key) = (quote(by), quote(key));
    let mut sql = Vec::new();
    for column in names.iter().filter_map(|name| parent.column(name)) {
        let spelled = crate::sql::render_type(&column.data_type, dialect);
        let add = if matches!(dialect, Dialect::SqlServer | Dialect::Oracle) { "ADD" } else { "ADD COLUMN" };
        sql.push(format!("ALTER TABLE {child_name} {add} {} {spelled};", copy(&column.name)));
    }
    let from_parent: Vec<String> = names
        .iter()
        .map(|name| {
            format!(
                "{} = (SELECT p.{} FROM {parent_name} p WHERE p.{key} = {child_name}.{by})",
                copy(name),
                quote(name)
            )
        })
        .collect();
    sql.push(format!("UPDATE {child_name} SET {};", from_parent.join(", ")));
    let set = |row: &str, join: &str| -> String {
        names.iter().map(|name| format!("{} = {row}{}", copy(name), quote(name))).collect::<Vec<_>>().join(join)
    };
    let listed = names.iter().map(|name| quote(name)).collect::<Vec<_>>().join(", ");
    let trigger =
        |what: &str| quote(&dialect.fitting_name(&format!("{}_{what}_{}", child.name.name, parent.name.name)));
    let (fill, follow) = (trigger("fill"), trigger("follow"));
    match dialect {
        Dialect::PostgreSql | Dialect::HeliosDb => {
            let targets: Vec<String> = names.iter().map(|name| format!("NEW.{}", copy(name))).collect();
            let sources: Vec<String> = names.iter().map(|name| format!("p.{}", quote(name))).collect();
            sql.push(format!(
                "CREATE FUNCTION {fill}() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n  SELECT {} INTO {} FROM {parent_name} p \
                 WHERE p.{key} = NEW.{by};\n  RETURN NEW;\nEND $$;",
                sources.join(", "),
                targets.join(", ")
            ));
            sql.push(format!(
                "CREATE TRIGGER {fill} BEFORE INSERT OR UPDATE OF {by} ON {child_name} FOR EACH ROW EXECUTE FUNCTION {fill}();"
            ));
            sql.push(format!(
                "CREATE FUNCTION {follow}() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n  UPDATE {child_name} SET {} WHERE \
                 {by} = NEW.{key};\n  RETURN NULL;\nEND $$;",
                set("NEW.", ", ")
            ));
            sql.push(format!(
                "CREATE TRIGGER {follow} AFTER UPDATE OF {listed} ON {parent_name} FOR EACH ROW EXECUTE FUNCTION {follow}();"
            ));
        }
        Dialect::MySql | Dialect::MariaDb => {
            let each: Vec<String> = names
                .iter()
                .map(|name| {
                    format!(
                        "NEW.{} = (SELECT p.{} FROM {parent_name} p WHERE p.{key} = NEW.{by})",
                        copy(name),
                        quote(name)
                    )
                })
                .collect();
            let body = format!("FOR EACH ROW SET {};", each.join(", "));
            sql.push(format!("CREATE TRIGGER {fill} BEFORE INSERT ON {child_name} {body}"));
            sql.push(format!("CREATE TRIGGER {} BEFORE UPDATE ON {child_name} {body}", trigger("refill")));
            sql.push(format!(
                "CREATE TRIGGER {follow} AFTER UPDATE ON {parent_name} FOR EACH ROW UPDATE {child_name} SET {} WHERE {by} = NEW.{key};",
                set("NEW.", ", ")
            ));
        }
        Dialect::Sqlite => {
            let update = format!("UPDATE {child_name} SET {} WHERE rowid = NEW.rowid;", from_parent.join(", "));
            sql.push(format!("CREATE TRIGGER {fill} AFTER INSERT ON {child_name} BEGIN {update} END;"));
            sql.push(format!(
                "CREATE TRIGGER {} AFTER UPDATE OF {by} ON {child_name} BEGIN {update} END;",
                trigger("refill")
            ));
            sql.push(format!(
                "CREATE TRIGGER {follow} AFTER UPDATE OF {listed} ON {parent_name} BEGIN UPDATE {child_name} SET {} WHERE {by} = NEW.{key}; END;",
                set("NEW.", ", ")
            ));
        }
        Dialect::Oracle => {
            let targets: Vec<String> = names.iter().map(|name| format!(":NEW.{}", copy(name))).collect();
            let sources: Vec<String> = names.iter().map(|name| format!("p.{}", quote(name))).collect();
            sql.push(format!(
                "CREATE OR REPLACE TRIGGER {fill} BEFORE INSERT OR UPDATE OF {by} ON {child_name} FOR EACH ROW\nBEGIN\n  SELECT {} INTO {} \
                 FROM {parent_name} p WHERE p.{key} = :NEW.{by};\nEND;\n/",
                sources.join(", "),
                targets.join(", ")
            ));
            sql.push(format!(
                "CREATE OR REPLACE TRIGGER {follow} AFTER UPDATE OF {listed} ON {parent_name} FOR EACH ROW\nBEGIN\n  UPDATE {child_name} SET {} \
                 WHERE {by} = :NEW.{key};\nEND;\n/",
                set(":NEW.", ", ")
            ));
        }
        Dialect::SqlServer => {
            let sets =
                names.iter().map(|name| format!("c.{} = p.{}", copy(name), quote(name))).collect::<Vec<_>>().join(", ");
            sql.push(format!(
                "CREATE TRIGGER {fill} ON {child_name} AFTER INSERT, UPDATE AS\nIF UPDATE({by}) UPDATE c SET {sets} FROM {child_name} c JOIN \
                 inserted i ON i.{by} = c.{by} JOIN {parent_name} p ON p.{key} = c.{by};"
            ));
            sql.push(format!(
                "CREATE TRIGGER {follow} ON {parent_name} AFTER UPDATE AS\nUPDATE c SET {sets} FROM {child_name} c JOIN inserted p ON \
                 p.{key} = c.{by};"
            ));
        }
    }
    sql
}
