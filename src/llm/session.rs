//! Asking a model until its reply can be used, within limits.
//!
//! A form of reply that the server refuses is given up for a looser one, which is remembered. A server that is busy or
//! failing is asked again after a pause that doubles. A reply that is wrong is asked for again with a short list of what is
//! wrong, at most twice. Refusals, wrong keys and replies that were cut off are not tried again.

use super::endpoint::{Endpoint, Mode};
use super::http::{Request, Transport};
use super::json;
use super::prompts::{Prompts, Task};
use super::shapes::shape;
use super::trouble::Trouble;
use super::wire::{self, Finish, Listener, Message, Prompt, Reply};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How often a reply that is wrong is asked for again.
const RE_ASKS: usize = 2;
/// How often a server that is busy or failing is asked again.
const RETRIES: u32 = 3;
/// Milliseconds before the first retry; each further one waits twice as long.
const FIRST_PAUSE: u32 = 1_000;
/// A server that asks for a longer pause is not waited for.
const LONGEST_PAUSE: u32 = 60_000;
/// Characters of a text that go into a request.
const LONGEST_TEXT: usize = 60_000;

/// What a user allows and wants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub endpoint: Endpoint,
    pub prompts: Prompts,
    pub budget: Budget,
    /// How many questions a schema may leave open.
    pub questions: usize,
    /// Whether tables of the project may be sent, beside the description.
    pub share_tables: bool,
}

impl Default for Settings {
    fn default() -> Self {
        let (endpoint, prompts, budget) = Default::default();
        Self { endpoint, prompts, budget, questions: 3, share_tables: true }
    }
}

/// What all requests of one action may take together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Budget {
    pub seconds: u32,
    pub tokens: u32,
    /// Of one reply.
    pub reply_tokens: u32,
}

impl Default for Budget {
    fn default() -> Self {
        Self { seconds: 180, tokens: 100_000, reply_tokens: 8_000 }
    }
}

/// What goes on while a model works, for a page that shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    Began {
        task: Task,
    },
    /// Names in the reply so far (entities, or what they have become), and its length in characters.
    Heard {
        names: Vec<String>,
        characters: usize,
    },
    Waiting {
        seconds: f64,
        why: String,
    },
    /// The reply was wrong and is asked for again.
    Again {
        why: String,
    },
}

/// A request as the log keeps it. It holds no key: headers are left out, and a key that a server repeats is taken out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Milliseconds on the transport's clock.
    pub at: f64,
    pub took: f64,
    pub task: String,
    pub url: String,
    /// Missing where no answer came.
    pub status: Option<u16>,
    pub sent: String,
    pub received: String,
    pub tokens: u32,
    /// `ok`, or a short name of the trouble.
    pub outcome: String,
}

/// One action of the user: its requests share a budget and a log.
pub struct Session<'a, T> {
    pub settings: &'a Settings,
    /// The form in which this endpoint gives replies, as far as it is known.
    pub mode: Mode,
    pub log: Vec<Entry>,
    transport: &'a T,
    progress: &'a mut dyn FnMut(Progress),
    began: f64,
    tokens: u32,
}

impl<'a, T: Transport> Session<'a, T> {
    pub fn new(transport: &'a T, settings: &'a Settings, progress: &'a mut dyn FnMut(Progress)) -> Self {
        let (mode, began) = (settings.endpoint.mode, transport.now());
        Self { settings, mode, log: Vec::new(), transport, progress, began, tokens: 0 }
    }

    /// Asks until `check` takes the reply.
    ///
    /// # Errors
    /// Why there is no reply that can be used.
    pub async fn ask<V>(
        &mut self,
        task: Task,
        places: &[(&str, &str)],
        data: String,
        names: &[String],
        check: impl Fn(&str) -> Result<V, Vec<String>>,
    ) -> Result<V, Trouble> {
        (self.progress)(Progress::Began { task });
        let system = self.settings.prompts.filled(task, places);
        let schema = shape(task, names);
        let mut messages = vec![Message::user(data)];
        let mut wrong = Vec::new();
        for round in 0..=RE_ASKS {
            if round > 0 {
                (self.progress)(Progress::Again { why: wrong.first().cloned().unwrap_or_default() });
            }
            let reply = self.reply(task, &system, &messages, &schema).await?;
            match check(&reply.text) {
                Ok(value) => return Ok(value),
                Err(_) if reply.finish == Some(Finish::Length) => {
                    self.outcome("cut off");
                    return Err(Trouble::Truncated);
                }
                Err(errors) => {
                    self.outcome("unusable");
                    messages.push(Message::assistant(short(&reply.text, 4_000)));
                    messages.push(Message::user(correction(&errors)));
                    wrong = errors;
                }
            }
        }
        Err(Trouble::Unusable(wrong))
    }

    /// One reply that is whole, right or wrong.
    async fn reply(&mut self, task: Task, system: &str, turns: &[Message], schema: &Value) -> Result<Reply, Trouble> {
        let mut retries = 0;
        loop {
            self.check_budget()?;
            let most_tokens = self.settings.budget.reply_tokens;
            let prompt = Prompt { system, messages: turns, name: task.name(), schema, most_tokens };
            let endpoint = &self.settings.endpoint;
            let request = wire::request(endpoint, &prompt, self.mode).map_err(Trouble::Address)?;
            let (found, retry_after) = self.send(task, &request).await;
            let trouble = match found {
                Ok(reply) => return Ok(reply),
                Err(trouble) => trouble,
            };
            self.outcome(trouble.code());
            if let Some(mode) = self.mode.looser().filter(|_| refuses_form(&trouble)) {
                self.mode = mode;
                continue;
            }
            if !matches!(trouble, Trouble::Busy { .. } | Trouble::Interrupted) || retries == RETRIES {
                return Err(trouble);
            }
            let pause = pause(retries, retry_after, self.transport.now());
            let left = f64::from(self.settings.budget.seconds) * 1000.0 - (self.transport.now() - self.began);
            if pause > LONGEST_PAUSE || f64::from(pause) >= left {
                return Err(trouble);
            }
            (self.progress)(Progress::Waiting { seconds: f64::from(pause) / 1000.0, why: trouble.to_string() });
            self.transport.pause(pause).await;
            retries += 1;
        }
    }

    /// Sends a request, notes it in the log, and reads what comes.
    async fn send(&mut self, task: Task, request: &Request) -> (Result<Reply, Trouble>, Option<u32>) {
        let endpoint = &self.settings.endpoint;
        let at = self.transport.now();
        let mut listener = Listener::new(endpoint.wire);
        let mut told = 0;
        let progress = &mut *self.progress;
        let mut heard = |piece: &str| {
            let text = listener.hear(piece);
            // Reading what there is costs its length; every word of it need not be shown.
            if text.len() >= told + 40 {
                told = text.len();
                let names = json::so_far(text).map(|value| names_in(&value)).unwrap_or_default();
                progress(Progress::Heard { names, characters: text.chars().count() });
            }
        };
        let answer = self.transport.send(request, &mut heard).await;
        let mut entry = Entry {
            at,
            took: self.transport.now() - at,
            task: task.name().to_owned(),
            url: endpoint.key.hidden_in(&request.url),
            sent: endpoint.key.hidden_in(request.body.as_deref().unwrap_or_default()),
            outcome: "ok".to_owned(),
            ..Entry::default()
        };
        let mut retry_after = None;
        let found = match answer {
            Err(failure) => Err(Trouble::of(failure)),
            Ok(response) => {
                entry.status = Some(response.status);
                entry.received = short(&endpoint.key.hidden_in(&response.body), 100_000);
                retry_after = response.retry_after;
                match response.status {
                    200..=299 => {
                        let reply = Listener::reply(endpoint.wire, &response.body);
                        // Servers that count no tokens are counted by length: about four characters each.
                        let counted = u32::try_from((entry.sent.len() + reply.text.len()) / 4).unwrap_or(u32::MAX);
                        entry.tokens = if reply.tokens == 0 { counted } else { reply.tokens };
                        judged(reply, endpoint)
                    }
                    status => Err(Trouble::of_status(status, &response.body, endpoint)),
                }
            }
        };
        self.tokens = self.tokens.saturating_add(entry.tokens);
        self.log.push(entry);
        (found, retry_after)
    }

    fn outcome(&mut self, outcome: &str) {
        if let Some(entry) = self.log.last_mut() {
            entry.outcome = outcome.to_owned();
        }
    }

    fn check_budget(&self) -> Result<(), Trouble> {
        let budget = &self.settings.budget;
        if self.tokens >= budget.tokens {
            return Err(Trouble::Budget("tokens"));
        }
        if self.transport.now() - self.began >= f64::from(budget.seconds) * 1000.0 {
            return Err(Trouble::Budget("seconds"));
        }
        Ok(())
    }
}

/// A reply that ended as it should, or what is the matter with it.
fn judged(reply: Reply, endpoint: &Endpoint) -> Result<Reply, Trouble> {
    if let Some(error) = reply.error {
        return Err(Trouble::Busy { status: 500, said: endpoint.key.hidden_in(&short(&error, 300)) });
    }
    match reply.finish {
        Some(Finish::Refused) => Err(Trouble::Refused),
        // An end that nobody announced is one in mid-answer, unless all is there.
        None if json::find(&reply.text).is_err() => Err(Trouble::Interrupted),
        _ => Ok(reply),
    }
}

/// Whether a server says that it does not know the form in which a reply was asked for.
fn refuses_form(trouble: &Trouble) -> bool {
    let (status, said) = match trouble {
        Trouble::Status { status, said } | Trouble::Busy { status, said } => (*status, said.to_lowercase()),
        _ => return false,
    };
    let words = ["schema", "response_format", "json", "output_config", "format", "grammar", "structured"];
    let speaks_of_it = words.iter().any(|word| said.contains(word));
    speaks_of_it && status != 429 || matches!(status, 400 | 415 | 422 | 501) && said.is_empty()
}

/// Milliseconds until the next try: as the server asks, else doubling, with a little that differs from page to page.
fn pause(retries: u32, retry_after: Option<u32>, now: f64) -> u32 {
    if let Some(seconds) = retry_after {
        return seconds.saturating_mul(1000);
    }
    let whole = FIRST_PAUSE << retries.min(6);
    let spread = (now.abs() as u64 % 100) as u32;
    whole + whole * spread / 400
}

fn correction(errors: &[String]) -> String {
    format!("That answer cannot be used:\n- {}\nAnswer again with the whole corrected JSON.", errors.join("\n- "))
}

/// The names of the things in a reply that is still coming.
fn names_in(value: &Value) -> Vec<String> {
    let lists = value.as_object().into_iter().flat_map(|object| object.values());
    let items = lists.filter_map(Value::as_array).flatten();
    let name = |item: &Value| {
        let name = ["name", "from", "table", "text"].iter().find_map(|key| item[*key].as_str())?;
        Some(match item["to"].as_str().filter(|to| !to.is_empty()) {
            Some(to) => format!("{name} → {to}"),
            None => name.to_owned(),
        })
    };
    items.filter_map(name).map(|name| short(&name, 80)).take(200).collect()
}

fn short(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

/// A text as far as it goes into a request, and whether that is all of it.
pub fn sendable(text: &str) -> (&str, bool) {
    match text.char_indices().nth(LONGEST_TEXT) {
        Some((end, _)) => (&text[..end], false),
        None => (text, true),
    }
}

/// Whether a model is so small that it does better with names to choose from, by the size in its name (`llama3.2:1b`).
pub fn is_small(model: &str) -> bool {
    let lower = model.to_lowercase();
    let parts = lower.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.'));
    let billions = |part: &str| -> Option<f64> {
        match (part.strip_suffix('b'), part.strip_suffix('m')) {
            (Some(number), _) => number.parse::<f64>().ok(),
            (_, Some(number)) => number.parse::<f64>().ok().map(|millions| millions / 1000.0),
            _ => None,
        }
    };
    parts.filter_map(billions).next_back().is_some_and(|size| size <= 2.0)
}
