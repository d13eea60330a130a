//! The dock's list of problems: what is the matter, why, and a fix to click.

use crate::base::sort;
use crate::schema::Severity;
use crate::ui::canvas::Scene;
use crate::ui::messages::t;
use crate::ui::problems::Problems;
use crate::ui::state::Workbench;
use crate::web::engine;
use crate::web::problem::{Problem, Safety};
use crate::web::worker::Job;
use leptos::prelude::*;

#[component]
pub fn ProblemList() -> AnyView {
    let workbench = expect_context::<Workbench>();
    let problems = expect_context::<Problems>();
    let safe = Memo::new(move |_| {
        let is_safe = |problem: &&Problem| problem.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
        problems.found.with(|found| found.iter().filter(is_safe).count())
    });
    let tally = move |severity: Severity| {
        problems.found.with(|found| found.iter().filter(|problem| problem.severity == severity).count())
    };
    let list = move || {
        let mut found = problems.found.get().to_vec();
        if found.is_empty() {
            let text = "Nothing found. The design is checked against best practices after each change.";
            return view! { <p class="empty-pane">{text}</p> }.into_any();
        }
        sort::by_key(&mut found, |problem| std::cmp::Reverse(problem.severity));
        view! { <ul class="problems">{found.into_iter().map(|problem| row(workbench, problems, problem)).collect_view()}</ul> }
            .into_any()
    };
    view! {
        <div class="decisions-pane">
            <div class="filter">
                <span class="stat tally">
                    <span class="removed">{move || counted(tally(Severity::Error), "error")}</span>
                    <span class="changed">{move || counted(tally(Severity::Warning), "warning")}</span>
                    <span>{move || counted(tally(Severity::Info), "hint")}</span>
                </span>
                <span class="grow"></span>
                <Show when=move || { safe.get() > 0 }>
                    <button class="btn small" title=t("Fixes after which nothing that worked stops working")
                        on:click=move |_| problems.fix_all_safe(workbench)>{t("Apply ")}{move || counted(safe.get(), "safe fix")}</button>
                </Show>
            </div>
            <div class="pane">{list}</div>
        </div>
    }
    .into_any()
}

/// A rule's page: paragraphs, headings and examples.
fn explained(page: &str) -> AnyView {
    let mut in_code = false;
    let mut parts: Vec<(&str, String)> = Vec::new();
    for line in page.lines() {
        let kind = match line {
            _ if line.starts_with("```") => {
                in_code = !in_code;
                continue;
            }
            _ if in_code => "code",
            _ if line.starts_with("## ") => "heading",
            _ if line.trim().is_empty() => {
                parts.push(("", String::new()));
                continue;
            }
            _ => "text",
        };
        match parts.last_mut() {
            Some((last, text)) if *last == kind && kind != "heading" => *text += &format!("\n{line}"),
            _ => parts.push((kind, line.trim_start_matches("## ").to_owned())),
        }
    }
    let part = |(kind, text): (&str, String)| match kind {
        "code" => view! { <code class="code-block">{text}</code> }.into_any(),
        "heading" => view! { <h4>{text}</h4> }.into_any(),
        "text" => view! { <p>{text.replace('`', "")}</p> }.into_any(),
        _ => ().into_any(),
    };
    parts.into_iter().map(part).collect_view().into_any()
}

fn counted(count: usize, what: &str) -> String {
    match (count, what.ends_with('x')) {
        (1, _) => format!("1 {what}"),
        (_, true) => format!("{count} {what}es"),
        _ => format!("{count} {what}s"),
    }
}

fn row(workbench: Workbench, problems: Problems, problem: Problem) -> AnyView {
    let scene = expect_context::<Scene>();
    let (class, word) = match problem.severity {
        Severity::Error => ("removed", "Error"),
        Severity::Warning => ("changed", "Warning"),
        Severity::Info => ("quiet-sign", "Hint"),
    };
    let subject = problem.subject;
    let selected = move || workbench.is_selected(subject);
    let fix = problem.fix.as_ref().map(|fix| {
        let (title, hint) = match fix.safety {
            Safety::Safe => (fix.title.clone(), "Nothing that worked stops working"),
            Safety::Review => (format!("{}…", fix.title), "Programs or rows may depend on what changes: look before"),
        };
        let problem = problem.clone();
        view! {
            <button class="btn small fix" title=hint on:click=move |_| problems.fix(workbench, &problem)>{title}</button>
        }
    });
    let ignored = problem.clone();
    let code = problem.code.clone();
    let reasons = RwSignal::new(None::<Result<String, String>>);
    let explain = move |_| match reasons.get_untracked() {
        Some(_) => reasons.set(None),
        None => {
            let code = code.clone();
            leptos::task::spawn_local(async move {
                reasons.set(Some(engine::ask(&Job::Explain { code }).await));
            });
        }
    };
    let page = move || {
        reasons.get().map(|page| match page {
            Ok(text) => view! { <div class="rule-page">{explained(&text)}</div> }.into_any(),
            Err(why) => view! { <p class="rule-page">{format!("{why}.")}</p> }.into_any(),
        })
    };
    view! {
        <li class:selected=selected>
            <button class="problem-main" on:click=move |_| scene.go_to(subject)>
                <span class=format!("kind {class}")>{word}</span>
                <span class="decision-text">
                    <b>{problem.message.clone()}</b>
                    <span>{problem.evidence.clone()}" "<span class="mono quiet">{problem.code.clone()}</span></span>
                </span>
            </button>
            {fix}
            <button class="btn small plain" aria-expanded=move || reasons.with(Option::is_some).to_string() on:click=explain>"Why"</button>
            <button class="btn small plain" title="Its comment says so from now on; Ctrl+Z takes it back"
                on:click=move |_| problems.ignore(workbench, &ignored)>"Ignore"</button>
            {page}
        </li>
    }
    .into_any()
}
