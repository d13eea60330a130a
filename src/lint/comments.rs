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

#[cfg(test)]
mod tests {
    use super::*;

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
