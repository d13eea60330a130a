//! What the description leaves open: questions with prepared answers, assumptions, and what was not understood.

use super::words;
use crate::schema::{Id, Question, Span};
use crate::ui::answer::answer;
use crate::ui::messages::t;
use crate::ui::state::Workbench;
use crate::ui::widgets::{Icon, icon};
use leptos::prelude::*;

#[component]
pub fn Questions() -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    let all = Memo::new(move |_| workbench.project.with(|project| project.questions.clone()));
    let title = move || match all.with(Vec::len) {
        1 => "1 question".to_owned(),
        count => format!("{count} questions"),
    };
    view! {
        <Show when=move || all.with(|all| !all.is_empty())>
            <section>
                <h2>{title}</h2>
                {move || all.get().into_iter().map(|question| card(workbench, question)).collect_view()}
            </section>
        </Show>
    }
}

fn card(workbench: Workbench, question: Question) -> AnyView {
    let Question { id, text, why, spans, answers } = question;
    let subject = Memo::new(move |_| workbench.project.with(|project| subject_of(&project.decisions, &spans)));
    let chosen = {
        let id = id.clone();
        Memo::new(move |_| {
            workbench
                .project
                .with(|project| project.answers.iter().find(|(known, _)| *known == id).map_or(0, |(_, place)| *place))
        })
    };
    let effects: Vec<String> = answers.iter().map(|answer| answer.effect.clone()).filter(|e| !e.is_empty()).collect();
    let chips = answers.into_iter().enumerate().map(|(place, choice)| {
        let id = id.clone();
        view! {
            <button class="chip" role="radio" title=choice.effect aria-checked=move || (chosen.get() == place).to_string()
                on:click=move |_| answer(workbench, &id, place)>{choice.label}</button>
        }
    });
    view! {
        <div class="q" on:pointerenter=move |_| workbench.hovered.set(subject.get_untracked())
            on:pointerleave=move |_| workbench.hovered.set(None)>
            <p title=why>{text.clone()}</p>
            <div class="chips" role="radiogroup" aria-label=text>{chips.collect_view()}</div>
            {effects.into_iter().map(|text| view! { <span class="effect">{text}</span> }).collect_view()}
        </div>
    }
    .into_any()
}

/// The element that a question is about: the one whose decision rests on the same words.
fn subject_of(decisions: &[crate::schema::Decision], spans: &[Span]) -> Option<Id> {
    decisions.iter().find(|decision| decision.spans.iter().any(|span| spans.contains(span))).map(|d| d.subject)
}

#[component]
pub fn Assumptions() -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    let all = Memo::new(move |_| workbench.project.with(|project| project.assumptions.clone()));
    let line = move |assumption: crate::nl::Assumption| {
        let crate::nl::Assumption { text, subject } = assumption;
        match subject {
            Some(id) => view! {
                <li on:pointerenter=move |_| workbench.hovered.set(Some(id))
                    on:pointerleave=move |_| workbench.hovered.set(None)>
                    <button on:click=move |_| workbench.select(Some(id))>{text}</button>
                </li>
            }
            .into_any(),
            None => view! { <li>{text}</li> }.into_any(),
        }
    };
    view! {
        <Show when=move || all.with(|all| !all.is_empty())>
            <section>
                <details open>
                    <summary>
                        {icon(Icon::Right)}<h2>{t("Assumptions")}</h2><span class="badge">{move || all.with(Vec::len)}</span>
                    </summary>
                    <ul class="assumptions">{move || all.get().into_iter().map(line).collect_view()}</ul>
                </details>
            </section>
        </Show>
    }
}

#[component]
pub fn NotUnderstood() -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    let all = Memo::new(move |_| {
        workbench.project.with(|project| project.diagnostics.iter().map(|d| d.message.clone()).collect::<Vec<_>>())
    });
    view! {
        <Show when=move || all.with(|all| !all.is_empty())>
            <section>
                <details>
                    <summary>
                        {icon(Icon::Right)}<h2>{t("Not used")}</h2><span class="badge">{move || all.with(Vec::len)}</span>
                    </summary>
                    <ul class="assumptions">
                        {move || {
                            let lines = all.get().into_iter().take(200);
                            lines.map(|text| view! { <li>{words::capitalized(&text)}</li> }).collect_view()
                        }}
                    </ul>
                </details>
            </section>
        </Show>
    }
}
