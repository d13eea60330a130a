//! "Test connection": whether an endpoint answers, knows the model, and in which form it gives replies.

use super::endpoint::Mode;
use super::http::{Failure, Transport};
use super::prompts::Task;
use super::session::{Entry, Session, Settings};
use super::trouble::Trouble;
use super::wire;
use serde::{Deserialize, Serialize};

/// What came of a test.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Tested {
    pub ok: bool,
    /// Sentences, the most important first.
    pub said: Vec<String>,
    pub mode: Mode,
    pub log: Vec<Entry>,
}

/// The names of an endpoint's models.
///
/// # Errors
/// Why there are none.
pub async fn models<T: Transport>(transport: &T, settings: &Settings) -> Result<Vec<String>, Trouble> {
    let request = wire::models_request(&settings.endpoint).map_err(Trouble::Address)?;
    let answer = transport.send(&request, &mut |_| ()).await;
    match answer {
        Ok(response) if (200..300).contains(&response.status) => Ok(wire::models(&response.body)),
        Ok(response) => Err(Trouble::of_status(response.status, &response.body, &settings.endpoint)),
        Err(Failure::Unreachable(why)) => Err(Trouble::Unreachable(why)),
        Err(failure) => Err(Trouble::of(failure)),
    }
}

/// Sends two sentences that hold nothing of the user's.
pub async fn test<T: Transport>(transport: &T, settings: &Settings) -> Tested {
    let mut said = Vec::new();
    let mut progress = |_| ();
    let mut session = Session::new(transport, settings, &mut progress);
    session.mode = Mode::Schema;
    let sample = super::prompts::marked("description", "A library has books with a title.");
    let check = super::reply::entities;
    let answer = session.ask(Task::Extraction, &[("candidates", "- book (title)")], sample, &[], check).await;
    let (mode, log) = (session.mode, session.log);
    let ok = answer.is_ok();
    match answer {
        Ok(entities) => {
            let names: Vec<&str> = entities.iter().map(|entity| entity.name.as_str()).collect();
            said.push(format!("It works: asked about a library with books, the model found {}.", names.join(", ")));
            said.push(match mode {
                Mode::Schema => "The server holds replies to the JSON schema itself.".to_owned(),
                Mode::Json => {
                    "The server knows no schema mode; it holds replies to JSON, and they are checked here.".to_owned()
                }
                Mode::Plain => {
                    "The server knows neither schema nor JSON mode; replies are searched for JSON and checked here."
                        .to_owned()
                }
            });
        }
        Err(trouble) => {
            said.push(format!("{}.", trouble.to_string().trim_end_matches('.')));
            if let Trouble::Missing(_) = trouble {
                said.extend(known_models(transport, settings).await);
            }
            if let Trouble::Unusable(_) = trouble {
                said.push(
                    "The server answers; a larger model would do better. Without it the built-in rules do the work."
                        .to_owned(),
                );
            }
        }
    }
    Tested { ok, said, mode, log }
}

async fn known_models<T: Transport>(transport: &T, settings: &Settings) -> Option<String> {
    let names = models(transport, settings).await.ok().filter(|names| !names.is_empty())?;
    let some: Vec<&str> = names.iter().take(8).map(String::as_str).collect();
    Some(format!("It has {}{}.", some.join(", "), if names.len() > some.len() { " and others" } else { "" }))
}
