//! Whole tables: new ones, and those that go.

use crate::dialect::Dialect;
use crate::migrate::archive;
use crate::migrate::ddl;
use crate::migrate::plan::{Effect, Hold, Stage, Statement};
use crate::migrate::step::Step;
use crate::migrate::work::Work;
use crate::schema::{Column, QualifiedName, Table};

pub(super) fn created(work: &Work) -> Vec<Step> {
    let mut steps: Vec<Step> = work.new_tables().map(|table| create(work, table)).collect();
    steps.extend(work.kept_tables().filter_map(|(mid, new)| describe(work, mid, new)));
    steps.extend(work.kept_tables().filter_map(|(mid, new)| partitions(work, mid, new)));
    steps.extend(work.kept_tables().filter_map(|(mid, new)| repartitioned(work, mid, new)));
    steps
}

fn create(work: &Work, table: &Table) -> Step {
    let mut statements = work.new.create_table(table.id).into_iter();
    let first = statements.next().map(|statement| statement.sql).unwrap_or_default();
    let mut step = Step::new(Stage::Expand, "Create tables").makes(&table.name).uses(first.as_str());
    let create = Statement::new(first).back(format!("DROP TABLE {}", work.quote(&table.name)));
    step = step.run(create.why("Nobody knows the new table yet; its references to other tables follow on their own, so that they lock them only briefly."));
    step = step.run_all(statements.map(|statement| Statement::new(statement.sql)));
    if !matches!(work.dialect, Dialect::MySql | Dialect::MariaDb) {
        let made = |id| work.new.create_index(id, &work.new_name(id)?);
        for sql in table.indexes.iter().filter_map(|index| made(index.id)) {
            step = step
                .uses(sql.as_str())
                .run(Statement::new(sql).why("The table is empty, so the index is made at once."));
        }
    }
    step
}

/// Comment and options of a table that stays.
fn describe(work: &Work, mid: &Table, new: &Table) -> Option<Step> {
    let mut step = Step::new(Stage::Expand, "Change comments").on(&new.name);
    if mid.comment != new.comment {
        let set = |table: &Table| work.new.comment("TABLE", &new.name, None, table.comment.as_deref());
        if let (Some(forth), Some(back)) = (set(new), set(mid)) {
            step = step.run(Statement::new(forth).back(back).holds(Hold::Schema, Effect::Catalog, &new.name));
        }
    }
    step = step.run_all(options(work, mid, new));
    for (old, column) in work.kept_columns(mid, new) {
        if old.comment != column.comment {
            let set = |text: Option<&str>| work.new.comment("COLUMN", &new.name, Some(&column.name), text);
            if let (Some(forth), Some(back)) = (set(column.comment.as_deref()), set(old.comment.as_deref())) {
                step = step.run(Statement::new(forth).back(back).holds(Hold::Schema, Effect::Catalog, &new.name));
            }
        }
    }
    step.some()
}

/// MySQL's options. A new character set is also that of every text column which has none of its own.
fn options(work: &Work, mid: &Table, new: &Table) -> Option<Statement> {
    if !matches!(work.dialect, Dialect::MySql | Dialect::MariaDb)
        || without_partitions(mid) == without_partitions(new) && mid.comment == new.comment
    {
        return None;
    }
    let is_set = |name: &str| name.contains("CHAR") || name.contains("COLLAT");
    let charset = |table: &Table| table.options.iter().filter(|(name, _)| is_set(name)).cloned().collect::<Vec<_>>();
    let retyped = charset(mid) != charset(new);
    let written = |table: &Table, other: &Table, new: bool| {
        let own = without_partitions(table).into_iter();
        let own = own.filter(|(name, _)| name != "AUTO_INCREMENT" && name != "COMMENT");
        let mut words: Vec<String> = own.map(|(name, value)| format!("{name}={value}")).collect();
        if retyped && charset(table).is_empty() && !charset(other).is_empty() {
            words.push("DEFAULT CHARACTER SET=DEFAULT".to_owned());
        }
        if table.comment != other.comment {
            words.push(format!("COMMENT={}", work.dialect.quote_text(table.comment.as_deref().unwrap_or_default())));
        }
        let pieces = if new { &work.new } else { &work.mid };
        let is_kept = |column: &&Column| work.new.table_of(column.id).is_some();
        let texts = mid.columns.iter().filter(|column| retyped && column.data_type.is_text()).filter(is_kept);
        let texts = texts.filter_map(|column| pieces.column(column.id));
        words.extend(texts.map(|column| format!("MODIFY COLUMN {column}")));
        format!("ALTER TABLE {} {}", work.quote(&mid.name), words.join(", "))
    };
    let (hold, effect) = if retyped { (Hold::Writes, Effect::Rewrite) } else { (Hold::Schema, Effect::Catalog) };
    let statement = Statement::new(written(new, mid, true)).back(written(mid, new, false));
    let why = "Options of the table and the character set of its texts change together.";
    Some(statement.holds(hold, effect, &new.name).why(why))
}

/// MySQL's clause for partitions, which stands alone in its statement.
const PARTITION_BY: &str = "PARTITION BY";

fn without_partitions(table: &Table) -> Vec<&(String, String)> {
    table.options.iter().filter(|(name, _)| name != PARTITION_BY).collect()
}

/// Another way to partition a MySQL table, after its keys have the columns that it needs.
fn repartitioned(work: &Work, mid: &Table, new: &Table) -> Option<Step> {
    let clause =
        |table: &Table| table.options.iter().find(|(name, _)| name == PARTITION_BY).map(|(_, value)| value.clone());
    let (before, after) = (clause(mid), clause(new));
    if !matches!(work.dialect, Dialect::MySql | Dialect::MariaDb) || before == after {
        return None;
    }
    let written = |clause: Option<String>| {
        let words =
            clause.map_or_else(|| "REMOVE PARTITIONING".to_owned(), |clause| format!("{PARTITION_BY} {clause}"));
        format!("ALTER TABLE {} {words}", work.quote(&new.name))
    };
    let statement = Statement::new(written(after)).back(written(before));
    let why = "Rows move to the partitions that they belong to.";
    let statement = statement.holds(Hold::Writes, Effect::Rewrite, &new.name).why(why);
    Some(Step::new(Stage::Enforce, "Change partitions").on(&new.name).run(statement))
}

/// Partitions that a PostgreSQL table gets or loses.
fn partitions(work: &Work, mid: &Table, new: &Table) -> Option<Step> {
    let (Some(old), Some(wanted)) = (&mid.partitioning, &new.partitioning) else { return None };
    if work.dialect != Dialect::PostgreSql || old == wanted {
        return None;
    }
    let mut step = Step::new(Stage::Expand, "Change partitions").on(&new.name);
    let parent = work.quote(&new.name);
    let place = |name: &str| work.quote(&partition_name(&new.name, name));
    for partition in wanted.partitions.iter().filter(|partition| !old.partitions.contains(partition)) {
        let name = place(&partition.name);
        let statement = Statement::new(format!("CREATE TABLE {name} PARTITION OF {parent} {}", partition.bound))
            .back(format!("DROP TABLE {name}"));
        step = step.run(
            statement
                .holds(Hold::Everything, Effect::Catalog, &new.name)
                .why("A new partition is empty; the lock is brief."),
        );
    }
    for partition in old.partitions.iter().filter(|partition| !wanted.partitions.contains(partition)) {
        let name = place(&partition.name);
        let kept = archive::place(work, &partition_name(&new.name, &partition.name), "");
        let detach = Statement::new(format!("ALTER TABLE {parent} DETACH PARTITION {name}"))
            .back(format!("ALTER TABLE {parent} ATTACH PARTITION {name} {}", partition.bound));
        step = step.run(
            detach
                .holds(Hold::Everything, Effect::Catalog, &new.name)
                .why("The partition's rows are kept until the cleanup."),
        );
        step = step.run_all(move_away(work, &partition_name(&new.name, &partition.name), &kept));
    }
    step.some()
}

/// A partition lives beside its parent unless its name says otherwise.
fn partition_name(parent: &QualifiedName, name: &str) -> QualifiedName {
    match name.split_once('.') {
        Some((namespace, name)) => QualifiedName::within(namespace, name),
        None => QualifiedName { namespace: parent.namespace.clone(), name: name.to_owned() },
    }
}

pub(super) fn dropped(work: &Work) -> Vec<Step> {
    work.doomed_tables().map(|table| drop(work, table)).collect()
}

/// A table goes out of sight with all its rows, indexes and counters, and comes back the same way.
fn drop(work: &Work, table: &Table) -> Step {
    let kept = archive::place(work, &table.name, "");
    let mut statements = Vec::new();
    for partition in table
        .partitioning
        .iter()
        .flat_map(|partitioning| &partitioning.partitions)
        .filter(|_| work.dialect == Dialect::PostgreSql)
    {
        let name = partition_name(&table.name, &partition.name);
        statements.extend(move_away(work, &name, &archive::place(work, &name, "")));
    }
    statements.extend(move_away(work, &table.name, &kept));
    // What the catalog calls a relation must go before the schema that it is in.
    Step::new(Stage::Contract, "Archive and drop tables")
        .run_all(statements)
        .ends(&table.name)
        .uses(format!("{}", table.name))
}

pub(super) fn move_away(work: &Work, from: &QualifiedName, kept: &QualifiedName) -> Vec<Statement> {
    let why = "The table is moved out of sight rather than dropped: its rows, indexes and counters come back by moving it again.";
    let cleanup = archive::dropped_if_there(work, &work.quote(kept));
    let statement =
        |sql: String, back: String| Statement::new(sql).back(back).holds(Hold::Everything, Effect::Catalog, from);
    let mut statements: Vec<Statement> = match work.dialect {
        Dialect::PostgreSql | Dialect::HeliosDb => {
            let home = work.ident(from.namespace.as_deref().unwrap_or("public"));
            let there = QualifiedName::within(archive::SCHEMA, from.name.as_str());
            let mut statements = vec![statement(
                format!("ALTER TABLE {} SET SCHEMA {}", work.quote(from), archive::SCHEMA),
                format!("ALTER TABLE {} SET SCHEMA {home}", work.quote(&there)),
            )];
            if there != *kept {
                statements.push(statement(
                    format!("ALTER TABLE {} RENAME TO {}", work.quote(&there), work.ident(&kept.name)),
                    format!("ALTER TABLE {} RENAME TO {}", work.quote(kept), work.ident(&there.name)),
                ));
            }
            statements
        }
        _ => {
            let (forth, back) = (ddl::rename_table(work, from, kept), ddl::rename_table(work, kept, from));
            forth.into_iter().zip(back).map(|(forth, back)| statement(forth, back)).collect()
        }
    };
    if let Some(last) = statements.last_mut() {
        last.cleanup.push(cleanup);
        last.why = why.to_owned();
    }
    statements
}
