//! The projects on this device: which there are, which is open, and whether this tab may work on it.

use super::autosave;
use super::page::Page;
use super::state::Workbench;
use crate::base::json;
use crate::base::sort;
use crate::project::{self, Project};
use crate::web::lock::{self, Held};
use crate::web::{disk, download, preferences, storage};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;
use wasm_bindgen::prelude::*;

/// The record that lists the projects.
const INDEX: &str = "projects";
/// Records of the time when there was one project.
const ONLY: (&str, &str) = ("work", "draft");
const CHANNEL: &str = "schema-architect";
/// The preference that names the project that was open last.
const LAST: &str = "project";

/// How long deleted projects can be brought back, in milliseconds.
const KEPT: f64 = 30.0 * 24.0 * 60.0 * 60.0 * 1000.0;

/// Time for the other tab to save before it loses the project.
const YIELD: Duration = Duration::from_millis(400);

/// What the list says of a project. Times are milliseconds since 1970.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub id: String,
    pub name: String,
    pub tables: usize,
    pub changed: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted: Option<f64>,
}

/// Whether this tab works on the project that it shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Place {
    #[default]
    Here,
    /// Another tab had it first.
    Elsewhere,
    /// Another tab took it over.
    Taken,
}

#[derive(Clone, Copy)]
pub struct Shelf {
    pub workbench: Workbench,
    pub page: Page,
    /// The project changed last comes first.
    pub entries: RwSignal<Vec<Entry>>,
    pub current: RwSignal<String>,
    pub place: RwSignal<Place>,
    /// Whether the list is open.
    pub shown: RwSignal<bool>,
    /// A project that came with a link and waits for the user's word.
    pub arrived: RwSignal<Option<Arc<Project>>>,
    /// Steps of the history that are in the storage.
    pub written: StoredValue<HashSet<u64>>,
    /// The file that Save writes, where one was chosen.
    pub file: StoredValue<Option<disk::Handle>, LocalStorage>,
    held: StoredValue<Option<js_sys::Function>, LocalStorage>,
}

pub fn now() -> f64 {
    js_sys::Date::now()
}

impl Shelf {
    pub fn new(workbench: Workbench, page: Page) -> Self {
        Self {
            workbench,
            page,
            entries: RwSignal::new(Vec::new()),
            current: RwSignal::new(fresh_id()),
            place: RwSignal::new(Place::Here),
            shown: RwSignal::new(false),
            arrived: RwSignal::new(None),
            written: StoredValue::new(HashSet::new()),
            file: StoredValue::new_local(None),
            held: StoredValue::new_local(None),
        }
    }

    /// Reads the list and opens what this tab, or else the last one, had open.
    ///
    /// # Errors
    /// Says why the storage cannot be read.
    pub async fn begin(self) -> Result<(), String> {
        self.listen();
        let entries = match storage::get(INDEX).await? {
            Some(text) => json::read(&text).unwrap_or_default(),
            None => adopt().await?,
        };
        let (old, kept): (Vec<Entry>, Vec<Entry>) =
            entries.into_iter().partition(|entry: &Entry| entry.deleted.is_some_and(|at| now() - at > KEPT));
        for entry in old {
            autosave::forget(&entry.id).await?;
        }
        self.entries.set(kept);
        let alive =
            |id: &String| self.entries.with_untracked(|all| all.iter().any(|e| e.id == *id && e.deleted.is_none()));
        let newest = self.entries.with_untracked(|all| all.iter().find(|e| e.deleted.is_none()).map(|e| e.id.clone()));
        let wanted = session().filter(alive).or_else(|| preferences::get(LAST).filter(alive)).or(newest);
        match wanted {
            Some(id) => self.show(&id).await,
            None => {
                self.become_current(&self.current.get_untracked());
                self.claim(false).await;
                Ok(())
            }
        }
    }

    /// Shows a project of this device.
    async fn show(self, id: &str) -> Result<(), String> {
        self.become_current(id);
        self.claim(false).await;
        autosave::load(self).await
    }

    fn become_current(self, id: &str) {
        self.current.set(id.to_owned());
        self.written.set_value(HashSet::new());
        self.file.set_value(None);
        preferences::set(LAST, id);
        set_session(id);
    }

    /// Asks for the right to work on the current project.
    async fn claim(self, steal: bool) {
        if let Some(held) = self.held.try_update_value(Option::take).flatten() {
            lock::release(&held);
        }
        let id = self.current.get_untracked();
        let lost = {
            let id = id.clone();
            move || {
                if self.current.try_get_untracked().as_deref() == Some(&id) {
                    self.place.set(Place::Taken);
                }
            }
        };
        let (held, release) = lock::hold(&format!("schema-architect {id}"), steal, lost).await;
        self.held.set_value(release);
        self.place.set(if held == Held::Mine { Place::Here } else { Place::Elsewhere });
    }

    /// Takes the project over from the tab that has it.
    pub fn take_over(self) {
        say(&format!("yield {}", self.current.get_untracked()));
        set_timeout(
            move || {
                leptos::task::spawn_local(async move {
                    self.claim(true).await;
                    if let Err(why) = autosave::load(self).await {
                        self.workbench.fail(format!("The project could not be read. {why}."));
                    }
                });
            },
            YIELD,
        );
    }

    /// Saves and gives way when another tab asks for the project.
    fn listen(self) {
        let Ok(channel) = web_sys::BroadcastChannel::new(CHANNEL) else { return };
        let heard = Closure::<dyn FnMut(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
            let text = event.data().as_string().unwrap_or_default();
            let Some(current) = self.current.try_get_untracked() else { return };
            if text == format!("yield {current}") && self.place.get_untracked() == Place::Here {
                autosave::save_now(self);
            } else if text == "listed" {
                leptos::task::spawn_local(async move { self.read_list().await });
            }
        });
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        // Both live as long as the page.
        heard.forget();
        std::mem::forget(channel);
    }

    async fn read_list(self) {
        if let Ok(Some(text)) = storage::get(INDEX).await
            && let Ok(entries) = json::read::<Vec<Entry>>(&text)
        {
            self.entries.set(entries);
        }
    }

    /// The list as a record, after `edit`; what other tabs have written meanwhile is kept.
    pub async fn edited(self, edit: impl FnOnce(&mut Vec<Entry>)) -> Result<(String, String), String> {
        let text = storage::get(INDEX).await?;
        let mut entries: Vec<Entry> = text.and_then(|text| json::read(&text).ok()).unwrap_or_default();
        edit(&mut entries);
        sort::by(&mut entries, |a, b| b.changed.total_cmp(&a.changed));
        let record = json::write(&entries);
        self.entries.set(entries);
        Ok((INDEX.to_owned(), record))
    }

    async fn edit_list(self, edit: impl FnOnce(&mut Vec<Entry>)) -> Result<(), String> {
        let record = self.edited(edit).await?;
        storage::change(&[record], &[]).await?;
        say("listed");
        Ok(())
    }

    fn run(self, work: impl std::future::Future<Output = Result<(), String>> + 'static) {
        leptos::task::spawn_local(async move {
            if let Err(why) = work.await {
                self.workbench.fail(format!("That could not be done: {why}."));
            }
        });
    }

    /// Saves what is open, then opens another project.
    pub fn open(self, id: String) {
        self.shown.set(false);
        if id == self.current.get_untracked() {
            return;
        }
        self.run(async move {
            autosave::save(self).await?;
            self.show(&id).await
        });
    }

    /// Saves what is open, then begins with this project.
    pub fn begin_with(self, project: Project, said: &'static str) {
        self.shown.set(false);
        self.run(async move {
            autosave::save(self).await?;
            self.become_current(&fresh_id());
            self.claim(false).await;
            self.page.draft.set(project.description.clone());
            self.workbench.restore(project);
            self.workbench.select(None);
            if !said.is_empty() {
                autosave::save(self).await?;
                self.workbench.say(said);
            }
            Ok(())
        });
    }

    /// Opens a copy of a project.
    pub fn duplicate(self, id: String) {
        self.shown.set(false);
        self.run(async move {
            autosave::save(self).await?;
            let mut project = autosave::read(&id).await?.unwrap_or_default();
            project.sharing = None;
            project.name = format!("{} (copy)", if project.name.is_empty() { "Untitled" } else { &project.name });
            self.begin_with(project, "This is the copy; the project itself is still in the list.");
            Ok(())
        });
    }

    /// Puts a project among the deleted, from where it can be brought back, or brings it back.
    pub fn set_deleted(self, id: String, deleted: bool) {
        self.run(async move {
            let was_open = id == self.current.get_untracked();
            if was_open {
                autosave::save(self).await?;
            }
            self.edit_list(|entries| {
                for entry in entries.iter_mut().filter(|entry| entry.id == id) {
                    entry.deleted = deleted.then(now);
                }
            })
            .await?;
            if !(deleted && was_open) {
                return Ok(());
            }
            let next =
                self.entries.with_untracked(|all| all.iter().find(|e| e.deleted.is_none()).map(|e| e.id.clone()));
            match next {
                Some(next) => self.show(&next).await,
                None => {
                    self.become_current(&fresh_id());
                    self.claim(false).await;
                    self.page.draft.set(String::new());
                    self.workbench.restore(Project::default());
                    Ok(())
                }
            }
        });
    }

    /// All projects as one file.
    pub fn download_all(self) {
        self.run(async move {
            autosave::save(self).await?;
            let ids: Vec<String> = self.entries.with_untracked(|all| {
                all.iter().filter(|entry| entry.deleted.is_none()).map(|entry| entry.id.clone()).collect()
            });
            let mut projects = Vec::new();
            for id in ids {
                projects.extend(autosave::read(&id).await?);
            }
            download::text("all-projects.json", "application/json", &project::write_all(&projects))
        });
    }

    /// Adds projects that were downloaded; the first of them is opened.
    pub async fn add_all(self, projects: Vec<Project>) -> Result<(), String> {
        autosave::save(self).await?;
        let mut records = Vec::new();
        let mut entries = Vec::new();
        for (at, project) in projects.iter().enumerate() {
            let id = format!("{}{at}", fresh_id());
            records.push((autosave::record(&id), project::write(project)));
            entries.push(entry_of(&id, project));
        }
        let first = entries.first().map(|entry| entry.id.clone());
        records.push(self.edited(|all| all.extend(entries)).await?);
        storage::change(&records, &[]).await?;
        say("listed");
        match first {
            Some(id) => self.show(&id).await,
            None => Ok(()),
        }
    }
}

pub fn entry_of(id: &str, project: &Project) -> Entry {
    Entry {
        id: id.to_owned(),
        name: project.name.clone(),
        tables: project.schema.tables.len(),
        changed: now(),
        deleted: None,
    }
}

/// The project of the time when there was one becomes the first of the list.
async fn adopt() -> Result<Vec<Entry>, String> {
    let Some(text) = storage::get(ONLY.0).await? else { return Ok(Vec::new()) };
    let draft = storage::get(ONLY.1).await?.unwrap_or_default();
    let id = fresh_id();
    let entry = entry_of(&id, &project::read(&text).unwrap_or_default());
    let index = json::write(&[&entry]);
    let records = [(autosave::record(&id), text), (autosave::draft(&id), draft), (INDEX.to_owned(), index)];
    storage::change(&records, &[ONLY.0.to_owned(), ONLY.1.to_owned()]).await?;
    Ok(vec![entry])
}

fn fresh_id() -> String {
    format!("{:x}{:04x}", now() as u64, (js_sys::Math::random() * 65536.0) as u32)
}

/// Tells the other tabs.
fn say(text: &str) {
    if let Ok(channel) = web_sys::BroadcastChannel::new(CHANNEL) {
        let _ = channel.post_message(&text.into());
        channel.close();
    }
}

/// What this tab had open before it was loaded again.
fn session() -> Option<String> {
    web_sys::window()?.session_storage().ok()??.get_item(LAST).ok()?
}

fn set_session(id: &str) {
    if let Some(Ok(Some(storage))) = web_sys::window().map(|window| window.session_storage()) {
        let _ = storage.set_item(LAST, id);
    }
}
