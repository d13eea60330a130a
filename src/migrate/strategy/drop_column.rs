//! Columns that go: their values are archived first and come back with the column.

use crate::dialect::Dialect;
use crate::migrate::archive;
use crate::migrate::carry;
use crate::migrate::ddl;
use crate::migrate::fill::neutral;
use crate::migrate::plan::{Effect, Hold, Stage, Statement};
use crate::migrate::step::Step;
use crate::migrate::work::Work;
use crate::schema::{Column, QualifiedName, Table};

pub(super) fn steps(work: &Work) -> Vec<Step> {
    let mut steps = Vec::new();
    for (mid, new) in work.kept_tables() {
        let doomed = work.doomed_columns(mid, new);
        let (again, gone): (Vec<&Column>, Vec<&Column>) =
            doomed.into_iter().partition(|column| work.affected.columns.contains(&column.id));
        // What is made anew under the same name has to go before.
        steps.extend(drop(work, mid, &again, Stage::Relax));
        steps.extend(drop(work, mid, &gone, Stage::Contract));
    }
    steps
}

fn drop(work: &Work, table: &Table, columns: &[&Column], stage: Stage) -> Option<Step> {
    // Where numbering has to end before its key goes, the column is a plain one by now.
    let by_then: Vec<Column> = columns.iter().map(|column| super::retype::mysql_before(work, column)).collect();
    let columns: &[&Column] = &by_then.iter().collect::<Vec<_>>();
    let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    if names.is_empty() {
        return None;
    }
    let kept: Vec<&Column> = columns.iter().copied().filter(|column| column.generated.is_none()).collect();
    let part = if names.len() == 1 { names[0].clone() } else { format!("{}_and_{}_more", names[0], names.len() - 1) };
    let title = if kept.is_empty() { "Drop computed columns" } else { "Archive and drop column" };
    let mut step = Step::new(stage, title).on(&table.name);
    if !kept.is_empty() {
        let archive = archive::columns(work, table, &kept, &part);
        let place = work.quote(&archive::place(work, &table.name, &part));
        let statement = Statement::new(archive.create)
            .back_all(archive.restore)
            .back_all(carry::brought_home(work, table, &kept, &place))
            .back_all(tightened(work, table, &kept))
            .back(archive.drop)
            .keeps(archive.cleanup)
            .holds(Hold::Schema, Effect::Scan, &table.name)
            .why("The values are copied before the column goes; the way back puts them in place again.");
        step = step.run(statement);
    }
    step = step.run_all(kept.iter().filter_map(|column| counter(work, table, column)));
    let back = added_again(work, table, columns);
    for sql in undo_defaults(work, table, columns) {
        step = step.run(sql);
    }
    let away = ddl::drop_columns(work, &table.name, &names);
    let mut statement = match work.dialect {
        Dialect::Oracle if !work.options.offline => {
            let own = work.quote(&table.name);
            let unused = Statement::new(format!("ALTER TABLE {own} SET UNUSED ({}) ONLINE", work.idents(&names)));
            unused.keeps(format!("ALTER TABLE {own} DROP UNUSED COLUMNS"))
        }
        _ => Statement::new(away),
    };
    statement = statement
        .back_all(back)
        .holds(Hold::Everything, Effect::Catalog, &table.name)
        .hazard("data-loss", format!("{} of {} is read by nobody any more, or clients fail; its values stay in the archive until the cleanup.", names.join(", "), table.name))
        .why("Only the catalog changes; the room comes back as rows are written.");
    step.run(statement).some()
}

/// The columns as they were, but nullable: the values come next.
fn added_again(work: &Work, table: &Table, columns: &[&Column]) -> Vec<String> {
    let mut definitions = Vec::new();
    for column in columns {
        let open = Column { nullable: true, ..(*column).clone() };
        let whole = column.identity.is_some() || column.generated.is_some() || !needs_values(work, column);
        definitions.extend(work.mid.column_like(column.id, if whole { column } else { &open }));
    }
    let mut statements = vec![ddl::add_columns(work, &table.name, &definitions)];
    for column in columns {
        let comment = work.mid.comment("COLUMN", &table.name, Some(&column.name), column.comment.as_deref());
        statements.extend(comment.filter(|_| column.comment.is_some()));
    }
    statements
}

fn needs_values(work: &Work, column: &Column) -> bool {
    !column.nullable && (column.default.is_none() || work.dialect == Dialect::Oracle)
}

/// `NOT NULL` again, after rows that came since have got a neutral value.
fn tightened(work: &Work, table: &Table, columns: &[&Column]) -> Vec<String> {
    let own = work.quote(&table.name);
    let mut statements = Vec::new();
    for column in columns.iter().filter(|column| needs_values(work, column) && column.identity.is_none()) {
        let name = work.ident(&column.name);
        if let Some(value) = neutral(work, &column.data_type, 0) {
            statements.push(format!("UPDATE {own} SET {name} = {value} WHERE {name} IS NULL"));
        }
        statements.push(match work.dialect {
            Dialect::PostgreSql | Dialect::HeliosDb => format!("ALTER TABLE {own} ALTER COLUMN {name} SET NOT NULL"),
            _ => super::alter_column::redefine_old(work, table, column),
        });
    }
    statements
}

/// How far the column has counted.
fn counter(work: &Work, table: &Table, column: &Column) -> Option<Statement> {
    column.identity.as_ref()?;
    if work.dialect != Dialect::PostgreSql {
        return None;
    }
    let place = work.quote(&archive::place(work, &table.name, &format!("{}__counter", column.name)));
    let own = work.quote(&table.name).replace('\'', "''");
    let sequence = format!("pg_get_serial_sequence('{own}', '{}')", column.name.replace('\'', "''"));
    let create = format!("CREATE TABLE {place} AS SELECT pg_sequence_last_value({sequence}::regclass) AS value");
    let back = format!("SELECT setval({sequence}, value) FROM {place} WHERE value IS NOT NULL");
    let statement = Statement::new(create)
        .back(back)
        .back(format!("DROP TABLE {place}"))
        .keeps(archive::dropped_if_there(work, &place));
    Some(statement.why("Remembers how far the column has counted."))
}

/// The statements that take added columns away again.
pub(super) fn undo_add(work: &Work, table: &Table, names: &[String]) -> Vec<String> {
    let mut statements = Vec::new();
    if work.dialect == Dialect::SqlServer {
        statements.extend(
            names
                .iter()
                .filter_map(|name| table.column(name))
                .filter(|column| column.default.is_some())
                .map(|column| drop_default(work, &table.name, &column.name)),
        );
    }
    statements.push(ddl::drop_columns(work, &table.name, names));
    statements
}

/// SQL Server drops no column that has a default, whose name only the catalog knows.
fn undo_defaults(work: &Work, table: &Table, columns: &[&Column]) -> Vec<Statement> {
    if work.dialect != Dialect::SqlServer {
        return Vec::new();
    }
    let with = columns.iter().filter(|column| column.default.is_some());
    with.map(|column| {
        Statement::new(drop_default(work, &table.name, &column.name))
            .why("A default is a constraint of its own and goes before its column.")
    })
    .collect()
}

pub(super) fn drop_default(work: &Work, table: &QualifiedName, column: &str) -> String {
    let own = work.quote(table).replace('\'', "''");
    let find = format!(
        "SELECT d.name FROM sys.default_constraints AS d WHERE d.parent_object_id = OBJECT_ID(N'{own}') AND COL_NAME(d.parent_object_id, d.parent_column_id) = N'{}'",
        column.replace('\'', "''")
    );
    ddl::look_up_and_drop(&find, &own, "DROP CONSTRAINT")
}
