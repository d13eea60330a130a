//! Functional dependencies, candidate keys, normal forms, decomposition.
//!
//! The theory works on sets of places ([`Attributes`]) and knows no schema; [`Relation`] is the bridge from a table.

mod analysis;
mod attributes;
mod closure;
mod csv;
mod decompose;
mod dependency;
mod discover;
mod draft;
mod first_form;
mod forms;
mod keys;
mod knowledge;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod laws;
mod lists;
mod multivalued;
mod report;
mod sample;
mod split;
mod study;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
mod to_form;
mod uses;
mod verdict;

pub use analysis::{FormViolation, TableForm, analyze, analyze_with};
pub use attributes::Attributes;
pub use closure::{closure, equivalent, grouped, implies, minimal_cover};
pub use csv::{Header, ReadCsv, read_csv};
pub use decompose::{boyce_codd, is_lossless, lost_dependencies, projected, second_form, synthesize, violation_within};
pub use dependency::{Dependency, FunctionalDependency, Relation};
pub use discover::{Discovery, DiscoveryOptions, Found, discover, error_of, likely_key, trusted};
pub use forms::{Violation, normal_form, violations};
pub use keys::{CandidateKeys, candidate_keys, minimized};
pub use knowledge::Knowledge;
pub use lists::{ObservedList, observed_lists};
pub use multivalued::{Multi, MultivaluedDependency, dependency_basis, fourth_form, is_lossless_with};
pub use report::{Normalized, Step};
pub use sample::{Sample, SampleColumn};
pub use study::{Studied, Study, study};
pub use to_form::{normalize, normalize_with};
pub use verdict::{Verdict, verdicts};

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
    #[serde(rename = "4nf")]
    Fourth,
}

impl NormalForm {
    pub const ALL: [Self; 5] = [Self::First, Self::Second, Self::Third, Self::BoyceCodd, Self::Fourth];

    /// `1NF`, `2NF`, `3NF`, `BCNF` or `4NF`.
    pub fn label(self) -> &'static str {
        match self {
            Self::First => "1NF",
            Self::Second => "2NF",
            Self::Third => "3NF",
            Self::BoyceCodd => "BCNF",
            Self::Fourth => "4NF",
        }
    }
}

impl std::str::FromStr for NormalForm {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|form| form.label().eq_ignore_ascii_case(text))
            .ok_or_else(|| format!("unknown normal form '{text}'; use 1nf, 2nf, 3nf, bcnf or 4nf"))
    }
}
