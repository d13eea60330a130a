//! Liquibase's formatted SQL: a changeset a statement, so that nothing has to be split and each has its own way back.

use super::super::File;
use super::super::part::slug;
use crate::dialect::Dialect;
use crate::migrate::plan::Plan;
use std::fmt::Write;

pub fn files(plan: &Plan) -> Vec<File> {
    let mut text = "--liquibase formatted sql\n".to_owned();
    for (at, phase) in plan.phases.iter().enumerate() {
        let run = if phase.transactional { "" } else { " runInTransaction:false" };
        let mut number = 0;
        let mut id = || {
            number += 1;
            format!("{:03}-{number:02}-{}", at + 1, slug(&phase.name))
        };
        for statement in &phase.statements {
            // A changeset takes one statement back: what a statement needs besides stands before it, with nothing to do
            // on the way forth, and is taken back after it.
            let (own, others) =
                statement.reverse.split_first().map_or((None, &[][..]), |(own, others)| (Some(own), others));
            for other in others.iter().rev() {
                changeset(&mut text, &id(), run, nothing(plan.dialect), Some(other));
            }
            changeset(&mut text, &id(), run, &statement.sql, own);
        }
    }
    vec![File::new("changelog.sql", text)]
}

/// A statement that does nothing.
fn nothing(dialect: Dialect) -> &'static str {
    if dialect == Dialect::Oracle { "SELECT 1 FROM DUAL" } else { "SELECT 1" }
}

fn changeset(text: &mut String, id: &str, run: &str, sql: &str, back: Option<&String>) {
    let sql = sql.trim().trim_end_matches(';');
    let _ = write!(
        text,
        "\n--changeset schema-architect:{id} splitStatements:false rollbackSplitStatements:false stripComments:false{run}\n{sql}\n"
    );
    match back {
        Some(back) => back.trim().trim_end_matches(';').lines().for_each(|line| {
            let _ = writeln!(text, "--rollback {line}");
        }),
        None => text.push_str("--rollback empty\n"),
    }
}
