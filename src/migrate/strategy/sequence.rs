//! Sequences with a life of their own.

use crate::dialect::Dialect;
use crate::migrate::archive;
use crate::migrate::plan::{Stage, Statement};
use crate::migrate::step::Step;
use crate::migrate::work::Work;
use crate::schema::{QualifiedName, Sequence};

pub(super) fn steps(work: &Work) -> Vec<Step> {
    if !work.dialect.facts().sequences {
        return Vec::new();
    }
    let mut steps = Vec::new();
    let (mid, new) = (work.mid.schema(), work.new.schema());
    for sequence in &new.sequences {
        match mid.sequences.iter().find(|old| old.id == sequence.id) {
            None => steps.extend(create(work, sequence)),
            Some(old) => steps.extend(change(work, old, sequence)),
        }
    }
    for sequence in mid.sequences.iter().filter(|old| !new.sequences.iter().any(|kept| kept.id == old.id)) {
        steps.extend(drop(work, sequence));
    }
    steps
}

fn create(work: &Work, sequence: &Sequence) -> Vec<Step> {
    let name = work.quote(&sequence.name);
    let statements = work
        .new
        .create_object(sequence.id)
        .into_iter()
        .map(|statement| Statement::new(statement.sql).back(format!("DROP SEQUENCE {name}")));
    let create = Step::new(Stage::Prepare, "Create sequences").run_all(statements).makes(&sequence.name);
    create.some().into_iter().chain(own(work, sequence, None)).collect()
}

/// The column that a sequence goes with.
fn own(work: &Work, sequence: &Sequence, before: Option<&Sequence>) -> Option<Step> {
    let owner = |sequence: &Sequence| match &sequence.owned_by {
        Some((table, column)) => format!("{}.{}", work.quote(table), work.ident(column)),
        None => "NONE".to_owned(),
    };
    let (was, is) = (before.map_or("NONE".to_owned(), owner), owner(sequence));
    if was == is || work.dialect != Dialect::PostgreSql {
        return None;
    }
    let name = work.quote(&sequence.name);
    let statement = Statement::new(format!("ALTER SEQUENCE {name} OWNED BY {is}"))
        .back(format!("ALTER SEQUENCE {name} OWNED BY {was}"));
    Some(
        Step::new(Stage::Attach, "Create views and routines")
            .run(statement.why("The sequence goes when its column goes."))
            .uses(is),
    )
}

fn change(work: &Work, old: &Sequence, new: &Sequence) -> Vec<Step> {
    let name = work.quote(&new.name);
    let mut steps: Vec<Step> = Vec::new();
    if let (Some(forth), Some(back)) = (course(work, old, new), course(work, new, old)) {
        let statement =
            Statement::new(format!("ALTER SEQUENCE {name} {forth}")).back(format!("ALTER SEQUENCE {name} {back}"));
        steps.push(
            Step::new(Stage::Expand, "Change sequences")
                .run(statement.why("The sequence goes on counting where it is.")),
        );
    }
    steps.extend(own(work, new, Some(old)));
    steps
}

fn course(work: &Work, from: &Sequence, to: &Sequence) -> Option<String> {
    let mut words = Vec::new();
    if from.data_type != to.data_type && work.dialect == Dialect::PostgreSql {
        let kind =
            to.data_type.as_ref().map_or("bigint".to_owned(), |data_type| work.dialect.spell_type(data_type).sql);
        words.push(format!("AS {kind}"));
    }
    if from.increment != to.increment {
        words.push(format!("INCREMENT BY {}", to.increment.unwrap_or(1)));
    }
    if from.min != to.min {
        words.push(to.min.map_or("NO MINVALUE".to_owned(), |min| format!("MINVALUE {min}")));
    }
    if from.max != to.max {
        words.push(to.max.map_or("NO MAXVALUE".to_owned(), |max| format!("MAXVALUE {max}")));
    }
    if from.start != to.start && work.dialect == Dialect::PostgreSql {
        words.push(format!("START WITH {}", to.start.or(to.min).unwrap_or(1)));
    }
    if from.cache != to.cache {
        words.push(format!("CACHE {}", to.cache.unwrap_or(1)));
    }
    if from.cycle != to.cycle {
        words.push(if to.cycle { "CYCLE".to_owned() } else { "NO CYCLE".to_owned() });
    }
    (!words.is_empty()).then(|| words.join(" "))
}

/// A sequence that goes is kept with its number. One that belongs to a table which goes moves with that table.
fn drop(work: &Work, sequence: &Sequence) -> Vec<Step> {
    let name = work.quote(&sequence.name);
    let with_table =
        sequence.owned_by.as_ref().is_some_and(|(table, _)| work.doomed_tables().any(|doomed| doomed.name == *table));
    if with_table && work.dialect == Dialect::PostgreSql {
        return Vec::new();
    }
    if work.dialect != Dialect::PostgreSql {
        let back = work.mid.create_object(sequence.id).into_iter().map(|statement| statement.sql);
        let statement = Statement::new(format!("DROP SEQUENCE {name}")).back_all(back);
        return vec![Step::new(Stage::Contract, "Drop sequences").run(statement).ends(&sequence.name)];
    }
    let mut steps = Vec::new();
    if let Some((table, column)) = &sequence.owned_by {
        let owner = format!("{}.{}", work.quote(table), work.ident(column));
        let free = Statement::new(format!("ALTER SEQUENCE {name} OWNED BY NONE"))
            .back(format!("ALTER SEQUENCE {name} OWNED BY {owner}"));
        steps.push(
            Step::new(Stage::Relax, "Free sequences")
                .run(free.why("It must not go with its column before it is kept.")),
        );
    }
    let home = work.ident(sequence.name.namespace.as_deref().unwrap_or("public"));
    let kept = work.quote(&QualifiedName::within(archive::SCHEMA, sequence.name.name.as_str()));
    let away = Statement::new(format!("ALTER SEQUENCE {name} SET SCHEMA {}", archive::SCHEMA))
        .back(format!("ALTER SEQUENCE {kept} SET SCHEMA {home}"))
        .keeps(format!("DROP SEQUENCE IF EXISTS {kept}"))
        .why("The sequence is moved out of sight, so that it comes back with its number.");
    steps.push(Step::new(Stage::Contract, "Archive sequences").run(away).ends(&sequence.name));
    steps
}
