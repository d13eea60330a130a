//! A relationship: its two ends, how many of each, what happens on delete and update.

use super::edits::set_unique;
use super::{drop_button, fields, reasons, select_link, title};
use crate::erd;
use crate::schema::{Action, Change, Column, ForeignKey, Id, Object};
use crate::ui::messages::t;
use crate::ui::state::Workbench;
use crate::ui::widgets::choice;
use leptos::prelude::*;

pub fn inspector(workbench: Workbench, id: Id) -> AnyView {
    let ends = Memo::new(move |_| {
        workbench.project.with(|project| {
            let table = project.schema.table_of(id)?;
            let key = table.foreign_keys.iter().find(|key| key.id == id)?;
            Some((table.clone(), key.clone(), project.schema.referenced_columns(key)))
        })
    });
    let from = move || {
        ends.get().map(|(table, key, _)| {
            select_link(workbench, table.id, format!("{}.{}", table.name, key.columns.join(", ")))
        })
    };
    let to = move || {
        ends.get().map(|(_, key, columns)| {
            let text = format!("{}.{}", key.references.table, columns.join(", "));
            let parent = workbench.project.with(|p| p.schema.table(&key.references.table).map(|table| table.id));
            select_link(workbench, parent.unwrap_or(id), text)
        })
    };
    let sentence = move || {
        let key = ends.get()?.1;
        Some(workbench.project.with(|project| erd::sentence(&project.schema, &key))).filter(|text| !text.is_empty())
    };
    let single = move || ends.with(|ends| ends.as_ref().is_some_and(|(table, key, _)| table.is_unique(&key.columns)));
    let optional = move || {
        ends.with(|ends| {
            ends.as_ref().is_some_and(|(table, key, _)| {
                key.columns.iter().any(|name| table.column(name).is_some_and(|column| column.nullable))
            })
        })
    };
    let set_single = move |on: bool| {
        let Some((table, key, _)) = ends.get_untracked() else { return };
        if on == table.is_unique(&key.columns) {
            return;
        }
        let project = workbench.project.get_untracked();
        let changes = set_unique(&project.schema, &table, &key.columns, on, workbench.fresh_id());
        if changes.is_empty() {
            let columns = key.columns.join(", ");
            return workbench.fail(format!("{columns} is the primary key of {}, so there is at most one.", table.name));
        }
        let many = if on { "at most one" } else { "any number of" };
        let label = format!("Let each row of {} have {many} {}", key.references.table, table.name);
        let _ = workbench.apply(&label, &changes);
    };
    let set_optional = move |on: bool| {
        let Some((table, key, _)) = ends.get_untracked() else { return };
        if let (true, Some(name)) = (on, key.columns.iter().find(|name| table.in_primary_key(name))) {
            return workbench
                .fail(format!("{name} is part of the primary key of {}, so it needs a value.", table.name));
        }
        let columns = key.columns.iter().filter_map(|name| table.column(name)).filter(|column| column.nullable != on);
        let modify =
            |column: &Column| Change::Modify { object: Object::Column(Column { nullable: on, ..column.clone() }) };
        let changes: Vec<Change> = columns.map(modify).collect();
        let label = format!("Make {} {}", key.columns.join(", "), if on { "optional" } else { "required" });
        let _ = workbench.apply(&label, &changes);
    };
    let actions = || {
        [Action::NoAction, Action::Restrict, Action::Cascade, Action::SetNull, Action::SetDefault]
            .map(|action| (action, action.sql().to_owned()))
            .to_vec()
    };
    let on_delete = move || ends.with(|ends| ends.as_ref().map(|e| e.1.on_delete).unwrap_or_default());
    let on_update = move || ends.with(|ends| ends.as_ref().map(|e| e.1.on_update).unwrap_or_default());
    let set_action = move |event: &'static str, action: Action| {
        let Some((table, key, _)) = ends.get_untracked() else { return };
        if action == Action::SetNull && !untrack(optional) {
            return workbench.fail(format!(
                "SET NULL needs a column that may be empty: set Parent to “zero or one” first, because {}.{} is required.",
                table.name,
                key.columns.join(", ")
            ));
        }
        let key = match event {
            "delete" => ForeignKey { on_delete: action, ..key },
            _ => ForeignKey { on_update: action, ..key },
        };
        let label = format!("On {event} {} for {}", action.sql(), key.columns.join(", "));
        let _ = workbench.apply(&label, &[Change::Modify { object: Object::ForeignKey(key) }]);
    };
    let child = vec![(false, "zero or more".to_owned()), (true, "zero or one".to_owned())];
    let parent = vec![(false, "exactly one".to_owned()), (true, "zero or one".to_owned())];
    view! {
        {title(workbench, "Relationship")}
        <div class="field"><span class="label">{t("From")}</span>{from}</div>
        <div class="field"><span class="label">{t("To")}</span>{to}</div>
        <div class="two">
            {choice("Child", child, single, set_single)}
            {choice("Parent", parent, optional, set_optional)}
        </div>
        <div class="two">
            {choice("On delete", actions(), on_delete, move |action| set_action("delete", action))}
            {choice("On update", actions(), on_update, move |action| set_action("update", action))}
        </div>
        {move || sentence().map(|text| view! { <p class="stat">{text}</p> })}
        {fields::more(workbench, id)}
        {reasons::reasons(workbench, id)}
        {drop_button(workbench, id, "Delete this relationship")}
    }
    .into_any()
}
