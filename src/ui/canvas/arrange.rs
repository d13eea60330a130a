//! Putting several tables in order: in line, at equal distances, anew.

use super::scene::Scene;
use crate::erd::{self, Axis, Line, Point, Rect};
use crate::schema::Id;
use leptos::prelude::*;

impl Scene {
    /// Puts the selected tables on one line, as one step that can be undone.
    pub fn align(&self, line: Line) {
        self.rearrange("Align", |tables| erd::aligned(tables, line));
    }

    /// Makes the gaps between the selected tables equal, as one step that can be undone.
    pub fn distribute(&self, axis: Axis) {
        self.rearrange("Distribute", |tables| erd::distributed(tables, axis));
    }

    /// Finds new places for the selected tables; the others stay.
    pub fn arrange_selection(&self) {
        let selected = self.selected_tables();
        if selected.is_empty() {
            return self.workbench.say("Select the tables to arrange first, with a frame or with Shift and clicks.");
        }
        let mut kept = self.positions();
        kept.retain(|id, _| !selected.contains(id));
        let positions = self.annotations.with_untracked(|all| self.layout_for(all, &kept));
        self.glide();
        self.workbench.edit(&format!("Arrange {} tables", selected.len()), |project| project.positions = positions);
        let scene = *self;
        request_animation_frame(move || scene.fit_selection());
    }

    fn rearrange(&self, verb: &str, places: impl Fn(&[(Id, Rect)]) -> Vec<(Id, Point)>) {
        let tables: Vec<(Id, Rect)> =
            self.selected_tables().into_iter().filter_map(|id| Some((id, self.rect(id)?))).collect();
        if tables.len() < 2 {
            return self.workbench.say("Select two tables or more first, with a frame or with Shift and clicks.");
        }
        self.place(&places(&tables));
        self.commit_positions(&format!("{verb} {} tables", tables.len()));
    }
}
