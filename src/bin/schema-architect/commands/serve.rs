//! `serve`: the JSON interface over HTTP, for scripts and editors on this machine.

use super::{Command, help};
use crate::options::sentence;
use crate::output::complain;
use lexopt::ValueExt;
use lexopt::prelude::*;
use schema_architect::api::{self, Answer};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::ExitCode;
use std::time::Duration;

pub const COMMAND: Command = Command {
    name: "serve",
    usage: "[--port N]",
    summary: "Answer /api/v1/schema/generate, evolve and optimize on the loopback interface.",
    run,
};

const LARGEST_HEAD: u64 = 16 * 1024;
const LARGEST_BODY: u64 = 16 * 1024 * 1024;
/// Whoever says nothing for this long is hung up on.
const PATIENCE: Duration = Duration::from_secs(30);

fn run(mut parser: lexopt::Parser) -> Result<ExitCode, String> {
    let mut port = 8181_u16;
    while let Some(argument) = parser.next().map_err(sentence)? {
        match argument {
            Short('h') | Long("help") => return help(),
            Long("port") => port = parser.value().and_then(|text| text.parse()).map_err(sentence)?,
            other => return Err(sentence(other.unexpected())),
        }
    }
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .map_err(|error| format!("port {port} cannot be opened: {error}; choose another with --port"))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    complain(&format!("Listening on http://{address}; GET /openapi.json describes the interface. Ctrl+C ends it."));
    for stream in listener.incoming().flatten() {
        std::thread::spawn(move || {
            // Whoever hung up needs no answer.
            let _ = handle(stream);
        });
    }
    Ok(ExitCode::SUCCESS)
}

fn handle(stream: TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut reader = BufReader::new(&stream);
    let answer = match request(&mut reader) {
        Ok((method, path, body)) => api::answer(&method, &path, &body),
        Err(refused) => refused,
    };
    let head = format!(
        "HTTP/1.1 {} {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nx-content-type-options: nosniff\r\nconnection: close\r\n\r\n",
        answer.status,
        if answer.status == 200 { "OK" } else { "Refused" },
        answer.body.len()
    );
    (&stream).write_all(head.as_bytes())?;
    (&stream).write_all(answer.body.as_bytes())
}

/// Method, path and body; or the answer that says what is wrong.
fn request(reader: &mut BufReader<&TcpStream>) -> Result<(String, String, String), Answer> {
    let refused = |status, why: &str| Answer { status, body: serde_json::json!({ "error": why }).to_string() };
    let broken = |_| refused(400, "the request broke off");
    let mut head = reader.by_ref().take(LARGEST_HEAD);
    let mut first = String::new();
    head.read_line(&mut first).map_err(broken)?;
    let (mut length, mut host, mut is_json) = (0_u64, String::new(), false);
    loop {
        let mut line = String::new();
        if head.read_line(&mut line).map_err(broken)? == 0 {
            return Err(refused(431, "the head of the request is too long or broke off"));
        }
        let Some((name, value)) = line.split_once(':') else { break };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "content-length" => {
                length = value.parse().map_err(|_| refused(400, "the length of the body is no number"))?
            }
            "host" => host = value.to_owned(),
            "content-type" => is_json = value.to_ascii_lowercase().starts_with("application/json"),
            "transfer-encoding" => return Err(refused(411, "send the body with its length, not in chunks")),
            _ => {}
        }
    }
    let mut words = first.split_whitespace();
    let (Some(method), Some(path)) = (words.next(), words.next()) else {
        return Err(refused(400, "this is no HTTP request"));
    };
    // Another site's page reaches this port by a name of its own (DNS rebinding), or by a form, whose body is no JSON.
    let name = host.rsplit_once(':').map_or(host.as_str(), |(name, _)| name);
    if !matches!(name, "127.0.0.1" | "localhost") {
        return Err(refused(403, "ask for 127.0.0.1 or localhost"));
    }
    if method == "POST" && !is_json {
        return Err(refused(415, "send application/json"));
    }
    if length > LARGEST_BODY {
        return Err(refused(413, "the body is larger than 16 MB"));
    }
    let mut body = Vec::new();
    reader.by_ref().take(length).read_to_end(&mut body).map_err(broken)?;
    let body = String::from_utf8(body).map_err(|_| refused(400, "the body is not UTF-8"))?;
    Ok((method.to_owned(), path.to_owned(), body))
}
