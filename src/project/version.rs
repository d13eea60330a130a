//! Versions: schemas of a project that were given a name, to be compared and restored.

use crate::schema::Schema;
use serde::{Deserialize, Serialize};

/// The schema at the moment when it was given a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Version {
    pub name: String,
    pub schema: Schema,
}

/// A name that no version has yet: the wanted one, or the wanted one with a number.
pub fn fresh_name(versions: &[Version], wanted: &str) -> String {
    let is_taken = |name: &str| versions.iter().any(|version| version.name == name);
    let numbered = (2..).map(|number| format!("{wanted} ({number})"));
    let mut names = std::iter::once(wanted.to_owned()).chain(numbered);
    names.find(|name| !is_taken(name)).unwrap_or_else(|| wanted.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_given_once() {
        let version = |name: &str| Version { name: name.to_owned(), schema: Schema::new() };
        let versions = [version("1.0"), version("1.0 (2)")];
        assert_eq!(fresh_name(&versions, "1.0"), "1.0 (3)");
        assert_eq!(fresh_name(&versions, "2.0"), "2.0");
    }
}
