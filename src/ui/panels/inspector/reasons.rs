//! Why an element is as it is: the decisions about it, with the words that they rest on.

use crate::project::Project;
use crate::schema::{Decision, Id};
use crate::ui::messages::t;
use crate::ui::panels::words;
use crate::ui::state::Workbench;
use crate::ui::widgets::meter;
use leptos::prelude::*;

/// A decision as it is shown.
#[derive(Debug, Clone, PartialEq)]
struct Reason {
    why: Vec<(bool, String)>,
    /// The quoted words, where the reason does not contain them itself.
    quotes: Vec<String>,
    alternative: Option<String>,
    confidence: f32,
    source: &'static str,
}

pub fn reasons(workbench: Workbench, id: Id) -> AnyView {
    let all = Memo::new(move |_| workbench.project.with(|project| found(project, id)));
    let one = |reason: Reason| {
        let why = reason.why.into_iter().map(|(bold, text)| match bold {
            true => view! { <b>{text}</b> }.into_any(),
            false => text.into_any(),
        });
        let quotes = reason.quotes.into_iter().enumerate().map(|(i, quote)| {
            let separator = if i == 0 { "" } else { ", " };
            view! { {separator}"“"<b>{quote}</b>"”" }
        });
        let quotes = quotes.collect_view();
        let quoted = (!quotes.is_empty()).then(|| view! { <span>{t("You wrote ")}{quotes}"."</span> });
        view! {
            <div class="why">
                <span>{why.collect_view()}</span>
                {quoted}
                {reason.alternative.map(|text| view! { <span>{t("Not taken: ")}{text}</span> })}
                {meter(reason.confidence)}
                <span class="stat">{format!("Confidence {:.2}, {}", reason.confidence, reason.source)}</span>
            </div>
        }
    };
    view! {
        <Show when=move || all.with(|all| !all.is_empty())>
            <h2>{t("Why it is so")}</h2>
            {move || all.get().into_iter().map(one).collect_view()}
        </Show>
    }
    .into_any()
}

fn found(project: &Project, id: Id) -> Vec<Reason> {
    project.decisions.iter().filter(|d| d.subject == id).map(|decision| reason(project, decision)).collect()
}

fn reason(project: &Project, decision: &Decision) -> Reason {
    let words: Vec<&str> = decision
        .spans
        .iter()
        .filter_map(|span| project.description.get(span.start..span.end))
        .map(str::trim)
        .filter(|words| !words.is_empty())
        .collect();
    let why = emphasized(&decision.why, &words);
    let lower = decision.why.to_lowercase();
    let mut quotes: Vec<String> = Vec::new();
    for quote in words.iter().filter(|words| !lower.contains(&words.to_lowercase())) {
        let quote = quote.split_whitespace().collect::<Vec<_>>().join(" ");
        if !quotes.iter().any(|known| known.eq_ignore_ascii_case(&quote)) && quotes.len() < 3 {
            quotes.push(quote);
        }
    }
    Reason {
        why,
        quotes,
        alternative: decision.alternative.clone(),
        confidence: decision.confidence,
        source: words::source(decision.source),
    }
}

/// The text in pieces, those set in bold that are among the quoted words. ASCII case does not count.
fn emphasized(text: &str, quotes: &[&str]) -> Vec<(bool, String)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let at = |rest: &str, quote: &str| rest.to_ascii_lowercase().find(&quote.to_ascii_lowercase());
    while let Some((start, length)) = quotes
        .iter()
        .filter_map(|quote| Some((at(rest, quote)?, quote.len())))
        .min_by_key(|(s, l)| (*s, usize::MAX - l))
    {
        pieces.push((false, rest[..start].to_owned()));
        pieces.push((true, rest[start..start + length].to_owned()));
        rest = &rest[start + length..];
    }
    pieces.push((false, rest.to_owned()));
    pieces.retain(|(_, text)| !text.is_empty());
    pieces
}
