//! The commands in the order of the help: each file says what its command takes and does.

mod catalog;
mod classify;
mod compliance;
mod convert;
mod diff;
mod generate;
mod lint;
mod lsp;
mod migrate;
mod normalize;
mod optimize;
mod read;
mod refine;
mod sample_data;
mod serve;

use crate::options::sentence;
use crate::output::{complain, print};
use lexopt::prelude::*;
use std::ffi::OsString;
use std::process::ExitCode;

/// A command: its name, its arguments as the help prints them, what it does, and the function that reads the rest of
/// the arguments and does it. The error is a sentence for the user.
pub struct Command {
    name: &'static str,
    usage: &'static str,
    summary: &'static str,
    run: fn(lexopt::Parser) -> Result<ExitCode, String>,
}

const COMMANDS: &[Command] = &[
    generate::COMMAND,
    refine::COMMAND,
    convert::COMMAND,
    catalog::COMMAND,
    read::COMMAND,
    diff::COMMAND,
    migrate::COMMAND,
    lint::COMMAND,
    classify::COMMAND,
    compliance::COMMAND,
    normalize::COMMAND,
    optimize::COMMAND,
    sample_data::COMMAND,
    serve::COMMAND,
    lsp::COMMAND,
];

const OPTIONS: &str = "\
Options:
  --dialect D       postgresql (default), mysql, mariadb, oracle, sqlserver, sqlite or heliosdb
  --from D          the dialect of the script that is read
  --to D2           the dialect of the script that is written
  --format F        sql (default), json, markdown, mermaid, dbml, svg or project; text (default) or json for diff
  --normal-form N   1nf, 2nf, 3nf (default) or bcnf
  --to N            the normal form of normalize: 1nf, 2nf, 3nf (default), bcnf or 4nf
  --fd \"T: a -> b\"  a dependency of table T; a ->> b for independent sets of values
  --data T=FILE     sample rows of table T as CSV, in which dependencies and keys are found
  --header H        whether the CSV files name their columns: yes, no or auto (default)
  --max-error E     approximate dependencies that at most this share of rows contradicts (0.05)
  --largest N       dependencies on at most N columns
  --workload FILE   queries: a script with `-- frequency: N` comments, a CSV of pg_stat_statements, a slow log, or JSON
  --stats FILE      rows, widths and distinct values as CSV or JSON; --stats-query prints the query for the catalog,
                    --workload-query the one for the database's counts of statements
  --budget MB       megabytes that new indexes may take
  --naming S        snake_case (default), camelCase or PascalCase
  --answers FILE    answers to the questions of an earlier run, as JSON: {\"question id\": \"answer\" or its number from 0}
  --endpoint URL    a language model to ask besides: its address before /chat/completions, or that of Anthropic, Gemini or
                    Ollama; the key comes from SCHEMA_ARCHITECT_KEY or the provider's own variable (OPENAI_API_KEY, ...)
  --model NAME      the model's name
  --wire W          how the endpoint speaks, where its address does not tell: openai, anthropic, gemini or ollama
  --out DIR         the folder that migrate writes its scripts to
  --offline         plain scripts for a maintenance window (migrate)
  --no-moves        no values from table to table: what comes is new, what goes is archived (migrate)
  --rename OLD=NEW  a table or table.column of the old schema and what it is called now; OLD= says it was not renamed
  --weighed         list every pair that was weighed as a rename, with its evidence (diff --format json)
  --rows N          rows of each table (sample-data; 20)
  --seed N          another seed gives other rows (sample-data; 1)
  --port N          the port of 127.0.0.1 that serve listens on (8181)
  --layout L        migrations for flyway, liquibase, golang-migrate, dbmate, sqlx, alembic, rails or prisma besides
  --stats FILE      sizes of tables as JSON: {\"orders\": {\"rows\": 1000000, \"width\": 120}}
  -h, --help        Print this help.
  -V, --version     Print the version.

No FILE, or -, reads standard input. Results go to standard output, diagnostics to standard error.
Exit code: 0; 1 for findings of error severity; 2 for unusable arguments or input.
";

/// Runs the command that the arguments name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    match dispatch(lexopt::Parser::from_args(arguments)) {
        Ok(code) => code,
        Err(message) => {
            complain(&format!("schema-architect: {message}"));
            ExitCode::from(2)
        }
    }
}

fn dispatch(mut parser: lexopt::Parser) -> Result<ExitCode, String> {
    let Some(first) = parser.next().map_err(sentence)? else {
        return Err(format!("no command given; use {}, or see --help", names()));
    };
    match first {
        Short('h') | Long("help") => help(),
        Short('V') | Long("version") => print(concat!("schema-architect ", env!("CARGO_PKG_VERSION"), "\n")),
        Value(name) if name == "help" => help(),
        Value(name) => match COMMANDS.iter().find(|command| name == command.name) {
            Some(command) => (command.run)(parser),
            None => Err(format!("unknown command '{}'; use {}, or see --help", name.to_string_lossy(), names())),
        },
        option => {
            let what = sentence(option.unexpected());
            Err(format!("{what} before the command; use {}, or see --help", names()))
        }
    }
}

/// Prints the help.
pub fn help() -> Result<ExitCode, String> {
    let mut text = "From a plain-language description to a production-ready database schema.\n\nUsage:\n".to_owned();
    for command in COMMANDS {
        text += &format!("  schema-architect {} {}\n", command.name, command.usage);
    }
    text += "\nCommands:\n";
    for command in COMMANDS {
        text += &format!("  {:<11} {}\n", command.name, command.summary);
    }
    print(&format!("{text}\n{OPTIONS}"))
}

/// The commands' names as a sentence lists them.
fn names() -> String {
    let names: Vec<&str> = COMMANDS.iter().map(|command| command.name).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => names.concat(),
    }
}
