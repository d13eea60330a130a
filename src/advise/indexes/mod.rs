//! The index advisor: candidates from what the queries ask, and the set of them that pays most within a budget.

mod candidates;
mod evaluate;
mod existing;
mod ranking;
mod select;
mod statement;

pub(super) use candidates::candidates;
pub(super) use evaluate::{Asked, Evaluator};
pub(super) use existing::{Existing, existing, redundant};
pub(super) use ranking::{FEATURES, factors, features};
pub(super) use select::select;
pub(super) use statement::{described, object, statement};
