//! Everything that can be done from anywhere on the page, by name: for the palette and for the list of shortcuts.

use super::autosave::save_now;
use super::canvas::{Scene, Tool};
use super::messages;
use super::page::{Mode, Page, Tab, Theme};
use super::panels::{generate, project_file};
use super::share;
use super::shelf::Shelf;
use super::state::Workbench;
use crate::erd::{Arrangement, Axis, Density, Detail, Direction, Line};
use crate::project::Project;
use leptos::html::Input;
use leptos::prelude::*;

/// What commands act on; cheap to copy into every closure.
#[derive(Clone, Copy)]
pub struct Desk {
    pub workbench: Workbench,
    pub page: Page,
    pub scene: Scene,
    pub shelf: Shelf,
    /// The invisible field that opens files.
    pub file_input: NodeRef<Input>,
}

pub struct Command {
    pub name: &'static str,
    /// The keys that do the same, empty where there are none; several ways stand with commas between them.
    pub keys: &'static str,
    pub does: fn(Desk),
}

const fn command(name: &'static str, keys: &'static str, does: fn(Desk)) -> Command {
    Command { name, keys, does }
}

/// In the order of the list of shortcuts: what is needed most comes first.
pub const COMMANDS: &[Command] = &[
    command("Generate from the description", "Ctrl Enter", |desk| generate(desk.workbench, desk.page)),
    command("Find tables, columns and commands", "Ctrl K, /", |desk| desk.page.palette.set(true)),
    command("Undo", "Ctrl Z", |desk| desk.workbench.undo()),
    command("Redo", "Ctrl Shift Z, Ctrl Y", |desk| desk.workbench.redo()),
    command("Save now on this device", "Ctrl S", |desk| save_now(desk.shelf)),
    command("Open a file: project, SQL or description", "Ctrl O", open),
    command("Projects on this device", "", |desk| desk.shelf.shown.set(true)),
    command("New project", "", |desk| desk.shelf.begin_with(Project::default(), "")),
    command("Copy a link that holds the project", "", |desk| share::copy_link(desk.shelf)),
    command("Save to the file", "", |desk| share::save_file(desk.shelf, false)),
    command("Save to another file", "Ctrl Shift S", |desk| share::save_file(desk.shelf, true)),
    command("Open a project file to save back to it", "", |desk| share::open_file(desk.shelf)),
    command("Download the project", "", |desk| project_file(desk.workbench)),
    command("Add a table", "T", |desk| desk.scene.tool.set(Tool::Table)),
    command("Draw a relationship", "R", |desk| desk.scene.tool.set(Tool::Relation)),
    command("Write a note", "N", |desk| desk.scene.tool.set(Tool::Note)),
    command("Group the selected tables into an area", "Ctrl G", |desk| desk.scene.group_selection()),
    command("Take the selected tables out of their area", "Ctrl Shift G", |desk| desk.scene.ungroup_selection()),
    command("Propose areas for tables that belong together", "", |desk| desk.scene.propose_areas()),
    command("Edit the name of what is selected", "F2, Enter", |desk| desk.scene.edit_selected()),
    command("Delete what is selected", "Del", |desk| desk.scene.delete_selection()),
    command("Duplicate the selected tables", "Ctrl D", |desk| desk.scene.duplicate()),
    command("Select all tables", "Ctrl A", |desk| desk.scene.select_all()),
    command("Select the tables related to the selection", "Shift R", |desk| desk.scene.select_related()),
    command("Show the way between two selected tables, and copy its JOIN", "J", |desk| desk.scene.show_path()),
    command("Show the whole diagram", "Shift 1", |desk| desk.scene.fit()),
    command("Zoom to the selection", "Shift 2", |desk| desk.scene.fit_selection()),
    command("Show in full size", "Shift 0", |desk| desk.scene.zoom_to_life()),
    command("Zoom in", "+", |desk| desk.scene.zoom_by(1.25)),
    command("Zoom out", "-", |desk| desk.scene.zoom_by(0.8)),
    command("Focus on the neighbours of the selection: 1, 2, 3 steps, off", "F", |desk| desk.scene.next_reach()),
    command("Show or hide the overview map", "M", |desk| desk.scene.toggle_map()),
    command("Show all columns", "Shift 3", |desk| desk.scene.detail.set(Detail::All)),
    command("Show only key columns", "Shift 4", |desk| desk.scene.detail.set(Detail::Keys)),
    command("Show only table names", "Shift 5", |desk| desk.scene.detail.set(Detail::Names)),
    command("Arrange all tables", "", |desk| desk.scene.arrange()),
    command("Arrange the selected tables", "", |desk| desk.scene.arrange_selection()),
    command("Arrange from left to right", "", |desk| arrange(desk, |now| now.direction = Direction::Right)),
    command("Arrange from top to bottom", "", |desk| arrange(desk, |now| now.direction = Direction::Down)),
    command("Arrange densely", "", |desk| arrange(desk, |now| now.density = Density::Compact)),
    command("Arrange with normal space", "", |desk| arrange(desk, |now| now.density = Density::Normal)),
    command("Arrange with much space", "", |desk| arrange(desk, |now| now.density = Density::Airy)),
    command("Snap to other tables while dragging, or not", "", snapping),
    command("Align left", "", |desk| desk.scene.align(Line::Left)),
    command("Align centres", "", |desk| desk.scene.align(Line::Center)),
    command("Align right", "", |desk| desk.scene.align(Line::Right)),
    command("Align top", "", |desk| desk.scene.align(Line::Top)),
    command("Align middles", "", |desk| desk.scene.align(Line::Middle)),
    command("Align bottom", "", |desk| desk.scene.align(Line::Bottom)),
    command("Distribute horizontally", "", |desk| desk.scene.distribute(Axis::Horizontal)),
    command("Distribute vertically", "", |desk| desk.scene.distribute(Axis::Vertical)),
    command("Design: from a description to a schema", "", |desk| desk.page.open(Mode::Design)),
    command("Evolve: compare a database with the design", "", |desk| desk.page.open(Mode::Evolve)),
    command("Optimize: advice for a workload", "", |desk| show_in(desk, Mode::Optimize, Tab::Advice)),
    command("Normal forms: keys, dependencies, decomposition", "", |desk| {
        show_in(desk, Mode::Optimize, Tab::NormalForms)
    }),
    command("Privacy: sensitive data, duties, masked views", "", |desk| show_in(desk, Mode::Optimize, Tab::Privacy)),
    command("Prove: run the schema and its migration on a PostgreSQL in this page", "", |desk| {
        desk.page.open(Mode::Prove)
    }),
    command("Language model: settings, privacy, prompts, log", "", |desk| {
        if let Some(model) = desk.page.model.get_value() {
            model.configure();
        }
    }),
    command("Show the audit log", "", |desk| show(desk, Tab::Audit)),
    command("Show the DDL", "", |desk| show(desk, Tab::Ddl)),
    command("Show the documentation", "", |desk| show(desk, Tab::Documentation)),
    command("Show the decisions", "", |desk| show(desk, Tab::Decisions)),
    command("Show the problems", "", |desk| show(desk, Tab::Problems)),
    command("Show the history", "", |desk| show(desk, Tab::History)),
    command("Open or close the description", "", |desk| desk.page.left.open.update(|open| *open = !*open)),
    command("Open or close the inspector", "", |desk| desk.page.right.open.update(|open| *open = !*open)),
    command("Open or close the dock", "", |desk| desk.page.dock.open.update(|open| *open = !*open)),
    command("Show or hide the statements of the last change", "", |desk| desk.page.live.update(|on| *on = !*on)),
    command("Examples", "", |desk| desk.page.gallery.set(true)),
    command("Take the tour", "", |desk| desk.page.tour.set(Some(0))),
    command("Language: English", "", |_| messages::choose("en")),
    command("Sprache: Deutsch", "", |_| messages::choose("de")),
    command("Light colours", "", |desk| desk.page.theme.set(Theme::Light)),
    command("Dark colours", "", |desk| desk.page.theme.set(Theme::Dark)),
    command("Colours of the system", "", |desk| desk.page.theme.set(Theme::System)),
    command("Keyboard shortcuts", "?", |desk| desk.page.shortcuts.set(true)),
];

fn arrange(desk: Desk, change: fn(&mut Arrangement)) {
    let mut arrangement = desk.scene.annotations.with_untracked(|all| all.arrangement);
    change(&mut arrangement);
    desk.scene.arrange_as(arrangement);
}

fn snapping(desk: Desk) {
    desk.scene.snaps.update(|on| *on = !*on);
    desk.workbench.say(match desk.scene.snaps.get_untracked() {
        true => "Tables snap to others while they are dragged; Alt lets them go freely.",
        false => "Tables go freely while they are dragged.",
    });
}

fn open(desk: Desk) {
    if let Some(input) = desk.file_input.get_untracked() {
        input.click();
    }
}

fn show_in(desk: Desk, mode: Mode, tab: Tab) {
    desk.page.open(mode);
    desk.page.tab.set(tab);
}

fn show(desk: Desk, tab: Tab) {
    if !desk.page.mode.get_untracked().tabs().contains(&tab) {
        desk.page.mode.set(Mode::Design);
    }
    desk.page.tab.set(tab);
    desk.page.dock.open.set(true);
}
