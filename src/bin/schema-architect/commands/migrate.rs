//! `migrate`: two schemas to a bundle of scripts that lead from the one to the other, and back.

use super::{Command, help};
use crate::input::Input;
use crate::options::{self, sentence};
use crate::output::{complain, print};
use lexopt::prelude::*;
use schema_architect::diff;
use schema_architect::dialect::Dialect;
use schema_architect::migrate::{self, Options, bundle};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub const COMMAND: Command = Command {
    name: "migrate",
    usage: "FROM TO --dialect D --out DIR [--rename OLD=NEW]... [--offline]",
    summary: "Plan the way from one schema to another, and back, as scripts.",
    run,
};

fn run(mut parser: lexopt::Parser) -> Result<ExitCode, String> {
    let (mut inputs, mut dialect, mut out) = (Vec::new(), None::<Dialect>, None::<PathBuf>);
    let mut options = Options::default();
    while let Some(argument) = parser.next().map_err(sentence)? {
        match argument {
            Short('h') | Long("help") => return help(),
            Long("dialect") => dialect = Some(options::value(&mut parser)?),
            Long("out") => out = Some(PathBuf::from(parser.value().map_err(sentence)?)),
            Long("offline") => options.offline = true,
            Value(path) => inputs.push(Input::of(path)),
            other => return Err(sentence(other.unexpected())),
        }
    }
    let [from, to] = inputs.as_slice() else {
        return Err(format!("migrate needs two schemas, FROM and TO; {} given", inputs.len()));
    };
    let out = out.ok_or("migrate needs --out with the folder for the scripts")?;
    let missing = "migrate needs --dialect with the dialect of the scripts";
    let (old, new) = (from.read_schema(dialect, missing)?, to.read_schema(dialect, missing)?);
    let dialect = dialect.unwrap_or(new.dialect);
    let changes = diff::compare(&old.schema, &new.schema, &diff::Options::of(dialect));
    let target = old.schema.applied(&changes).map_err(|error| format!("the schemas cannot be compared: {error}"))?;
    let plan = migrate::plan(&old.schema, &target, dialect, &options);
    for sentence in &plan.irreversible {
        complain(&format!("warning[irreversible]: {sentence}"));
    }
    write(&out, &bundle::files(&plan))?;
    print(&format!("{} phases in {}\n", plan.phases.len(), out.display()))
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
