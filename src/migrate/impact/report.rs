//! The impact as a report for people (Markdown) and for programs (JSON).

use super::{Impact, PhaseImpact, Verdict, seconds, size_query};
use crate::dialect::Dialect;
use crate::migrate::bundle::cell;
use crate::migrate::plan::{Effect, Hold};
use std::fmt::Write;

impl Impact {
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    pub fn markdown(&self) -> String {
        let mut out = "# Impact\n\n".to_owned();
        let verdict = match self.verdict {
            Verdict::Safe => "Safe while the application runs",
            Verdict::Careful => "Careful: something has to be looked at before",
            Verdict::Window => "Choose a quiet hour or a maintenance window",
        };
        let _ = writeln!(out, "**{verdict}.**\n");
        for reason in &self.reasons {
            let _ = writeln!(out, "- {}", cell(reason));
        }
        out.push('\n');
        if !self.irreversible.is_empty() {
            out.push_str("## What cannot be undone\n\n");
            self.irreversible.iter().for_each(|sentence| {
                let _ = writeln!(out, "- {}", cell(sentence));
            });
            out.push('\n');
        }
        self.timeline(&mut out);
        for (at, phase) in self.phases.iter().enumerate() {
            details(&mut out, at, phase);
        }
        self.sizes(&mut out);
        out
    }

    /// Who waits when, and how long.
    fn timeline(&self, out: &mut String) {
        out.push_str("## Locks over time\n\n| | phase | holds up | tables | takes | others wait |\n| --- | --- | --- | --- | --- | --- |\n");
        for (at, phase) in self.phases.iter().enumerate() {
            let (takes, wait) = match phase.load {
                Some(load) => {
                    (seconds(load.seconds), if load.blocked > 0.0 { seconds(load.blocked) } else { "-".to_owned() })
                }
                None => (
                    "size not known".to_owned(),
                    if phase.waits_by_size { "size not known".to_owned() } else { "moments".to_owned() },
                ),
            };
            let _ = writeln!(
                out,
                "| {} | {} | {} | {} | {takes} | {wait} |",
                at + 1,
                cell(&phase.name),
                hold(phase.hold),
                cell(&phase.locks.join(", ")),
            );
        }
        out.push_str("\nTimes are estimates for an ordinary server with a solid-state disk; a trial on a copy gives the real ones.\n\n");
    }

    fn sizes(&self, out: &mut String) {
        let Some(dialect) = Dialect::ALL.into_iter().find(|dialect| dialect.name() == self.dialect) else { return };
        if self.unknown_sizes.is_empty() {
            return;
        }
        let _ = writeln!(
            out,
            "## Sizes that are not known\n\n{}. This query gives them without reading a table; save its result and pass it with `--stats FILE`.\n\n```sql\n{}\n```",
            cell(&self.unknown_sizes.join(", ")),
            size_query(dialect)
        );
    }
}

fn details(out: &mut String, at: usize, phase: &PhaseImpact) {
    if phase.dependants.is_empty()
        && phase.questions.is_empty()
        && phase.hazards.is_empty()
        && phase.effect == Effect::Catalog
    {
        return;
    }
    let _ = writeln!(out, "## {}. {}\n", at + 1, cell(&phase.name));
    let rows = phase.rows.map_or_else(String::new, |rows| format!(" of about {rows} rows"));
    let _ = match phase.effect {
        Effect::Catalog => writeln!(out, "Changes the catalog only.\n"),
        Effect::Scan => writeln!(out, "Reads every row{rows}.\n"),
        Effect::Index => writeln!(out, "Reads every row{rows} and writes an index.\n"),
        Effect::Rows => writeln!(out, "Changes rows{rows}, in batches.\n"),
        Effect::Rewrite => writeln!(out, "Writes the table{rows} anew.\n"),
    };
    for hazard in &phase.hazards {
        let _ = writeln!(out, "- `{}`: {}", hazard.code, cell(&hazard.message));
    }
    if !phase.hazards.is_empty() {
        out.push('\n');
    }
    if !phase.dependants.is_empty() {
        let _ = writeln!(out, "Rests on these tables: {}.\n", cell(&phase.dependants.join(", ")));
    }
    for question in &phase.questions {
        let _ = writeln!(
            out,
            "{}: 0 is wanted. {}\n\n```sql\n{};\n```\n",
            cell(&question.what),
            cell(&question.action),
            question.sql.trim_end_matches(';')
        );
    }
}

fn hold(hold: Hold) -> &'static str {
    match hold {
        Hold::Schema => "nobody",
        Hold::Writes => "writers",
        Hold::Everything => "readers and writers",
    }
}
