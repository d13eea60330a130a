//! Gemini's own wire.

use super::{Finish, Mode, Prompt, Reply, Role, count, text, with_schema};
use serde_json::{Value, json};

pub(super) fn request(model: &str, prompt: &Prompt, mode: Mode) -> (String, Value) {
    let content = |message: &super::Message| {
        let role = if message.role == Role::User { "user" } else { "model" };
        json!({"role": role, "parts": [{"text": message.text}]})
    };
    let contents: Vec<Value> = prompt.messages.iter().map(content).collect();
    let mut configuration = json!({"maxOutputTokens": prompt.most_tokens});
    if mode != Mode::Plain {
        configuration["responseMimeType"] = "application/json".into();
    }
    if mode == Mode::Schema {
        configuration["responseJsonSchema"] = prompt.schema.clone();
    }
    let body = json!({
        "systemInstruction": {"parts": [{"text": with_schema(prompt.system, prompt.schema, mode)}]},
        "contents": contents,
        "generationConfig": configuration,
    });
    // The name stands in the address: nothing of it may lead to another path.
    let name: String = model.chars().filter(|c| c.is_ascii_alphanumeric() || "-._".contains(*c)).collect();
    (format!("/v1beta/models/{name}:streamGenerateContent?alt=sse"), body)
}

pub(super) fn take(event: &Value, reply: &mut Reply) {
    let candidate = &event["candidates"][0];
    for part in candidate["content"]["parts"].as_array().into_iter().flatten() {
        reply.text.push_str(text(&part["text"]));
    }
    if event["promptFeedback"]["blockReason"].is_string() {
        reply.finish = Some(Finish::Refused);
    }
    if let Some(reason) = candidate["finishReason"].as_str() {
        reply.finish = Some(match reason {
            "STOP" => Finish::Done,
            "MAX_TOKENS" => Finish::Length,
            _ => Finish::Refused,
        });
    }
    reply.tokens = reply.tokens.max(count(&event["usageMetadata"]["totalTokenCount"]));
}
