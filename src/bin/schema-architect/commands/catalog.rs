//! `catalog`: the query whose result is the schema of a living database.

use super::{Command, help};
use crate::options::{self, sentence};
use crate::output::print;
use lexopt::prelude::*;
use schema_architect::dialect::Dialect;
use schema_architect::import;
use std::process::ExitCode;

pub const COMMAND: Command = Command {
    name: "catalog",
    usage: "--dialect D",
    summary: "Print the query to run on a database; its result is read like a script, statistics (--stats) too.",
    run,
};

fn run(mut parser: lexopt::Parser) -> Result<ExitCode, String> {
    let mut dialect = None::<Dialect>;
    while let Some(argument) = parser.next().map_err(sentence)? {
        match argument {
            Short('h') | Long("help") => return help(),
            Long("dialect") => dialect = Some(options::value(&mut parser)?),
            other => return Err(sentence(other.unexpected())),
        }
    }
    print(import::catalog_query(dialect.ok_or("catalog needs --dialect with the database's dialect")?))
}
