//! The runbook: what to run, in which order, when to wait, and how to go back.

use super::Layout;
use super::manifest::CLEANUP;
use super::part::stem;
use crate::dialect::Dialect;
use crate::migrate::plan::{Hold, Phase, Plan, Stage};
use std::fmt::Write;

pub fn runbook(plan: &Plan, layout: Option<Layout>) -> String {
    let mut out = "# Migration runbook\n\n".to_owned();
    if plan.is_empty() {
        out.push_str("The two schemas are the same: there is nothing to run.\n");
        return out;
    }
    let manner = if plan.offline { "in a maintenance window" } else { "while the application runs" };
    let _ = writeln!(
        out,
        "{} phases for {}, to be run {manner}. Each phase has a script forth (`.up.sql`) and back (`.down.sql`).\n",
        plan.phases.len(),
        plan.dialect
    );
    before(&mut out, plan);
    steps(&mut out, plan);
    after(&mut out, plan);
    if let Some(layout) = layout {
        let _ = writeln!(
            out,
            "## With {}\n\nThe folder `{}` holds the same statements as its migrations: {}.\n",
            layout.name(),
            layout.name(),
            layout.hint()
        );
    }
    out
}

fn before(out: &mut String, plan: &Plan) {
    out.push_str("## Before\n\n");
    out.push_str("- Take a backup, and try the bundle on a copy of the database first.\n");
    out.push_str(
        "- Read `impact.md`: what each phase locks, how long, and what has to be mended in the data before.\n",
    );
    if plan.phases.iter().any(|phase| !phase.verify.is_empty()) {
        out.push_str(
            "- Run the `.verify.sql` scripts. Each query gives a number of rows that stand in the way; 0 is wanted.\n",
        );
    }
    let _ = writeln!(out, "- Check that the files are whole: `sha256sum --check checksums.sha256`.\n");
    if !plan.irreversible.is_empty() {
        out.push_str("**What the way back cannot bring back:**\n\n");
        for sentence in &plan.irreversible {
            let _ = writeln!(out, "- {sentence}");
        }
        out.push('\n');
    }
}

fn steps(out: &mut String, plan: &Plan) {
    let _ = writeln!(
        out,
        "## Phases\n\nRun one script at a time with `{}` and go on when it has succeeded, or let `run.sh` do so: it tries a phase again that did not get its lock, and goes on where it stopped.\n",
        client(plan.dialect)
    );
    out.push_str("| | phase | locks | script |\n| --- | --- | --- | --- |\n");
    for (at, phase) in plan.phases.iter().enumerate() {
        let wait = plan.phases.get(at + 1).and_then(|next| pause(phase, next, plan.offline));
        let _ = writeln!(
            out,
            "| {} | {} | {} | `{}.up.sql` |",
            at + 1,
            cell(&phase.name),
            holds(phase),
            stem(at, &phase.name)
        );
        if let Some(wait) = wait {
            let _ = writeln!(out, "| | **{wait}** | | |");
        }
    }
    out.push('\n');
    let restartable = "A phase that stopped half way is taken back with its `.down.sql` or, where it says that it may be repeated, run again.";
    let alone = plan.phases.iter().filter(|phase| !phase.transactional).count();
    if alone > 0 {
        let _ = writeln!(
            out,
            "{alone} of the phases run outside a transaction, because their statements must or because the database commits each. {restartable}\n"
        );
    }
}

/// What has to happen between two phases while the application runs.
fn pause(phase: &Phase, next: &Phase, offline: bool) -> Option<&'static str> {
    match (phase.stage, next.stage) {
        _ if offline => None,
        (before, Stage::Enforce) if before < Stage::Enforce => {
            Some("Deploy the application that writes the new columns, then go on.")
        }
        (before, Stage::Contract) if before < Stage::Contract => {
            Some("Wait until nothing uses what goes now; from here on the old application cannot run.")
        }
        _ => None,
    }
}

fn holds(phase: &Phase) -> &'static str {
    let hold = phase.statements.iter().map(|statement| statement.hold).max().unwrap_or_default();
    match hold {
        Hold::Schema => "nothing but other schema changes",
        Hold::Writes => "writing",
        Hold::Everything => "reading and writing",
    }
}

fn after(out: &mut String, plan: &Plan) {
    out.push_str("## Back\n\nRun the `.down.sql` scripts from the last phase that ran to the first. Rows and values that a phase destroys are kept and come back.\n\n");
    if !plan.cleanup.is_empty() {
        let _ = writeln!(
            out,
            "## Afterwards\n\nWhen the way back is no longer wanted, `{CLEANUP}` removes what was kept for it. After that there is no way back.\n"
        );
    }
}

/// How the dialect's own client runs a script and stops at an error.
fn client(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::PostgreSql | Dialect::HeliosDb => "psql -X -v ON_ERROR_STOP=1 -f FILE",
        Dialect::MySql => "mysql DATABASE < FILE",
        Dialect::MariaDb => "mariadb DATABASE < FILE",
        Dialect::Oracle => "sqlplus USER@DATABASE @FILE",
        Dialect::SqlServer => "sqlcmd -b -i FILE",
        Dialect::Sqlite => "sqlite3 -bail DATABASE < FILE",
    }
}

/// Text in a table of Markdown.
pub fn cell(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|").replace(['\n', '\r'], " ").replace('<', "&lt;")
}
