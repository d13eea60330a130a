//! The left panel of Evolve: the script of the database, and what is not certain about the way.

use super::versions::Versions;
use super::{Evolution, Source};
use crate::project::Project;
use crate::ui::messages::t;
use crate::ui::state::Workbench;
use crate::ui::widgets::choice;
use crate::web::evolution::{Comparison, Rename, Status};
use crate::web::file;
use leptos::html::Input;
use leptos::{ev, prelude::*};

const HINT: &str = "Paste the DDL of the database as it is, in any of the seven dialects: the output of pg_dump \
                    --schema-only, mysqldump --no-data, or a script of your own.";

#[component]
pub fn EvolvePanel() -> AnyView {
    let workbench = expect_context::<Workbench>();
    let evolution = expect_context::<Evolution>();
    let keys = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            evolution.compare(workbench);
        }
    };
    let sources = Memo::new(move |_| workbench.design.with(|project| sources(project)));
    let sides = move || {
        let sources = sources.get();
        view! {
            {choice(t("As it is"), sources.clone(), move || evolution.from.get(), move |source| evolution.from.set(source))}
            {choice(t("As it should be"), sources, move || evolution.to.get(), move |source| evolution.to.set(source))}
        }
    };
    let swap = move |_| {
        let (from, to) = (evolution.from.get_untracked(), evolution.to.get_untracked());
        evolution.from.set(to);
        evolution.to.set(from);
    };
    let input = NodeRef::<Input>::new();
    let take = move |_| {
        let Some(field) = input.get_untracked() else { return };
        if let Some(chosen) = field.files().and_then(|files| files.get(0)) {
            leptos::task::spawn_local(async move {
                match file::text(&chosen).await {
                    Ok(text) => {
                        evolution.script.set(text);
                        evolution.compare(workbench);
                    }
                    Err(why) => workbench.fail(format!("{} was not opened. {why}", chosen.name())),
                }
            });
        }
        // The same file can be chosen again.
        field.set_value("");
    };
    let choose = move |_| {
        if let Some(field) = input.get_untracked() {
            field.click();
        }
    };
    let questions = Memo::new(move |_| evolution.found.with(|found| open_questions(found.as_deref())));
    view! {
        <section>
            <h2 id="database-title">{t("The database as it is")}</h2>
            <div class="desc">
                <textarea class="script-text mono" aria-labelledby="database-title" placeholder=HINT spellcheck="false"
                    prop:value=move || evolution.script.get() on:keydown=keys
                    on:input=move |event| evolution.script.set(event_target_value(&event))></textarea>
            </div>
            <div class="generate">
                <button class="btn primary" title=t("Ctrl+Enter") on:click=move |_| evolution.compare(workbench)>
                    {move || evolution.busy.get().then(|| view! { <span class="spinner" aria-hidden="true"></span> })}
                    {t("Compare")}
                </button>
                <button class="btn" on:click=choose>"Open its script"</button>
                <input type="file" hidden node_ref=input accept=".sql,.ddl,.txt,application/sql,text/plain" on:change=take/>
                {move || evolution.found.with(|found| found.as_ref().map(|found| summary(found)))}
            </div>
            <div class="sides">
                {sides}
                <button class="btn small" title=t("The way back as a way forth") on:click=swap>{t("Swap")}</button>
            </div>
        </section>
        <Show when=move || questions.with(|questions| !questions.is_empty())>
            <section>
                <h2>{move || questions.with(Vec::len)}{move || confirming(questions.with(Vec::len))}</h2>
                {move || questions.get().into_iter().map(|rename| question(evolution, rename)).collect_view()}
            </section>
        </Show>
        {move || evolution.found.with(|found| found.as_ref().map(|found| certain(found)))}
        {move || evolution.found.with(|found| found.as_ref().map(|found| unread(found)))}
        {Versions()}
    }
    .into_any()
}

fn confirming(questions: usize) -> &'static str {
    t(if questions == 1 { " rename to confirm" } else { " renames to confirm" })
}

/// What can be compared, with its name.
fn sources(project: &Project) -> Vec<(Source, String)> {
    let fixed = [(Source::Script, "Database".to_owned()), (Source::Design, "Design".to_owned())];
    let versions = project.versions.iter().enumerate();
    let versions = versions.map(|(at, version)| (Source::Version(at), format!("Version {}", version.name)));
    fixed.into_iter().chain(versions).collect()
}

/// Asked about, or found by weighing and therefore worth a look.
fn open_questions(found: Option<&Comparison>) -> Vec<Rename> {
    found.map(|found| found.questions.clone()).unwrap_or_default()
}

fn summary(found: &Comparison) -> AnyView {
    let count = |status: &[Status]| found.changes.iter().filter(|entry| status.contains(&entry.status)).count();
    let (added, changed) = (count(&[Status::Added]), count(&[Status::Changed, Status::Renamed, Status::Recreated]));
    let removed = count(&[Status::Removed]);
    if found.changes.is_empty() {
        return view! { <span class="stat" role="status"><b>{t("No difference")}</b></span> }.into_any();
    }
    view! {
        <span class="stat tally" role="status">
            <b class="added">"+"{added}</b><b class="changed">"~"{changed}</b><b class="removed">"−"{removed}</b>
        </span>
    }
    .into_any()
}

fn question(evolution: Evolution, rename: Rename) -> AnyView {
    let Rename { object, from, to, probability } = rename;
    let answer = move |from: String, to: Option<String>| {
        evolution.answers.update(|answers| {
            answers.retain(|(old, _)| *old != from);
            answers.push((from, to));
        });
    };
    let (yes, no) = ((from.clone(), to.clone()), from.clone());
    let sure = format!(
        "{:.0} % sure. Without an answer the old {object} is dropped and a new one is added.",
        probability * 100.0
    );
    view! {
        <div class="q">
            <p>{t("Did ")}<span class="mono">{from}</span>{t(" become ")}<span class="mono">{to}</span>"?"</p>
            <div class="chips">
                <button class="chip" on:click=move |_| answer(yes.0.clone(), Some(yes.1.clone()))>{t("Yes, renamed")}</button>
                <button class="chip" on:click=move |_| answer(no.clone(), None)>{t("No, another one")}</button>
            </div>
            <p class="effect">{sure}</p>
        </div>
    }
    .into_any()
}

/// Renames that were taken, each with a way to take it back.
fn certain(found: &Comparison) -> AnyView {
    let evolution = expect_context::<Evolution>();
    if found.renames.is_empty() {
        return ().into_any();
    }
    let line = move |rename: Rename| {
        let from = rename.from.clone();
        let refuse = move |_| {
            evolution.answers.update(|answers| {
                answers.retain(|(old, _)| *old != from);
                answers.push((from.clone(), None));
            });
        };
        view! {
            <li class="renamed">
                <span class="mono">{rename.from}" → "{rename.to}</span>
                <button class="btn small plain" title=t("These are two different things") on:click=refuse>{t("Not a rename")}</button>
            </li>
        }
    };
    view! {
        <section>
            <h2>{t("Renames")}</h2>
            <ul>{found.renames.clone().into_iter().map(line).collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn unread(found: &Comparison) -> AnyView {
    if found.unread.is_empty() {
        return ().into_any();
    }
    let line = |text: String| view! { <li>{text}</li> };
    view! {
        <section>
            <h2>{t("Not read in the script")}</h2>
            <ul class="assumptions">{found.unread.clone().into_iter().map(line).collect_view()}</ul>
        </section>
    }
    .into_any()
}
