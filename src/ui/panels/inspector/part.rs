//! A key, check, index, enum, view or other object that has no inspector of its own.

use super::{drop_button, fields, reasons, select_link, statements, title};
use crate::schema::*;
use crate::ui::messages::t;
use crate::ui::state::Workbench;
use leptos::prelude::*;

pub fn inspector(workbench: Workbench, id: Id) -> AnyView {
    let object = workbench.project.with_untracked(|project| project.schema.object(id));
    let table = Memo::new(move |_| {
        workbench.project.with(|project| {
            let own = project.schema.opaque.iter().find(|o| o.id == id).and_then(|o| o.table.as_ref());
            let table = project.schema.table_of(id).or_else(|| own.and_then(|name| project.schema.table(name)));
            table.map(|table| (table.id, table.name.to_string()))
        })
    });
    let belongs = move || {
        table.get().map(|(id, name)| {
            view! { <div class="field"><span class="label">{t("Table")}</span>{select_link(workbench, id, name)}</div> }
        })
    };
    let is_statement = matches!(object, Some(Object::Opaque(_)));
    view! {
        {title(workbench, object.as_ref().map_or("", heading))}
        {belongs}
        {fields::fields(workbench, id)}
        {is_statement.then(|| statements::field(workbench, id))}
        {reasons::reasons(workbench, id)}
        {drop_button(workbench, id, "Delete")}
    }
    .into_any()
}

fn heading(object: &Object) -> &'static str {
    match object {
        Object::PrimaryKey(_) => "Primary key",
        Object::Unique(_) => "Unique key",
        Object::Check(_) => "Check",
        Object::Exclusion(_) => "Exclusion",
        Object::Index(_) => "Index",
        Object::Enum(_) => "Enum",
        Object::Domain(_) => "Domain",
        Object::Sequence(_) => "Sequence",
        Object::View(_) => "View",
        _ => "Statement",
    }
}
