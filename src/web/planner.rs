//! Advice by PostgreSQL's own planner: the engine says what it wants to know, the planner's worker what it costs.

use super::advice::{Advice, Planned, Planning, Request};
use super::engine;
use super::pglite::Server;
use super::worker::Job;
use serde::Deserialize;

/// More rounds change little: what is not known by then is estimated.
const ROUNDS: usize = 12;

#[derive(Deserialize)]
struct Opened {
    version: String,
    refused: Vec<String>,
}

/// Advice for which each cost that it rests on is the planner's, unless the rounds were not enough. `goes_on` is asked
/// between two rounds; when it says no, somebody else may have the planner already, and the answer is of no use.
///
/// # Errors
/// A sentence without its full stop: the engine or the planner could not be loaded, or failed.
pub async fn advise(request: &Request, goes_on: impl Fn() -> bool) -> Result<Advice, String> {
    let first = Planning { request: request.clone(), ..Planning::default() };
    let mut planned: Planned = engine::ask(&Job::Plan(Box::new(first))).await?;
    if planned.advice.failed.is_some() || !goes_on() {
        return Ok(planned.advice);
    }
    let opened: Opened = Server::Planner.ask("open", &planned.setup).await?;
    for _ in 0..ROUNDS {
        if planned.question.is_null() || !goes_on() {
            break;
        }
        let reply = Server::Planner.ask("costs", &planned.question).await?;
        let next = Planning { request: request.clone(), costs: planned.costs, reply };
        planned = engine::ask(&Job::Plan(Box::new(next))).await?;
    }
    let mut advice = planned.advice;
    advice.planner = Some(opened.version);
    advice.notes.extend(opened.refused.into_iter().map(|message| format!("PostgreSQL's planner: {message}")));
    Ok(advice)
}
