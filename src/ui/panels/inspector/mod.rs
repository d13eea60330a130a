//! The right panel: what is selected, how it can be changed, and why it is so.

mod column;
pub mod edits;
mod fields;
mod overview;
mod part;
mod reasons;
mod relationship;
mod statements;
mod table;

use crate::schema::{Id, Object, Schema};
use crate::ui::messages::t;
use crate::ui::page::Page;
use crate::ui::state::Workbench;
use crate::ui::widgets::{Edge, Icon, icon, splitter};
use leptos::prelude::*;

/// Which inspector an element gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Overview,
    Table,
    Column,
    Relationship,
    Part,
}

fn kind(schema: &Schema, id: Id) -> Kind {
    match schema.object(id) {
        Some(Object::Table(_)) => Kind::Table,
        Some(Object::Column(_)) => Kind::Column,
        Some(Object::ForeignKey(_)) => Kind::Relationship,
        Some(_) => Kind::Part,
        None => Kind::Overview,
    }
}

#[component]
pub fn Inspector() -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    let page = expect_context::<Page>();
    let selected = Memo::new(move |_| {
        let id = workbench.selection.with(|ids| ids.last().copied());
        let kind = id.map(|id| workbench.project.with(|project| kind(&project.schema, id)));
        id.zip(kind).filter(|(_, kind)| *kind != Kind::Overview)
    });
    let content = move || match selected.get() {
        Some((id, Kind::Table)) => table::inspector(workbench, id),
        Some((id, Kind::Column)) => column::inspector(workbench, id),
        Some((id, Kind::Relationship)) => relationship::inspector(workbench, id),
        Some((id, _)) => part::inspector(workbench, id),
        None => overview::inspector(workbench),
    };
    let open = move || page.right.open.get();
    view! {
        <aside class="side right" class:closed=move || !open() aria-label=t("Inspector")>
            {splitter(page.right, Edge::Left, "Width of the inspector", (240.0, 560.0))}
            <Show when=open fallback=move || closed(page)>
                <div class="side-scroll"><div class="inspector">{content}</div></div>
            </Show>
        </aside>
    }
}

fn closed(page: Page) -> AnyView {
    view! {
        <button class="btn square small plain" title=t("Open the inspector") aria-label=t("Open the inspector")
            on:click=move |_| page.right.open.set(true)>{icon(Icon::PanelRight)}</button>
    }
    .into_any()
}

/// The title line: kind of element, how many more are selected, the way out.
fn title(workbench: Workbench, kind: &'static str) -> AnyView {
    let more = move || {
        let count = workbench.selection.with(Vec::len);
        (count > 1).then(|| view! { <span class="quiet">{t("last of ")}{count}{t(" selected")}</span> })
    };
    view! {
        <div class="row">
            <h2>{t(kind)}</h2>
            {more}
            <span class="grow"></span>
            <button class="kbd" title=t("Select nothing") on:click=move |_| workbench.select(None)>{t("Esc")}</button>
        </div>
    }
    .into_any()
}

/// The button that drops an element.
fn drop_button(workbench: Workbench, id: Id, label: &'static str) -> AnyView {
    view! {
        <button class="btn small plain drop" on:click=move |_| workbench.drop_elements(&[id])>
            {icon(Icon::Bin)}{t(label)}<span class="kbd">{t("Del")}</span>
        </button>
    }
    .into_any()
}

/// A name in the form of code that selects its element.
fn select_link(workbench: Workbench, id: Id, text: String) -> AnyView {
    view! {
        <button class="code-link" on:click=move |_| workbench.select(Some(id))
            on:pointerenter=move |_| workbench.hovered.set(Some(id))
            on:pointerleave=move |_| workbench.hovered.set(None)>{text}</button>
    }
    .into_any()
}
