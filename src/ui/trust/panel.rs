//! The left panel's part about trust: the author's name, the project as a locked file, and approvals.

use super::sharing::{SharePart, SharePartProps, role};
use super::signing::{approve, holds};
use crate::trust::{Approval, audit};
use crate::ui::evolve::Evolution;
use crate::ui::state::Workbench;
use crate::web::{crypto, download, preferences};
use leptos::prelude::*;

#[component]
pub fn TrustPanel() -> AnyView {
    let workbench = expect_context::<Workbench>();
    let evolution = expect_context::<Evolution>();
    let who = RwSignal::new(preferences::get("author").unwrap_or_default());
    let passphrase = RwSignal::new(String::new());
    let name = move |event| {
        who.set(event_target_value(&event).trim().to_owned());
        preferences::set("author", &who.get_untracked());
    };
    let agree = move |_| {
        let Some(found) = evolution.found.get_untracked() else {
            return workbench
                .fail("There is no migration to approve yet. Compare a database with the design in Evolve.");
        };
        let what = format!("Migration of {} phases", found.phases.len());
        let (who, digest) = (who.get_untracked(), audit::digest_of_files(&found.files));
        leptos::task::spawn_local(async move {
            if let Err(why) = approve(workbench, who, what, digest).await {
                workbench.fail(format!("{why}."));
            }
        });
    };
    let lock = move |_| {
        let secret = passphrase.get_untracked();
        if secret.chars().count() < 8 {
            return workbench.fail("Choose a passphrase of at least 8 characters; several words are best.");
        }
        leptos::task::spawn_local(async move {
            let project = workbench.project.get_untracked();
            match crypto::encrypt(&secret, crate::project::write(&project).as_bytes()).await {
                Ok(envelope) => {
                    let text = envelope.file();
                    let name = format!("{}.locked.json", download::file_stem(&project.name));
                    match download::text(&name, "application/json", &text) {
                        Ok(()) => workbench
                            .say("The locked copy is saved. Without its passphrase nobody can open it, you included."),
                        Err(why) => workbench.fail(format!("The file could not be made: {why}.")),
                    }
                    passphrase.set(String::new());
                }
                Err(why) => workbench.fail(format!("{why}.")),
            }
        });
    };
    view! {
        <section>
            <h2>"Trust"</h2>
            <label class="field"><span>"Your name"</span><input class="in" prop:value=move || who.get() on:change=name autocomplete="name"/></label>
            {SharePart(SharePartProps { who })}
            <div class="generate">
                <button class="btn" disabled=move || !role(workbench).may_approve() || who.with(String::is_empty)
                    title="Signs the scripts with a key that stays in this browser" on:click=agree>"Approve the migration"</button>
            </div>
            {Approvals()}
            <label class="field"><span>"Passphrase for a locked copy"</span>
                <input class="in" type="password" autocomplete="new-password" prop:value=move || passphrase.get()
                    on:input=move |event| passphrase.set(event_target_value(&event))/>
            </label>
            <p class="quiet">"There is no recovery: a lost passphrase is a lost copy."</p>
            <div class="generate"><button class="btn" on:click=lock>"Download a locked copy"</button></div>
        </section>
    }
    .into_any()
}

/// Signatures with whether they hold.
#[component]
fn Approvals() -> AnyView {
    let workbench = expect_context::<Workbench>();
    let checked = RwSignal::new(Vec::<(Approval, bool)>::new());
    let approvals = Memo::new(move |_| workbench.design.with(|project| project.approvals.clone()));
    Effect::new(move |_| {
        let approvals = approvals.get();
        leptos::task::spawn_local(async move {
            let mut all = Vec::new();
            for approval in approvals {
                let holds = holds(&approval).await;
                all.push((approval, holds));
            }
            checked.set(all);
        });
    });
    let line = |(approval, holds): (Approval, bool)| {
        let (class, word) = if holds { ("added", "signed") } else { ("removed", "the signature does not hold") };
        view! {
            <li><b class=class>{word}</b>" "{approval.what}" by "<b>{approval.who}</b>{format!(", {}", approval.role.name())}
                <span class="quiet">{format!(" · key {}", audit::digest(&approval.key).get(..8).unwrap_or_default())}</span></li>
        }
    };
    view! { <ul class="assumptions">{move || checked.get().into_iter().map(line).collect_view()}</ul> }.into_any()
}
