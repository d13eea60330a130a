//! The conversation: what was asked, the proposal that waits for the user's word, and what was taken of it.

use super::desk::Desk;
use super::{Made, keep};
use crate::erd::{self, LayoutOptions};
use crate::nl::Assumption;
use crate::project::Project;
use crate::refine::{Choice, Outlook, Refinement, Step, choose, outlook};
use crate::schema::Change;
use crate::web::view::{View, button, el};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Requests of a session that are kept, and sessions of a project.
const MOST_TURNS: usize = 100;
const MOST_SESSIONS: usize = 20;

/// The talk about one project.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Talk {
    /// The name under which this device knows the project.
    pub shelf: String,
    /// The last one goes on.
    pub sessions: Vec<Vec<Turn>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Proposal>,
    /// Whether earlier turns are shown.
    pub open: bool,
}

/// A request and what came of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    pub request: String,
    /// What was taken, a sentence without its full stop for each step.
    pub taken: Vec<String>,
    /// How many steps were proposed.
    pub proposed: usize,
}

/// Steps that wait for the user's word.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    request: String,
    steps: Vec<Step>,
    wanted: Vec<bool>,
    /// Sentences about what could not be done, or how it was understood.
    notes: Vec<String>,
    /// The model that understood it; the built-in rules otherwise.
    model: Option<String>,
}

impl Proposal {
    pub fn new(request: String, refinement: Refinement, mut notes: Vec<String>, model: Option<String>) -> Self {
        notes.extend(refinement.diagnostics.into_iter().map(|diagnostic| diagnostic.message));
        let wanted = vec![true; refinement.steps.len()];
        Self { request, steps: refinement.steps, wanted, notes, model }
    }
}

impl Talk {
    /// The requests of this session that changed something, oldest first: a new one may refer to them.
    pub fn earlier(&self) -> Vec<String> {
        let turns = self.sessions.last().into_iter().flatten();
        turns.filter(|turn| !turn.taken.is_empty()).map(|turn| turn.request.clone()).collect()
    }

    fn record(&mut self, turn: Turn) {
        if self.sessions.is_empty() {
            self.sessions.push(Vec::new());
        }
        if let Some(session) = self.sessions.last_mut() {
            session.push(turn);
            let from = session.len().saturating_sub(MOST_TURNS);
            session.drain(..from);
        }
    }
}

/// Brings the talk about the project that is on the screen.
pub async fn turn_to(desk: &mut Desk<'_>) {
    if desk.memory.talk.shelf == desk.shelf {
        return;
    }
    let sessions = keep::sessions(&desk.shelf).await;
    desk.memory.talk = Talk { shelf: desk.shelf.clone(), sessions, ..Talk::default() };
    show(desk, None);
}

/// The project on the screen was edited or is another one: the proposal is looked at anew.
pub async fn look(desk: &mut Desk<'_>) {
    let was = desk.memory.talk.shelf.clone();
    turn_to(desk).await;
    if desk.memory.talk.proposal.is_some() || was != desk.shelf {
        let project = desk.project.take();
        show(desk, project.as_deref());
    }
}

/// Shows the steps of a request; where there is none, says why.
pub fn propose(desk: &mut Desk<'_>, project: Project, proposal: Proposal) {
    if proposal.steps.is_empty() {
        let why = proposal.notes.join(" ");
        desk.reply.said =
            Some((if why.is_empty() { "Nothing to change was found in this.".to_owned() } else { why }, true));
        desk.memory.talk.proposal = None;
        return show(desk, Some(&project));
    }
    desk.memory.talk.proposal = Some(proposal);
    show(desk, Some(&project));
}

/// Does what was pressed here. False where it is about something else.
pub async fn done(desk: &mut Desk<'_>, verb: &str, object: &str, fields: &BTreeMap<String, String>) -> bool {
    match verb {
        "choose" => {
            if let Some(proposal) = &mut desk.memory.talk.proposal {
                let is_on = |at: usize| fields.get(&format!("step-{at}")).is_some_and(|value| !value.is_empty());
                proposal.wanted = (0..proposal.steps.len()).map(is_on).collect();
            }
        }
        "accept" => {
            accept(desk).await;
            return true;
        }
        "dismiss" => {
            if let Some(proposal) = desk.memory.talk.proposal.take() {
                let Proposal { request, steps, .. } = proposal;
                desk.memory.talk.record(Turn { request, taken: Vec::new(), proposed: steps.len() });
                keep::save_sessions(&desk.memory.talk).await;
            }
        }
        "earlier" => desk.memory.talk.open = !desk.memory.talk.open,
        "new-talk" => {
            let sessions = &mut desk.memory.talk.sessions;
            if sessions.last().is_some_and(|session| !session.is_empty()) {
                sessions.push(Vec::new());
            }
            let from = sessions.len().saturating_sub(MOST_SESSIONS);
            sessions.drain(..from);
            keep::save_sessions(&desk.memory.talk).await;
        }
        "session" => {
            let sessions = &mut desk.memory.talk.sessions;
            if let Some(at) = object.parse().ok().filter(|at: &usize| *at < sessions.len()) {
                let session = sessions.remove(at);
                sessions.retain(|other| !other.is_empty());
                sessions.push(session);
            }
        }
        _ => return false,
    }
    let project = desk.project.take();
    show(desk, project.as_deref());
    true
}

/// Takes the wanted steps as one step of the history.
async fn accept(desk: &mut Desk<'_>) {
    let (Some(proposal), Some(project)) = (desk.memory.talk.proposal.take(), desk.project.take()) else { return };
    let Choice { schema, taken, .. } = choose(&project.schema, &proposal.steps, &proposal.wanted);
    let steps: Vec<&Step> =
        proposal.steps.iter().zip(&taken).filter(|(_, taken)| **taken).map(|(step, _)| step).collect();
    if steps.is_empty() {
        desk.reply.said =
            Some(("None of the changes is chosen. Tick what you want, or dismiss them.".to_owned(), true));
        desk.memory.talk.proposal = Some(proposal);
        return show(desk, Some(&project));
    }
    let mut after = Project { schema, ..(*project).clone() };
    let mut subjects = Vec::new();
    for step in &steps {
        after.decisions.extend(step.edit.decisions.iter().cloned());
        after.assumptions.extend(step.assumptions.iter().map(|text| Assumption { text: text.clone(), subject: None }));
        subjects.extend(step.edit.changes.iter().filter_map(|change| match change {
            Change::Add { parent, object, .. } => Some(parent.unwrap_or(object.id())),
            Change::Modify { object } => Some(object.id()),
            Change::Rename { id, .. } | Change::Move { id, .. } => Some(*id),
            Change::Drop { .. } => None,
        }));
    }
    let mut subjects: Vec<_> = subjects.into_iter().filter_map(|id| after.schema.table_of(id)).map(|t| t.id).collect();
    subjects.sort_unstable();
    subjects.dedup();
    after.positions = erd::layout(&after.schema, &after.positions, &LayoutOptions::default());
    let said: Vec<String> = steps.iter().map(|step| says(step)).collect();
    let label: String = proposal.request.trim().chars().take(60).collect();
    let turn = Turn { request: proposal.request, taken: said.clone(), proposed: proposal.steps.len() };
    desk.memory.talk.record(turn);
    keep::save_sessions(&desk.memory.talk).await;
    desk.reply.said = Some((format!("{}.", said.join(". ")), false));
    show(desk, None);
    desk.reply.made = Some(Box::new(Made { project: after, label, by_model: proposal.model.is_some(), subjects }));
}

fn says(step: &Step) -> String {
    if step.edit.effect.is_empty() { step.edit.label.clone() } else { step.edit.effect.clone() }
}

/// Puts the talk, and what the diagram shows of the proposal, into the reply.
fn show(desk: &mut Desk<'_>, project: Option<&Project>) {
    let talk = &desk.memory.talk;
    let mut parts = history(talk);
    let mut shown = Outlook::default();
    if let Some(proposal) = &talk.proposal {
        let choice = project.map(|project| choose(&project.schema, &proposal.steps, &proposal.wanted));
        if let (Some(project), Some(choice)) = (project, &choice) {
            shown = outlook(&project.schema, &choice.schema);
        }
        parts.push(card(proposal, &choice.unwrap_or_default()));
    }
    desk.reply.outlook = Some(Box::new(shown));
    desk.reply.talk = Some(if parts.is_empty() { View::default() } else { el("div.talk").with(parts) });
}

fn history(talk: &Talk) -> Vec<View> {
    let now = talk.sessions.last().map(Vec::as_slice).unwrap_or_default();
    let before = talk.sessions.len().saturating_sub(1);
    if now.is_empty() && before == 0 {
        return Vec::new();
    }
    let title = match now.len() {
        0 => "New conversation".to_owned(),
        1 => "1 request".to_owned(),
        count => format!("{count} requests"),
    };
    let toggle = button("small.plain", "earlier", &title).set("aria-expanded", talk.open.to_string());
    let fresh = (!now.is_empty()).then(|| button("small.plain", "new-talk", "New"));
    let head = el("div.row").with([el("h2.grow").says("Conversation"), toggle]).with(fresh);
    if !talk.open {
        return vec![head];
    }
    let turn = |turn: &Turn| {
        let outcome = match (turn.taken.len(), turn.proposed) {
            (0, _) => "dismissed".to_owned(),
            (taken, proposed) if taken == proposed => turn.taken.join(". "),
            (taken, proposed) => format!("{taken} of {proposed}: {}", turn.taken.join(". ")),
        };
        el("li").with([el("b").says(turn.request.as_str()), el("span.quiet").says(outcome)])
    };
    let session = |(at, session): (usize, &Vec<Turn>)| {
        let first = session.first().map_or("", |turn| turn.request.as_str());
        let label: String = first.chars().take(50).collect();
        el("li").with([
            button("small.plain", &format!("session:{at}"), &label).set("title", "Go on with this conversation")
        ])
    };
    let older = talk.sessions.iter().enumerate().take(before).filter(|(_, session)| !session.is_empty()).map(session);
    vec![head, el("ol.turns").with(now.iter().map(turn)), el("ul.sessions").with(older)]
}

/// The proposal: its steps to tick, where it comes from, and the words to take or leave it.
fn card(proposal: &Proposal, choice: &Choice) -> View {
    let source = match &proposal.model {
        Some(model) => format!("from the language model {model}, checked by the built-in rules"),
        None => "from the built-in rules".to_owned(),
    };
    let step = |(at, step): (usize, &Step)| {
        let rests = choice.resting.get(at) == Some(&true);
        let wanted = proposal.wanted.get(at) == Some(&true);
        let mark = el("input")
            .set("type", "checkbox")
            .set("name", format!("step-{at}"))
            .set("data-change", "choose")
            .when(wanted, "checked");
        let sign = sign(step);
        let sign = el("b").set("class", sign.1).set("aria-hidden", "true").says(sign.0);
        let why = step.edit.decisions.iter().map(|decision| decision.why.as_str());
        let why = why.filter(|why| proposal.model.is_some() && !why.is_empty()).take(1);
        let why = why.map(|why| el("span.quiet").says(why));
        let rest = rests.then(|| el("span.quiet").says("Rests on a change that is not ticked."));
        let assumed = step.assumptions.iter().map(|text| el("span.quiet").says(format!("Assumed: {text}")));
        let words = el("span").with([el("span").says(says(step))]).with(why).with(assumed).with(rest);
        el("li").with([el(if rests { "label.step.resting" } else { "label.step" }).with([mark, sign, words])])
    };
    let taken = choice.taken.iter().filter(|taken| **taken).count();
    let label = match (taken, proposal.steps.len()) {
        (1, 1) => "Accept".to_owned(),
        (taken, all) if taken == all => format!("Accept all {all}"),
        (taken, all) => format!("Accept {taken} of {all}"),
    };
    el("section.proposal")
        .set("aria-label", "Proposed changes")
        .with([
            el("p").with([el("b").says(format!("“{}”", proposal.request.trim())), el("span.quiet").says(source)]),
            el("ul").with(proposal.steps.iter().enumerate().map(step)),
        ])
        .with(proposal.notes.iter().map(|note| el("p.note").says(note.as_str())))
        .with([el("div.actions").with([
            button("small", "dismiss", "Dismiss"),
            button("small.primary", "accept", &label).when(taken == 0, "disabled"),
        ])])
}

/// What a step does most, as a sign and its class: what is dropped before what is added.
fn sign(step: &Step) -> (&'static str, &'static str) {
    let changes = &step.edit.changes;
    let adds = changes.iter().any(|change| matches!(change, Change::Add { .. }));
    let drops = changes.iter().any(|change| matches!(change, Change::Drop { .. }));
    match (adds, drops) {
        (true, false) => ("+", "added"),
        (false, true) => ("−", "removed"),
        _ => ("~", "changed"),
    }
}
