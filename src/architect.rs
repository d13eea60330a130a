//! The API that the page and the command line share.

use crate::dialect::Dialect;
use crate::erd::{self, LayoutOptions, Positions, SvgOptions};
use crate::export;
use crate::import::{self, Language};
use crate::llm::{self, Session, Transport};
use crate::migrate;
use crate::nl::{self, Assumption, Design, Options};
use crate::project::{self, Project};
use crate::refine::{self, Refinement};
use crate::schema::{ApplyError, Change, Diagnostic, Schema, Severity};
use crate::sql;

/// Designs a schema from a description with the offline engine.
pub fn generate(description: &str, options: &Options) -> Project {
    of_design(nl::design(description, options), description, options)
}

/// Designs a schema from a description with the user's language model, and says in sentences what has to be said about
/// that. Where the model fails, the offline engine's design stands.
pub async fn generate_with<T: Transport>(
    session: &mut Session<'_, T>,
    description: &str,
    options: &Options,
) -> (Project, Vec<String>) {
    let designed = llm::design(session, description, options).await;
    (of_design(designed.design, description, options), designed.notes)
}

fn of_design(design: Design, description: &str, options: &Options) -> Project {
    let positions = erd::layout(&design.schema, &Positions::new(), &LayoutOptions::default());
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
        positions,
        ..Project::default()
    }
}

/// The project after a request in words, and the steps that were taken. Positions of what was there stay.
pub fn refine(project: &Project, request: &str) -> (Project, Refinement) {
    let refinement = refine::refine(&project.schema, request, &project.options, project.dialect);
    (refined(project, &refinement), refinement)
}

/// What a request in words comes to with the user's language model, and sentences about that. `earlier` are the requests of
/// the conversation before it. Where the model fails or may not see the tables, the offline reading stands.
pub async fn refine_schema<T: Transport>(
    session: &mut Session<'_, T>,
    project: &Project,
    request: &str,
    earlier: &[String],
) -> (Refinement, Vec<String>) {
    let offline = || refine::refine(&project.schema, request, &project.options, project.dialect);
    if !session.settings.share_tables {
        let note = "The model was not asked: your settings keep this project's table names here.";
        return (offline(), vec![note.to_owned()]);
    }
    let asked = llm::evolve(session, &project.schema, request, earlier, &project.options, project.dialect).await;
    match asked {
        Ok(refinement) if refinement.steps.is_empty() => {
            (offline(), vec!["The model sees nothing to change in this.".to_owned()])
        }
        Ok(refinement) => (refinement, Vec::new()),
        Err(trouble) => {
            let why = trouble.to_string();
            let note = format!("{}. The request was read by the built-in rules alone.", why.trim_end_matches('.'));
            (offline(), vec![note])
        }
    }
}

/// A request in words as the way of a database to it: the project after it, and the plan of the migration.
pub async fn evolve_schema<T: Transport>(
    session: &mut Session<'_, T>,
    project: &Project,
    request: &str,
    options: &migrate::Options,
) -> (Project, migrate::Plan, Vec<String>) {
    let (refinement, notes) = refine_schema(session, project, request, &[]).await;
    let after = refined(project, &refinement);
    let plan = migrate::plan(&project.schema, &after.schema, project.dialect, options);
    (after, plan, notes)
}

/// The project after the steps of a refinement. Positions of what was there stay.
pub fn refined(project: &Project, refinement: &Refinement) -> Project {
    let mut after = project.clone();
    for step in &refinement.steps {
        // The steps were made on this very schema, one after the other.
        let Ok(schema) = after.schema.applied(&step.edit.changes) else { break };
        after.schema = schema;
        after.decisions.extend(step.edit.decisions.iter().cloned());
        let assumed = |text: &String| Assumption { text: text.clone(), subject: None };
        after.assumptions.extend(step.assumptions.iter().map(assumed));
    }
    after.positions = erd::layout(&after.schema, &after.positions, &LayoutOptions::default());
    after
}

/// A project around the schema of a script, or of a pasted catalog ([`import::catalog_query`]).
pub fn import(script: &str, dialect: Dialect) -> Project {
    read_script(script, dialect, 0, &mut |_| ()).project
}

/// What came of a script.
#[derive(Debug, Clone, PartialEq)]
pub struct ScriptRead {
    pub project: Project,
    /// What became of every statement.
    pub report: sql::Report,
    /// The first rows of each table.
    pub samples: Vec<sql::TableRows>,
}

/// The same as [`import()`] with all that there is to tell: at most so many rows of each table as samples, and `watch`
/// hears what part of the work is done, from 0 to 1.
pub fn read_script(script: &str, dialect: Dialect, samples: usize, watch: &mut dyn FnMut(f64)) -> ScriptRead {
    let parsed = sql::parse_watched(&import::catalog_script(script), dialect, samples, watch);
    let positions = erd::layout(&parsed.schema, &Positions::new(), &LayoutOptions::default());
    let (schema, diagnostics) = (parsed.schema, parsed.diagnostics);
    let project = Project { dialect, schema, diagnostics, positions, ..Project::default() };
    ScriptRead { project, report: parsed.report, samples: parsed.samples }
}

/// A project around a schema in a language besides SQL.
pub fn import_text(text: &str, language: Language) -> Project {
    project_of(import::read(text, language))
}

/// A project around the schema that a folder of migrations leads to, and what was left out of it. Without a dialect the
/// scripts' own words tell.
pub fn import_folder(files: &[(String, String)], dialect: Option<Dialect>) -> Project {
    let import::Folder { mut imported, applied, left_out } = import::folder(files, dialect);
    if applied.len() > 1 {
        let count = applied.len();
        let (first, last) = (&applied[0], &applied[count - 1]);
        let message = format!("{count} files were applied in their order, from {first} to {last}.");
        imported.diagnostics.push(Diagnostic::new(Severity::Info, "migrations-applied", message));
    }
    for (path, reason) in left_out {
        let message = format!("{path} was left out: {reason}.");
        imported.diagnostics.push(Diagnostic::new(Severity::Info, "file-left-out", message));
    }
    project_of(imported)
}

fn project_of(imported: import::Imported) -> Project {
    let import::Imported { schema, dialect, diagnostics } = imported;
    let positions = erd::layout(&schema, &Positions::new(), &LayoutOptions::default());
    Project { dialect: dialect.unwrap_or_default(), schema, diagnostics, positions, ..Project::default() }
}

/// Why an answer cannot be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerError {
    NoSuchQuestion {
        id: String,
        known: Vec<String>,
    },
    NoSuchAnswer {
        question: String,
        known: Vec<String>,
    },
    /// The schema was edited since, and the changes do not fit any more.
    DoesNotFit(ApplyError),
}

impl std::fmt::Display for AnswerError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoSuchQuestion { id, known } if known.is_empty() => {
                write!(f, "there is no question '{id}'; the description leaves none open")
            }
            Self::NoSuchQuestion { id, known } => {
                write!(f, "there is no question '{id}'; the questions are {}", known.join(", "))
            }
            Self::NoSuchAnswer { question, known } => {
                write!(f, "question '{question}' has no such answer; the answers are {}", known.join("; "))
            }
            Self::DoesNotFit(error) => write!(f, "the answer does not fit the edited schema: {error}"),
        }
    }
}

impl std::error::Error for AnswerError {}

/// The project with a question answered. An earlier answer to the same question is taken back first.
pub fn answer(project: &Project, question: &str, place: usize) -> Result<Project, AnswerError> {
    let known = || project.questions.iter().map(|q| q.id.clone()).collect();
    let asked = project
        .questions
        .iter()
        .find(|q| q.id == question)
        .ok_or_else(|| AnswerError::NoSuchQuestion { id: question.to_owned(), known: known() })?;
    let chosen = asked.answers.get(place).ok_or_else(|| AnswerError::NoSuchAnswer {
        question: question.to_owned(),
        known: asked.answers.iter().map(|answer| answer.label.clone()).collect(),
    })?;
    let mut project = project.clone();
    take_back(&mut project, question)?;
    let (schema, way_back) =
        applied_with_way_back(&project.schema, &chosen.changes).map_err(AnswerError::DoesNotFit)?;
    project.schema = schema;
    // What was assumed as long as the question was open holds no more, or is now said.
    let assumed = nl::assumed(asked);
    project.assumptions.retain(|assumption| assumption.text != assumed);
    project.answers.push((question.to_owned(), place));
    project.ways_back.push((question.to_owned(), way_back));
    project.decisions.extend(chosen.decisions.iter().cloned());
    project.positions = erd::layout(&project.schema, &project.positions, &LayoutOptions::default());
    Ok(project)
}

fn take_back(project: &mut Project, question: &str) -> Result<(), AnswerError> {
    let Some(at) = project.answers.iter().position(|(id, _)| id == question) else { return Ok(()) };
    let (_, place) = project.answers.remove(at);
    if let Some(at) = project.ways_back.iter().position(|(id, _)| id == question) {
        let (_, changes) = project.ways_back.remove(at);
        project.schema = project.schema.applied(&changes).map_err(AnswerError::DoesNotFit)?;
    }
    let asked = project.questions.iter().find(|q| q.id == question);
    if let Some(asked) = asked {
        project.assumptions.push(Assumption { text: nl::assumed(asked), subject: None });
    }
    if let Some(answer) = asked.and_then(|q| q.answers.get(place)) {
        project.decisions.retain(|decision| !answer.decisions.contains(decision));
    }
    Ok(())
}

/// The schema after the changes, and the changes that lead back, in the order in which they apply.
fn applied_with_way_back(schema: &Schema, changes: &[Change]) -> Result<(Schema, Vec<Change>), ApplyError> {
    let mut schema = schema.clone();
    let mut back = Vec::with_capacity(changes.len());
    for change in changes {
        back.push(schema.inverse(change)?);
        schema.apply(change)?;
    }
    back.reverse();
    Ok((schema, back))
}

/// What a project can be written as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// Statements in the project's dialect.
    #[default]
    Sql,
    Json,
    Markdown,
    /// The documentation with the diagram as one file.
    Html,
    Csv,
    /// The diagram as the page shows it.
    Svg,
    Pdf,
    Mermaid,
    PlantUml,
    Graphviz,
    Dbml,
    Prisma,
    Drizzle,
    TypeOrm,
    SqlAlchemy,
    Django,
    Rails,
    JsonSchema,
    /// The project's own file.
    Project,
}

impl Format {
    pub const ALL: [Self; 19] = [
        Self::Sql,
        Self::Json,
        Self::Markdown,
        Self::Html,
        Self::Csv,
        Self::Svg,
        Self::Pdf,
        Self::Mermaid,
        Self::PlantUml,
        Self::Graphviz,
        Self::Dbml,
        Self::Prisma,
        Self::Drizzle,
        Self::TypeOrm,
        Self::SqlAlchemy,
        Self::Django,
        Self::Rails,
        Self::JsonSchema,
        Self::Project,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sql => "sql",
            Self::Json => "json",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Svg => "svg",
            Self::Pdf => "pdf",
            Self::Mermaid => "mermaid",
            Self::PlantUml => "plantuml",
            Self::Graphviz => "dot",
            Self::Dbml => "dbml",
            Self::Prisma => "prisma",
            Self::Drizzle => "drizzle",
            Self::TypeOrm => "typeorm",
            Self::SqlAlchemy => "sqlalchemy",
            Self::Django => "django",
            Self::Rails => "rails",
            Self::JsonSchema => "json-schema",
            Self::Project => "project",
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
        Format::Html => export::html(project, Some(&diagram(project))).into(),
        Format::Csv => export::csv(project).into(),
        Format::Svg => diagram(project).into(),
        Format::Pdf => erd::pdf(&project.schema, &project.positions, &project.annotations, &project.name).into(),
        Format::Mermaid => export::mermaid(project).into(),
        Format::PlantUml => export::plantuml(project).into(),
        Format::Graphviz => export::graphviz(project).into(),
        Format::Dbml => export::dbml(project).into(),
        Format::Prisma => export::prisma(&project.schema, project.dialect).into(),
        Format::Drizzle => export::drizzle(&project.schema, project.dialect).into(),
        Format::TypeOrm => export::typeorm(&project.schema, project.dialect).into(),
        Format::SqlAlchemy => export::sqlalchemy(&project.schema).into(),
        Format::Django => export::django(&project.schema).into(),
        Format::Rails => export::rails(&project.schema).into(),
        Format::JsonSchema => export::json_schema(project).into(),
        Format::Project => project::write(project).into(),
    }
}

fn diagram(project: &Project) -> String {
    erd::svg(&project.schema, &project.positions, &project.annotations, &SvgOptions::default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Answer, Column, ColumnType, Id, Object, Question, Table};

    /// One table and one question: whether a second column is wanted, or the first in another type.
    fn project() -> Project {
        let mut table = Table::new(Id(1), "users");
        table.columns.push(Column::new(Id(2), "id", ColumnType::BigInt));
        let mut schema = Schema::new();
        schema.tables.push(table);
        schema.number();
        let name = Column::new(schema.fresh_id(), "name", ColumnType::Text);
        let wider = Column::new(Id(2), "id", ColumnType::Uuid);
        let answer = |label: &str, changes| Answer {
            label: label.to_owned(),
            effect: String::new(),
            changes,
            decisions: Vec::new(),
        };
        let question = Question {
            id: "users.more".to_owned(),
            text: "More?".to_owned(),
            why: String::new(),
            spans: Vec::new(),
            answers: vec![
                answer("no", Vec::new()),
                answer("name", vec![Change::Add { parent: Some(Id(1)), object: Object::Column(name), at: None }]),
                answer("uuid", vec![Change::Modify { object: Object::Column(wider) }]),
            ],
        };
        Project { schema, questions: vec![question], ..Project::default() }
    }

    fn columns(project: &Project) -> Vec<String> {
        let column = |column: &Column| format!("{} {}", column.name, column.data_type);
        project.schema.tables.iter().flat_map(|table| &table.columns).map(column).collect()
    }

    #[test]
    fn another_answer_takes_the_first_one_back() {
        let check = |places: &[usize], expected: &[&str]| {
            let answered = places.iter().try_fold(project(), |project, place| answer(&project, "users.more", *place));
            assert_eq!(
                answered.map(|project| columns(&project)),
                Ok(expected.iter().map(|c| (*c).to_owned()).collect())
            );
        };
        check(&[0], &["id bigint"]);
        check(&[1], &["id bigint", "name text"]);
        check(&[1, 2], &["id uuid"]);
        check(&[2, 1], &["id bigint", "name text"]);
        check(&[1, 1, 0], &["id bigint"]);
    }

    #[test]
    fn answers_that_do_not_fit_say_why() {
        let check = |project: &Project, question: &str, place: usize, expected: &str| {
            let message = answer(project, question, place).map(|_| ()).map_err(|error| error.to_string());
            assert_eq!(message, Err(expected.to_owned()));
        };
        check(&project(), "users.less", 0, "there is no question 'users.less'; the questions are users.more");
        check(&project(), "users.more", 3, "question 'users.more' has no such answer; the answers are no; name; uuid");
        let mut edited = project();
        edited.schema.tables.clear();
        check(&edited, "users.more", 1, "the answer does not fit the edited schema: there is no element #1 any more");
    }

    #[test]
    fn every_format_writes_every_project() {
        for project in [Project::default(), project(), generate("Users have names.", &Options::default())] {
            for format in Format::ALL {
                assert_eq!(format.name().parse(), Ok(format));
                let text = export(&project, format).text;
                assert!(!text.is_empty() || format == Format::Sql || format == Format::Dbml, "{}", format.name());
            }
        }
    }
}
