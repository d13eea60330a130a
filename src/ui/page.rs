//! What the page knows beside the work itself: theme, sizes of panels, what is open, what is going on.

use super::model::Model;
use super::panels::Import;
use crate::web::crypto::Envelope;
use crate::web::preferences;
use leptos::prelude::*;

/// Handles to the page's own state; cheap to copy into every closure.
#[derive(Clone, Copy)]
pub struct Page {
    /// The description as it stands in the text field; the project keeps the one that it was made from.
    pub draft: RwSignal<String>,
    pub theme: RwSignal<Theme>,
    pub mode: RwSignal<Mode>,
    pub tab: RwSignal<Tab>,
    pub left: Panel,
    pub right: Panel,
    pub dock: Panel,
    /// Whether the palette is open.
    pub palette: RwSignal<bool>,
    /// Whether the list of keyboard shortcuts is open.
    pub shortcuts: RwSignal<bool>,
    /// A file that waits for its passphrase, with its name.
    pub locked: RwSignal<Option<(String, Envelope)>>,
    /// Whether the gallery of examples is open.
    pub gallery: RwSignal<bool>,
    /// The stop of the tour that is shown.
    pub tour: RwSignal<Option<usize>>,
    /// Whether the statements of the last change stand beside the diagram.
    pub live: RwSignal<bool>,
    /// What the page is busy with (`Designing the schema`).
    pub busy: RwSignal<Option<String>>,
    /// The user's language model, as soon as the page has begun.
    pub model: StoredValue<Option<Model>>,
    /// Milliseconds from the click on Generate to the result, of the last time.
    pub took: RwSignal<Option<f64>>,
    /// What the last file that was read holds, and what of it was understood.
    pub import: Import,
    pub saved: RwSignal<Saved>,
    /// The last failure to save that was told, so that it is told once.
    pub unsaved: StoredValue<Saved>,
}

/// A panel that can be resized and closed.
#[derive(Clone, Copy)]
pub struct Panel {
    /// CSS pixels.
    pub size: RwSignal<f64>,
    pub open: RwSignal<bool>,
}

impl Panel {
    fn new(size: f64) -> Self {
        Self { size: RwSignal::new(size), open: RwSignal::new(true) }
    }

    /// The panel's share of the page as CSS, `strip` when it is closed.
    pub fn css(self, strip: &str) -> String {
        if self.open.get() { format!("{}px", self.size.get()) } else { strip.to_owned() }
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The value of the root's `data-theme`, and the name under which the choice is remembered.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

/// What the workbench is used for. The diagram and the inspector stay, the panels around them change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mode {
    /// From a description to a schema.
    #[default]
    Design,
    /// From a database as it is to the schema.
    Evolve,
    /// What would be better: for a workload, for normal forms, for the privacy of people.
    Optimize,
    /// The design, or the way to it, on a real database.
    Prove,
}

impl Mode {
    pub const ALL: [Self; 4] = [Self::Design, Self::Evolve, Self::Optimize, Self::Prove];

    pub fn label(self) -> &'static str {
        match self {
            Self::Design => "Design",
            Self::Evolve => "Evolve",
            Self::Optimize => "Optimize",
            Self::Prove => "Prove",
        }
    }

    /// The dock's tabs, the first of which is shown when the mode is opened.
    pub fn tabs(self) -> &'static [Tab] {
        match self {
            Self::Design => &[Tab::Ddl, Tab::Documentation, Tab::Decisions, Tab::Problems, Tab::History, Tab::Import],
            Self::Evolve => &[Tab::Changes, Tab::Scripts, Tab::Migration, Tab::Ddl, Tab::History],
            Self::Optimize => &[Tab::Advice, Tab::NormalForms, Tab::Privacy, Tab::Problems, Tab::Ddl, Tab::History],
            Self::Prove => &[Tab::Proof, Tab::Console, Tab::Ddl, Tab::Audit],
        }
    }
}

/// The dock's tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    Ddl,
    Documentation,
    Decisions,
    /// What departs from best practices, with fixes.
    Problems,
    History,
    /// What is different between the database and the design.
    Changes,
    /// The SQL of both, line by line.
    Scripts,
    /// The statements that lead from the one to the other.
    Migration,
    /// What would make a workload cheaper.
    Advice,
    /// Dependencies, keys and normal forms.
    NormalForms,
    /// Sensitive data and what follows from it.
    Privacy,
    /// What held on a real database.
    Proof,
    /// Queries to that database.
    Console,
    /// The log of changes.
    Audit,
    /// What was understood of a file.
    Import,
}

impl Tab {
    pub fn label(self) -> &'static str {
        match self {
            Self::Ddl => "DDL",
            Self::Documentation => "Documentation",
            Self::Decisions => "Decisions",
            Self::Problems => "Problems",
            Self::History => "History",
            Self::Changes => "Changes",
            Self::Scripts => "SQL",
            Self::Migration => "Migration",
            Self::Advice => "Advice",
            Self::NormalForms => "Normal forms",
            Self::Privacy => "Privacy",
            Self::Proof => "Proof",
            Self::Console => "Console",
            Self::Audit => "Audit log",
            Self::Import => "Import",
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Ddl => "ddl",
            Self::Documentation => "documentation",
            Self::Decisions => "decisions",
            Self::Problems => "problems",
            Self::History => "history",
            Self::Changes => "changes",
            Self::Scripts => "scripts",
            Self::Migration => "migration",
            Self::Advice => "advice",
            Self::NormalForms => "normal-forms",
            Self::Privacy => "privacy",
            Self::Proof => "proof",
            Self::Console => "console",
            Self::Audit => "audit",
            Self::Import => "import",
        }
    }
}

/// Whether the work is safe on this device.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Saved {
    /// Nothing to save yet.
    #[default]
    Empty,
    Saving,
    Safe,
    /// Why it could not be saved.
    Failed(String),
}

impl Page {
    /// Opens a mode with its panels.
    pub fn open(self, mode: Mode) {
        self.mode.set(mode);
        if !mode.tabs().contains(&self.tab.get_untracked()) || mode != Mode::Design {
            self.tab.set(mode.tabs()[0]);
        }
        self.left.open.set(true);
        self.dock.open.set(true);
        if mode != Mode::Design {
            // What is different, or holds, is what one has come for.
            self.dock.size.update(|size| *size = size.max(1.4 * dock_height()));
        }
    }

    pub fn new() -> Self {
        Self {
            draft: RwSignal::new(String::new()),
            theme: RwSignal::new(Theme::default()),
            mode: RwSignal::new(Mode::default()),
            tab: RwSignal::new(Tab::Ddl),
            left: Panel::new(320.0),
            right: Panel::new(300.0),
            dock: Panel::new(dock_height()),
            palette: RwSignal::new(false),
            shortcuts: RwSignal::new(false),
            locked: RwSignal::new(None),
            gallery: RwSignal::new(false),
            tour: RwSignal::new(None),
            live: RwSignal::new(false),
            busy: RwSignal::new(None),
            model: StoredValue::new(None),
            took: RwSignal::new(None),
            import: Import::new(),
            saved: RwSignal::new(Saved::default()),
            unsaved: StoredValue::new(Saved::default()),
        }
    }
}

/// A quarter of the window, so that the diagram has the larger part of a small one.
fn dock_height() -> f64 {
    let window = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64()).unwrap_or(880.0);
    (window / 4.0).clamp(140.0, 280.0).round()
}

impl Page {
    /// Brings back theme and panels as they were left, and remembers them from here on.
    pub fn remember(self) {
        if let Some(theme) = preferences::get("theme").and_then(|name| Theme::named(&name)) {
            self.theme.set(theme);
        }
        Effect::new(move |_| preferences::set("theme", self.theme.get().name()));
        self.live.set(preferences::get("live").as_deref() == Some("true"));
        Effect::new(move |_| preferences::set("live", &self.live.get().to_string()));
        for (name, panel) in [("left", self.left), ("right", self.right), ("dock", self.dock)] {
            if let Some(size) = preferences::get(name).and_then(|size| size.parse::<f64>().ok()) {
                panel.size.set(size.clamp(96.0, 640.0));
            }
            if preferences::get(&format!("{name}.open")).as_deref() == Some("false") {
                panel.open.set(false);
            }
            Effect::new(move |_| preferences::set(name, &panel.size.get().to_string()));
            Effect::new(move |_| preferences::set(&format!("{name}.open"), &panel.open.get().to_string()));
        }
    }
}

impl Default for Page {
    fn default() -> Self {
        Self::new()
    }
}
