//! Undo and redo: a project is a plain value, so a step back is the value before.

use super::Project;
use std::sync::Arc;

/// One step: what it was called, when it was taken, and the value on its other side.
#[derive(Debug, Clone)]
pub struct Step {
    pub label: String,
    /// Milliseconds since 1970, 0 where that is not known.
    pub at: f64,
    pub project: Arc<Project>,
    /// No two steps of a history have the same.
    pub serial: u64,
}

/// Past and future of a project, each step with its label.
#[derive(Debug, Clone, Default)]
pub struct History {
    past: Vec<Step>,
    future: Vec<Step>,
    serial: u64,
}

impl History {
    /// Steps kept; the oldest go first.
    const LIMIT: usize = 500;

    /// A history that was kept elsewhere; steps without a value of their own come in neither list.
    pub fn of(past: Vec<Step>, future: Vec<Step>) -> Self {
        let serial = past.iter().chain(&future).map(|step| step.serial).max().unwrap_or(0);
        Self { past, future, serial }
    }

    fn step(&mut self, label: String, at: f64, project: Arc<Project>) -> Step {
        // Later visits go on with later numbers, whatever this one knows of the earlier.
        self.serial = (self.serial + 1).max(at.max(0.0) as u64);
        Step { label, at, project, serial: self.serial }
    }

    /// Puts steps before all others, as when those of an earlier visit arrive.
    pub fn put_before(&mut self, mut earlier: Vec<Step>) {
        earlier.append(&mut self.past);
        self.past = earlier;
    }

    /// Records the value before a step. What was undone before is gone then.
    pub fn record(&mut self, label: impl Into<String>, at: f64, before: Arc<Project>) {
        self.future.clear();
        let step = self.step(label.into(), at, before);
        self.past.push(step);
        if self.past.len() > Self::LIMIT {
            self.past.remove(0);
        }
    }

    /// The value before the last step; `now` becomes the next redo.
    pub fn undo(&mut self, now: Arc<Project>) -> Option<Arc<Project>> {
        let Step { label, at, project, .. } = self.past.pop()?;
        let step = self.step(label, at, now);
        self.future.push(step);
        Some(project)
    }

    /// The value after the step that was undone last.
    pub fn redo(&mut self, now: Arc<Project>) -> Option<Arc<Project>> {
        let Step { label, at, project, .. } = self.future.pop()?;
        let step = self.step(label, at, now);
        self.past.push(step);
        Some(project)
    }

    /// Steps taken, oldest first.
    pub fn past(&self) -> &[Step] {
        &self.past
    }

    /// Steps undone, the next one to redo last.
    pub fn future(&self) -> &[Step] {
        &self.future
    }

    /// Labels of the steps taken, oldest first.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.past.iter().map(|step| step.label.as_str())
    }

    /// Labels of the steps that were undone, the next one to redo first.
    pub fn undone(&self) -> impl Iterator<Item = &str> {
        self.future.iter().rev().map(|step| step.label.as_str())
    }

    /// What undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.past.last().map(|step| step.label.as_str())
    }

    /// What redo would bring again.
    pub fn redo_label(&self) -> Option<&str> {
        self.future.last().map(|step| step.label.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Arc<Project> {
        Arc::new(Project { name: name.to_owned(), ..Project::default() })
    }

    #[test]
    fn steps_go_back_and_forth() {
        let mut history = History::default();
        history.record("first", 0.0, named("a"));
        history.record("second", 0.0, named("b"));
        assert_eq!(history.undo_label(), Some("second"));
        let b = history.undo(named("c"));
        assert_eq!(b, Some(named("b")));
        let a = history.undo(named("b"));
        assert_eq!(a, Some(named("a")));
        assert_eq!(history.undo(named("a")), None);
        assert_eq!(history.redo_label(), Some("first"));
        assert_eq!(history.redo(named("a")), Some(named("b")));
        assert_eq!(history.redo(named("b")), Some(named("c")));
        assert_eq!(history.redo(named("c")), None);
        assert_eq!(history.labels().collect::<Vec<_>>(), ["first", "second"]);
    }

    #[test]
    fn a_new_step_ends_what_was_undone() {
        let mut history = History::default();
        history.record("first", 0.0, named("a"));
        history.undo(named("b"));
        history.record("other", 0.0, named("a"));
        assert_eq!(history.redo_label(), None);
        assert_eq!(history.undo_label(), Some("other"));
    }

    #[test]
    fn steps_that_were_kept_go_on() {
        let mut history = History::default();
        history.record("first", 1.0, named("a"));
        history.record("second", 2.0, named("b"));
        history.undo(named("c"));
        let mut kept = History::of(history.past().to_vec(), history.future().to_vec());
        assert_eq!((kept.undo_label(), kept.redo_label()), (Some("first"), Some("second")));
        let serials: Vec<u64> = kept.past().iter().chain(kept.future()).map(|step| step.serial).collect();
        assert_eq!(kept.redo(named("b")), Some(named("c")));
        assert!(kept.past().iter().all(|step| step.at > 0.0));
        assert!(!serials.contains(&kept.past()[1].serial));
    }

    #[test]
    fn the_oldest_steps_go_first() {
        let mut history = History::default();
        (0..=History::LIMIT).for_each(|step| history.record(step.to_string(), 0.0, named("a")));
        assert_eq!(history.labels().count(), History::LIMIT);
        assert_eq!(history.labels().next(), Some("1"));
    }
}
