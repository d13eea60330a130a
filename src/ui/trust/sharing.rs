//! What others may do with a copy of the project, and what this user may.

use super::signing::{shared, signer};
use crate::trust::Role;
use crate::ui::share;
use crate::ui::shelf::Shelf;
use crate::ui::state::Workbench;
use crate::web::{crypto, download};
use leptos::prelude::*;

/// The role of this user, as the project says.
pub fn role(workbench: Workbench) -> Role {
    workbench.design.with(|project| project.role_of(&signer()))
}

/// A copy for others: its role, as a file or as a link.
#[component]
pub fn SharePart(who: RwSignal<String>) -> AnyView {
    let workbench = expect_context::<Workbench>();
    let shelf = expect_context::<Shelf>();
    let chosen = RwSignal::new(Role::Reviewer);
    let choose = move |event| {
        if let Ok(role) = event_target_value(&event).parse::<Role>() {
            chosen.set(role);
        }
    };
    let roles = [Role::Editor, Role::Reviewer, Role::Viewer]
        .map(|one| view! { <option value=one.name() selected=move || chosen.get() == one>{one.name()}</option> });
    let give = move |as_link: bool| {
        let (role, by) = (chosen.get_untracked(), who.get_untracked());
        let project = workbench.project.get_untracked();
        let name = format!("{}.for-{}.project.json", download::file_stem(&project.name), role.name());
        let text = async move { shared(&project, by, role).await.map(|copy| crate::project::write(&copy)) };
        if as_link {
            return share::link(shelf, text);
        }
        leptos::task::spawn_local(async move {
            let saved = text.await.and_then(|text| download::text(&name, "application/json", &text));
            if let Err(why) = saved {
                workbench.fail(format!("The file could not be made: {why}."));
            }
        });
    };
    let review = move |event| {
        let wanted = event_target_checked(&event);
        let label = if wanted { "Ask for approvals of migrations" } else { "Ask for no approvals of migrations" };
        workbench.edit(label, |project| project.review = wanted);
    };
    let owner = move || role(workbench) == Role::Owner;
    view! {
        {Standing()}
        <label class="check"><input type="checkbox" disabled=move || !owner()
            prop:checked=move || workbench.design.with(|project| project.review) on:change=review/>
            "Scripts of a migration only after an approval"</label>
        <label class="field"><span>"Others get a copy as"</span>
            <select class="in" disabled=move || !owner() on:change=choose>{roles}</select></label>
        <div class="generate">
            <button class="btn small" disabled=move || !owner() on:click=move |_| give(false)>"Download the copy"</button>
            <button class="btn small" disabled=move || !owner() on:click=move |_| give(true)>"Copy a link to it"</button>
        </div>
    }
    .into_any()
}

/// A line for those who got the project from somebody: from whom, as what, and whether that is signed.
#[component]
fn Standing() -> AnyView {
    let workbench = expect_context::<Workbench>();
    let signed = RwSignal::new(true);
    let sharing = Memo::new(move |_| workbench.design.with(|project| project.sharing.clone()));
    Effect::new(move |_| {
        if let Some(sharing) = sharing.get() {
            leptos::task::spawn_local(async move {
                signed.set(crypto::verify(&sharing.key, &sharing.statement(), &sharing.signature).await);
            });
        }
    });
    let line = move || {
        sharing.get().map(|sharing| {
            let by = if sharing.by.is_empty() { "somebody".to_owned() } else { sharing.by };
            let word = if signed.get() { "signed" } else { "the signature does not hold" };
            view! { <p role="status">{format!("You are the {} of this copy, by {by}: {word}.", role(workbench).name())}</p> }
        })
    };
    view! { {line} }.into_any()
}
