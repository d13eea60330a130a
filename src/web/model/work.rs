//! Generate and Change with a model: first the passphrase and the user's consent where they are missing, then the work.

use super::desk::{Desk, status};
use super::memory::Sheet;
use super::talk::Proposal;
use super::{Made, Reply, What, consent, scripts, sheet, talk};
use crate::architect;
use crate::llm::Session;
use crate::nl::Options;
use crate::web::view::View;

const UNTOUCHED: &str = "Cancelled. What was here before still is.";

/// Does an action with the model where one is configured, asking first for what is missing.
pub async fn begin(desk: &mut Desk<'_>, what: What) {
    if !asks(desk, &what) {
        return run(desk, what, false).await;
    }
    let missing = match (desk.memory.is_locked(), desk.memory.has_agreed()) {
        (true, _) => Some(Sheet::Unlock),
        (_, false) => Some(Sheet::Consent),
        _ => None,
    };
    let Some(missing) = missing else { return run(desk, what, true).await };
    if missing == Sheet::Consent
        && let Err(why) = consent::prepare(desk, &what)
    {
        desk.reply.said = Some((why, true));
        return;
    }
    desk.memory.pending = Some(what);
    desk.open(missing);
    sheet::show(desk).await;
}

/// Whether an action goes to the model: a request about tables does not where their names have to stay here.
fn asks(desk: &Desk<'_>, what: &What) -> bool {
    desk.memory.is_ready() && (desk.settings().share_tables || !matches!(what, What::Change { .. }))
}

/// Goes on with what waited for the user's word.
pub async fn resume(desk: &mut Desk<'_>) {
    let pending = desk.memory.pending.take();
    close(desk);
    match pending {
        // Each may ask for one more thing: first the passphrase, then the consent.
        Some(what) => Box::pin(begin(desk, what)).await,
        None => sheet::show(desk).await,
    }
}

/// Does what waited without the model.
pub async fn offline(desk: &mut Desk<'_>) {
    let pending = desk.memory.pending.take();
    close(desk);
    if let Some(what) = pending {
        run(desk, what, false).await;
    }
}

fn close(desk: &mut Desk<'_>) {
    desk.open(Sheet::Closed);
    desk.reply.dialog = Some(View::default());
}

async fn run(desk: &mut Desk<'_>, what: What, with_model: bool) {
    if with_model {
        let busy = format!("Asking {}", desk.memory.kept.settings.endpoint.model);
        desk.tell(&Reply { busy: Some(busy), dialog: desk.reply.dialog.clone(), ..Reply::default() });
    }
    match what {
        What::Generate { text, options } => generate(desk, &text, &options, with_model).await,
        What::Change { request } => change(desk, request, with_model).await,
        What::Call { name, body } => scripts::run(desk, &name, &body).await,
        What::Begin | What::Look | What::Done { .. } => {}
    }
    desk.reply.status = Some(status(&desk.memory));
}

async fn generate(desk: &mut Desk<'_>, text: &str, options: &Options, with_model: bool) {
    let label = "Generate from the description".to_owned();
    if !with_model {
        let project = architect::generate(text, options);
        desk.reply.made = Some(Box::new(Made { project, label, ..Made::default() }));
        return;
    }
    let settings = desk.settings();
    let fetch = desk.fetch(&settings).await;
    let mut teller = desk.teller();
    let mut session = Session::new(&fetch, &settings, &mut teller);
    let (project, notes) = architect::generate_with(&mut session, text, options).await;
    let (mode, log) = (session.mode, session.log);
    let by_model = log.iter().any(|entry| entry.outcome == "ok");
    desk.note(mode, log).await;
    if fetch.is_cancelled() {
        desk.reply.said = Some((UNTOUCHED.to_owned(), false));
        return;
    }
    desk.reply.made = Some(Box::new(Made { project, label, by_model, ..Made::default() }));
    if !notes.is_empty() {
        desk.reply.said = Some((notes.join(" "), true));
    }
}

async fn change(desk: &mut Desk<'_>, request: String, with_model: bool) {
    let Some(project) = desk.project.take() else { return };
    let (refinement, notes, model) = if with_model {
        let settings = desk.settings();
        let fetch = desk.fetch(&settings).await;
        let mut teller = desk.teller();
        let mut session = Session::new(&fetch, &settings, &mut teller);
        let earlier = desk.memory.talk.earlier();
        let (refinement, notes) = architect::refine_schema(&mut session, &project, &request, &earlier).await;
        let (mode, log) = (session.mode, session.log);
        let answered = log.iter().any(|entry| entry.outcome == "ok") && notes.is_empty();
        desk.note(mode, log).await;
        if fetch.is_cancelled() {
            desk.reply.said = Some((UNTOUCHED.to_owned(), false));
            return;
        }
        (refinement, notes, answered.then(|| settings.endpoint.model.clone()))
    } else {
        let withheld = desk.memory.is_ready() && !desk.settings().share_tables;
        let note = "The model was not asked: your settings keep this project's table names here.";
        let notes = withheld.then(|| note.to_owned()).into_iter().collect();
        (architect::refine(&project, &request).1, notes, None)
    };
    talk::propose(desk, *project, Proposal::new(request, refinement, notes, model));
}
