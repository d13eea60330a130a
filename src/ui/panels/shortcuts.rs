//! The list of keyboard shortcuts.

use crate::ui::page::Page;
use crate::ui::widgets::dialog;
use leptos::prelude::*;

const SHORTCUTS: &[(&str, &str)] = &[
    ("Ctrl Enter", "Generate from the description"),
    ("Ctrl Z", "Undo"),
    ("Ctrl Shift Z, Ctrl Y", "Redo"),
    ("Ctrl S", "Save now on this device"),
    ("Ctrl O", "Open a project or SQL file"),
    ("Del", "Delete what is selected"),
    ("Esc", "Select nothing, close what is open"),
    ("Tab, Shift Tab", "Go to the next or previous control"),
    ("?", "Show this list"),
];

#[component]
pub fn Shortcuts() -> impl IntoView {
    let page = expect_context::<Page>();
    let close = move || page.shortcuts.set(false);
    let content = move || {
        let row = |(keys, what): &(&'static str, &'static str)| {
            let keys = keys.split(", ").map(|keys| view! { <span class="kbd">{keys}</span>" " });
            view! { <tr><td>{keys.collect_view()}</td><td>{*what}</td></tr> }
        };
        view! {
            <div class="dialog">
                <h1>"Keyboard"</h1>
                <table class="shortcuts"><tbody>{SHORTCUTS.iter().map(row).collect_view()}</tbody></table>
                <div class="actions"><button class="btn" autofocus on:click=move |_| close()>"Close"</button></div>
            </div>
        }
        .into_any()
    };
    dialog("Keyboard", move || page.shortcuts.get(), close, content)
}
