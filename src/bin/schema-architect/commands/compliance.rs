//! `compliance`: the classes of data of a project, where, how long, who sees them, and what its log says.

use super::{Command, help};
use crate::input::{Input, Judged};
use crate::options::{self, sentence};
use crate::output::print;
use lexopt::prelude::*;
use schema_architect::classify::{self, Hints};
use schema_architect::dialect::Dialect;
use schema_architect::export::{html_of, markdown_of};
use schema_architect::project::compliance;
use std::process::ExitCode;

pub const COMMAND: Command = Command {
    name: "compliance",
    usage: "FILE [--dialect D] [--format markdown|html]",
    summary: "Report classes of data, where, retention, access and the project's log of changes.",
    run,
};

/// What `--format` may be: whether the report is HTML.
const FORMATS: [(&str, bool); 2] = [("markdown", false), ("html", true)];

fn run(mut parser: lexopt::Parser) -> Result<ExitCode, String> {
    let (mut input, mut dialect, mut is_html) = (None, None::<Dialect>, false);
    while let Some(argument) = parser.next().map_err(sentence)? {
        match argument {
            Short('h') | Long("help") => return help(),
            Long("dialect") => dialect = Some(options::value(&mut parser)?),
            Long("format") => is_html = options::one_of(&mut parser, "format", &FORMATS)?,
            Value(path) => options::set_input(&mut input, path)?,
            other => return Err(sentence(other.unexpected())),
        }
    }
    let judged = Judged::read(&input.unwrap_or(Input::Stdin), dialect, "compliance")?;
    let project = judged.project;
    let mut hints = Hints::default();
    hints.samples.extend(classify::inserted(&judged.script, project.dialect, &project.schema));
    let found = classify::classify(&project.schema, &hints);
    let blocks = compliance(&project, &found);
    print(&if is_html { html_of("Compliance report", &blocks, None) } else { markdown_of(&blocks) })
}
