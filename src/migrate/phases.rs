//! Steps in their order -> phases: steps of the same kind and table run together.

use super::archive::SCHEMA;
use super::plan::{Phase, Stage, Statement};
use super::step::Step;
use super::work::Work;
use crate::dialect::Dialect;
use std::collections::HashMap;

pub(super) fn phases(work: &Work, steps: Vec<Step>) -> Vec<Phase> {
    let mut phases: Vec<Phase> = Vec::new();
    if let Some(phase) = archive(work, &steps) {
        phases.push(phase);
    }
    for step in steps {
        let table = step.table.as_ref().map(ToString::to_string);
        let transactional = transacts(work.dialect) && step.statements.iter().all(|statement| statement.transactional);
        let last = phases.last_mut().filter(|last| {
            let alike = last.stage == step.stage && last.name == step.title && last.table == table;
            // In a window nobody waits for a lock, so that everything may be one transaction.
            let window = work.options.offline && last.stage == step.stage && last.name == step.title;
            (alike || window) && last.transactional == transactional
        });
        match last {
            Some(last) => {
                last.statements.extend(step.statements);
                last.verify.extend(step.verify);
                if last.table != table {
                    last.table = None;
                }
            }
            None => phases.push(Phase {
                name: step.title.to_owned(),
                stage: step.stage,
                table,
                transactional,
                statements: step.statements,
                verify: step.verify,
            }),
        }
    }
    name(&mut phases);
    phases
}

/// Whether statements that change the schema can be taken back by a transaction.
pub(super) fn transacts(dialect: Dialect) -> bool {
    matches!(dialect, Dialect::PostgreSql | Dialect::SqlServer | Dialect::Sqlite)
}

/// The place for what is kept, where a plan keeps anything.
fn archive(work: &Work, steps: &[Step]) -> Option<Phase> {
    let uses = |statement: &Statement| {
        statement.sql.contains(SCHEMA) || statement.reverse.iter().any(|sql| sql.contains(SCHEMA))
    };
    let schemas = matches!(work.dialect, Dialect::PostgreSql | Dialect::HeliosDb);
    let needed = schemas && steps.iter().flat_map(|step| &step.statements).any(uses);
    needed.then(|| Phase {
        name: "Prepare archive".to_owned(),
        stage: Stage::Prepare,
        table: None,
        transactional: true,
        statements: vec![
            Statement::new(format!("CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
                .why("What the plan keeps for its way back lies here, out of the application's sight."),
        ],
        verify: Vec::new(),
    })
}

/// Phases of the same name are told apart by their tables, then by numbers.
fn name(phases: &mut [Phase]) {
    let mut count: HashMap<String, usize> = HashMap::new();
    for phase in phases.iter() {
        *count.entry(phase.name.clone()).or_default() += 1;
    }
    let mut seen: HashMap<String, usize> = HashMap::new();
    for phase in phases.iter_mut() {
        let many = count.get(&phase.name).is_some_and(|count| *count > 1);
        if let Some(table) = phase.table.as_ref().filter(|_| many) {
            phase.name = format!("{}: {table}", phase.name);
        }
        let number = seen.entry(phase.name.clone()).or_default();
        *number += 1;
        if *number > 1 {
            phase.name = format!("{} ({number})", phase.name);
        }
    }
}
