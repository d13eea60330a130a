//! The dock's SQL of both sides, line by line: side by side, or in one column.

use super::Evolution;
use crate::diff::{Line, Row, RowKind};
use crate::ui::messages::t;
use crate::web::evolution::Section;
use leptos::prelude::*;

/// Same lines around a difference that are shown; the rest is folded.
const CONTEXT: usize = 3;

#[component]
pub fn Scripts() -> AnyView {
    let evolution = expect_context::<Evolution>();
    let unified = RwSignal::new(false);
    let content = move || {
        match evolution.found.get() {
        None => {
            view! { <p class="empty-pane">{t("Compare two schemas first: here you see the SQL of both, line by line.")}</p> }
                .into_any()
        }
        Some(found) if found.sections.is_empty() => {
            view! { <p class="empty-pane">{t("The SQL of both sides is the same.")}</p> }.into_any()
        }
        Some(found) => {
            let unified = unified.get();
            found.sections.iter().map(|own| section(own, unified)).collect_view().into_any()
        }
    }
    };
    let manner = move |value: bool, text: &'static str| {
        view! {
            <button type="button" role="radio" aria-checked=move || (unified.get() == value).to_string()
                on:click=move |_| unified.set(value)>{text}</button>
        }
    };
    view! {
        <div class="decisions-pane">
            <div class="filter">
                <div class="seg" role="radiogroup" aria-label=t("How both sides are shown")>
                    {manner(false, t("Side by side"))}{manner(true, t("Unified"))}
                </div>
            </div>
            <div class="pane line-diff">{content}</div>
        </div>
    }
    .into_any()
}

fn section(section: &Section, unified: bool) -> AnyView {
    let mut parts = Vec::new();
    let near = near(&section.rows);
    let mut folded = 0;
    for (row, near) in section.rows.iter().zip(near) {
        if !near {
            folded += 1;
            continue;
        }
        parts.extend(fold(&mut folded, unified));
        match unified {
            true => parts.extend(stacked(row)),
            false => parts.push(beside(row)),
        }
    }
    parts.extend(fold(&mut folded, unified));
    let title = section.title.clone();
    view! {
        <section>
            <h3 class="mono">{title.clone()}</h3>
            <table class:unified=unified aria-label=title><tbody>{parts}</tbody></table>
        </section>
    }
    .into_any()
}

/// Whether each row is a difference, or near one.
fn near(rows: &[Row]) -> Vec<bool> {
    let mut near = vec![false; rows.len()];
    for (place, _) in rows.iter().enumerate().filter(|(_, row)| row.kind != RowKind::Same) {
        let end = (place + CONTEXT + 1).min(rows.len());
        near[place.saturating_sub(CONTEXT)..end].fill(true);
    }
    near
}

fn fold(folded: &mut usize, unified: bool) -> Option<AnyView> {
    let count = std::mem::take(folded);
    let text =
        if count == 1 { "1 line that is the same".to_owned() } else { format!("{count} lines that are the same") };
    let width = if unified { "4" } else { "6" };
    (count > 0).then(|| view! { <tr class="folded"><td colspan=width>{text}</td></tr> }.into_any())
}

fn beside(row: &Row) -> AnyView {
    let (old_sign, new_sign) = match row.kind {
        RowKind::Same => (" ", " "),
        RowKind::Removed => ("−", " "),
        RowKind::Added => (" ", "+"),
        RowKind::Changed => ("−", "+"),
    };
    view! { <tr>{cells(row.old.as_ref(), old_sign)}{cells(row.new.as_ref(), new_sign)}</tr> }.into_any()
}

fn stacked(row: &Row) -> Vec<AnyView> {
    let number = |line: &Option<Line>| line.as_ref().map(|line| line.number.to_string()).unwrap_or_default();
    let line = |old: String, new: String, sign: &'static str, line: Option<&Line>| {
        let class = class(sign);
        view! {
            <tr><td class="ln">{old}</td><td class="ln">{new}</td><td class=format!("sign {class}")>{sign}</td>
                <td class=class>{line.map(text)}</td></tr>
        }
        .into_any()
    };
    let none = String::new;
    match row.kind {
        RowKind::Same => vec![line(number(&row.old), number(&row.new), " ", row.new.as_ref())],
        RowKind::Removed => vec![line(number(&row.old), none(), "−", row.old.as_ref())],
        RowKind::Added => vec![line(none(), number(&row.new), "+", row.new.as_ref())],
        RowKind::Changed => vec![
            line(number(&row.old), none(), "−", row.old.as_ref()),
            line(none(), number(&row.new), "+", row.new.as_ref()),
        ],
    }
}

fn cells(line: Option<&Line>, sign: &'static str) -> AnyView {
    let class = if line.is_none() { "nothing" } else { class(sign) };
    view! {
        <td class="ln">{line.map(|line| line.number)}</td>
        <td class=format!("sign {class}")>{line.map(|_| sign)}</td>
        <td class=class>{line.map(text)}</td>
    }
    .into_any()
}

fn class(sign: &str) -> &'static str {
    match sign {
        "−" => "line-removed",
        "+" => "line-added",
        _ => "",
    }
}

/// A line with the part marked that differs from its partner.
fn text(line: &Line) -> AnyView {
    let whole = line.text.as_str();
    let (start, end) = (line.marked.start, line.marked.end);
    match (whole.get(..start), whole.get(start..end), whole.get(end..)) {
        (Some(before), Some(marked), Some(after)) if !marked.is_empty() => {
            view! { {before.to_owned()}<mark>{marked.to_owned()}</mark>{after.to_owned()} }.into_any()
        }
        _ => whole.to_owned().into_any(),
    }
}
