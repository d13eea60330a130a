//! The shapes in which providers take requests and give replies.
//!
//! Requests carry the content type and the key and no header besides: servers that answer browsers refuse others.

mod anthropic;
mod gemini;
mod ollama;
mod openai;

use super::endpoint::{Endpoint, Mode, Wire};
use super::http::Request;
use serde_json::Value;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    User,
    Assistant,
}

/// One turn of a talk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub role: Role,
    pub text: String,
}

impl Message {
    pub fn user(text: impl Into<String>) -> Self {
        Self { role: Role::User, text: text.into() }
    }

    pub fn assistant(text: impl Into<String>) -> Self {
        Self { role: Role::Assistant, text: text.into() }
    }
}

/// What a model is asked.
#[derive(Debug, Clone)]
pub struct Prompt<'a> {
    pub system: &'a str,
    pub messages: &'a [Message],
    /// A name for the schema, which some wires want.
    pub name: &'a str,
    pub schema: &'a Value,
    pub most_tokens: u32,
}

/// Why a model stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finish {
    Done,
    /// It reached the limit of tokens.
    Length,
    /// It or a filter of its provider refused.
    Refused,
}

/// What a model has said, in whole or so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reply {
    pub text: String,
    /// Missing where the answer ended without saying so.
    pub finish: Option<Finish>,
    pub tokens: u32,
    /// An error inside an answer that began well.
    pub error: Option<String>,
}

/// The request for a prompt, with a streamed answer.
///
/// # Errors
/// The address cannot be used; a sentence says why.
pub fn request(endpoint: &Endpoint, prompt: &Prompt, mode: Mode) -> Result<Request, String> {
    let base = endpoint.base()?;
    let (path, body) = match endpoint.wire {
        Wire::OpenAi => openai::request(&endpoint.model, prompt, mode),
        Wire::Anthropic => anthropic::request(&endpoint.model, prompt, mode),
        Wire::Gemini => gemini::request(&endpoint.model, prompt, mode),
        Wire::Ollama => ollama::request(&endpoint.model, prompt, mode),
    };
    let mut headers = headers(endpoint);
    headers.push(("content-type".to_owned(), "application/json".to_owned()));
    Ok(Request { url: format!("{base}{path}"), headers, body: Some(body.to_string()) })
}

/// The request for the names of an endpoint's models.
///
/// # Errors
/// The address cannot be used; a sentence says why.
pub fn models_request(endpoint: &Endpoint) -> Result<Request, String> {
    let path = match endpoint.wire {
        Wire::OpenAi => "/models",
        Wire::Anthropic => "/v1/models",
        Wire::Gemini => "/v1beta/models",
        Wire::Ollama => "/api/tags",
    };
    Ok(Request { url: format!("{}{path}", endpoint.base()?), headers: headers(endpoint), body: None })
}

/// The names of models in an answer to [`models_request`], sorted.
pub fn models(body: &str) -> Vec<String> {
    let Ok(value) = serde_json::from_str::<Value>(body) else { return Vec::new() };
    let list = value["data"].as_array().or_else(|| value["models"].as_array());
    let name = |model: &Value| {
        let name = ["id", "model", "name"].iter().find_map(|key| model[*key].as_str())?;
        Some(name.strip_prefix("models/").unwrap_or(name).to_owned())
    };
    let mut names: Vec<String> = list.into_iter().flatten().filter_map(name).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn headers(endpoint: &Endpoint) -> Vec<(String, String)> {
    let mut headers = Vec::new();
    let mut add = |name: &str, value: &str| headers.push((name.to_owned(), value.to_owned()));
    let key = endpoint.key.secret();
    match endpoint.wire {
        Wire::Anthropic => {
            add("anthropic-version", "2023-06-01");
            add("anthropic-dangerous-direct-browser-access", "true");
            if !key.is_empty() {
                add("x-api-key", key);
            }
        }
        Wire::Gemini if !key.is_empty() => add("x-goog-api-key", key),
        _ if key.is_empty() => {}
        _ if endpoint.url.contains(".openai.azure.com") => add("api-key", key),
        _ => add("authorization", &format!("Bearer {key}")),
    }
    headers
}

/// Reads an answer as it comes: server-sent events, lines of JSON, or one JSON value.
#[derive(Debug, Default)]
pub struct Listener {
    wire: Wire,
    reply: Reply,
    /// What came after the last line feed.
    rest: String,
    events: usize,
}

impl Listener {
    pub fn new(wire: Wire) -> Self {
        Self { wire, ..Self::default() }
    }

    /// Takes the next piece of the body and gives the text so far.
    pub fn hear(&mut self, piece: &str) -> &str {
        self.rest.push_str(piece);
        while let Some(end) = self.rest.find('\n') {
            let line: String = self.rest.drain(..=end).collect();
            self.line(line.trim());
        }
        &self.reply.text
    }

    fn line(&mut self, line: &str) {
        let data = line.strip_prefix("data:").map_or(line, str::trim_start);
        if !data.starts_with('{') {
            return;
        }
        if let Ok(event) = serde_json::from_str::<Value>(data) {
            self.events += 1;
            take(self.wire, &event, &mut self.reply);
        }
    }

    /// The reply of a whole body.
    pub fn reply(wire: Wire, body: &str) -> Reply {
        let mut reply = Reply::default();
        // A server that does not stream answers with one value, on as many lines as it likes.
        if let Ok(whole) = serde_json::from_str::<Value>(body.trim()) {
            take(wire, &whole, &mut reply);
            return reply;
        }
        let mut listener = Self::new(wire);
        listener.hear(body);
        listener.hear("\n");
        listener.reply
    }
}

/// Adds an event, or a whole answer, to a reply.
fn take(wire: Wire, event: &Value, reply: &mut Reply) {
    if let Some(error) = error_in(event) {
        reply.error = Some(error);
        return;
    }
    match wire {
        Wire::OpenAi => openai::take(event, reply),
        Wire::Anthropic => anthropic::take(event, reply),
        Wire::Gemini => gemini::take(event, reply),
        Wire::Ollama => ollama::take(event, reply),
    }
}

/// What an error's body says, in the shapes that servers use.
pub fn error_text(body: &str) -> Option<String> {
    let value: Value = serde_json::from_str(body.trim()).ok()?;
    error_in(&value).or_else(|| value["detail"].as_str().map(str::to_owned))
}

fn error_in(value: &Value) -> Option<String> {
    let error = value.get("error").filter(|error| !error.is_null())?;
    let text = error.as_str().or_else(|| error["message"].as_str());
    Some(text.map_or_else(|| error.to_string(), str::to_owned))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn count(value: &Value) -> u32 {
    value.as_u64().and_then(|n| u32::try_from(n).ok()).unwrap_or_default()
}

/// The schema inside the prompt, for servers that do not hold a reply to it themselves.
fn with_schema(system: &str, schema: &Value, mode: Mode) -> String {
    match mode {
        Mode::Schema => system.to_owned(),
        _ => format!(
            "{system}\n\nAnswer with one JSON value and nothing else. It has to fit this JSON schema:\n{schema}"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::llm::Key;
    use serde_json::json;

    fn endpoint(wire: Wire, url: &str) -> Endpoint {
        Endpoint { wire, url: url.to_owned(), model: "m".to_owned(), key: Key::new("secret"), mode: Mode::Schema }
    }

    fn sent(wire: Wire, url: &str, mode: Mode) -> (Request, Value) {
        let schema = json!({"type": "object"});
        let messages = [Message::user("hello")];
        let prompt =
            Prompt { system: "be brief", messages: &messages, name: "things", schema: &schema, most_tokens: 100 };
        let request = request(&endpoint(wire, url), &prompt, mode).expect("the address is right");
        let body = serde_json::from_str(request.body.as_deref().expect("it has a body")).expect("the body is JSON");
        (request, body)
    }

    #[test]
    fn each_wire_has_its_path_key_and_form() {
        let (request, body) = sent(Wire::OpenAi, "https://a.example/v1/", Mode::Schema);
        assert_eq!(request.url, "https://a.example/v1/chat/completions");
        assert!(request.headers.contains(&("authorization".to_owned(), "Bearer secret".to_owned())));
        assert_eq!(body["response_format"]["json_schema"]["strict"], true);
        assert_eq!(body["messages"][0]["role"], "system");

        let (request, body) = sent(Wire::Anthropic, "https://a.example", Mode::Schema);
        assert_eq!(request.url, "https://a.example/v1/messages");
        assert!(request.headers.contains(&("x-api-key".to_owned(), "secret".to_owned())));
        assert_eq!(body["output_config"]["format"]["type"], "json_schema");
        assert_eq!(body["system"], "be brief");

        let (request, body) = sent(Wire::Gemini, "https://a.example", Mode::Schema);
        assert_eq!(request.url, "https://a.example/v1beta/models/m:streamGenerateContent?alt=sse");
        assert!(request.headers.contains(&("x-goog-api-key".to_owned(), "secret".to_owned())));
        assert_eq!(body["generationConfig"]["responseJsonSchema"]["type"], "object");

        let (request, body) = sent(Wire::Ollama, "http://localhost:11434", Mode::Schema);
        assert_eq!(request.url, "http://localhost:11434/api/chat");
        assert_eq!(body["format"]["type"], "object");

        for wire in [Wire::OpenAi, Wire::Anthropic, Wire::Gemini, Wire::Ollama] {
            let (request, body) = sent(wire, "https://a.example", Mode::Plain);
            assert!(body.to_string().contains("JSON schema"), "{wire:?} does not say the schema");
            assert!(!request.url.contains("secret"), "{wire:?} puts the key into the address");
        }
    }

    #[test]
    fn replies_are_read_whole_and_streamed() {
        let check = |wire: Wire, body: &str, text: &str, finish: Option<Finish>| {
            let reply = Listener::reply(wire, body);
            assert_eq!((reply.text.as_str(), reply.finish), (text, finish), "{body}");
            // Streams come in pieces of any size.
            let mut listener = Listener::new(wire);
            for c in body.chars() {
                listener.hear(&c.to_string());
            }
            listener.hear("\n");
            if listener.events > 0 {
                assert_eq!(listener.reply.text, text, "{body}");
            }
        };
        check(
            Wire::OpenAi,
            r#"{"choices":[{"message":{"content":"{}"},"finish_reason":"stop"}],"usage":{"total_tokens":3}}"#,
            "{}",
            Some(Finish::Done),
        );
        check(
            Wire::OpenAi,
            "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"ü\"},\"finish_reason\":\"length\"}]}\n\ndata: [DONE]\n",
            "aü",
            Some(Finish::Length),
        );
        check(Wire::OpenAi, "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n", "a", None);
        check(
            Wire::OpenAi,
            r#"{"choices":[{"message":{"refusal":"No.","content":null},"finish_reason":"stop"}]}"#,
            "",
            Some(Finish::Refused),
        );
        check(
            Wire::Anthropic,
            r#"{"content":[{"type":"text","text":"{}"}],"stop_reason":"end_turn","usage":{"output_tokens":2}}"#,
            "{}",
            Some(Finish::Done),
        );
        check(
            Wire::Anthropic,
            "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"{}\"}}\n\nevent: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"refusal\"}}\n\n",
            "{}",
            Some(Finish::Refused),
        );
        check(
            Wire::Gemini,
            "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}\n\ndata: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"b\"}]},\"finishReason\":\"STOP\"}]}\n",
            "ab",
            Some(Finish::Done),
        );
        check(Wire::Gemini, r#"{"promptFeedback":{"blockReason":"SAFETY"}}"#, "", Some(Finish::Refused));
        check(
            Wire::Ollama,
            "{\"message\":{\"content\":\"a\"},\"done\":false}\n{\"message\":{\"content\":\"b\"},\"done\":true,\"done_reason\":\"stop\"}\n",
            "ab",
            Some(Finish::Done),
        );
        check(Wire::Ollama, "nothing of the kind", "", None);
    }

    #[test]
    fn errors_are_found_in_every_shape() {
        let check = |body: &str, expected: Option<&str>| assert_eq!(error_text(body).as_deref(), expected, "{body}");
        check(r#"{"error":{"message":"Rate limit reached","type":"x"}}"#, Some("Rate limit reached"));
        check(r#"{"error":"model 'x' not found"}"#, Some("model 'x' not found"));
        check(r#"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#, Some("Overloaded"));
        check(r#"{"detail":"Not authenticated"}"#, Some("Not authenticated"));
        check("<html>", None);
    }

    #[test]
    fn lists_of_models_are_read_in_every_shape() {
        let check = |body: &str, expected: &[&str]| assert_eq!(models(body), expected, "{body}");
        check(r#"{"data":[{"id":"b"},{"id":"a"}]}"#, &["a", "b"]);
        check(r#"{"models":[{"name":"models/gemini-2.5-flash"}]}"#, &["gemini-2.5-flash"]);
        check(r#"{"models":[{"name":"llama3:8b","model":"llama3:8b"}]}"#, &["llama3:8b"]);
        check("[]", &[]);
    }
}
