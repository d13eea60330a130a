//! What each command does.

use crate::arguments::{self, Command, HELP, Input};
use schema_architect::architect::{self, Format};
use schema_architect::dialect::Dialect;
use schema_architect::project::{self, Project};
use schema_architect::schema::{Answer, Diagnostic, Severity};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

/// Runs the command that the arguments name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    match arguments::parse(arguments).and_then(execute) {
        Ok(code) => code,
        Err(message) => {
            complain(&format!("schema-architect: {message}"));
            ExitCode::from(2)
        }
    }
}

fn execute(command: Command) -> Result<ExitCode, String> {
    match command {
        Command::Help => print(HELP),
        Command::Version => print(concat!("schema-architect ", env!("CARGO_PKG_VERSION"), "\n")),
        Command::Generate { input, dialect, format, options, answers } => {
            let mut project = architect::generate(&input.read()?, &options);
            project.dialect = dialect;
            if let Some(path) = answers {
                project = answered(project, &Input::File(path))?;
            }
            write(&project, format, &input)
        }
        Command::Convert { input, from, to, format } => {
            let project = read_schema(&input, from)?;
            write(&Project { dialect: to.unwrap_or(project.dialect), ..project }, format, &input)
        }
    }
}

/// A project from its file, or one around the schema of a script.
fn read_schema(input: &Input, from: Option<Dialect>) -> Result<Project, String> {
    let text = input.read()?;
    match from {
        Some(dialect) => Ok(architect::import(&text, dialect)),
        None if text.trim_start().starts_with('{') => {
            project::read(&text).map_err(|error| format!("{}: {error}", input.name()))
        }
        None => Err(format!("{}: convert needs --from with the dialect of the script", input.name())),
    }
}

/// The project with the answers of a file given: an object of question ids with labels or numbers.
fn answered(mut project: Project, file: &Input) -> Result<Project, String> {
    let name = file.name();
    let answers: BTreeMap<String, serde_json::Value> = serde_json::from_str(&file.read()?)
        .map_err(|error| format!("{name}: is no JSON object of question ids and answers ({error})"))?;
    for (id, wanted) in answers {
        let place = place_of(&project, &id, &wanted);
        project = architect::answer(&project, &id, place).map_err(|error| format!("{name}: {error}"))?;
    }
    Ok(project)
}

/// The place of an answer given by its number or label; beyond the last where there is none such.
fn place_of(project: &Project, question: &str, wanted: &serde_json::Value) -> usize {
    let by_number = wanted.as_u64().and_then(|number| usize::try_from(number).ok());
    let answers = project.questions.iter().find(|q| q.id == question).map_or(&[][..], |q| &q.answers);
    let is_wanted = |answer: &Answer| wanted.as_str().is_some_and(|label| label.eq_ignore_ascii_case(&answer.label));
    by_number.or_else(|| answers.iter().position(is_wanted)).unwrap_or(usize::MAX)
}

/// Writes the project in a format, and everything there is to say about it.
fn write(project: &Project, format: Format, input: &Input) -> Result<ExitCode, String> {
    let exported = architect::export(project, format);
    let diagnostics: Vec<&Diagnostic> = project.diagnostics.iter().chain(&exported.diagnostics).collect();
    for diagnostic in &diagnostics {
        complain(&format!("{}:{diagnostic}", input.name()));
    }
    let code = print(&exported.text)?;
    let failed = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    Ok(if failed { ExitCode::from(1) } else { code })
}

/// Writes to standard output. A reader that has seen enough and closed the pipe is no error.
fn print(text: &str) -> Result<ExitCode, String> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!("cannot write the result: {error}")),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// Writes a line to standard error; where that is closed, there is nobody left to tell.
fn complain(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
