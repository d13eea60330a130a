//! What a query costs with a set of indexes: access paths of single relations, joins, grouping and order, as a planner
//! would choose them.

mod block;
mod index;
mod joins;
mod path;
pub(super) mod selectivity;
mod units;
mod writes;

pub(super) use block::{Plan, plan};
pub(super) use index::{IndexKey, IndexShape, Method, SizedIndex};
pub(super) use writes::upkeep;
