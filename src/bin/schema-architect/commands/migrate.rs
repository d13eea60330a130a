//! `migrate`: two schemas to a bundle of scripts that lead from the one to the other, and back.

use super::{Command, help};
use crate::input::Input;
use crate::options::{self, sentence};
use crate::output::{complain, print};
use lexopt::prelude::*;
use schema_architect::dialect::Dialect;
use schema_architect::diff::{self, Hint};
use schema_architect::migrate::bundle::{self, Layout};
use schema_architect::migrate::{self, Options, Size, impact};
use schema_architect::project::Project;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub const COMMAND: Command = Command {
    name: "migrate",
    usage: "FROM TO --dialect D --out DIR [--rename OLD=NEW]... [--layout L] [--stats FILE] [--offline] [--no-moves] [--duplicates R] [--orphans R]",
    summary: "Plan the way from one schema to another, and back, as scripts.",
    run,
};

fn run(mut parser: lexopt::Parser) -> Result<ExitCode, String> {
    let (mut inputs, mut dialect, mut out) = (Vec::new(), None::<Dialect>, None::<PathBuf>);
    let (mut options, mut hints, mut layout) = (Options::default(), Vec::<Hint>::new(), None::<Layout>);
    while let Some(argument) = parser.next().map_err(sentence)? {
        match argument {
            Short('h') | Long("help") => return help(),
            Long("dialect") => dialect = Some(options::value(&mut parser)?),
            Long("out") => out = Some(PathBuf::from(parser.value().map_err(sentence)?)),
            Long("rename") => hints.push(options::value(&mut parser)?),
            Long("layout") => layout = Some(options::value(&mut parser)?),
            Long("stats") => options.sizes = sizes(&Input::of(parser.value().map_err(sentence)?))?,
            Long("offline") => options.offline = true,
            Long("no-moves") => options.leave = true,
            Long("duplicates") => options.duplicates = options::value(&mut parser)?,
            Long("orphans") => options.orphans = options::value(&mut parser)?,
            Value(path) => inputs.push(Input::of(path)),
            other => return Err(sentence(other.unexpected())),
        }
    }
    let Ok([from, to]) = <[Input; 2]>::try_from(inputs) else {
        return Err("migrate needs two inputs: the schema as it is and the schema as it should be".to_owned());
    };
    let out = out.ok_or("migrate needs --out with the folder for the scripts")?;
    let (old, old_text) = read(&from, dialect)?;
    let (new, text) = read(&to, dialect)?;
    let dialect = dialect.unwrap_or(new.dialect);
    options.database = migrate::database_of(&old_text, dialect);
    hints.extend(diff::stated_renames(&text, dialect));
    let found = diff::diff(&old.schema, &new.schema, &diff::Options { hints, ..diff::Options::of(dialect) });
    if let Some(refused) = found.refused.first() {
        return Err(refused.clone());
    }
    let applied = old.schema.applied(&found.changes);
    let target = applied.map_err(|error| format!("the schemas cannot be compared: {error}"))?;
    let plan = migrate::plan(&old.schema, &target, dialect, &options);
    for sentence in &plan.irreversible {
        complain(&format!("warning[irreversible]: {sentence}"));
    }
    let impact = impact::impact(&plan, &old.schema, &options);
    write(&out, &bundle::files(&plan, &impact, layout))?;
    print(&format!("{} phases in {}\n", plan.phases.len(), out.display()))
}

/// A schema with the text that it was read from, whose comments may state renames.
fn read(input: &Input, dialect: Option<Dialect>) -> Result<(Project, String), String> {
    let text = input.read_or_empty()?;
    let project = input.schema_of(&text, dialect, "migrate needs --dialect with the dialect of the scripts")?;
    let script = if text.trim_start().starts_with('{') { String::new() } else { text };
    Ok((project, script))
}

fn write(out: &Path, files: &[bundle::File]) -> Result<(), String> {
    for file in files {
        let path = out.join(&file.path);
        let failed = |error: std::io::Error| format!("{}: cannot be written: {error}", path.display());
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        std::fs::write(&path, &file.text).map_err(failed)?;
    }
    Ok(())
}

/// Sizes of tables as the query of the impact report gives them.
fn sizes(input: &Input) -> Result<HashMap<String, Size>, String> {
    Size::read(&input.read_statistics()?).map_err(|why| format!("{}: {why}", input.name()))
}
