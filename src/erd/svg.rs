//! The whole diagram as a self-contained SVG file.

use super::annotation::{self, Annotations, Note, Tint};
use super::{
    CORNER, Edge, HEADER_HEIGHT, MARK_WIDTH, Marks, PADDING, Point, Positions, ROW_HEIGHT, Rect, Row, TableBox, route,
    row_y, sentence, symbol, table_box,
};
use crate::schema::{ForeignKey, Id, Schema};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fmt::Write;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    #[default]
    Light,
    Dark,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SvgOptions {
    pub theme: Theme,
    /// Space around the drawing.
    pub margin: f64,
    /// Whether the background is filled; otherwise it is transparent.
    pub background: bool,
}

impl Default for SvgOptions {
    fn default() -> Self {
        Self { theme: Theme::Light, margin: 40.0, background: true }
    }
}

/// The page's tokens, as far as the diagram uses them.
struct Palette {
    background: &'static str,
    panel: &'static str,
    sunk: &'static str,
    line: &'static str,
    ink: &'static str,
    faint: &'static str,
    key: &'static str,
    link: &'static str,
}

const LIGHT: Palette = Palette {
    background: "#f6f7f9",
    panel: "#ffffff",
    sunk: "#f0f2f5",
    line: "#cdd3db",
    ink: "#1b2430",
    faint: "#6b7685",
    key: "#a86a00",
    link: "#3457d5",
};

const DARK: Palette = Palette {
    background: "#12161c",
    panel: "#191f27",
    sunk: "#141920",
    line: "#3a4552",
    ink: "#e6ebf2",
    faint: "#8a96a5",
    key: "#e3a644",
    link: "#7d9bff",
};

const SANS: &str = "Inter, 'Segoe UI', system-ui, -apple-system, 'Helvetica Neue', Arial, sans-serif";
const MONO: &str = "'JetBrains Mono', ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

/// Draws every table that has a position, the edges between them, and what is drawn beside them.
pub fn svg(schema: &Schema, positions: &Positions, annotations: &Annotations, options: &SvgOptions) -> String {
    let palette = if options.theme == Theme::Light { &LIGHT } else { &DARK };
    let boxes: Vec<(TableBox, Point)> =
        schema.tables.iter().filter_map(|t| positions.get(&t.id).map(|at| (table_box(t), *at))).collect();
    let edges = route(schema, positions);
    let tables = boxes.iter().map(|(drawn, at)| drawn.at(*at));
    let lines = edges.iter().flat_map(|edge| edge.points.windows(2)).map(|pair| Rect::between(pair[0], pair[1]));
    let grounds: Vec<Option<Rect>> = annotations.areas.iter().map(|area| ground(&area.tables, &boxes)).collect();
    let notes = annotations.notes.iter().map(|note| Rect::new(note.at, note.size));
    let key = annotations.key();
    let mut view = Rect::around(tables.chain(lines).chain(grounds.iter().flatten().copied()).chain(notes));
    let key_at = view.map(|view| Point::new(view.left(), view.bottom() + 24.0)).filter(|_| !key.is_empty());
    if let (Some(view), Some(_)) = (&mut view, key_at) {
        view.size.height += 24.0 + KEY_LINE * key.len() as f64;
        view.size.width = view.size.width.max(200.0);
    }
    let view = view.unwrap_or_default().grown(options.margin);
    let Rect { origin, size } = view;

    let mut out = String::new();
    let _ = write!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="{} {} {} {}" width="{}" height="{}" role="img">"#,
        origin.x, origin.y, size.width, size.height, size.width, size.height
    );
    let _ = write!(out, "<title>{}</title>", summary(boxes.len(), edges.len()));
    style(&mut out, palette);
    tint_style(&mut out, annotations, options.theme);
    if options.background {
        let _ = write!(
            out,
            r#"<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>"#,
            origin.x, origin.y, size.width, size.height, palette.background
        );
    }
    for (area, ground) in annotations.areas.iter().zip(&grounds) {
        if let Some(ground) = ground {
            draw_area(&mut out, area.tint, &area.title, *ground);
        }
    }
    let keys: HashMap<Id, &ForeignKey> =
        schema.tables.iter().flat_map(|table| &table.foreign_keys).map(|key| (key.id, key)).collect();
    for edge in &edges {
        let label = keys.get(&edge.id).map(|key| sentence(schema, key)).unwrap_or_default();
        draw_edge(&mut out, edge, &label);
    }
    for (drawn, at) in &boxes {
        draw_table(&mut out, drawn, *at, annotations.tints.get(&drawn.id).copied());
    }
    annotations.notes.iter().for_each(|note| draw_note(&mut out, note));
    if let Some(at) = key_at {
        draw_key(&mut out, &key, at);
    }
    out.push_str("</svg>\n");
    out
}

/// Height of a line of the legend.
const KEY_LINE: f64 = 22.0;

pub(super) fn ground(tables: &[Id], boxes: &[(TableBox, Point)]) -> Option<Rect> {
    annotation::area_rect(boxes.iter().filter(|(drawn, _)| tables.contains(&drawn.id)).map(|(drawn, at)| drawn.at(*at)))
}

/// The colours that are used.
fn tint_style(out: &mut String, annotations: &Annotations, theme: Theme) {
    if annotations.is_empty() {
        return;
    }
    let tints = annotations.areas.iter().map(|area| area.tint).chain(annotations.notes.iter().map(|note| note.tint));
    let used: std::collections::BTreeSet<Tint> = tints.chain(annotations.tints.values().copied()).collect();
    out.push_str("<style>");
    for tint in used {
        let _ = write!(out, ".{}{{color:{}}}", tint.name(), tint.hex()[usize::from(theme == Theme::Dark)]);
    }
    out.push_str(
        ".ground{fill:currentColor;fill-opacity:.07;stroke:currentColor;stroke-opacity:.4}.area{fill:currentColor}\
         .note{fill:currentColor;fill-opacity:.12;stroke:currentColor;stroke-opacity:.45}\
         .tint{fill:currentColor;fill-opacity:.2}.swatch{fill:currentColor}</style>",
    );
}

fn draw_area(out: &mut String, tint: Tint, title: &str, ground: Rect) {
    let Rect { origin, size } = ground;
    let _ = write!(
        out,
        r#"<g class="{}"><rect class="ground" x="{}" y="{}" width="{}" height="{}" rx="12"/><text class="area name" style="fill:currentColor" x="{}" y="{}">{}</text></g>"#,
        tint.name(),
        origin.x,
        origin.y,
        size.width,
        size.height,
        origin.x + annotation::AREA_MARGIN,
        origin.y + 24.0,
        escaped(title)
    );
}

fn draw_note(out: &mut String, note: &Note) {
    let _ = write!(
        out,
        r#"<g transform="translate({} {})"><rect class="note {}" width="{}" height="{}" rx="6"/>"#,
        note.at.x,
        note.at.y,
        note.tint.name(),
        note.size.width,
        note.size.height
    );
    for (at, line) in annotation::note_lines(note).iter().enumerate() {
        let y = annotation::NOTE_PADDING + annotation::NOTE_LINE * at as f64 + 12.0;
        let _ = write!(out, r#"<text class="text" x="{}" y="{y}">{}</text>"#, annotation::NOTE_PADDING, escaped(line));
    }
    out.push_str("</g>");
}

fn draw_key(out: &mut String, key: &[(Tint, &str)], at: Point) {
    for (line, (tint, text)) in key.iter().enumerate() {
        let y = at.y + KEY_LINE * line as f64;
        let text = if text.is_empty() { tint.name() } else { text };
        let _ = write!(
            out,
            r#"<rect class="swatch {}" x="{}" y="{y}" width="14" height="14" rx="3"/><text class="text" x="{}" y="{}">{}</text>"#,
            tint.name(),
            at.x,
            at.x + 22.0,
            y + 12.0,
            escaped(text)
        );
    }
}

fn summary(tables: usize, relationships: usize) -> String {
    let count = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
    format!("Entity-relationship diagram: {}, {}", count(tables, "table"), count(relationships, "relationship"))
}

fn style(out: &mut String, palette: &Palette) {
    let Palette { background, panel, sunk, line, ink, faint, key, link } = palette;
    let _ = write!(
        out,
        "<style>.card{{fill:{panel}}}.frame{{fill:none;stroke:{line}}}.head{{fill:{sunk}}}\
         .name{{font:600 13px {SANS};fill:{ink}}}.text{{font:12.5px {SANS};fill:{ink}}}.col{{font:12px {MONO};fill:{ink}}}\
         .type{{font:11px {MONO};fill:{faint};text-anchor:end}}.u{{font:600 9px {SANS};fill:{faint}}}\
         .pk,.fk{{fill:none;stroke-width:1.4}}.pk{{stroke:{key}}}.fk{{stroke:{link};stroke-linecap:round}}\
         .edge path,.edge circle{{fill:none;stroke:{faint};stroke-width:1.4}}.edge circle{{fill:{background}}}</style>"
    );
}

fn draw_edge(out: &mut String, edge: &Edge, label: &str) {
    let _ = write!(out, r#"<g class="edge"><title>{}</title><path d="{}"/>"#, escaped(label), edge.path());
    for end in [&edge.child, &edge.parent] {
        let drawn = symbol(end);
        let _ = write!(out, r#"<path d="{}"/>"#, drawn.path);
        if let Some(ring) = drawn.ring {
            let _ = write!(out, r#"<circle cx="{}" cy="{}" r="{}"/>"#, ring.x, ring.y, drawn.radius);
        }
    }
    out.push_str("</g>");
}

fn draw_table(out: &mut String, drawn: &TableBox, at: Point, tint: Option<Tint>) {
    let (width, height) = (drawn.size.width, drawn.size.height);
    let _ = write!(out, r#"<g transform="translate({} {})">"#, at.x, at.y);
    let _ = write!(out, "<title>{}</title>", escaped(&drawn.title.full));
    let _ = write!(out, r#"<rect class="card" width="{width}" height="{height}" rx="{CORNER}"/>"#);
    for class in ["head".to_owned()].into_iter().chain(tint.map(|tint| format!("tint {}", tint.name()))) {
        let _ = write!(
            out,
            r#"<path class="{class}" d="M0 {HEADER_HEIGHT}V{CORNER}a{CORNER} {CORNER} 0 0 1 {CORNER} -{CORNER}H{}a{CORNER} {CORNER} 0 0 1 {CORNER} {CORNER}V{HEADER_HEIGHT}Z"/>"#,
            width - CORNER
        );
    }
    let _ = write!(out, r#"<rect class="frame" width="{width}" height="{height}" rx="{CORNER}"/>"#);
    let _ = write!(out, r#"<text class="name" x="{PADDING}" y="22">{}</text>"#, escaped(&drawn.title.text));
    for (index, row) in drawn.rows.iter().enumerate() {
        draw_row(out, drawn, row, row_y(index));
    }
    out.push_str("</g>");
}

fn draw_row(out: &mut String, drawn: &TableBox, row: &Row, middle: f64) {
    let mut x = PADDING;
    for mark in marks(row.marks) {
        let _ = write!(out, r#"<g transform="translate({x} {})">{mark}</g>"#, middle - 6.0);
        x += MARK_WIDTH - 4.0;
    }
    let baseline = middle + 4.0;
    let tooltip = |cut: bool, full: &str| if cut { format!("<title>{}</title>", escaped(full)) } else { String::new() };
    for (class, x, label) in [("col", drawn.name_x, &row.name), ("type", drawn.type_x, &row.data_type)] {
        let _ = write!(
            out,
            r#"<text class="{class}" x="{x}" y="{baseline}">{}{}</text>"#,
            tooltip(label.is_cut(), &label.full),
            escaped(&label.text)
        );
    }
    debug_assert!(middle + ROW_HEIGHT / 2.0 <= drawn.size.height);
}

/// Key, link and U, in the order in which they stand.
fn marks(marks: Marks) -> Vec<&'static str> {
    let mut drawn = Vec::new();
    if marks.primary {
        drawn.push(r#"<path class="pk" d="M6.4 6a2.6 2.6 0 1 1-5.2 0a2.6 2.6 0 1 1 5.2 0H11.2M9.4 6v2.6"/>"#);
    }
    if marks.foreign {
        drawn.push(
            r#"<path class="fk" d="M4.3 7.7L7.7 4.3M3.4 6L2.1 7.3a1.8 1.8 0 0 0 2.6 2.6L6 8.6M6 3.4l1.3-1.3a1.8 1.8 0 0 1 2.6 2.6L8.6 6"/>"#,
        );
    }
    if marks.unique && drawn.len() < 2 {
        drawn.push(r#"<text class="u" x="2" y="9">U</text>"#);
    }
    drawn
}

/// The text as XML content or attribute: markup is escaped, what XML cannot hold at all becomes U+FFFD.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\t' | '\n' | '\r' => safe.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            _ => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::erd::{LayoutOptions, layout, sample};

    fn drawn(schema: &Schema, theme: Theme) -> String {
        let positions = layout(schema, &Positions::new(), &LayoutOptions::default());
        svg(schema, &positions, &Annotations::default(), &SvgOptions { theme, ..SvgOptions::default() })
    }

    fn texts<'a>(document: &'a roxmltree::Document<'_>, element: &str) -> Vec<&'a str> {
        document
            .descendants()
            .filter(|n| n.has_tag_name(("http://www.w3.org/2000/svg", element)))
            .filter_map(|n| n.text())
            .collect()
    }

    #[test]
    fn every_table_and_relationship_has_a_title() {
        let text = drawn(&sample::shop(), Theme::Light);
        let document = roxmltree::Document::parse(&text).expect("valid XML");
        let titles = texts(&document, "title");
        assert_eq!(titles[0], "Entity-relationship diagram: 8 tables, 9 relationships");
        assert!(titles.contains(&"order_items"));
        assert!(titles.contains(&"Each order belongs to exactly one user; a user has zero or more orders."));
        assert_ne!(text, drawn(&sample::shop(), Theme::Dark));
    }

    #[test]
    fn hostile_names_stay_text() {
        let hostile = [
            "</text><script>alert(1)</script>",
            "]]><!--",
            "a\"b'c&d;&#x3c;",
            "nul\0 bell\u{7} tab\t",
            "\u{fffe}\u{202e}rtl",
            "",
            "😀🏳️‍🌈 数据",
        ];
        let mut schema = Schema::new();
        for name in hostile {
            let mut table = crate::schema::Table::new(schema.fresh_id(), name);
            let data_type = crate::schema::ColumnType::Other(name.to_owned());
            table.columns.push(crate::schema::Column::new(schema.fresh_id(), name, data_type));
            table.foreign_keys.push(sample::foreign_key(schema.fresh_id(), &[name], name, &[name]));
            schema.tables.push(table);
        }
        let text = drawn(&schema, Theme::Light);
        let document = roxmltree::Document::parse(&text).expect("valid XML");
        assert!(!document.descendants().any(|node| node.tag_name().name() == "script"));
        assert!(texts(&document, "title").contains(&hostile[0]));
    }

    #[test]
    fn areas_notes_and_the_legend_are_in_the_picture() {
        let schema = sample::shop();
        let positions = layout(&schema, &Positions::new(), &LayoutOptions::default());
        let mut annotations = Annotations::default();
        annotations.group("People & sales", &[schema.tables[0].id]);
        annotations.paint(&[schema.tables[1].id], Some(Tint::Green));
        annotations.legend.insert(Tint::Green, "reviewed".into());
        let at = Point::new(-4000.0, 0.0);
        annotations.notes.push(Note {
            id: 2,
            text: "ask Ann\nand Bob".into(),
            at,
            size: annotation::NOTE_SIZE,
            tint: Tint::Red,
        });
        let text = svg(&schema, &positions, &annotations, &SvgOptions::default());
        let document = roxmltree::Document::parse(&text).expect("valid XML");
        let found = texts(&document, "text");
        for expected in ["People & sales", "ask Ann", "and Bob", "reviewed"] {
            assert!(found.contains(&expected), "{expected}: {found:?}");
        }
        let view = document.root_element().attribute("viewBox").unwrap_or_default();
        assert!(view.starts_with("-4040 "), "{view}");
    }

    #[test]
    fn an_empty_schema_is_a_valid_file() {
        let text = drawn(&Schema::new(), Theme::Dark);
        assert!(roxmltree::Document::parse(&text).is_ok());
    }
}
