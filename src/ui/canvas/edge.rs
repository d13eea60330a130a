//! One relationship of the diagram.

use super::scene::{Level, Scene};
use crate::erd::{self, End};
use crate::schema::{Id, Schema};
use leptos::prelude::*;

#[component]
pub fn EdgeView(scene: Scene, id: Id) -> AnyView {
    let Some(edge) = scene.edge(id) else { return ().into_any() };
    let workbench = scene.workbench;
    let names = Memo::new(move |_| workbench.design.with(|project| names(&project.schema, id)));
    let state = Memo::new(move |_| scene.lit().with(|lit| lit.edge(id)));
    let line = {
        let edge = edge.clone();
        Memo::new(move |_| edge.with(|edge| edge.path()))
    };
    let tables = {
        let edge = edge.clone();
        Memo::new(move |_| edge.with(|edge| (edge.child.table, edge.parent.table)))
    };
    let became = move || {
        let of = |outlook: &crate::refine::Outlook| match () {
            () if outlook.added.contains(&id) => " was-added",
            () if outlook.dropped.contains(&id) => " was-removed",
            () => "",
        };
        workbench.outlook.with(|outlook| outlook.as_deref().map_or("", of))
    };
    let dimmed = move || {
        let (child, parent) = tables.get();
        if scene.is_dimmed(child) || scene.is_dimmed(parent) { " dimmed" } else { "" }
    };
    // From afar the symbols at the ends would be specks.
    let near = move || scene.level() == Level::Everything;
    let ends = move || near().then(|| edge.with(|edge| [&edge.child, &edge.parent].map(end).collect_view()));
    view! {
        <g
            class=move || format!("edge{}{}{}", state.get(), dimmed(), became())
            data-edge=move || names.with(|names| names.0.clone())
            data-id=id.0
            role="img"
            aria-label=move || names.with(|names| names.1.clone())
        >
            <title>{move || names.with(|names| names.1.clone())}</title>
            <path class="hit" d=line/>
            <path class="line" d=line/>
            {ends}
        </g>
    }
    .into_any()
}

/// Crow's foot, bars and ring.
fn end(end: &End) -> AnyView {
    let symbol = erd::symbol(end);
    let ring = symbol.ring.map(|at| view! { <circle class="ring" cx=at.x cy=at.y r=erd::RING/> });
    view! { <path class="line" d=symbol.path/> {ring} }.into_any()
}

/// `orders.user_id->users`, and the relationship in a sentence.
fn names(schema: &Schema, id: Id) -> (String, String) {
    let found = schema.tables.iter().find_map(|t| Some((t, t.foreign_keys.iter().find(|key| key.id == id)?)));
    let Some((table, key)) = found else { return Default::default() };
    let name = format!("{}.{}->{}", table.name, key.columns.join(","), key.references.table);
    (name, erd::sentence(schema, key))
}
