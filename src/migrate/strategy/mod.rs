//! One file a strategy: what a kind of difference needs, as steps.

mod add_column;
mod alter_column;
pub(super) mod beside;
mod constraint;
mod drop_column;
mod index;
mod mysql_number;
mod not_null;
mod object;
mod rename;
mod retype;
mod sequence;
mod table;
mod types;

use super::carry;
use super::rebuild;
use super::step::Step;
use super::work::Work;
use crate::dialect::Dialect;

/// All steps, in the order in which a person would list them; [`order`](super::order) makes it one in which they run.
pub(super) fn steps(work: &Work) -> Vec<Step> {
    let in_place: &[fn(&Work) -> Vec<Step>] = &[
        types::steps,
        sequence::steps,
        object::steps,
        rename::steps,
        mysql_number::steps,
        constraint::dropped,
        index::dropped,
        table::created,
        carry::steps,
        add_column::steps,
        retype::steps,
        beside::steps,
        alter_column::steps,
        not_null::steps,
        index::created,
        constraint::added,
        mysql_number::started,
        carry::late,
        drop_column::steps,
        table::dropped,
        types::dropped,
    ];
    let by_rebuilding: &[fn(&Work) -> Vec<Step>] =
        &[object::steps, rename::steps, table::created, carry::steps, rebuild::steps];
    let strategies = if work.dialect == Dialect::Sqlite { by_rebuilding } else { in_place };
    strategies.iter().flat_map(|strategy| strategy(work)).collect()
}
