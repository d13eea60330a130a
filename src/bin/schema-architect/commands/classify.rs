//! `classify`: the sensitive data of a schema, and what follows.

use super::{Command, help};
use crate::input::{Input, Judged};
use crate::options::{self, sentence};
use crate::output::{complain, print};
use lexopt::prelude::*;
use schema_architect::classify::{self, Hints};
use schema_architect::dialect::Dialect;
use schema_architect::normalize::{Header, read_csv};
use schema_architect::project::Project;
use schema_architect::schema::{QualifiedName, Schema};
use schema_architect::sql;
use std::path::PathBuf;
use std::process::ExitCode;

pub const COMMAND: Command = Command {
    name: "classify",
    usage: "FILE --dialect D [--data TABLE=ROWS.csv]... [--format text|json|markdown|sql] [--tag]",
    summary: "Find personal, health, payment and other sensitive data, and what the law asks for.",
    run,
};

#[derive(Clone, Copy, Default, PartialEq)]
enum Report {
    #[default]
    Text,
    Json,
    Markdown,
    /// Masked views, roles and grants.
    Sql,
}

/// What `--format` may be.
const FORMATS: [(&str, Report); 4] =
    [("text", Report::Text), ("json", Report::Json), ("markdown", Report::Markdown), ("sql", Report::Sql)];

fn run(mut parser: lexopt::Parser) -> Result<ExitCode, String> {
    let (mut input, mut dialect, mut report, mut tag) = (None, None::<Dialect>, Report::default(), false);
    let mut data: Vec<(String, PathBuf)> = Vec::new();
    while let Some(argument) = parser.next().map_err(sentence)? {
        match argument {
            Short('h') | Long("help") => return help(),
            Long("dialect") => dialect = Some(options::value(&mut parser)?),
            Long("format") => report = options::one_of(&mut parser, "format", &FORMATS)?,
            Long("data") => data.push(rows_of(&parser.value().map_err(sentence)?.to_string_lossy())?),
            Long("tag") => tag = true,
            Value(path) => options::set_input(&mut input, path)?,
            other => return Err(sentence(other.unexpected())),
        }
    }
    let judged = Judged::read(&input.unwrap_or(Input::Stdin), dialect, "classify")?;
    let Project { schema, dialect, .. } = judged.project;
    let mut hints = hints(&schema, &data)?;
    hints.samples.extend(classify::inserted(&judged.script, dialect, &schema));
    let found = classify::classify(&schema, &hints);
    if tag {
        let changes = classify::tag_changes(&schema, &found);
        let tagged = schema.applied(&changes).map_err(|error| error.to_string())?;
        return print(&sql::render(&tagged, dialect).script(dialect));
    }
    print(&match report {
        Report::Text => classify::text(&schema, &found),
        Report::Json => classify::json(&schema, &found),
        Report::Markdown => classify::markdown(&schema, &found),
        Report::Sql => classify::protection(&schema, &found, dialect),
    })
}

/// `TABLE=FILE`.
fn rows_of(text: &str) -> Result<(String, PathBuf), String> {
    let (table, path) =
        text.split_once('=').ok_or_else(|| format!("'{text}' is no sample; write --data TABLE=ROWS.csv"))?;
    Ok((table.to_owned(), PathBuf::from(path)))
}

fn hints(schema: &Schema, data: &[(String, PathBuf)]) -> Result<Hints, String> {
    let mut hints = Hints::default();
    for (name, path) in data {
        let wanted =
            |own: &QualifiedName| own.to_string().eq_ignore_ascii_case(name) || own.name.eq_ignore_ascii_case(name);
        let table = schema.tables.iter().find(|table| wanted(&table.name));
        let table = table.ok_or_else(|| format!("there is no table '{name}' for --data"))?;
        let columns: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
        let file = Input::File(path.clone());
        let read = read_csv(&file.read()?, &columns, Header::Detect);
        read.diagnostics.iter().for_each(|diagnostic| complain(&format!("{}:{diagnostic}", file.name())));
        hints.samples.push((table.name.clone(), read.sample));
    }
    Ok(hints)
}
