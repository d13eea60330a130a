//! Versions of the design: give the present one a name, compare any two, restore one.

use super::{Evolution, Source};
use crate::project::{Version, fresh_name};
use crate::ui::messages::t;
use crate::ui::state::Workbench;
use leptos::{ev, prelude::*};

#[component]
pub fn Versions() -> AnyView {
    let workbench = expect_context::<Workbench>();
    let evolution = expect_context::<Evolution>();
    let name = RwSignal::new(String::new());
    let keep = move || {
        let wanted = name.get_untracked().trim().to_owned();
        if wanted.is_empty() {
            return workbench
                .fail("The version has no name yet. Write one, for example 1.0, and press the button again.");
        }
        workbench.edit(&format!("Name version {wanted}"), |project| {
            let name = fresh_name(&project.versions, &wanted);
            project.versions.push(Version { name, schema: project.schema.clone() });
        });
        name.set(String::new());
    };
    let names = Memo::new(move |_| {
        workbench.design.with(|project| project.versions.iter().map(|v| v.name.clone()).collect::<Vec<_>>())
    });
    let keys = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            keep();
        }
    };
    let list = move || {
        names.get().into_iter().enumerate().map(|(at, name)| line(workbench, evolution, at, name)).collect_view()
    };
    view! {
        <section>
            <h2>{t("Versions")}</h2>
            <div class="version-new">
                <input class="in" aria-label=t("Name of the version") placeholder="1.0" prop:value=move || name.get()
                    on:input=move |event| name.set(event_target_value(&event)) on:keydown=keys />
                <button class="btn small" on:click=move |_| keep()>{t("Name this version")}</button>
            </div>
            <ul class="versions">{list}</ul>
        </section>
    }
    .into_any()
}

fn line(workbench: Workbench, evolution: Evolution, at: usize, name: String) -> AnyView {
    let compare = move |_| {
        evolution.from.set(Source::Version(at));
        evolution.to.set(Source::Design);
        evolution.compare(workbench);
    };
    let restore = {
        let name = name.clone();
        move |_| {
            workbench.edit(&format!("Restore version {name}"), |project| {
                if let Some(version) = project.versions.get(at) {
                    project.schema = version.schema.clone();
                }
            });
        }
    };
    let forget = {
        let name = name.clone();
        move |_| {
            // The places of the others move, so what is compared goes back to what is always there.
            evolution.from.set(Source::Script);
            evolution.to.set(Source::Design);
            workbench.edit(&format!("Forget version {name}"), |project| {
                if at < project.versions.len() {
                    project.versions.remove(at);
                }
            });
        }
    };
    view! {
        <li class="renamed">
            <span>{name.clone()}</span>
            <span>
                <button class="btn small plain" aria-label=format!("Compare {name} with the design") on:click=compare>{t("Compare")}</button>
                <button class="btn small plain" aria-label=format!("Restore {name}") on:click=restore>{t("Restore")}</button>
                <button class="btn small plain" aria-label=format!("Forget {name}") on:click=forget>{t("Forget")}</button>
            </span>
        </li>
    }
    .into_any()
}
