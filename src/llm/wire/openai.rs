//! Chat completions, as OpenAI defined them and most servers speak them.

use super::{Finish, Mode, Prompt, Reply, Role, count, text, with_schema};
use serde_json::{Value, json};

pub(super) fn request(model: &str, prompt: &Prompt, mode: Mode) -> (String, Value) {
    let mut messages = vec![json!({"role": "system", "content": with_schema(prompt.system, prompt.schema, mode)})];
    messages.extend(prompt.messages.iter().map(|message| {
        let role = if message.role == Role::User { "user" } else { "assistant" };
        json!({"role": role, "content": message.text})
    }));
    let mut body = json!({"model": model, "messages": messages, "stream": true});
    match mode {
        Mode::Schema => {
            body["response_format"] = json!({
                "type": "json_schema",
                "json_schema": {"name": prompt.name, "strict": true, "schema": prompt.schema},
            });
        }
        Mode::Json => body["response_format"] = json!({"type": "json_object"}),
        Mode::Plain => {}
    }
    // OpenAI's own newer models refuse `max_tokens`, other servers do not know its successor: small local ones need a
    // limit most, since they can go on without end.
    if mode != Mode::Schema {
        body["max_tokens"] = prompt.most_tokens.into();
    }
    ("/chat/completions".to_owned(), body)
}

pub(super) fn take(event: &Value, reply: &mut Reply) {
    let choice = &event["choices"][0];
    for part in [&choice["message"], &choice["delta"]] {
        reply.text.push_str(text(&part["content"]));
        if !text(&part["refusal"]).is_empty() {
            reply.finish = Some(Finish::Refused);
        }
    }
    if let (Some(reason), None | Some(Finish::Done)) = (choice["finish_reason"].as_str(), reply.finish) {
        reply.finish = Some(match reason {
            "length" => Finish::Length,
            "content_filter" => Finish::Refused,
            _ => Finish::Done,
        });
    }
    reply.tokens = reply.tokens.max(count(&event["usage"]["total_tokens"]));
}
