//! What a plan does to a living database: locks and how long, dependants, questions to the data, hazards, a verdict.

mod catalog;
mod estimate;
mod report;

pub use catalog::size_query;
pub use estimate::Load;

use super::options::Options;
use super::plan::{Effect, Hazard, Hold, Phase, Plan, Stage, Statement, Verify};
use crate::schema::{Object, QualifiedName, Schema};
use serde::Serialize;

/// What a plan does, phase by phase.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Impact {
    pub dialect: &'static str,
    pub offline: bool,
    pub verdict: Verdict,
    /// Why, as sentences.
    pub reasons: Vec<String>,
    pub phases: Vec<PhaseImpact>,
    /// What cannot be undone, or not completely.
    pub irreversible: Vec<String>,
    /// Tables that the plan touches and whose sizes are not known.
    pub unknown_sizes: Vec<String>,
}

/// The whole in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nobody notices.
    Safe,
    /// Something has to be looked at before, or holds others up for a moment.
    Careful,
    /// Others wait for long, or something is lost: choose a quiet hour, or a window.
    Window,
}

/// One phase's part.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PhaseImpact {
    pub name: String,
    pub stage: Stage,
    pub table: Option<String>,
    pub statements: usize,
    /// The strongest lock that its statements take, and on which tables.
    pub hold: Hold,
    pub locks: Vec<String>,
    pub effect: Effect,
    /// Rows of the tables that it reads or writes whole.
    pub rows: Option<u64>,
    /// How long it takes, and how long others wait meanwhile.
    pub load: Option<Load>,
    /// Others wait for as long as the size of a table demands, which is not known.
    pub waits_by_size: bool,
    /// Views, indexes, routines and constraints that rest on the tables.
    pub dependants: Vec<String>,
    /// Queries that count what stands in the way.
    pub questions: Vec<Verify>,
    pub hazards: Vec<Hazard>,
}

/// Others that wait longer than this notice it.
const NOTICED_SECONDS: f64 = 1.0;

/// The impact of a plan on a database with the old schema.
pub fn impact(plan: &Plan, from: &Schema, options: &Options) -> Impact {
    let phases: Vec<PhaseImpact> = plan.phases.iter().map(|phase| phase_impact(phase, from, options)).collect();
    let mut unknown_sizes: Vec<String> = plan
        .statements()
        .filter(|statement| statement.effect != Effect::Catalog)
        .flat_map(|statement| statement.tables.iter())
        .filter(|table| table_named(from, table).is_some() && estimate::size_of(options, table).is_none())
        .cloned()
        .collect();
    unknown_sizes.sort();
    unknown_sizes.dedup();
    let (verdict, reasons) = verdict(plan, &phases);
    Impact {
        dialect: plan.dialect.name(),
        offline: plan.offline,
        verdict,
        reasons,
        phases,
        irreversible: plan.irreversible.clone(),
        unknown_sizes,
    }
}

fn phase_impact(phase: &Phase, from: &Schema, options: &Options) -> PhaseImpact {
    let mut locks: Vec<String> = phase.statements.iter().flat_map(|statement| statement.tables.clone()).collect();
    locks.sort();
    locks.dedup();
    let whole = |table: &&String| {
        phase
            .statements
            .iter()
            .any(|statement| statement.effect != Effect::Catalog && statement.tables.contains(*table))
    };
    let rows =
        locks.iter().filter(whole).filter_map(|table| estimate::size_of(options, table)).map(|size| size.rows).max();
    let load = estimate::load(phase, options);
    let grows = |statement: &Statement| {
        statement.hold != Hold::Schema && !matches!(statement.effect, Effect::Catalog | Effect::Rows)
    };
    let mut hazards: Vec<Hazard> = phase.statements.iter().flat_map(|statement| statement.hazards.clone()).collect();
    hazards.dedup();
    PhaseImpact {
        name: phase.name.clone(),
        stage: phase.stage,
        table: phase.table.clone(),
        statements: phase.statements.len(),
        hold: phase.statements.iter().map(|statement| statement.hold).max().unwrap_or_default(),
        effect: phase.statements.iter().map(|statement| statement.effect).max().unwrap_or_default(),
        rows,
        load,
        waits_by_size: load.is_none() && phase.statements.iter().any(grows),
        dependants: locks.iter().flat_map(|table| dependants(from, table)).collect(),
        questions: phase.verify.clone(),
        hazards,
        locks,
    }
}

fn table_named<'s>(schema: &'s Schema, name: &str) -> Option<&'s crate::schema::Table> {
    schema.tables.iter().find(|table| table.name.to_string() == name || table.name == QualifiedName::from(name))
}

/// What rests on a table of the old schema: `view daily_totals`.
fn dependants(schema: &Schema, table: &str) -> Vec<String> {
    let Some(table) = table_named(schema, table) else { return Vec::new() };
    let told = |object: Object| {
        let owner = schema.table_of(object.id()).filter(|owner| owner.id != table.id);
        let place = owner.map_or_else(String::new, |owner| format!(" of {}", owner.name));
        format!("{} {}{place}", object.kind(), object.label())
    };
    let mut list: Vec<String> =
        schema.dependents(table.id).into_iter().filter_map(|id| schema.object(id)).map(told).collect();
    list.dedup();
    list
}

fn verdict(plan: &Plan, phases: &[PhaseImpact]) -> (Verdict, Vec<String>) {
    let mut verdict = Verdict::Safe;
    let mut reasons = Vec::new();
    let mut find = |level: Verdict, reason: String| {
        verdict = verdict.max(level);
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    };
    for sentence in &plan.irreversible {
        find(Verdict::Window, sentence.clone());
    }
    for phase in phases {
        let waits = phase.load.filter(|load| load.blocked > NOTICED_SECONDS);
        if let Some(load) = waits {
            let what = if phase.hold == Hold::Everything { "Readers and writers" } else { "Writers" };
            let reason = format!(
                "{what} of {} wait about {} in \"{}\".",
                phase.locks.join(", "),
                seconds(load.blocked),
                phase.name
            );
            find(Verdict::Window, reason);
        }
        if phase.waits_by_size {
            let reason = format!(
                "\"{}\" locks {} for as long as its size demands, which is not known.",
                phase.name,
                phase.locks.join(", ")
            );
            find(Verdict::Careful, reason);
        }
        for hazard in phase.hazards.iter().filter(|hazard| hazard.code != "irreversible") {
            find(Verdict::Careful, hazard.message.clone());
        }
    }
    let asking: Vec<String> =
        phases.iter().filter(|phase| !phase.questions.is_empty()).map(|phase| format!("\"{}\"", phase.name)).collect();
    if !asking.is_empty() {
        find(
            Verdict::Careful,
            format!("The data may stand in the way of {}: run the queries before.", asking.join(", ")),
        );
    }
    if reasons.is_empty() {
        reasons.push(
            "Every statement is short, and nothing that the application uses goes away before its time.".to_owned(),
        );
    }
    (verdict, reasons)
}

/// A length of time as people say it.
fn seconds(seconds: f64) -> String {
    match seconds {
        s if s < 0.95 => format!("{:.0} ms", (s * 1000.0).max(1.0)),
        s if s < 90.0 => format!("{s:.0} s"),
        s if s < 5400.0 => format!("{:.0} min", s / 60.0),
        s => format!("{:.1} h", s / 3600.0),
    }
}

#[cfg(test)]
mod tests;
