//! Values for columns of a table that was there, from a table that refers to it or that it refers to.

use super::home::home;
use super::sql::{NEW, OLD, at, comparable, first, named, same};
use super::{Carry, Link, Pairs};
use crate::migrate::backfill::in_batches;
use crate::migrate::plan::Verify;
use crate::migrate::question;
use crate::migrate::step::Step;
use crate::migrate::work::Work;
use crate::schema::Table;

pub(super) fn transfer(work: &Work, carry: &Carry, from: &Table, to: &Table, mut step: Step) -> Step {
    let (Link::FromParent(link) | Link::ToParent(link)) = &carry.link else { return step };
    let own = work.quote(&to.name);
    let join: Vec<String> =
        link.iter().map(|(old, new)| format!("{} = {own}.{}", at(work, OLD, old), work.ident(new))).collect();
    for (old, new) in carry.pairs() {
        if let Link::ToParent(link) = &carry.link {
            let verify = conflict(work, from, link, &old);
            step = step.run_all(question::stops(work, &verify)).verify(verify);
        }
        let value = at(work, OLD, &old);
        let name = work.ident(&new);
        let there = format!("{} WHERE {} AND {value} IS NOT NULL", named(work, from, OLD), join.join(" AND "));
        let empty = to.column(&new).is_some_and(|column| column.default.is_none());
        let condition = if empty {
            format!("{name} IS NULL AND EXISTS (SELECT 1 FROM {there})")
        } else {
            let here = comparable(work, to, &new, format!("{own}.{name}"));
            let differs = same(work.dialect, &here, &comparable(work, from, &old, value.clone()));
            format!("EXISTS (SELECT 1 FROM {there} AND NOT {differs})")
        };
        let sets = [(new.clone(), first(work, &value, &there))];
        let message = format!(
            "{old} of {} moves to {new} of {}; what the application writes to the old place after this phase does not follow, so let it write both, or stop it meanwhile.",
            from.name, to.name
        );
        let mut message = Some(message);
        // A table that goes as a whole comes back with its old values; those that changed since follow.
        let mut back = is_doomed(work, from).then(|| home(work, carry, (from, &old), (to, &new), None)).flatten();
        for mut statement in in_batches(work, to, &sets, &condition) {
            if let Some(message) = message.take() {
                statement = statement.hazard("values-move", message);
            }
            statement = statement.back_all(back.take());
            step = step.run(statement.why("The value is there before the old place goes."));
        }
    }
    step
}

pub(super) fn is_doomed(work: &Work, table: &Table) -> bool {
    work.new.table_of(table.id).is_none()
}

/// Rows that go into one row and do not agree.
fn conflict(work: &Work, from: &Table, link: &Pairs, column: &str) -> Verify {
    let key = work.idents(&link.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>());
    let set =
        link.iter().map(|(name, _)| format!("{} IS NOT NULL", work.ident(name))).collect::<Vec<_>>().join(" AND ");
    let value = comparable(work, from, column, work.ident(column));
    Verify {
        what: format!("Rows of {} that belong to one row and differ in {column}", from.name),
        sql: format!(
            "SELECT COUNT(*) FROM (SELECT {key} FROM {} WHERE {set} GROUP BY {key} HAVING COUNT(DISTINCT {value}) > 1) c",
            work.quote(&from.name)
        ),
        action: "Make them agree; there is room for one value.".to_owned(),
    }
}

/// The new place as it is read when values go home.
pub(super) fn place(work: &Work, carry: &Carry, (from, to): (&Table, &Table)) -> Option<String> {
    let own = work.quote(&from.name);
    let pairs: Pairs = match &carry.link {
        Link::Natural(pairs) | Link::Child(pairs) | Link::FromParent(pairs) | Link::ToParent(pairs) => pairs.clone(),
        Link::Numbered { reference, key } => vec![(reference.clone(), key.clone())],
        Link::Part => {
            let keys = to.key_columns();
            carry.pairs().into_iter().filter(|(_, new)| keys.contains(new)).collect()
        }
    };
    let equal = pairs.iter().map(|(old, new)| format!("{} = {own}.{}", at(work, NEW, new), work.ident(old)));
    let equal: Vec<String> = equal.collect();
    (!equal.is_empty()).then(|| format!("{} WHERE {}", named(work, to, NEW), equal.join(" AND ")))
}
