//! The question that a gesture with several readings raises.

use super::scene::Scene;
use crate::ui::messages::t;
use crate::ui::widgets::dialog;
use leptos::prelude::*;

#[component]
pub fn ChoiceDialog(scene: Scene) -> AnyView {
    let close = move || scene.choice.set(None);
    let content = move || {
        let Some(choice) = scene.choice.get() else { return ().into_any() };
        let button = move |edit: crate::project::Edit| {
            let text = edit.effect.clone();
            view! { <button type="button" class="btn reading" data-action="choose" on:click=move |_| scene.choose(&edit)>{text}</button> }
        };
        view! {
            <div class="dialog">
                <h1>{choice.text}</h1>
                <div class="readings">{choice.edits.into_iter().map(button).collect_view()}</div>
                <div class="actions">
                    <button type="button" class="btn" on:click=move |_| close()>{t("Cancel")}</button>
                </div>
            </div>
        }
        .into_any()
    };
    dialog("How the tables belong together", move || scene.choice.with(|choice| choice.is_some()), close, content)
}
