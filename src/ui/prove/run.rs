//! A proof, statement by statement.

use super::{Proof, Subject};
use crate::dialect::Dialect;
use crate::prove::script::{Asked, Phase};
use crate::prove::verdict::{Outcome, Report, Snapshot, Verdict, kept_rows, ran, same_catalog, same_rows};
use crate::ui::evolve::Evolution;
use crate::ui::state::Workbench;
use crate::web::proof::{Prepared, Request};
use crate::web::worker::Job;
use crate::web::{engine, postgres};
use leptos::prelude::*;

pub(super) async fn prove(
    proof: Proof,
    workbench: Workbench,
    evolution: Evolution,
    subject: Subject,
) -> Result<Report, String> {
    let project = workbench.project.get_untracked();
    let asked = (subject == Subject::Migration).then(|| evolution.request(&project));
    let dialect = asked.as_ref().map_or(project.dialect, |asked| asked.dialect);
    let request = Request {
        design: project.schema.clone(),
        evolution: asked,
        rows: proof.rows.get_untracked(),
        seed: proof.seed.get_untracked(),
    };
    let Prepared { agenda, examples } = engine::ask(&Job::Prove(Box::new(request))).await?;
    let what = if subject == Subject::Design { "The schema" } else { "The migration" };
    let title = if project.name.is_empty() { what.to_owned() } else { format!("{what} of {}", project.name) };
    let mut run =
        Run { proof, report: Report { title, kind: kind(dialect), notes: agenda.notes, ..Report::default() } };
    // What the way should arrive at is made first, in a database of its own.
    let mut target = None;
    if !agenda.phases.is_empty() {
        run.open().await?;
        run.part("DDL of the target", &agenda.target).await?;
        target = Some(postgres::snapshot().await?);
    }
    run.open().await?;
    let made = run.part("DDL", &agenda.ddl).await?;
    let filled = run.part("Rows", &agenda.rows).await?;
    match target {
        Some(target) if made && filled => run.migration(&agenda.phases, &target).await?,
        _ => {}
    }
    if subject == Subject::Design {
        proof.query.update(|query| {
            if query.is_empty() {
                *query = examples.first().map(|example| example.sql.clone()).unwrap_or_default();
            }
        });
        proof.examples.set(examples);
    }
    Ok(run.report)
}

/// What a proof on PostgreSQL says about a dialect.
fn kind(dialect: Dialect) -> String {
    match dialect {
        Dialect::PostgreSql => "The project is for PostgreSQL: this is the database itself.".to_owned(),
        other => format!(
            "The project is for {other}: what ran is the same schema in PostgreSQL's spelling. It proves keys, checks and \
             references, not the words of {other}, which our own rules check."
        ),
    }
}

struct Run {
    proof: Proof,
    report: Report,
}

impl Run {
    async fn open(&mut self) -> Result<(), String> {
        self.say("Opening PostgreSQL");
        let opened = postgres::open().await?;
        self.report.engine = format!("PostgreSQL {} in this page (PGlite)", opened.version);
        Ok(())
    }

    fn say(&self, what: impl Into<String>) {
        self.proof.busy.set(Some(what.into()));
    }

    /// Runs all statements of a part and judges it; false where one failed. What follows a failure is tried all the same,
    /// so that all errors are seen.
    async fn part(&mut self, part: &str, statements: &[Asked]) -> Result<bool, String> {
        let first = self.report.outcomes.len();
        for (at, asked) in statements.iter().enumerate() {
            if at % 8 == 0 {
                self.say(format!("{part}: {} of {}", at + 1, statements.len()));
            }
            self.statement(part, &asked.sql, asked.subject).await?;
        }
        let verdict = ran(part, self.report.outcomes.get(first..).unwrap_or_default());
        let holds = verdict.holds;
        self.report.verdicts.push(verdict);
        Ok(holds)
    }

    async fn statement(&mut self, part: &str, sql: &str, subject: Option<crate::schema::Id>) -> Result<bool, String> {
        if self.proof.stopped.get_value() {
            return Err("The proof was stopped".to_owned());
        }
        let answer = postgres::run(sql).await?;
        let holds = answer.failure.is_none();
        self.report.outcomes.push(Outcome {
            part: part.to_owned(),
            sql: sql.to_owned(),
            milliseconds: answer.milliseconds,
            failure: answer.failure,
            subject,
        });
        Ok(holds)
    }

    /// Runs the phases forward and back; after each one catalog and rows are looked at.
    async fn migration(&mut self, phases: &[Phase], target: &Snapshot) -> Result<(), String> {
        let mut states = vec![postgres::snapshot().await?];
        for (at, phase) in phases.iter().enumerate() {
            self.say(format!("Phase {} of {}: {}", at + 1, phases.len(), phase.name));
            let part = format!("{}. {}", at + 1, phase.name);
            if !self.phase(&part, phase, &phase.up).await? {
                return Ok(());
            }
            let now = postgres::snapshot().await?;
            if let Some(before) = states.last().filter(|_| !phase.contracts) {
                let verdict = kept_rows(&format!("{part}: no row is lost"), before, &now);
                // A table under another name is not the same table to this question; the way back answers for it.
                self.failed_only(verdict);
            }
            states.push(now);
        }
        if let Some(last) = states.last() {
            let verdict = same_catalog("The migration arrives at what the new DDL makes", target, last);
            self.report.verdicts.push(verdict);
        }
        for (at, phase) in phases.iter().enumerate().rev() {
            self.say(format!("Back from phase {}: {}", at + 1, phase.name));
            let part = format!("Back from {}. {}", at + 1, phase.name);
            if !self.phase(&part, phase, &phase.down).await? {
                return Ok(());
            }
            let now = postgres::snapshot().await?;
            if let Some(before) = states.get(at) {
                self.mention(same_catalog(&format!("{part}: the catalog is not as before"), before, &now));
                self.mention(same_rows(&format!("{part}: rows are not as before"), before, &now));
            }
        }
        let now = postgres::snapshot().await?;
        if let Some(start) = states.first() {
            self.report.verdicts.push(same_catalog("The way back ends with the catalog that was there", start, &now));
            self.report.verdicts.push(same_rows("The way back ends with every row that was there", start, &now));
        }
        Ok(())
    }

    /// What holds after every single phase would only make the list long.
    fn failed_only(&mut self, verdict: Verdict) {
        if !verdict.holds {
            self.report.verdicts.push(verdict);
        }
    }

    /// Between phases a way back may differ from the way forth: an index that became a key goes with the key, values that
    /// were filled in go with their column. What counts is where the whole way back ends, so this is a note.
    fn mention(&mut self, verdict: Verdict) {
        if !verdict.holds {
            self.report.notes.push(format!(
                "{}, until an earlier phase is taken back: {}.",
                verdict.what,
                verdict.details.join("; ")
            ));
        }
    }

    /// Runs a phase as it would run in earnest: as one transaction, where it may, and not beyond its first error.
    async fn phase(&mut self, part: &str, phase: &Phase, statements: &[String]) -> Result<bool, String> {
        let first = self.report.outcomes.len();
        if phase.transactional {
            postgres::run("BEGIN").await?;
        }
        let mut holds = true;
        for sql in statements.iter().filter(|sql| !sql.trim().is_empty()) {
            holds = self.statement(part, sql, None).await?;
            if !holds {
                break;
            }
        }
        if phase.transactional {
            postgres::run(if holds { "COMMIT" } else { "ROLLBACK" }).await?;
        }
        self.report.verdicts.push(ran(part, self.report.outcomes.get(first..).unwrap_or_default()));
        Ok(holds)
    }
}
