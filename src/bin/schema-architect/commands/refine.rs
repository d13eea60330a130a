//! `refine`: a request in words against a schema that exists.

use super::{Command, help};
use crate::input::Input;
use crate::model::{self, ModelOptions};
use crate::options::{self, sentence};
use crate::output::{complain, write};
use lexopt::prelude::*;
use schema_architect::architect::{self, Format};
use schema_architect::dialect::Dialect;
use schema_architect::schema::NamingStyle;
use std::process::ExitCode;

pub const COMMAND: Command = Command {
    name: "refine",
    usage: "FILE REQUEST... [--dialect D] [--format F] [--naming S] [--endpoint URL --model NAME]",
    summary: "Change a schema as requests in words say: \"add loyalty points to customers\".",
    run,
};

fn run(mut parser: lexopt::Parser) -> Result<ExitCode, String> {
    let (mut input, mut requests, mut dialect, mut format) = (None, Vec::new(), None::<Dialect>, Format::default());
    let (mut naming, mut model) = (None::<NamingStyle>, ModelOptions::default());
    while let Some(argument) = parser.next().map_err(sentence)? {
        match argument {
            Short('h') | Long("help") => return help(),
            Long("dialect") => dialect = Some(options::value(&mut parser)?),
            Long("format") => format = options::value(&mut parser)?,
            Long("naming") => naming = Some(options::value(&mut parser)?),
            Long(name @ ("endpoint" | "model" | "wire")) => {
                let name = name.to_owned();
                model.take(&name, &mut parser)?;
            }
            Value(path) if input.is_none() => options::set_input(&mut input, path)?,
            Value(request) => requests.push(request.string().map_err(sentence)?),
            other => return Err(sentence(other.unexpected())),
        }
    }
    if requests.is_empty() {
        return Err("refine needs a request after the file, as in \"add loyalty points to customers\"".to_owned());
    }
    let input = input.unwrap_or(Input::Stdin);
    let mut project = input.read_schema(dialect, "refine needs --dialect with the dialect of the script")?;
    project.dialect = dialect.unwrap_or(project.dialect);
    project.options.naming = naming.unwrap_or(project.options.naming);
    let requests = requests.join("\n");
    let (project, refinement) = match model.settings()? {
        Some(settings) => model::with_model(&settings, async |session| {
            let (refinement, notes) = architect::refine_schema(session, &project, &requests, &[]).await;
            notes.iter().for_each(|note| complain(note));
            (architect::refined(&project, &refinement), refinement)
        })?,
        None => architect::refine(&project, &requests),
    };
    for step in &refinement.steps {
        complain(&format!("{}: {}", step.edit.label, step.edit.effect));
        step.assumptions.iter().for_each(|assumption| complain(&format!("  assumed: {assumption}")));
    }
    refinement.diagnostics.iter().for_each(|diagnostic| complain(&format!("request:{diagnostic}")));
    let code = write(&project, format, &input)?;
    let undone = refinement.diagnostics.iter().any(|diagnostic| diagnostic.code == "not-done");
    Ok(if undone { ExitCode::from(1) } else { code })
}
