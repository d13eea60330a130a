//! The fields of an element, drawn from what can be written about it.

use super::column::check;
use crate::project::facts::{self, CHECKED, Field, Shape, YES};
use crate::schema::{Id, Object};
use crate::ui::messages::t;
use crate::ui::state::Workbench;
use crate::ui::widgets::{Icon, TextField, choice, icon, text_field};
use leptos::prelude::*;

/// All fields of an element, one below the other.
pub fn fields(workbench: Workbench, id: Id) -> AnyView {
    let object = Memo::new(move |_| workbench.project.with(|project| project.schema.object(id)));
    // A computed column has other fields than a numbered one, and an edit can make the one the other.
    let all = Memo::new(move |_| object.with(|object| object.as_ref().map(facts::fields).unwrap_or_default().to_vec()));
    view! { <For each=move || all.get() key=|field| *field as u8 let:field>{one(workbench, object, field)}</For> }
        .into_any()
}

/// The fields that most people never need, behind a line that opens them.
pub fn more(workbench: Workbench, id: Id) -> AnyView {
    view! {
        <details class="more">
            <summary class="quiet">{icon(Icon::Right)}{t("More")}</summary>
            <div class="group">{fields(workbench, id)}</div>
        </details>
    }
    .into_any()
}

fn one(workbench: Workbench, object: Memo<Option<Object>>, field: Field) -> AnyView {
    let value = move || object.with(|o| o.as_ref().map(|o| facts::read(o, field)).unwrap_or_default());
    let set = move |text: String| {
        let Some(before) = object.get_untracked() else { return };
        let project = workbench.project.get_untracked();
        match facts::write(&project.schema, &before, field, &text, project.dialect) {
            Ok(change) => {
                let label = format!("{} of {} {}", label(field), before.kind(), before.label());
                let _ = workbench.apply(&label, &[change]);
            }
            Err(why) => workbench.fail(format!("{why}.")),
        }
    };
    let label = label(field);
    let lines = field.shape() == Shape::Lines;
    match field.shape() {
        Shape::Flag => {
            let set = move |on: bool| set(if on { YES.to_owned() } else { String::new() });
            check(label, move || value() == YES, || false, set)
        }
        Shape::Checked => {
            let words = [t("at once"), t("at once, can be deferred"), t("at commit")];
            let options = CHECKED.into_iter().zip(words.map(str::to_owned)).collect();
            let now = move || CHECKED.into_iter().find(|words| *words == value()).unwrap_or(CHECKED[0]);
            choice(t(label), options, now, move |chosen| set(chosen.to_owned()))
        }
        shape => {
            let placeholder = example(field);
            let field =
                TextField { label, placeholder, prose: shape == Shape::Prose, code: lines, ..TextField::default() };
            text_field(field, value, set)
        }
    }
}

fn label(field: Field) -> &'static str {
    LABELS.iter().find(|own| own.of == field).map_or("", |own| own.label)
}

struct Label {
    of: Field,
    label: &'static str,
}

/// What the fields are called. The page shows it in its own language, the history in English.
const LABELS: [Label; 24] = [
    Label { of: Field::Name, label: "Name" },
    Label { of: Field::Columns, label: "Columns" },
    Label { of: Field::Condition, label: "Condition" },
    Label { of: Field::Unique, label: "Unique" },
    Label { of: Field::Method, label: "Method" },
    Label { of: Field::Include, label: "Stored beside the key" },
    Label { of: Field::Where, label: "Only rows where" },
    Label { of: Field::NullsEqual, label: "Empty values count as equal" },
    Label { of: Field::Checked, label: "Checked" },
    Label { of: Field::Elements, label: "No two rows may have" },
    Label { of: Field::Values, label: "Values" },
    Label { of: Field::Type, label: "Type" },
    Label { of: Field::Required, label: "Required" },
    Label { of: Field::Default, label: "Default" },
    Label { of: Field::Query, label: "Query" },
    Label { of: Field::Materialized, label: "Its rows are stored" },
    Label { of: Field::Stored, label: "The computed value is stored" },
    Label { of: Field::Collation, label: "Collation" },
    Label { of: Field::Start, label: "Starts at" },
    Label { of: Field::Step, label: "Counts by" },
    Label { of: Field::PartitionedBy, label: "Partitioned by" },
    Label { of: Field::Partitions, label: "Partitions" },
    Label { of: Field::Options, label: "Options of the database" },
    Label { of: Field::Comment, label: "Comment" },
];

/// An example, shown while the field is empty.
fn example(field: Field) -> &'static str {
    match field {
        Field::Name => "the database chooses",
        Field::Columns => "a, b DESC, lower(c)",
        Field::Method => "btree",
        Field::Where => "status = 'open'",
        Field::Collation => "de_DE",
        Field::PartitionedBy => "range (created_at)",
        Field::Partitions => "name FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
        Field::Options => "ENGINE = InnoDB",
        Field::Elements => "room WITH =, during WITH &&",
        Field::Values => "a value a line",
        _ => "",
    }
}
