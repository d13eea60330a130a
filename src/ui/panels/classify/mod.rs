//! Sensitive data: what each column holds, how sure that is, what follows, and the user's corrections.

mod columns;
mod duties;

pub use columns::SensitiveColumns;
pub use duties::PrivacyPanel;

use super::asking::Asking;
use super::normalize::NormalForms;
use crate::classify::{Class, stated};
use crate::schema::{Change, Id, Object};
use crate::ui::page::{Page, Tab};
use crate::ui::state::Workbench;
use crate::web::privacy::{Findings, Request};
use crate::web::worker::Job;
use leptos::prelude::*;

/// Handles to what the panel knows; cheap to copy into every closure.
#[derive(Clone, Copy)]
pub struct Privacy {
    pub asking: Asking<Findings>,
}

impl Privacy {
    pub fn new() -> Self {
        Self { asking: Asking::new() }
    }

    /// Classifies after each edit while the list is shown; rows that were given for the normal forms count as well.
    pub fn follow(self, workbench: Workbench, page: Page, forms: NormalForms) {
        self.asking.follow(workbench, page, Tab::Privacy, move || {
            let project = workbench.design.get();
            let samples = forms.samples.get();
            let is_ready = !project.schema.tables.is_empty();
            is_ready.then(|| Job::Classify(Box::new(Request { project: (*project).clone(), samples })))
        });
    }

    /// Keeps the user's word in the column's comment, where it goes with the design, its DDL and its documentation.
    pub fn correct(self, workbench: Workbench, id: Id, class: Class) {
        let object = workbench.project.with_untracked(|project| project.schema.object(id));
        let Some(Object::Column(mut column)) = object else { return };
        column.comment = Some(stated(column.comment.as_deref().unwrap_or_default(), class));
        let label = format!("{} is {}", column.name, class.name());
        let _ = workbench.apply(&label, &[Change::Modify { object: Object::Column(column) }]);
    }
}
