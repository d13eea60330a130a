//! Answering a question of the engine.

use super::state::Workbench;
use crate::architect;
use leptos::prelude::GetUntracked;

/// Chooses an answer as one step that can be undone. What the answer chosen before had changed is taken back.
pub fn answer(workbench: Workbench, question: &str, place: usize) {
    let before = workbench.project.get_untracked();
    let now = before.answers.iter().find(|(id, _)| id == question).map_or(0, |(_, place)| *place);
    if now == place {
        return;
    }
    match architect::answer(&before, question, place) {
        Ok(after) => {
            let asked = after.questions.iter().find(|asked| asked.id == question);
            let label = asked.map_or_else(String::new, |asked| {
                let answer = asked.answers.get(place).map_or("", |answer| &answer.label);
                format!("Answer “{}” with “{answer}”", asked.text)
            });
            workbench.edit(&label, |project| *project = after);
        }
        Err(why) => workbench.fail(format!("Nothing was changed: {why}. Undo your edits of those tables first.")),
    }
}
