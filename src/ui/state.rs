//! What the page knows: one project value, its history, and what is selected.

use crate::erd::Positions;
use crate::project::{History, Project};
use crate::refine::Outlook;
use crate::schema::{ApplyError, Change, Decision, Id, Schema};
use crate::trust::{Entry, Origin, Verdict};
use crate::web::{preferences, time};
use leptos::prelude::*;
use std::sync::Arc;

/// The preference that holds the hash of this browser's public key.
pub const SIGNER: &str = "signer";

/// Handles to the page's state; cheap to copy into every closure.
#[derive(Clone, Copy)]
pub struct Workbench {
    pub project: RwSignal<Arc<Project>>,
    /// The project again, which tells of no change that is only about where tables stand: for all that shows no
    /// positions. The positions in it may be out of date.
    pub design: Memo<Arc<Project>>,
    pub history: RwSignal<History>,
    /// Selected elements of any kind; the last one is what the inspector shows.
    pub selection: RwSignal<Vec<Id>>,
    /// Elements under the pointer anywhere in the page, to light up their words, rows and edges.
    pub hovered: RwSignal<Option<Id>>,
    /// A message for the user: what went wrong and what to do, or what was done.
    pub notice: RwSignal<Option<Notice>>,
    /// Elements whose removal waits for the user's word, because others go with them.
    pub doomed: RwSignal<Vec<Id>>,
    /// A proposal that the diagram shows instead of the project.
    pub outlook: RwSignal<Option<Arc<Outlook>>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub text: String,
    pub is_error: bool,
}

impl Workbench {
    pub fn new(project: Project) -> Self {
        let project = RwSignal::new(Arc::new(project));
        let is_other = |before: Option<&Arc<Project>>, after: Option<&Arc<Project>>| match (before, after) {
            (Some(before), Some(after)) => !before.is_same_design(after),
            _ => true,
        };
        Self {
            project,
            design: Memo::new_with_compare(move |_| project.get(), is_other),
            history: RwSignal::new(History::default()),
            selection: RwSignal::new(Vec::new()),
            hovered: RwSignal::new(None),
            notice: RwSignal::new(None),
            doomed: RwSignal::new(Vec::new()),
            outlook: RwSignal::new(None),
        }
    }

    /// Applies changes as one step that can be undone. An error is shown, and nothing is changed.
    pub fn apply(&self, label: &str, changes: &[Change]) -> Result<(), ApplyError> {
        self.apply_explained(label, changes, &[])
    }

    /// Applies changes together with the decisions behind them, as one step that can be undone.
    pub fn apply_explained(&self, label: &str, changes: &[Change], decisions: &[Decision]) -> Result<(), ApplyError> {
        match self.project.with_untracked(|project| project.schema.applied(changes)) {
            Ok(schema) => {
                self.edit(label, |project| {
                    project.schema = schema;
                    project.decisions.extend_from_slice(decisions);
                });
                Ok(())
            }
            Err(error) => {
                self.fail(format!("{label}: {error}."));
                Err(error)
            }
        }
    }

    /// Edits the project by hand as one step that can be undone.
    pub fn edit(&self, label: &str, edit: impl FnOnce(&mut Project)) {
        self.edit_from(Origin::Hand, label, edit);
    }

    /// Edits the project as one step that can be undone, and notes in its log what made the change.
    pub fn edit_from(&self, source: Origin, label: &str, edit: impl FnOnce(&mut Project)) {
        let before = self.project.get_untracked();
        let mut after = Project::clone(&before);
        edit(&mut after);
        if after == *before {
            return;
        }
        let role = before.role_of(&preferences::get(SIGNER).unwrap_or_default());
        let may = match source {
            // Another project in place of this one leaves this one as it is.
            Origin::Import => true,
            Origin::Approval => role.may_approve(),
            _ => role.may_edit(),
        };
        if !may && !after.is_same_design(&before) {
            return self.fail(format!(
                "You have this project as its {}, who may not do this. Duplicate it to work on a copy, or ask its owner.",
                role.name()
            ));
        }
        // A project that comes in brings its own log; whatever is made here goes on with the one that is there.
        if source != Origin::Import && after.audit.is_empty() {
            after.audit = before.audit.clone();
        }
        if !after.is_same_design(&before) {
            note(&mut after, source, label);
        }
        let at = js_sys::Date::now();
        self.history.update(|history| history.record(label, at, before));
        // An error about an earlier attempt is out of date now.
        if self.notice.with_untracked(Option::is_some) {
            self.notice.set(None);
        }
        self.show(Arc::new(after));
    }

    /// Adds to the log what happened without a change of the design.
    pub fn record(&self, source: Origin, what: &str) {
        self.project.update(|project| note(Arc::make_mut(project), source, what));
    }

    /// Notes where tables are drawn that had no place yet. Nothing to undo: the next step takes the places along.
    pub fn settle(&self, positions: Positions) {
        self.project.update(|project| Arc::make_mut(project).positions = positions);
    }

    /// Replaces the project without a step in the history, as when the page starts.
    pub fn restore(&self, project: Project) {
        self.history.set(History::default());
        self.show(Arc::new(project));
    }

    fn show(&self, project: Arc<Project>) {
        let gone = |id: &Id| project.schema.object(*id).is_none();
        if self.selection.with_untracked(|ids| ids.iter().any(gone)) {
            self.selection.update(|ids| ids.retain(|id| !gone(id)));
        }
        if self.hovered.get_untracked().is_some_and(|id| gone(&id)) {
            self.hovered.set(None);
        }
        self.project.set(project);
    }

    pub fn undo(&self) {
        self.step(History::undo);
    }

    pub fn redo(&self) {
        self.step(History::redo);
    }

    fn step(&self, step: fn(&mut History, Arc<Project>) -> Option<Arc<Project>>) {
        let now = self.project.get_untracked();
        let then = self.history.try_update(|history| step(history, now.clone())).flatten();
        if let Some(project) = then {
            // What was undone has happened all the same.
            let mut project = Project::clone(&project);
            let moved = !project.is_same_design(&now);
            project.audit = now.audit.clone();
            if moved {
                note(&mut project, Origin::Hand, "Go to another step of the history");
            }
            self.show(Arc::new(project));
        }
    }

    /// An id for an element that is to be added.
    pub fn fresh_id(&self) -> Id {
        self.fresh_ids::<1>()[0]
    }

    /// Ids for elements that are to be added in one step.
    pub fn fresh_ids<const N: usize>(&self) -> [Id; N] {
        let mut schema = self.project.with_untracked(|project| project.schema.clone());
        [(); N].map(|()| schema.fresh_id())
    }

    /// Drops elements at once where nothing else goes with them; otherwise asks first.
    pub fn drop_elements(&self, ids: &[Id]) {
        let changes = self.project.with_untracked(|project| drops(&project.schema, ids));
        let alone = self.project.with_untracked(|project| {
            changes.iter().all(|change| matches!(change, Change::Drop { id } if is_among(&project.schema, *id, ids)))
        });
        match (changes.is_empty(), alone) {
            (true, _) => {}
            (_, true) => self.drop_now(ids),
            (_, false) => self.doomed.set(ids.to_vec()),
        }
    }

    /// Drops elements with everything that depends on them.
    pub fn drop_now(&self, ids: &[Id]) {
        let project = self.project.get_untracked();
        let changes = drops(&project.schema, ids);
        let label = match ids {
            [id] => project.schema.describe(&Change::Drop { id: *id }),
            _ => format!("Drop {} elements", ids.len()),
        };
        let _ = self.apply(&label, &changes);
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

/// Adds to a project's log. What was wrong with the log before is part of what is noted.
fn note(project: &mut Project, source: Origin, what: &str) {
    let why = match source {
        Origin::Import => Some(project.verify()).filter(|verdict| *verdict != Verdict::Sound),
        _ => None,
    };
    let design = project.digest();
    project.audit.append(Entry {
        at: time::stamp(),
        who: preferences::get("author").unwrap_or_default(),
        what: what.to_owned(),
        why: why.map(|verdict| verdict.sentence()).unwrap_or_default(),
        source,
        design,
        hash: String::new(),
    });
}

/// Whether an element is one of these, or a part of one.
pub fn is_among(schema: &Schema, id: Id, ids: &[Id]) -> bool {
    ids.contains(&id) || schema.table_of(id).is_some_and(|table| ids.contains(&table.id))
}

/// The changes that drop these elements with everything that depends on them, dependents first.
pub fn drops(schema: &Schema, ids: &[Id]) -> Vec<Change> {
    let mut left = schema.clone();
    let mut changes = Vec::new();
    for id in ids {
        if left.object(*id).is_none() {
            continue;
        }
        let next = left.drop_with_dependents(*id);
        let Ok(after) = left.applied(&next) else { continue };
        left = after;
        changes.extend(next);
    }
    changes
}
