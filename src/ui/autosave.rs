//! Keeps the work on this device: saves after every change, with the steps that lead back, and brings it all back when
//! the page opens.

use super::page::Saved;
use super::shelf::{Place, Shelf, entry_of};
use crate::base::json;
use crate::project::{self, History, Project, Step};
use crate::web::model::talk_key;
use crate::web::{rescue, storage};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

/// Changes that follow each other this closely are saved together.
const PAUSE: Duration = Duration::from_millis(400);

/// Steps back that are kept for the next visit, and how many bytes they may take.
const STEPS: usize = 100;
const STEPS_SIZE: usize = 24 * 1024 * 1024;

/// The record of a project, and of its description as it stands in the text field.
pub fn record(id: &str) -> String {
    format!("project {id}")
}

pub fn draft(id: &str) -> String {
    format!("draft {id}")
}

fn steps_record(id: &str) -> String {
    format!("steps {id}")
}

fn step_record(id: &str, serial: u64) -> String {
    format!("step {id} {serial}")
}

/// The list of a history's steps; their projects have records of their own, which never change.
#[derive(Default, Serialize, Deserialize)]
struct Steps {
    past: Vec<Kept>,
    future: Vec<Kept>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Kept {
    serial: u64,
    label: String,
    at: f64,
    /// Bytes.
    size: usize,
}

thread_local! {
    /// What was saved last, its text and the description: the next step's record is most often this text.
    static LAST: RefCell<Option<(Arc<Project>, String, String)>> = const { RefCell::new(None) };
    /// Sizes of the steps that are in the storage, by serial.
    static SIZES: RefCell<std::collections::HashMap<u64, usize>> = RefCell::default();
}

/// Brings the work of the last visit back, then saves every change from there on.
pub fn keep_saved(shelf: Shelf) {
    leptos::task::spawn_local(async move {
        if let Err(why) = shelf.begin().await {
            not_saved(shelf, why);
        }
        save_changes(shelf);
        super::share::receive(shelf).await;
    });
}

/// The project of a record.
///
/// # Errors
/// Says why it cannot be read.
pub async fn read(id: &str) -> Result<Option<Project>, String> {
    let text = storage::get(&record(id)).await?;
    text.map(|text| project::read(&text).map_err(|why| why.to_string())).transpose()
}

/// Removes all records of a project.
///
/// # Errors
/// Says why the storage refuses.
pub async fn forget(id: &str) -> Result<(), String> {
    let steps = read_steps(id).await;
    let kept = steps.past.iter().chain(&steps.future).map(|step| step_record(id, step.serial));
    let gone: Vec<String> = kept.chain([record(id), draft(id), steps_record(id), talk_key(id)]).collect();
    storage::change(&[], &gone).await
}

async fn read_steps(id: &str) -> Steps {
    let text = storage::get(&steps_record(id)).await.ok().flatten();
    text.and_then(|text| json::read(&text).ok()).unwrap_or_default()
}

/// Shows the current project as it was saved.
///
/// # Errors
/// Says why the storage cannot be read.
pub async fn load(shelf: Shelf) -> Result<(), String> {
    let (workbench, page) = (shelf.workbench, shelf.page);
    let id = shelf.current.get_untracked();
    let untouched = workbench.project.get_untracked();
    let (work, typed) = (storage::get(&record(&id)).await?, storage::get(&draft(&id)).await?);
    let Some(text) = work else { return Ok(()) };
    match project::read(&text) {
        // Whoever was faster than the storage keeps what they did.
        Ok(project) if Arc::ptr_eq(&workbench.project.get_untracked(), &untouched) => {
            let typed = typed.unwrap_or_else(|| project.description.clone());
            page.draft.set(typed.clone());
            workbench.restore(project);
            LAST.set(Some((workbench.project.get_untracked(), text, typed)));
            page.saved.set(Saved::Safe);
            page.took.set(None);
            load_steps(shelf, id);
        }
        Ok(_) => {}
        Err(why) => {
            // What cannot be read is kept aside, so that the next save does not destroy it.
            storage::put("unreadable work", &text).await?;
            workbench.fail(format!("What was saved on this device cannot be read. {why} A copy of it is kept."));
        }
    }
    Ok(())
}

/// Brings the steps back, the newest first, without keeping the page from being used.
fn load_steps(shelf: Shelf, id: String) {
    leptos::task::spawn_local(async move {
        let history = shelf.workbench.history;
        let begun = history.with_untracked(|history| history.past().len() + history.future().len());
        let (mut past, mut future) = (Vec::new(), Vec::new());
        let steps = read_steps(&id).await;
        for (kept, into) in
            steps.future.iter().map(|kept| (kept, false)).chain(steps.past.iter().rev().map(|kept| (kept, true)))
        {
            let Ok(Some(text)) = storage::get(&step_record(&id, kept.serial)).await else { break };
            let Ok(project) = project::read(&text) else { break };
            if shelf.current.try_get_untracked().as_deref() != Some(&id) {
                return;
            }
            let step = Step { label: kept.label.clone(), at: kept.at, project: Arc::new(project), serial: kept.serial };
            SIZES.with_borrow_mut(|sizes| sizes.insert(kept.serial, text.len()));
            if into { past.insert(0, step) } else { future.push(step) }
        }
        // Steps that were taken meanwhile come after these, and end what was undone.
        let now = history.with_untracked(|history| history.past().len() + history.future().len());
        let written = past.iter().chain(&future).map(|step: &Step| step.serial);
        shelf.written.update_value(|all| all.extend(written));
        if now == begun {
            history.set(History::of(past, future));
        } else {
            history.update(|history| history.put_before(past));
        }
    });
}

fn save_changes(shelf: Shelf) {
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |before: Option<(Arc<Project>, String, String)>| {
        let now = (shelf.workbench.project.get(), shelf.page.draft.get(), shelf.current.get());
        remember_for_rescue(&now.0);
        // Another project was opened, and is saved already.
        let same_project = before.as_ref().is_some_and(|before| before.2 == now.2);
        let changed = before.is_some_and(|before| !(Arc::ptr_eq(&before.0, &now.0) && before.1 == now.1));
        let kept =
            LAST.with_borrow(|last| last.as_ref().is_some_and(|last| Arc::ptr_eq(&last.0, &now.0) && last.2 == now.1));
        if changed && !kept && same_project && shelf.place.get_untracked() == Place::Here {
            shelf.page.saved.set(Saved::Saving);
            if let Some(handle) = waiting.get_value() {
                handle.clear();
            }
            let handle = set_timeout_with_handle(move || save_now(shelf), PAUSE);
            waiting.set_value(handle.ok());
        }
        now
    });
}

/// Saves at once, without waiting for a pause.
pub fn save_now(shelf: Shelf) {
    leptos::task::spawn_local(async move {
        // What went wrong is shown where the state of saving is.
        let _ = save(shelf).await;
    });
}

/// Saves the current project, unless another tab works on it, or it is empty and was never saved.
///
/// # Errors
/// Says why the storage refuses; the page shows that already.
pub async fn save(shelf: Shelf) -> Result<(), String> {
    let (workbench, page) = (shelf.workbench, shelf.page);
    let (project, typed, id) =
        (workbench.project.get_untracked(), page.draft.get_untracked(), shelf.current.get_untracked());
    let is_new = shelf.entries.with_untracked(|all| all.iter().all(|entry| entry.id != id));
    if shelf.place.get_untracked() != Place::Here || is_new && typed.is_empty() && *project == Project::default() {
        return Ok(());
    }
    page.saved.set(Saved::Saving);
    let end = write(shelf, &id, &project, typed).await;
    if end.is_ok() {
        storage::ask_to_keep();
    }
    // A change that came meanwhile is saved by its own turn, which then says so.
    let current = Arc::ptr_eq(&project, &workbench.project.get_untracked());
    match &end {
        Ok(()) if current => {
            page.unsaved.set_value(Saved::Safe);
            page.saved.set(Saved::Safe);
        }
        Ok(()) => {}
        Err(why) => not_saved(shelf, why.clone()),
    }
    end
}

async fn write(shelf: Shelf, id: &str, project: &Arc<Project>, typed: String) -> Result<(), String> {
    let history = shelf.workbench.history.get_untracked();
    let text = project::write(project);
    let (steps, mut records) = new_steps(shelf, id, &history);
    let kept: HashSet<u64> = steps.past.iter().chain(&steps.future).map(|step| step.serial).collect();
    let old: Vec<u64> = shelf.written.with_value(|written| written.difference(&kept).copied().collect());
    let gone: Vec<String> = old.iter().map(|serial| step_record(id, *serial)).collect();
    let own = entry_of(id, project);
    let list = shelf
        .edited(|all| match all.iter_mut().find(|entry| entry.id == own.id) {
            Some(entry) => *entry = crate::ui::shelf::Entry { deleted: entry.deleted, ..own },
            None => all.push(own),
        })
        .await?;
    let work = vec![(record(id), text.clone()), (draft(id), typed.clone()), list];
    records.extend(work.clone());
    records.push((steps_record(id), json::write(&steps)));
    match storage::change(&records, &gone).await {
        Ok(()) => shelf.written.set_value(kept),
        Err(_) if !records.is_empty() => {
            // Without room for the way back there may be room for the work itself.
            let all: Vec<String> =
                shelf.written.with_value(|written| written.iter().map(|s| step_record(id, *s)).collect());
            storage::change(&work, &all).await?;
            shelf.written.set_value(HashSet::new());
        }
        Err(why) => return Err(why),
    }
    LAST.set(Some((project.clone(), text, typed)));
    Ok(())
}

/// The steps to keep, the newest of the past as far as there is room, and the records that are not in the storage yet.
fn new_steps(shelf: Shelf, id: &str, history: &History) -> (Steps, Vec<(String, String)>) {
    let written = shelf.written.get_value();
    let (mut steps, mut records, mut room) = (Steps::default(), Vec::new(), STEPS_SIZE);
    let future = history.future().iter().rev().map(|step| (step, false));
    for (step, past) in history.past().iter().rev().take(STEPS).map(|step| (step, true)).chain(future) {
        let known = written
            .contains(&step.serial)
            .then(|| SIZES.with_borrow(|sizes| sizes.get(&step.serial).copied()))
            .flatten();
        let size = match known {
            Some(size) => size,
            None => {
                let text = text_of(&step.project);
                let size = text.len();
                if size <= room {
                    records.push((step_record(id, step.serial), text));
                }
                SIZES.with_borrow_mut(|sizes| sizes.insert(step.serial, size));
                size
            }
        };
        if size > room {
            // What lies beyond cannot be reached without this step.
            if past { continue } else { break }
        }
        room -= size;
        let kept = Kept { serial: step.serial, label: step.label.clone(), at: step.at, size };
        if past { steps.past.insert(0, kept) } else { steps.future.insert(0, kept) }
    }
    (steps, records)
}

/// A project's text, which is most often the one that was saved last.
fn text_of(project: &Arc<Project>) -> String {
    let last = LAST.with_borrow(|last| {
        last.as_ref().filter(|(saved, ..)| Arc::ptr_eq(saved, project)).map(|(_, text, _)| text.clone())
    });
    last.unwrap_or_else(|| project::write(project))
}

/// Says once why nothing is saved, and in the bar for as long as that lasts.
fn not_saved(shelf: Shelf, why: String) {
    let failed = Saved::Failed(why.clone());
    if shelf.page.unsaved.get_value() != failed {
        shelf.page.unsaved.set_value(failed.clone());
        shelf.workbench.fail(format!(
            "Nothing is saved on this device: {why}. What you see stays as long as the page is open; download a copy to keep it."
        ));
    }
    shelf.page.saved.set(failed);
}

/// A panic must not lose the work either.
fn remember_for_rescue(project: &Arc<Project>) {
    let project = project.clone();
    rescue::keep(move || {
        let worth = !project.schema.tables.is_empty() || !project.description.is_empty();
        worth.then(|| ("rescued.project.json".to_owned(), project::write(&project)))
    });
}
