//! Undo and redo: a project is a plain value, so a step back is the value before.

use super::Project;
use std::sync::Arc;

/// Past and future of a project, each step with its label.
#[derive(Debug, Clone, Default)]
pub struct History {
    past: Vec<(String, Arc<Project>)>,
    future: Vec<(String, Arc<Project>)>,
}

impl History {
    /// Steps kept; the oldest go first.
    const LIMIT: usize = 500;

    /// Records the value before a step. What was undone before is gone then.
    pub fn record(&mut self, label: impl Into<String>, before: Arc<Project>) {
        self.future.clear();
        self.past.push((label.into(), before));
        if self.past.len() > Self::LIMIT {
            self.past.remove(0);
        }
    }

    /// The value before the last step; `now` becomes the next redo.
    pub fn undo(&mut self, now: Arc<Project>) -> Option<Arc<Project>> {
        let (label, before) = self.past.pop()?;
        self.future.push((label, now));
        Some(before)
    }

    /// The value after the step that was undone last.
    pub fn redo(&mut self, now: Arc<Project>) -> Option<Arc<Project>> {
        let (label, after) = self.future.pop()?;
        self.past.push((label, now));
        Some(after)
    }

    /// Labels of the steps taken, oldest first.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.past.iter().map(|(label, _)| label.as_str())
    }

    /// Labels of the steps that were undone, the next one to redo first.
    pub fn undone(&self) -> impl Iterator<Item = &str> {
        self.future.iter().rev().map(|(label, _)| label.as_str())
    }

    /// What undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.past.last().map(|(label, _)| label.as_str())
    }

    /// What redo would bring again.
    pub fn redo_label(&self) -> Option<&str> {
        self.future.last().map(|(label, _)| label.as_str())
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
        history.record("first", named("a"));
        history.record("second", named("b"));
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
        history.record("first", named("a"));
        history.undo(named("b"));
        history.record("other", named("a"));
        assert_eq!(history.redo_label(), None);
        assert_eq!(history.undo_label(), Some("other"));
    }

    #[test]
    fn the_oldest_steps_go_first() {
        let mut history = History::default();
        (0..=History::LIMIT).for_each(|step| history.record(step.to_string(), named("a")));
        assert_eq!(history.labels().count(), History::LIMIT);
        assert_eq!(history.labels().next(), Some("1"));
    }
}
