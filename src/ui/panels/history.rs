//! The steps taken: a click on one goes back or forward to it.

use crate::ui::messages::t;
use crate::ui::state::Workbench;
use crate::ui::widgets::{Icon, icon};
use leptos::prelude::*;

#[component]
pub fn HistoryList() -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    let steps = Memo::new(move |_| {
        workbench.history.with(|history| {
            let line = |step: &crate::project::Step| (step.label.clone(), time_of(step.at));
            let done: Vec<(String, String)> = history.past().iter().map(line).collect();
            let undone: Vec<(String, String)> = history.future().iter().rev().map(line).collect();
            (done, undone)
        })
    });
    let list = move || {
        let (done, undone) = steps.get();
        if done.is_empty() && undone.is_empty() {
            let text = "Every change appears here and can be taken back, one by one.";
            return view! { <p class="empty-pane">{text}</p> }.into_any();
        }
        let count = done.len();
        let past = done.into_iter().enumerate().map(|(place, (label, at))| {
            let back = count - place - 1;
            let now = back == 0;
            view! {
                <li><button class:now=now aria-current=now.then_some("step")
                    on:click=move |_| (0..back).for_each(|_| workbench.undo())>
                    <span class="ln">{place + 1}</span>{label}<span class="quiet when">{at}</span>
                </button></li>
            }
        });
        let past = past.collect_view();
        let future = undone.into_iter().enumerate().map(|(place, (label, at))| {
            view! {
                <li><button class="undone" on:click=move |_| (0..=place).for_each(|_| workbench.redo())>
                    <span class="ln">{count + place + 1}</span>{label}<span class="quiet when">{at}</span>
                </button></li>
            }
        });
        view! {
            <ol class="history">
                <li><button class:now=count == 0 on:click=move |_| (0..count).for_each(|_| workbench.undo())>
                    <span class="ln">"0"</span>{t("Start")}
                </button></li>
                {past}{future.collect_view()}
            </ol>
        }
        .into_any()
    };
    view! { <div class="pane">{list}</div> }
}

/// When a step was taken, as people here write it: the time alone if that was today.
fn time_of(at: f64) -> String {
    if at == 0.0 {
        return String::new();
    }
    let (date, today) = (js_sys::Date::new(&at.into()), js_sys::Date::new_0());
    let time = String::from(date.to_locale_time_string("default"));
    let day =
        |date: &js_sys::Date| String::from(date.to_locale_date_string("default", &wasm_bindgen::JsValue::UNDEFINED));
    if day(&date) == day(&today) { time } else { format!("{} {time}", day(&date)) }
}

/// Undo and redo as buttons that say what they would do.
#[component]
pub fn UndoRedo() -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    let undo = move || workbench.history.with(|history| history.undo_label().map(str::to_owned));
    let redo = move || workbench.history.with(|history| history.redo_label().map(str::to_owned));
    let title = |verb: &'static str, label: Option<String>, keys: &'static str| match label {
        Some(label) => format!("{verb}: {label} ({keys})"),
        None => format!("Nothing to {}", verb.to_lowercase()),
    };
    view! {
        <button class="btn square small plain" aria-label=t("Undo") disabled=move || undo().is_none()
            title=move || title("Undo", undo(), "Ctrl+Z") on:click=move |_| workbench.undo()>{icon(Icon::Undo)}</button>
        <button class="btn square small plain" aria-label=t("Redo") disabled=move || redo().is_none()
            title=move || title("Redo", redo(), "Ctrl+Shift+Z") on:click=move |_| workbench.redo()>{icon(Icon::Redo)}</button>
    }
}
