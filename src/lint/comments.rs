//! Comments in a script that switch rules off or change their severity.
//!
//! `lint:disable CODE`, `lint:info CODE`, `lint:warning CODE`, `lint:error CODE`, with several codes between commas and
//! without one for all rules; `lint:disable-file CODE` and its like hold for the whole script.

use super::{Finding, Level};
use crate::dialect::Dialect;
use crate::sql;
use std::ops::RangeInclusive;

/// What one comment says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    level: Level,
    /// Empty for every rule.
    codes: Vec<String>,
    /// `None` for the whole script.
    lines: Option<RangeInclusive<usize>>,
}

pub fn orders(script: &str, dialect: Dialect) -> Vec<Order> {
    if !script.contains("lint:") {
        return Vec::new();
    }
    sql::comments(script, dialect).into_iter().filter_map(|comment| order(&comment.text, comment.lines)).collect()
}

fn order(text: &str, lines: RangeInclusive<usize>) -> Option<Order> {
    let text = text.strip_prefix("lint:")?;
    let (word, codes) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let (word, whole) = word.strip_suffix("-file").map_or((word, false), |word| (word, true));
    let level = if word == "disable" { Level::Off } else { word.parse().ok()? };
    // What follows a dash is the reason.
    let codes = codes.split(" -").next().unwrap_or_default();
    let codes = codes.split([',', ' ']).filter(|code| !code.is_empty()).map(str::to_owned).collect();
    Some(Order { level, codes, lines: (!whole).then_some(lines) })
}

/// Applies the orders to a finding; false where it is switched off. Later comments win over earlier ones.
pub fn obey(orders: &[Order], finding: &mut Finding) -> bool {
    let line = finding.position.map(|position| position.line);
    let concerns = |order: &&Order| {
        let here = order.lines.as_ref().is_none_or(|lines| line.is_some_and(|line| lines.contains(&line)));
        here && (order.codes.is_empty() || order.codes.iter().any(|code| code == finding.code))
    };
    match orders.iter().rfind(concerns).map(|order| order.level) {
        None => true,
        Some(level) => match level.severity() {
            Some(severity) => {
                finding.severity = severity;
                true
            }
            None => false,
        },
    }
}

/// How the comment of a table or column in the database begins to switch rules off for it.
const OFF: &str = "lint:disable ";

/// Whether the comment of an element switches a rule off: `Of the old shop. lint:disable varchar-255, reserved-word`.
pub fn is_off(comment: &str, code: &str) -> bool {
    let codes = comment.split(OFF).skip(1).flat_map(|rest| {
        let is_code = |word: &&str| word.contains('-') && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        rest.split([',', ' '])
            .filter(|word| !word.is_empty())
            .map(|word| word.trim_end_matches('.'))
            .take_while(is_code)
    });
    codes.into_iter().any(|known| known == code)
}

/// A comment that switches one more rule off.
pub fn switched_off(comment: &str, code: &str) -> String {
    match comment.split_once(OFF) {
        Some((before, rest)) => format!("{before}{OFF}{code}, {rest}"),
        None => format!("{} {OFF}{code}", comment.trim()).trim_start().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_s_own_comment_switches_rules_off() {
        let check =
            |comment: &str, code: &str, expected: bool| assert_eq!(is_off(comment, code), expected, "{comment}");
        check("Of the old shop. lint:disable varchar-255, reserved-word", "reserved-word", true);
        check("lint:disable varchar-255. Until the next version.", "varchar-255", true);
        check("lint:disable varchar-255", "reserved-word", false);
        check("about lint:disable", "varchar-255", false);
        let once = switched_off("Of the old shop.", "varchar-255");
        assert_eq!(once, "Of the old shop. lint:disable varchar-255");
        assert_eq!(switched_off(&once, "reserved-word"), "Of the old shop. lint:disable reserved-word, varchar-255");
        assert_eq!(switched_off("", "varchar-255"), "lint:disable varchar-255");
    }

    #[test]
    fn orders_are_read() {
        let check = |text: &str, level: Level, codes: &[&str], whole: bool| {
            let codes = codes.iter().map(|code| (*code).to_owned()).collect();
            let expected = Order { level, codes, lines: (!whole).then_some(1..=1) };
            assert_eq!(order(text, 1..=1), Some(expected), "{text}");
        };
        check("lint:disable", Level::Off, &[], false);
        check("lint:disable a-b, c - for reasons", Level::Off, &["a-b", "c"], false);
        check("lint:error-file a", Level::Error, &["a"], true);
        assert_eq!(order("lint:frobnicate a", 1..=1), None);
        assert_eq!(order("about lint:disable", 1..=1), None);
    }
}
