//! `read`: what becomes of every statement of a script.

use super::{Command, help};
use crate::input::Input;
use crate::options::{self, sentence};
use crate::output::print;
use lexopt::prelude::*;
use schema_architect::dialect::Dialect;
use schema_architect::sql::{self, Outcome, Report};
use std::process::ExitCode;

pub const COMMAND: Command = Command {
    name: "read",
    usage: "FILE... [--from D] [--format text|json]",
    summary: "Say which statements of scripts are understood, kept as text or skipped.",
    run,
};

fn run(mut parser: lexopt::Parser) -> Result<ExitCode, String> {
    let (mut inputs, mut from, mut json) = (Vec::new(), None::<Dialect>, false);
    while let Some(argument) = parser.next().map_err(sentence)? {
        match argument {
            Short('h') | Long("help") => return help(),
            Long("from") => from = Some(options::value(&mut parser)?),
            Long("format") => {
                json = match parser.value().map_err(sentence)?.to_string_lossy().as_ref() {
                    "json" => true,
                    "text" => false,
                    other => return Err(format!("unknown format '{other}'; use text or json")),
                };
            }
            Value(path) => inputs.push(Input::of(path)),
            other => return Err(sentence(other.unexpected())),
        }
    }
    if inputs.is_empty() {
        inputs.push(Input::Stdin);
    }
    let mut all = Vec::new();
    let mut text = String::new();
    for input in &inputs {
        let script = input.read_or_empty()?;
        let dialect = from.unwrap_or_else(|| sql::detect(&script).dialect);
        let report = sql::parse(&script, dialect).report;
        match json {
            true => all.push(serde_json::json!({"file": input.name(), "dialect": dialect.name(), "report": report})),
            false => text += &lines(&input.name(), dialect, &report),
        }
    }
    if json {
        text = serde_json::to_string_pretty(&all).map_err(sentence)? + "\n";
    }
    print(&text)
}

fn lines(name: &str, dialect: Dialect, report: &Report) -> String {
    let mut text = format!(
        "{name}: {dialect}, {} understood, {} kept as text, {} skipped, {} rows\n",
        report.understood,
        report.kept,
        report.skipped,
        report.row_count()
    );
    for statement in &report.statements {
        let what = match statement.outcome {
            Outcome::Partly => "understood but for",
            Outcome::Kept => "kept as text",
            Outcome::Understood | Outcome::Skipped => continue,
        };
        let object = statement.name.as_deref().unwrap_or_default();
        let (line, column) = (statement.position.line, statement.position.column);
        let notes = statement.notes.join("; ");
        text += format!("  {line}:{column} {} {object}: {what} {notes}", statement.kind).trim_end();
        text.push('\n');
    }
    text
}
