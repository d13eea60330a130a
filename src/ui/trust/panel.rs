//! The left panel's part about trust: the author's name, the project as a locked file, and approvals.

use crate::base::json;
use crate::trust::{Approval, Origin, Role, audit, statement};
use crate::ui::evolve::Evolution;
use crate::ui::state::Workbench;
use crate::web::{crypto, download, preferences, storage, time};
use leptos::prelude::*;

/// Under which the author's keys are kept on this device.
const KEYS: &str = "signing keys";

#[component]
pub fn TrustPanel() -> AnyView {
    let workbench = expect_context::<Workbench>();
    let evolution = expect_context::<Evolution>();
    let who = RwSignal::new(preferences::get("author").unwrap_or_default());
    let role = RwSignal::new(preferences::get("role").and_then(|name| name.parse().ok()).unwrap_or(Role::Owner));
    let passphrase = RwSignal::new(String::new());
    let name = move |event| {
        who.set(event_target_value(&event).trim().to_owned());
        preferences::set("author", &who.get_untracked());
    };
    let choose = move |event| {
        if let Ok(chosen) = event_target_value(&event).parse::<Role>() {
            role.set(chosen);
            preferences::set("role", chosen.name());
        }
    };
    let roles = Role::ALL
        .map(|one| view! { <option value=one.name() selected=move || role.get() == one>{one.name()}</option> });
    let approve = move |_| {
        let Some(found) = evolution.found.get_untracked() else {
            return workbench
                .fail("There is no migration to approve yet. Compare a database with the design in Evolve.");
        };
        let what = format!("Migration of {} phases", found.phases.len());
        let text: String =
            found.files.iter().map(|(path, text)| format!("{}:{path}\n{}:{text}\n", path.len(), text.len())).collect();
        let (who, role) = (who.get_untracked(), role.get_untracked());
        leptos::task::spawn_local(async move {
            if let Err(why) = sign(workbench, who, role, what, audit::digest(&text)).await {
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
            <div class="proof-sizes">
                <label class="field"><span>"Your name"</span><input class="in" prop:value=move || who.get() on:change=name autocomplete="name"/></label>
                <label class="field"><span>"Your role"</span><select class="in" on:change=choose>{roles}</select></label>
            </div>
            <div class="generate">
                <button class="btn" disabled=move || !role.get().may_approve() || who.with(String::is_empty)
                    title="Signs the scripts with a key that stays in this browser" on:click=approve>"Approve the migration"</button>
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
                let holds = crypto::verify(&approval.key, &statement(&approval), &approval.signature).await;
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

async fn sign(workbench: Workbench, who: String, role: Role, what: String, digest: String) -> Result<(), String> {
    let keys = keys().await?;
    let head = workbench.project.with_untracked(|project| project.audit.head().to_owned());
    let mut approval =
        Approval { who, role, at: time::stamp(), what, digest, head, key: keys.public, signature: String::new() };
    approval.signature = crypto::sign(&keys.private, &statement(&approval)).await?;
    let label = format!("{} approved", approval.what);
    workbench.edit_from(Origin::Approval, &label, |project| project.approvals.push(approval));
    workbench.say("Approved and signed. The approval is part of the project and of its log.");
    Ok(())
}

/// The keys of this browser; they are made when they are first needed.
async fn keys() -> Result<crypto::KeyPair, String> {
    if let Some(keys) = storage::get(KEYS).await?.and_then(|text| json::read(&text).ok()) {
        return Ok(keys);
    }
    let keys = crypto::new_keys().await?;
    storage::put(KEYS, &json::write(&keys)).await?;
    Ok(keys)
}
