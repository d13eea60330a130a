//! The manifest that programs read.

use super::Layout;
use super::part::stem;
use crate::migrate::plan::Plan;
use serde_json::json;

/// The script that removes what the plan keeps for its way back.
pub const CLEANUP: &str = "cleanup.sql";

pub fn manifest(plan: &Plan, layout: Option<Layout>) -> String {
    let phase = |(at, phase): (usize, &crate::migrate::plan::Phase)| {
        let stem = stem(at, &phase.name);
        json!({
            "name": phase.name,
            "stage": phase.stage,
            "table": phase.table,
            "up": format!("{stem}.up.sql"),
            "down": format!("{stem}.down.sql"),
            "verify": (!phase.verify.is_empty()).then(|| format!("{stem}.verify.sql")),
            "transactional": phase.transactional,
            "statements": phase.statements,
            "questions": phase.verify,
        })
    };
    let manifest = json!({
        "dialect": plan.dialect.name(),
        "offline": plan.offline,
        "phases": plan.phases.iter().enumerate().map(phase).collect::<Vec<_>>(),
        "cleanup": CLEANUP,
        "irreversible": plan.irreversible,
        "layout": layout.map(Layout::name),
    });
    serde_json::to_string_pretty(&manifest).unwrap_or_default() + "\n"
}
