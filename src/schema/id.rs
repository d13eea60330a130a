//! Stable identity of an element, kept through renames.

use serde::{Deserialize, Serialize};

/// Identity of a table, column, key, index or other object within one [`Schema`](super::Schema).
///
/// Reasons, diagram positions and history refer to elements by `Id`, so they survive a rename. Ids are never
/// reused within a project; two schemas that were read separately have unrelated ids.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(pub u32);

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{}", self.0)
    }
}
