//! What a panel asks the engine for again after each edit; only the last answer counts.

use crate::ui::page::{Page, Tab};
use crate::ui::state::Workbench;
use crate::web::engine;
use crate::web::worker::Job;
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use std::time::Duration;

/// Edits that follow each other this closely are one question.
const PAUSE: Duration = Duration::from_millis(400);

/// Handles to the last answer; cheap to copy into every closure.
pub struct Asking<T: Send + Sync + 'static> {
    pub found: RwSignal<Option<Arc<T>>>,
    pub busy: RwSignal<bool>,
    turn: StoredValue<u32>,
}

impl<T: Send + Sync + 'static> Clone for Asking<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Asking<T> {}

impl<T: DeserializeOwned + Send + Sync + 'static> Asking<T> {
    pub fn new() -> Self {
        Self { found: RwSignal::new(None), busy: RwSignal::new(false), turn: StoredValue::new(0) }
    }

    /// Waits for an answer; `question` gets what says whether it is still wanted. A failure is shown; the last answer stays.
    pub fn ask<F>(self, workbench: Workbench, question: impl FnOnce(Wanted) -> F)
    where
        F: Future<Output = Result<T, String>> + 'static,
    {
        let wanted = Wanted { turn: self.turn.get_value().wrapping_add(1), latest: self.turn };
        self.turn.set_value(wanted.turn);
        self.busy.set(true);
        let answer = question(wanted);
        leptos::task::spawn_local(async move {
            let answer = answer.await;
            // Something newer was asked, or the component is gone.
            if !wanted.still() {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(found) => self.found.set(Some(Arc::new(found))),
                Err(why) => workbench.fail(format!("{why}. The design is as it was.")),
            }
        });
    }

    /// Asks anew whenever what `job` reads has changed, as long as the component is there. Without a job there is nothing
    /// to know, and nothing is asked.
    pub fn keep(self, workbench: Workbench, job: impl Fn() -> Option<Job> + 'static) {
        Effect::new(move |_| {
            let Some(job) = job() else { return self.forget() };
            self.ask(workbench, |_| async move { engine::ask(&job).await });
        });
    }

    /// Forgets the answer, and those that are still to come.
    pub fn forget(self) {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        self.busy.set(false);
        self.found.set(None);
    }

    /// Has the engine do a job anew, after a pause, whenever what `job` reads has changed while the tab is open.
    pub fn follow(self, workbench: Workbench, page: Page, tab: Tab, job: impl Fn() -> Option<Job> + 'static) {
        let answer = |job: Job, _| async move { engine::ask(&job).await };
        self.follow_with(workbench, page, tab, job, answer);
    }

    /// The same with a question that is not one job: `answer` gets what `question` gave, and what says whether the answer
    /// is still wanted.
    pub fn follow_with<Q, F>(
        self,
        workbench: Workbench,
        page: Page,
        tab: Tab,
        question: impl Fn() -> Option<Q> + 'static,
        answer: impl Fn(Q, Wanted) -> F + Copy + 'static,
    ) where
        Q: Clone + 'static,
        F: Future<Output = Result<T, String>> + 'static,
    {
        let waiting = StoredValue::new(None::<TimeoutHandle>);
        Effect::new(move |_| {
            if let Some(handle) = waiting.get_value() {
                handle.clear();
            }
            if page.tab.get() != tab {
                return;
            }
            let Some(question) = question() else { return self.forget() };
            let again = move || self.ask(workbench, |wanted| answer(question.clone(), wanted));
            waiting.set_value(set_timeout_with_handle(again, PAUSE).ok());
        });
    }
}

/// Says whether an answer is still waited for.
#[derive(Clone, Copy)]
pub struct Wanted {
    turn: u32,
    latest: StoredValue<u32>,
}

impl Wanted {
    pub fn still(self) -> bool {
        self.latest.try_get_value() == Some(self.turn)
    }
}
