//! What would be sent, for the user to see before it is.

use super::design::listed;
use super::prompts::{Task, marked};
use super::session::{Settings, sendable};
use super::shapes::shape;
use super::wire::{self, Message, Prompt};
use super::{evolution, http::Request};
use crate::nl;
use crate::schema::Schema;
use serde::{Deserialize, Serialize};

/// The first request of an action: where it goes and all of its body. The key is in a header, which is not part of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    pub url: String,
    pub body: String,
    /// What the requests of the action hold of the user's, as short sentences.
    pub holds: Vec<String>,
}

/// What designing from a description sends first.
///
/// # Errors
/// The address cannot be used.
pub fn of_design(settings: &Settings, text: &str) -> Result<Preview, String> {
    let candidates = nl::candidates(text);
    let listed = format!("- {}", candidates.join("\n- "));
    let data = marked("description", sendable(text).0);
    let mut holds = vec![format!("The description ({} characters).", sendable(text).0.chars().count())];
    if !candidates.is_empty() {
        holds.push(format!("{} candidates that the built-in reader found in it.", candidates.len()));
    }
    holds.push(match settings.share_tables {
        true => "Afterwards the names and types of the tables made from it. No rows: this page has none.".to_owned(),
        false => "No table names.".to_owned(),
    });
    first(settings, Task::Extraction, &[("candidates", &listed)], data, holds)
}

/// What a request to change a schema sends.
///
/// # Errors
/// The address cannot be used.
pub fn of_evolution(
    settings: &Settings,
    schema: &Schema,
    request: &str,
    earlier: &[String],
) -> Result<Preview, String> {
    let holds = vec![
        "Your request.".to_owned(),
        format!("Names and types of {} tables ({} characters).", schema.tables.len(), listed(schema).len()),
    ];
    first(settings, Task::Evolution, &[], evolution::data(schema, request, earlier), holds)
}

fn first(
    settings: &Settings,
    task: Task,
    places: &[(&str, &str)],
    data: String,
    holds: Vec<String>,
) -> Result<Preview, String> {
    let system = settings.prompts.filled(task, places);
    let schema = shape(task, &[]);
    let messages = [Message::user(data)];
    let most_tokens = settings.budget.reply_tokens;
    let prompt = Prompt { system: &system, messages: &messages, name: task.name(), schema: &schema, most_tokens };
    let Request { url, body, .. } = wire::request(&settings.endpoint, &prompt, settings.endpoint.mode)?;
    let body = body.unwrap_or_default();
    let readable =
        serde_json::from_str::<serde_json::Value>(&body).and_then(|value| serde_json::to_string_pretty(&value));
    Ok(Preview { url, body: settings.endpoint.key.hidden_in(&readable.unwrap_or(body)), holds })
}
