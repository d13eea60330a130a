//! `sample-data`: plausible rows for a schema, as INSERT statements.

use super::{Command, help};
use crate::input::{Input, Judged};
use crate::options::{self, sentence};
use crate::output::{complain, print};
use lexopt::ValueExt;
use lexopt::prelude::*;
use schema_architect::dialect::Dialect;
use schema_architect::prove::rows::{self, Options};
use std::process::ExitCode;

pub const COMMAND: Command = Command {
    name: "sample-data",
    usage: "FILE --dialect D [--rows N] [--seed N]",
    summary: "Fill the schema with plausible rows that keep its keys and checks, as INSERTs.",
    run,
};

/// More rows make scripts that nobody reads; load a dump instead.
const MOST: usize = 100_000;

fn run(mut parser: lexopt::Parser) -> Result<ExitCode, String> {
    let (mut input, mut dialect, mut wanted) = (None, None::<Dialect>, Options::default());
    while let Some(argument) = parser.next().map_err(sentence)? {
        match argument {
            Short('h') | Long("help") => return help(),
            Long("dialect") => dialect = Some(options::value(&mut parser)?),
            Long("rows") => wanted.rows = parser.value().and_then(|text| text.parse()).map_err(sentence)?,
            Long("seed") => wanted.seed = parser.value().and_then(|text| text.parse()).map_err(sentence)?,
            Value(path) => options::set_input(&mut input, path)?,
            other => return Err(sentence(other.unexpected())),
        }
    }
    if wanted.rows > MOST {
        return Err(format!("--rows {} is more than {MOST}; take fewer", wanted.rows));
    }
    let judged = Judged::read(&input.unwrap_or(Input::Stdin), dialect, "sample-data")?;
    let (schema, dialect) = (&judged.project.schema, judged.project.dialect);
    let made = rows::rows(schema, dialect, wanted);
    made.notes.iter().for_each(|note| complain(&format!("{}: {note}", judged.name)));
    let statements = rows::statements(&made, schema, dialect).into_iter().map(|(_, sql)| sql);
    let all: Vec<String> =
        statements.chain(rows::tidy(&made, schema, dialect)).map(|sql| format!("{sql};\n")).collect();
    print(&all.concat())
}
