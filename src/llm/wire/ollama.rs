//! Ollama's own wire: the schema goes into `format`.

use super::{Finish, Mode, Prompt, Reply, Role, count, text, with_schema};
use serde_json::{Value, json};

pub(super) fn request(model: &str, prompt: &Prompt, mode: Mode) -> (String, Value) {
    let mut messages = vec![json!({"role": "system", "content": with_schema(prompt.system, prompt.schema, mode)})];
    messages.extend(prompt.messages.iter().map(|message| {
        let role = if message.role == Role::User { "user" } else { "assistant" };
        json!({"role": role, "content": message.text})
    }));
    let mut body =
        json!({"model": model, "messages": messages, "stream": true, "options": {"num_predict": prompt.most_tokens}});
    match mode {
        Mode::Schema => body["format"] = prompt.schema.clone(),
        Mode::Json => body["format"] = "json".into(),
        Mode::Plain => {}
    }
    ("/api/chat".to_owned(), body)
}

pub(super) fn take(event: &Value, reply: &mut Reply) {
    reply.text.push_str(text(&event["message"]["content"]));
    if event["done"] == true {
        let cut = event["done_reason"] == "length";
        reply.finish = Some(if cut { Finish::Length } else { Finish::Done });
    }
    reply.tokens = reply.tokens.max(count(&event["prompt_eval_count"]) + count(&event["eval_count"]));
}
