//! Normal forms: what is declared or found in rows, what it violates, and the decomposition that mends it.

mod declare;
mod verdicts;

pub use declare::DeclarePanel;
pub use verdicts::FormVerdicts;

use super::asking::Asking;
use crate::normalize::NormalForm;
use crate::ui::page::{Page, Tab};
use crate::ui::state::Workbench;
use crate::web::normal_forms::{Request, Verdicts};
use crate::web::worker::Job;
use leptos::prelude::*;

/// Handles to what the panel knows; cheap to copy into every closure.
#[derive(Clone, Copy)]
pub struct NormalForms {
    /// The form that is wanted.
    pub form: RwSignal<NormalForm>,
    /// Tables, and rows of them as CSV. They are not kept.
    pub samples: RwSignal<Vec<(String, String)>>,
    pub asking: Asking<Verdicts>,
}

impl NormalForms {
    /// Over the rows that imports bring along.
    pub fn new(samples: RwSignal<Vec<(String, String)>>) -> Self {
        Self { form: RwSignal::new(NormalForm::default()), samples, asking: Asking::new() }
    }

    pub fn follow(self, workbench: Workbench, page: Page) {
        self.asking.follow(workbench, page, Tab::NormalForms, move || {
            let project = workbench.design.get();
            let samples = self.samples.get();
            let form = self.form.get();
            let is_ready = !(project.schema.tables.is_empty() && samples.is_empty());
            is_ready.then(|| {
                Job::Normalize(Box::new(Request {
                    schema: project.schema.clone(),
                    dependencies: project.dependencies.clone(),
                    samples,
                    form,
                }))
            })
        });
    }

    /// Brings the design into the form, as one step that can be undone.
    pub fn apply(self, workbench: Workbench) {
        let Some(found) = self.asking.found.get_untracked() else { return };
        let label = format!("Normalize to {}", self.form.get_untracked().label());
        let _ = workbench.apply_explained(&label, &found.changes, &found.decisions);
    }

    /// Declares a dependency, as one step that can be undone. A text that is none is told.
    pub fn declare(self, workbench: Workbench, text: &str) -> bool {
        if let Err(why) = crate::normalize::Knowledge::default().state(text) {
            workbench
                .fail(format!("{}. Write it as \"orders: customer_id -> customer_name\".", why.trim_end_matches('.')));
            return false;
        }
        let text = text.trim().to_owned();
        workbench.edit(&format!("Declare {text}"), |project| {
            if !project.dependencies.contains(&text) {
                project.dependencies.push(text.clone());
            }
        });
        true
    }

    pub fn withdraw(self, workbench: Workbench, text: &str) {
        workbench.edit(&format!("Withdraw {text}"), |project| project.dependencies.retain(|known| known != text));
    }
}
