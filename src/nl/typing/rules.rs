//! The rules of `rules.txt` as values.

use super::Kind;
use super::pattern::Pattern;
use crate::schema::ColumnType;
use std::collections::HashMap;
use std::sync::OnceLock;

/// What follows from a name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rule {
    pub kind: Kind,
    pub data_type: ColumnType,
    pub names: Vec<Pattern>,
    /// Entities that the rule is limited to; empty for all.
    pub entities: Vec<Pattern>,
    /// How the column is named; `{}` is the attribute's name.
    pub rename: Option<String>,
    pub nullable: bool,
    pub unique: bool,
    pub default: Option<String>,
    pub check: Option<String>,
    pub unit: Option<String>,
    pub confidence: f32,
    pub why: String,
}

/// The rules, in the order in which they are tried, and the groups of entities.
#[derive(Debug, Default)]
pub(super) struct Rules {
    pub rules: Vec<Rule>,
    groups: HashMap<String, Vec<Pattern>>,
    /// Lines that could not be read. A test keeps it empty.
    pub problems: Vec<String>,
}

/// The rules of the crate, read once.
pub(super) fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| Rules::read(include_str!("rules.txt")))
}

impl Rules {
    /// The first rule that fits the words of a name, for an entity.
    pub(super) fn find(&self, name: &[String], entity: &[String]) -> Option<&Rule> {
        let fits = |rule: &&Rule| {
            rule.names.iter().any(|pattern| pattern.fits(name))
                && (rule.entities.is_empty() || rule.entities.iter().any(|pattern| pattern.fits(entity)))
        };
        self.rules.iter().find(fits)
    }

    pub(super) fn in_group(&self, group: &str, entity: &[String]) -> bool {
        self.groups.get(group).is_some_and(|patterns| patterns.iter().any(|pattern| pattern.fits(entity)))
    }

    fn read(text: &str) -> Self {
        let mut read = Self::default();
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if read.take(line).is_none() {
                read.problems.push(format!("line {}: {line}", number + 1));
            }
        }
        read
    }

    fn take(&mut self, line: &str) -> Option<()> {
        if let Some(group) = line.strip_prefix('@') {
            let (name, patterns) = group.split_once('=')?;
            self.groups.insert(name.trim().to_owned(), patterns.split(',').map(Pattern::parse).collect());
            return Some(());
        }
        if let Some(head) = line.strip_prefix('[') {
            let (kind, data_type) = head.strip_suffix(']')?.split_once(' ')?;
            self.rules.push(Rule::new(Kind::named(kind)?, type_named(data_type)?));
            return Some(());
        }
        let (key, value) = line.split_once(' ').unwrap_or((line, ""));
        let entities = if key == "on" { Some(self.entities(value)?) } else { None };
        let rule = self.rules.last_mut()?;
        match key {
            "for" => rule.names.extend(value.split(',').map(Pattern::parse)),
            "on" => rule.entities = entities?,
            "name" => rule.rename = Some(value.to_owned()),
            "null" => rule.nullable = true,
            "unique" => rule.unique = true,
            "default" => rule.default = Some(value.to_owned()),
            "check" => rule.check = Some(value.to_owned()),
            "unit" => rule.unit = Some(value.to_owned()),
            "sure" => rule.confidence = value.parse().ok()?,
            "why" => rule.why = value.to_owned(),
            _ => return None,
        }
        Some(())
    }

    fn entities(&self, list: &str) -> Option<Vec<Pattern>> {
        let mut patterns = Vec::new();
        for item in list.split(',').map(str::trim) {
            match item.strip_prefix('@') {
                Some(group) => patterns.extend(self.groups.get(group)?.iter().cloned()),
                None => patterns.push(Pattern::parse(item)),
            }
        }
        Some(patterns)
    }
}

impl Rule {
    fn new(kind: Kind, data_type: ColumnType) -> Self {
        Self {
            kind,
            data_type,
            names: Vec::new(),
            entities: Vec::new(),
            rename: None,
            nullable: false,
            unique: false,
            default: None,
            check: None,
            unit: None,
            confidence: 0.9,
            why: String::new(),
        }
    }
}

/// A type from its neutral spelling, as far as the rules use it.
fn type_named(text: &str) -> Option<ColumnType> {
    let (name, arguments) = match text.split_once('(') {
        Some((name, rest)) => (name, rest.strip_suffix(')')?),
        None => (text, ""),
    };
    let numbers: Vec<u32> = arguments.split(',').filter_map(|number| number.trim().parse().ok()).collect();
    Some(match (name, numbers.as_slice()) {
        ("boolean", []) => ColumnType::Boolean,
        ("smallint", []) => ColumnType::SmallInt,
        ("integer", []) => ColumnType::Integer,
        ("bigint", []) => ColumnType::BigInt,
        ("decimal", [precision, scale]) => ColumnType::decimal(*precision, i32::try_from(*scale).ok()?),
        ("char", [length]) => ColumnType::Char { length: *length },
        ("varchar", [length]) => ColumnType::varchar(*length),
        ("text", []) => ColumnType::Text,
        ("date", []) => ColumnType::Date,
        ("time", []) => ColumnType::Time { precision: None, zone: false },
        ("timestamptz", []) => ColumnType::timestamptz(),
        ("uuid", []) => ColumnType::Uuid,
        ("jsonb", []) => ColumnType::Json { binary: true },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_understood_and_every_rule_gives_its_reason() {
        let Rules { rules, problems, .. } = rules();
        assert!(problems.is_empty(), "{problems:#?}");
        for rule in rules {
            assert!(!rule.names.is_empty() && rule.why.ends_with('.'), "{rule:?}");
            assert!((0.3..=1.0).contains(&rule.confidence), "{rule:?}");
            assert!(rule.check.as_ref().is_none_or(|check| check.contains("{}")), "{rule:?}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let check = |text: &str, expected: &str| assert_eq!(Rules::read(text).problems, [expected]);
        check("# note\nfor date", "line 2: for date");
        check("[date date]\nfor day\nsize 3", "line 3: size 3");
        check("[date calendar]", "line 1: [date calendar]");
        check("[date date]\non @nobody", "line 2: on @nobody");
    }
}
