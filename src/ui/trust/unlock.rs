//! Asks for the passphrase of a locked file.

use crate::ui::open;
use crate::ui::page::Page;
use crate::ui::state::Workbench;
use crate::ui::widgets::dialog;
use crate::web::crypto;
use leptos::prelude::*;

#[component]
pub fn Unlock() -> AnyView {
    let page = expect_context::<Page>();
    let close = move || page.locked.set(None);
    dialog("Open a locked project", move || page.locked.with(Option::is_some), close, form)
}

fn form() -> AnyView {
    let page = expect_context::<Page>();
    let workbench = expect_context::<Workbench>();
    let shelf = expect_context::<crate::ui::shelf::Shelf>();
    let passphrase = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some((name, envelope)) = page.locked.get_untracked() else { return };
        let secret = passphrase.get_untracked();
        leptos::task::spawn_local(async move {
            let opened = match crypto::decrypt(&secret, &envelope).await {
                Ok(bytes) => String::from_utf8(bytes).map_err(|_| "What was locked is no text".to_owned()),
                Err(why) => Err(why),
            };
            match opened {
                Ok(text) => {
                    page.locked.set(None);
                    match open::open(shelf, &name, text).await {
                        Ok(said) => workbench.say(said),
                        Err(why) => workbench.fail(format!("{name} was not opened. {}.", why.trim_end_matches('.'))),
                    }
                }
                Err(why) => wrong.set(Some(why)),
            }
        });
    };
    view! {
        <form class="dialog" on:submit=submit>
            <h1>"This project is locked"</h1>
            <label class="field"><span>"Passphrase"</span>
                <input class="in" type="password" autocomplete="current-password" autofocus
                    on:input=move |event| passphrase.set(event_target_value(&event))/>
            </label>
            {move || wrong.get().map(|why| view! { <p class="hazard" role="alert">{why}"."</p> })}
            <div class="actions">
                <button class="btn primary" type="submit">"Open"</button>
                <button class="btn" type="button" on:click=move |_| page.locked.set(None)>"Cancel"</button>
            </div>
        </form>
    }
    .into_any()
}
