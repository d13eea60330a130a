//! The list of keyboard shortcuts.

use crate::ui::commands::COMMANDS;
use crate::ui::messages::t;
use crate::ui::page::Page;
use crate::ui::widgets::dialog;
use leptos::prelude::*;

/// Keys that are no commands: they move about, or need the pointer.
const OTHERS: &[(&str, &str)] = &[
    ("Ctrl C, Ctrl X, Ctrl V", "Copy, cut and paste tables as SQL"),
    ("Arrows", "Go to the next table; with Shift move the selected ones"),
    ("Ctrl Arrows", "Go through a table’s columns and relationships"),
    ("Space", "Hold to pan with the pointer"),
    ("Esc", "Select nothing, close what is open"),
    ("Tab, Shift Tab", "Go to the next or previous control"),
];

#[component]
pub fn Shortcuts() -> impl IntoView {
    let page = expect_context::<Page>();
    let close = move || page.shortcuts.set(false);
    let content = move || {
        let commands = COMMANDS.iter().filter(|command| !command.keys.is_empty());
        let commands = commands.map(|command| (command.keys, command.name));
        let row = |(keys, what): (&'static str, &'static str)| {
            let keys = keys.split(", ").map(|keys| view! { <span class="kbd">{keys}</span>" " });
            view! { <tr><td>{keys.collect_view()}</td><td>{t(what)}</td></tr> }
        };
        view! {
            <div class="dialog">
                <h1>{t("Keyboard")}</h1>
                <table class="shortcuts"><tbody>{commands.chain(OTHERS.iter().copied()).map(row).collect_view()}</tbody></table>
                <div class="actions"><button class="btn" autofocus on:click=move |_| close()>{t("Close")}</button></div>
            </div>
        }
        .into_any()
    };
    dialog("Keyboard", move || page.shortcuts.get(), close, content)
}
