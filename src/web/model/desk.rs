//! One request of the page while it is worked on.

use super::memory::{Memory, Sheet};
use super::{Reply, keep, talk};
use crate::llm::{Entry, Mode, Progress, Settings};
use crate::project::Project;
use crate::web::fetch::Fetch;
use crate::web::view::{View, button, el};
use web_sys::AbortController;

pub struct Desk<'a> {
    pub memory: Memory,
    pub project: Option<Box<Project>>,
    pub shelf: String,
    pub reply: Reply,
    cancel: AbortController,
    tell: &'a dyn Fn(&Reply),
}

impl<'a> Desk<'a> {
    pub fn new(
        memory: &str,
        project: Option<Box<Project>>,
        shelf: String,
        cancel: AbortController,
        tell: &'a dyn Fn(&Reply),
    ) -> Self {
        let memory = serde_json::from_str(memory).unwrap_or_default();
        Self { memory, project, shelf, reply: Reply::default(), cancel, tell }
    }

    /// Brings back what was kept on this device.
    pub async fn begin(&mut self) {
        keep::load(&mut self.memory).await;
        self.reply.status = Some(status(&self.memory));
        talk::turn_to(self).await;
    }

    /// What the page gets at the end.
    pub fn reply(mut self) -> Reply {
        self.reply.ready = Some(self.memory.is_ready());
        // Plain values: writing them into a string cannot fail.
        self.reply.memory = serde_json::to_string(&self.memory).ok();
        self.reply
    }

    /// Says what goes on.
    pub fn tell(&self, reply: &Reply) {
        (self.tell)(reply);
    }

    pub fn settings(&self) -> Settings {
        self.memory.settings(&self.shelf)
    }

    pub async fn fetch(&self, settings: &Settings) -> Fetch {
        Fetch::new(settings.endpoint.clone(), settings.budget.seconds, self.cancel.clone()).await
    }

    /// Says what a model is doing, for a page that shows it.
    pub fn teller(&self) -> impl FnMut(Progress) + use<'a> {
        let tell = self.tell;
        let mut doing = "Asking the model";
        move |progress| {
            let mut reply = Reply::default();
            match progress {
                Progress::Began { task } => {
                    doing = task.doing();
                    reply.busy = Some(doing.to_owned());
                    reply.status = Some(View::default());
                }
                Progress::Heard { names, characters } => {
                    reply.busy = Some(match names.len() {
                        0 => format!("{doing}, {characters} characters"),
                        count => format!("{doing}, {count} so far"),
                    });
                    reply.status = Some(chips(&names));
                }
                Progress::Waiting { seconds, why } => {
                    let why = why.trim_end_matches('.');
                    reply.busy = Some(format!("Waiting {seconds:.0} s: {why}"));
                }
                Progress::Again { why } => reply.busy = Some(format!("{doing}, asking again, since {why}")),
            }
            tell(&reply);
        }
    }

    /// Notes what a session has sent and learnt.
    pub async fn note(&mut self, mode: Mode, log: Vec<Entry>) {
        let place = self.memory.place();
        if log.iter().any(|entry| entry.outcome == "ok") && self.memory.kept.modes.insert(place, mode) != Some(mode) {
            self.save().await;
        }
        super::log::add(log).await;
    }

    /// Keeps the settings on this device; where that fails they hold until the page is closed.
    pub async fn save(&mut self) {
        if let Err(why) = keep::save(&self.memory.kept).await {
            self.memory.said = Some((format!("The settings hold until the page is closed: {why}."), true));
        }
        self.reply.status = Some(status(&self.memory));
    }

    pub fn open(&mut self, sheet: Sheet) {
        self.memory.sheet = sheet;
        self.memory.said = None;
    }
}

/// The line below Generate: which model is asked, or that none is.
pub fn status(memory: &Memory) -> View {
    let endpoint = &memory.kept.settings.endpoint;
    let configure = |label: &str| button("small.plain", "open:connection", label);
    let line = el("div.model-status");
    match (memory.is_ready(), endpoint.model.is_empty()) {
        (true, _) => line.with([
            el("i.dot").set("aria-hidden", "true"),
            el("span.grow").with([el("b").says(endpoint.model.as_str()), el("span.quiet").says(" helps when you ask")]),
            configure("Settings"),
        ]),
        (_, false) if memory.kept.off => line.with([
            el("span.grow.quiet").says(format!("{} is switched off; the built-in rules do the work", endpoint.model)),
            configure("Settings"),
        ]),
        _ => line.with([
            el("span.grow.quiet").says("Made by built-in rules, on this device"),
            configure("Use a language model"),
        ]),
    }
}

/// Names as they arrive.
fn chips(names: &[String]) -> View {
    if names.is_empty() {
        return View::default();
    }
    let chip = |name: &String| el("span.chip").says(name.as_str());
    el("div.chips.arriving").set("aria-label", "Found so far").with(names.iter().map(chip))
}
