//! Functional dependencies, candidate keys, normal forms, decomposition.
//!
//! The theory works on sets of places ([`Attributes`]) and knows no schema; [`Relation`] is the bridge from a table.

mod analysis;
mod attributes;
mod closure;
mod decompose;
mod dependency;
mod draft;
mod first_form;
mod forms;
mod keys;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod laws;
mod report;
mod split;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
mod to_form;
mod uses;

pub use analysis::{FormViolation, TableForm, analyze};

pub use attributes::Attributes;
pub use closure::{closure, equivalent, grouped, implies, minimal_cover};
pub use decompose::{boyce_codd, is_lossless, lost_dependencies, projected, second_form, synthesize, violation_within};
pub use dependency::{Dependency, FunctionalDependency, Relation};
pub use forms::{Violation, normal_form, violations};
pub use keys::{CandidateKeys, candidate_keys, minimized};
pub use report::{Normalized, Step};
pub use to_form::normalize;

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NormalForm {
    #[serde(rename = "1nf")]
    First,
    #[serde(rename = "2nf")]
    Second,
    #[default]
    #[serde(rename = "3nf")]
    Third,
    #[serde(rename = "bcnf")]
    BoyceCodd,
}

impl NormalForm {
    pub const ALL: [Self; 4] = [Self::First, Self::Second, Self::Third, Self::BoyceCodd];

    /// `1NF`, `2NF`, `3NF` or `BCNF`.
    pub fn label(self) -> &'static str {
        match self {
            Self::First => "1NF",
            Self::Second => "2NF",
            Self::Third => "3NF",
            Self::BoyceCodd => "BCNF",
        }
    }
}

impl std::str::FromStr for NormalForm {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|form| form.label().eq_ignore_ascii_case(text))
            .ok_or_else(|| format!("unknown normal form '{text}'; use 1nf, 2nf, 3nf or bcnf"))
    }
}
