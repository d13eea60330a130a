//! Sharing: a project in a link, and a project in a file on the disk. Nothing is sent by either.

use super::shelf::Shelf;
use crate::project;
use crate::web::{clipboard, disk, download, squeeze};
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

/// What the fragment of such a link begins with.
const FRAGMENT: &str = "#project=";

/// Longer links are cut by programs that pass them on. In letters.
const LONGEST: usize = 30_000;

/// Copies a link that holds the whole project.
pub fn copy_link(shelf: Shelf) {
    let project = shelf.workbench.project.get_untracked();
    link(shelf, async move { Ok(project::write(&project)) });
}

/// Copies a link that holds a project, given as the text of its file once that is made.
pub fn link(shelf: Shelf, text: impl Future<Output = Result<String, String>> + 'static) {
    let size = Rc::new(Cell::new(0));
    let made = size.clone();
    let work = clipboard::copy_when(async move {
        let letters = squeeze::squeeze(&text.await?).await?;
        made.set(letters.len().div_ceil(1000));
        if letters.len() > LONGEST {
            return Err(format!(
                "the project is too large for a link, {} KB where programs pass on {} KB; send the project file instead",
                made.get(),
                LONGEST / 1000
            ));
        }
        Ok(format!("{}{FRAGMENT}{letters}", address()))
    });
    leptos::task::spawn_local(async move {
        match work.await {
            Ok(()) => shelf.workbench.say(format!(
                "The link is in the clipboard. It holds the whole project ({} KB); nothing was sent anywhere.",
                size.get()
            )),
            Err(why) => shelf.workbench.fail(format!("The link was not copied: {why}.")),
        }
    });
}

/// The page's address without its fragment.
fn address() -> String {
    let href = window().location().href().unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}

/// Takes the project that the page's link holds, if it holds one, and asks what to do with it.
pub async fn receive(shelf: Shelf) {
    let hash = window().location().hash().unwrap_or_default();
    let Some(letters) = hash.strip_prefix(FRAGMENT) else { return };
    // So that loading the page again does not ask again.
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address()));
    }
    let found = squeeze::unsqueeze(letters).await.and_then(|text| project::read(&text).map_err(|why| why.to_string()));
    match found {
        Ok(project) => shelf.arrived.set(Some(Arc::new(project))),
        Err(why) => shelf.workbench.fail(format!("The shared project was not opened. {}.", why.trim_end_matches('.'))),
    }
}

/// Writes the project into the file that was chosen before, or asks for one.
pub fn save_file(shelf: Shelf, anew: bool) {
    let workbench = shelf.workbench;
    let project = workbench.project.get_untracked();
    leptos::task::spawn_local(async move {
        let name = format!("{}.project.json", download::file_stem(&project.name));
        let known = shelf.file.get_value().filter(|_| !anew);
        let chosen = match known {
            Some(handle) => Ok(Some(handle)),
            None if disk::is_there() => disk::choose_to_save(&name).await,
            None => {
                if let Err(why) = download::text(&name, "application/json", &project::write(&project)) {
                    workbench.fail(format!("The file could not be made: {why}."));
                }
                return;
            }
        };
        match chosen {
            Ok(None) => {}
            Ok(Some(handle)) => match handle.write(&project::write(&project)).await {
                Ok(()) => {
                    workbench.say(format!("Saved in {}. “Save to the file” writes it again.", handle.name()));
                    shelf.file.set_value(Some(handle));
                }
                Err(why) => workbench.fail(format!("{} was not saved: {why}.", handle.name())),
            },
            Err(why) => workbench.fail(format!("The file was not saved: {why}.")),
        }
    });
}

/// Opens a file that “Save to the file” then writes.
pub fn open_file(shelf: Shelf) {
    leptos::task::spawn_local(async move {
        match disk::choose_to_open().await {
            Ok(None) => {}
            Ok(Some((handle, file))) => {
                super::open::open_file(shelf, file);
                shelf.file.set_value(Some(handle));
            }
            Err(why) => shelf.workbench.fail(format!("The file was not opened: {why}.")),
        }
    });
}
