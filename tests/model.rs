//! The command line with a language model: a server of this test plays the model, and the network between.

#[path = "support/program.rs"]
mod program;

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Output;
use std::sync::mpsc::{Receiver, channel};

const KEY: &str = "sk-never-to-be-seen-4711";
const LIBRARY: &str = "A library with books, members and loans.";

/// What a model says to the tasks in their order.
const ENTITIES: &str = r#"{"entities":[{"name":"Book","meaning":"","attributes":[]},{"name":"Member","meaning":"","attributes":[]},
    {"name":"Loan","meaning":"","attributes":[]},{"name":"Publisher","meaning":"Who makes the book.","attributes":[]}]}"#;
const RELATIONSHIPS: &str = r#"{"relationships":[{"from":"Book","to":"Publisher","cardinality":"many_to_one","role":"","required":false,"why":""}]}"#;
const DEPENDENCIES: &str = r#"{"dependencies":[]}"#;
const QUESTIONS: &str = r#"{"questions":[]}"#;

/// An answer: status, content type, body; a body that is cut off ends the connection early.
struct Answer {
    status: u16,
    kind: &'static str,
    body: String,
    cut: bool,
}

/// Serves the answers one after the other and passes on what was asked: the head and the body of each request.
fn serve(answers: Vec<Answer>) -> (String, Receiver<(String, String)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for answer in answers {
            let Ok((stream, _)) = listener.accept() else { return };
            let asked = take(&stream);
            reply(stream, &answer);
            if sender.send(asked).is_err() {
                return;
            }
        }
    });
    (address, receiver)
}

fn take(stream: &TcpStream) -> (String, String) {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head).unwrap() > 0 {}
    let length = head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).unwrap();
    (head, String::from_utf8(body).unwrap())
}

fn reply(mut stream: TcpStream, answer: &Answer) {
    let Answer { status, kind, body, cut } = answer;
    let length = if *cut { body.len() + 100 } else { body.len() };
    let head = format!(
        "HTTP/1.1 {status} Status\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\nretry-after: 0\r\nconnection: close\r\n\r\n"
    );
    // A client that has seen enough may have gone.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes()));
}

fn answer(status: u16, kind: &'static str, body: String) -> Answer {
    Answer { status, kind, body, cut: false }
}

fn error(status: u16, said: &str) -> Answer {
    answer(status, "application/json", json!({"error": {"message": said}}).to_string())
}

/// A text as the stream of a wire, in three pieces.
fn streamed(wire: &str, text: &str) -> Answer {
    let characters: Vec<char> = text.chars().collect();
    let pieces: Vec<String> = characters.chunks(characters.len() / 3 + 1).map(|piece| piece.iter().collect()).collect();
    let events = |event: fn(&str) -> Value, last: Value| {
        let events = pieces.iter().map(|piece| event(piece)).chain([last]);
        events.map(|event| format!("data: {event}\n\n")).collect::<String>()
    };
    let sse = "text/event-stream";
    match wire {
        "anthropic" => {
            let last = json!({"type": "message_delta", "delta": {"stop_reason": "end_turn"}});
            let event =
                |text: &str| json!({"type": "content_block_delta", "delta": {"type": "text_delta", "text": text}});
            answer(200, sse, events(event, last))
        }
        "gemini" => {
            let last = json!({"candidates": [{"content": {"parts": []}, "finishReason": "STOP"}]});
            answer(200, sse, events(|text| json!({"candidates": [{"content": {"parts": [{"text": text}]}}]}), last))
        }
        "ollama" => {
            let lines = pieces.iter().map(|text| json!({"message": {"content": text}, "done": false}));
            let lines = lines.chain([json!({"message": {"content": ""}, "done": true, "done_reason": "stop"})]);
            answer(200, "application/x-ndjson", lines.map(|line| format!("{line}\n")).collect())
        }
        _ => {
            let last = json!({"choices": [{"delta": {}, "finish_reason": "stop"}]});
            answer(
                200,
                sse,
                events(|text| json!({"choices": [{"delta": {"content": text}}]}), last) + "data: [DONE]\n\n",
            )
        }
    }
}

fn all(wire: &str) -> Vec<Answer> {
    [ENTITIES, RELATIONSHIPS, DEPENDENCIES, QUESTIONS].map(|text| streamed(wire, text)).into()
}

/// Runs a command with the key in its environment.
fn run(arguments: &[&str], input: &str) -> Output {
    program::run(arguments, &[("SCHEMA_ARCHITECT_KEY", KEY)], input.as_bytes())
}

/// Standard output and standard error of `generate`; the key is in neither.
fn generate(address: &str) -> (String, String) {
    generate_over("openai", address)
}

fn generate_over(wire: &str, address: &str) -> (String, String) {
    let output = run(&["generate", "--endpoint", address, "--model", "m", "--wire", wire], LIBRARY);
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(!out.contains(KEY) && !err.contains(KEY), "the key was printed: {out} {err}");
    assert_eq!(output.status.code(), Some(0), "{err}");
    (out, err)
}

#[test]
fn a_model_is_asked_over_every_wire_and_streams() {
    let check = |wire: &str, base: &str, path: &str, header: &str| {
        let (address, asked) = serve(all(wire));
        let (out, err) = generate_over(wire, &format!("{address}{base}"));
        assert!(out.contains("CREATE TABLE publishers") && out.contains("publisher_id"), "{wire}: {out}{err}");
        let requests: Vec<(String, String)> = asked.try_iter().collect();
        assert_eq!(requests.len(), 4, "{wire}");
        for (head, body) in &requests {
            assert!(head.starts_with(&format!("POST {path} ")) && head.contains(&format!("{header}{KEY}")), "{head}");
            assert!(!body.contains(KEY), "{wire}: the key is in a body");
        }
        assert!(requests[0].1.contains("A library with books"), "{wire}");
    };
    check("openai", "/v1", "/v1/chat/completions", "authorization: Bearer ");
    check("anthropic", "", "/v1/messages", "x-api-key: ");
    check("gemini", "", "/v1beta/models/m:streamGenerateContent?alt=sse", "x-goog-api-key: ");
    check("ollama", "", "/api/chat", "authorization: Bearer ");
}

#[test]
fn trouble_ends_in_the_built_in_design_and_a_sentence() {
    let check = |answers: Vec<Answer>, words: &str| {
        let (address, _asked) = serve(answers);
        let (out, err) = generate(&format!("{address}/v1"));
        for table in ["books", "members", "loans"] {
            assert!(out.contains(&format!("CREATE TABLE {table}")), "{words}: {out}");
        }
        assert!(err.contains(words) && err.contains("built-in rules alone"), "{words}: {err}");
    };
    let cut = || Answer { cut: true, ..streamed("openai", ENTITIES) };
    check(vec![error(401, &format!("wrong key {KEY}"))], "refuses the key. It says: wrong key (key)");
    check(vec![error(404, "no model m")], "does not know this model");
    check(vec![error(429, "slow"), error(429, "slow"), error(429, "slow"), error(429, "slow")], "limit of requests");
    check(vec![error(500, "oops"), error(500, "oops"), error(500, "oops"), error(500, "oops")], "failed (500)");
    check(vec![cut(), cut(), cut(), cut()], "ended before the answer was complete");
    check(
        ["words", "{", "{\"entities\":[{\"name\":\"<script>\"}]}"].map(|text| streamed("openai", text)).into(),
        "could not be used",
    );
}

#[test]
fn nobody_at_the_address_is_said() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/v1", listener.local_addr().unwrap());
    drop(listener);
    let (out, err) = generate(&address);
    assert!(out.contains("CREATE TABLE books") && err.contains("No answer came"), "{err}");
}

#[test]
fn a_server_without_a_schema_mode_is_asked_in_another() {
    let mut answers = vec![error(400, "response_format json_schema is not supported")];
    answers.extend(all("openai"));
    let (address, asked) = serve(answers);
    let (out, _) = generate(&format!("{address}/v1"));
    assert!(out.contains("CREATE TABLE publishers"), "{out}");
    let bodies: Vec<String> = asked.try_iter().map(|(_, body)| body).collect();
    assert!(bodies[0].contains("json_schema\"") && bodies[1].contains("json_object"), "{bodies:?}");
}

#[test]
fn a_request_becomes_changes() {
    let changes = r#"{"changes":[{"action":"add_column","table":"customers","column":"loyalty points","to":"","names":[],"why":"Regulars collect them."}]}"#;
    let (address, _asked) = serve(vec![streamed("openai", changes)]);
    let path = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("model-refine.sql");
    std::fs::write(&path, "CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL);").unwrap();
    let endpoint = format!("{address}/v1");
    let path = path.to_str().unwrap();
    let wish = "reward our regulars";
    let output = run(&["refine", path, wish, "--dialect", "postgresql", "--endpoint", &endpoint, "--model", "m"], "");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(out.contains("loyalty_points"), "{out}{err}");
}

#[test]
fn unusable_options_are_refused_before_anything_is_sent() {
    let check = |arguments: &[&str], words: &str| {
        let output = run(&[&["generate"], arguments].concat(), LIBRARY);
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(2) && err.contains(words) && !err.contains(KEY), "{arguments:?}: {err}");
    };
    check(&["--model", "m"], "--model and --wire need --endpoint");
    check(&["--endpoint", "http://localhost:1"], "--endpoint needs --model");
    check(&["--endpoint", "http://example.com/v1", "--model", "m"], "unencrypted");
    check(&["--endpoint", "ftp://localhost", "--model", "m"], "has to begin with https://");
    check(&["--endpoint", "http://localhost:1", "--model", "m", "--wire", "telex"], "unknown wire");
}
