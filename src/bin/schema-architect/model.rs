//! The user's language model on the command line: its options, its key from the environment, and HTTP.

use crate::options::sentence;
use crate::output::complain;
use lexopt::ValueExt;
use schema_architect::llm::{
    Endpoint, Failure, Key, LARGEST_ANSWER, PROVIDERS, Progress, Request, Response, Session, Settings, Transport, Wire,
    ready, whole_text, wire_of,
};
use std::io::Read;
use std::time::{Duration, Instant};

/// `--endpoint URL --model NAME --wire W`.
#[derive(Debug, Default)]
pub struct ModelOptions {
    endpoint: Option<String>,
    model: Option<String>,
    wire: Option<String>,
}

impl ModelOptions {
    /// Takes the value of one of its options.
    pub fn take(&mut self, name: &str, parser: &mut lexopt::Parser) -> Result<(), String> {
        let value = parser.value().and_then(|text| text.string()).map_err(sentence)?;
        let place = match name {
            "endpoint" => &mut self.endpoint,
            "wire" => &mut self.wire,
            _ => &mut self.model,
        };
        *place = Some(value);
        Ok(())
    }

    /// What the options say; nothing where they name no endpoint, and then nothing is sent.
    pub fn settings(self) -> Result<Option<Settings>, String> {
        let Some(url) = self.endpoint else {
            return match self.model.or(self.wire) {
                Some(_) => Err("--model and --wire need --endpoint with the model's address".to_owned()),
                None => Ok(None),
            };
        };
        let model = self.model.ok_or("--endpoint needs --model with the model's name")?;
        let wire = match self.wire.as_deref() {
            None => wire_of(&url),
            Some("openai") => Wire::OpenAi,
            Some("anthropic") => Wire::Anthropic,
            Some("gemini") => Wire::Gemini,
            Some("ollama") => Wire::Ollama,
            Some(other) => return Err(format!("unknown wire '{other}'; use openai, anthropic, gemini or ollama")),
        };
        let endpoint = Endpoint { wire, key: key(&url), url, model, ..Endpoint::default() };
        endpoint.base().map_err(|why| sentence(why.trim_end_matches('.')))?;
        Ok(Some(Settings { endpoint, ..Settings::default() }))
    }
}

/// The key of our own variable, or that of the provider whose address it is: no provider gets another's key.
fn key(url: &str) -> Key {
    let provider = PROVIDERS.iter().find(|provider| !provider.url.is_empty() && url.starts_with(provider.url));
    let own = provider.map(|provider| format!("{}_API_KEY", provider.id.to_uppercase().replace(['-', '.'], "_")));
    let names = ["SCHEMA_ARCHITECT_KEY".to_owned()].into_iter().chain(own);
    names
        .filter_map(|name| std::env::var(name).ok())
        .find(|key| !key.trim().is_empty())
        .map(Key::new)
        .unwrap_or_default()
}

/// Does something with a session on the model, telling on standard error what goes on.
pub fn with_model<V>(settings: &Settings, work: impl AsyncFnOnce(&mut Session<'_, Http>) -> V) -> Result<V, String> {
    let http = Http::new(settings);
    let mut tell = |progress| match progress {
        Progress::Began { task } => complain(&format!("model: {}", task.doing().to_lowercase())),
        Progress::Waiting { seconds, why } => complain(&format!("model: {why}; trying again in {seconds:.0} s")),
        Progress::Again { why } => complain(&format!("model: asking again, since {why}")),
        Progress::Heard { .. } => {}
    };
    let mut session = Session::new(&http, settings, &mut tell);
    ready(work(&mut session)).map_err(str::to_owned)
}

/// Blocking HTTP.
pub struct Http {
    agent: ureq::Agent,
    began: Instant,
}

impl Http {
    fn new(settings: &Settings) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(u64::from(settings.budget.seconds))))
            // The key is for this address alone.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .build();
        Self { agent: config.into(), began: Instant::now() }
    }

    fn answer(&self, request: &Request) -> Result<ureq::http::Response<ureq::Body>, ureq::Error> {
        match &request.body {
            Some(body) => {
                let builder = self.agent.post(&request.url);
                request.headers.iter().fold(builder, |builder, (name, value)| builder.header(name, value)).send(body)
            }
            None => {
                let builder = self.agent.get(&request.url);
                request.headers.iter().fold(builder, |builder, (name, value)| builder.header(name, value)).call()
            }
        }
    }
}

impl Transport for Http {
    async fn send(&self, request: &Request, heard: &mut dyn FnMut(&str)) -> Result<Response, Failure> {
        let mut answer = self.answer(request).map_err(|error| match error {
            ureq::Error::Timeout(_) => Failure::TimedOut,
            other => Failure::Unreachable(format!("No answer came: {other}")),
        })?;
        let status = answer.status().as_u16();
        let header = answer.headers().get("retry-after").and_then(|value| value.to_str().ok());
        let retry_after = header.and_then(|value| value.trim().parse().ok());
        let mut reader = answer.body_mut().as_reader();
        let (mut body, mut rest, mut piece) = (String::new(), Vec::new(), [0_u8; 8192]);
        loop {
            match reader.read(&mut piece) {
                Ok(0) => break,
                Ok(length) => rest.extend_from_slice(&piece[..length]),
                Err(error) if error.kind() == std::io::ErrorKind::TimedOut => return Err(Failure::TimedOut),
                Err(_) => return Err(Failure::Interrupted),
            }
            let text = whole_text(&mut rest);
            heard(&text);
            body.push_str(&text);
            if body.len() > LARGEST_ANSWER {
                return Err(Failure::TooLong);
            }
        }
        Ok(Response { status, retry_after, body })
    }

    async fn pause(&self, milliseconds: u32) {
        std::thread::sleep(Duration::from_millis(u64::from(milliseconds)));
    }

    fn now(&self) -> f64 {
        self.began.elapsed().as_secs_f64() * 1000.0
    }
}
