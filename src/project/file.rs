//! The project as a file: versioned JSON.

use super::Project;
use crate::schema::Schema;
use serde::{Deserialize, Serialize};
use std::fmt;

const FORMAT: &str = "schema-architect";

/// The version that this program writes. Version 1 is the first.
const VERSION: u64 = 1;

/// Larger files are refused, in bytes.
pub const SIZE_LIMIT: usize = 64 * 1024 * 1024;

/// Positions beyond this, in diagram units, are taken for damage.
const FARTHEST: f64 = 1e7;

#[derive(Serialize)]
struct FileOut<'a> {
    format: &'a str,
    version: u64,
    project: &'a Project,
}

#[derive(Deserialize)]
struct FileIn {
    project: Project,
}

/// What tells our files from others, whatever else they hold.
#[derive(Deserialize)]
struct Header {
    #[serde(default)]
    format: serde_json::Value,
    #[serde(default)]
    version: serde_json::Value,
}

/// Why a text is no project. Each says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    TooLarge,
    NotJson {
        line: usize,
        column: usize,
    },
    AnotherFormat,
    NewerVersion(u64),
    /// The file is ours and something in it does not fit together.
    Damaged(String),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => {
                write!(f, "The file is larger than {} MB, which no project is.", SIZE_LIMIT / 1024 / 1024)
            }
            Self::NotJson { line, column } => {
                write!(
                    f,
                    "The file is not JSON (line {line}, column {column}). Choose a project saved by this program."
                )
            }
            Self::AnotherFormat => {
                f.write_str("The file was not saved by this program. Choose a project that was, or import SQL instead.")
            }
            Self::NewerVersion(version) => write!(
                f,
                "The file is of version {version} and this program reads up to version {VERSION}. Update the program."
            ),
            Self::Damaged(reason) => write!(f, "The file is damaged: {reason}. Open an earlier copy."),
        }
    }
}

impl std::error::Error for ReadError {}

/// The project as pretty JSON with a line feed at its end.
pub fn write(project: &Project) -> String {
    let text = |project: &Project| {
        let file = FileOut { format: FORMAT, version: VERSION, project };
        // Serializing plain values into a string cannot fail.
        serde_json::to_string_pretty(&file).map(|text| text + "\n").unwrap_or_default()
    };
    if project.positions.values().all(|point| is_near(point.x) && is_near(point.y)) {
        return text(project);
    }
    // JSON has no word for a number that is not finite; the table is placed anew when the file is opened.
    let mut project = project.clone();
    project.positions.retain(|_, point| is_near(point.x) && is_near(point.y));
    text(&project)
}

/// Reads what [`write`] wrote, and mends what can be mended without guessing: places and spans that are off are left
/// out.
pub fn read(text: &str) -> Result<Project, ReadError> {
    if text.len() > SIZE_LIMIT {
        return Err(ReadError::TooLarge);
    }
    let header: Header = serde_json::from_str(text).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => ReadError::AnotherFormat,
        _ => ReadError::NotJson { line: error.line(), column: error.column() },
    })?;
    if header.format != FORMAT {
        return Err(ReadError::AnotherFormat);
    }
    match header.version.as_u64() {
        Some(VERSION) => {}
        Some(newer) if newer > VERSION => return Err(ReadError::NewerVersion(newer)),
        _ => return Err(ReadError::Damaged("it names no version".to_owned())),
    }
    let FileIn { mut project } = serde_json::from_str(text).map_err(|error| ReadError::Damaged(error.to_string()))?;
    mend(&mut project)?;
    Ok(project)
}

fn mend(project: &mut Project) -> Result<(), ReadError> {
    let damaged = |error: crate::schema::ApplyError| ReadError::Damaged(error.to_string());
    project.schema.validate().map_err(damaged)?;
    let prepared = project.questions.iter().flat_map(|question| &question.answers).flat_map(|answer| &answer.changes);
    for change in prepared {
        if let crate::schema::Change::Add { object, .. } = change {
            project.schema.reserve(object);
        }
    }
    project.positions.retain(|_, point| is_near(point.x) && is_near(point.y));
    let schema: &Schema = &project.schema;
    project.positions.retain(|id, _| schema.table_by_id(*id).is_some());
    let questions = &project.questions;
    project
        .answers
        .retain(|(id, place)| questions.iter().any(|question| question.id == *id && *place < question.answers.len()));
    let description = &project.description;
    let fits = |span: &crate::schema::Span| description.get(span.start..span.end).is_some();
    project.decisions.iter_mut().for_each(|decision| decision.spans.retain(fits));
    project.rules.iter_mut().for_each(|rule| rule.spans.retain(fits));
    for question in &mut project.questions {
        question.spans.retain(fits);
        let decisions = question.answers.iter_mut().flat_map(|answer| &mut answer.decisions);
        decisions.for_each(|decision| decision.spans.retain(fits));
    }
    Ok(())
}

fn is_near(coordinate: f64) -> bool {
    coordinate.abs() <= FARTHEST
}
