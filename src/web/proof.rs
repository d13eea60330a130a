//! What the engine prepares for a proof, and what the page then asks the database.

use super::evolution;
use crate::dialect::Dialect;
use crate::prove::examples::{Example, examples};
use crate::prove::rows::Options;
use crate::prove::script::{self, Agenda};
use crate::schema::Schema;
use serde::{Deserialize, Serialize};

/// What is to be proved.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Request {
    pub design: Schema,
    /// The migration, where that is to be proved; the schema otherwise.
    pub evolution: Option<evolution::Request>,
    pub rows: usize,
    pub seed: u64,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Prepared {
    pub agenda: Agenda,
    pub examples: Vec<Example>,
}

/// The statements of a proof on PostgreSQL; the worker's part.
pub fn prepare(request: &Request) -> Prepared {
    let options = Options { seed: request.seed, rows: request.rows };
    let agenda = match &request.evolution {
        None => script::of_schema(&request.design, Dialect::PostgreSql, options),
        Some(evolution) => {
            let way = evolution::way(
                &evolution::Request { dialect: Dialect::PostgreSql, ..evolution.clone() },
                evolution.dialect,
            );
            script::of_migration(&way.from, &way.to, &way.plan, options)
        }
    };
    Prepared { agenda, examples: examples(&request.design, Dialect::PostgreSql) }
}
