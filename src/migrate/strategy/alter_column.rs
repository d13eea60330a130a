//! Defaults, NULL and numbering of columns that keep their type.

use super::drop_column::drop_default;
use crate::dialect::Dialect;
use crate::migrate::plan::{Effect, Hold, Stage, Statement};
use crate::migrate::step::Step;
use crate::migrate::work::Work;
use crate::schema::{Column, Id, Identity, Numbering, Table};

pub(super) fn steps(work: &Work) -> Vec<Step> {
    if matches!(work.dialect, Dialect::MySql | Dialect::MariaDb) {
        // MySQL writes a column anew as a whole; see `retype`.
        return Vec::new();
    }
    let mut steps = Vec::new();
    for (mid, new) in work.kept_tables() {
        for (old, column) in work.kept_columns(mid, new) {
            steps.extend(unnumber(work, mid, new, old, column));
            steps.extend(loosen(work, new, old, column));
            if old.data_type == column.data_type || work.dialect == Dialect::SqlServer {
                steps.extend(default(work, new, old, column));
            }
            steps.extend(number(work, new, old, column));
        }
    }
    steps
}

fn alter(work: &Work, table: &Table, column: &Column, action: &str) -> String {
    format!("ALTER TABLE {} ALTER COLUMN {} {action}", work.quote(&table.name), work.ident(&column.name))
}

fn brief(table: &Table, sql: String, back: Option<String>) -> Statement {
    Statement::new(sql)
        .back_all(back)
        .holds(Hold::Everything, Effect::Catalog, &table.name)
        .why("Only the catalog changes.")
}

fn loosen(work: &Work, table: &Table, old: &Column, column: &Column) -> Option<Step> {
    if old.nullable || !column.nullable {
        return None;
    }
    let (forth, back) = match work.dialect {
        Dialect::PostgreSql | Dialect::HeliosDb => {
            (alter(work, table, column, "DROP NOT NULL"), alter(work, table, column, "SET NOT NULL"))
        }
        _ if old.data_type != column.data_type && work.dialect == Dialect::SqlServer => return None,
        _ => {
            let kept = Column { nullable: true, ..old.clone() };
            (
                redefine(work, table, &Column { data_type: kept.data_type, ..column.clone() }),
                redefine_old(work, table, old),
            )
        }
    };
    Some(Step::new(Stage::Relax, "Allow NULL").on(&table.name).run(brief(table, forth, Some(back))))
}

fn default(work: &Work, table: &Table, old: &Column, column: &Column) -> Option<Step> {
    if old.default == column.default && old.data_type == column.data_type {
        return None;
    }
    let (before, after) = (work.mid.default(old.id), work.new.default(column.id));
    if before == after {
        return None;
    }
    let mut step = Step::new(Stage::Expand, "Change defaults").on(&table.name).uses(after.clone().unwrap_or_default());
    if work.dialect == Dialect::SqlServer {
        let add = |sql: &str| {
            format!("ALTER TABLE {} ADD DEFAULT {sql} FOR {}", work.quote(&table.name), work.ident(&column.name))
        };
        let drop = drop_default(work, &table.name, &column.name);
        if let Some(before) = &before {
            step = step.run(brief(table, drop.clone(), Some(add(before))));
        }
        if let Some(after) = &after {
            step = step.run(brief(table, add(after), Some(drop)));
        }
        return step.some();
    }
    Some(step.run(brief(
        table,
        default_action(work, table, column, after.as_deref()),
        Some(default_action(work, table, column, before.as_deref())),
    )))
}

fn default_action(work: &Work, table: &Table, column: &Column, default: Option<&str>) -> String {
    match (work.dialect, default) {
        (Dialect::Oracle, default) => {
            format!(
                "ALTER TABLE {} MODIFY ({} DEFAULT {})",
                work.quote(&table.name),
                work.ident(&column.name),
                default.unwrap_or("NULL")
            )
        }
        (_, Some(default)) => alter(work, table, column, &format!("SET DEFAULT {default}")),
        (_, None) => alter(work, table, column, "DROP DEFAULT"),
    }
}

/// Sets the default of a new column that was added without it; rows that are there do not get it.
pub(super) fn set_default(work: &Work, table: &Table, column: &Column) -> Option<Statement> {
    column.default.as_ref()?;
    let default = work.new.default(column.id)?;
    Some(match work.dialect {
        Dialect::SqlServer => {
            let sql = format!(
                "ALTER TABLE {} ADD DEFAULT {default} FOR {}",
                work.quote(&table.name),
                work.ident(&column.name)
            );
            brief(table, sql, None)
        }
        Dialect::MySql | Dialect::MariaDb => {
            brief(table, redefine(work, table, &Column { nullable: true, ..column.clone() }), None)
        }
        _ => brief(table, default_action(work, table, column, Some(&default)), None),
    })
}

/// Numbering that ends, or goes on by other means.
fn unnumber(work: &Work, mid: &Table, table: &Table, old: &Column, column: &Column) -> Option<Step> {
    let identity = old.identity.as_ref()?;
    if !ends(identity, column) || work.dialect != Dialect::PostgreSql {
        return None;
    }
    let _ = mid;
    let sequence = format!(
        "pg_get_serial_sequence('{}', '{}')",
        work.quote(&table.name).replace('\'', "''"),
        column.name.replace('\'', "''")
    );
    let place = work.quote(&crate::migrate::archive::place(work, &table.name, &format!("{}__counter", column.name)));
    let keep =
        Statement::new(format!("CREATE TABLE {place} AS SELECT pg_sequence_last_value({sequence}::regclass) AS value"))
            .back(format!("SELECT setval({sequence}, value) FROM {place} WHERE value IS NOT NULL"))
            .back(format!("DROP TABLE {place}"))
            .keeps(format!("DROP TABLE IF EXISTS {place}"))
            .why("Remembers how far the column has counted.");
    let step = Step::new(Stage::Relax, "Stop numbering").on(&table.name).run(keep);
    Some(match identity.numbering {
        Numbering::Serial => {
            let name = own_sequence(work, table, column, identity);
            let kind = work.mid.column_type(old.id).unwrap_or_default();
            let owner = format!("{}.{}", work.quote(&table.name), work.ident(&column.name));
            step.run(brief(
                table,
                alter(work, table, column, "DROP DEFAULT"),
                Some(alter(work, table, column, &format!("SET DEFAULT nextval('{}')", name.replace('\'', "''")))),
            ))
            .run(
                Statement::new(format!("DROP SEQUENCE {name}"))
                    .back(format!("CREATE SEQUENCE {name} AS {kind} OWNED BY {owner}")),
            )
        }
        _ => {
            let clause = work.mid.identity(old.id).unwrap_or_default();
            step.run(brief(
                table,
                alter(work, table, column, "DROP IDENTITY"),
                Some(alter(work, table, column, &format!("ADD {clause}"))),
            ))
        }
    })
}

/// Sets the counter to the nearest number within bounds that are narrower than its own.
fn into_bounds(counter: &str, from: &Identity, to: &Identity) -> Option<String> {
    let low = to.min.filter(|low| from.min.is_none_or(|own| own < *low));
    let high = to.max.filter(|high| from.max.is_none_or(|own| own > *high));
    let mut number = "last_value".to_owned();
    if let Some(low) = low {
        number = format!("greatest({number}, {low})");
    }
    if let Some(high) = high {
        number = format!("least({number}, {high})");
    }
    let moves = low.is_some() || high.is_some();
    moves.then(|| format!("SELECT setval('{}', {number}, is_called) FROM {counter}", counter.replace('\'', "''")))
}

/// The counter's statement was added behind the one that needs it before.
fn reversed_first(mut statement: Statement) -> Statement {
    statement.reverse.reverse();
    statement
}

fn ends(identity: &Identity, column: &Column) -> bool {
    column.identity.as_ref().is_none_or(|wanted| wanted.numbering != identity.numbering)
}

fn own_sequence(work: &Work, table: &Table, column: &Column, identity: &Identity) -> String {
    let name =
        identity.sequence.clone().unwrap_or_else(|| super::rename::sequence_name(&table.name.name, &column.name));
    work.quote(&crate::schema::QualifiedName { namespace: table.name.namespace.clone(), name })
}

/// Numbering that begins, or changes its course.
fn number(work: &Work, table: &Table, old: &Column, column: &Column) -> Option<Step> {
    let identity = column.identity.as_ref()?;
    if work.dialect != Dialect::PostgreSql || old.identity == column.identity {
        return None;
    }
    let step = Step::new(Stage::Enforce, "Number column").on(&table.name);
    let name = work.ident(&column.name);
    let own = work.quote(&table.name);
    if let Some(before) = old.identity.as_ref().filter(|before| before.numbering == identity.numbering) {
        let action =
            |from: &Identity, to: &Identity| course(from, to).map(|action| alter(work, table, column, &action));
        let change = brief(table, action(before, identity)?, action(identity, before));
        let counter = own_sequence(work, table, column, identity);
        let change = change.back_all(into_bounds(&counter, identity, before));
        let first = into_bounds(&counter, before, identity).map(Statement::new);
        let first = first.map(|first| first.why("The counter must lie within its new bounds before they come."));
        return Some(step.run_all(first).run(reversed_first(change)));
    }
    let sequence =
        format!("pg_get_serial_sequence('{}', '{}')", own.replace('\'', "''"), column.name.replace('\'', "''"));
    let go_on =
        Statement::new(format!("SELECT setval({sequence}, MAX({name})) FROM {own} HAVING MAX({name}) IS NOT NULL"))
            .why("The next number is one that no row has.");
    Some(match identity.numbering {
        Numbering::Serial => {
            let sequence = own_sequence(work, table, column, identity);
            let kind = work.new.column_type(column.id).unwrap_or_default();
            step.run(
                Statement::new(format!("CREATE SEQUENCE {sequence} AS {kind} OWNED BY {own}.{name}"))
                    .back(format!("DROP SEQUENCE {sequence}")),
            )
            .run(brief(
                table,
                alter(work, table, column, &format!("SET DEFAULT nextval('{}')", sequence.replace('\'', "''"))),
                Some(alter(work, table, column, "DROP DEFAULT")),
            ))
            .run(go_on)
        }
        _ => {
            let clause = work.new.identity(column.id).unwrap_or_default();
            step.run(brief(
                table,
                alter(work, table, column, &format!("ADD {clause}")),
                Some(alter(work, table, column, "DROP IDENTITY")),
            ))
            .run(go_on)
        }
    })
}

/// The words that turn one course of numbers into another.
fn course(from: &Identity, to: &Identity) -> Option<String> {
    let mut actions = Vec::new();
    if from.always != to.always {
        actions.push(if to.always { "SET GENERATED ALWAYS".to_owned() } else { "SET GENERATED BY DEFAULT".to_owned() });
    }
    if from.increment != to.increment {
        actions.push(format!("SET INCREMENT BY {}", to.increment.unwrap_or(1)));
    }
    // Without a start of its own, a course begins at its lower end.
    let start = |identity: &Identity| identity.start.or(identity.min).unwrap_or(1);
    if start(from) != start(to) {
        actions.push(format!("SET START WITH {}", start(to)));
    }
    if from.min != to.min {
        actions.push(to.min.map_or("SET NO MINVALUE".to_owned(), |min| format!("SET MINVALUE {min}")));
    }
    if from.max != to.max {
        actions.push(to.max.map_or("SET NO MAXVALUE".to_owned(), |max| format!("SET MAXVALUE {max}")));
    }
    if from.cycle != to.cycle {
        actions.push(if to.cycle { "SET CYCLE".to_owned() } else { "SET NO CYCLE".to_owned() });
    }
    if from.cache != to.cache {
        actions.push(format!("SET CACHE {}", to.cache.unwrap_or(1)));
    }
    (!actions.is_empty()).then(|| actions.join(" "))
}

/// A column written anew, in the words of the new schema.
pub(super) fn redefine(work: &Work, table: &Table, column: &Column) -> String {
    written(work, table, column, work.new.column_like(column.id, column), type_of(work, column, false))
}

/// A column written anew, in the words of the old schema under the new names.
pub(super) fn redefine_old(work: &Work, table: &Table, column: &Column) -> String {
    written(work, table, column, work.mid.column_like(column.id, column), type_of(work, column, true))
}

fn type_of(work: &Work, column: &Column, old: bool) -> String {
    let pieces = if old { &work.mid } else { &work.new };
    let own: Id = column.id;
    let sql = pieces.column_type(own).unwrap_or_default();
    match pieces.collation(own) {
        Some(collation) => format!("{sql} {collation}"),
        None => sql,
    }
}

fn written(work: &Work, table: &Table, column: &Column, whole: Option<String>, data_type: String) -> String {
    let own = work.quote(&table.name);
    let name = work.ident(&column.name);
    let null = if column.nullable { "NULL" } else { "NOT NULL" };
    match work.dialect {
        Dialect::SqlServer => format!("ALTER TABLE {own} ALTER COLUMN {name} {data_type} {null}"),
        Dialect::Oracle => format!("ALTER TABLE {own} MODIFY ({name} {null})"),
        _ => format!("ALTER TABLE {own} MODIFY COLUMN {}", whole.unwrap_or_default()),
    }
}
