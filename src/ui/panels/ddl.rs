//! The DDL of the schema in the chosen dialect, coloured, with a click that selects what a statement makes.

use super::asking::Asking;
use super::highlight;
use crate::schema::{Id, Schema};
use crate::sql;
use crate::ui::messages::t;
use crate::ui::model::Place;
use crate::ui::state::Workbench;
use crate::ui::widgets::{Icon, icon};
use crate::web::worker::Job;
use crate::web::{clipboard, conversion, engine};
use leptos::html::Div;
use leptos::prelude::*;
use std::time::Duration;

/// CSS pixels; `.ddl .line` has the same.
const LINE_HEIGHT: f64 = 20.0;

/// Lines kept above and below what is visible, so that scrolling shows no gaps.
const MARGIN: usize = 120;

/// One statement with its terminator, and the number of its first line, from 0.
#[derive(Debug, Clone, PartialEq)]
struct Block {
    sql: String,
    subject: Option<Id>,
    first_line: usize,
    line_count: usize,
}

fn blocks(rendered: &sql::Rendered) -> Vec<Block> {
    let mut first_line = 0;
    let block = |statement: &sql::Statement| {
        let sql = format!("{};\n", statement.sql);
        let line_count = sql.matches('\n').count() + 1;
        let block = Block { sql, subject: statement.subject, first_line, line_count };
        first_line += line_count;
        block
    };
    rendered.statements.iter().map(block).collect()
}

/// Whether there is nothing to write a statement for.
fn is_blank(schema: &Schema) -> bool {
    let Schema { tables, views, enums, domains, sequences, opaque, .. } = schema;
    tables.is_empty()
        && views.is_empty()
        && enums.is_empty()
        && domains.is_empty()
        && sequences.is_empty()
        && opaque.is_empty()
}

#[component]
pub fn Ddl() -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    let asking = Asking::<conversion::Script>::new();
    asking.keep(workbench, move || {
        let project = workbench.design.get();
        (!is_blank(&project.schema))
            .then(|| Job::Render { schema: Box::new(project.schema.clone()), dialect: project.dialect })
    });
    let blocks = Memo::new(move |_| {
        asking.found.with(|found| found.as_ref().map(|script| blocks(&script.rendered)).unwrap_or_default())
    });
    let report = Place::new();
    report.keep_drawn();
    Effect::new(move |_| {
        report
            .view
            .set(asking.found.with(|found| found.as_ref().map(|script| script.report.clone())).unwrap_or_default());
    });
    view! {
        <div class="ddl-pane" aria-busy=move || asking.busy.get().to_string()>
            <div node_ref=report.root></div>
            {Script(ScriptProps { blocks }).into_any()}
        </div>
    }
}

/// The button that copies the whole script.
#[component]
pub fn CopyDdl() -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    let copied = RwSignal::new(false);
    let copy = move |_| {
        let project = Box::new((*workbench.project.get_untracked()).clone());
        let work = clipboard::copy_when(async move {
            engine::ask::<String>(&Job::Export { project, format: "sql".to_owned() }).await
        });
        leptos::task::spawn_local(async move {
            match work.await {
                Ok(()) => {
                    copied.set(true);
                    set_timeout(move || copied.set(false), Duration::from_secs(2));
                }
                Err(why) => workbench.fail(format!("The DDL was not copied: {why}.")),
            }
        });
    };
    view! {
        <button class="btn small" on:click=copy>
            {move || if copied.get() { icon(Icon::Check) } else { icon(Icon::Copy) }}
            <span role="status">{move || if copied.get() { "Copied" } else { "Copy" }}</span>
        </button>
    }
}

/// The script itself. Only what is near the visible part is in the document: a large schema has 10,000 lines.
#[component]
fn Script(blocks: Memo<Vec<Block>>) -> impl IntoView {
    let workbench = expect_context::<Workbench>();
    let scroller = NodeRef::<Div>::new();
    let (top, set_top) = signal(0.0);
    let (height, set_height) = signal(600.0);
    let measure = move || {
        if let Some(element) = scroller.get_untracked() {
            set_top.set(f64::from(element.scroll_top()));
            set_height.set(f64::from(element.client_height()));
        }
    };
    let window = Memo::new(move |_| {
        let first = ((top.get() / LINE_HEIGHT) as usize).saturating_sub(MARGIN);
        let last = ((top.get() + height.get()) / LINE_HEIGHT) as usize + MARGIN;
        blocks.with(|blocks| {
            let from = blocks.partition_point(|block| block.first_line + block.line_count <= first);
            let to = blocks.partition_point(|block| block.first_line < last);
            (from, to.max(from))
        })
    });
    // What is selected elsewhere comes into view here.
    Effect::new(move |_| {
        let selected = workbench.selection.with(|ids| ids.last().copied());
        let table = selected.and_then(|id| {
            workbench.project.with_untracked(|project| project.schema.table_of(id).map(|table| table.id))
        });
        let Some(element) = scroller.get().filter(|_| table.is_some()) else { return };
        blocks.with_untracked(|blocks| {
            if let Some(block) = blocks.iter().find(|block| block.subject == table) {
                let (first, last) = (block.first_line, block.first_line + block.line_count);
                let (top, height) = (f64::from(element.scroll_top()), f64::from(element.client_height()));
                if first as f64 * LINE_HEIGHT > top + height - 3.0 * LINE_HEIGHT || (last as f64) * LINE_HEIGHT < top {
                    element.set_scroll_top((first as f64 * LINE_HEIGHT) as i32);
                }
            }
        });
    });
    let lines = move || blocks.with(|blocks| blocks.last().map_or(0, |block| block.first_line + block.line_count));
    let shown = move || {
        let (from, to) = window.get();
        blocks.with(|blocks| {
            blocks.get(from..to).unwrap_or_default().iter().map(|block| statement(workbench, block)).collect_view()
        })
    };
    let offset = move || {
        let first = blocks.with(|blocks| blocks.get(window.get().0).map_or(0, |block| block.first_line));
        format!("transform:translateY({}px)", first as f64 * LINE_HEIGHT)
    };
    view! {
        <div class="ddl" node_ref=scroller on:scroll=move |_| measure() tabindex="0" aria-label=t("DDL")>
            <Show when=move || lines() == 0>
                <p class="empty-pane">{t("The statements appear here as soon as there is a table.")}</p>
            </Show>
            <div style=move || format!("height:{}px", lines() as f64 * LINE_HEIGHT)>
                <div class="window" style=offset>{shown}</div>
            </div>
        </div>
    }
}

fn statement(workbench: Workbench, block: &Block) -> impl IntoView + use<> {
    let subject = block.subject;
    let lines = highlight::lines(block.sql.trim_end_matches('\n')).into_iter().chain([Vec::new()]);
    let numbered = lines.zip(block.first_line + 1..).map(|(pieces, number)| {
        let pieces = pieces.into_iter().map(|(paint, text)| view! { <span class=paint.class()>{text}</span> });
        view! { <span class="line"><span class="ln" aria-hidden="true">{number}</span>{pieces.collect_view()}</span> }
    });
    let selected = move || {
        subject.is_some_and(|id| {
            workbench.selection.with(|ids| {
                workbench.project.with(|project| {
                    ids.iter().any(|selected| project.schema.table_of(*selected).is_some_and(|table| table.id == id))
                })
            })
        })
    };
    let choose = move |_| {
        if subject.is_some() {
            workbench.select(subject);
        }
    };
    view! { <div class="stmt" class:selected=selected on:click=choose>{numbered.collect_view()}</div> }
}
