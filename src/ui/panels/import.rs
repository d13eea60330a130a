//! The dock's report of an import: what was understood, kept as text and skipped, and each place that wants a look. The
//! engine draws it; here it is shown, leads to the tables of the diagram, and has the file read in another way.

use crate::dialect::Dialect;
use crate::ui::canvas::Scene;
use crate::ui::messages::t;
use crate::ui::model::{Place, around};
use crate::ui::open;
use crate::ui::shelf::Shelf;
use crate::web::import::{Imported, Reading};
use leptos::prelude::*;

/// Handles to the last import; cheap to copy into every closure.
#[derive(Clone, Copy)]
pub struct Import {
    place: Place,
    /// How many places want a look.
    pub remarks: RwSignal<usize>,
    /// Tables, and rows of them as CSV. They are not kept.
    pub samples: RwSignal<Vec<(String, String)>>,
    /// How many rows of each table become samples.
    pub sample_rows: RwSignal<usize>,
    /// What was read, to be read again.
    file: StoredValue<Option<web_sys::File>, LocalStorage>,
}

impl Import {
    pub fn new() -> Self {
        Self {
            place: Place::new(),
            remarks: RwSignal::new(0),
            samples: RwSignal::new(Vec::new()),
            sample_rows: RwSignal::new(100),
            file: StoredValue::new_local(None),
        }
    }

    /// Keeps the report drawn.
    pub fn follow(self) {
        self.place.keep_drawn();
    }

    /// How a file is to be read.
    pub fn reading(self, name: &str, dialect: Option<Dialect>, usual: Dialect) -> Reading {
        Reading { name: name.to_owned(), dialect, usual, samples: self.sample_rows.get_untracked() }
    }

    /// Takes what came of a file; the project was taken already.
    pub fn take(self, file: web_sys::File, imported: Imported) {
        self.file.set_value(Some(file));
        self.remarks.set(imported.remarks);
        self.samples.set(imported.samples);
        self.place.view.set(imported.report);
    }
}

#[component]
pub fn ImportReport() -> AnyView {
    let shelf = expect_context::<Shelf>();
    let scene = expect_context::<Scene>();
    let import = shelf.page.import;
    let is_empty = move || import.place.view.with(crate::web::view::View::is_empty);
    let click = move |event: leptos::ev::MouseEvent| {
        let Some(name) = around(&event, "data-go") else { return };
        let found = shelf.workbench.project.with_untracked(|project| {
            let mut tables = project.schema.tables.iter();
            tables.find(|table| table.name.to_string() == name || table.name.name == name).map(|table| table.id)
        });
        match found {
            Some(id) => scene.go_to(id),
            None if name.is_empty() => {}
            None => shelf.workbench.say(format!("{name} is no table of the diagram. Its statement stands in the DDL.")),
        }
    };
    let change = move |event: leptos::ev::Event| {
        let Some(what) = around(&event, "data-change") else { return };
        let (Some(file), value) = (import.file.get_value(), event_target_value(&event)) else { return };
        match what.as_str() {
            "samples" => {
                import.sample_rows.set(value.parse().unwrap_or(0));
                let now = shelf.workbench.project.with_untracked(|project| project.dialect);
                open::read_again(shelf, file, now);
            }
            _ => {
                if let Ok(dialect) = value.parse() {
                    open::read_again(shelf, file, dialect);
                }
            }
        }
    };
    view! {
        <div class="decisions-pane" on:click=click on:change=change>
            <Show when=is_empty>
                <p class="empty-pane">{t("What was understood of a file stands here when one is opened or dropped: SQL, DBML, Prisma, Rails, Mermaid, or a ZIP of migrations.")}</p>
            </Show>
            <div class="import-place" node_ref=import.place.root></div>
        </div>
    }
    .into_any()
}
