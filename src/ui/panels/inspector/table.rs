//! A table: name, comment, columns, keys, indexes, checks.

use super::edits::foreign_key;
use super::{drop_button, fields, reasons, statements, title};
use crate::project;
use crate::project::facts::column_list;
use crate::schema::*;
use crate::ui::messages::t;
use crate::ui::state::Workbench;
use crate::ui::widgets::{Icon, TextField, icon, text_field};
use leptos::prelude::*;

pub fn inspector(workbench: Workbench, id: Id) -> AnyView {
    let table = Memo::new(move |_| {
        workbench.project.with(|project| project.schema.table_by_id(id).cloned()).unwrap_or_default()
    });
    let name = move || table.with(|table| table.name.name.clone());
    let rename = move |text: String| {
        let namespace = table.with_untracked(|table| table.name.namespace.clone());
        let change = Change::Rename { id, name: QualifiedName { namespace, name: text.clone() } };
        let _ = workbench.apply(&format!("Rename {} to {text}", untrack(name)), &[change]);
    };
    let comment = move || table.with(|table| table.comment.clone().unwrap_or_default());
    let set_comment = move |text: String| {
        let comment = Some(text).filter(|text| !text.is_empty());
        let object = Object::Table(Table { comment, ..table.get_untracked() });
        let _ = workbench.apply(&format!("Comment on {}", untrack(name)), &[Change::Modify { object }]);
    };
    view! {
        {title(workbench, "Table")}
        {text_field(TextField { label: "Name", ..TextField::default() }, name, rename)}
        {text_field(
            TextField { label: "Comment", placeholder: "What a row of this table is", prose: true, ..TextField::default() },
            comment,
            set_comment,
        )}
        {columns(workbench, id, table)}
        {parts(workbench, id, table)}
        {fields::more(workbench, id)}
        {reasons::reasons(workbench, id)}
        {drop_button(workbench, id, "Delete this table")}
    }
    .into_any()
}

fn columns(workbench: Workbench, id: Id, table: Memo<Table>) -> AnyView {
    let ids = Memo::new(move |_| table.with(|table| table.columns.iter().map(|c| c.id).collect::<Vec<_>>()));
    let dialect = Memo::new(move |_| workbench.project.with(|project| project.dialect));
    let add = move |text: String| {
        let project = workbench.project.get_untracked();
        let Some(table) = project.schema.table_by_id(id) else { return };
        let lines = project::columns_of(&text);
        match project::add_columns(&project.schema, table, &lines, dialect.get_untracked()) {
            Ok(edit) => {
                let _ = workbench.apply(&edit.label, &edit.changes);
            }
            Err(why) => workbench.fail(format!("{why}.")),
        }
    };
    view! {
        <div class="group">
            <div class="row"><h2>{t("Columns")}</h2><span class="badge">{move || ids.with(Vec::len)}</span></div>
            <ul class="items">
                <For each=move || ids.get() key=|id| *id let:column>{column_row(workbench, table, column)}</For>
            </ul>
            {text_field(
                TextField {
                    label: "Add a column",
                    placeholder: "name type; several with commas or pasted lines",
                    clears: true,
                    prose: true,
                    ..TextField::default()
                },
                String::new,
                add,
            )}
        </div>
    }
    .into_any()
}

/// What a dragged column is called while it is dragged.
const COLUMN: &str = "application/x-column";

fn column_row(workbench: Workbench, table: Memo<Table>, id: Id) -> AnyView {
    let facts = Memo::new(move |_| {
        table.with(|table| {
            let place = table.columns.iter().position(|column| column.id == id)?;
            let column = &table.columns[place];
            let key = match (table.in_primary_key(&column.name), table.in_foreign_key(&column.name)) {
                (true, _) => Some(Icon::Key),
                (_, true) => Some(Icon::Link),
                _ => None,
            };
            let optional = if column.nullable { "?" } else { "" };
            Some((column.name.clone(), format!("{}{optional}", column.data_type), key, place, table.columns.len()))
        })
    });
    let name = move || facts.with(|facts| facts.as_ref().map(|f| f.0.clone()).unwrap_or_default());
    let data_type = move || facts.with(|facts| facts.as_ref().map(|f| f.1.clone()));
    let mark = move || match facts.with(|facts| facts.as_ref().and_then(|f| f.2)) {
        Some(Icon::Key) => view! { <span class="mark key" title=t("Primary key")>{icon(Icon::Key)}</span> }.into_any(),
        Some(_) => view! { <span class="mark link" title=t("Foreign key")>{icon(Icon::Link)}</span> }.into_any(),
        None => view! { <span class="mark"></span> }.into_any(),
    };
    let shift = move |by: isize| {
        let Some((name, _, _, place, _)) = facts.get_untracked() else { return };
        let change = Change::Move { id, at: place.saturating_add_signed(by) };
        let _ = workbench.apply(&format!("Move column {name}"), &[change]);
    };
    let place = move || facts.with_untracked(|facts| facts.as_ref().map_or(0, |facts| facts.3));
    let over = RwSignal::new(false);
    let begin = move |event: leptos::ev::DragEvent| {
        if let Some(data) = event.data_transfer() {
            let _ = data.set_data(COLUMN, &id.0.to_string());
            data.set_effect_allowed("move");
        }
    };
    let carries = |event: &leptos::ev::DragEvent| {
        event
            .data_transfer()
            .is_some_and(|data| data.types().iter().any(|kind| kind.as_string().as_deref() == Some(COLUMN)))
    };
    let enter = move |event: leptos::ev::DragEvent| {
        if carries(&event) {
            event.prevent_default();
            over.set(true);
        }
    };
    let dropped = move |event: leptos::ev::DragEvent| {
        over.set(false);
        let moved = event.data_transfer().and_then(|data| data.get_data(COLUMN).ok()).and_then(|id| id.parse().ok());
        let Some(moved) = moved.map(Id).filter(|moved| *moved != id) else { return };
        event.prevent_default();
        event.stop_propagation();
        let change = Change::Move { id: moved, at: place() };
        let _ = workbench.apply("Move a column", &[change]);
    };
    let first = move || facts.with(|facts| facts.as_ref().is_none_or(|f| f.3 == 0));
    let last = move || facts.with(|facts| facts.as_ref().is_none_or(|f| f.3 + 1 == f.4));
    view! {
        <li class="item" class:goal=move || over.get() draggable="true" on:dragstart=begin on:dragover=enter
            on:dragleave=move |_| over.set(false) on:drop=dropped
            on:pointerenter=move |_| workbench.hovered.set(Some(id)) on:pointerleave=move |_| workbench.hovered.set(None)>
            <button class="item-main" on:click=move |_| workbench.select(Some(id))>
                {mark}<span class="mono name">{name}</span><span class="mono type">{data_type}</span>
            </button>
            <span class="item-actions">
                <button class="btn square small plain" disabled=first on:click=move |_| shift(-1)
                    aria-label=move || format!("Move {} up", name())>{icon(Icon::Up)}</button>
                <button class="btn square small plain" disabled=last on:click=move |_| shift(1)
                    aria-label=move || format!("Move {} down", name())>{icon(Icon::Down)}</button>
                <button class="btn square small plain" on:click=move |_| workbench.drop_elements(&[id])
                    aria-label=move || format!("Delete {}", name())>{icon(Icon::Bin)}</button>
            </span>
        </li>
    }
    .into_any()
}

/// A key, check or index in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    id: Id,
    kind: &'static str,
    text: String,
}

/// Statements that belong to a table, in a word.
fn kind_of(kind: &str) -> &'static str {
    match kind {
        "policy" => "policy",
        "trigger" => "trigger",
        "rule" => "rule",
        _ => "other",
    }
}

fn lines(table: &Table) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = |id: Id, kind: &'static str, text: String| lines.push(Line { id, kind, text });
    if let Some(key) = &table.primary_key {
        line(key.id, "primary", key.columns.join(", "));
    }
    for key in &table.uniques {
        line(key.id, "unique", key.columns.join(", "));
    }
    for key in &table.foreign_keys {
        line(key.id, "foreign", format!("{} → {}", key.columns.join(", "), key.references.table));
    }
    for check in &table.checks {
        line(check.id, "check", check.expression.to_string());
    }
    for exclusion in &table.exclusions {
        let elements = exclusion.elements.iter().map(|e| format!("{} {}", e.expression, e.operator));
        line(exclusion.id, "exclude", elements.collect::<Vec<_>>().join(", "));
    }
    for index in &table.indexes {
        let keys = index.keys.iter().map(|key| match &key.part {
            IndexPart::Column(name) => name.clone(),
            IndexPart::Expression(expression) => expression.to_string(),
        });
        let kind = if index.unique { "unique index" } else { "index" };
        line(index.id, kind, keys.collect::<Vec<_>>().join(", "));
    }
    lines
}

fn parts(workbench: Workbench, id: Id, table: Memo<Table>) -> AnyView {
    let all = Memo::new(move |_| {
        let mut all = table.with(lines);
        let name = table.with(|table| table.name.clone());
        workbench.project.with(|project| {
            let own = project.schema.opaque.iter().filter(|o| o.table.as_ref() == Some(&name));
            all.extend(own.map(|o| Line { id: o.id, kind: kind_of(&o.kind), text: statements::name(o) }));
        });
        all
    });
    let row = move |line: Line| {
        let Line { id, kind, text } = line;
        let label = format!("Delete {kind} {text}");
        view! {
            <li class="item" on:pointerenter=move |_| workbench.hovered.set(Some(id))
                on:pointerleave=move |_| workbench.hovered.set(None)>
                <button class="item-main" on:click=move |_| workbench.select(Some(id))>
                    <span class="kind">{kind}</span><span class="mono name">{text}</span>
                </button>
                <span class="item-actions">
                    <button class="btn square small plain" aria-label=label
                        on:click=move |_| workbench.drop_elements(&[id])>{icon(Icon::Bin)}</button>
                </span>
            </li>
        }
    };
    let add = move |what: &'static str, text: String| {
        let table = table.get_untracked();
        let columns = || column_list(&table, &text);
        let id_of_part = workbench.fresh_id();
        let object = match what {
            "Check" => Ok(Object::Check(Check::new(id_of_part, Expression::new(&text)))),
            "Foreign" => foreign_key(&workbench.project.get_untracked().schema, &table, id_of_part, &text)
                .map(Object::ForeignKey),
            "Index" => columns().map(|names| {
                Object::Index(Index::on(id_of_part, &names.iter().map(String::as_str).collect::<Vec<_>>()))
            }),
            _ => columns().map(|columns| Object::Unique(Unique::on(id_of_part, columns))),
        };
        match object {
            Ok(object) => {
                let label = format!("Add {} {text} to {}", object.kind(), table.name);
                let _ = workbench.apply(&label, &[Change::Add { parent: Some(id), object, at: None }]);
            }
            Err(why) => workbench.fail(format!("{why}.")),
        }
    };
    let what = RwSignal::new("Unique");
    let kinds = ["Unique", "Index", "Foreign", "Check"].map(|kind| {
        view! {
            <button role="radio" aria-checked=move || (what.get() == kind).to_string() on:click=move |_| what.set(kind)>
                {kind}
            </button>
        }
    });
    let hint = move || match what.get() {
        "Check" => "price >= 0",
        "Foreign" => "column, column -> table",
        _ => "column, column",
    };
    let entry = NodeRef::<leptos::html::Input>::new();
    let enter = move |event: leptos::ev::KeyboardEvent| {
        if let ("Enter", Some(input)) = (event.key().as_str(), entry.get_untracked())
            && !input.value().trim().is_empty()
        {
            add(what.get_untracked(), input.value().trim().to_owned());
            input.set_value("");
        }
    };
    view! {
        <div class="group">
            <div class="row">
                <h2>{t("Keys, checks, indexes")}</h2><span class="badge">{move || all.with(Vec::len)}</span>
            </div>
            <ul class="items">{move || all.get().into_iter().map(row).collect_view()}</ul>
            <div class="adder">
                <div class="seg" role="radiogroup" aria-label=t("What to add")>{kinds.collect_view()}</div>
                <input class="in" node_ref=entry aria-label=t("Columns or condition") placeholder=hint spellcheck="false"
                    autocomplete="off" on:keydown=enter/>
            </div>
        </div>
    }
    .into_any()
}
