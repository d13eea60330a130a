//! The user's language model in the page: passes on what is done, and shows what the engine answers.

mod draw;
mod scripts;

use super::page::Page;
use super::state::Workbench;
use super::widgets::dialog;
use crate::base::json;
use crate::trust::Origin;
use crate::web::engine;
use crate::web::model::{Made, Reply, Request, What};
use crate::web::view::View;
use crate::web::worker::Job;
use leptos::html::Div;
use leptos::prelude::*;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;
use web_sys::HtmlDivElement;

pub use draw::around;

/// When the engine is asked what was kept on this device: after the page has had its time.
const AFTER_LOAD: Duration = Duration::from_millis(1_200);

/// Edits that follow each other this closely are looked at together.
const PAUSE: Duration = Duration::from_millis(300);

/// A place in which the engine's view is shown.
#[derive(Clone, Copy)]
pub struct Place {
    pub view: RwSignal<View>,
    pub root: NodeRef<Div>,
}

impl Place {
    pub fn new() -> Self {
        Self { view: RwSignal::new(View::default()), root: NodeRef::new() }
    }

    /// Draws the view whenever it, or the element that it is drawn in, is another.
    pub fn keep_drawn(self) {
        let last = StoredValue::new_local(None::<(HtmlDivElement, View)>);
        Effect::new(move |_| {
            let next = self.view.get();
            let Some(element) = self.root.get() else { return };
            let before = last.try_update_value(Option::take).flatten().filter(|(known, _)| *known == element);
            let before = before.map(|(_, view)| view).unwrap_or_else(|| {
                element.set_text_content(None);
                View::default()
            });
            draw::update(&element, &before, &next);
            if before.is_empty() {
                draw::focus(&element);
            }
            last.set_value(Some((element, next)));
        });
    }
}

/// Handles to what the engine has drawn; cheap to copy into every closure.
#[derive(Clone, Copy)]
pub struct Model {
    workbench: Workbench,
    page: Page,
    /// Whether Generate asks a model.
    pub ready: RwSignal<bool>,
    dialog: Place,
    talk: Place,
    status: Place,
    /// The name under which this device knows the project.
    shelf: Signal<String>,
    /// What the engine gave to keep; the page does not read it.
    memory: StoredValue<String>,
    waiting: StoredValue<VecDeque<What>>,
    running: StoredValue<bool>,
    /// Whether it is the model that the page is busy with.
    occupies: StoredValue<bool>,
}

impl Model {
    pub fn new(workbench: Workbench, page: Page, shelf: Signal<String>) -> Self {
        Self {
            workbench,
            page,
            ready: RwSignal::new(false),
            dialog: Place::new(),
            talk: Place::new(),
            status: Place::new(),
            shelf,
            memory: StoredValue::new(String::new()),
            waiting: StoredValue::new(VecDeque::new()),
            running: StoredValue::new(false),
            occupies: StoredValue::new(false),
        }
    }

    /// Brings back what was kept, and has a proposal looked at anew after each edit.
    pub fn follow(self) {
        [self.dialog, self.talk, self.status].into_iter().for_each(Place::keep_drawn);
        set_timeout(move || self.want(What::Begin), AFTER_LOAD);
        scripts::offer(self);
        let waiting = StoredValue::new(None::<TimeoutHandle>);
        Effect::new(move |before: Option<String>| {
            self.workbench.design.track();
            let shelf = self.shelf.get();
            let wanted = before.as_ref() != Some(&shelf) || self.workbench.outlook.with_untracked(Option::is_some);
            if let Some(handle) = waiting.get_value() {
                handle.clear();
            }
            let look = move || {
                if !self.memory.with_value(String::is_empty) {
                    self.want(What::Look);
                }
            };
            waiting.set_value(wanted.then(|| set_timeout_with_handle(look, PAUSE).ok()).flatten());
            shelf
        });
    }

    /// Has the engine do something; several things are done one after the other, each with what is known then.
    pub fn want(self, what: What) {
        let is_new = |waiting: &VecDeque<What>| what != What::Look || waiting.back() != Some(&What::Look);
        if self.waiting.with_value(is_new) {
            self.waiting.update_value(|waiting| waiting.push_back(what));
        }
        if !self.running.get_value() {
            self.running.set_value(true);
            leptos::task::spawn_local(self.work());
        }
    }

    /// Opens the settings.
    pub fn configure(self) {
        self.want(What::Done { action: "open:connection".to_owned(), fields: Default::default() });
    }

    async fn work(self) {
        while let Some(what) = self.waiting.try_update_value(VecDeque::pop_front).flatten() {
            let is_silent = matches!(what, What::Begin | What::Look);
            let answer = self.ask(what).await;
            if self.occupies.get_value() {
                self.occupies.set_value(false);
                self.page.busy.set(None);
            }
            match answer {
                Ok(reply) => self.take(reply),
                Err(why) => {
                    self.status.view.set(View::default());
                    if !is_silent {
                        self.workbench.fail(format!("{why}. What was here before still is."));
                    }
                }
            }
        }
        self.running.set_value(false);
    }

    async fn ask(self, what: What) -> Result<Reply, String> {
        let project = match what {
            What::Begin | What::Generate { .. } | What::Call { .. } => None,
            _ => Some(Box::new((*self.workbench.project.get_untracked()).clone())),
        };
        match &what {
            What::Generate { .. } => self.occupy("Designing the schema".to_owned()),
            What::Change { .. } => self.occupy("Reading the request".to_owned()),
            _ => {}
        }
        let request = Request { memory: self.memory.get_value(), project, shelf: self.shelf.get_untracked(), what };
        let told: Rc<dyn Fn(&str)> = Rc::new(move |text| {
            if let Ok(reply) = json::read::<Reply>(text) {
                self.take(reply);
            }
        });
        engine::ask_told(&Job::Model(Box::new(request)), Some(told)).await
    }

    fn take(self, reply: Reply) {
        let Reply { memory, dialog, talk, status, made, outlook, busy, said, ready, value: _ } = reply;
        if let Some(memory) = memory {
            self.memory.set_value(memory);
        }
        let show = |place: Place, view: Option<View>| {
            if let Some(view) = view {
                place.view.set(view);
            }
        };
        show(self.dialog, dialog);
        show(self.talk, talk);
        show(self.status, status);
        if let Some(ready) = ready.filter(|ready| *ready != self.ready.get_untracked()) {
            self.ready.set(ready);
        }
        if let Some(busy) = busy {
            self.occupy(busy);
        }
        if let Some(made) = made {
            self.adopt(*made);
        }
        if let Some(outlook) = outlook {
            let shown = Some(Arc::new(*outlook)).filter(|outlook| !outlook.schema.tables.is_empty());
            if shown.is_some() || self.workbench.outlook.with_untracked(Option::is_some) {
                self.workbench.outlook.set(shown);
            }
        }
        match said {
            Some((text, true)) => self.workbench.fail(text),
            Some((text, false)) => self.workbench.say(text),
            None => {}
        }
    }

    fn occupy(self, what: String) {
        self.occupies.set_value(true);
        self.page.busy.set(Some(what));
    }

    fn adopt(self, made: Made) {
        let Made { mut project, label, by_model, subjects } = made;
        project.dialect = self.workbench.project.with_untracked(|now| now.dialect);
        let origin = if by_model { Origin::Model } else { Origin::Engine };
        self.workbench.edit_from(origin, &label, |now| *now = project);
        self.workbench.selection.set(subjects);
    }

    /// Does what a view says of an event: `cancel` ends what is going on, anything else is the engine's.
    fn act(self, root: NodeRef<Div>, action: String) {
        if matches!(action.as_str(), "cancel" | "close") && self.running.get_value() {
            engine::cancel();
        }
        if action == "cancel" {
            return;
        }
        let fields = root.get_untracked().map(|root| draw::fields(&root)).unwrap_or_default();
        self.want(What::Done { action, fields });
    }
}

/// The element of a place, with what is done in it.
fn shown(model: Model, place: Place, class: &'static str) -> AnyView {
    let root = place.root;
    let on = move |event: &web_sys::Event, attribute: &str| {
        if let Some(action) = draw::around(event, attribute) {
            event.prevent_default();
            model.act(root, action);
        }
    };
    let changed = move |event: web_sys::Event| {
        if let Some(action) = draw::around(&event, "data-change") {
            model.act(root, action);
        }
    };
    view! {
        <div class=class node_ref=root on:click=move |event| on(&event, "data-do") on:change=changed
            on:submit=move |event| on(&event, "data-submit")></div>
    }
    .into_any()
}

/// The line below Generate.
pub fn status() -> AnyView {
    let model = expect_context::<Model>();
    shown(model, model.status, "model-line")
}

/// The conversation above the field for requests.
pub fn talk() -> AnyView {
    let model = expect_context::<Model>();
    shown(model, model.talk, "talk-place")
}

/// Settings, consent, log.
#[component]
pub fn ModelDialog() -> AnyView {
    let model = expect_context::<Model>();
    let close = move || {
        model.dialog.view.set(View::default());
        model.want(What::Done { action: "close".to_owned(), fields: Default::default() });
    };
    let content = move || shown(model, model.dialog, "model-place");
    // Only whether it is open: what it shows is changed in place.
    let is_open = Memo::new(move |_| model.dialog.view.with(|view| !view.is_empty()));
    dialog("Language model", move || is_open.get(), close, content)
}
