//! Who may do what with a shared project, and what they approved, with a signature that others can check.

use serde::{Deserialize, Serialize};

/// What somebody may do with a project. A file cannot keep anybody from editing it with another program; roles say what
/// the page offers, and signatures say who approved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Viewer,
    Reviewer,
    Editor,
    #[default]
    Owner,
}

impl Role {
    pub const ALL: [Self; 4] = [Self::Owner, Self::Editor, Self::Reviewer, Self::Viewer];

    pub fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Editor => "editor",
            Self::Reviewer => "reviewer",
            Self::Viewer => "viewer",
        }
    }

    pub fn may_edit(self) -> bool {
        self >= Self::Editor
    }

    pub fn may_approve(self) -> bool {
        self >= Self::Reviewer && self != Self::Editor
    }
}

impl std::str::FromStr for Role {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|role| role.name() == text);
        found.ok_or_else(|| format!("unknown role '{text}'; use owner, editor, reviewer or viewer"))
    }
}

/// A signed yes to something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    pub who: String,
    pub role: Role,
    /// When, as ISO 8601 in UTC.
    pub at: String,
    /// What was approved, in words (`Migration of 4 phases`).
    pub what: String,
    /// SHA-256 of what was approved, in hexadecimal digits.
    pub digest: String,
    /// The hash that the log ended with.
    pub head: String,
    /// The signer's public key as a JSON Web Key.
    pub key: String,
    /// ECDSA P-256 with SHA-256 over [`statement`], in Base64.
    pub signature: String,
}

/// The text that is signed: every field but the signature itself, each with its length before it.
pub fn statement(approval: &Approval) -> String {
    let Approval { who, role, at, what, digest, head, key, signature: _ } = approval;
    let fields = [who.as_str(), role.name(), at, what, digest, head, key];
    fields.map(|field| format!("{}:{field}", field.len())).join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_allow_what_they_say() {
        let check = |role: Role, edit: bool, approve: bool| {
            assert_eq!((role.may_edit(), role.may_approve()), (edit, approve), "{}", role.name());
            assert_eq!(role.name().parse(), Ok(role));
        };
        check(Role::Owner, true, true);
        check(Role::Editor, true, false);
        check(Role::Reviewer, false, true);
        check(Role::Viewer, false, false);
    }

    #[test]
    fn every_field_is_signed() {
        let approval = Approval {
            who: "Ada".into(),
            role: Role::Reviewer,
            at: "2026-11-25T12:00:00Z".into(),
            what: "Migration".into(),
            digest: "d".into(),
            head: "h".into(),
            key: "k".into(),
            signature: "s".into(),
        };
        let changed = [
            Approval { who: "Eve".into(), ..approval.clone() },
            Approval { role: Role::Owner, ..approval.clone() },
            Approval { at: "2026-11-26T12:00:00Z".into(), ..approval.clone() },
            Approval { what: "Migrations".into(), ..approval.clone() },
            Approval { digest: "e".into(), ..approval.clone() },
            Approval { head: "i".into(), ..approval.clone() },
            Approval { key: "l".into(), ..approval.clone() },
        ];
        changed.iter().for_each(|other| assert_ne!(statement(other), statement(&approval)));
    }
}
