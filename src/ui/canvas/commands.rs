//! What the canvas does to the project. Every edit is one step that can be undone; refusals are shown as notices.

use super::editor::{Editing, Field};
use super::scene::Scene;
use crate::erd::Point;
use crate::project::edit::{self, Edit};
use crate::project::{self, Spot, relate};
use crate::schema::{Change, Id, Object};
use crate::web::clipboard;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, SvgElement};

/// A choice that only the user can make: several readings of a gesture.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    pub text: String,
    pub edits: Vec<Edit>,
}

impl Scene {
    /// Applies an edit. Tells whether it could be done.
    pub fn apply(&self, edit: &Edit) -> bool {
        self.workbench.apply_explained(&edit.label, &edit.changes, &edit.decisions).is_ok()
    }

    /// Opens the editor of a new table's name at a point of the diagram.
    pub fn draft_table(&self, at: Point) {
        let names: Vec<String> = self
            .workbench
            .project
            .with_untracked(|project| project.schema.tables.iter().map(|table| table.name.name.clone()).collect());
        let numbered = (2..).map(|n| format!("new_table_{n}"));
        let name = std::iter::once("new_table".to_owned()).chain(numbered).find(|name| !names.contains(name));
        self.edit(Editing { field: Field::NewTable(at), text: name.unwrap_or_default() });
    }

    /// Opens the editor of a new column below the others.
    pub fn draft_column(&self, table: Id) {
        self.workbench.select(Some(table));
        self.edit(Editing { field: Field::NewColumn(table), text: String::new() });
    }

    /// Opens the editor of a name.
    pub fn edit_name(&self, id: Id) {
        let object = self.workbench.project.with_untracked(|project| project.schema.object(id));
        match object {
            Some(Object::Table(table)) => {
                self.edit(Editing { field: Field::TableName(id), text: table.name.name });
            }
            Some(Object::Column(column)) => self.edit(Editing { field: Field::ColumnName(id), text: column.name }),
            _ => {}
        }
    }

    /// Opens the editor of a column's type.
    pub fn edit_type(&self, column: Id) {
        let object = self.workbench.project.with_untracked(|project| project.schema.object(column));
        if let Some(Object::Column(found)) = object {
            self.edit(Editing { field: Field::ColumnType(column), text: found.data_type.to_string() });
        }
    }

    fn edit(&self, editing: Editing) {
        self.close_up(&editing.field);
        self.editing.set(Some(editing));
    }

    /// Adds a table where the user asked for one, and selects it.
    pub fn add_table(&self, name: &str, at: Point) -> bool {
        let project = self.workbench.project.get_untracked();
        let edit = edit::add_table(&project.schema, name);
        let schema = match project.schema.applied(&edit.changes) {
            Ok(schema) => schema,
            Err(error) => {
                self.workbench.fail(format!("{}: {error}.", edit.label));
                return false;
            }
        };
        let Some(id) = schema.tables.last().map(|table| table.id) else { return false };
        let mut positions = self.positions();
        positions.insert(id, at);
        self.workbench.edit(&edit.label, |project| {
            project.schema = schema;
            project.positions = positions;
        });
        self.workbench.select(Some(id));
        self.focus_table(id);
        true
    }

    /// Adds a column and gives its id.
    pub fn add_column(&self, table: Id, text: &str) -> Option<Id> {
        let project = self.workbench.project.get_untracked();
        let edit = edit::add_column(&project.schema, project.schema.table_by_id(table)?, text, project.dialect);
        let id = edit.changes.iter().find_map(|change| match change {
            Change::Add { object, .. } => Some(object.id()),
            _ => None,
        });
        id.filter(|_| self.apply(&edit))
    }

    pub fn rename(&self, id: Id, to: &str) -> bool {
        let edit = self.workbench.project.with_untracked(|project| edit::rename(&project.schema, id, to));
        edit.is_none_or(|edit| self.apply(&edit))
    }

    /// Draws a relationship; asks when it can mean several things.
    pub fn relate(&self, from: Spot, to: Spot) {
        let project = self.workbench.project.get_untracked();
        match relate(&project.schema, from, to, project.options.naming) {
            Ok(edits) if edits.len() > 1 => {
                let text = "How do the rows of these tables belong together?".to_owned();
                self.choice.set(Some(Choice { text, edits }));
            }
            Ok(edits) => edits.iter().for_each(|edit| self.choose(edit)),
            Err(why) => self.workbench.fail(why),
        }
    }

    /// Does one reading of a gesture, and selects what came of it.
    pub fn choose(&self, edit: &Edit) {
        self.choice.set(None);
        if self.apply(edit) {
            self.workbench.say(format!("{}.", edit.effect));
            self.workbench.select(edit.decisions.first().map(|decision| decision.subject));
        }
    }

    /// Deletes what is selected; the page asks first where more would go with it.
    pub fn delete_selection(&self) {
        let ids = self.workbench.selection.get_untracked();
        self.workbench.drop_elements(&ids);
    }

    /// Edits the name of what is selected, or of the table with the focus.
    pub fn edit_selected(&self) {
        let selected = self.workbench.selection.with_untracked(|ids| ids.last().copied());
        if let Some(id) = selected.or(self.focus.get_untracked()) {
            self.edit_name(id);
        }
    }

    /// Adds the tables that are related to the selected ones to the selection.
    pub fn select_related(&self) {
        let selected = self.selected_tables().into_iter().collect();
        let related =
            self.workbench.project.with_untracked(|project| super::scene::neighbours(&project.schema, &selected));
        let tables = self.tables.get_untracked();
        let chosen = tables.iter().copied().filter(|id| selected.contains(id) || related.contains(id));
        self.workbench.selection.set(chosen.collect());
    }

    /// Selects the tables and relationships on the way between the two selected tables, and copies the query that
    /// joins them.
    pub fn show_path(&self) {
        let [from, to] = self.selected_tables()[..] else {
            return self
                .workbench
                .say("Select two tables first: the shortest way between them is shown, with its query.");
        };
        let project = self.workbench.project.get_untracked();
        let Some(path) = project::path(&project.schema, from, to, project.dialect) else {
            return self.workbench.fail("No relationships lead from the one table to the other.");
        };
        self.workbench.selection.set(path.tables.iter().chain(&path.keys).copied().collect());
        self.reveal_all(&path.tables);
        let (workbench, steps) = (self.workbench, path.keys.len());
        leptos::task::spawn_local(async move {
            let what = if steps == 1 { "1 relationship".to_owned() } else { format!("{steps} relationships") };
            match clipboard::copy(&path.query).await {
                Ok(()) => workbench.say(format!("{what} between them. The query that joins them is in the clipboard.")),
                Err(_) => workbench.say(format!("{what} between them: {}", path.query)),
            }
        });
    }

    /// Dims all but the neighbours of the selection: at one, two, three steps, then nothing any more.
    pub fn next_reach(&self) {
        if self.workbench.selection.with_untracked(Vec::is_empty) {
            self.reach.set(0);
            return self.workbench.say("Select a table first; then F dims all but its neighbours.");
        }
        self.reach.update(|steps| *steps = (*steps + 1) % 4);
        match self.reach.get_untracked() {
            0 => self.workbench.say("All tables are shown again."),
            1 => self.workbench.say("Neighbours of the selection. F again takes one step more."),
            steps => self.workbench.say(format!("Tables up to {steps} steps from the selection. F again goes on.")),
        }
    }

    pub fn toggle_map(&self) {
        self.map.update(|shown| *shown = !*shown);
    }

    pub fn select_all(&self) {
        self.workbench.selection.set(self.tables.get_untracked().to_vec());
    }

    /// What the history calls a move of these tables.
    pub fn move_label(&self, tables: &[Id]) -> String {
        let name = |id: Id| {
            let find = |project: &std::sync::Arc<crate::project::Project>| {
                project.schema.table_by_id(id).map(|table| table.name.to_string())
            };
            self.workbench.project.with_untracked(find).unwrap_or_default()
        };
        match tables {
            [id] => format!("Move {}", name(*id)),
            _ => format!("Move {} tables", tables.len()),
        }
    }

    /// Gives a table the keyboard in the next frame, when what was changed is drawn; a field or menu that has opened
    /// until then keeps it.
    pub fn focus_table(&self, id: Id) {
        self.focus.set(Some(id));
        let scene = *self;
        request_animation_frame(move || {
            let busy = scene.editing.with_untracked(Option::is_some) || scene.menu.with_untracked(Option::is_some);
            let found = document().query_selector(&format!(".erd [data-table][data-id='{}']", id.0)).ok().flatten();
            if let Some(element) = found.filter(|_| !busy).and_then(|element| element.dyn_into::<SvgElement>().ok()) {
                let options = web_sys::FocusOptions::new();
                options.set_prevent_scroll(true);
                let _ = element.focus_with_options(&options);
            }
        });
    }
}

/// Moves the focus among the elements below `root` that match, by `step` places; 0 goes to the first.
pub fn focus_html(root: &web_sys::Element, selector: &str, step: i32) {
    let Ok(found) = root.query_selector_all(selector) else { return };
    let items: Vec<HtmlElement> = (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect();
    let active = document().active_element();
    let at = items.iter().position(|item| active.as_ref().is_some_and(|active| active.is_same_node(Some(item))));
    let next = match (at, i32::try_from(items.len())) {
        (Some(at), Ok(count)) if step != 0 => (at as i32 + step).rem_euclid(count.max(1)) as usize,
        _ => 0,
    };
    if let Some(item) = items.get(next) {
        let _ = item.focus();
    }
}
