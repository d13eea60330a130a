//! Schemas, enums and domains.

use crate::dialect::Dialect;
use crate::dialect::facts::Enums;
use crate::migrate::archive;
use crate::migrate::plan::{Effect, Hold, Stage, Statement};
use crate::migrate::step::Step;
use crate::migrate::work::Work;
use crate::schema::{Column, ColumnType, Domain, EnumType, Id, QualifiedName, Table};

pub(super) fn steps(work: &Work) -> Vec<Step> {
    let mut steps = Vec::new();
    let (mid, new) = (work.mid.schema(), work.new.schema());
    if work.dialect.facts().namespaces && !matches!(work.dialect, Dialect::MySql | Dialect::MariaDb) {
        for namespace in new.namespaces.iter().filter(|new| !mid.namespaces.iter().any(|old| old.id == new.id)) {
            let name = QualifiedName::new(namespace.name.as_str());
            steps.push(make(work, namespace.id, &name, format!("DROP SCHEMA {}", work.ident(&namespace.name))));
        }
    }
    if work.dialect.facts().enums == Enums::Type {
        for wanted in &new.enums {
            match mid.enums.iter().find(|old| old.id == wanted.id) {
                None => {
                    steps.push(make(work, wanted.id, &wanted.name, format!("DROP TYPE {}", work.quote(&wanted.name))))
                }
                Some(old) => steps.extend(change_enum(work, old, wanted)),
            }
        }
    }
    if work.dialect.facts().domains {
        for wanted in &new.domains {
            match mid.domains.iter().find(|old| old.id == wanted.id) {
                None => {
                    steps.push(make(work, wanted.id, &wanted.name, format!("DROP DOMAIN {}", work.quote(&wanted.name))))
                }
                Some(old) => steps.extend(change_domain(work, old, wanted)),
            }
        }
    }
    steps
}

fn make(work: &Work, id: Id, name: &QualifiedName, drop: String) -> Step {
    let mut back = Some(drop);
    let statements =
        work.new.create_object(id).into_iter().map(|statement| Statement::new(statement.sql).back_all(back.take()));
    let statements: Vec<Statement> = statements.collect();
    let uses: Vec<String> = statements.iter().map(|statement| statement.sql.clone()).collect();
    let mut step = Step::new(Stage::Prepare, "Create types and schemas").makes(name).run_all(statements);
    step.uses = uses;
    step
}

/// Types that go are moved out of sight, since columns in the archive may still have them; schemas go last.
pub(super) fn dropped(work: &Work) -> Vec<Step> {
    let mut steps = Vec::new();
    let (mid, new) = (work.mid.schema(), work.new.schema());
    if work.dialect.facts().enums == Enums::Type {
        for gone in mid.enums.iter().filter(|old| !new.enums.iter().any(|kept| kept.id == old.id)) {
            steps.push(away(work, "TYPE", &gone.name));
        }
    }
    if work.dialect.facts().domains {
        for gone in mid.domains.iter().filter(|old| !new.domains.iter().any(|kept| kept.id == old.id)) {
            steps.push(away(work, "DOMAIN", &gone.name));
        }
    }
    if work.dialect.facts().namespaces && !matches!(work.dialect, Dialect::MySql | Dialect::MariaDb) {
        for gone in mid.namespaces.iter().filter(|old| !new.namespaces.iter().any(|kept| kept.id == old.id)) {
            let back = work.mid.create_object(gone.id).into_iter().map(|statement| statement.sql);
            let statement = Statement::new(format!("DROP SCHEMA {}", work.ident(&gone.name))).back_all(back);
            let name = QualifiedName::new(gone.name.as_str());
            steps.push(
                Step::new(Stage::Contract, "Drop schemas")
                    .run(statement.why("It is empty by now; if it is not, the statement fails and nothing is lost."))
                    .ends(&name),
            );
        }
    }
    steps
}

fn away(work: &Work, kind: &str, name: &QualifiedName) -> Step {
    let home = work.ident(name.namespace.as_deref().unwrap_or("public"));
    let kept = work.quote(&QualifiedName::within(archive::SCHEMA, name.name.as_str()));
    let statement = Statement::new(format!("ALTER {kind} {} SET SCHEMA {}", work.quote(name), archive::SCHEMA))
        .back(format!("ALTER {kind} {kept} SET SCHEMA {home}"))
        .keeps(format!("DROP {kind} IF EXISTS {kept}"))
        .why("The type is moved out of sight: archived columns may still have it.");
    Step::new(Stage::Contract, "Archive types").run(statement).ends(name).uses(name.to_string())
}

/// New values are added in place; values that change their names too. Any other change needs a new type.
fn change_enum(work: &Work, old: &EnumType, new: &EnumType) -> Vec<Step> {
    let mut steps = Vec::new();
    let name = work.quote(&new.name);
    if old.comment != new.comment {
        let set = |text: Option<&str>| work.new.comment("TYPE", &new.name, None, text);
        if let (Some(forth), Some(back)) = (set(new.comment.as_deref()), set(old.comment.as_deref())) {
            steps.push(Step::new(Stage::Expand, "Change comments").run(Statement::new(forth).back(back)));
        }
    }
    if old.values == new.values {
        return steps;
    }
    if let Some(pairs) = renamed_values(old, new) {
        let text = |value: &str| work.dialect.quote_text(value);
        let mut step = Step::new(Stage::Rename, "Rename enum values");
        for (from, to) in pairs {
            let statement = Statement::new(format!("ALTER TYPE {name} RENAME VALUE {} TO {}", text(from), text(to)))
                .back(format!("ALTER TYPE {name} RENAME VALUE {} TO {}", text(to), text(from)));
            step = step.run(
                statement
                    .hazard("breaks-clients", format!("Rows that say {from} say {to} from now on."))
                    .why("Only the catalog changes; no row is written."),
            );
        }
        steps.push(step);
        return steps;
    }
    if let Some(additions) = added_values(work, old, new) {
        let mut step = Step::new(Stage::Prepare, "Add enum values");
        let mut back = Some(exchange(work, new, old, work.new.schema().tables.iter()));
        for sql in additions {
            let statement = Statement::new(sql).back_all(back.take().into_iter().flatten()).alone();
            step = step.run(statement.why("A new value locks no table; it can be used once the statement is committed. The way back makes the type anew and stops where a row has the new value."));
        }
        steps.push(step);
        return steps;
    }
    let mut back = Some(exchange(work, new, old, work.new.schema().tables.iter()));
    let mut step = Step::new(Stage::Convert, "Change enums");
    for sql in exchange(work, old, new, work.new.schema().tables.iter()) {
        let statement = Statement::new(sql).back_all(back.take().into_iter().flatten()).holds(
            Hold::Everything,
            Effect::Rewrite,
            &new.name,
        );
        step = step.run(statement.hazard("table-rewrite", format!("Every table with a column of type {} is written anew; rows with a value that is gone stop the statement.", new.name)).why("PostgreSQL can neither drop nor reorder the values of a type, so a new type takes its place."));
    }
    steps.push(step);
    steps
}

/// Values that stand at the same places under other names.
fn renamed_values<'a>(old: &'a EnumType, new: &'a EnumType) -> Option<Vec<(&'a str, &'a str)>> {
    if old.values.len() != new.values.len() {
        return None;
    }
    let pairs: Vec<(&str, &str)> =
        old.values.iter().zip(&new.values).filter(|(a, b)| a != b).map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let fresh = pairs
        .iter()
        .all(|(from, to)| !new.values.iter().any(|value| value == from) && !old.values.iter().any(|value| value == to));
    fresh.then_some(pairs)
}

/// `ADD VALUE` statements where the old values keep their order.
fn added_values(work: &Work, old: &EnumType, new: &EnumType) -> Option<Vec<String>> {
    let kept: Vec<&String> = new.values.iter().filter(|value| old.values.contains(value)).collect();
    if !kept.into_iter().eq(old.values.iter()) {
        return None;
    }
    let name = work.quote(&new.name);
    let text = |value: &str| work.dialect.quote_text(value);
    let mut statements = Vec::new();
    for (at, value) in new.values.iter().enumerate().filter(|(_, value)| !old.values.contains(value)) {
        let place = match at.checked_sub(1).and_then(|before| new.values.get(before)) {
            Some(before) => format!(" AFTER {}", text(before)),
            None => old.values.first().map(|first| format!(" BEFORE {}", text(first))).unwrap_or_default(),
        };
        statements.push(format!("ALTER TYPE {name} ADD VALUE IF NOT EXISTS {}{place}", text(value)));
    }
    Some(statements)
}

/// Puts a type with other values in the place of one of the same name.
fn exchange<'t>(work: &Work, from: &EnumType, to: &EnumType, tables: impl Iterator<Item = &'t Table>) -> Vec<String> {
    let name = work.quote(&to.name);
    let aside = QualifiedName { namespace: to.name.namespace.clone(), name: format!("{}_old", to.name.name) };
    let _ = from;
    let values = to.values.iter().map(|value| work.dialect.quote_text(value)).collect::<Vec<_>>().join(", ");
    let mut statements = vec![
        format!("ALTER TYPE {name} RENAME TO {}", work.ident(&aside.name)),
        format!("CREATE TYPE {name} AS ENUM ({values})"),
    ];
    for table in tables {
        let mut actions = Vec::new();
        for column in
            table.columns.iter().filter(|column| is_of(&column.data_type, &to.name) && is_old_column(work, column))
        {
            let own = work.ident(&column.name);
            let brackets = if matches!(column.data_type, ColumnType::Array(_)) { "[]" } else { "" };
            let default = work.mid.default(column.id);
            if default.is_some() {
                actions.push(format!("ALTER COLUMN {own} DROP DEFAULT"));
            }
            actions.push(format!(
                "ALTER COLUMN {own} TYPE {name}{brackets} USING {own}::text{brackets}::{name}{brackets}"
            ));
            if let Some(default) = default {
                actions.push(format!("ALTER COLUMN {own} SET DEFAULT {default}"));
            }
        }
        if !actions.is_empty() {
            statements.push(format!("ALTER TABLE {} {}", work.quote(&table.name), actions.join(", ")));
        }
    }
    statements.push(format!("DROP TYPE {}", work.quote(&aside)));
    statements
}

fn is_old_column(work: &Work, column: &Column) -> bool {
    work.mid.table_of(column.id).is_some()
}

fn is_of(data_type: &ColumnType, name: &QualifiedName) -> bool {
    match data_type {
        ColumnType::Named(own) => own == name,
        ColumnType::Array(element) => is_of(element, name),
        _ => false,
    }
}

fn change_domain(work: &Work, old: &Domain, new: &Domain) -> Option<Step> {
    let name = work.quote(&new.name);
    let mut step = Step::new(Stage::Expand, "Change domains");
    let alter = |action: String| format!("ALTER DOMAIN {name} {action}");
    if old.data_type != new.data_type {
        return Some(step.run_all(exchange_domain(work, old, new)));
    }
    if old.default != new.default {
        let set = |schema: &crate::sql::Pieces, domain: &Domain| match domain
            .default
            .as_ref()
            .and_then(|_| default_of(schema, domain.id))
        {
            Some(default) => alter(format!("SET DEFAULT {default}")),
            None => alter("DROP DEFAULT".to_owned()),
        };
        step = step.run(Statement::new(set(&work.new, new)).back(set(&work.mid, old)));
    }
    if old.nullable != new.nullable {
        let set = |nullable: bool| alter(if nullable { "DROP NOT NULL".to_owned() } else { "SET NOT NULL".to_owned() });
        step = step.run(Statement::new(set(new.nullable)).back(set(old.nullable)).holds(
            Hold::Writes,
            Effect::Scan,
            &new.name,
        ));
    }
    let named = |domain: &Domain| -> Vec<(String, String)> {
        let mut taken: Vec<String> = Vec::new();
        let mut checks = Vec::new();
        for check in &domain.checks {
            let base = check.name.clone().unwrap_or_else(|| format!("{}_check", domain.name.name));
            let mut own = base.clone();
            let mut number = 1;
            while taken.contains(&own) {
                own = format!("{base}{number}");
                number += 1;
            }
            taken.push(own.clone());
            checks.push((own, check.expression.0.clone()));
        }
        checks
    };
    let (before, after) = (named(old), named(new));
    for (check, expression) in before.iter().filter(|check| !after.contains(check)) {
        let quoted = work.ident(check);
        step = step.run(
            Statement::new(alter(format!("DROP CONSTRAINT {quoted}")))
                .back(alter(format!("ADD CONSTRAINT {quoted} CHECK ({expression})"))),
        );
    }
    for (check, expression) in after.iter().filter(|check| !before.contains(check)) {
        let quoted = work.ident(check);
        let back = alter(format!("DROP CONSTRAINT {quoted}"));
        let statement =
            match work.options.offline {
                true => Statement::new(alter(format!("ADD CONSTRAINT {quoted} CHECK ({expression})")))
                    .back(back)
                    .holds(Hold::Writes, Effect::Scan, &new.name),
                false => {
                    Statement::new(alter(format!("ADD CONSTRAINT {quoted} CHECK ({expression}) NOT VALID"))).back(back)
                }
            };
        step = step.run(statement.why("New values are checked at once; the old ones are proved afterwards."));
        if !work.options.offline {
            step = step.run(Statement::new(alter(format!("VALIDATE CONSTRAINT {quoted}"))).holds(
                Hold::Schema,
                Effect::Scan,
                &new.name,
            ));
        }
    }
    if old.comment != new.comment {
        let set = |text: Option<&str>| work.new.comment("DOMAIN", &new.name, None, text);
        if let (Some(forth), Some(back)) = (set(new.comment.as_deref()), set(old.comment.as_deref())) {
            step = step.run(Statement::new(forth).back(back));
        }
    }
    step.some()
}

/// The default as the statement that makes the domain says it.
fn default_of(pieces: &crate::sql::Pieces, id: Id) -> Option<String> {
    let sql = pieces.create_object(id).into_iter().next()?.sql;
    let rest = &sql[sql.find(" DEFAULT ")? + " DEFAULT ".len()..];
    let end = [rest.find("\n"), rest.find(" NOT NULL")].into_iter().flatten().min().unwrap_or(rest.len());
    Some(rest[..end].to_owned())
}

/// Puts a domain over another type in the place of one of the same name.
fn exchange_domain(work: &Work, old: &Domain, new: &Domain) -> Vec<Statement> {
    let aside = QualifiedName { namespace: new.name.namespace.clone(), name: format!("{}_old", new.name.name) };
    let name = work.quote(&new.name);
    let swap = |pieces: &crate::sql::Pieces, id: Id| {
        let mut statements = vec![format!("ALTER DOMAIN {name} RENAME TO {}", work.ident(&aside.name))];
        statements.extend(pieces.create_object(id).into_iter().map(|statement| statement.sql));
        for table in &work.new.schema().tables {
            for column in
                table.columns.iter().filter(|column| is_of(&column.data_type, &new.name) && is_old_column(work, column))
            {
                let own = work.ident(&column.name);
                statements.push(format!(
                    "ALTER TABLE {} ALTER COLUMN {own} TYPE {name} USING {own}::text::{name}",
                    work.quote(&table.name)
                ));
            }
        }
        statements.push(format!("DROP DOMAIN {}", work.quote(&aside)));
        statements
    };
    let mut back = Some(swap(&work.mid, old.id));
    let statement = |sql: String| {
        Statement::new(sql)
            .back_all(back.take().into_iter().flatten())
            .holds(Hold::Everything, Effect::Rewrite, &new.name)
            .why("A domain cannot change its type, so a new one takes its place.")
    };
    swap(&work.new, new.id).into_iter().map(statement).collect()
}
