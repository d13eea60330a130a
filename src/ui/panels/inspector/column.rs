//! A column: name, type, value, keys.

use super::edits::{reference, retype, set_in_primary_key, set_unique};
use super::{drop_button, fields, reasons, select_link, title};
use crate::dialect::read_type;
use crate::schema::*;
use crate::ui::messages::t;
use crate::ui::state::Workbench;
use crate::ui::widgets::{TextField, text_field};
use leptos::prelude::*;

pub fn inspector(workbench: Workbench, id: Id) -> AnyView {
    let table =
        Memo::new(move |_| workbench.project.with(|project| project.schema.table_of(id).cloned()).unwrap_or_default());
    let column = Memo::new(move |_| {
        let gone = || Column::new(id, "", ColumnType::Text);
        table.with(|table| table.columns.iter().find(|column| column.id == id).cloned()).unwrap_or_else(gone)
    });
    let name = move || column.with(|column| column.name.clone());
    let place = move || format!("{}.{}", table.with_untracked(|t| t.name.to_string()), untrack(name));
    let modify = move |what: &str, column: Column| {
        let change = Change::Modify { object: Object::Column(column) };
        let _ = workbench.apply(&format!("{what} of {}", place()), &[change]);
    };
    let rename = move |text: String| {
        let change = Change::Rename { id, name: QualifiedName::new(text.clone()) };
        let _ = workbench.apply(&format!("Rename {} to {text}", place()), &[change]);
    };
    let default =
        move || column.with(|column| column.default.as_ref().map(|default| default.to_string()).unwrap_or_default());
    let set_default = move |text: String| {
        let default = Some(text).filter(|text| !text.is_empty()).map(Expression::new);
        modify("Default", Column { default, ..column.get_untracked() });
    };
    let comment = move || column.with(|column| column.comment.clone().unwrap_or_default());
    let set_comment = move |text: String| {
        let comment = Some(text).filter(|text| !text.is_empty());
        modify("Comment", Column { comment, ..column.get_untracked() });
    };
    let computed =
        move || column.with(|column| column.generated.as_ref().map(|g| g.expression.to_string()).unwrap_or_default());
    let set_computed = move |text: String| {
        let now = column.get_untracked();
        let stored = now.generated.as_ref().is_none_or(|generated| generated.stored);
        let generated = (!text.is_empty()).then(|| Generated { expression: Expression::new(text), stored });
        // What is computed has no default and no number of its own.
        let (default, identity) =
            if generated.is_some() { (None, None) } else { (now.default.clone(), now.identity.clone()) };
        modify("Computation", Column { generated, default, identity, ..now });
    };
    let numbered = Memo::new(move |_| column.with(|column| column.identity.is_some()));
    let set_numbered = move |on: bool| {
        let now = column.get_untracked();
        if on && !now.data_type.is_integer() {
            return workbench.fail(format!("Only whole numbers can be numbered; make {} a bigint first.", now.name));
        }
        let identity = on.then(Identity::default);
        let default = if on { None } else { now.default.clone() };
        modify("Numbering", Column { identity, default, ..now });
    };
    view! {
        {title(workbench, "Column")}
        <div class="field">
            <span class="label">{t("Table")}</span>
            {move || table.with(|table| select_link(workbench, table.id, table.name.to_string()))}
        </div>
        {text_field(TextField { label: "Name", ..TextField::default() }, name, rename)}
        {type_field(workbench, id, column)}
        {text_field(TextField { label: "Default", placeholder: "none", ..TextField::default() }, default, set_default)}
        {text_field(
            TextField { label: "Computed as", placeholder: "nothing: the value is given", ..TextField::default() },
            computed,
            set_computed,
        )}
        {check("The database numbers the rows", move || numbered.get(), move || false, set_numbered)}
        {marks(workbench, id, table, column)}
        {references(workbench, id, table, column)}
        {text_field(
            TextField { label: "Comment", placeholder: "What the value means", prose: true, ..TextField::default() },
            comment,
            set_comment,
        )}
        {fields::more(workbench, id)}
        {reasons::reasons(workbench, id)}
        {drop_button(workbench, id, "Delete this column")}
    }
    .into_any()
}

fn type_field(workbench: Workbench, id: Id, column: Memo<Column>) -> AnyView {
    let dialect = Memo::new(move |_| workbench.project.with(|project| project.dialect));
    let suggestions = Signal::derive(move || {
        let own = workbench
            .project
            .with(|project| project.schema.enums.iter().map(|e| e.name.to_string()).collect::<Vec<_>>());
        let usual = dialect.get().type_suggestions().into_iter().map(|data_type| data_type.to_string());
        own.into_iter().chain(usual).collect()
    });
    let value = move || column.with(|column| column.data_type.to_string());
    let set = move |text: String| {
        if text.is_empty() {
            return workbench.fail("A column needs a type, for example varchar(100).");
        }
        let project = workbench.project.get_untracked();
        let named = project.schema.enums.iter().map(|e| &e.name).chain(project.schema.domains.iter().map(|d| &d.name));
        let own = named.into_iter().find(|name| name.to_string() == text).cloned();
        let to = own.map_or_else(|| read_type(&text, project.dialect), ColumnType::Named);
        let changes = retype(&project.schema, id, &to);
        let name = column.with_untracked(|column| column.name.clone());
        let tied = if changes.len() > 1 { format!(" and {} tied to it", changes.len() - 1) } else { String::new() };
        if workbench.apply(&format!("Make {name}{tied} {to}"), &changes).is_ok() && changes.len() > 1 {
            workbench.say(format!(
                "{name} is {to} now, and so are {} columns tied to it by foreign keys.",
                changes.len() - 1
            ));
        }
    };
    let spelled = move || {
        let (dialect, own) = (dialect.get(), column.with(|column| column.data_type.clone()));
        let text = dialect.spell_type(&own).sql;
        (text.to_lowercase() != own.to_string())
            .then(|| view! { <span class="quiet">{dialect.label()}": "<span class="mono">{text}</span></span> })
    };
    let field = TextField { label: "Type", suggestions: Some(suggestions), ..TextField::default() };
    view! { <div class="field">{text_field(field, value, set)}{spelled}</div> }.into_any()
}

fn marks(workbench: Workbench, id: Id, table: Memo<Table>, column: Memo<Column>) -> AnyView {
    let name = move || column.with(|column| column.name.clone());
    let in_key = Memo::new(move |_| table.with(|table| table.in_primary_key(&name())));
    let required = Memo::new(move |_| column.with(|column| !column.nullable));
    let unique = Memo::new(move |_| table.with(|table| table.is_unique(&[name()])));
    let sole_key = Memo::new(move |_| table.with(|table| table.key_columns() == [name()]));
    let set_required = move |on: bool| {
        let object = Object::Column(Column { nullable: !on, ..column.get_untracked() });
        let label = format!("Make {} {}", untrack(name), if on { "required" } else { "optional" });
        let _ = workbench.apply(&label, &[Change::Modify { object }]);
    };
    let set_key = move |on: bool| {
        let project = workbench.project.get_untracked();
        let changes = set_in_primary_key(&project.schema, id, on, workbench.fresh_id());
        let label = format!("{} {} the primary key", if on { "Put into" } else { "Take from" }, untrack(name));
        let label = label.replacen(&format!(" {} ", untrack(name)), &format!(" {}: ", untrack(name)), 1);
        let _ = workbench.apply(&label, &changes);
    };
    let set_unique = move |on: bool| {
        let project = workbench.project.get_untracked();
        let table = table.get_untracked();
        let changes = set_unique(&project.schema, &table, &[untrack(name)], on, workbench.fresh_id());
        let label = format!("Make {} {}", untrack(name), if on { "unique" } else { "not unique" });
        let _ = workbench.apply(&label, &changes);
    };
    let key_fixed = move || in_key.get();
    view! {
        <div class="checks">
            {check("Required", move || required.get(), key_fixed, set_required)}
            {check("Unique", move || unique.get(), move || sole_key.get(), set_unique)}
            {check("Primary key", move || in_key.get(), || false, set_key)}
        </div>
    }
    .into_any()
}

/// A box to tick. When `set` leaves the value as it was, the box shows that again.
pub(super) fn check(
    label: &'static str,
    value: impl Fn() -> bool + Send + Sync + Copy + 'static,
    fixed: impl Fn() -> bool + Send + Sync + 'static,
    set: impl Fn(bool) + 'static,
) -> AnyView {
    let input = NodeRef::<leptos::html::Input>::new();
    let change = move |_| {
        let Some(input) = input.get_untracked() else { return };
        set(input.checked());
        input.set_checked(untrack(value));
    };
    view! {
        <label class="check">
            <input type="checkbox" node_ref=input prop:checked=value disabled=fixed on:change=change/><span>{t(label)}</span>
        </label>
    }
    .into_any()
}

fn references(workbench: Workbench, id: Id, table: Memo<Table>, column: Memo<Column>) -> AnyView {
    let keys = Memo::new(move |_| {
        let name = column.with(|column| column.name.clone());
        table.with(|table| {
            let keys = table.foreign_keys.iter().filter(|key| key.columns.contains(&name));
            workbench.project.with(|project| {
                let target = |key: &ForeignKey| {
                    let columns = project.schema.referenced_columns(key).join(", ");
                    (key.id, format!("{}.{columns}", key.references.table))
                };
                keys.map(target).collect::<Vec<_>>()
            })
        })
    });
    let tables = Memo::new(move |_| {
        workbench.project.with(|project| {
            project.schema.tables.iter().map(|table| (table.id, table.name.to_string())).collect::<Vec<_>>()
        })
    });
    let refer = move |event| {
        let Ok(parent) = event_target_value(&event).parse().map(Id) else { return };
        let project = workbench.project.get_untracked();
        let name = column.with_untracked(|column| column.name.clone());
        match reference(&project.schema, id, parent, workbench.fresh_ids()) {
            Ok(changes) => {
                let to = project.schema.name(parent).map(|name| name.to_string()).unwrap_or_default();
                let _ = workbench.apply(&format!("Let {name} refer to {to}"), &changes);
            }
            Err(why) => workbench.fail(format!("{why}.")),
        }
    };
    let shown = move || {
        let keys = keys.get();
        if !keys.is_empty() {
            return keys.into_iter().map(|(id, text)| select_link(workbench, id, text)).collect_view().into_any();
        }
        let options =
            tables.get().into_iter().map(|(id, name)| view! { <option value=id.0.to_string()>{name}</option> });
        view! {
            <select class="in" aria-label=t("References") on:change=refer>
                <option value="">{t("nothing")}</option>
                {options.collect_view()}
            </select>
        }
        .into_any()
    };
    view! { <div class="field"><span class="label">{t("References")}</span>{shown}</div> }.into_any()
}
