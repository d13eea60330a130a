//! Anthropic's messages.

use super::{Finish, Mode, Prompt, Reply, Role, count, text, with_schema};
use serde_json::{Value, json};

pub(super) fn request(model: &str, prompt: &Prompt, mode: Mode) -> (String, Value) {
    let message = |message: &super::Message| {
        let role = if message.role == Role::User { "user" } else { "assistant" };
        json!({"role": role, "content": message.text})
    };
    let messages: Vec<Value> = prompt.messages.iter().map(message).collect();
    let mut body = json!({
        "model": model,
        "max_tokens": prompt.most_tokens,
        "system": with_schema(prompt.system, prompt.schema, mode),
        "messages": messages,
        "stream": true,
    });
    if mode == Mode::Schema {
        body["output_config"] = json!({"format": {"type": "json_schema", "schema": prompt.schema}});
    }
    ("/v1/messages".to_owned(), body)
}

pub(super) fn take(event: &Value, reply: &mut Reply) {
    for block in event["content"].as_array().into_iter().flatten() {
        reply.text.push_str(text(&block["text"]));
    }
    reply.text.push_str(text(&event["delta"]["text"]));
    let reason = event["stop_reason"].as_str().or_else(|| event["delta"]["stop_reason"].as_str());
    if let Some(reason) = reason {
        reply.finish = Some(match reason {
            "max_tokens" | "model_context_window_exceeded" => Finish::Length,
            "refusal" => Finish::Refused,
            _ => Finish::Done,
        });
    }
    let usage = &event["usage"];
    let started = &event["message"]["usage"];
    reply.tokens = reply.tokens.max(count(&usage["input_tokens"]) + count(&usage["output_tokens"]));
    reply.tokens = reply.tokens.max(count(&started["input_tokens"]));
}
