//! Keeps the work on this device: saves after every change, and brings it back when the page opens.

use super::page::{Page, Saved};
use super::state::Workbench;
use crate::project::{self, Project};
use crate::web::{preferences, rescue, storage, time};
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

const WORK: &str = "work";
const DRAFT: &str = "draft";
/// The preference that names the visit which saved last.
const SAVED_BY: &str = "saved-by";

/// Changes that follow each other this closely are saved together.
const PAUSE: Duration = Duration::from_millis(400);

/// Brings the work of the last visit back, then saves every change from there on.
pub fn keep_saved(workbench: Workbench, page: Page) {
    heed_other_pages(workbench, page);
    leptos::task::spawn_local(async move {
        match restore(workbench, page).await {
            Ok(()) => {}
            Err(why) => not_saved(workbench, page, why),
        }
        save_changes(workbench, page);
    });
}

async fn restore(workbench: Workbench, page: Page) -> Result<(), String> {
    let (work, draft) = (storage::get(WORK).await?, storage::get(DRAFT).await?);
    if let Some(text) = &work {
        match project::read(text) {
            // Whoever was faster than the storage keeps what they did.
            Ok(project) if workbench.project.with_untracked(|now| **now == Project::default()) => {
                workbench.restore(project);
                page.saved.set(Saved::Safe);
            }
            Ok(_) => {}
            Err(why) => {
                // What cannot be read is kept aside, so that the next save does not destroy it.
                storage::put("unreadable work", text).await?;
                workbench.fail(format!("What was saved on this device cannot be read. {why} A copy of it is kept."));
            }
        }
    }
    if page.draft.with_untracked(String::is_empty) {
        let description = workbench.project.with_untracked(|project| project.description.clone());
        page.draft.set(draft.unwrap_or(description));
    }
    Ok(())
}

/// Two pages with the same work would take turns in overwriting it: each is told when the other has saved.
fn heed_other_pages(workbench: Workbench, page: Page) {
    let handle = window_event_listener(leptos::ev::storage, move |event| {
        let theirs = event.new_value().is_some_and(|visit| !visit.starts_with(&page.visit.get_value()));
        if theirs && preferences::is(&event.key().unwrap_or_default(), SAVED_BY) {
            workbench.fail(
                "The same project was saved in another tab. Reload this page to go on with it; the next change here \
                 replaces it.",
            );
        }
    });
    on_cleanup(move || handle.remove());
}

fn save_changes(workbench: Workbench, page: Page) {
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |before: Option<(Arc<Project>, String)>| {
        let now = (workbench.project.get(), page.draft.get());
        remember_for_rescue(&now.0);
        let changed = before.is_some_and(|before| !(Arc::ptr_eq(&before.0, &now.0) && before.1 == now.1));
        if changed {
            page.saved.set(Saved::Saving);
            if let Some(handle) = waiting.get_value() {
                handle.clear();
            }
            let handle = set_timeout_with_handle(move || save_now(workbench, page), PAUSE);
            waiting.set_value(handle.ok());
        }
        now
    });
}

/// Saves at once, without waiting for a pause.
pub fn save_now(workbench: Workbench, page: Page) {
    let (project, draft) = (workbench.project.get_untracked(), page.draft.get_untracked());
    page.saved.set(Saved::Saving);
    leptos::task::spawn_local(async move {
        let end = async {
            storage::put(WORK, &project::write(&project)).await?;
            storage::put(DRAFT, &draft).await
        };
        let end = end.await;
        if end.is_ok() {
            // With the time, because other pages hear only of a value that is another one.
            preferences::set(SAVED_BY, &format!("{} {}", page.visit.get_value(), time::now()));
            storage::ask_to_keep();
        }
        // A change that came meanwhile is saved by its own turn, which then says so.
        let current = Arc::ptr_eq(&project, &workbench.project.get_untracked());
        match end {
            Ok(()) if current => {
                page.unsaved.set_value(Saved::Safe);
                page.saved.set(Saved::Safe);
            }
            Ok(()) => {}
            Err(why) => not_saved(workbench, page, why),
        }
    });
}

/// Says once why nothing is saved, and in the bar for as long as that lasts.
fn not_saved(workbench: Workbench, page: Page, why: String) {
    let failed = Saved::Failed(why.clone());
    if page.unsaved.get_value() != failed {
        page.unsaved.set_value(failed.clone());
        workbench.fail(format!(
            "Nothing is saved on this device: {why}. What you see stays as long as the page is open; download a copy to keep it."
        ));
    }
    page.saved.set(failed);
}

/// A panic must not lose the work either.
fn remember_for_rescue(project: &Arc<Project>) {
    let project = project.clone();
    rescue::keep(move || {
        let worth = !project.schema.tables.is_empty() || !project.description.is_empty();
        worth.then(|| ("rescued.project.json".to_owned(), project::write(&project)))
    });
}
