//! A workload and the sizes of its tables, and what would make it cheaper: indexes, partitions, copies of columns.
//!
//! `workload` reads queries with their frequencies and says what each asks of the tables; `statistics` says how large
//! these are; `cost` estimates what a query costs with a set of indexes; `indexes` looks for the set that pays most
//! within a budget. `partitions` and `denormalize` look at whole tables.
//!
//! Costs are in the units of PostgreSQL's planner: one page read in sequence costs 1.

mod cost;
mod denormalize;
mod figure;
mod indexes;
mod partitions;
mod planner;
mod report;
mod statistics;
#[cfg(test)]
mod tests;
mod workload;

pub use planner::{Answer, PlanStep, PlannerCosts, PlannerSetup, Question, Reply, Request, WhatIf, planner_setup};
pub use report::{
    Advice, Denormalization, DropAdvice, IndexAdvice, PartitionAdvice, QueryGain, TableVerdict, optimize,
    optimize_by_planner, ranking_samples,
};
pub use statistics::{ColumnStatistics, Statistics, TableStatistics, catalog_query, read_statistics};
pub use workload::{Query, Workload, read_workload, workload_query};

/// What the advisors may spend and assume.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// Megabytes (1,048,576 bytes) that new indexes may take; `None` is no limit.
    pub budget_mb: Option<f64>,
    /// The least share of the whole workload's cost that an index has to save.
    pub least_gain: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self { budget_mb: None, least_gain: 0.0005 }
    }
}
