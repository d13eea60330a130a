//! The mode Evolve: the way between a database as it is and the design.

mod changes;
mod panel;
mod phases;
mod scripts;
mod settings;
mod timeline;
mod versions;

pub use changes::Changes;
pub use panel::EvolvePanel;
pub use phases::Phases;
pub use scripts::Scripts;

use crate::dialect::Dialect;
use crate::migrate::Remedy;
use crate::migrate::bundle::Layout;
use crate::project::{Kind, Project, recognize};
use crate::refine::Outlook;
use crate::schema::{QualifiedName, Schema};
use crate::ui::page::{Mode, Page};
use crate::ui::state::Workbench;
use crate::web::evolution::{Comparison, Entry, Request, Side, Status};
use crate::web::worker::Job;
use crate::web::{engine, storage};
use leptos::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// Under which the script is kept on this device.
const KEPT: &str = "database";

/// Edits that follow each other this closely are compared together.
const PAUSE: Duration = Duration::from_millis(500);

/// Handles to what the mode knows; cheap to copy into every closure.
#[derive(Clone, Copy)]
pub struct Evolution {
    /// The script of the database as it is.
    pub script: RwSignal<String>,
    /// What is compared: as it is, and as it should be.
    pub from: RwSignal<Source>,
    pub to: RwSignal<Source>,
    /// Plain statements for a maintenance window instead of forms that let the application go on.
    pub offline: RwSignal<bool>,
    /// Answers about renames: old name, and the new one if it was renamed.
    pub answers: RwSignal<Vec<(String, Option<String>)>>,
    /// Sizes of tables, as pasted from the database.
    pub sizes: RwSignal<String>,
    pub layout: RwSignal<Option<Layout>>,
    pub duplicates: RwSignal<Remedy>,
    pub orphans: RwSignal<Remedy>,
    /// The table whose phases alone are shown.
    pub focus: RwSignal<Option<String>>,
    pub found: RwSignal<Option<Arc<Comparison>>>,
    pub busy: RwSignal<bool>,
    /// Counts requests, so that a late answer does not replace a newer one.
    turn: StoredValue<u32>,
}

impl Evolution {
    pub fn new() -> Self {
        Self {
            script: RwSignal::new(String::new()),
            from: RwSignal::new(Source::Script),
            to: RwSignal::new(Source::Design),
            offline: RwSignal::new(false),
            answers: RwSignal::new(Vec::new()),
            sizes: RwSignal::new(String::new()),
            layout: RwSignal::new(None),
            duplicates: RwSignal::new(Remedy::Stop),
            orphans: RwSignal::new(Remedy::Stop),
            focus: RwSignal::new(None),
            found: RwSignal::new(None),
            busy: RwSignal::new(false),
            turn: StoredValue::new(0),
        }
    }

    /// Brings back the script of the last visit, and compares anew after each edit while the mode is open.
    pub fn follow(self, workbench: Workbench, page: Page) {
        leptos::task::spawn_local(async move {
            if let Ok(Some(text)) = storage::get(KEPT).await
                && self.script.with_untracked(String::is_empty)
            {
                self.script.set(text);
            }
        });
        let waiting = StoredValue::new(None::<TimeoutHandle>);
        Effect::new(move |_| {
            workbench.design.track();
            self.from.track();
            self.to.track();
            self.sizes.track();
            self.layout.track();
            self.duplicates.track();
            self.orphans.track();
            self.offline.track();
            self.answers.track();
            let wanted = page.mode.get() == Mode::Evolve && self.found.with_untracked(Option::is_some);
            if let Some(handle) = waiting.get_value() {
                handle.clear();
            }
            let again = move || self.compare(workbench);
            waiting.set_value(wanted.then(|| set_timeout_with_handle(again, PAUSE).ok()).flatten());
        });
    }

    /// Has the engine compare the script with the design.
    pub fn compare(self, workbench: Workbench) {
        let script = self.script.get_untracked();
        let (from, to) = (self.from.get_untracked(), self.to.get_untracked());
        if from == to {
            return workbench.fail("Both sides are the same. Choose another one to compare with.");
        }
        if script.trim().is_empty() && (from == Source::Script || to == Source::Script) {
            return workbench
                .fail("There is no script of the database yet. Paste its DDL, for example the output of pg_dump --schema-only.");
        }
        let project = workbench.project.get_untracked();
        let request = self.request(&project);
        let turn = self.turn.get_value().wrapping_add(1);
        self.turn.set_value(turn);
        self.busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = engine::ask::<Comparison>(&Job::Compare(Box::new(request))).await;
            if self.turn.get_value() != turn {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(found) if found.tables == 0 && (from == Source::Script || to == Source::Script) => {
                    self.found.set(None);
                    workbench.fail("No statement of the script makes a table. Paste the DDL of the database as it is.");
                }
                Ok(found) => {
                    self.found.set(Some(Arc::new(found)));
                    // A script that cannot be kept is still on the screen.
                    let _ = storage::put(KEPT, &script).await;
                }
                Err(why) => workbench.fail(format!("{why}. The design and the script are as they were.")),
            }
        });
    }

    /// What is to be compared as it stands in the panel.
    pub fn request(self, project: &Project) -> Request {
        let script = self.script.get_untracked();
        let (from, to) = (self.from.get_untracked(), self.to.get_untracked());
        Request {
            from: from.side(project, &script),
            to: to.side(project, &script),
            dialect: match (from, to) {
                (Source::Script, _) | (_, Source::Script) => dialect_of(&script, project.dialect),
                _ => project.dialect,
            },
            offline: self.offline.get_untracked(),
            sizes: self.sizes.get_untracked(),
            layout: self.layout.get_untracked().map(|layout| layout.name().to_owned()),
            duplicates: self.duplicates.get_untracked().name().to_owned(),
            orphans: self.orphans.get_untracked().name().to_owned(),
            renames: self.answers.with_untracked(|answers| answers.iter().map(written).collect()),
        }
    }

    /// What became of the design's tables and columns, by their names, to colour the diagram.
    pub fn marks(self) -> Marks {
        self.found.with(|found| found.as_ref().map(|found| Marks::of(&found.changes)).unwrap_or_default())
    }
}

/// Where a side of the comparison comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The script of the database as it is.
    Script,
    /// The design as it stands in the diagram.
    Design,
    /// A version of the project, by its place.
    Version(usize),
}

impl Source {
    fn side(self, project: &Project, script: &str) -> Side {
        match self {
            Self::Script => Side::Script(script.to_owned()),
            Self::Design => Side::Design(Box::new(project.schema.clone())),
            Self::Version(at) => {
                let schema = project.versions.get(at).map_or(&project.schema, |version| &version.schema);
                Side::Design(Box::new(schema.clone()))
            }
        }
    }
}

/// A script that tells its dialect is read in it.
fn dialect_of(script: &str, chosen: Dialect) -> Dialect {
    match recognize("script.sql", script) {
        Kind::Sql(Some(dialect)) => dialect,
        _ => chosen,
    }
}

/// An answer as the engine takes it.
fn written((from, to): &(String, Option<String>)) -> String {
    format!("{from}={}", to.as_deref().unwrap_or_default())
}

/// What became of tables and columns.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Marks(HashMap<(String, Option<String>), Status>);

impl Marks {
    fn of(changes: &[Entry]) -> Self {
        let mut marks = HashMap::new();
        for entry in changes {
            match (&entry.table, entry.object.as_str()) {
                (None, "table") => {
                    marks.insert((entry.name.clone(), None), entry.status);
                }
                (Some(table), object) => {
                    marks.entry((table.clone(), None)).or_insert(Status::Changed);
                    if object == "column" {
                        marks.insert((table.clone(), Some(entry.name.clone())), entry.status);
                    }
                }
                _ => {}
            }
        }
        Self(marks)
    }

    /// What a proposal would make of tables and columns.
    pub fn of_outlook(outlook: &Outlook) -> Self {
        let status = |id: &crate::schema::Id| match () {
            () if outlook.added.contains(id) => Some(Status::Added),
            () if outlook.dropped.contains(id) => Some(Status::Removed),
            () => outlook.changed.contains(id).then_some(Status::Changed),
        };
        let mut marks = HashMap::new();
        for table in &outlook.schema.tables {
            let name = table.name.to_string();
            let own = |status: Status| ((name.clone(), None), status);
            let part = |column: &crate::schema::Column| {
                status(&column.id).map(|status| ((name.clone(), Some(column.name.clone())), status))
            };
            marks.extend(status(&table.id).map(own));
            // Of a table that comes or goes as a whole, its rows need no marks.
            if !outlook.added.contains(&table.id) && !outlook.dropped.contains(&table.id) {
                marks.extend(table.columns.iter().filter_map(part));
            }
        }
        Self(marks)
    }

    /// The class name of a table, with a space in front.
    pub fn table(&self, name: &str) -> &'static str {
        class(self.0.get(&(name.to_owned(), None)))
    }

    pub fn column(&self, table: &str, column: &str) -> &'static str {
        class(self.0.get(&(table.to_owned(), Some(column.to_owned()))))
    }
}

fn class(status: Option<&Status>) -> &'static str {
    match status {
        Some(Status::Added) => " was-added",
        Some(Status::Removed) => " was-removed",
        Some(Status::Changed | Status::Renamed) => " was-changed",
        _ => "",
    }
}

/// The design's element that an entry is about, if it is there.
pub fn element(schema: &Schema, entry: &Entry) -> Option<crate::schema::Id> {
    let named = |text: &str| match text.rsplit_once('.') {
        Some((namespace, name)) => QualifiedName::within(namespace, name),
        None => QualifiedName::new(text),
    };
    let table = schema.table(&named(entry.table.as_deref().unwrap_or(&entry.name)))?;
    match entry.object.as_str() {
        "column" => table.column(&entry.name).map(|column| column.id),
        _ => Some(table.id),
    }
}
