//! What the engine knows between two requests of the page.

use super::What;
use super::talk::Talk;
use crate::llm::{Key, Mode, Preview, Settings, Task, Tested};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything, as the page keeps it for us.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    pub kept: Kept,
    /// The key, as long as the page is open.
    pub key: Key,
    /// A key lies encrypted on this device.
    pub has_vault: bool,
    /// The user goes on without the key that lies there, as long as the page is open.
    pub without: bool,
    pub sheet: Sheet,
    pub models: Vec<String>,
    pub tested: Option<Tested>,
    /// What went wrong in the dialog last, or what was done.
    pub said: Option<(String, bool)>,
    /// Whether the dialog waits for the endpoint.
    pub waits: bool,
    /// The prompt that is shown.
    pub task: Option<Task>,
    /// The entry of the log that is open.
    pub entry: Option<usize>,
    /// What the user is asked to agree to, and what will be done then.
    pub preview: Option<Preview>,
    pub pending: Option<What>,
    pub talk: Talk,
}

/// What stays on this device. The endpoint in it has no key.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// The preset's name; empty where no model is configured.
    pub provider: String,
    pub settings: Settings,
    /// The form in which endpoints give replies, by address and model.
    pub modes: BTreeMap<String, Mode>,
    /// Addresses to which the user has agreed to send.
    pub agreed: Vec<String>,
    /// Projects whose table names are never sent.
    pub withheld: Vec<String>,
    /// The model is configured and not used.
    pub off: bool,
}

/// What the dialog shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sheet {
    #[default]
    Closed,
    Connection,
    Privacy,
    Prompts,
    Log,
    /// What would be sent, before the first request.
    Consent,
    /// Asks for the passphrase of the kept key.
    Unlock,
}

impl Memory {
    /// What a session takes: with the key, the form that worked last, and the choice for this project.
    pub fn settings(&self, shelf: &str) -> Settings {
        let mut settings = self.kept.settings.clone();
        settings.endpoint.key = self.key.clone();
        settings.endpoint.mode = self.kept.modes.get(&self.place()).copied().unwrap_or_default();
        settings.share_tables = !self.kept.withheld.iter().any(|id| id == shelf);
        settings
    }

    /// Address and model, under which modes are remembered.
    pub fn place(&self) -> String {
        let endpoint = &self.kept.settings.endpoint;
        format!("{} {}", endpoint.url.trim_end_matches('/'), endpoint.model)
    }

    /// Whether there is a model to ask.
    pub fn is_ready(&self) -> bool {
        let endpoint = &self.kept.settings.endpoint;
        !self.kept.off && !endpoint.model.trim().is_empty() && endpoint.base().is_ok()
    }

    /// Whether a passphrase has to be asked for before a request.
    pub fn is_locked(&self) -> bool {
        self.has_vault && self.key.is_empty() && !self.without
    }

    /// Whether the user has agreed to send to this address.
    pub fn has_agreed(&self) -> bool {
        let origin = origin(&self.kept.settings.endpoint.url);
        self.kept.agreed.contains(&origin)
    }
}

/// Scheme, host and port of an address.
pub fn origin(url: &str) -> String {
    match url.trim().split_once("://") {
        Some((scheme, rest)) => {
            format!("{scheme}://{}", rest.split(['/', '?', '#']).next().unwrap_or_default().to_lowercase())
        }
        None => String::new(),
    }
}
