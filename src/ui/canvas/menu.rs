//! The menu that a right click or the menu key opens.

use super::annotate::Mark;
use super::commands::focus_html;
use super::pointer;
use super::scene::Scene;
use super::swatches::{Painted, swatches};
use crate::erd::Point;
use crate::schema::{Change, Column, Id, Object};
use crate::ui::messages::{t, told};
use crate::ui::panels::edits;
use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// A menu that is open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Menu {
    /// In pixels from the canvas' corner.
    pub at: Point,
    /// The same place in the diagram.
    pub point: Point,
    /// The element that it is about; `None` for the empty canvas.
    pub on: Option<Id>,
    /// The area or note that it is about, if it is about one.
    pub mark: Option<Mark>,
}

/// More areas would make the menu longer than the canvas.
const MOST_AREAS: usize = 5;

/// A line of the menu.
struct Item {
    action: &'static str,
    label: String,
    /// For what can be switched on and off.
    checked: Option<bool>,
    does: Box<dyn Fn() + Send>,
}

fn item(action: &'static str, label: impl Into<String>, does: impl Fn() + Send + 'static) -> Item {
    Item { action, label: told(label.into()), checked: None, does: Box::new(does) }
}

fn toggle(action: &'static str, label: &str, checked: bool, does: impl Fn() + Send + 'static) -> Item {
    Item { action, label: told(label.into()), checked: Some(checked), does: Box::new(does) }
}

#[component]
pub fn ContextMenu(scene: Scene) -> AnyView {
    (move || scene.menu.get().map(|menu| list(scene, menu))).into_any()
}

impl Scene {
    /// Opens the menu of the selected element, or of the table with the focus, beside it.
    pub fn open_menu(&self) {
        let selected = self.workbench.selection.with_untracked(|ids| ids.last().copied());
        let on = selected.or(self.focus.get_untracked());
        let rect = on.and_then(|id| self.spot_of(id)).and_then(|spot| self.rect(spot.table)).unwrap_or_default();
        let point = Point::new(rect.left() + 24.0, rect.top() + 24.0);
        self.menu.set(Some(Menu { at: self.camera.get_untracked().to_screen(point), point, on, mark: None }));
    }
}

impl Scene {
    /// Opens the menu of an area or note beside it.
    pub fn open_mark_menu(&self, mark: Mark) {
        let rect = self.text_rect(mark).unwrap_or_default();
        let point = rect.origin + Point::new(24.0, 24.0);
        self.menu.set(Some(Menu {
            at: self.camera.get_untracked().to_screen(point),
            point,
            on: None,
            mark: Some(mark),
        }));
    }
}

fn list(scene: Scene, menu: Menu) -> AnyView {
    let root = NodeRef::<Div>::new();
    Effect::new(move || {
        if let Some(list) = root.get() {
            focus_html(&list, "button", 0);
        }
    });
    let close = move || {
        scene.menu.set(None);
        if let Some(table) = scene.focus.get_untracked() {
            scene.focus_table(table);
        }
    };
    let keys = move |event: KeyboardEvent| {
        event.stop_propagation();
        let step = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            "Escape" | "Tab" => {
                event.prevent_default();
                return close();
            }
            _ => return,
        };
        event.prevent_default();
        if let Some(list) = root.get_untracked() {
            focus_html(&list, "button", step);
        }
    };
    let line = move |item: Item| {
        let checked = item.checked.map(|on| if on { "true" } else { "false" });
        let role = if checked.is_some() { "menuitemcheckbox" } else { "menuitem" };
        let does = item.does;
        view! {
            <button
                type="button"
                role=role
                aria-checked=checked
                data-action=item.action
                tabindex="-1"
                on:click=move |_| {
                    close();
                    does();
                }
            >
                <span class="tick" aria-hidden="true">{item.checked.unwrap_or(false).then_some("✓")}</span>
                {item.label}
            </button>
        }
        .into_any()
    };
    let items = items(scene, menu);
    let is_table = menu.on.is_some_and(|id| scene.table(id).is_some());
    let painted = menu.mark.map(Painted::Mark).or(is_table.then_some(Painted::Tables));
    // Near the edges the list opens to the other side.
    let size = scene.viewport.get_untracked();
    let height = 32.0 * (items.len() + usize::from(painted.is_some())) as f64 + 16.0;
    let x = menu.at.x.min(size.width - 220.0).max(4.0);
    let y = menu.at.y.min(size.height - height).max(4.0);
    view! {
        <div
            class="context-menu"
            role="menu"
            aria-label=t("Actions")
            node_ref=root
            style=format!("left:{x}px;top:{y}px")
            on:keydown=keys
            on:contextmenu=move |event| event.prevent_default()
        >
            {items.into_iter().map(line).collect_view()}
            {painted.map(|painted| swatches(scene, painted, close))}
        </div>
    }
    .into_any()
}

fn items(scene: Scene, menu: Menu) -> Vec<Item> {
    match menu.mark {
        Some(mark @ Mark::Area(id)) => {
            return vec![
                item("rename", "Rename the area", move || scene.write(mark)),
                item("select-area", "Select its tables", move || scene.select_area(id)),
                item("delete", "Remove the area, keep its tables", move || scene.remove(mark)),
            ];
        }
        Some(mark @ Mark::Note(_)) => {
            return vec![
                item("rename", "Write", move || scene.write(mark)),
                item("delete", "Delete the note", move || scene.remove(mark)),
            ];
        }
        None => {}
    }
    let project = scene.workbench.project.get_untracked();
    let object = menu.on.and_then(|id| project.schema.object(id));
    let count = scene.workbench.selection.with_untracked(|ids| ids.len());
    let delete = match count {
        0 | 1 => "Delete".to_owned(),
        count => format!("Delete {count} elements"),
    };
    let delete = item("delete", delete, move || scene.delete_selection());
    match object {
        Some(Object::Table(table)) => {
            let id = table.id;
            let mut items = vec![
                item("rename", "Rename", move || scene.edit_name(id)),
                item("add-column", "Add column", move || scene.draft_column(id)),
                item("duplicate", "Duplicate", move || scene.duplicate()),
                item("select-related", "Select related tables", move || scene.select_related()),
                item("focus", "Dim all but the neighbours", move || scene.next_reach()),
                item("group", "Group into a new area", move || scene.group_selection()),
            ];
            let inside = scene.annotations.with_untracked(|all| all.area_of(id).map(|area| area.title.clone()));
            if let Some(title) = &inside {
                items.push(item("ungroup", format!("Take out of “{title}”"), move || scene.ungroup_selection()));
            }
            let others = scene.annotations.with_untracked(|all| all.areas.clone());
            let others = others.into_iter().filter(|area| !area.tables.contains(&id)).take(MOST_AREAS);
            items.extend(others.map(|area| {
                item("add-to-area", format!("Put into “{}”", area.title), move || scene.add_to_area(area.id))
            }));
            items.push(delete);
            items
        }
        Some(Object::Column(column)) => column_items(scene, column, delete),
        Some(_) => vec![delete],
        None => vec![
            item("add-table", "Add table here", move || scene.draft_table(pointer::whole(menu.point))),
            item("add-note", "Add note here", move || scene.add_note(pointer::whole(menu.point))),
            item("propose-areas", "Propose areas", move || scene.propose_areas()),
            item("select-all", "Select all", move || scene.select_all()),
            item("arrange-all", "Arrange all", move || scene.arrange()),
            item("fit-all", "Show everything", move || scene.fit()),
        ],
    }
}

fn column_items(scene: Scene, column: Column, delete: Item) -> Vec<Item> {
    let workbench = scene.workbench;
    let project = workbench.project.get_untracked();
    let Some(table) = project.schema.table_of(column.id).cloned() else { return vec![delete] };
    let (id, name) = (column.id, column.name.clone());
    let alone = [name.clone()];
    let (in_key, unique) = (table.in_primary_key(&name), table.is_unique(&alone));
    let sole_key = table.key_columns() == alone;
    let mut items = vec![
        item("rename", "Rename", move || scene.edit_name(id)),
        item("change-type", "Change type", move || scene.edit_type(id)),
    ];
    let schema = project.schema.clone();
    let label = match in_key {
        true => format!("Take {name} out of the primary key"),
        false => format!("Take {name} into the primary key"),
    };
    items.push(toggle("primary-key", "Primary key", in_key, move || {
        let changes = edits::set_in_primary_key(&schema, id, !in_key, workbench.fresh_id());
        let _ = workbench.apply(&label, &changes);
    }));
    if !in_key {
        let label = format!("Make {name} {}", if column.nullable { "required" } else { "optional" });
        let required = !column.nullable;
        items.push(toggle("not-null", "Required (NOT NULL)", required, move || {
            let object = Object::Column(Column { nullable: required, ..column.clone() });
            let _ = workbench.apply(&label, &[Change::Modify { object }]);
        }));
    }
    if !sole_key {
        let label = format!("Make {name} {}", if unique { "not unique" } else { "unique" });
        let (schema, table) = (project.schema.clone(), table.clone());
        items.push(toggle("unique", "Unique", unique, move || {
            let changes = edits::set_unique(&schema, &table, &alone, !unique, workbench.fresh_id());
            let _ = workbench.apply(&label, &changes);
        }));
    }
    let below = table.id;
    items.push(item("add-column", "Add column", move || scene.draft_column(below)));
    items.push(delete);
    items
}

/// Whether an event comes from a field in which text is typed.
pub fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    target.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}
