//! What an editor offers at a place: the fixes of the findings there, all safe fixes, and switching a rule off.

use super::document::Document;
use super::fixes;
use super::text::Edit;
use crate::lint::{Finding, Safety};
use std::collections::HashSet;

/// Kinds of the protocol.
pub const QUICK_FIX: &str = "quickfix";
pub const FIX_ALL: &str = "source.fixAll";

pub struct Action<'a> {
    pub title: String,
    /// The finding that it mends or silences; none for those of the whole file.
    pub finding: Option<&'a Finding>,
    pub kind: &'static str,
    /// The one that an editor may take without asking.
    pub preferred: bool,
    pub edits: Vec<Edit>,
}

/// What can be done about the findings whose words lie between two bytes.
pub fn actions(document: &Document, start: usize, end: usize) -> Vec<Action<'_>> {
    let mut actions = Vec::new();
    let mut silenced = HashSet::new();
    for finding in &document.findings {
        let (from, to) = document.extent(Some(finding.subject));
        if to < start || end < from {
            continue;
        }
        if let Some(fix) = &finding.fix
            && let Some(edits) = fixes::edits(document, &fix.changes)
        {
            let safe = fix.safety == Safety::Safe;
            let title = if safe { fix.title.clone() } else { format!("{} (look first)", fix.title) };
            actions.push(Action { title, finding: Some(finding), kind: QUICK_FIX, preferred: safe, edits });
        }
        let line = document.text[..from].rfind('\n').map_or(0, |at| at + 1);
        if silenced.insert((finding.code, line)) {
            actions.push(silence(document, finding, line));
        }
    }
    actions
}

/// Every safe fix of the file at once; nothing where there is none.
pub fn fix_all(document: &Document) -> Option<Action<'_>> {
    let safe = document.findings.iter().filter_map(|finding| finding.fix.as_ref());
    let edits = fixes::all(document, safe.filter(|fix| fix.safety == Safety::Safe));
    let title = "Apply every safe fix".to_owned();
    (!edits.is_empty()).then_some(Action { title, finding: None, kind: FIX_ALL, preferred: false, edits })
}

/// A comment above the line, which speaks for that line.
fn silence<'a>(document: &Document, finding: &'a Finding, line: usize) -> Action<'a> {
    let text = &document.text[line..];
    let indent: String = text.chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
    let edit = Edit { start: line, end: line, text: format!("{indent}-- lint:disable {}\n", finding.code) };
    let title = format!("Allow this here (lint:disable {})", finding.code);
    Action { title, finding: Some(finding), kind: QUICK_FIX, preferred: false, edits: vec![edit] }
}
