//! `lsp`: the Language Server Protocol on standard input and output.

use super::{Command, help};
use crate::options::{self, sentence};
use lexopt::prelude::*;
use schema_architect::lsp::Server;
use serde_json::{Value, json};
use std::io::{BufRead, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

pub const COMMAND: Command = Command {
    name: "lsp",
    usage: "[--dialect D] [--config FILE]",
    summary: "Speak the Language Server Protocol for .sql files: findings, fixes, hover, rename.",
    run,
};

/// A message larger than this is no file that a person edits.
const LARGEST: u64 = 64 * 1024 * 1024;

fn run(mut parser: lexopt::Parser) -> Result<ExitCode, String> {
    let (mut dialect, mut configuration) = (None, None);
    while let Some(argument) = parser.next().map_err(sentence)? {
        match argument {
            Short('h') | Long("help") => return help(),
            Long("dialect") => dialect = Some(options::value(&mut parser)?),
            Long("config") => configuration = Some(parser.value().map(PathBuf::from).map_err(sentence)?),
            // Some clients say so, and there is no other way here.
            Long("stdio") => {}
            other => return Err(sentence(other.unexpected())),
        }
    }
    let mut server = Server::new(dialect, super::lint::configuration(configuration)?);
    let mut input = std::io::stdin().lock();
    let mut output = std::io::stdout().lock();
    while let Some(body) = read(&mut input)? {
        let answers = match serde_json::from_slice::<Value>(&body) {
            Ok(message) => server.answer(&message),
            Err(error) => {
                let error = json!({ "code": -32700, "message": error.to_string() });
                vec![json!({ "jsonrpc": "2.0", "id": null, "error": error })]
            }
        };
        for answer in answers {
            write(&mut output, &answer).map_err(|error| format!("the editor cannot be answered: {error}"))?;
        }
        if let Some(orderly) = server.ended() {
            return Ok(ExitCode::from(u8::from(!orderly)));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The body of the next message; nothing where the input has ended.
fn read(input: &mut impl BufRead) -> Result<Option<Vec<u8>>, String> {
    let mut length: Option<u64> = None;
    loop {
        let mut line = String::new();
        let size = input.by_ref().take(LARGEST).read_line(&mut line).map_err(|error| error.to_string())?;
        if size == 0 {
            return Ok(None);
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok();
        }
    }
    let length = length.ok_or("a message without Content-Length; this command speaks with editors, not with people")?;
    if length > LARGEST {
        return Err(format!("a message of {length} bytes; {LARGEST} are the most"));
    }
    let mut body = Vec::new();
    input.take(length).read_to_end(&mut body).map_err(|error| error.to_string())?;
    Ok(Some(body))
}

fn write(output: &mut impl Write, message: &Value) -> std::io::Result<()> {
    let body = message.to_string();
    write!(output, "Content-Length: {}\r\n\r\n{body}", body.len())?;
    output.flush()
}
