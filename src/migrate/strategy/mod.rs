//! One file a strategy: what a kind of difference needs, as steps.

mod add_column;
mod alter_column;
mod constraint;
mod drop_column;
mod index;
mod not_null;
mod object;
mod rename;
mod retype;
mod sequence;
mod table;
mod types;

use super::step::Step;
use super::work::Work;

/// All steps, in the order in which a person would list them; [`order`](super::order) makes it one in which they run.
pub(super) fn steps(work: &Work) -> Vec<Step> {
    let strategies: &[fn(&Work) -> Vec<Step>] = &[
        types::steps,
        sequence::steps,
        object::steps,
        rename::steps,
        constraint::dropped,
        index::dropped,
        table::created,
        add_column::steps,
        retype::steps,
        alter_column::steps,
        not_null::steps,
        index::created,
        constraint::added,
        drop_column::steps,
        table::dropped,
        types::dropped,
    ];
    strategies.iter().flat_map(|strategy| strategy(work)).collect()
}
