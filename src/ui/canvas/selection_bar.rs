//! The bar for several selected tables: in line, at equal distances, copied, deleted.

use super::scene::Scene;
use crate::erd::{Axis, Line};
use crate::ui::messages::t;
use crate::ui::widgets::{Icon, icon};
use leptos::prelude::*;

#[component]
pub fn SelectionBar(scene: Scene) -> AnyView {
    let count = Memo::new(move |_| {
        scene.workbench.selection.track();
        scene.selected_tables().len()
    });
    let align = move |line: Line, picture: Icon, action: &'static str, label: &'static str| {
        button(picture, action, label, move || scene.align(line))
    };
    let distribute = move |axis: Axis, picture: Icon, action: &'static str, label: &'static str| {
        button(picture, action, label, move || scene.distribute(axis))
    };
    view! {
        <Show when=move || { count.get() > 1 }>
            <div class="tools selection-bar" role="toolbar" aria-label=t("Selected tables")>
                <span class="stat"><b>{count}</b>{t(" tables")}</span>
                <i></i>
                {align(Line::Left, Icon::AlignLeft, "align-left", "Align left")}
                {align(Line::Center, Icon::AlignCenter, "align-center", "Align centres")}
                {align(Line::Right, Icon::AlignRight, "align-right", "Align right")}
                {align(Line::Top, Icon::AlignTop, "align-top", "Align top")}
                {align(Line::Middle, Icon::AlignMiddle, "align-middle", "Align middles")}
                {align(Line::Bottom, Icon::AlignBottom, "align-bottom", "Align bottom")}
                {distribute(Axis::Horizontal, Icon::SpreadAcross, "distribute-across", "Distribute horizontally")}
                {distribute(Axis::Vertical, Icon::SpreadDown, "distribute-down", "Distribute vertically")}
                <i></i>
                {button(Icon::Area, "group", "Group into an area (Ctrl+G)", move || scene.group_selection())}
                {button(Icon::Copy, "duplicate", "Duplicate (Ctrl+D)", move || scene.duplicate())}
                {button(Icon::Bin, "delete-selected", "Delete (Del)", move || scene.delete_selection())}
            </div>
        </Show>
    }
    .into_any()
}

fn button(picture: Icon, action: &'static str, label: &'static str, does: impl Fn() + Send + 'static) -> AnyView {
    view! {
        <button type="button" data-action=action title=t(label) aria-label=t(label) on:click=move |_| does()>{icon(picture)}</button>
    }
    .into_any()
}
