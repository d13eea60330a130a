//! `diff`: what changed between two schemas.

use super::{Command, help};
use crate::input::Input;
use crate::options::{self, sentence};
use crate::output::{complain, print};
use lexopt::prelude::*;
use schema_architect::dialect::Dialect;
use schema_architect::diff::{self, Hint, Options, report};
use schema_architect::project::Project;
use schema_architect::schema::Severity;
use std::process::ExitCode;

pub const COMMAND: Command = Command {
    name: "diff",
    usage: "FROM TO --dialect D [--format text|json] [--rename OLD=NEW]... [--weighed]",
    summary: "Show what changed between two scripts or projects, with renames found or asked about.",
    run,
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Json,
}

impl std::str::FromStr for Form {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err(format!("unknown format '{text}'; use text or json")),
        }
    }
}

fn run(mut parser: lexopt::Parser) -> Result<ExitCode, String> {
    let (mut inputs, mut dialect, mut form) = (Vec::new(), None::<Dialect>, Form::Text);
    let (mut hints, mut weighed) = (Vec::<Hint>::new(), false);
    while let Some(argument) = parser.next().map_err(sentence)? {
        match argument {
            Short('h') | Long("help") => return help(),
            Long("dialect") => dialect = Some(options::value(&mut parser)?),
            Long("format") => form = options::value(&mut parser)?,
            Long("rename") => hints.push(options::value(&mut parser)?),
            Long("weighed") => weighed = true,
            Value(path) => inputs.push(Input::of(path)),
            other => return Err(sentence(other.unexpected())),
        }
    }
    let Ok([from, to]) = <[Input; 2]>::try_from(inputs) else {
        return Err("diff needs two inputs: the schema as it is and the schema as it should be".to_owned());
    };
    if from == Input::Stdin && to == Input::Stdin {
        return Err("diff can read only one of its inputs from standard input".to_owned());
    }
    let (old, _) = read(&from, dialect)?;
    let (new, text) = read(&to, dialect)?;
    let dialect = dialect.unwrap_or(new.dialect);
    hints.extend(diff::stated_renames(&text, dialect));
    let found = diff::diff(&old.schema, &new.schema, &Options { hints, ..Options::of(dialect) });
    if let Some(refused) = found.refused.first() {
        return Err(refused.clone());
    }
    let code = print(&match form {
        Form::Text => report::text(&old.schema, &found, dialect),
        Form::Json => report::json(&old.schema, &found, dialect, weighed),
    })?;
    let failed = [&old, &new].iter().flat_map(|project| &project.diagnostics).any(|d| d.severity == Severity::Error);
    Ok(if failed { ExitCode::from(1) } else { code })
}

/// A schema with the text that it was read from, whose comments may state renames.
fn read(input: &Input, dialect: Option<Dialect>) -> Result<(Project, String), String> {
    let text = input.read_or_empty()?;
    let project = input.schema_of(&text, dialect, "diff needs --dialect with the dialect of the scripts")?;
    for diagnostic in project.diagnostics.iter().filter(|diagnostic| diagnostic.severity >= Severity::Warning) {
        complain(&format!("{}:{diagnostic}", input.name()));
    }
    let script = if text.trim_start().starts_with('{') { String::new() } else { text };
    Ok((project, script))
}
