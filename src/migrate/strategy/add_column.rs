//! New columns of tables that stay: nullable first where rows would be without a value, then filled, then strict.

use super::mysql_number::key_of_new;
use super::not_null::strict;
use crate::dialect::Dialect;
use crate::migrate::backfill::backfill;
use crate::migrate::ddl;
use crate::migrate::fill::fill;
use crate::migrate::plan::{Effect, Hold, Stage, Statement};
use crate::migrate::question;
use crate::migrate::step::Step;
use crate::migrate::work::Work;
use crate::schema::{Column, Id, Table};

pub(super) fn steps(work: &Work) -> Vec<Step> {
    let mut steps = Vec::new();
    for (mid, new) in work.kept_tables() {
        let columns = work.new_columns(mid, new);
        let (hesitant, ready): (Vec<&Column>, Vec<&Column>) =
            columns.into_iter().partition(|column| needs_fill(work, column));
        let key = key_of_new(work, mid, new).and_then(|id| added_key(work, id));
        // Computed columns come once the columns that they are computed from have their new types.
        let (computed, stored): (Vec<&Column>, Vec<&Column>) =
            ready.into_iter().partition(|column| column.generated.is_some());
        steps.extend(add(work, new, Stage::Expand, &stored, &hesitant, key));
        steps.extend(add(work, new, Stage::Backfill, &computed, &[], None));
        for column in hesitant {
            steps.extend(fill_in(work, new, column));
        }
    }
    steps
}

/// Whether the rows that are there need a value which the statement that adds the column cannot give them, or only by
/// writing the table anew.
fn needs_fill(work: &Work, column: &Column) -> bool {
    if column.identity.is_some() || column.generated.is_some() {
        return false;
    }
    match &column.default {
        None => !column.nullable,
        Some(default) if work.options.offline => default.as_str().eq_ignore_ascii_case("null") && !column.nullable,
        Some(default) => {
            is_volatile(default.as_str())
                && matches!(work.dialect, Dialect::PostgreSql | Dialect::SqlServer | Dialect::MySql | Dialect::MariaDb)
        }
    }
}

/// Whether every row gets a value of its own (`gen_random_uuid()`), for which the whole table is written anew.
pub(super) fn is_volatile(default: &str) -> bool {
    let text = default.to_lowercase();
    ["random", "uuid", "newid", "newsequentialid", "clock_timestamp", "nextval", "timeofday", "rand("]
        .iter()
        .any(|word| text.contains(word))
}

/// The key that a numbered column of MySQL comes with, as a part of the same statement.
fn added_key(work: &Work, id: Id) -> Option<String> {
    let clause = work.new.constraint_named(id, work.new_name(id).as_deref());
    let index = || {
        let sql = work.new.create_index(id, &work.new_name(id)?)?;
        let (head, rest) = sql.split_once(" ON ")?;
        Some(format!("{} {}", head.replacen("CREATE ", "", 1), rest.get(rest.find('(')?..)?))
    };
    clause.or_else(index).map(|clause| format!(", ADD {clause}"))
}

fn add(
    work: &Work,
    table: &Table,
    stage: Stage,
    ready: &[&Column],
    hesitant: &[&Column],
    key: Option<String>,
) -> Option<Step> {
    let title = match (ready.is_empty(), hesitant.is_empty()) {
        (_, false) => "Add column as nullable",
        _ => "Add column",
    };
    let mut step = Step::new(stage, title).on(&table.name);
    let mut definitions = Vec::new();
    let mut names = Vec::new();
    for column in ready {
        definitions.extend(work.new.column(column.id));
        names.push(column.name.clone());
    }
    for column in hesitant {
        let open = Column { nullable: true, default: None, ..(*column).clone() };
        definitions.extend(work.new.column_like(column.id, &open));
        names.push(column.name.clone());
    }
    if definitions.is_empty() {
        return None;
    }
    let rewrites =
        ready.iter().any(|column| column.identity.is_some() || column.generated.as_ref().is_some_and(|g| g.stored));
    let instant = is_instant(work, table, ready) && key.is_none();
    let mut sql = ddl::add_columns(work, &table.name, &definitions) + &key.unwrap_or_default();
    if instant {
        sql.push_str(", ALGORITHM=INSTANT");
    }
    let effect = if rewrites { Effect::Rewrite } else { Effect::Catalog };
    let mut statement = Statement::new(sql).back_all(super::drop_column::undo_add(work, table, &names)).holds(
        Hold::Everything,
        effect,
        &table.name,
    );
    statement = match rewrites {
        true => {
            statement.why("Numbers and computed values are written into every row when the column is added.").hazard(
                "table-rewrite",
                format!("The whole of {} is written anew under a lock that blocks reads and writes.", table.name),
            )
        }
        false => statement.why("Only the catalog changes: no row is read or written."),
    };
    for definition in &definitions {
        step = step.uses(definition.as_str());
    }
    for column in hesitant.iter().chain(ready) {
        step = step.uses(column.default.as_ref().map(|default| default.0.clone()).unwrap_or_default());
    }
    step = step.run(statement);
    for column in ready.iter().chain(hesitant) {
        let comment = work
            .new
            .comment("COLUMN", &table.name, Some(&column.name), column.comment.as_deref())
            .filter(|_| column.comment.is_some());
        step = step.run_all(comment.map(Statement::new));
    }
    step.some()
}

/// Whether MySQL adds the columns in its catalog; the clause makes it refuse rather than copy the table.
fn is_instant(work: &Work, table: &Table, ready: &[&Column]) -> bool {
    let plain = |column: &&Column| {
        let constant = column.default.as_ref().is_none_or(|default| !default.as_str().contains('('));
        column.identity.is_none() && column.generated.is_none() && constant
    };
    matches!(work.dialect, Dialect::MySql | Dialect::MariaDb)
        && !work.options.offline
        && ddl::is_online_in_mysql(table)
        && ready.iter().all(plain)
}

fn fill_in(work: &Work, table: &Table, column: &Column) -> Vec<Step> {
    let mut steps = Vec::new();
    if let Some(statement) = super::alter_column::set_default(work, table, column) {
        steps.push(
            Step::new(Stage::Expand, "Set defaults")
                .on(&table.name)
                .run(statement)
                .uses(column.default.as_ref().map(|d| d.0.clone()).unwrap_or_default()),
        );
    }
    let fill = fill(work, table, column);
    let verify = question::nulls(work, &table.name, &column.name);
    let filling =
        Step::new(Stage::Backfill, "Backfill data").on(&table.name).run_all(backfill(work, table, column, &fill));
    steps.extend(filling.verify(verify).some());
    if !column.nullable {
        steps.push(strict(work, table, column));
    }
    steps
}
