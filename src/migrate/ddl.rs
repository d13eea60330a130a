//! The statements that every strategy needs, in the words of each dialect.

use super::work::Work;
use crate::dialect::Dialect;
use crate::schema::{Object, QualifiedName};

/// `ALTER TABLE t ADD CONSTRAINT ...`.
pub(super) fn add_constraint(work: &Work, table: &QualifiedName, clause: &str) -> String {
    format!("ALTER TABLE {} ADD {clause}", work.quote(table))
}

/// Drops a key, check, exclusion or index. `name` is what the database calls it; without one it is looked up there.
pub(super) fn drop_part(work: &Work, table: &QualifiedName, part: &Object, name: Option<&str>) -> String {
    let own = work.quote(table);
    let quoted = name.map(|name| work.ident(name));
    let alter = |rest: &str| format!("ALTER TABLE {own} {rest}");
    match (work.dialect, part, quoted) {
        (Dialect::MySql | Dialect::MariaDb, Object::PrimaryKey(_), _) => alter("DROP PRIMARY KEY"),
        (Dialect::MySql | Dialect::MariaDb, Object::ForeignKey(_), Some(name)) => {
            alter(&format!("DROP FOREIGN KEY {name}"))
        }
        (Dialect::MySql | Dialect::MariaDb, Object::Unique(_) | Object::Index(_), Some(name)) => {
            alter(&format!("DROP INDEX {name}"))
        }
        (Dialect::SqlServer, Object::Index(_), Some(name)) => format!("DROP INDEX {name} ON {own}"),
        (_, Object::Index(_), Some(_)) => {
            let name = QualifiedName { namespace: table.namespace.clone(), name: name.unwrap_or_default().to_owned() };
            format!("DROP INDEX {}", work.quote(&name))
        }
        (_, _, Some(name)) => alter(&format!("DROP CONSTRAINT {name}")),
        (Dialect::Oracle, Object::PrimaryKey(_), None) => alter("DROP PRIMARY KEY"),
        (Dialect::Oracle, Object::Unique(key), None) => alter(&format!("DROP UNIQUE ({})", work.idents(&key.columns))),
        (Dialect::SqlServer, part, None) => drop_looked_up(work, table, part),
        (Dialect::Oracle, part, None) => drop_looked_up_oracle(work, table, part),
        (_, part, None) => alter(&format!("DROP CONSTRAINT {}", work.ident(&part.label()))),
    }
}

/// SQL Server names what has no name; the catalog knows how.
fn drop_looked_up(work: &Work, table: &QualifiedName, part: &Object) -> String {
    let text = |text: &str| text.replace('\'', "''");
    let own = text(&work.quote(table));
    let find = match part {
        Object::PrimaryKey(_) => {
            format!("SELECT name FROM sys.key_constraints WHERE type = 'PK' AND parent_object_id = OBJECT_ID(N'{own}')")
        }
        Object::ForeignKey(key) => format!(
            "SELECT fk.name FROM sys.foreign_keys AS fk JOIN sys.foreign_key_columns AS c ON c.constraint_object_id = fk.object_id WHERE fk.parent_object_id = OBJECT_ID(N'{own}') AND fk.referenced_object_id = OBJECT_ID(N'{}') AND COL_NAME(c.parent_object_id, c.parent_column_id) = N'{}'",
            text(&work.quote(&key.references.table)),
            text(key.columns.first().map_or("", String::as_str))
        ),
        Object::Unique(key) => format!(
            "SELECT k.name FROM sys.key_constraints AS k JOIN sys.index_columns AS c ON c.object_id = k.parent_object_id AND c.index_id = k.unique_index_id WHERE k.type = 'UQ' AND k.parent_object_id = OBJECT_ID(N'{own}') AND COL_NAME(c.object_id, c.column_id) = N'{}'",
            text(key.columns.first().map_or("", String::as_str))
        ),
        Object::Check(check) => format!(
            "SELECT name FROM sys.check_constraints WHERE parent_object_id = OBJECT_ID(N'{own}') AND REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(definition, '[', ''), ']', ''), '(', ''), ')', ''), ' ', '') = N'{}'",
            text(
                &check
                    .expression
                    .as_str()
                    .chars()
                    .filter(|c| !matches!(c, '(' | ')' | '[' | ']' | '"') && !c.is_whitespace())
                    .collect::<String>()
            )
        ),
        other => format!(
            "SELECT name FROM sys.objects WHERE parent_object_id = OBJECT_ID(N'{own}') AND name = N'{}'",
            text(&other.label())
        ),
    };
    look_up_and_drop(&find, &own, "DROP CONSTRAINT")
}

/// Runs `ALTER TABLE own action <name>` with the name that a query finds.
pub(super) fn look_up_and_drop(find: &str, own: &str, action: &str) -> String {
    format!(
        "DECLARE @name sysname = ({});\nDECLARE @sql nvarchar(max) = N'ALTER TABLE {own} {action} ' + QUOTENAME(@name);\nEXEC (@sql)",
        find.replacen("SELECT ", "SELECT TOP (1) ", 1)
    )
}

fn drop_looked_up_oracle(work: &Work, table: &QualifiedName, part: &Object) -> String {
    let folded = |name: &str| {
        let quoted = work.ident(name);
        quoted
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'))
            .map_or_else(|| quoted.to_uppercase(), str::to_owned)
            .replace('\'', "''")
    };
    let (kind, column) = match part {
        Object::ForeignKey(key) => ("R", key.columns.first().cloned()),
        _ => ("C", None),
    };
    let own = folded(&table.name);
    let columns = match (column, part) {
        (Some(column), _) => format!(
            " AND EXISTS (SELECT 1 FROM user_cons_columns c WHERE c.constraint_name = k.constraint_name AND c.column_name = '{}')",
            folded(&column)
        ),
        (None, Object::Check(check)) => {
            let wanted: String = check
                .expression
                .as_str()
                .chars()
                .filter(|c| !matches!(c, '(' | ')' | '"') && !c.is_whitespace())
                .collect();
            format!(
                " AND UPPER(REPLACE(REPLACE(REPLACE(REPLACE(search_condition_vc, '(', ''), ')', ''), '\"', ''), ' ', '')) = '{}'",
                wanted.to_uppercase().replace('\'', "''")
            )
        }
        _ => String::new(),
    };
    format!(
        "BEGIN\n    FOR k IN (SELECT constraint_name FROM user_constraints k WHERE k.table_name = '{own}' AND k.constraint_type = '{kind}'{columns}) LOOP\n        EXECUTE IMMEDIATE 'ALTER TABLE {} DROP CONSTRAINT \"' || k.constraint_name || '\"';\n    END LOOP;\nEND;",
        work.quote(table).replace('\'', "''")
    )
}

/// Renames a table; the new name is in the same namespace unless the dialect can move it.
pub(super) fn rename_table(work: &Work, from: &QualifiedName, to: &QualifiedName) -> Vec<String> {
    let old = work.quote(from);
    match work.dialect {
        Dialect::MySql | Dialect::MariaDb => vec![format!("RENAME TABLE {old} TO {}", work.quote(to))],
        Dialect::SqlServer => {
            let mut statements = Vec::new();
            if from.name != to.name {
                statements.push(format!(
                    "EXEC sp_rename N'{}', N'{}'",
                    old.replace('\'', "''"),
                    to.name.replace('\'', "''")
                ));
            }
            if from.namespace != to.namespace {
                let moved = QualifiedName { namespace: from.namespace.clone(), name: to.name.clone() };
                statements.push(format!(
                    "ALTER SCHEMA {} TRANSFER {}",
                    work.ident(to.namespace.as_deref().unwrap_or("dbo")),
                    work.quote(&moved)
                ));
            }
            statements
        }
        Dialect::Sqlite if from.name.eq_ignore_ascii_case(&to.name) => {
            // Names that differ in case only are the same to SQLite.
            let between = work.ident(&format!("{}_swap", from.name));
            let rename = |from: &str, to: &str| format!("ALTER TABLE {from} RENAME TO {to}");
            vec![rename(&old, &between), rename(&between, &work.quote(to))]
        }
        _ => {
            let mut statements = Vec::new();
            let mut now = from.clone();
            if from.namespace != to.namespace && matches!(work.dialect, Dialect::PostgreSql | Dialect::HeliosDb) {
                statements.push(format!(
                    "ALTER TABLE {old} SET SCHEMA {}",
                    work.ident(to.namespace.as_deref().unwrap_or("public"))
                ));
                now.namespace.clone_from(&to.namespace);
            }
            if from.name != to.name {
                statements.push(format!("ALTER TABLE {} RENAME TO {}", work.quote(&now), work.ident(&to.name)));
            }
            statements
        }
    }
}

pub(super) fn rename_column(work: &Work, table: &QualifiedName, from: &str, to: &str) -> String {
    let own = work.quote(table);
    match work.dialect {
        Dialect::SqlServer => {
            let place = format!("{own}.{}", work.ident(from)).replace('\'', "''");
            format!("EXEC sp_rename N'{place}', N'{}', N'COLUMN'", to.replace('\'', "''"))
        }
        _ => format!("ALTER TABLE {own} RENAME COLUMN {} TO {}", work.ident(from), work.ident(to)),
    }
}

/// `ALTER TABLE t ADD [COLUMN] ...` with several definitions.
pub(super) fn add_columns(work: &Work, table: &QualifiedName, definitions: &[String]) -> String {
    let own = work.quote(table);
    match work.dialect {
        Dialect::Oracle => format!("ALTER TABLE {own} ADD ({})", definitions.join(", ")),
        Dialect::SqlServer => format!("ALTER TABLE {own} ADD {}", definitions.join(", ")),
        _ => {
            let adds = definitions.iter().map(|definition| format!("ADD COLUMN {definition}")).collect::<Vec<_>>();
            format!("ALTER TABLE {own} {}", adds.join(", "))
        }
    }
}

/// Whether MySQL changes the table in place: InnoDB without what it has to copy for.
pub(super) fn is_online_in_mysql(table: &crate::schema::Table) -> bool {
    let option = |name: &str| table.options.iter().find(|(own, _)| own == name).map(|(_, value)| value.to_lowercase());
    let innodb = option("ENGINE").or_else(|| option("TYPE")).is_none_or(|engine| engine == "innodb");
    let compressed = option("ROW_FORMAT").is_some_and(|format| format == "compressed");
    innodb && !compressed && table.indexes.iter().all(|index| index.method.is_none())
}

pub(super) fn drop_columns(work: &Work, table: &QualifiedName, names: &[String]) -> String {
    let own = work.quote(table);
    match work.dialect {
        Dialect::Oracle => format!("ALTER TABLE {own} DROP ({})", work.idents(names)),
        Dialect::SqlServer => format!("ALTER TABLE {own} DROP COLUMN {}", work.idents(names)),
        _ => {
            let drops = names.iter().map(|name| format!("DROP COLUMN {}", work.ident(name))).collect::<Vec<_>>();
            format!("ALTER TABLE {own} {}", drops.join(", "))
        }
    }
}
