//! What a rule is.

use super::{Context, Finding};
use crate::schema::Severity;
use serde::Serialize;

/// One best practice.
pub struct Rule {
    /// Stable kebab-case code, also the name of its file.
    pub code: &'static str,
    pub group: Group,
    /// Unless the finding, the configuration or a comment says otherwise.
    pub severity: Severity,
    /// The page for the user, in Markdown: a sentence, then the sections Why, Example, Fix, When not to follow it.
    docs: &'static str,
    pub check: fn(&Context) -> Vec<Finding>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    Naming,
    Keys,
    ForeignKeys,
    Types,
    Constraints,
    Indexes,
    Structure,
    Security,
    Portability,
}

impl Group {
    pub fn name(self) -> &'static str {
        match self {
            Self::Naming => "naming",
            Self::Keys => "keys",
            Self::ForeignKeys => "foreign-keys",
            Self::Types => "types",
            Self::Constraints => "constraints",
            Self::Indexes => "indexes",
            Self::Structure => "structure",
            Self::Security => "security",
            Self::Portability => "portability",
        }
    }
}

impl Rule {
    pub const fn new(
        code: &'static str,
        group: Group,
        severity: Severity,
        docs: &'static str,
        check: fn(&Context) -> Vec<Finding>,
    ) -> Self {
        Self { code, group, severity, docs, check }
    }

    /// The first sentence of its page.
    pub fn summary(&self) -> &'static str {
        self.docs.lines().next().unwrap_or_default().trim()
    }

    /// Its page, with the code as the title.
    pub fn page(&self) -> String {
        let lines: Vec<&str> = self.docs.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        let severity = match self.severity {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        format!("# {}\n\n{} · {severity}\n\n{}\n", self.code, self.group.name(), lines.join("\n"))
    }
}

/// Declares a file's `RULE`, whose doc comment is both its documentation in the code and the page that the user reads.
macro_rules! rule {
    ($(#[doc = $line:literal])+ $code:literal, $group:ident, $severity:ident) => {
        $(#[doc = $line])+
        pub const RULE: $crate::lint::Rule = $crate::lint::Rule::new(
            $code,
            $crate::lint::Group::$group,
            $crate::schema::Severity::$severity,
            concat!($($line, "\n"),+),
            check,
        );
    };
}

pub(super) use rule;
