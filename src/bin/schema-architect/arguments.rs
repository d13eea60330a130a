//! What the user asked for.

use lexopt::prelude::*;
use schema_architect::architect::Format;
use schema_architect::dialect::Dialect;
use schema_architect::nl::Options;
use std::ffi::OsString;
use std::fmt::Display;
use std::path::PathBuf;

pub const HELP: &str = "\
From a plain-language description to a production-ready database schema.

Usage:
  schema-architect generate [FILE|-] [--dialect D] [--format F] [--normal-form N] [--naming S] [--answers FILE]
  schema-architect convert FILE --from D --to D2 | --format F

Commands:
  generate  Design a schema from a description in English.
  convert   Read a script or a project; write it for another database or in another format.

Options:
  --dialect D       postgresql (default), mysql, mariadb, oracle, sqlserver, sqlite or heliosdb
  --from D          the dialect of the script that is read
  --to D2           the dialect of the script that is written
  --format F        sql (default), json, markdown, mermaid, dbml, svg or project
  --normal-form N   1nf, 2nf, 3nf (default) or bcnf
  --naming S        snake_case (default), camelCase or PascalCase
  --answers FILE    answers to the questions of an earlier run, as JSON: {\"question id\": \"answer\" or its number from 0}
  -h, --help        Print this help.
  -V, --version     Print the version.

No FILE, or -, reads standard input. Results go to standard output, diagnostics to standard error.
Exit code: 0; 1 for findings of error severity; 2 for unusable arguments or input.
";

/// A command with its arguments.
#[derive(Debug, PartialEq)]
pub enum Command {
    Help,
    Version,
    Generate { input: Input, dialect: Dialect, format: Format, options: Options, answers: Option<PathBuf> },
    Convert { input: Input, from: Option<Dialect>, to: Option<Dialect>, format: Format },
}

/// Where a text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    Stdin,
    File(PathBuf),
}

/// Commands of the interface's design that this version does not have yet.
const LATER: [&str; 6] = ["diff", "migrate", "lint", "normalize", "optimize", "classify"];

/// Reads the arguments after the program's name; the error is a sentence for the user.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, String> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let Some(first) = parser.next().map_err(sentence)? else {
        return Err("no command given; use generate or convert, or see --help".to_owned());
    };
    match first {
        Short('h') | Long("help") => Ok(Command::Help),
        Short('V') | Long("version") => Ok(Command::Version),
        Value(name) => match name.to_string_lossy().as_ref() {
            "generate" => generate(parser),
            "convert" => convert(parser),
            "help" => Ok(Command::Help),
            later if LATER.contains(&later) => {
                Err(format!("the command {later} is not part of this version; generate and convert are"))
            }
            other => Err(format!("unknown command '{other}'; use generate or convert, or see --help")),
        },
        option => {
            Err(format!("{} before the command; use generate or convert, or see --help", sentence(option.unexpected())))
        }
    }
}

fn generate(mut parser: lexopt::Parser) -> Result<Command, String> {
    let (mut input, mut dialect, mut format, mut answers) = (None, Dialect::default(), Format::default(), None);
    let mut options = Options::default();
    while let Some(argument) = parser.next().map_err(sentence)? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help),
            Long("dialect") => dialect = value(&mut parser)?,
            Long("format") => format = value(&mut parser)?,
            Long("normal-form") => options.normal_form = value(&mut parser)?,
            Long("naming") => options.naming = value(&mut parser)?,
            Long("answers") => answers = Some(PathBuf::from(parser.value().map_err(sentence)?)),
            Value(path) => set_input(&mut input, path)?,
            other => return Err(sentence(other.unexpected())),
        }
    }
    Ok(Command::Generate { input: input.unwrap_or(Input::Stdin), dialect, format, options, answers })
}

fn convert(mut parser: lexopt::Parser) -> Result<Command, String> {
    let (mut input, mut from, mut to, mut format) = (None, None, None, None);
    while let Some(argument) = parser.next().map_err(sentence)? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help),
            Long("from") => from = Some(value(&mut parser)?),
            Long("to") => to = Some(value(&mut parser)?),
            Long("format") => format = Some(value(&mut parser)?),
            Value(path) => set_input(&mut input, path)?,
            other => return Err(sentence(other.unexpected())),
        }
    }
    if to.is_none() && format.is_none() {
        return Err("convert needs --to with a dialect or --format with a format".to_owned());
    }
    Ok(Command::Convert {
        input: input.unwrap_or(Input::Stdin),
        from,
        to: to.or(from),
        format: format.unwrap_or_default(),
    })
}

fn set_input(input: &mut Option<Input>, path: OsString) -> Result<(), String> {
    if input.is_some() {
        return Err(format!("a second input '{}'; give one file", path.to_string_lossy()));
    }
    *input = Some(if path == "-" { Input::Stdin } else { Input::File(PathBuf::from(path)) });
    Ok(())
}

fn value<T: std::str::FromStr<Err = String>>(parser: &mut lexopt::Parser) -> Result<T, String> {
    parser.value().and_then(|text| text.string()).map_err(sentence)?.parse()
}

/// A library's message in the form of ours: no capital first letter.
fn sentence(error: impl Display) -> String {
    let text = error.to_string();
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}
