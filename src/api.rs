//! The JSON interface: a path and a body to a status and a body. `schema-architect serve` carries it over HTTP;
//! `openapi.json` describes it.

use crate::advise;
use crate::architect::{self, Format};
use crate::dialect::Dialect;
use crate::diff::{self, Hint};
use crate::migrate::{self, bundle, impact};
use crate::nl::Options;
use crate::project::Project;
use crate::schema::Schema;
use crate::sql;
use serde::Deserialize;
use serde_json::{Value, json};

/// The description of the interface, as OpenAPI 3.1.
pub const OPENAPI: &str = include_str!("openapi.json");

/// An answer: an HTTP status and a JSON text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub body: String,
}

/// What is to be designed.
#[derive(Deserialize)]
pub struct Generate {
    pub description: String,
    #[serde(default)]
    pub dialect: Dialect,
    #[serde(default)]
    normal_form: Option<String>,
    #[serde(default)]
    naming: Option<String>,
}

impl Generate {
    /// How it is to be designed.
    ///
    /// # Errors
    /// The description is empty, or a normal form or naming style is none.
    pub fn options(&self) -> Result<Options, String> {
        if self.description.trim().is_empty() {
            return Err("the description is empty; say what the database is to hold".to_owned());
        }
        let mut options = Options::default();
        if let Some(form) = &self.normal_form {
            options.normal_form = form.parse()?;
        }
        if let Some(style) = &self.naming {
            options.naming = style.parse()?;
        }
        Ok(options)
    }
}

#[derive(Deserialize)]
struct Evolve {
    from: String,
    to: String,
    #[serde(default)]
    dialect: Dialect,
    #[serde(default)]
    offline: bool,
    /// `old=new`, or `old=` for what was not renamed.
    #[serde(default)]
    renames: Vec<String>,
}

#[derive(Deserialize)]
struct Optimize {
    schema: String,
    workload: String,
    #[serde(default)]
    statistics: String,
    #[serde(default)]
    dialect: Dialect,
    #[serde(default)]
    budget_mb: Option<f64>,
}

/// Answers a request. What is wrong with it is told as `{"error": ...}` with status 400, 404 or 405.
pub fn answer(method: &str, path: &str, body: &str) -> Answer {
    let path = path.split('?').next().unwrap_or_default();
    if path == "/openapi.json" {
        return if method == "GET" {
            Answer { status: 200, body: OPENAPI.to_owned() }
        } else {
            refused(405, "use GET")
        };
    }
    let handler: fn(&str) -> Result<Value, String> = match path {
        "/api/v1/schema/generate" => generate,
        "/api/v1/schema/evolve" => evolve,
        "/api/v1/schema/optimize" => optimize,
        _ => return refused(404, "there is no such path; /openapi.json lists all"),
    };
    if method != "POST" {
        return refused(405, "use POST with a JSON body");
    }
    match handler(body) {
        Ok(value) => Answer { status: 200, body: value.to_string() },
        Err(why) => refused(400, &why),
    }
}

fn refused(status: u16, why: &str) -> Answer {
    Answer { status, body: json!({ "error": why }).to_string() }
}

fn read<'a, T: Deserialize<'a>>(body: &'a str) -> Result<T, String> {
    serde_json::from_str(body).map_err(|error| format!("the body is not what is wanted: {error}"))
}

fn generate(body: &str) -> Result<Value, String> {
    let wanted: Generate = read(body)?;
    let mut project = architect::generate(&wanted.description, &wanted.options()?);
    project.dialect = wanted.dialect;
    Ok(designed(&project))
}

/// What is told of a design.
pub fn designed(project: &Project) -> Value {
    json!({
        "sql": architect::export(project, Format::Sql).text,
        "schema": exported(project),
        "decisions": project.decisions,
        "questions": project.questions,
        "assumptions": project.assumptions,
        "diagnostics": said(&project.diagnostics),
    })
}

/// The schema as JSON export has it.
pub fn exported(project: &Project) -> Value {
    serde_json::from_str(&architect::export(project, Format::Json).text).unwrap_or_default()
}

fn evolve(body: &str) -> Result<Value, String> {
    let Evolve { from, to, dialect, offline, renames } = read(body)?;
    let (old, new) = (sql::parse(&from, dialect), sql::parse(&to, dialect));
    let mut hints: Vec<Hint> = renames.iter().map(|rename| rename.parse()).collect::<Result<_, String>>()?;
    hints.extend(diff::stated_renames(&to, dialect));
    let found = diff::diff(&old.schema, &new.schema, &diff::Options { hints, ..diff::Options::of(dialect) });
    if let Some(refused) = found.refused.first() {
        return Err(refused.clone());
    }
    let target: Schema = old.schema.applied(&found.changes).map_err(|error| error.to_string())?;
    let options = migrate::Options { offline, ..migrate::Options::default() };
    let plan = migrate::plan(&old.schema, &target, dialect, &options);
    let impact = impact::impact(&plan, &old.schema, &options);
    let files = bundle::files(&plan, &impact, None).into_iter();
    Ok(json!({
        "phases": plan.phases,
        "irreversible": plan.irreversible,
        "files": files.map(|file| (file.path, Value::String(file.text))).collect::<serde_json::Map<_, _>>(),
        "renames": found.renames,
        "questions": found.questions,
        "diagnostics": said(&[old.diagnostics, new.diagnostics].concat()),
    }))
}

fn optimize(body: &str) -> Result<Value, String> {
    let Optimize { schema, workload, statistics, dialect, budget_mb } = read(body)?;
    let parsed = sql::parse(&schema, dialect);
    let known = advise::read_statistics(&statistics, &parsed.schema).map_err(|why| format!("statistics: {why}"))?;
    let read = advise::read_workload(&workload, &parsed.schema, dialect);
    if read.queries.is_empty() {
        return Err("the workload holds no query; give SELECT, INSERT, UPDATE or DELETE statements".to_owned());
    }
    let options = advise::Options { budget_mb, ..advise::Options::default() };
    let advice = advise::optimize(&parsed.schema, dialect, &read, &known, &options);
    serde_json::to_value(&advice).map_err(|error| error.to_string())
}

fn said(diagnostics: &[crate::schema::Diagnostic]) -> Vec<String> {
    diagnostics.iter().map(ToString::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(path: &str, body: Value) -> (u16, Value) {
        let Answer { status, body } = answer("POST", path, &body.to_string());
        (status, serde_json::from_str(&body).expect("JSON"))
    }

    #[test]
    fn a_description_becomes_statements() {
        let body = json!({ "description": "Customers have names. Customers place orders.", "dialect": "postgresql" });
        let (status, answer) = asked("/api/v1/schema/generate", body);
        assert_eq!(status, 200, "{answer}");
        assert!(answer["sql"].as_str().expect("sql").contains("CREATE TABLE orders"), "{answer}");
        assert!(answer["schema"]["tables"].as_array().expect("tables").len() >= 2);
    }

    #[test]
    fn two_scripts_become_phases() {
        let body = json!({ "from": "CREATE TABLE t (id int PRIMARY KEY);", "to": "CREATE TABLE t (id int PRIMARY KEY, a text);" });
        let (status, answer) = asked("/api/v1/schema/evolve", body);
        assert_eq!(status, 200, "{answer}");
        assert!(
            answer["phases"][0]["statements"][0]["sql"].as_str().expect("sql").contains("ADD COLUMN a"),
            "{answer}"
        );
    }

    #[test]
    fn a_workload_becomes_advice() {
        let body = json!({
            "schema": "CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL);", "workload": "SELECT id FROM t WHERE a = 5;",
            "statistics": "{\"t\": {\"rows\": 1000000}}",
        });
        let (status, answer) = asked("/api/v1/schema/optimize", body);
        assert_eq!(status, 200, "{answer}");
        assert!(answer["indexes"].is_array(), "{answer}");
    }

    #[test]
    fn what_is_wrong_is_told() {
        let check = |method: &str, path: &str, body: &str, status: u16| {
            let answer = answer(method, path, body);
            assert_eq!(answer.status, status, "{}", answer.body);
            assert!(answer.body.starts_with("{\"error\":"), "{}", answer.body);
        };
        check("POST", "/api/v1/schema/generate", "{}", 400);
        check("POST", "/api/v1/schema/generate", "not json", 400);
        check("POST", "/api/v1/schema/generate", r#"{"description": " "}"#, 400);
        check("GET", "/api/v1/schema/generate", "", 405);
        check("POST", "/", "", 404);
    }
}
