//! A plan as files.

use super::plan::Plan;
use super::script;
use serde_json::json;

/// A file of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path within the bundle, with `/`.
    pub path: String,
    pub text: String,
}

/// The plan's own layout: `manifest.json`, and two scripts a phase.
pub fn files(plan: &Plan) -> Vec<File> {
    let mut files = Vec::new();
    let mut phases = Vec::new();
    for (at, phase) in plan.phases.iter().enumerate() {
        let stem = format!("{:03}_{}", at + 1, slug(&phase.name));
        let (up, down) = (format!("{stem}.up.sql"), format!("{stem}.down.sql"));
        files.push(File { path: up.clone(), text: script::script(plan, phase, false, true) });
        files.push(File { path: down.clone(), text: script::script(plan, phase, true, true) });
        phases.push(json!({
            "name": phase.name,
            "stage": phase.stage,
            "table": phase.table,
            "up": up,
            "down": down,
            "transactional": phase.transactional,
            "statements": phase.statements,
            "verify": phase.verify,
        }));
    }
    files.push(File { path: "cleanup.sql".to_owned(), text: script::plain(&plan.cleanup, plan.dialect) });
    let manifest = json!({
        "dialect": plan.dialect.name(),
        "offline": plan.offline,
        "phases": phases,
        "cleanup": "cleanup.sql",
        "irreversible": plan.irreversible,
    });
    files.push(File {
        path: "manifest.json".to_owned(),
        text: serde_json::to_string_pretty(&manifest).unwrap_or_default() + "\n",
    });
    files
}

fn slug(name: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let mut slug = words.join("_");
    slug.truncate(60);
    slug
}
