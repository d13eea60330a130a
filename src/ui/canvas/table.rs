//! One table of the diagram.

use super::highlight::Lit;
use super::scene::{Level, Placed, Scene};
use crate::erd::{self, Row, TableBox};
use crate::schema::{Id, Severity};
use crate::ui::messages::t;
use crate::ui::problems::Problems;
use leptos::prelude::*;

/// Below this confidence a table carries a warning dot.
const DOUBTFUL: f32 = 0.6;

#[component]
pub fn TableView(scene: Scene, id: Id) -> AnyView {
    let Some(Placed { at, card }) = scene.table(id) else { return ().into_any() };
    let workbench = scene.workbench;
    let problems = expect_context::<Problems>();
    let facts = Memo::new(move |_| workbench.design.with(|project| facts(project, id)));
    let state = Memo::new(move |_| scene.lit().with(|lit| lit.table(id)));
    let rows = Memo::new({
        let card = card.clone();
        move |_| {
            if scene.level() != Level::Everything {
                return Vec::new();
            }
            let card = card.get();
            let became = scene.became.with(|marks| {
                let column = |row: &Row| marks.column(&card.title.full, &row.name.full);
                card.rows.iter().map(column).collect::<Vec<_>>()
            });
            let lit = |lit: &Lit| card.rows.iter().map(|row| lit.column(row.column)).collect::<Vec<_>>();
            scene.lit().with(lit).into_iter().zip(became).collect::<Vec<_>>()
        }
    });
    let card_name = {
        let card = card.clone();
        Memo::new(move |_| card.with(|card| card.title.full.clone()))
    };
    let name = move || card_name.get();
    let place = move || at.with(|at| format!("translate({} {})", at.x, at.y));
    let tint = Memo::new(move |_| scene.annotations.with(|all| all.tints.get(&id).copied()));
    let class = move || {
        let tint = tint.get().map_or(String::new(), |tint| format!(" tinted {}", tint.name()));
        let became = card_name.with(|name| scene.became.with(|marks| marks.table(name)));
        format!("table{}{}{became}{tint}", state.get(), if scene.is_dimmed(id) { " dimmed" } else { "" })
    };
    let tab_index = move || if scene.focus.get() == Some(id) { "0" } else { "-1" };
    let body = {
        let card = card.clone();
        move || {
            let level = scene.level();
            card.with(|card| if level == Level::Everything { body(card) } else { outline(card, level) })
        }
    };
    let width = {
        let card = card.clone();
        Memo::new(move |_| card.with(|card| card.size.width))
    };
    let dot = Memo::new(move |_| {
        let counted = |count: usize| if count == 1 { "1 problem".to_owned() } else { format!("{count} problems") };
        match problems.by_table.with(|tables| tables.get(&id).copied()) {
            Some((Severity::Error, count)) => Some(("doubt bad", counted(count))),
            Some((_, count)) => Some(("doubt", counted(count))),
            None => facts.with(|facts| facts.doubt.clone()).map(|why| ("doubt", why)),
        }
    });
    let alone = Memo::new(move |_| workbench.selection.with(|ids| *ids == [id]));
    let adder = {
        let card = card.clone();
        move || alone.get().then(|| card.with(|card| adder(card)))
    };
    let marked = move || {
        let width = card.with(|card| card.size.width);
        let row = move |(at, (state, became)): (usize, (&'static str, &'static str))| {
            let y = erd::HEADER_HEIGHT + erd::ROW_HEIGHT * at as f64;
            let class = format!("marked{state}{became}");
            view! { <rect class=class x="1" y=y width=width - 2.0 height=erd::ROW_HEIGHT/> }
        };
        let is_marked = |(_, (state, became)): &(usize, (&str, &str))| !(state.is_empty() && became.is_empty());
        rows.get().into_iter().enumerate().filter(is_marked).map(row).collect_view()
    };
    view! {
        <g
            class=class
            transform=place
            data-table=name
            data-id=id.0
            role="group"
            aria-roledescription=t("table")
            aria-label=move || facts.with(|facts| facts.label.clone())
            tabindex=tab_index
        >
            {body}
            <g class="marks">{marked}</g>
            {move || dot.get().map(|(class, why)| mark(width.get() - erd::PADDING - 4.0, class, why))}
            {adder}
        </g>
    }
    .into_any()
}

/// What is said of a table beside its box.
#[derive(Clone, PartialEq)]
struct Facts {
    label: String,
    /// Why the table may not be what was meant.
    doubt: Option<String>,
}

fn facts(project: &crate::project::Project, id: Id) -> Facts {
    let Some(table) = project.schema.table_by_id(id) else { return Facts { label: String::new(), doubt: None } };
    let doubt = project
        .decisions
        .iter()
        .filter(|decision| decision.subject == id && decision.confidence < DOUBTFUL)
        .min_by(|a, b| a.confidence.total_cmp(&b.confidence))
        .map(|decision| format!("Confidence {:.2}: {}", decision.confidence, decision.why));
    let columns = match table.columns.len() {
        1 => "1 column".to_owned(),
        count => format!("{count} columns"),
    };
    let mut parents: Vec<String> = table.foreign_keys.iter().map(|key| key.references.table.to_string()).collect();
    parents.dedup();
    let refers = if parents.is_empty() { String::new() } else { format!(", refers to {}", parents.join(", ")) };
    Facts { label: format!("{}, {columns}{refers}", table.name), doubt }
}

/// The dot in a table's head, with its middle at `x` and its reason as a tooltip.
fn mark(x: f64, class: &'static str, why: String) -> AnyView {
    view! {
        <g>
            <title>{why}</title>
            <circle class=class cx=x cy=erd::HEADER_HEIGHT / 2.0 r="4"/>
        </g>
    }
    .into_any()
}

/// The line below a selected table that adds a column.
fn adder(card: &TableBox) -> AnyView {
    let (width, top) = (card.size.width, card.size.height);
    let middle = top + 1.0 + erd::ROW_HEIGHT / 2.0;
    view! {
        <g class="adder" data-add-column="" data-id=card.id.0>
            <rect y=top + 1.0 width=width height=erd::ROW_HEIGHT rx=erd::CORNER / 2.0/>
            <path d=format!("M{} {middle}h8m-4 -4v8", erd::PADDING + 2.0)/>
            <text x=card.name_x y=middle + 4.0>{t("Add column")}</text>
        </g>
    }
    .into_any()
}

/// A table seen from afar: its box, and its name as large as it fits.
fn outline(card: &TableBox, level: Level) -> AnyView {
    let (width, height) = (card.size.width, card.size.height);
    let name = (level == Level::Names).then(|| {
        // A letter of the name is about 0.62 of the type size wide.
        let letters = erd::cells(&card.title.text).max(1) as f64;
        let size = ((width - 2.0 * erd::PADDING) / (letters * 0.62)).min(44.0).min(height * 0.7);
        view! {
            <text class="far-name" x=width / 2.0 y=height / 2.0 + size * 0.35 text-anchor="middle" font-size=size>
                {card.title.text.clone()}
            </text>
        }
    });
    view! {
        <g>
            <rect class="card far" width=width height=height rx=erd::CORNER/>
            {name}
            <rect class="frame" width=width height=height rx=erd::CORNER/>
        </g>
    }
    .into_any()
}

fn body(card: &TableBox) -> AnyView {
    let (width, height) = (card.size.width, card.size.height);
    let r = erd::CORNER;
    let head =
        format!("M0 {h}V{r}A{r} {r} 0 0 1 {r} 0H{}A{r} {r} 0 0 1 {width} {r}V{h}Z", width - r, h = erd::HEADER_HEIGHT);
    let rows = card.rows.iter().enumerate().map(|(at, row)| row_view(card, at, row)).collect_view();
    let cut = card.title.is_cut().then(|| view! { <title>{card.title.full.clone()}</title> });
    view! {
        <g>
            {cut}
            <rect class="card" width=width height=height rx=r/>
            <path class="head" d=head/>
            <path class="rule" d=format!("M0 {}H{width}", erd::HEADER_HEIGHT)/>
            <text class="name" x=erd::PADDING y=erd::HEADER_HEIGHT / 2.0 + 4.5>
                {card.title.text.clone()}
            </text>
            {rows}
            <rect class="frame" width=width height=height rx=r/>
        </g>
    }
    .into_any()
}

fn row_view(card: &TableBox, at: usize, row: &Row) -> AnyView {
    let middle = erd::row_y(at);
    let full = format!("{} {}", row.name.full, row.data_type.full);
    let cut = (row.name.is_cut() || row.data_type.is_cut()).then(|| view! { <title>{full}</title> });
    view! {
        <g class="row" data-column=format!("{}.{}", card.title.full, row.name.full) data-id=row.column.0>
            {cut}
            <rect x="1" y=middle - erd::ROW_HEIGHT / 2.0 width=card.size.width - 2.0 height=erd::ROW_HEIGHT/>
            {marks(row, middle)}
            <text class="col" x=card.name_x y=middle + 4.0>{row.name.text.clone()}</text>
            <text class="type" x=card.type_x y=middle + 4.0 text-anchor="end">{row.data_type.text.clone()}</text>
        </g>
    }
    .into_any()
}

/// The symbols in front of a column's name: key, link, U, and a dot where the column must have a value.
fn marks(row: &Row, middle: f64) -> AnyView {
    let mut x = erd::PADDING;
    let y = middle - 6.0;
    let mut icons = Vec::new();
    if row.marks.primary {
        icons.push(view! { <use href="#mark-key" class="mark key" x=x y=y width="12" height="12"/> }.into_any());
        x += erd::MARK_WIDTH - 4.0;
    }
    if row.marks.foreign {
        icons.push(view! { <use href="#mark-link" class="mark link" x=x y=y width="12" height="12"/> }.into_any());
    } else if row.marks.unique {
        icons.push(view! { <text class="mark unique" x=x + 2.0 y=middle + 3.5>"U"</text> }.into_any());
    } else if row.marks.not_null && !row.marks.primary {
        icons.push(view! { <circle class="mark required" cx=x + 6.0 cy=middle r="1.5"/> }.into_any());
    }
    icons.into_any()
}
