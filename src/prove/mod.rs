//! What a real database is asked to prove: that the DDL runs, that plausible rows fit, that a migration goes and comes
//! back with nothing lost. Who asks it is the caller; here are the rows, the questions and the verdicts.

pub mod check;
mod evaluate;
pub mod examples;
pub mod rows;
pub mod script;
pub mod verdict;

pub use rows::{Rows, TableRows, rows};
