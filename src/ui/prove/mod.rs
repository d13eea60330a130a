//! The mode Prove: the design, or a migration to it, on a real PostgreSQL in this page.

mod console;
mod panel;
mod results;
mod run;

pub use console::Console;
pub use panel::ProvePanel;
pub use results::Results;

use super::evolve::Evolution;
use super::state::Workbench;
use crate::prove::examples::Example;
use crate::prove::verdict::Report;
use crate::web::postgres;
use leptos::prelude::*;
use std::sync::Arc;

/// Handles to what the mode knows; cheap to copy into every closure.
#[derive(Clone, Copy)]
pub struct Proof {
    /// Rows of each table.
    pub rows: RwSignal<usize>,
    pub seed: RwSignal<u64>,
    /// What goes on (`Phase 2 of 5`).
    pub busy: RwSignal<Option<String>>,
    pub report: RwSignal<Option<Arc<Report>>>,
    /// The report of the last migration, which goes into its bundle.
    pub migration: RwSignal<Option<Arc<Report>>>,
    pub examples: RwSignal<Vec<Example>>,
    /// The text of the console.
    pub query: RwSignal<String>,
    pub answer: RwSignal<Option<Arc<postgres::Answer>>>,
    /// Whether the database holds the design with its rows.
    pub is_filled: RwSignal<bool>,
    /// Set when the user ends a proof.
    pub stopped: StoredValue<bool>,
}

/// What is proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    Design,
    Migration,
}

impl Proof {
    pub fn new() -> Self {
        Self {
            rows: RwSignal::new(20),
            seed: RwSignal::new(1),
            busy: RwSignal::new(None),
            report: RwSignal::new(None),
            migration: RwSignal::new(None),
            examples: RwSignal::new(Vec::new()),
            query: RwSignal::new(String::new()),
            answer: RwSignal::new(None),
            is_filled: RwSignal::new(false),
            stopped: StoredValue::new(false),
        }
    }

    /// A report is about the design that it was made for.
    pub fn follow(self, workbench: Workbench, evolution: Evolution) {
        Effect::new(move |before: Option<()>| {
            workbench.design.track();
            evolution.found.track();
            if before.is_some() && self.busy.with_untracked(Option::is_none) {
                self.report.set(None);
                self.migration.set(None);
                self.is_filled.set(false);
            }
        });
    }

    /// Runs a proof and shows what comes of it.
    pub fn start(self, workbench: Workbench, evolution: Evolution, subject: Subject) {
        if self.busy.with_untracked(Option::is_some) {
            return;
        }
        if subject == Subject::Design && workbench.project.with_untracked(|project| project.schema.tables.is_empty()) {
            return workbench.fail("There is nothing to prove yet. Describe a schema, or open one.");
        }
        self.stopped.set_value(false);
        self.busy.set(Some("Preparing".to_owned()));
        self.report.set(None);
        leptos::task::spawn_local(async move {
            let end = run::prove(self, workbench, evolution, subject).await;
            self.busy.set(None);
            match end {
                Ok(report) => {
                    let report = Arc::new(report);
                    self.is_filled.set(subject == Subject::Design);
                    if subject == Subject::Migration {
                        self.migration.set(Some(report.clone()));
                    }
                    self.report.set(Some(report));
                }
                Err(why) => workbench.fail(format!("{why}. The design is as it was.")),
            }
        });
    }

    /// Ends the database in the middle of whatever it does.
    pub fn stop(self) {
        self.stopped.set_value(true);
        self.is_filled.set(false);
        postgres::stop();
    }
}
