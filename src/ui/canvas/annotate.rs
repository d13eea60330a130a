//! Areas, notes and colours: what the canvas does to them. Every edit is one step that can be undone.

use super::scene::Scene;
use crate::erd::{Annotations, Note, Point, Rect, Size, Tint, area_rect, proposed};
use crate::schema::Id;
use leptos::prelude::*;

/// An area or a note, by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    Area(u32),
    Note(u32),
}

impl Mark {
    /// The value of `data-mark`.
    pub fn key(self) -> String {
        match self {
            Self::Area(id) => format!("area-{id}"),
            Self::Note(id) => format!("note-{id}"),
        }
    }

    pub fn of(key: &str) -> Option<Self> {
        match key.split_once('-')? {
            ("area", id) => id.parse().ok().map(Self::Area),
            ("note", id) => id.parse().ok().map(Self::Note),
            _ => None,
        }
    }
}

impl Scene {
    fn annotate(&self, label: &str, edit: impl FnOnce(&mut Annotations)) {
        self.workbench.edit(label, |project| edit(&mut project.annotations));
    }

    /// The ground of an area where it is drawn now.
    pub fn area_rect(&self, id: u32) -> Option<Rect> {
        let tables = self.annotations.with_untracked(|all| all.area(id).map(|area| area.tables.clone()))?;
        area_rect(tables.into_iter().filter_map(|table| self.rect(table)))
    }

    /// Puts the selected tables into a new area, and asks for its title.
    pub fn group_selection(&self) {
        let tables = self.selected_tables();
        if tables.is_empty() {
            return self.workbench.say("Select the tables of the area first, with a frame or with Shift and clicks.");
        }
        let mut made = 0;
        self.annotate("Group tables into an area", |all| made = all.group("Area", &tables));
        self.workbench.selection.set(Vec::new());
        self.marked.set(Some(Mark::Area(made)));
        let scene = *self;
        request_animation_frame(move || scene.write(Mark::Area(made)));
    }

    /// Takes the selected tables out of their areas.
    pub fn ungroup_selection(&self) {
        let tables = self.selected_tables();
        self.annotate("Take tables out of their area", |all| all.ungroup(&tables));
    }

    /// Puts the selected tables into an area that there is.
    pub fn add_to_area(&self, id: u32) {
        let tables = self.selected_tables();
        self.annotate("Put tables into an area", |all| {
            all.ungroup(
                &tables.iter().copied().filter(|t| all.area_of(*t).is_some_and(|a| a.id != id)).collect::<Vec<_>>(),
            );
            if let Some(area) = all.areas.iter_mut().find(|area| area.id == id) {
                area.tables
                    .extend(tables.iter().filter(|table| !area.tables.contains(table)).copied().collect::<Vec<_>>());
            }
        });
    }

    /// Adds an area for each cluster of tables that is in none yet, and arranges the diagram by areas.
    pub fn propose_areas(&self) {
        let project = self.workbench.project.get_untracked();
        let mut all = project.annotations.clone();
        let before = all.areas.len();
        for area in proposed(&project.schema).areas {
            let tables: Vec<Id> = area.tables.into_iter().filter(|table| all.area_of(*table).is_none()).collect();
            if tables.len() > 2 {
                all.group(&area.title, &tables);
            }
        }
        let count = all.areas.len() - before;
        if count == 0 {
            return self.workbench.say("No further tables belong together closely enough to make an area.");
        }
        let positions = self.layout_for(&all, &Default::default());
        self.workbench.edit("Propose areas", |project| {
            project.annotations = all;
            project.positions = positions;
        });
        self.workbench.say(match count {
            1 => "One area was added. Its title and colour can be changed.".to_owned(),
            _ => format!("{count} areas were added. Their titles and colours can be changed."),
        });
        let scene = *self;
        request_animation_frame(move || scene.fit());
    }

    /// Adds an empty note whose upper left corner is at a point, and opens it.
    pub fn add_note(&self, at: Point) {
        let mut made = 0;
        self.annotate("Add a note", |all| {
            made = all.fresh();
            let note = Note { id: made, at, size: crate::erd::NOTE_SIZE, tint: Tint::Yellow, text: String::new() };
            all.notes.push(note);
        });
        self.marked.set(Some(Mark::Note(made)));
        let scene = *self;
        request_animation_frame(move || scene.write(Mark::Note(made)));
    }

    /// Adds a note in the middle of what is seen.
    pub fn add_note_in_view(&self) {
        let middle = self.camera.get_untracked().to_diagram(self.middle());
        let half = Point::new(crate::erd::NOTE_SIZE.width / 2.0, crate::erd::NOTE_SIZE.height / 2.0);
        self.add_note(super::pointer::whole(middle - half));
    }

    /// Opens the text of a note, or the title of an area.
    pub fn write(&self, mark: Mark) {
        self.writing.set(Some(mark));
    }

    /// Keeps a text that was written.
    pub fn keep_text(&self, mark: Mark, text: &str) {
        match mark {
            Mark::Area(id) if !text.trim().is_empty() => self.annotate("Name an area", |all| {
                if let Some(area) = all.areas.iter_mut().find(|area| area.id == id) {
                    area.title = text.trim().to_owned();
                }
            }),
            Mark::Area(_) => {}
            Mark::Note(id) => self.annotate("Write a note", |all| {
                if let Some(note) = all.notes.iter_mut().find(|note| note.id == id) {
                    note.text = text.trim_end().to_owned();
                }
            }),
        }
    }

    /// Moves a note, or makes it larger or smaller.
    pub fn put_note(&self, moved: &Note) {
        let label = match self.annotations.with_untracked(|all| all.note(moved.id).map(|note| note.at == moved.at)) {
            Some(true) => "Resize a note",
            _ => "Move a note",
        };
        self.annotate(label, |all| {
            if let Some(note) = all.notes.iter_mut().find(|note| note.id == moved.id) {
                *note = moved.clone();
            }
        });
    }

    pub fn shift_note(&self, id: u32, by: Point) {
        if let Some(note) = self.annotations.with_untracked(|all| all.note(id).cloned()) {
            self.put_note(&Note { at: note.at + by, ..note });
        }
    }

    /// Removes a note, or an area without its tables.
    pub fn remove(&self, mark: Mark) {
        match mark {
            Mark::Area(id) => {
                self.annotate("Remove an area", |all| all.areas.retain(|area| area.id != id));
                self.workbench.say("The area is gone, its tables are still here.");
            }
            Mark::Note(id) => self.annotate("Delete a note", |all| all.notes.retain(|note| note.id != id)),
        }
        self.marked.set(None);
    }

    /// Gives an area or a note a colour.
    pub fn tint(&self, mark: Mark, tint: Tint) {
        self.annotate("Change a colour", |all| match mark {
            Mark::Area(id) => all.areas.iter_mut().filter(|area| area.id == id).for_each(|area| area.tint = tint),
            Mark::Note(id) => all.notes.iter_mut().filter(|note| note.id == id).for_each(|note| note.tint = tint),
        });
    }

    /// Gives the selected tables a colour, or none.
    pub fn paint_selection(&self, tint: Option<Tint>) {
        let tables = self.selected_tables();
        self.annotate("Colour tables", |all| all.paint(&tables, tint));
    }

    /// Says what a colour of tables stands for.
    pub fn explain(&self, tint: Tint, text: &str) {
        self.annotate("Explain a colour", |all| {
            match text.trim() {
                "" => all.legend.remove(&tint),
                text => all.legend.insert(tint, text.to_owned()),
            };
        });
    }

    /// Selects the tables of an area.
    pub fn select_area(&self, id: u32) {
        let tables = self.annotations.with_untracked(|all| all.area(id).map(|area| area.tables.clone()));
        self.workbench.selection.set(tables.unwrap_or_default());
        self.marked.set(Some(Mark::Area(id)));
    }

    /// Where the text of a mark is edited, in the diagram.
    pub fn text_rect(&self, mark: Mark) -> Option<Rect> {
        match mark {
            Mark::Area(id) => {
                let ground = self.area_rect(id)?;
                Some(Rect::new(
                    ground.origin + Point::new(12.0, 6.0),
                    Size::new((ground.size.width - 24.0).max(160.0), 28.0),
                ))
            }
            Mark::Note(id) => {
                self.annotations.with_untracked(|all| all.note(id).map(|note| Rect::new(note.at, note.size)))
            }
        }
    }
}
