//! The project as a file: versioned JSON.

use super::Project;
use crate::base::json::{self, Value};
use crate::schema::Schema;
use serde::Serialize;
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
    let text = |project: &Project| json::pretty(&FileOut { format: FORMAT, version: VERSION, project });
    if project.positions.values().all(|point| is_near(point.x) && is_near(point.y)) {
        return text(project);
    }
    // JSON has no word for a number that is not finite; the table is placed anew when the file is opened.
    let mut project = project.clone();
    project.positions.retain(|_, point| is_near(point.x) && is_near(point.y));
    text(&project)
}

/// Reads what [`write()`] wrote, and mends what can be mended without guessing: places and spans that are off are left
/// out.
pub fn read(text: &str) -> Result<Project, ReadError> {
    if text.len() > SIZE_LIMIT {
        return Err(ReadError::TooLarge);
    }
    read_value(parse(text)?)
}

/// A text as JSON.
pub(super) fn parse(text: &str) -> Result<Value, ReadError> {
    json::parse(text).map_err(|error| ReadError::NotJson { line: error.line(), column: error.column() })
}

/// The same for JSON that is read already.
pub(super) fn read_value(mut file: Value) -> Result<Project, ReadError> {
    // What tells our files from others, whatever else they hold.
    if file.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(ReadError::AnotherFormat);
    }
    match file.get("version").and_then(Value::as_u64) {
        Some(VERSION) => {}
        Some(newer) if newer > VERSION => return Err(ReadError::NewerVersion(newer)),
        _ => return Err(ReadError::Damaged("it names no version".to_owned())),
    }
    let Some(project) = file.get_mut("project").map(Value::take) else {
        return Err(ReadError::Damaged("missing field `project`".to_owned()));
    };
    let mut project = json::from_value(project).map_err(|error| ReadError::Damaged(error.to_string()))?;
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
    project.annotations.mend(schema, |point| is_near(point.x) && is_near(point.y));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nl::{Assumption, BusinessRule, Enforcement};
    use crate::schema::*;
    use expect_test::{expect, expect_file};

    /// A project with something of everything that a file holds.
    fn sample() -> Project {
        let mut schema = Schema::new();
        let mut table = Table::new(Id(1), "users");
        table.columns.push(Column::new(Id(2), "id", ColumnType::BigInt));
        table.primary_key = Some(PrimaryKey::on(Id(3), vec!["id".to_owned()]));
        schema.tables.push(table);
        schema.number();
        let decision = Decision {
            subject: Id(1),
            topic: Topic::Entity,
            what: "users is a table".to_owned(),
            why: "The text names users.".to_owned(),
            spans: vec![Span { start: 0, end: 5 }],
            confidence: 0.9,
            alternative: None,
            source: Source::Text,
        };
        let answer = |label: &str, changes: Vec<Change>| Answer {
            label: label.to_owned(),
            effect: String::new(),
            changes,
            decisions: Vec::new(),
        };
        let named = Object::Column(Column::new(Id(9), "name", ColumnType::varchar(80)));
        let question = Question {
            id: "users.name".to_owned(),
            text: "Do users have names?".to_owned(),
            why: "The text does not say.".to_owned(),
            spans: Vec::new(),
            answers: vec![
                answer("no", Vec::new()),
                answer("yes", vec![Change::Add { parent: Some(Id(1)), object: named, at: None }]),
            ],
        };
        schema.reserve_id(Id(9));
        let mut project = Project {
            name: "Users".to_owned(),
            description: "Users.".to_owned(),
            schema,
            decisions: vec![decision],
            questions: vec![question],
            answers: vec![("users.name".to_owned(), 0)],
            assumptions: vec![Assumption { text: "Users stay.".to_owned(), subject: Some(Id(1)) }],
            rules: vec![BusinessRule {
                text: "Users are people.".to_owned(),
                spans: vec![Span { start: 0, end: 6 }],
                subjects: vec![Id(1)],
                enforcement: Enforcement::Suggested("Check it in the application.".to_owned()),
            }],
            ..Project::default()
        };
        project.positions.insert(Id(1), crate::erd::Point { x: 12.5, y: -3.0 });
        project
    }

    fn refused(text: &str, expected: expect_test::Expect) {
        let message = read(text).map(|project| project.name).map_err(|error| error.to_string());
        expected.assert_eq(&format!("{message:?}"));
    }

    /// The file must never change: people have such files.
    #[test]
    fn version_1_is_read_and_written() {
        let golden = expect_file!["version-1.json"];
        golden.assert_eq(&write(&sample()));
        assert_eq!(read(include_str!("version-1.json")), Ok(sample()));
    }

    #[test]
    fn other_files_are_refused_with_a_way_out() {
        refused(
            "not json",
            expect![[r#"Err("The file is not JSON (line 1, column 2). Choose a project saved by this program.")"#]],
        );
        refused(
            "",
            expect![[r#"Err("The file is not JSON (line 1, column 0). Choose a project saved by this program.")"#]],
        );
        refused(
            "[1, 2]",
            expect![[
                r#"Err("The file was not saved by this program. Choose a project that was, or import SQL instead.")"#
            ]],
        );
        refused(
            r#"{"format": "other", "version": 1}"#,
            expect![[
                r#"Err("The file was not saved by this program. Choose a project that was, or import SQL instead.")"#
            ]],
        );
        refused(
            r#"{"format": "schema-architect", "version": 7}"#,
            expect![[r#"Err("The file is of version 7 and this program reads up to version 1. Update the program.")"#]],
        );
        refused(
            r#"{"format": "schema-architect"}"#,
            expect![[r#"Err("The file is damaged: it names no version. Open an earlier copy.")"#]],
        );
        refused(
            r#"{"format": "schema-architect", "version": 1, "project": {}}"#,
            expect![[r#"Err("The file is damaged: missing field `name`. Open an earlier copy.")"#]],
        );
        refused(
            &"[".repeat(100_000),
            expect![[r#"Err("The file is not JSON (line 1, column 128). Choose a project saved by this program.")"#]],
        );
    }

    #[test]
    fn what_does_not_fit_together_is_refused() {
        let text = write(&sample());
        refused(
            &text.replace(r#""id": 2,"#, r#""id": 3,"#),
            expect![[r#"Err("The file is damaged: the id #3 is already in use. Open an earlier copy.")"#]],
        );
        refused(
            &text.replace(r#""id": 2,"#, r#""id": 4294967295,"#),
            expect![[r#"Err("The file is damaged: the id #4294967295 is already in use. Open an earlier copy.")"#]],
        );
        refused(
            &text.replace("\"id\"\n", "\"other\"\n"),
            expect![[r#"Err("The file is damaged: users has no column other. Open an earlier copy.")"#]],
        );
    }

    #[test]
    fn ids_after_opening_are_fresh() {
        let text = write(&sample());
        let next = |text: &str| read(text).map(|mut project| project.schema.fresh_id());
        assert_eq!(next(&text.replace(r#""next_id": 9"#, r#""next_id": 0"#)), Ok(Id(10)));
        assert_eq!(next(&text.replace(r#""next_id": 9"#, r#""next_id": 4294967295"#)), Ok(Id(10)));
    }

    #[test]
    fn what_points_nowhere_is_left_out() {
        let mut project = sample();
        project.answers = vec![("gone".to_owned(), 0), ("users.name".to_owned(), 8)];
        project.decisions[0].spans = vec![Span { start: 3, end: 400 }, Span { start: 5, end: 1 }];
        project.positions.insert(Id(1), crate::erd::Point { x: f64::NAN, y: 0.0 });
        let opened = read(&write(&project));
        let kept =
            opened.map(|project| (project.answers.len(), project.decisions[0].spans.len(), project.positions.len()));
        assert_eq!(kept, Ok((0, 0, 0)));
    }
}
