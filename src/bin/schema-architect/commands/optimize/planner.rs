//! Asking PostgreSQL's own planner: PGlite under Node, with tables that hold no rows but have statistics.

use schema_architect::advise::{
    self, Advice, Options, PlannerCosts, PlannerSetup, Question, Reply, Statistics, Workload,
};
use schema_architect::schema::Schema;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// The page's own planner, and what serves it over lines of JSON.
const PLANNER: &str = include_str!("../../../../../public/planner/planner.js");
const SERVE: &str = "
import { createInterface } from 'node:readline';
const say = (value) => process.stdout.write(JSON.stringify(value) + '\\n');
const lines = createInterface({ input: process.stdin });
let planner;
const load = () => Promise.all([import('@electric-sql/pglite'), import('@electric-sql/pglite/contrib/pg_trgm')]);
for await (const line of lines) {
  const message = JSON.parse(line);
  if (planner === undefined) {
    const [{ PGlite }, { pg_trgm }] = await load().catch((error) => { say({ error: error.message }); process.exit(1); });
    const opened = await open(PGlite, { extensions: { pg_trgm } }, message);
    planner = opened.planner;
    say({ refused: opened.refused });
  } else {
    say(await planner.costs(message));
  }
}
await planner?.close();
";

/// More rounds change little: what is not known by then is estimated.
const ROUNDS: usize = 12;

/// Advice by the planner's costs, and what the planner would not read.
pub fn optimize(
    schema: &Schema,
    workload: &Workload,
    statistics: &Statistics,
    options: &Options,
) -> Result<(Advice, Vec<String>), String> {
    let mut planner = Planner::start(&advise::planner_setup(schema, statistics))?;
    let mut costs = PlannerCosts::default();
    let (mut advice, mut question) = advise::optimize_by_planner(schema, workload, statistics, options, &mut costs);
    for _ in 0..ROUNDS {
        let Some(open) = question else { break };
        costs.learn(planner.ask(&open)?);
        (advice, question) = advise::optimize_by_planner(schema, workload, statistics, options, &mut costs);
    }
    Ok((advice, std::mem::take(&mut planner.refused)))
}

/// Training data for the ranking: the lines of [`advise::ranking_samples`] with the share of the query's cost that
/// the planner says is saved.
pub fn samples(schema: &Schema, workload: &Workload, statistics: &Statistics) -> Result<String, String> {
    let (lines, question) = advise::ranking_samples(schema, workload, statistics);
    let mut planner = Planner::start(&advise::planner_setup(schema, statistics))?;
    let answers = planner.ask(&question)?.answers;
    let (before, with) = answers.split_at(answers.len().saturating_sub(lines.len().saturating_sub(1)));
    let mut out = format!("{}\tplanner\n", lines.first().map_or("", String::as_str));
    for (line, answer) in lines.iter().skip(1).zip(with) {
        let query: usize = line.split('\t').next().and_then(|text| text.parse().ok()).unwrap_or(usize::MAX);
        let costs = (before.get(query).and_then(|answer| answer.cost), answer.cost);
        if let (Some(before), Some(after)) = costs {
            out += &format!("{line}\t{:.4}\n", 1.0 - after / before.max(1e-9));
        }
    }
    Ok(out)
}

struct Planner {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    refused: Vec<String>,
}

#[derive(serde::Deserialize)]
struct Opened {
    #[serde(default)]
    refused: Vec<String>,
    error: Option<String>,
}

impl Planner {
    fn start(setup: &PlannerSetup) -> Result<Self, String> {
        let script = PLANNER.replace("export async function", "async function") + SERVE;
        let mut process = Command::new("node")
            .args(["--input-type=module", "--eval", &script])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("--planner needs Node (node) on the PATH: {error}"))?;
        let (Some(input), Some(output)) = (process.stdin.take(), process.stdout.take()) else {
            return Err("the planner cannot be talked to".to_owned());
        };
        let mut planner = Self { process, input, output: BufReader::new(output), refused: Vec::new() };
        let opened: Opened = planner.exchange(setup)?;
        if let Some(error) = opened.error {
            return Err(format!(
                "--planner needs PGlite; run `npm install @electric-sql/pglite@0.5.16` in this folder ({error})"
            ));
        }
        planner.refused = opened.refused;
        Ok(planner)
    }

    fn ask(&mut self, question: &Question) -> Result<Reply, String> {
        let mut reply: Reply = self.exchange(question)?;
        self.refused.append(&mut reply.refused);
        Ok(reply)
    }

    fn exchange<T: DeserializeOwned>(&mut self, message: &impl Serialize) -> Result<T, String> {
        let text = serde_json::to_string(message).map_err(|error| format!("the planner's question: {error}"))?;
        let sent = writeln!(self.input, "{text}").and_then(|()| self.input.flush());
        let mut line = String::new();
        sent.and_then(|()| self.output.read_line(&mut line))
            .map_err(|error| format!("the planner stopped: {error}"))?;
        serde_json::from_str(&line).map_err(|error| format!("the planner's answer cannot be read: {error}"))
    }
}

impl Drop for Planner {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
