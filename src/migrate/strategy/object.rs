//! Views, and objects that are kept as text: triggers, routines, policies, grants.

use crate::migrate::archive;
use crate::migrate::opaque;
use crate::migrate::plan::{Hold, Stage, Statement};
use crate::migrate::step::Step;
use crate::migrate::work::Work;
use crate::schema::{Opaque, View};

pub(super) fn steps(work: &Work) -> Vec<Step> {
    let mut steps = Vec::new();
    let (old, new) = (work.old.schema(), work.new.schema());
    for view in &old.views {
        let wanted = new.views.iter().find(|wanted| wanted.id == view.id);
        if wanted != Some(view) || work.affected.objects.contains(&view.id) {
            steps.push(drop_view(work, view));
        }
    }
    for object in &old.opaque {
        let wanted = new.opaque.iter().find(|wanted| wanted.id == object.id);
        let stays =
            wanted.is_some_and(|wanted| wanted.sql == object.sql) && !work.affected.objects.contains(&object.id);
        if !stays && wanted.and_then(|wanted| opaque::replacing(&object.sql, &wanted.sql, work.dialect)).is_none() {
            steps.extend(drop_opaque(work, object, wanted.is_some()));
        }
    }
    for object in &new.opaque {
        let was = old.opaque.iter().find(|was| was.id == object.id);
        match was {
            Some(was) if was.sql == object.sql && !work.affected.objects.contains(&object.id) => {}
            Some(was) => match opaque::replacing(&was.sql, &object.sql, work.dialect) {
                Some(sql) => steps.push(replace(work, was, object, sql)),
                None => steps.extend(create_opaque(work, object)),
            },
            None => steps.extend(create_opaque(work, object)),
        }
    }
    for view in &new.views {
        if old.views.iter().find(|was| was.id == view.id) != Some(view) || work.affected.objects.contains(&view.id) {
            steps.push(create_view(work, view));
        }
    }
    steps
}

fn drop_view(work: &Work, view: &View) -> Step {
    let back = work.old.create_object(view.id).into_iter().map(|statement| statement.sql);
    let statement =
        Statement::new(dropped_view(work, view)).back_all(back).holds(Hold::Everything, Default::default(), &view.name);
    let statement =
        statement.why("What a view reads cannot change while it stands; it comes back below, in the new form.");
    Step::new(Stage::Detach, "Detach dependent objects").run(statement).ends(&view.name).uses(view.query.as_str())
}

fn dropped_view(work: &Work, view: &View) -> String {
    let materialized = view.materialized && work.dialect.facts().materialized_views;
    let kind = if materialized { "MATERIALIZED VIEW" } else { "VIEW" };
    format!("DROP {kind} {}", work.quote(&view.name))
}

fn create_view(work: &Work, view: &View) -> Step {
    let mut statements = work.new.create_object(view.id).into_iter();
    let first = statements.next().map(|statement| statement.sql).unwrap_or_default();
    let create =
        Statement::new(first).back(dropped_view(work, view)).why("A view is created when all that it reads is there.");
    let more = statements.map(|statement| Statement::new(statement.sql));
    Step::new(Stage::Attach, "Create views and routines")
        .run(create)
        .run_all(more)
        .makes(&view.name)
        .uses(view.query.as_str())
}

/// What holds no rows and is used by nothing else goes first, what others may use goes last.
fn goes_first(kind: &str) -> bool {
    matches!(kind, "TRIGGER" | "POLICY" | "RULE" | "EVENT" | "VIEW" | "MATERIALIZED VIEW" | "STATISTICS")
        || kind.ends_with("INDEX")
}

fn drop_opaque(work: &Work, object: &Opaque, comes_back: bool) -> Option<Step> {
    let made = opaque::made(&object.sql);
    let early = comes_back || made.as_ref().is_none_or(|made| goes_first(&made.kind));
    let stage = if early { Stage::Detach } else { Stage::Contract };
    let title = if early { "Detach dependent objects" } else { "Drop routines and types" };
    let mut step = Step::new(stage, title).uses(object.sql.as_str());
    if let Some(made) = made.as_ref().filter(|made| matches!(made.kind.as_str(), "TABLE" | "VIRTUAL TABLE")) {
        // A table that is read by no grammar of ours has rows all the same.
        let kept = archive::place(work, &made.name, "");
        let statements = super::table::move_away(work, &made.name, &kept);
        let title = "Archive and drop tables";
        return Step { stage, title, ..step.ends(&made.name).run_all(statements) }.some();
    }
    let sql = opaque::undo(object, work.dialect)?;
    if let Some(made) = &made {
        step = step.ends(&made.name);
    }
    let table = made.as_ref().and_then(|made| made.on.clone()).unwrap_or_else(|| object.kind.clone());
    let statement = Statement::new(sql).back(text(object)).holds(Hold::Everything, Default::default(), table);
    step.run(statement.why("The object is not part of the new schema, or is there in another form.")).some()
}

fn create_opaque(work: &Work, object: &Opaque) -> Option<Step> {
    let made = opaque::made(&object.sql);
    let early = made
        .as_ref()
        .is_some_and(|made| matches!(made.kind.as_str(), "EXTENSION" | "TYPE" | "COLLATION" | "SCHEMA" | "ROLE"));
    let (stage, title) =
        if early { (Stage::Prepare, "Create types and schemas") } else { (Stage::Attach, "Create views and routines") };
    let sql = work.new.create_object(object.id).into_iter().next()?.sql;
    let mut statement = Statement::new(sql);
    match opaque::undo(object, work.dialect) {
        Some(undo) => statement = statement.back(undo),
        None => {
            let message =
                format!("No statement takes this one back: {}", object.sql.lines().next().unwrap_or_default());
            statement = statement.hazard("irreversible", message);
        }
    }
    let mut step = Step::new(stage, title).uses(object.sql.as_str());
    if let Some(made) = &made {
        step = step.makes(&made.name);
    }
    step.run(statement.why("The statement is the script's own.")).some()
}

fn replace(work: &Work, was: &Opaque, object: &Opaque, sql: String) -> Step {
    let back = opaque::replacing(&object.sql, &was.sql, work.dialect).unwrap_or_else(|| text(was));
    let statement = Statement::new(sql)
        .back(back)
        .why("Arguments and result stay, so the routine is replaced and what calls it never misses it.");
    let step = Step::new(Stage::Attach, "Create views and routines").uses(object.sql.as_str());
    match opaque::made(&object.sql) {
        Some(made) => step.makes(&made.name).run(statement),
        None => step.run(statement),
    }
}

fn text(object: &Opaque) -> String {
    object.sql.trim().trim_end_matches(';').trim_end().to_owned()
}
