//! `convert`: a script or a project to a script of another dialect or to another format.

use super::{Command, help};
use crate::input::Input;
use crate::options::{self, sentence};
use crate::output::write;
use lexopt::prelude::*;
use schema_architect::architect::Format;
use schema_architect::dialect::Dialect;
use schema_architect::project::Project;
use schema_architect::sql;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub const COMMAND: Command = Command {
    name: "convert",
    usage: "FILE --from D --to D2 [--report REPORT.md|.json] | --format F",
    summary: "Read a script or a project; write it for another database or in another format.",
    run,
};

fn run(mut parser: lexopt::Parser) -> Result<ExitCode, String> {
    let (mut input, mut from, mut to, mut format) = (None, None, None::<Dialect>, None::<Format>);
    let mut report = None::<PathBuf>;
    while let Some(argument) = parser.next().map_err(sentence)? {
        match argument {
            Short('h') | Long("help") => return help(),
            Long("from") => from = Some(options::value(&mut parser)?),
            Long("to") => to = Some(options::value(&mut parser)?),
            Long("report") => report = Some(parser.value().map_err(sentence)?.into()),
            Long("format") => format = Some(options::value(&mut parser)?),
            Value(path) => options::set_input(&mut input, path)?,
            other => return Err(sentence(other.unexpected())),
        }
    }
    if to.is_none() && format.is_none() {
        return Err("convert needs --to with a dialect or --format with a format".to_owned());
    }
    let input = input.unwrap_or(Input::Stdin);
    let project = input.read_schema(from, "convert needs --from with the dialect of the script")?;
    let dialect = to.or(from).unwrap_or(project.dialect);
    if let Some(path) = report {
        write_report(&project, dialect, &path)?;
    }
    write(&Project { dialect, ..project }, format.unwrap_or_default(), &input)
}

/// What changed and what was lost on the way, as JSON or as a document.
fn write_report(project: &Project, to: Dialect, path: &Path) -> Result<(), String> {
    let conversion = sql::conversion(&project.schema, project.dialect, to);
    let text = match path.extension().is_some_and(|ending| ending == "json") {
        true => serde_json::to_string_pretty(&conversion).map_err(sentence)? + "\n",
        false => conversion.markdown(),
    };
    std::fs::write(path, text).map_err(|error| format!("{}: cannot be written: {error}", path.display()))
}
