//! `optimize`: indexes, partitions and copies that a workload asks for.

mod planner;

use super::{Command, help};
use crate::input::Input;
use crate::options::{self, sentence};
use crate::output::{complain, print};
use lexopt::prelude::*;
use schema_architect::advise::{self, Advice, Options};
use schema_architect::dialect::Dialect;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

pub const COMMAND: Command = Command {
    name: "optimize",
    usage: "FILE --workload QUERIES [--stats FILE] [--dialect D] [--budget MB] [--planner] [--format text|json|sql]",
    summary: "Advise indexes, partitions and copies of columns for a workload.",
    run,
};

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Format {
    #[default]
    Text,
    Json,
    Sql,
    /// Training data for the ranking of candidates, see `benches/ranking/train.py`.
    Samples,
}

/// What `--format` may be.
const FORMATS: [(&str, Format); 4] =
    [("text", Format::Text), ("json", Format::Json), ("sql", Format::Sql), ("samples", Format::Samples)];

fn run(mut parser: lexopt::Parser) -> Result<ExitCode, String> {
    let (mut input, mut workload, mut statistics) = (None, None::<Input>, None::<Input>);
    let (mut dialect, mut format, mut options) = (Dialect::default(), Format::default(), Options::default());
    let (mut wants_query, mut wants_counts, mut by_planner, mut timing) = (false, false, false, false);
    while let Some(argument) = parser.next().map_err(sentence)? {
        match argument {
            Short('h') | Long("help") => return help(),
            Long("dialect") => dialect = options::value(&mut parser)?,
            Long("format") => format = options::one_of(&mut parser, "format", &FORMATS)?,
            Long("workload") => workload = Some(Input::of(parser.value().map_err(sentence)?)),
            Long("stats") | Long("statistics") => {
                statistics = Some(Input::File(PathBuf::from(parser.value().map_err(sentence)?)));
            }
            Long("stats-query") => wants_query = true,
            Long("workload-query") => wants_counts = true,
            Long("planner") => by_planner = true,
            Long("timing") => timing = true,
            Long("budget") => options.budget_mb = Some(megabytes(&mut parser)?),
            Value(path) => options::set_input(&mut input, path)?,
            other => return Err(sentence(other.unexpected())),
        }
    }
    if wants_query {
        return print(advise::catalog_query(dialect));
    }
    if wants_counts {
        let query = advise::workload_query(dialect);
        return print(
            query.ok_or_else(|| format!("{dialect} does not count its statements; give the queries themselves"))?,
        );
    }
    let workload = workload.ok_or("optimize needs --workload with the queries")?;
    let input = input.unwrap_or(Input::Stdin);
    let project = input.read_schema(Some(dialect), "optimize needs --dialect with the dialect of the script")?;
    for diagnostic in &project.diagnostics {
        complain(&format!("{}:{diagnostic}", input.name()));
    }
    if project.schema.tables.is_empty() {
        return Err(format!("{}: holds no table; give the schema's script", input.name()));
    }
    let text = match &statistics {
        Some(file) => file.read_statistics()?,
        None => String::new(),
    };
    let known = advise::read_statistics(&text, &project.schema)
        .map_err(|reason| format!("{}: {reason}", statistics.as_ref().map_or_else(String::new, Input::name)))?;
    let read = advise::read_workload(&workload.read()?, &project.schema, dialect);
    if read.queries.is_empty() {
        return Err(format!("{}: holds no query; give SELECT, INSERT, UPDATE or DELETE statements", workload.name()));
    }
    if format == Format::Samples {
        return print(&planner::samples(&project.schema, &read, &known)?);
    }
    let started = Instant::now();
    let advice = if by_planner {
        if dialect != Dialect::PostgreSql {
            return Err(format!(
                "--planner asks PostgreSQL; for {dialect} there is the built-in model, without --planner"
            ));
        }
        let (advice, refused) = planner::optimize(&project.schema, &read, &known, &options)?;
        refused.iter().for_each(|message| complain(&format!("planner: {message}")));
        advice
    } else {
        advise::optimize(&project.schema, dialect, &read, &known, &options)
    };
    if timing {
        complain(&format!("timing: advice {:.3} ms", started.elapsed().as_secs_f64() * 1e3));
    }
    for diagnostic in &advice.diagnostics {
        let hint = match diagnostic.code.as_str() {
            "statistics-guessed" => " Give --stats; optimize --stats-query prints the catalog query for it.",
            _ => "",
        };
        complain(&format!("{}:{diagnostic}{hint}", workload.name()));
    }
    print(&match format {
        Format::Json => serde_json::to_string_pretty(&advice).map(|text| text + "\n").unwrap_or_default(),
        Format::Sql => script(&advice),
        Format::Text | Format::Samples => text_of(&advice),
    })
}

fn megabytes(parser: &mut lexopt::Parser) -> Result<f64, String> {
    let text = options::text(parser)?;
    let number = text.to_lowercase().trim_end_matches("mb").trim().parse().ok().filter(|mb: &f64| *mb > 0.0);
    number.ok_or_else(|| format!("--budget needs a number of megabytes above 0, not '{text}'"))
}

/// The statements, each with its reason as a comment.
fn script(advice: &Advice) -> String {
    let mut out = String::new();
    let mut add = |why: &str, statements: &[String]| {
        out += &format!("-- {}\n", why.replace('\n', " "));
        for sql in statements {
            out += sql;
            out.push('\n');
        }
        out.push('\n');
    };
    for index in &advice.indexes {
        let sql = match index.sql.contains("gin_trgm_ops") {
            true => vec!["CREATE EXTENSION IF NOT EXISTS pg_trgm;".to_owned(), index.sql.clone()],
            false => vec![index.sql.clone()],
        };
        add(&index.rationale, &sql);
    }
    advice.drop.iter().for_each(|drop| add(&drop.rationale, std::slice::from_ref(&drop.sql)));
    for partition in &advice.partitions {
        add(&[vec![partition.rationale.clone()], partition.consequences.clone()].concat().join(" "), &partition.sql);
    }
    advice.denormalizations.iter().for_each(|copy| add(&copy.rationale, &copy.sql));
    out
}

/// Statements that a person reads: of a run that differs in values alone, the first two.
fn shortened(statements: &[String]) -> String {
    let is_part = |sql: &&String| sql.contains(" PARTITION OF ");
    let parts = statements.iter().filter(is_part).count();
    let (mut out, mut seen) = (String::new(), 0);
    for sql in statements {
        if is_part(&sql) {
            seen += 1;
            if seen == 3 && parts > 4 {
                out += &format!("  ... and {} more partitions (--format sql writes all)\n", parts - 3);
            }
            if seen > 2 && seen < parts && parts > 4 {
                continue;
            }
        }
        out += &format!("  {sql}\n");
    }
    out
}

fn text_of(advice: &Advice) -> String {
    let mut out = format!(
        "Workload cost {:.0} -> {:.0} ({:.1} %) with {} indexes of {:.1} MB\n",
        advice.total_before,
        advice.total_after,
        100.0 * advice.total_after / advice.total_before.max(1e-9),
        advice.indexes.len(),
        advice.size_mb
    );
    for index in &advice.indexes {
        out += &format!("\n{}\n  {}\n  for {}\n", index.sql, index.rationale, index.queries.join(", "));
    }
    for drop in &advice.drop {
        out += &format!("\n{}\n  {}: {}\n", drop.sql, drop.kind, drop.rationale);
    }
    for partition in &advice.partitions {
        let interval = partition.interval.map_or_else(String::new, |interval| format!(", one a {interval}"));
        out += &format!(
            "\nPartition {} by {} ({}), {} partitions{interval}\n  {}\n",
            partition.table,
            partition.method,
            partition.columns.join(", "),
            partition.partitions,
            partition.rationale
        );
        partition.consequences.iter().for_each(|note| out += &format!("  {note}\n"));
        out += &shortened(&partition.sql);
    }
    for copy in &advice.denormalizations {
        out +=
            &format!("\nCopy {} of {} into {}\n  {}\n", copy.columns.join(", "), copy.from, copy.table, copy.rationale);
        copy.sql.iter().for_each(|sql| out += &format!("  {sql}\n"));
        if !copy.view.is_empty() {
            out += "  or as a materialized view:\n";
            copy.view.iter().for_each(|sql| out += &format!("  {sql}\n"));
        }
    }
    if !advice.verdicts.is_empty() {
        out += "\nLeft as it is\n";
    }
    for verdict in &advice.verdicts {
        out += &format!("  {} ({}): {}\n", verdict.table, verdict.topic, verdict.rationale);
    }
    out += "\nQueries\n";
    for query in &advice.queries {
        out += &format!(
            "  {:<16} {:>14.0} -> {:>14.0}  {}\n",
            query.id,
            query.cost_before,
            query.cost_after,
            query.indexes.join(", ")
        );
    }
    out
}
