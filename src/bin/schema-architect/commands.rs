//! What each command does.

use crate::arguments::{self, Command, HELP, Input};
use schema_architect::architect::{self, Format};
use schema_architect::project::Project;
use schema_architect::schema::{Diagnostic, Severity};
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
        Command::Generate { input, dialect, format, options, .. } => {
            let mut project = architect::generate(&input.read()?, &options);
            project.dialect = dialect;
            write(&project, format, &input)
        }
        Command::Convert { .. } => Err("convert is not ready".to_owned()),
    }
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
