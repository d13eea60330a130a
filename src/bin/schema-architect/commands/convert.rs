//! `convert`: a script or a project to a script of another dialect or to another format.

use super::{Command, help};
use crate::input::Input;
use crate::options::{self, sentence};
use crate::output::write;
use lexopt::prelude::*;
use schema_architect::architect::Format;
use schema_architect::dialect::Dialect;
use schema_architect::project::Project;
use std::process::ExitCode;

pub const COMMAND: Command = Command {
    name: "convert",
    usage: "FILE --from D --to D2 | --format F",
    summary: "Read a script or a project; write it for another database or in another format.",
    run,
};

fn run(mut parser: lexopt::Parser) -> Result<ExitCode, String> {
    let (mut input, mut from, mut to, mut format) = (None, None, None::<Dialect>, None::<Format>);
    while let Some(argument) = parser.next().map_err(sentence)? {
        match argument {
            Short('h') | Long("help") => return help(),
            Long("from") => from = Some(options::value(&mut parser)?),
            Long("to") => to = Some(options::value(&mut parser)?),
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
    write(&Project { dialect, ..project }, format.unwrap_or_default(), &input)
}
