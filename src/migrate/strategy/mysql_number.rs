//! MySQL numbers only a column that leads a key, at every moment: numbering ends before the key goes and begins when it is
//! there.

use super::alter_column::{redefine, redefine_old};
use crate::dialect::Dialect;
use crate::migrate::implied::leading_keys;
use crate::migrate::plan::{Effect, Hold, Stage, Statement};
use crate::migrate::step::Step;
use crate::migrate::work::Work;
use crate::schema::{Column, Id, Table};
use std::collections::HashSet;

pub(super) fn steps(work: &Work) -> Vec<Step> {
    if !matches!(work.dialect, Dialect::MySql | Dialect::MariaDb) {
        return Vec::new();
    }
    let mut steps = Vec::new();
    for (mid, new) in work.kept_tables() {
        for old in mid.columns.iter().filter(|column| stops(work, mid, new, column)) {
            let plain = Column { identity: None, ..old.clone() };
            let sql = work
                .mid
                .column_like(old.id, &plain)
                .map(|column| format!("ALTER TABLE {} MODIFY COLUMN {column}", work.quote(&mid.name)));
            let statement = Statement::new(sql.unwrap_or_default()).back(redefine_old(work, mid, old));
            steps.push(
                Step::new(Stage::Relax, "Stop numbering").on(&mid.name).run(
                    statement
                        .holds(Hold::Writes, Effect::Rewrite, &mid.name)
                        .why("A numbered column must lead a key, and its key goes."),
                ),
            );
        }
    }
    steps
}

/// Numbering that begins, after the keys are there.
pub(super) fn started(work: &Work) -> Vec<Step> {
    if !matches!(work.dialect, Dialect::MySql | Dialect::MariaDb) {
        return Vec::new();
    }
    let mut steps = Vec::new();
    for (mid, new) in work.kept_tables() {
        for (old, column) in
            work.kept_columns(mid, new).into_iter().filter(|(old, column)| starts(work, mid, new, old, column))
        {
            let _ = old;
            let plain = Column { identity: None, ..column.clone() };
            let statement = Statement::new(redefine(work, new, column)).back(redefine(work, new, &plain));
            steps.push(
                Step::new(Stage::Enforce, "Number column").on(&new.name).run(
                    statement.holds(Hold::Writes, Effect::Rewrite, &new.name).why("The column leads a key by now."),
                ),
            );
        }
    }
    steps
}

/// Whether a numbered column cannot stay so while the keys change.
pub(super) fn stops(work: &Work, mid: &Table, new: &Table, column: &Column) -> bool {
    let outgoing: HashSet<Id> = work.outgoing(mid, Some(new)).iter().map(|part| part.id()).collect();
    let mut led = leading_keys(mid).into_iter().filter(|(_, columns)| columns.first() == Some(&column.name)).peekable();
    // A column that leads no key is numbered only in the schemas of other dialects: no key of it can go.
    column.identity.is_some() && led.peek().is_some() && led.all(|(id, _)| outgoing.contains(&id))
}

/// Whether numbering is added by itself, once the keys are there.
pub(super) fn starts(work: &Work, mid: &Table, new: &Table, old: &Column, column: &Column) -> bool {
    column.identity.is_some() && (old.identity.is_none() || stops(work, mid, new, old))
}

/// The key that a new numbered column has to come with.
pub(super) fn key_of_new(work: &Work, mid: &Table, new: &Table) -> Option<Id> {
    if !matches!(work.dialect, Dialect::MySql | Dialect::MariaDb) {
        return None;
    }
    let column = work.new_columns(mid, new).into_iter().find(|column| column.identity.is_some())?;
    leading_keys(new).into_iter().find(|(_, columns)| columns.as_slice() == [column.name.clone()]).map(|(id, _)| id)
}
