//! What the page knows: one project value, its history, and what is selected.

use crate::project::{History, Project};
use crate::schema::{ApplyError, Change, Id};
use leptos::prelude::*;
use std::sync::Arc;

/// Handles to the page's state; cheap to copy into every closure.
#[derive(Clone, Copy)]
pub struct Workbench {
    pub project: RwSignal<Arc<Project>>,
    pub history: RwSignal<History>,
    /// Selected elements of any kind; the last one is what the inspector shows.
    pub selection: RwSignal<Vec<Id>>,
    /// Elements under the pointer anywhere in the page, to light up their words, rows and edges.
    pub hovered: RwSignal<Option<Id>>,
    /// A message for the user: what went wrong and what to do, or what was done.
    pub notice: RwSignal<Option<Notice>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub text: String,
    pub is_error: bool,
}

impl Workbench {
    pub fn new(project: Project) -> Self {
        Self {
            project: RwSignal::new(Arc::new(project)),
            history: RwSignal::new(History::default()),
            selection: RwSignal::new(Vec::new()),
            hovered: RwSignal::new(None),
            notice: RwSignal::new(None),
        }
    }

    /// Applies changes as one step that can be undone. An error is shown, and nothing is changed.
    pub fn apply(&self, label: &str, changes: &[Change]) -> Result<(), ApplyError> {
        let schema = self.project.with_untracked(|project| project.schema.applied(changes));
        match schema {
            Ok(schema) => {
                self.edit(label, |project| project.schema = schema);
                Ok(())
            }
            Err(error) => {
                self.fail(format!("{label}: {error}."));
                Err(error)
            }
        }
    }

    /// Edits the project as one step that can be undone.
    pub fn edit(&self, label: &str, edit: impl FnOnce(&mut Project)) {
        let before = self.project.get_untracked();
        let mut after = Project::clone(&before);
        edit(&mut after);
        if after == *before {
            return;
        }
        self.history.update(|history| history.record(label, before));
        self.project.set(Arc::new(after));
    }

    pub fn undo(&self) {
        self.step(History::undo);
    }

    pub fn redo(&self) {
        self.step(History::redo);
    }

    fn step(&self, step: fn(&mut History, Arc<Project>) -> Option<Arc<Project>>) {
        let now = self.project.get_untracked();
        let then = self.history.try_update(|history| step(history, now)).flatten();
        if let Some(project) = then {
            self.selection.update(|ids| ids.retain(|id| project.schema.object(*id).is_some()));
            self.project.set(project);
        }
    }

    pub fn select(&self, id: Option<Id>) {
        self.selection.set(id.into_iter().collect());
    }

    pub fn is_selected(&self, id: Id) -> bool {
        self.selection.with(|ids| ids.contains(&id))
    }

    /// Shows an error: a sentence with a way out.
    pub fn fail(&self, text: impl Into<String>) {
        self.notice.set(Some(Notice { text: text.into(), is_error: true }));
    }

    /// Says what was done.
    pub fn say(&self, text: impl Into<String>) {
        self.notice.set(Some(Notice { text: text.into(), is_error: false }));
    }
}
