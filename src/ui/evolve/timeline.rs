//! The phases as a timeline: what each one holds up, for how long, and what is dangerous about it.

use crate::ui::messages::t;
use crate::web::evolution::{Comparison, Phase, PhaseImpact};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A click on a phase leads to its statements.
pub fn timeline(found: &Comparison) -> AnyView {
    let phases = found.phases.iter().zip(&found.impact.phases).enumerate();
    let marks = phases.map(|(at, (phase, impact))| mark(at, phase, impact)).collect_view();
    let verdict = match found.impact.verdict.as_str() {
        "safe" => ("added", "Nobody notices"),
        "careful" => ("changed", "With care"),
        _ => ("removed", "In a quiet hour, or a window"),
    };
    let reasons = found.impact.reasons.iter().map(|reason| view! { <li>{reason.clone()}</li> }).collect_view();
    view! {
        <div class="timeline">
            <p><b class=verdict.0>{t(verdict.1)}</b></p>
            <ul class="quiet">{reasons}</ul>
            <ol aria-label=t("Timeline of the phases")>{marks}</ol>
            <p class="quiet timeline-legend">
                <span class="hold-schema">{t("○ blocks nobody")}</span>" "
                <span class="hold-writes">{t("◐ blocks writing")}</span>" "
                <span class="hold-everything">{t("● blocks reading and writing")}</span>" "<span>{t("▲ hazard")}</span>
            </p>
        </div>
    }
    .into_any()
}

fn mark(at: usize, phase: &Phase, impact: &PhaseImpact) -> AnyView {
    let (sign, hold) = match impact.hold.as_str() {
        "everything" => ("●", "blocks reading and writing"),
        "writes" => ("◐", "blocks writing"),
        _ => ("○", "blocks nobody"),
    };
    let hazards = phase.statements.iter().map(|statement| statement.hazards.len()).sum::<usize>();
    let time = time(impact);
    let on = if impact.locks.is_empty() { String::new() } else { format!(" on {}", impact.locks.join(", ")) };
    let title = format!(
        "{}. {}: {hold}{on}{}",
        at + 1,
        phase.name,
        time.as_ref().map(|t| format!("; {t}")).unwrap_or_default()
    );
    let width = 1.0 + impact.load.map_or(0.0, |load| (1.0 + load.seconds).log10());
    let go = move |_| {
        let place = document().get_element_by_id(&format!("phase-{at}"));
        if let Some(place) = place.and_then(|place| place.dyn_into::<web_sys::HtmlElement>().ok()) {
            place.scroll_into_view();
            let _ = place.focus();
        }
    };
    view! {
        <li style=format!("flex-grow: {width:.2}")>
            <button class=format!("hold-{}", impact.hold) title=title.clone() aria-label=title on:click=go>
                <span aria-hidden="true">{at + 1}" "{sign}{(hazards > 0).then_some(" ▲")}</span>
                <span class="quiet">{time}</span>
            </button>
        </li>
    }
    .into_any()
}

/// How long the phase takes, and how long others wait.
pub fn time(impact: &PhaseImpact) -> Option<String> {
    match impact.load {
        Some(load) if load.blocked >= 0.1 => {
            Some(format!("{}, others wait {}", span(load.seconds), span(load.blocked)))
        }
        Some(load) => Some(span(load.seconds)),
        None if impact.waits_by_size => Some("others wait as long as the rows take".to_owned()),
        None => None,
    }
}

/// Seconds in the unit that a person would choose.
fn span(seconds: f64) -> String {
    match seconds {
        s if s < 0.1 => "a moment".to_owned(),
        s if s < 90.0 => format!("about {} s", s.ceil()),
        s if s < 5400.0 => format!("about {} min", (s / 60.0).ceil()),
        s => format!("about {:.1} h", s / 3600.0),
    }
}
