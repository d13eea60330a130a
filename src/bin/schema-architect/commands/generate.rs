//! `generate`: a description to a schema.

use super::{Command, help};
use crate::input::Input;
use crate::model::{self, ModelOptions};
use crate::options::{self, sentence};
use crate::output::{complain, write};
use lexopt::prelude::*;
use schema_architect::architect::{self, Format};
use schema_architect::dialect::Dialect;
use schema_architect::nl::Options;
use schema_architect::project::Project;
use schema_architect::schema::Answer;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

pub const COMMAND: Command = Command {
    name: "generate",
    usage: "[FILE|-] [--dialect D] [--format F] [--normal-form N] [--naming S] [--answers FILE] [--endpoint URL --model NAME]",
    summary: "Design a schema from a description in English.",
    run,
};

fn run(mut parser: lexopt::Parser) -> Result<ExitCode, String> {
    let (mut input, mut dialect, mut format, mut answers) = (None, Dialect::default(), Format::default(), None);
    let (mut options, mut model) = (Options::default(), ModelOptions::default());
    while let Some(argument) = parser.next().map_err(sentence)? {
        match argument {
            Short('h') | Long("help") => return help(),
            Long("dialect") => dialect = options::value(&mut parser)?,
            Long("format") => format = options::value(&mut parser)?,
            Long("normal-form") => options.normal_form = options::value(&mut parser)?,
            Long("naming") => options.naming = options::value(&mut parser)?,
            Long("answers") => answers = Some(PathBuf::from(parser.value().map_err(sentence)?)),
            Long(name @ ("endpoint" | "model" | "wire")) => {
                let name = name.to_owned();
                model.take(&name, &mut parser)?;
            }
            Value(path) => options::set_input(&mut input, path)?,
            other => return Err(sentence(other.unexpected())),
        }
    }
    let input = input.unwrap_or(Input::Stdin);
    let text = input.read()?;
    let mut project = match model.settings()? {
        Some(settings) => model::with_model(&settings, async |session| {
            let (project, notes) = architect::generate_with(session, &text, &options).await;
            notes.iter().for_each(|note| complain(note));
            project
        })?,
        None => architect::generate(&text, &options),
    };
    project.dialect = dialect;
    if let Some(path) = answers {
        project = answered(project, &Input::File(path))?;
    }
    write(&project, format, &input)
}

/// The project with the answers of a file given: an object of question ids with labels or numbers.
fn answered(mut project: Project, file: &Input) -> Result<Project, String> {
    let name = file.name();
    let answers: BTreeMap<String, serde_json::Value> = serde_json::from_str(&file.read()?)
        .map_err(|error| format!("{name}: is no JSON object of question ids and answers ({error})"))?;
    for (id, wanted) in answers {
        let place = place_of(&project, &id, &wanted);
        project = architect::answer(&project, &id, place).map_err(|error| format!("{name}: {error}"))?;
    }
    Ok(project)
}

/// The place of an answer given by its number or label; beyond the last where there is none such.
fn place_of(project: &Project, question: &str, wanted: &serde_json::Value) -> usize {
    let by_number = wanted.as_u64().and_then(|number| usize::try_from(number).ok());
    let answers = project.questions.iter().find(|q| q.id == question).map_or(&[][..], |q| &q.answers);
    let is_wanted = |answer: &Answer| wanted.as_str().is_some_and(|label| label.eq_ignore_ascii_case(&answer.label));
    by_number.or_else(|| answers.iter().position(is_wanted)).unwrap_or(usize::MAX)
}
