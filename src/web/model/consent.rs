//! Before the first request to an address: what would be sent there, for the user to agree to or not.

use super::What;
use super::desk::Desk;
use super::memory::origin;
use crate::llm;
use crate::web::view::{View, button, el};

/// Prepares what the sheet shows.
///
/// # Errors
/// The address cannot be used.
pub fn prepare(desk: &mut Desk<'_>, what: &What) -> Result<(), String> {
    let settings = desk.settings();
    let preview = match what {
        What::Change { request } => {
            let schema = desk.project.as_ref().map(|project| project.schema.clone()).unwrap_or_default();
            llm::of_evolution(&settings, &schema, request, &desk.memory.talk.earlier())?
        }
        What::Generate { text, .. } => llm::of_design(&settings, text)?,
        _ => llm::of_design(&settings, "")?,
    };
    desk.memory.preview = Some(preview);
    Ok(())
}

pub fn view(desk: &Desk<'_>) -> Vec<View> {
    let Some(preview) = &desk.memory.preview else { return Vec::new() };
    let address = origin(&preview.url);
    let item = |line: &String| el("li").says(line.as_str());
    vec![
        el("p").with([
            el("span").says("Until now nothing has left this page. This would go to "),
            el("b.mono").says(address.as_str()),
            el("span").says(":"),
        ]),
        el("ul.holds").with(preview.holds.iter().map(item)),
        el("h3").says("The first request, word for word; your key goes along in a header"),
        el("pre.preview").set("tabindex", "0").says(preview.body.as_str()),
        el("p.quiet").says(
            "You are asked once for this address. Each request is in the log, and the agreement can be taken back in the settings.",
        ),
        el("div.actions").with([
            button("", "close", "Cancel"),
            button("", "offline", "Use the built-in rules"),
            button("primary", "agree", "Send"),
        ]),
    ]
}

/// Remembers that the user has agreed.
pub async fn agree(desk: &mut Desk<'_>) {
    let address = origin(&desk.memory.kept.settings.endpoint.url);
    if !desk.memory.kept.agreed.contains(&address) {
        desk.memory.kept.agreed.push(address);
    }
    desk.memory.preview = None;
    desk.save().await;
}
