//! The page's side of the PostgreSQL that proves (`public/postgres/worker.js`).

use super::pglite::Server;
use crate::prove::verdict::{Failure, Snapshot};
use serde::{Deserialize, Serialize};

/// A database that was opened.
#[derive(Debug, Clone, Deserialize)]
pub struct Opened {
    pub version: String,
    pub milliseconds: f64,
}

/// What came of a statement.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Answer {
    pub milliseconds: f64,
    #[serde(default)]
    pub failure: Option<Failure>,
    pub fields: Vec<String>,
    /// At most 200 rows of the last result, as texts.
    pub rows: Vec<Vec<Option<String>>>,
    /// All rows of the last result.
    pub count: usize,
}

#[derive(Serialize)]
struct Statements<'a> {
    sql: &'a str,
}

#[derive(Serialize)]
struct Nothing {}

/// Opens an empty database in place of the one that was open.
///
/// # Errors
/// A sentence without its full stop: its files are missing, or the browser cannot run it.
pub async fn open() -> Result<Opened, String> {
    Server::Proof.ask("open", &Nothing {}).await
}

/// Runs statements; an error of theirs is part of the answer.
///
/// # Errors
/// The worker stopped.
pub async fn run(sql: &str) -> Result<Answer, String> {
    Server::Proof.ask("run", &Statements { sql }).await
}

/// What the database consists of.
///
/// # Errors
/// The worker stopped.
pub async fn snapshot() -> Result<Snapshot, String> {
    Server::Proof.ask("snapshot", &Nothing {}).await
}

/// Ends the server with everything that it holds; what it was asked is answered with an error.
pub fn stop() {
    Server::Proof.stop();
}
