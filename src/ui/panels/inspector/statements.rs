//! Statements that the model keeps as they are, such as policies and triggers, and whatever else is added as SQL.

use crate::project::{Project, paste};
use crate::schema::{Change, Id, Object, Opaque, Schema};
use crate::ui::state::Workbench;
use crate::ui::widgets::{TextField, text_field};
use crate::web::engine;
use crate::web::worker::Job;
use leptos::prelude::*;

/// What a statement makes: its name, or else how it begins.
pub fn name(statement: &Opaque) -> String {
    statement.name.as_ref().map_or_else(|| statement.sql.chars().take(40).collect(), |name| name.name.clone())
}

/// The text of a statement. What is written instead is read by the engine, and has to be one statement again.
pub fn field(workbench: Workbench, id: Id) -> AnyView {
    let text = move || {
        workbench.project.with(|project| match project.schema.object(id) {
            Some(Object::Opaque(found)) => found.sql,
            _ => String::new(),
        })
    };
    let set = move |text: String| {
        read(workbench, text, move |read| {
            let [statement] = read.opaque.as_slice() else {
                return workbench.fail("Write one statement of the same kind; others are added without a selection.");
            };
            let object = Object::Opaque(Opaque { id, ..statement.clone() });
            let _ = workbench
                .apply(&format!("Change {} {}", statement.kind, name(statement)), &[Change::Modify { object }]);
        });
    };
    text_field(TextField { label: "Statement", code: true, ..TextField::default() }, text, set)
}

/// A field in which statements add to the schema whatever they make.
pub fn adder(workbench: Workbench) -> AnyView {
    let add = move |text: String| {
        read(workbench, text, move |read| {
            let edit = workbench.project.with_untracked(|project| paste(&project.schema, read));
            if edit.changes.is_empty() {
                return workbench.fail("These statements add nothing to the schema.");
            }
            if workbench.apply(&edit.label.replacen("Paste ", "Add ", 1), &edit.changes).is_ok() {
                workbench.say(format!("{}.", edit.effect.replacen("Pasted ", "Added ", 1)));
            }
        });
    };
    let field = TextField {
        label: "Add by a statement",
        placeholder: "CREATE POLICY, TRIGGER, FUNCTION ...; Ctrl+Enter",
        code: true,
        clears: true,
        ..TextField::default()
    };
    text_field(field, String::new, add)
}

/// Has the engine read statements, and goes on with what they make.
fn read(workbench: Workbench, script: String, then: impl FnOnce(&Schema) + 'static) {
    if script.is_empty() {
        return;
    }
    let dialect = workbench.project.with_untracked(|project| project.dialect);
    leptos::task::spawn_local(async move {
        match engine::ask::<Project>(&Job::Import { script, dialect }).await {
            Ok(project) => {
                match project.diagnostics.first().filter(|_| paste(&Schema::new(), &project.schema).changes.is_empty())
                {
                    Some(why) => workbench.fail(why.message.clone()),
                    None => then(&project.schema),
                }
            }
            Err(why) => workbench.fail(format!("The statement was not read. {why}.")),
        }
    });
}
