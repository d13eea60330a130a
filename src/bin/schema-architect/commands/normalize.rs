//! `normalize`: dependencies, keys and normal forms of the tables of a script, and of sample rows.

use super::{Command, help};
use crate::input::Input;
use crate::options::{self, sentence};
use crate::output::{complain, print};
use lexopt::prelude::*;
use schema_architect::architect;
use schema_architect::dialect::Dialect;
use schema_architect::normalize::{
    DiscoveryOptions, Header, Knowledge, NormalForm, Normalized, Sample, Study, Verdict, normalize_with, read_csv,
    study, verdicts,
};
use schema_architect::project::Project;
use schema_architect::schema::{Diagnostic, QualifiedName, Schema};
use schema_architect::sql;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

pub const COMMAND: Command = Command {
    name: "normalize",
    usage: "[FILE] [--dialect D] [--fd DEPENDENCY]... [--data TABLE=ROWS.csv]... [--to N] [--format text|json|sql]",
    summary: "Find dependencies and keys, judge normal forms, and split what is not in the form.",
    run,
};

#[derive(Default)]
struct Arguments {
    input: Option<Input>,
    dialect: Dialect,
    knowledge: Knowledge,
    /// Dependencies whose text names no table: they are those of the only one.
    tableless: Vec<String>,
    data: Vec<(QualifiedName, PathBuf)>,
    header: Header,
    to: NormalForm,
    format: Format,
    options: DiscoveryOptions,
    timing: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Format {
    #[default]
    Text,
    Json,
    Sql,
}

/// What `--format` may be.
const FORMATS: [(&str, Format); 3] = [("text", Format::Text), ("json", Format::Json), ("sql", Format::Sql)];

fn run(parser: lexopt::Parser) -> Result<ExitCode, String> {
    let Some(mut arguments) = read(parser)? else { return help() };
    let (mut schema, mut complaints) = schema_of(&arguments)?;
    let mut samples: Vec<(QualifiedName, Sample)> = Vec::new();
    for (name, path) in &arguments.data {
        let (name, sample) = sample_of(&schema, name, path, &arguments)?;
        samples.push((name, sample));
    }
    if schema.tables.is_empty() && samples.is_empty() {
        return Err(
            "there is no table to normalize; give a script with one, or rows with --data TABLE=ROWS.csv".to_owned()
        );
    }
    schema.tables.retain(|table| !table.columns.is_empty());
    state_tableless(&mut arguments, &schema, &samples)?;
    let started = Instant::now();
    let declared = arguments.knowledge.clone().spelled_as_in(&schema);
    let study = study(&schema, &declared, &samples, &arguments.options);
    if arguments.timing {
        complain(&format!("timing: search {:.3} ms", started.elapsed().as_secs_f64() * 1e3));
    }
    let normalized = normalize_with(&study.schema, &study.knowledge, arguments.to);
    let verdicts = verdicts(&study, &normalized);
    complaints.extend(study.diagnostics.iter().chain(&normalized.diagnostics).map(Diagnostic::to_string));
    complaints.iter().for_each(|line| complain(line));
    print(&match arguments.format {
        Format::Json => json(&arguments, &study, &normalized, &verdicts),
        Format::Text => text(arguments.to, &study, &verdicts),
        Format::Sql => script(&study, &normalized, arguments.dialect),
    })
}

/// The arguments; `None` where the help was asked for.
fn read(mut parser: lexopt::Parser) -> Result<Option<Arguments>, String> {
    let mut arguments = Arguments::default();
    while let Some(argument) = parser.next().map_err(sentence)? {
        match argument {
            Short('h') | Long("help") => return Ok(None),
            Long("dialect") => arguments.dialect = options::value(&mut parser)?,
            Long("to") | Long("normal-form") => arguments.to = options::value(&mut parser)?,
            Long("format") => arguments.format = options::one_of(&mut parser, "format", &FORMATS)?,
            Long("header") => arguments.header = options::value(&mut parser)?,
            Long("timing") => arguments.timing = true,
            Long("max-error") => arguments.options.max_error = options::number(&mut parser, "--max-error", 0.0..=1.0)?,
            Long("largest") => {
                arguments.options.largest = Some(options::number(&mut parser, "--largest", 1.0..=128.0)? as usize);
            }
            Long("fd") | Long("dependency") => {
                let text = options::text(&mut parser)?;
                match text.contains(':') || !text.contains("->") {
                    true => arguments.knowledge.state(&text)?,
                    false => arguments.tableless.push(text),
                }
            }
            Long("data") => {
                let text = options::text(&mut parser)?;
                arguments.data.push(named_file(&text));
            }
            Value(path) if Path::new(&path).extension().is_some_and(|e| e == "csv" || e == "tsv") => {
                arguments.data.push(named_file(&path.to_string_lossy()));
            }
            Value(path) => options::set_input(&mut arguments.input, path)?,
            other => return Err(sentence(other.unexpected())),
        }
    }
    Ok(Some(arguments))
}

/// `orders=rows.csv`, or `rows.csv` for a table of that name.
fn named_file(text: &str) -> (QualifiedName, PathBuf) {
    let qualified = |name: &str| match name.split_once('.') {
        Some((namespace, name)) => QualifiedName::within(namespace.trim(), name.trim()),
        None => QualifiedName::new(name.trim()),
    };
    match text.split_once('=') {
        Some((table, path)) if !table.is_empty() => (qualified(table), PathBuf::from(path)),
        _ => {
            let stem = Path::new(text).file_stem().map(|stem| stem.to_string_lossy().into_owned());
            (QualifiedName::new(stem.unwrap_or_else(|| text.to_owned())), PathBuf::from(text))
        }
    }
}

/// The schema of the script, and what there is to say about it. Rows alone need no script.
fn schema_of(arguments: &Arguments) -> Result<(Schema, Vec<String>), String> {
    let input = match &arguments.input {
        None if !arguments.data.is_empty() => return Ok((Schema::new(), Vec::new())),
        None => &Input::Stdin,
        Some(input) => input,
    };
    let missing = "normalize needs --dialect with the dialect of the script";
    let project: Project = match input.read_schema(Some(arguments.dialect), missing) {
        Err(_) if !arguments.data.is_empty() && is_blank(input) => architect::import("", arguments.dialect),
        project => project?,
    };
    let told = project.diagnostics.iter().map(|diagnostic| format!("{}:{diagnostic}", input.name())).collect();
    Ok((project.schema, told))
}

fn is_blank(input: &Input) -> bool {
    matches!(input, Input::File(path) if std::fs::metadata(path).is_ok_and(|file| file.len() < 3))
}

/// The rows of a file, under the name that the schema gives the table.
fn sample_of(
    schema: &Schema,
    name: &QualifiedName,
    path: &Path,
    arguments: &Arguments,
) -> Result<(QualifiedName, Sample), String> {
    let input = Input::File(path.to_path_buf());
    let text = input.read()?;
    let alike =
        |table: &&schema_architect::schema::Table| table.name.to_string().eq_ignore_ascii_case(&name.to_string());
    let table = schema.table(name).or_else(|| schema.tables.iter().find(alike));
    let expected: Vec<String> =
        table.map_or_else(Vec::new, |table| table.columns.iter().map(|column| column.name.clone()).collect());
    let started = Instant::now();
    let read = read_csv(&text, &expected, arguments.header);
    if arguments.timing {
        complain(&format!("timing: read {:.3} ms", started.elapsed().as_secs_f64() * 1e3));
    }
    for diagnostic in &read.diagnostics {
        complain(&format!("{}:{diagnostic}", input.name()));
    }
    if read.sample.columns.is_empty() {
        return Err(format!("{}: has no rows; give a CSV file", input.name()));
    }
    Ok((table.map_or_else(|| name.clone(), |table| table.name.clone()), read.sample))
}

/// Gives dependencies without a table to the only table there is.
fn state_tableless(
    arguments: &mut Arguments,
    schema: &Schema,
    samples: &[(QualifiedName, Sample)],
) -> Result<(), String> {
    let mut names: Vec<&QualifiedName> =
        schema.tables.iter().map(|table| &table.name).chain(samples.iter().map(|(name, _)| name)).collect();
    names.sort();
    names.dedup();
    for text in std::mem::take(&mut arguments.tableless) {
        let [only] = names.as_slice() else {
            return Err(format!("'{text}' names no table; write it as \"table: {text}\""));
        };
        arguments.knowledge.state(&format!("{only}: {text}"))?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Report<'a> {
    form: NormalForm,
    tables: &'a [Verdict],
    decisions: Vec<Decided<'a>>,
    sql: String,
    diagnostics: Vec<&'a Diagnostic>,
}

#[derive(Serialize)]
struct Decided<'a> {
    what: &'a str,
    why: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    alternative: Option<&'a str>,
}

fn json(arguments: &Arguments, study: &Study, normalized: &Normalized, verdicts: &[Verdict]) -> String {
    let decided = |d: &'_ schema_architect::schema::Decision| (d.what.clone(), d.why.clone(), d.alternative.clone());
    let decisions: Vec<_> = normalized.decisions.iter().map(decided).collect();
    let report = Report {
        form: arguments.to,
        tables: verdicts,
        decisions: decisions
            .iter()
            .map(|(what, why, alternative)| Decided { what, why, alternative: alternative.as_deref() })
            .collect(),
        sql: script(study, normalized, arguments.dialect),
        diagnostics: study.diagnostics.iter().chain(&normalized.diagnostics).collect(),
    };
    serde_json::to_string_pretty(&report).map(|text| text + "\n").unwrap_or_default()
}

/// The normalized schema as a script.
fn script(study: &Study, normalized: &Normalized, dialect: Dialect) -> String {
    let schema = study.schema.applied(&normalized.changes).unwrap_or_else(|_| study.schema.clone());
    sql::render(&schema, dialect).script(dialect)
}

/// How many dependencies of a table the text lists.
const LISTED: usize = 40;

fn text(to: NormalForm, study: &Study, verdicts: &[Verdict]) -> String {
    let mut out = String::new();
    let mut line = |text: String| {
        out += &text;
        out.push('\n');
    };
    let list = |names: &[String]| if names.is_empty() { "(nothing)".to_owned() } else { names.join(", ") };
    for verdict in verdicts {
        line(format!("{} ({})", verdict.name, verdict.columns.join(", ")));
        let keys: Vec<String> = verdict.keys.iter().take(LISTED).map(|key| format!("({})", key.join(", "))).collect();
        line(format!("  keys: {}", if keys.is_empty() { "none".to_owned() } else { keys.join(", ") }));
        line(format!("  prime: {}", list(&verdict.prime)));
        line(format!("  form: {}", verdict.form.to_uppercase()));
        if !verdict.dependencies.is_empty() {
            line("  dependencies:".to_owned());
        }
        let mut dependencies: Vec<_> = verdict.dependencies.iter().collect();
        dependencies.sort_by_key(|known| !known.used);
        for known in dependencies.into_iter().take(LISTED) {
            let source = match (known.source, known.error > 0.0, known.used) {
                (source, true, _) => format!("{source}, {:.2} % of rows contradict it", known.error * 100.0),
                ("data", _, true) => "data, trusted".to_owned(),
                ("data", _, false) => "data, may be chance".to_owned(),
                (source, ..) => source.to_owned(),
            };
            line(format!("    {} -> {}  [{source}]", list(&known.from), list(&known.to)));
        }
        if let Some(more) = verdict.dependencies.len().checked_sub(LISTED).filter(|more| *more > 0) {
            line(format!("    and {more} more (--format json lists all)"));
        }
        for sides in &verdict.multivalued {
            line(format!("    {} ->> {}  [declared]", list(&sides.from), list(&sides.to)));
        }
        if !verdict.approximate.is_empty() {
            line("  approximately:".to_owned());
        }
        for known in verdict.approximate.iter().take(LISTED) {
            line(format!(
                "    {} -> {}  [{:.2} % of rows contradict it]",
                list(&known.from),
                list(&known.to),
                known.error * 100.0
            ));
        }
        for broken in &verdict.violations {
            let arrow = if broken.kind == "multivalued" { "->>" } else { "->" };
            let what = match broken.kind {
                "repetition" => list(&broken.to),
                _ => format!("{} {arrow} {}", list(&broken.from), list(&broken.to)),
            };
            line(format!("  against {}: {what}: {}", broken.form.to_uppercase(), broken.reason));
        }
        for step in &verdict.steps {
            match &step.obstacle {
                Some(obstacle) => line(format!("  {} is not reached: {obstacle}", step.form.to_uppercase())),
                None => line(format!("  step to {}: adds {}", step.form.to_uppercase(), list(&step.created))),
            }
            for lost in &step.lost {
                line(format!("    no single table holds {lost} any more"));
            }
            if let Some(alternative) = &step.alternative {
                line(format!("    {alternative}"));
            }
        }
        if verdict.steps.is_empty() {
            line(format!("  nothing to do for {}", to.label()));
        } else {
            line(format!(
                "  lossless: {}; dependencies preserved: {}",
                if verdict.lossless { "yes" } else { "no" },
                if verdict.preserved { "yes" } else { "no" }
            ));
            for part in &verdict.result.tables {
                let links: Vec<String> = part
                    .foreign_keys
                    .iter()
                    .map(|link| format!(" ({}) -> {}", link.columns.join(", "), link.references.table))
                    .collect();
                line(format!(
                    "  => {} ({}) key ({}){}",
                    part.name,
                    part.columns.join(", "),
                    part.primary_key.join(", "),
                    links.concat()
                ));
            }
        }
        if let Some(studied) = study.studied.iter().find(|studied| studied.table.to_string() == verdict.name) {
            let bound = studied.discovery.largest.map_or_else(String::new, |n| format!(", on at most {n} columns"));
            line(format!("  seen in {} rows: {} dependencies{bound}", studied.rows, studied.discovery.exact.len()));
        }
        line(String::new());
    }
    out
}
