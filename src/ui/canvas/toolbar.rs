//! The bar at the bottom of the canvas.

use super::scene::{Scene, Tool};
use crate::erd::Detail;
use crate::ui::messages::t;
use leptos::prelude::*;

#[component]
pub fn Toolbar(scene: Scene) -> AnyView {
    let tool = move |which: Tool, action: &'static str, label: &'static str, hint: &'static str| {
        let pressed = move || if scene.tool.get() == which { "true" } else { "false" };
        view! {
            <button type="button" data-action=action title=t(hint) aria-pressed=pressed on:click=move |_| scene.tool.set(which)>
                {t(label)}
            </button>
        }
    };
    let percent = move || format!("{:.0} %", scene.camera.get().zoom * 100.0);
    let detail = move || match scene.detail.get() {
        Detail::All => "All columns",
        Detail::Keys => "Keys",
        Detail::Names => "Names",
    };
    let next_detail = move |_| {
        let now = Detail::ALL.iter().position(|detail| *detail == scene.detail.get_untracked()).unwrap_or(0);
        scene.detail.set(Detail::ALL[(now + 1) % Detail::ALL.len()]);
    };
    let empty = move || scene.tables.with(|tables| tables.is_empty());
    let hint = move || match scene.tool.get() {
        Tool::Select => None,
        Tool::Table => Some("Click where the table goes, or press Enter for the middle"),
        Tool::Note => Some("Click where the note goes, or press Enter for the middle"),
        Tool::Relation => Some("Drag from a table or column to another, or press Enter on one and then on the other"),
    };
    view! {
        <div class="hint" role="status">{move || hint().map(|text| view! { <p>{t(text)} <kbd class="kbd">{t("Esc")}</kbd></p> })}</div>
        <div class="tools" role="toolbar" aria-label=t("Diagram")>
            {tool(Tool::Select, "select", "Select", "Select and move (V)")}
            {tool(Tool::Table, "table", "Table", "Add a table: click where it goes (T)")}
            {tool(Tool::Relation, "relation", "Relation", "Draw a relationship from a table or column to another (R)")}
            {tool(Tool::Note, "note", "Note", "Write a note on the diagram (N)")}
            <i></i>
            <button type="button" data-action="arrange" title=t("Arrange all tables anew") disabled=empty on:click=move |_| scene.arrange()>
                {t("Arrange")}
            </button>
            <button type="button" data-action="fit" title=t("Show the whole diagram (Shift+1)") on:click=move |_| scene.fit()>
                {t("Fit")}
            </button>
            <button type="button" data-action="detail" title=t("How much of each table is shown: all columns, keys, names (Shift+3, 4, 5)")
                disabled=empty on:click=next_detail>
                {move || t(detail())}
            </button>
            <i></i>
            <button type="button" data-action="zoom-out" title=t("Zoom out (−)") aria-label=t("Zoom out") on:click=move |_| scene.zoom_by(0.8)>
                "−"
            </button>
            <button type="button" data-action="zoom-100" class="zoom" title=t("Show in full size (Shift+0)") on:click=move |_| scene.zoom_to_life()>
                {percent}
            </button>
            <button type="button" data-action="zoom-in" title=t("Zoom in (+)") aria-label=t("Zoom in") on:click=move |_| scene.zoom_by(1.25)>
                "+"
            </button>
        </div>
    }
    .into_any()
}
