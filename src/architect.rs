//! The API that the page and the command line share.

use crate::export;
use crate::nl::{self, Options};
use crate::project::Project;
use crate::schema::Diagnostic;
use crate::sql;

/// Designs a schema from a description with the offline engine.
pub fn generate(description: &str, options: &Options) -> Project {
    let design = nl::design(description, options);
    Project {
        name: design.title,
        description: description.to_owned(),
        options: options.clone(),
        schema: design.schema,
        decisions: design.decisions,
        questions: design.questions,
        assumptions: design.assumptions,
        rules: design.rules,
        diagnostics: design.diagnostics,
        ..Project::default()
    }
}

/// What a project can be written as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// Statements in the project's dialect.
    #[default]
    Sql,
    Json,
    Markdown,
}

impl Format {
    pub const ALL: [Self; 3] = [Self::Sql, Self::Json, Self::Markdown];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sql => "sql",
            Self::Json => "json",
            Self::Markdown => "markdown",
        }
    }
}

impl std::str::FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = || Self::ALL.map(Self::name).join(", ");
        Self::ALL
            .into_iter()
            .find(|format| format.name() == text)
            .ok_or_else(|| format!("unknown format '{text}'; use one of {}", known()))
    }
}

/// A project in one format, and what the format cannot express.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exported {
    pub text: String,
    pub diagnostics: Vec<Diagnostic>,
}

impl From<String> for Exported {
    fn from(text: String) -> Self {
        Self { text, diagnostics: Vec::new() }
    }
}

pub fn export(project: &Project, format: Format) -> Exported {
    match format {
        Format::Sql => {
            let rendered = sql::render(&project.schema, project.dialect);
            Exported { text: rendered.script(project.dialect), diagnostics: rendered.diagnostics }
        }
        Format::Json => export::json(project).into(),
        Format::Markdown => export::markdown(project).into(),
    }
}
