//! `read`: what becomes of every statement of a script.

use super::{Command, help};
use crate::input::Input;
use crate::options::{self, sentence};
use crate::output::print;
use lexopt::prelude::*;
use schema_architect::dialect::Dialect;
use schema_architect::import;
use schema_architect::sql::{self, Outcome, Report};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub const COMMAND: Command = Command {
    name: "read",
    usage: "FILE... [--from D] [--format text|json] [--samples FOLDER [--rows N]]",
    summary: "Say which statements of scripts are understood, kept as text or skipped.",
    run,
};

fn run(mut parser: lexopt::Parser) -> Result<ExitCode, String> {
    let (mut inputs, mut from, mut json) = (Vec::new(), None::<Dialect>, false);
    let (mut folder, mut rows) = (None::<PathBuf>, 100);
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
            Long("samples") => folder = Some(parser.value().map_err(sentence)?.into()),
            Long("rows") => rows = options::text(&mut parser)?.parse().map_err(sentence)?,
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
        let most = if folder.is_some() { rows } else { 0 };
        let parsed = sql::parse_watched(&script, dialect, most, &mut |_| ());
        if let Some(folder) = &folder {
            write_samples(folder, &import::samples_csv(&parsed.schema, &parsed.samples))?;
        }
        let report = parsed.report;
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

/// A file of rows for each table, as `normalize --data` reads them.
fn write_samples(folder: &Path, samples: &[(String, String)]) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: cannot be written: {error}", folder.display());
    std::fs::create_dir_all(folder).map_err(failed)?;
    for (table, csv) in samples {
        let name = table.replace(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.')), "_");
        std::fs::write(folder.join(name + ".csv"), csv).map_err(failed)?;
    }
    Ok(())
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
