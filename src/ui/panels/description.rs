//! The text field of the description, with the words of the selected element lit up behind the text.

use super::generate::generate;
use super::marks::{Run, runs};
use crate::schema::Id;
use crate::ui::page::Page;
use crate::ui::state::Workbench;
use leptos::{ev, prelude::*};

const HINT: &str = "Describe the system in your own words: what it keeps, what each thing has, and how things belong \
                    together.\n\nFor example:\n- Customers with name and email\n- Orders of a customer \
                    that contain several products with quantities";

#[component]
pub fn DescriptionField() -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    let page = expect_context::<Page>();
    let keys = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            generate(workbench, page);
        }
    };
    // The subject of the words under the pointer: the layer of marks lies right behind the text field.
    let under = move |event: &ev::MouseEvent| -> Option<Id> {
        let stack = document().elements_from_point(event.client_x() as f32, event.client_y() as f32);
        let ids = stack.iter().filter_map(|element| {
            let element: web_sys::Element = wasm_bindgen::JsCast::dyn_into(element).ok()?;
            element.get_attribute("data-subject")?.parse().ok().map(Id)
        });
        let known = |id: &Id| workbench.project.with_untracked(|project| project.schema.object(*id).is_some());
        ids.into_iter().find(known)
    };
    let hover = move |event: ev::PointerEvent| {
        let id = under(&event);
        if workbench.hovered.get_untracked() != id {
            workbench.hovered.set(id);
        }
    };
    let choose = move |event: ev::MouseEvent| {
        if let Some(id) = under(&event) {
            workbench.select(Some(id));
        }
    };
    view! {
        <div class="desc">
            <div class="desc-scroll">
                {marks(workbench, page)}
                <textarea class="desc-text" aria-labelledby="description-title" placeholder=HINT spellcheck="false"
                    prop:value=move || page.draft.get()
                    on:input=move |event| page.draft.set(event_target_value(&event))
                    on:keydown=keys on:pointermove=hover on:click=choose
                    on:pointerleave=move |_| workbench.hovered.set(None)></textarea>
            </div>
        </div>
    }
}

fn marks(workbench: Workbench, page: Page) -> AnyView {
    let current =
        Memo::new(move |_| page.draft.with(|draft| workbench.project.with(|project| project.description == *draft)));
    let all = Memo::new(move |_| {
        if current.get() {
            return workbench.project.with(|project| runs(project));
        }
        // The words were written after the schema was made: nothing rests on them yet.
        vec![Run { text: page.draft.get(), subjects: Vec::new(), is_entity: false }]
    });
    let lit = Memo::new(move |_| {
        let mut ids = workbench.selection.get();
        ids.extend(workbench.hovered.get());
        ids
    });
    let run = move |run: Run| {
        let Run { text, subjects, is_entity } = run;
        let Some(first) = subjects.first() else { return text.into_any() };
        let subject = first.0.to_string();
        let hot = move || lit.with(|ids| ids.iter().any(|id| subjects.contains(id)));
        view! { <mark class:soft=is_entity class:hot=hot data-subject=subject>{text}</mark> }.into_any()
    };
    view! {
        <div class="desc-marks" aria-hidden="true">{move || all.get().into_iter().map(run).collect_view()}"\n"</div>
    }
    .into_any()
}
