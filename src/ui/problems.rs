//! Problems of the design: found anew by the engine after each edit, shown at their tables and in the dock.

use super::state::Workbench;
use crate::lint::switched_off;
use crate::schema::{Change, Id, Object, Severity};
use crate::web::engine;
use crate::web::problem::{Problem, Request, Safety};
use crate::web::worker::Job;
use leptos::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// Edits that follow each other this closely are checked together.
const PAUSE: Duration = Duration::from_millis(500);

/// Handles to what was found last; cheap to copy into every closure.
#[derive(Clone, Copy)]
pub struct Problems {
    pub found: RwSignal<Arc<Vec<Problem>>>,
    /// The worst problem of each table and how many it has, from warnings on.
    pub by_table: Memo<HashMap<Id, (Severity, usize)>>,
}

impl Problems {
    pub fn new() -> Self {
        let found = RwSignal::new(Arc::<Vec<Problem>>::default());
        let by_table = Memo::new(move |_| {
            let mut tables: HashMap<Id, (Severity, usize)> = HashMap::new();
            for problem in found.get().iter().filter(|problem| problem.severity >= Severity::Warning) {
                let Some(table) = problem.table else { continue };
                let (worst, count) = tables.entry(table).or_insert((problem.severity, 0));
                *worst = problem.severity.max(*worst);
                *count += 1;
            }
            tables
        });
        Self { found, by_table }
    }

    /// Checks after each edit, when there was a pause.
    pub fn follow(self, workbench: Workbench) {
        let waiting = StoredValue::new(None::<TimeoutHandle>);
        let turn = StoredValue::new(0_u32);
        Effect::new(move |_| {
            let project = workbench.design.get();
            turn.update_value(|turn| *turn = turn.wrapping_add(1));
            if let Some(handle) = waiting.get_value() {
                handle.clear();
            }
            if project.schema.tables.is_empty() {
                return self.found.set(Arc::default());
            }
            let mine = turn.get_value();
            let check = move || {
                leptos::task::spawn_local(async move {
                    let request = Request { schema: project.schema.clone(), dialect: project.dialect };
                    let answer = engine::ask::<Vec<Problem>>(&Job::Check(Box::new(request))).await;
                    // What belongs to a schema that is there no more is worth nothing; an engine that fails is told to
                    // whoever asks it for something.
                    if let Ok(found) = answer
                        && turn.get_value() == mine
                    {
                        self.found.set(Arc::new(found));
                    }
                });
            };
            waiting.set_value(set_timeout_with_handle(check, PAUSE).ok());
        });
    }

    /// Applies a problem's fix, as one step that can be undone.
    pub fn fix(self, workbench: Workbench, problem: &Problem) {
        if let Some(fix) = &problem.fix {
            let _ = workbench.apply(&format!("{}: {}", problem.element, fix.title), &fix.changes);
        }
    }

    /// Lets a problem be: its element's comment says so from now on, in the design, its DDL and every later check.
    pub fn ignore(self, workbench: Workbench, problem: &Problem) {
        let subject = workbench.project.with_untracked(|project| project.schema.object(problem.subject));
        let table = || {
            let id = problem.table?;
            workbench.project.with_untracked(|project| project.schema.object(id))
        };
        let silent =
            |comment: &Option<String>| Some(switched_off(comment.as_deref().unwrap_or_default(), &problem.code));
        let object = match subject {
            Some(Object::Column(mut column)) => {
                column.comment = silent(&column.comment);
                Object::Column(column)
            }
            _ => {
                let Some(Object::Table(mut table)) = table() else { return };
                table.comment = silent(&table.comment);
                Object::Table(table)
            }
        };
        let _ = workbench.apply(&format!("{}: ignore {}", problem.element, problem.code), &[Change::Modify { object }]);
    }

    /// Applies all safe fixes that fit together, as one step that can be undone.
    pub fn fix_all_safe(self, workbench: Workbench) {
        let mut schema = workbench.project.with_untracked(|project| project.schema.clone());
        let (mut changes, mut count) = (Vec::<Change>::new(), 0);
        for problem in self.found.get_untracked().iter() {
            let Some(fix) = problem.fix.as_ref().filter(|fix| fix.safety == Safety::Safe) else { continue };
            // A fix that another one has made needless does not fit any more, and is left for the next check.
            if let Ok(next) = schema.applied(&fix.changes) {
                schema = next;
                changes.extend(fix.changes.iter().cloned());
                count += 1;
            }
        }
        if count > 0 && workbench.apply(&format!("Fix {count} problems"), &changes).is_ok() {
            workbench.say(format!("{count} fixes are applied. Ctrl+Z takes them back."));
        }
    }
}
