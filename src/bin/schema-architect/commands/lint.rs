//! `lint`: the best practices that a schema departs from, and their fixes.

use super::{Command, help};
use crate::input::{Input, Judged};
use crate::options::{self, sentence};
use crate::output::{complain, print};
use lexopt::prelude::*;
use schema_architect::lint::{self, Finding, Options, RULES};
use schema_architect::project::Project;
use schema_architect::schema::Severity;
use schema_architect::sql;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

pub const COMMAND: Command = Command {
    name: "lint",
    usage: "FILE --dialect D [--format text|json|sarif] [--fix [--unsafe]] [--config FILE] | --explain CODE|all",
    summary: "Check a script against best practices; write it with the fixes; explain a rule.",
    run,
};

/// Read where no other file is named.
const CONFIGURATION: &str = "schema-architect.toml";

#[derive(Clone, Copy, Default, PartialEq)]
enum Report {
    #[default]
    Text,
    Json,
    Sarif,
}

/// What `--format` may be.
const FORMATS: [(&str, Report); 3] = [("text", Report::Text), ("json", Report::Json), ("sarif", Report::Sarif)];

fn run(mut parser: lexopt::Parser) -> Result<ExitCode, String> {
    let (mut input, mut dialect, mut report, mut config) = (None, None, Report::default(), None);
    let (mut fix, mut review, mut timing) = (false, false, false);
    while let Some(argument) = parser.next().map_err(sentence)? {
        match argument {
            Short('h') | Long("help") => return help(),
            Long("dialect") => dialect = Some(options::value(&mut parser)?),
            Long("format") => report = options::one_of(&mut parser, "format", &FORMATS)?,
            Long("config") => config = Some(PathBuf::from(parser.value().map_err(sentence)?)),
            Long("fix") => fix = true,
            Long("unsafe") => review = true,
            Long("timing") => timing = true,
            Long("explain") => return explain(&parser.value().map_err(sentence)?.to_string_lossy()),
            Value(path) => options::set_input(&mut input, path)?,
            other => return Err(sentence(other.unexpected())),
        }
    }
    let levels = configuration(config)?;
    let checked = Judged::read(&input.unwrap_or(Input::Stdin), dialect, "lint")?;
    if fix {
        return write_fixed(checked, &levels, review);
    }
    let started = Instant::now();
    let findings = findings(&checked, &levels);
    if timing {
        complain(&format!("timing: check {:.3} ms", started.elapsed().as_secs_f64() * 1e3));
    }
    print(&match report {
        Report::Text => lint::text(&findings, &checked.name),
        Report::Json => lint::json(&findings),
        Report::Sarif => lint::sarif(&findings, &checked.name),
    })?;
    Ok(exit(&findings))
}

fn findings(checked: &Judged, options: &Options) -> Vec<Finding> {
    lint::check_script(&checked.script, &checked.project.schema, checked.project.dialect, options)
}

/// Writes the fixed script, tells what was done, and judges what is left.
fn write_fixed(checked: Judged, options: &Options, review: bool) -> Result<ExitCode, String> {
    let Project { dialect, schema, .. } = checked.project;
    let fixed = lint::fixed(&schema, dialect, options, review);
    for title in &fixed.taken {
        complain(&format!("{}: fixed {title}", checked.name));
    }
    let left = lint::check(&fixed.schema, dialect, options);
    for finding in &left {
        complain(&format!("{}: {}", checked.name, finding.diagnostic()));
    }
    print(&sql::render(&fixed.schema, dialect).script(dialect))?;
    Ok(exit(&left))
}

fn exit(findings: &[Finding]) -> ExitCode {
    ExitCode::from(u8::from(findings.iter().any(|finding| finding.severity == Severity::Error)))
}

/// The rules' levels from the named file, or from the usual one where there is one.
pub fn configuration(named: Option<PathBuf>) -> Result<Options, String> {
    let path = match named {
        Some(path) => path,
        None if Path::new(CONFIGURATION).is_file() => PathBuf::from(CONFIGURATION),
        None => return Ok(Options::default()),
    };
    let input = Input::File(path);
    let name = input.name();
    Options::read(&input.read()?).map_err(|error| format!("{name}: {error}"))
}

/// The page of a rule, or the list of all.
fn explain(code: &str) -> Result<ExitCode, String> {
    if code == "all" {
        let line = |rule: &lint::Rule| format!("{:<12} {:<28} {}\n", rule.group.name(), rule.code, rule.summary());
        return print(&RULES.iter().map(line).collect::<String>());
    }
    match lint::rule(code) {
        Some(rule) => print(&rule.page()),
        None => Err(format!("there is no rule '{code}'; --explain all lists the rules")),
    }
}
