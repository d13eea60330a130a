//! Which rules speak, and how loudly.
//!
//! The configuration file is the part of TOML that lists of settings need: `[lint]`, then `code = "level"` a line.

use super::rule;
use crate::schema::Severity;
use std::collections::BTreeMap;

/// Levels of rules, where they differ from the rules' own severity.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    levels: BTreeMap<String, Level>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Off,
    Info,
    Warning,
    Error,
}

impl Level {
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

impl std::str::FromStr for Level {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "off" => Ok(Self::Off),
            "info" => Ok(Self::Info),
            "warning" => Ok(Self::Warning),
            "error" => Ok(Self::Error),
            _ => Err(format!("unknown level '{text}'; use off, info, warning or error")),
        }
    }
}

impl Options {
    /// Options with one more rule set to a level.
    pub fn with(mut self, code: &str, level: Level) -> Self {
        self.levels.insert(code.to_owned(), level);
        self
    }

    pub fn level(&self, code: &str) -> Option<Level> {
        self.levels.get(code).copied()
    }

    /// Reads a configuration file. The error names the line. Sections other than `[lint]` belong to others.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut options = Self::default();
        let mut section = "lint";
        for (number, line) in text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                section = name.trim();
                continue;
            }
            if line.is_empty() || section != "lint" {
                continue;
            }
            let told = |message: String| format!("line {}: {message}", number + 1);
            let Some((code, level)) = line.split_once('=') else {
                return Err(told(format!("'{line}' is no setting; write rule-code = \"off\"")));
            };
            let code = code.trim().trim_matches('"');
            if rule(code).is_none() {
                return Err(told(format!("there is no rule '{code}'; lint --explain all lists the rules")));
            }
            let level = level.trim().trim_matches('"').parse().map_err(told)?;
            options.levels.insert(code.to_owned(), level);
        }
        Ok(options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_line_by_line() {
        let read = Options::read("# ours\n[lint]\nvarchar-255 = \"off\" # noisy\nmoney-as-float = error\n[other]\nx\n");
        let expected = Options::default().with("varchar-255", Level::Off).with("money-as-float", Level::Error);
        assert_eq!(read, Ok(expected));
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        let check = |text: &str, expected: &str| {
            let error = Options::read(text).unwrap_err();
            assert!(error.starts_with(expected), "{error}");
        };
        check("\nvarchar-255", "line 2: 'varchar-255' is no setting");
        check("no-such-rule = off", "line 1: there is no rule 'no-such-rule'");
        check("varchar-255 = loud", "line 1: unknown level 'loud'");
    }
}
