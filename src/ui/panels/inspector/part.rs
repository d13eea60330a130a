//! A key, check, index or other object that has no inspector of its own.

use super::edits::column_list;
use super::{drop_button, reasons, select_link, title};
use crate::schema::*;
use crate::ui::messages::t;
use crate::ui::panels::words;
use crate::ui::state::Workbench;
use crate::ui::widgets::{TextField, text_field};
use leptos::prelude::*;

pub fn inspector(workbench: Workbench, id: Id) -> AnyView {
    let object = Memo::new(move |_| workbench.project.with(|project| project.schema.object(id)));
    let table = Memo::new(move |_| {
        workbench.project.with(|project| project.schema.table_of(id).map(|t| (t.id, t.name.to_string())))
    });
    let kind = object.with_untracked(|o| o.as_ref().map(|o| words::capitalized(o.kind())).unwrap_or_default());
    let belongs = move || {
        table.get().map(|(id, name)| {
            view! { <div class="field"><span class="label">{t("Table")}</span>{select_link(workbench, id, name)}</div> }
        })
    };
    let text = move || object.with(|object| object.as_ref().map(content).unwrap_or_default());
    let set = move |text: String| {
        let Some(before) = object.get_untracked() else { return };
        let project = workbench.project.get_untracked();
        match changed(&before, project.schema.table_of(id), &text) {
            Ok(object) => {
                let label = format!("Change {} {}", before.kind(), before.label());
                let _ = workbench.apply(&label, &[Change::Modify { object }]);
            }
            Err(why) => workbench.fail(format!("{why}.")),
        }
    };
    let label = object.with_untracked(|object| object.as_ref().and_then(field_label));
    let field = match label {
        Some(label) => text_field(TextField { label, ..TextField::default() }, text, set),
        None => view! { <pre class="code-block">{text}</pre> }.into_any(),
    };
    view! {
        {title(workbench, "")}
        <h3>{kind}</h3>
        {belongs}
        {field}
        {reasons::reasons(workbench, id)}
        {drop_button(workbench, id, "Delete")}
    }
    .into_any()
}

/// What the one field of an object is called; nothing where its text is only shown.
fn field_label(object: &Object) -> Option<&'static str> {
    match object {
        Object::PrimaryKey(_) | Object::Unique(_) => Some("Columns"),
        Object::Index(index) if index.columns().len() == index.keys.len() => Some("Columns"),
        Object::Check(_) => Some("Condition"),
        Object::Enum(_) => Some("Values"),
        _ => None,
    }
}

fn content(object: &Object) -> String {
    match object {
        Object::PrimaryKey(key) => key.columns.join(", "),
        Object::Unique(key) => key.columns.join(", "),
        Object::Check(check) => check.expression.to_string(),
        Object::Enum(object) => object.values.join(", "),
        Object::View(view) => view.query.clone(),
        Object::Opaque(object) => object.sql.clone(),
        Object::Index(index) => {
            let part = |key: &IndexKey| match &key.part {
                IndexPart::Column(name) => name.clone(),
                IndexPart::Expression(expression) => expression.to_string(),
            };
            index.keys.iter().map(part).collect::<Vec<_>>().join(", ")
        }
        _ => object.label(),
    }
}

fn changed(object: &Object, table: Option<&Table>, text: &str) -> Result<Object, String> {
    let columns = || match table {
        Some(table) => column_list(table, text),
        None => Err("Its table is gone".into()),
    };
    Ok(match object.clone() {
        Object::PrimaryKey(key) => Object::PrimaryKey(PrimaryKey { columns: columns()?, ..key }),
        Object::Unique(key) => Object::Unique(Unique { columns: columns()?, ..key }),
        Object::Index(index) => {
            let keys = columns()?.iter().map(|name| IndexKey::column(name)).collect();
            Object::Index(Index { keys, ..index })
        }
        Object::Check(_) if text.is_empty() => return Err("A check needs a condition; delete it instead".into()),
        Object::Check(check) => Object::Check(Check { expression: Expression::new(text), ..check }),
        Object::Enum(object) => {
            let values: Vec<String> =
                text.split(',').map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()).collect();
            Object::Enum(EnumType { values, ..object })
        }
        other => other,
    })
}
