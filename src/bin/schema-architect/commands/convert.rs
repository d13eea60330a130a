//! `convert`: a script or a project to a script of another dialect or to another format.

use super::{Command, help};
use crate::input::Input;
use crate::options::{self, sentence};
use crate::output::{print, write};
use lexopt::prelude::*;
use schema_architect::architect::Format;
use schema_architect::dialect::Dialect;
use schema_architect::project::Project;
use schema_architect::sql::{self, Rendered};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub const COMMAND: Command = Command {
    name: "convert",
    usage: "FILE --from D --to D2 [--rows] [--report REPORT.md|.json] | --format F",
    summary: "Read a script or a project; write it for another database or in another format.",
    run,
};

const MISSING: &str = "convert needs --from with the dialect of the script";

fn run(mut parser: lexopt::Parser) -> Result<ExitCode, String> {
    let (mut input, mut from, mut to, mut format) = (None, None, None::<Dialect>, None::<Format>);
    let (mut report, mut rows) = (None::<PathBuf>, false);
    while let Some(argument) = parser.next().map_err(sentence)? {
        match argument {
            Short('h') | Long("help") => return help(),
            Long("from") => from = Some(options::value(&mut parser)?),
            Long("to") => to = Some(options::value(&mut parser)?),
            Long("rows") => rows = true,
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
    let (project, samples) = match rows {
        true => read_with_rows(&input, from)?,
        false => (input.read_schema(from, MISSING)?, Vec::new()),
    };
    let dialect = to.or(from).unwrap_or(project.dialect);
    if let Some(path) = report {
        write_report(&project, dialect, &path)?;
    }
    let project = Project { dialect, ..project };
    let code = write(&project, format.unwrap_or_default(), &input)?;
    if !samples.is_empty() {
        let statements = sql::insert_statements(&project.schema, dialect, &samples);
        let script = Rendered { statements, ..Rendered::default() }.script(dialect);
        print(&format!("\n{script}"))?;
    }
    Ok(code)
}

/// The schema of a script, and all the rows in it.
fn read_with_rows(input: &Input, from: Option<Dialect>) -> Result<(Project, Vec<sql::TableRows>), String> {
    let text = input.read()?;
    let project = input.schema_of(&text, from, MISSING)?;
    let samples = sql::rows(&text, project.dialect, usize::MAX);
    Ok((project, samples))
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
