//! The description cut at the words that decisions rest on.

use crate::base::sort;
use crate::project::Project;
use crate::schema::{Id, Span, Topic};

/// A run of the description's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    /// Elements whose decisions rest on these words, the closest first.
    pub subjects: Vec<Id>,
    /// Whether a table comes from these words.
    pub is_entity: bool,
}

/// More runs than anyone reads would only make the page slow.
const LIMIT: usize = 3_000;

/// The runs of the description; joined they give it back.
pub fn runs(project: &Project) -> Vec<Run> {
    let text = &project.description;
    let whole = || vec![Run { text: text.clone(), subjects: Vec::new(), is_entity: false }];
    let fits = |span: &Span| span.start < span.end && text.get(span.start..span.end).is_some();
    let mut spans: Vec<(Span, Id, bool)> = Vec::new();
    for decision in &project.decisions {
        let is_entity = decision.topic == Topic::Entity;
        spans.extend(decision.spans.iter().filter(|s| fits(s)).map(|span| (*span, decision.subject, is_entity)));
    }
    sort::by_key(&mut spans, |(span, ..)| span.start);
    let mut cuts: Vec<usize> = spans.iter().flat_map(|(span, ..)| [span.start, span.end]).collect();
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    if cuts.len() > LIMIT {
        return whole();
    }
    let mut open: Vec<(Span, Id, bool)> = Vec::new();
    let mut next = 0;
    let mut runs = Vec::new();
    for pair in cuts.windows(2) {
        let (start, end) = (pair[0], pair[1]);
        open.retain(|(span, ..)| span.end > start);
        while let Some(span) = spans.get(next).filter(|(span, ..)| span.start <= start) {
            open.push(*span);
            next += 1;
        }
        let mut near = open.clone();
        sort::by_key(&mut near, |(span, ..)| span.end - span.start);
        let mut subjects: Vec<Id> = Vec::new();
        for (_, id, _) in &near {
            if !subjects.contains(id) {
                subjects.push(*id);
            }
        }
        let is_entity = near.iter().any(|(_, _, is_entity)| *is_entity);
        runs.push(Run { text: text[start..end].to_owned(), subjects, is_entity });
    }
    runs
}
