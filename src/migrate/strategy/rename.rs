//! Other names for what stays: one short statement each, because the rows do not move.

use crate::dialect::Dialect;
use crate::migrate::ddl;
use crate::migrate::plan::{Effect, Hold, Stage, Statement};
use crate::migrate::renames::{Renamed, Renaming};
use crate::migrate::step::Step;
use crate::migrate::work::Work;
use crate::schema::{Object, QualifiedName};

pub(super) fn steps(work: &Work) -> Vec<Step> {
    let mut steps: Vec<Step> = work.renamings.iter().filter_map(|renaming| step(work, renaming)).collect();
    steps.extend(work.kept_tables().filter_map(|(mid, new)| parts(work, mid, new)));
    steps
}

fn step(work: &Work, renaming: &Renaming) -> Option<Step> {
    let Renaming { kind, from, to, table, .. } = renaming;
    let clients = format!("Clients that say {from} fail from now on; let them say {to} at the same moment.");
    let (title, forth, back) = match kind {
        Renamed::Table => ("Rename tables", ddl::rename_table(work, from, to), ddl::rename_table(work, to, from)),
        Renamed::Column => {
            let table = table.as_ref()?;
            let forth = vec![ddl::rename_column(work, table, &from.name, &to.name)];
            ("Rename columns", forth, vec![ddl::rename_column(work, table, &to.name, &from.name)])
        }
        Renamed::Type => ("Rename types", renamed(work, "TYPE", from, to)?, renamed(work, "TYPE", to, from)?),
        Renamed::Domain => ("Rename types", renamed(work, "DOMAIN", from, to)?, renamed(work, "DOMAIN", to, from)?),
        Renamed::Sequence => {
            ("Rename sequences", renamed(work, "SEQUENCE", from, to)?, renamed(work, "SEQUENCE", to, from)?)
        }
        Renamed::Namespace => {
            ("Rename schemas", renamed(work, "SCHEMA", from, to)?, renamed(work, "SCHEMA", to, from)?)
        }
    };
    let owner = table.as_ref().unwrap_or(from);
    let mut step = Step::new(Stage::Rename, title);
    let mut back = back.into_iter().rev();
    for sql in forth {
        let statement = Statement::new(sql).holds(Hold::Everything, Effect::Catalog, owner).back_all(back.next());
        let statement = statement.why("The rows stay where they are; only the catalog changes.");
        step = step.run(statement.hazard("breaks-clients", clients.clone()));
    }
    step = step.run_all(sequence(work, renaming));
    step.some()
}

/// `ALTER kind a RENAME TO b` and `SET SCHEMA`; nothing where the dialect has no such objects.
fn renamed(work: &Work, kind: &str, from: &QualifiedName, to: &QualifiedName) -> Option<Vec<String>> {
    if !matches!(work.dialect, Dialect::PostgreSql | Dialect::HeliosDb) {
        return match (work.dialect, kind) {
            (Dialect::Oracle, "SEQUENCE") => {
                Some(vec![format!("RENAME {} TO {}", work.ident(&from.name), work.ident(&to.name))])
            }
            (Dialect::SqlServer, "SEQUENCE") => Some(vec![format!(
                "EXEC sp_rename N'{}', N'{}'",
                work.quote(from).replace('\'', "''"),
                to.name.replace('\'', "''")
            )]),
            (Dialect::MariaDb, "SEQUENCE") => {
                Some(vec![format!("RENAME TABLE {} TO {}", work.quote(from), work.quote(to))])
            }
            _ => None,
        };
    }
    let mut statements = Vec::new();
    let mut now = from.clone();
    if from.namespace != to.namespace {
        statements.push(format!(
            "ALTER {kind} {} SET SCHEMA {}",
            work.quote(&now),
            work.ident(to.namespace.as_deref().unwrap_or("public"))
        ));
        now.namespace.clone_from(&to.namespace);
    }
    if from.name != to.name {
        statements.push(format!("ALTER {kind} {} RENAME TO {}", work.quote(&now), work.ident(&to.name)));
    }
    Some(statements)
}

/// PostgreSQL names a numbered column's sequence after its table and column, and does not rename it with them.
fn sequence(work: &Work, renaming: &Renaming) -> Vec<Statement> {
    if work.dialect != Dialect::PostgreSql {
        return Vec::new();
    }
    let mut statements = Vec::new();
    let mut rename = |namespace: &Option<String>, from: String, to: String| {
        let name = |name: &str| work.quote(&QualifiedName { namespace: namespace.clone(), name: name.to_owned() });
        let statement = Statement::new(format!("ALTER SEQUENCE {} RENAME TO {}", name(&from), work.ident(&to)));
        statements.push(
            statement
                .back(format!("ALTER SEQUENCE {} RENAME TO {}", name(&to), work.ident(&from)))
                .why("The sequence keeps the name that a new column's would have."),
        );
    };
    match renaming.kind {
        Renamed::Table if renaming.from.name != renaming.to.name => {
            let table = work.old.table_of(renaming.id);
            for column in table.into_iter().flat_map(|table| &table.columns).filter(|column| numbered(column)) {
                rename(
                    &renaming.to.namespace,
                    sequence_name(&renaming.from.name, &column.name),
                    sequence_name(&renaming.to.name, &column.name),
                );
            }
        }
        Renamed::Column => {
            let column = work
                .old
                .table_of(renaming.id)
                .and_then(|table| table.columns.iter().find(|column| column.id == renaming.id));
            if let (Some(_), Some(table)) = (column.filter(|column| numbered(column)), &renaming.table) {
                rename(
                    &table.namespace,
                    sequence_name(&table.name, &renaming.from.name),
                    sequence_name(&table.name, &renaming.to.name),
                );
            }
        }
        _ => {}
    }
    statements
}

fn numbered(column: &crate::schema::Column) -> bool {
    column.identity.as_ref().is_some_and(|identity| identity.sequence.is_none())
}

/// The name that PostgreSQL gives a column's own sequence.
pub(super) fn sequence_name(table: &str, column: &str) -> String {
    crate::migrate::names::object_name(table, column, "seq")
}

/// Constraints and indexes under another name.
fn parts(work: &Work, mid: &crate::schema::Table, new: &crate::schema::Table) -> Option<Step> {
    let mut step = Step::new(Stage::Rename, "Rename constraints and indexes").on(&new.name);
    for (part, from, to) in work.renamed_parts(mid, new) {
        let rename = |from: &str, to: &str| renamed_part(work, &mid.name, &part, from, to);
        let (Some(forth), Some(back)) = (rename(&from, &to), rename(&to, &from)) else { continue };
        let hold = if matches!(part, Object::Index(_)) { Hold::Schema } else { Hold::Everything };
        step = step.run(
            Statement::new(forth).back(back).holds(hold, Effect::Catalog, &mid.name).why("Only the name changes."),
        );
    }
    step.some()
}

pub(super) fn renamed_part(work: &Work, table: &QualifiedName, part: &Object, from: &str, to: &str) -> Option<String> {
    let own = work.quote(table);
    let (old, new) = (work.ident(from), work.ident(to));
    let is_index = matches!(part, Object::Index(_));
    Some(match work.dialect {
        Dialect::PostgreSql | Dialect::HeliosDb if is_index => {
            let old = work.quote(&QualifiedName { namespace: table.namespace.clone(), name: from.to_owned() });
            format!("ALTER INDEX {old} RENAME TO {new}")
        }
        Dialect::MySql | Dialect::MariaDb => match part {
            Object::Index(_) | Object::Unique(_) => format!("ALTER TABLE {own} RENAME INDEX {old} TO {new}"),
            _ => return None,
        },
        Dialect::SqlServer if is_index => format!(
            "EXEC sp_rename N'{}', N'{}', N'INDEX'",
            format!("{own}.{old}").replace('\'', "''"),
            to.replace('\'', "''")
        ),
        Dialect::SqlServer => {
            let old = work.quote(&QualifiedName { namespace: table.namespace.clone(), name: from.to_owned() });
            format!("EXEC sp_rename N'{}', N'{}', N'OBJECT'", old.replace('\'', "''"), to.replace('\'', "''"))
        }
        Dialect::Oracle if is_index => format!("ALTER INDEX {old} RENAME TO {new}"),
        Dialect::Sqlite => return None,
        _ => format!("ALTER TABLE {own} RENAME CONSTRAINT {old} TO {new}"),
    })
}
