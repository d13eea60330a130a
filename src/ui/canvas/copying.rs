//! Copy, cut, paste and duplicate. Tables travel as SQL, so that they also go to other tabs and other programs.

use super::scene::Scene;
use crate::erd::Point;
use crate::project::{self, Edit, Kind, Project, edit, extract, is_sql, paste, recognize};
use crate::schema::{Change, ForeignKey, Id, Object, Schema, Table};
use crate::web::engine;
use crate::web::worker::Job;
use leptos::prelude::*;

/// How far a copy stands from its original.
const STEP: Point = Point::new(32.0, 32.0);

impl Scene {
    /// The selected tables as a project of their own, if any are selected, and what is said of keys that stay behind.
    pub fn copied(&self) -> Option<(Project, String)> {
        let tables = self.selected_tables();
        if tables.is_empty() {
            return None;
        }
        let project = self.workbench.project.get_untracked();
        let mut part = extract(&project.schema, &tables);
        // A script that refers to tables which it does not make would not run elsewhere.
        let outward = |table: &Table, key: &ForeignKey| {
            let inside = part.tables.iter().any(|other| other.name == key.references.table);
            (!inside).then(|| {
                format!("-- left out: {} ({}) refers to {}\n", table.name, key.columns.join(", "), key.references.table)
            })
        };
        let keys = part.tables.iter().flat_map(|table| table.foreign_keys.iter().map(move |key| (table, key)));
        let said: String = keys.filter_map(|(table, key)| outward(table, key)).collect();
        project::leave_out_unknown(&Schema::new(), &mut part);
        Some((Project { schema: part, dialect: project.dialect, ..Project::default() }, said))
    }

    /// Puts copies of the selected tables beside them and selects the copies.
    pub fn duplicate(&self) {
        let tables = self.selected_tables();
        let project = self.workbench.project.get_untracked();
        if !tables.is_empty() {
            let part = extract(&project.schema, &tables);
            let edit = paste(&project.schema, &part);
            let edit = Edit { label: edit.label.replacen("Paste", "Duplicate", 1), ..edit };
            let places = tables.iter().filter_map(|id| Some(self.rect(*id)?.origin + STEP)).collect::<Vec<_>>();
            self.add_pasted(&edit, &places);
        }
    }

    /// Adds what a text from the clipboard says: the tables of an SQL script, or, with a table selected, a column for
    /// each line (`name type`).
    pub fn paste_text(&self, text: String) {
        let scene = *self;
        if !is_sql(&text) {
            return self.paste_columns(&text);
        }
        leptos::task::spawn_local(async move {
            let found = match recognize("clipboard.sql", &text) {
                Kind::Sql(found) => found,
                _ => None,
            };
            let dialect = found.unwrap_or_else(|| scene.workbench.project.with_untracked(|project| project.dialect));
            match engine::ask::<Project>(&Job::Import { script: text, dialect }).await {
                Ok(read) if paste(&Schema::new(), &read.schema).changes.is_empty() => {
                    scene.workbench.fail(format!("The clipboard's SQL makes nothing in {dialect}."));
                }
                Ok(read) => scene.paste_schema(&read.schema),
                Err(why) => scene.workbench.fail(format!("The clipboard's SQL was not pasted. {why}.")),
            }
        });
    }

    fn paste_schema(&self, part: &Schema) {
        let edit = self.workbench.project.with_untracked(|project| paste(&project.schema, part));
        self.add_pasted(&edit, &[]);
    }

    /// Applies a paste; its first tables go to `places`, as far as there are any, and the layout places the others.
    fn add_pasted(&self, edit: &Edit, places: &[Point]) {
        let added: Vec<Id> = edit
            .changes
            .iter()
            .filter_map(|change| match change {
                Change::Add { object: Object::Table(table), .. } => Some(table.id),
                _ => None,
            })
            .collect();
        let schema = match self.workbench.project.with_untracked(|project| project.schema.applied(&edit.changes)) {
            Ok(schema) => schema,
            Err(error) => return self.workbench.fail(format!("{}: {error}.", edit.label)),
        };
        let mut positions = self.positions();
        positions.extend(added.iter().copied().zip(places.iter().copied()));
        self.workbench.edit(&edit.label, |project| {
            project.schema = schema;
            project.positions = positions;
        });
        self.workbench.selection.set(added.clone());
        self.workbench.say(format!("{}.", edit.effect));
        let scene = *self;
        request_animation_frame(move || {
            scene.raised.set(added.clone());
            scene.reveal_all(&added);
        });
    }

    fn paste_columns(&self, text: &str) {
        let lines: Vec<&str> = text
            .split(['\n', ';'])
            .map(|line| line.trim().trim_end_matches(','))
            .filter(|line| !line.is_empty())
            .collect();
        let project = self.workbench.project.get_untracked();
        let table = self.selected_tables().first().and_then(|id| project.schema.table_by_id(*id).cloned());
        let (Some(table), false) = (table, lines.is_empty()) else {
            return self.workbench.say(
                "Paste an SQL script to add its tables, or select a table and paste lines of “name type” to add columns.",
            );
        };
        let mut schema = project.schema.clone();
        let mut changes = Vec::new();
        for line in &lines {
            let edit = edit::add_column(&schema, &table, line, project.dialect);
            match schema.applied(&edit.changes) {
                Ok(next) => schema = next,
                Err(error) => return self.workbench.fail(format!("Nothing was pasted into {}: {error}.", table.name)),
            }
            changes.extend(edit.changes);
        }
        let _ = self.workbench.apply(&format!("Paste {} columns into {}", lines.len(), table.name), &changes);
    }
}
