//! A plan as files: scripts for each phase, a manifest, a runbook, the impact report and checksums; or the same scripts
//! as the migrations of a team's own tool.

mod checksum;
mod layout;
mod manifest;
mod part;
mod runbook;
mod runner;

pub use layout::Layout;
pub use runbook::cell;

use super::impact::Impact;
use super::plan::Plan;
use super::script;

/// A file of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path within the bundle, with `/`.
    pub path: String,
    pub text: String,
}

impl File {
    fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into() }
    }
}

/// The whole bundle. `manifest.json` and the scripts that it names are there in every layout; a tool's own migrations
/// stand in a folder beside them.
pub fn files(plan: &Plan, impact: &Impact, layout: Option<Layout>) -> Vec<File> {
    let mut files = Vec::new();
    for (at, phase) in plan.phases.iter().enumerate() {
        let stem = part::stem(at, &phase.name);
        files.push(File::new(format!("{stem}.up.sql"), script::script(plan, phase, false, true)));
        files.push(File::new(format!("{stem}.down.sql"), script::script(plan, phase, true, true)));
        if !phase.verify.is_empty() {
            files.push(File::new(format!("{stem}.verify.sql"), verify(plan, &phase.verify)));
        }
    }
    files.push(File::new(manifest::CLEANUP, script::selecting(plan) + &script::plain(&plan.cleanup, plan.dialect)));
    files.push(File::new(runner::RUNNER, runner::runner(plan)));
    files.push(File::new("README.md", runbook::runbook(plan, layout)));
    files.push(File::new("impact.md", impact.markdown()));
    files.push(File::new("impact.json", impact.json()));
    files.extend(layout.into_iter().flat_map(|layout| layout.files(plan)));
    files.push(File::new("manifest.json", manifest::manifest(plan, layout)));
    files.push(File::new("checksums.sha256", checksum::list(&files)));
    files
}

/// The questions to the data as a script: each gives the number of rows that stand in the way.
fn verify(plan: &Plan, questions: &[super::plan::Verify]) -> String {
    let question = |verify: &super::plan::Verify| {
        let lines = format!("{}. Wanted: 0. {}", verify.what, verify.action);
        format!("-- {}\n{}", lines.replace('\n', " "), script::plain(std::slice::from_ref(&verify.sql), plan.dialect))
    };
    questions.iter().map(question).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests;
