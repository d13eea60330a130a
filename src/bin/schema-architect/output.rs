//! Results to standard output, diagnostics to standard error.

use crate::input::Input;
use schema_architect::architect::{self, Format};
use schema_architect::project::Project;
use schema_architect::schema::{Diagnostic, Severity};
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

/// Writes the project in a format, and everything there is to say about it.
pub fn write(project: &Project, format: Format, input: &Input) -> Result<ExitCode, String> {
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
pub fn print(text: &str) -> Result<ExitCode, String> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!("cannot write the result: {error}")),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// Writes a line to standard error; where that is closed, there is nobody left to tell.
pub fn complain(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
