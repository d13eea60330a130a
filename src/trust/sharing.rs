//! What the owner of a project lets others do who get it as a file or a link, signed with the owner's key.

use super::Role;
use serde::{Deserialize, Serialize};

/// A role given with a copy of a project. Whoever takes it out of the file has a copy that nobody signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sharing {
    /// What everybody else may do.
    pub role: Role,
    /// The owner's name.
    pub by: String,
    /// When, as ISO 8601 in UTC.
    pub at: String,
    /// The hash that the log ended with, which names the project and its state.
    pub head: String,
    /// The owner's public key as a JSON Web Key.
    pub key: String,
    /// ECDSA P-256 with SHA-256 over [`Sharing::statement`], in Base64.
    pub signature: String,
}

impl Sharing {
    /// The text that is signed: every field but the signature itself, each with its length before it.
    pub fn statement(&self) -> String {
        let Self { role, by, at, head, key, signature: _ } = self;
        let fields = ["sharing", role.name(), by, at, head, key];
        fields.map(|field| format!("{}:{field}", field.len())).join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_signed() {
        let sharing = Sharing {
            role: Role::Viewer,
            by: "Ada".into(),
            at: "2026-11-25T12:00:00Z".into(),
            head: "h".into(),
            key: "k".into(),
            signature: "s".into(),
        };
        let changed = [
            Sharing { role: Role::Owner, ..sharing.clone() },
            Sharing { by: "Eve".into(), ..sharing.clone() },
            Sharing { at: "2026-11-26T12:00:00Z".into(), ..sharing.clone() },
            Sharing { head: "i".into(), ..sharing.clone() },
            Sharing { key: "l".into(), ..sharing.clone() },
        ];
        changed.iter().for_each(|other| assert_ne!(other.statement(), sharing.statement()));
    }
}
