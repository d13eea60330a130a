//! The user's language model in the page: settings, consent, log, proposals, all of which the engine holds and draws.
//!
//! The page passes on what the user does ([`What`]) and takes what comes of it ([`Reply`]): views to show, a project to take
//! over, a text to keep until the next request. It reads nothing of that text; the key is in it and nowhere on the disk
//! unless the user has it kept, encrypted.

mod consent;
mod desk;
mod keep;
mod log;
mod memory;
mod prompts;
mod scripts;
mod settings;
mod sheet;
mod talk;
mod work;

pub use keep::talk_key;

use super::view::View;
use crate::nl::Options;
use crate::project::Project;
use crate::refine::Outlook;
use crate::schema::Id;
use desk::Desk;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use web_sys::AbortController;

/// What the page wants, with what it was given to keep.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Request {
    /// The last [`Reply::memory`].
    pub memory: String,
    /// The project on the screen, where it is needed.
    pub project: Option<Box<Project>>,
    /// The name under which this device knows the project.
    pub shelf: String,
    pub what: What,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// The page starts: say what was kept on this device.
    #[default]
    Begin,
    /// Something was pressed, chosen or left in a view, with the values of the fields around it.
    Done { action: String, fields: BTreeMap<String, String> },
    /// Design a schema from a description.
    Generate { text: String, options: Options },
    /// Understand a request to change the project.
    Change { request: String },
    /// Another project is on the screen, or this one was edited.
    Look,
    /// A script in the page calls a function with JSON, and gets [`Reply::value`].
    Call { name: String, body: String },
}

/// What comes of it; what is missing stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reply {
    /// A text to send along with the next request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<String>,
    /// What the dialog shows; an empty view closes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dialog: Option<View>,
    /// What stands above the field for requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub talk: Option<View>,
    /// What stands below Generate while a model works, or about the model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<View>,
    /// A project to take over as one step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made: Option<Box<Made>>,
    /// What the diagram shows instead of the project; an outlook without tables shows the project again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlook: Option<Box<Outlook>>,
    /// What the page is busy with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub busy: Option<String>,
    /// A sentence for the user, and whether it is an error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<(String, bool)>,
    /// Whether Generate asks a model. Missing where nothing has changed about that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ready: Option<bool>,
    /// The answer to a script, or why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Result<String, String>>,
}

/// A project that was made, for the history.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Made {
    pub project: Project,
    pub label: String,
    /// Whether a model had a part in it.
    pub by_model: bool,
    /// Elements to select.
    pub subjects: Vec<Id>,
}

/// Does what the page wants. `tell` gets what goes on meanwhile.
pub async fn answer(request: Request, cancel: AbortController, tell: &dyn Fn(&Reply)) -> Reply {
    let Request { memory, project, shelf, what } = request;
    let mut desk = Desk::new(&memory, project, shelf, cancel, tell);
    if memory.is_empty() {
        desk.begin().await;
    }
    match what {
        What::Begin => {}
        What::Done { action, fields } => sheet::done(&mut desk, &action, &fields).await,
        What::Generate { .. } | What::Change { .. } => work::begin(&mut desk, what).await,
        What::Look => talk::look(&mut desk).await,
        What::Call { name, body } => scripts::call(&mut desk, &name, &body).await,
    }
    desk.reply()
}
