//! The mode Optimize: what would make a workload cheaper.

mod cards;
mod plans;
mod workload;

pub use cards::AdviceCards;
pub use workload::WorkloadPanel;

use super::asking::Asking;
use crate::dialect::Dialect;
use crate::schema::{Change, Id, Object};
use crate::ui::page::{Page, Tab};
use crate::ui::state::Workbench;
use crate::web::advice::{Advice, IndexAdvice, Request};
use crate::web::worker::Job;
use crate::web::{engine, planner, storage};
use leptos::prelude::*;
use std::sync::Arc;

/// Under which the texts are kept on this device.
const KEPT: [&str; 2] = ["workload", "statistics"];

/// What the slider can be set to, in megabytes; the last place is no limit.
pub const BUDGETS: [f64; 11] = [5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 500.0, 1_000.0, 2_000.0, 5_000.0, 10_000.0];

/// Handles to what the mode knows; cheap to copy into every closure.
#[derive(Clone, Copy)]
pub struct Advisor {
    pub workload: RwSignal<String>,
    pub statistics: RwSignal<String>,
    /// A place in [`BUDGETS`], or the one after the last for no limit.
    pub budget: RwSignal<usize>,
    /// Whether PostgreSQL's planner is asked for the costs; the model is at once.
    pub by_planner: RwSignal<bool>,
    pub asking: Asking<Advice>,
}

impl Advisor {
    pub fn new() -> Self {
        Self {
            workload: RwSignal::new(String::new()),
            statistics: RwSignal::new(String::new()),
            budget: RwSignal::new(BUDGETS.len()),
            by_planner: RwSignal::new(false),
            asking: Asking::new(),
        }
    }

    /// Brings back the texts of the last visit, and asks anew after each edit while the advice is shown.
    pub fn follow(self, workbench: Workbench, page: Page) {
        for (key, field) in KEPT.into_iter().zip([self.workload, self.statistics]) {
            leptos::task::spawn_local(async move {
                if let Ok(Some(text)) = storage::get(key).await
                    && field.with_untracked(String::is_empty)
                {
                    field.set(text);
                }
            });
            Effect::new(move |before: Option<()>| {
                let text = field.get();
                if before.is_some() {
                    // A text that cannot be kept is still on the screen.
                    leptos::task::spawn_local(async move {
                        let _ = storage::put(key, &text).await;
                    });
                }
            });
        }
        let question = move || {
            let project = workbench.design.get();
            self.by_planner.track();
            let workload = self.workload.get();
            let is_ready = !workload.trim().is_empty() && !project.schema.tables.is_empty();
            is_ready.then(|| Request {
                schema: project.schema.clone(),
                dialect: project.dialect,
                workload,
                statistics: self.statistics.get(),
                budget_mb: BUDGETS.get(self.budget.get()).copied(),
            })
        };
        self.asking.follow_with(workbench, page, Tab::Advice, question, move |request, wanted| async move {
            // The model is quick: what it says is there while the planner is asked.
            let by_planner = self.by_planner.get_untracked() && request.dialect == Dialect::PostgreSql;
            let modelled: Advice = engine::ask(&Job::Advise(Box::new(request.clone()))).await?;
            if !by_planner || modelled.failed.is_some() || !wanted.still() {
                return Ok(modelled);
            }
            self.asking.found.set(Some(Arc::new(modelled)));
            let planned = planner::advise(&request, move || wanted.still()).await;
            if planned.is_err() && wanted.still() {
                self.by_planner.set(false);
            }
            planned
        });
    }

    /// Adds advised indexes to the design, as one step that can be undone.
    pub fn apply(self, workbench: Workbench, advised: &[IndexAdvice]) {
        let mut schema = workbench.project.with_untracked(|project| project.schema.clone());
        let changes: Vec<Change> = (advised.iter())
            .map(|advised| {
                let mut index = advised.index.clone();
                index.id = schema.fresh_id();
                Change::Add { parent: Some(advised.parent), object: Object::Index(index), at: None }
            })
            .collect();
        let label = match advised {
            [one] => format!("Add index {}", one.index.name.as_deref().unwrap_or_default()),
            _ => format!("Add {} indexes", advised.len()),
        };
        let _ = workbench.apply(&label, &changes);
    }

    /// Takes an index out of the design.
    pub fn drop(self, workbench: Workbench, id: Id, name: &str) {
        let _ = workbench.apply(&format!("Drop index {name}"), &[Change::Drop { id }]);
    }
}
