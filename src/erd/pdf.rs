//! The whole diagram as a PDF of one page: vectors and text that can be searched, in the fonts that every reader has.
//!
//! After ISO 32000-1. The file is plain ASCII; letters beyond Windows-1252 are printed as question marks.

use super::annotation::{self, Annotations, Tint};
use super::svg::ground;
use super::{CORNER, Edge, HEADER_HEIGHT, PADDING, Point, Positions, Rect, TableBox, route, row_y, symbol, table_box};
use crate::schema::Schema;
use std::fmt::Write;

/// Readers refuse longer sides, in points.
const LONGEST: f64 = 14_400.0;
const MARGIN: f64 = 40.0;

const INK: [f64; 3] = [0.106, 0.141, 0.188];
const FAINT: [f64; 3] = [0.42, 0.463, 0.522];
const LINE: [f64; 3] = [0.804, 0.827, 0.859];
const HEAD: [f64; 3] = [0.941, 0.949, 0.961];
const WHITE: [f64; 3] = [1.0, 1.0, 1.0];

/// A font of the page's resources: its name, and the width of a letter as a share of its size where all have one.
const SANS: &str = "F1";
const MONO: &str = "F2";
/// Courier is wider than the page's own type, so it is set narrower, in percent.
const NARROW: u8 = 92;

/// Draws every table that has a position, the edges between them, and what is drawn beside them.
pub fn pdf(schema: &Schema, positions: &Positions, annotations: &Annotations, title: &str) -> String {
    let boxes: Vec<(TableBox, Point)> =
        schema.tables.iter().filter_map(|t| positions.get(&t.id).map(|at| (table_box(t), *at))).collect();
    let edges = route(schema, positions);
    let grounds: Vec<Option<Rect>> = annotations.areas.iter().map(|area| ground(&area.tables, &boxes)).collect();
    let lines = edges.iter().flat_map(|edge| edge.points.windows(2)).map(|pair| Rect::between(pair[0], pair[1]));
    let notes = annotations.notes.iter().map(|note| Rect::new(note.at, note.size));
    let all = boxes.iter().map(|(drawn, at)| drawn.at(*at)).chain(lines).chain(grounds.iter().flatten().copied());
    let view = Rect::around(all.chain(notes)).unwrap_or_default().grown(MARGIN);
    let scale = (LONGEST / view.size.width.max(view.size.height)).min(1.0);

    let mut page = Page { out: String::new() };
    // The diagram's y axis points down.
    let _ = writeln!(
        page.out,
        "{scale:.5} 0 0 {:.5} {:.3} {:.3} cm 1 j 1 J",
        -scale,
        -view.left() * scale,
        view.bottom() * scale
    );
    for (area, ground) in annotations.areas.iter().zip(&grounds) {
        if let Some(ground) = ground {
            page.rounded(*ground, 12.0, mixed(area.tint, 0.07), Some(mixed(area.tint, 0.4)));
            let at = Point::new(ground.left() + annotation::AREA_MARGIN, ground.top() + 24.0);
            page.text(SANS, 13.0, at, mixed(area.tint, 1.0), &area.title);
        }
    }
    edges.iter().for_each(|edge| page.edge(edge));
    for (drawn, at) in &boxes {
        page.table(drawn, *at, annotations.tints.get(&drawn.id).copied());
    }
    for note in &annotations.notes {
        page.rounded(Rect::new(note.at, note.size), 6.0, mixed(note.tint, 0.12), Some(mixed(note.tint, 0.45)));
        for (at, line) in annotation::note_lines(note).iter().enumerate() {
            let y = note.at.y + annotation::NOTE_PADDING + annotation::NOTE_LINE * at as f64 + 12.0;
            page.text(SANS, 12.5, Point::new(note.at.x + annotation::NOTE_PADDING, y), INK, line);
        }
    }
    document(&page.out, view.size.width * scale, view.size.height * scale, title)
}

/// A tint on white paper.
fn mixed(tint: Tint, share: f64) -> [f64; 3] {
    let hex = u32::from_str_radix(tint.hex()[0].trim_start_matches('#'), 16).unwrap_or(0);
    [16, 8, 0].map(|shift| {
        let part = f64::from(hex >> shift & 255) / 255.0;
        1.0 - (1.0 - part) * share
    })
}

/// The page's content.
struct Page {
    out: String,
}

impl Page {
    fn fill(&mut self, [r, g, b]: [f64; 3]) {
        let _ = write!(self.out, "{r:.3} {g:.3} {b:.3} rg ");
    }

    fn stroke(&mut self, [r, g, b]: [f64; 3], width: f64) {
        let _ = write!(self.out, "{r:.3} {g:.3} {b:.3} RG {width} w ");
    }

    /// The outline of a rectangle whose upper corners are round, and its lower ones too if `all` are.
    fn outline(&mut self, Rect { origin: Point { x, y }, size }: Rect, radius: f64, all: bool) {
        let (right, bottom, r) = (x + size.width, y + size.height, radius);
        // How far the handles of a quarter of a circle stand from its corner, as a share of the radius.
        let k = r * 0.447_715;
        let _ = write!(
            self.out,
            "{} {y} m {} {y} l {} {y} {right} {} {right} {} c ",
            x + r,
            right - r,
            right - k,
            y + k,
            y + r
        );
        if all {
            let _ = write!(
                self.out,
                "{right} {} l {right} {} {} {bottom} {} {bottom} c {} {bottom} l {} {bottom} {x} {} {x} {} c ",
                bottom - r,
                bottom - k,
                right - k,
                right - r,
                x + r,
                x + k,
                bottom - k,
                bottom - r
            );
        } else {
            let _ = write!(self.out, "{right} {bottom} l {x} {bottom} l ");
        }
        let _ = write!(self.out, "{x} {} l {x} {} {} {y} {} {y} c h ", y + r, y + k, x + k, x + r);
    }

    fn rounded(&mut self, rect: Rect, radius: f64, fill: [f64; 3], stroke: Option<[f64; 3]>) {
        self.fill(fill);
        if let Some(stroke) = stroke {
            self.stroke(stroke, 1.0);
        }
        self.outline(rect, radius, true);
        self.out.push_str(if stroke.is_some() { "B\n" } else { "f\n" });
    }

    fn text(&mut self, font: &str, size: f64, at: Point, color: [f64; 3], text: &str) {
        self.fill(color);
        let stretch = if font == MONO { NARROW } else { 100 };
        let _ = writeln!(
            self.out,
            "BT /{font} {size} Tf {stretch} Tz 1 0 0 -1 {:.2} {:.2} Tm ({}) Tj ET",
            at.x,
            at.y,
            literal(text)
        );
    }

    fn edge(&mut self, edge: &Edge) {
        self.stroke(FAINT, 1.4);
        self.path(&edge.path());
        for end in [&edge.child, &edge.parent] {
            let drawn = symbol(end);
            self.path(&drawn.path);
            if let Some(Point { x, y }) = drawn.ring {
                let r = drawn.radius;
                self.fill(WHITE);
                self.outline(Rect::between(Point::new(x - r, y - r), Point::new(x + r, y + r)), r, true);
                self.out.push_str("B\n");
            }
        }
    }

    /// Strokes SVG path data of the kind that edges have: absolute M, L, H, V and Q.
    fn path(&mut self, data: &str) {
        let mut at = Point::default();
        for (command, numbers) in commands(data) {
            match (command, numbers.as_slice()) {
                ('M', [x, y]) => {
                    at = Point::new(*x, *y);
                    let _ = write!(self.out, "{x:.2} {y:.2} m ");
                }
                ('L', [x, y]) => at = self.line(Point::new(*x, *y)),
                ('H', [x]) => at = self.line(Point::new(*x, at.y)),
                ('V', [y]) => at = self.line(Point::new(at.x, *y)),
                ('Q', [cx, cy, x, y]) => {
                    // A quadratic curve as a cubic one.
                    let third = |from: f64, to: f64| from + (to - from) * 2.0 / 3.0;
                    let _ = write!(
                        self.out,
                        "{:.2} {:.2} {:.2} {:.2} {x:.2} {y:.2} c ",
                        third(at.x, *cx),
                        third(at.y, *cy),
                        third(*x, *cx),
                        third(*y, *cy)
                    );
                    at = Point::new(*x, *y);
                }
                _ => {}
            }
        }
        self.out.push_str("S\n");
    }

    fn line(&mut self, to: Point) -> Point {
        let _ = write!(self.out, "{:.2} {:.2} l ", to.x, to.y);
        to
    }

    fn table(&mut self, drawn: &TableBox, at: Point, tint: Option<Tint>) {
        let rect = drawn.at(at);
        self.rounded(rect, CORNER, WHITE, None);
        self.fill(tint.map_or(HEAD, |tint| mixed(tint, 0.22)));
        self.outline(Rect::new(at, super::Size::new(rect.size.width, HEADER_HEIGHT)), CORNER, false);
        self.out.push_str("f\n");
        self.stroke(LINE, 1.0);
        self.outline(rect, CORNER, true);
        self.out.push_str("S\n");
        self.text(SANS, 13.0, at + Point::new(PADDING, 22.0), INK, &drawn.title.text);
        for (index, row) in drawn.rows.iter().enumerate() {
            let y = at.y + row_y(index) + 4.0;
            let mark = match (row.marks.primary, row.marks.foreign, row.marks.unique) {
                (true, true, _) => "PF",
                (true, ..) => "PK",
                (_, true, _) => "FK",
                (.., true) => "U",
                _ => "",
            };
            self.text(SANS, 7.5, Point::new(at.x + PADDING, y - 0.5), FAINT, mark);
            self.text(MONO, 12.0, Point::new(at.x + drawn.name_x, y), INK, &row.name.text);
            let width = row.data_type.text.chars().count() as f64 * 11.0 * 0.6 * f64::from(NARROW) / 100.0;
            self.text(MONO, 11.0, Point::new(at.x + drawn.type_x - width, y), FAINT, &row.data_type.text);
        }
    }
}

/// The commands of path data, each with its numbers.
fn commands(data: &str) -> Vec<(char, Vec<f64>)> {
    let mut found: Vec<(char, Vec<f64>)> = Vec::new();
    let mut rest = data;
    while let Some(command) = rest.chars().next() {
        rest = &rest[command.len_utf8()..];
        let end = rest.find(|c: char| c.is_ascii_alphabetic() && c != 'e').unwrap_or(rest.len());
        let numbers = rest[..end].split([' ', ',']).filter_map(|number| number.parse().ok()).collect();
        found.push((command, numbers));
        rest = &rest[end..];
    }
    found
}

/// A text as the inside of a string: Windows-1252, in ASCII.
fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let code = match c {
            ' '..='~' => u32::from(c),
            '\u{a0}'..='\u{ff}' => u32::from(c),
            '…' => 0x85,
            '‘' => 0x91,
            '’' => 0x92,
            '“' => 0x93,
            '”' => 0x94,
            '–' => 0x96,
            '—' => 0x97,
            '€' => 0x80,
            c if c.is_control() => u32::from(' '),
            _ => u32::from('?'),
        };
        match char::from_u32(code) {
            Some(c @ ('(' | ')' | '\\')) => out.extend(['\\', c]),
            Some(c @ ' '..='~') => out.push(c),
            _ => {
                let _ = write!(out, "\\{code:03o}");
            }
        }
    }
    out
}

/// The file around a page's content.
fn document(content: &str, width: f64, height: f64, title: &str) -> String {
    let font = |name: &str| format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {:.2} {:.2}] /Contents 4 0 R \
             /Resources << /Font << /{SANS} 5 0 R /{MONO} 6 0 R >> >> >>",
            width.max(1.0),
            height.max(1.0)
        ),
        format!("<< /Length {} >>\nstream\n{content}endstream", content.len()),
        font("Helvetica-Bold"),
        font("Courier"),
        format!("<< /Title ({}) /Producer (AI Schema Architect) >>", literal(title)),
    ];
    let mut out = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(out.len());
        let _ = write!(out, "{} 0 obj\n{object}\nendobj\n", number + 1);
    }
    let start = out.len();
    let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(out, "{place:010} 00000 n ");
    }
    let _ =
        write!(out, "trailer\n<< /Size {} /Root 1 0 R /Info 7 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::erd::{LayoutOptions, layout, sample};

    fn drawn(schema: &Schema) -> String {
        let positions = layout(schema, &Positions::new(), &LayoutOptions::default());
        pdf(schema, &positions, &Annotations::default(), "A (shop)")
    }

    #[test]
    fn the_file_says_where_its_objects_are() {
        let file = drawn(&sample::shop());
        assert!(file.is_ascii());
        let start: usize =
            file.rsplit("startxref\n").next().and_then(|n| n.lines().next()?.parse().ok()).expect("a place");
        assert!(file[start..].starts_with("xref\n"));
        for (number, line) in file[start..].lines().skip(3).take(7).enumerate() {
            let place: usize = line[..10].parse().expect("a place");
            assert!(file[place..].starts_with(&format!("{} 0 obj", number + 1)), "{line}");
        }
        let length: usize =
            file.split("/Length ").nth(1).and_then(|n| n.split(' ').next()?.parse().ok()).expect("a length");
        let content = file.split("stream\n").nth(1).and_then(|text| text.strip_suffix("end")).expect("content");
        assert_eq!(content.len(), length);
        assert!(content.contains("(order_items) Tj") && content.contains("(price_at_purchase) Tj"));
    }

    #[test]
    fn texts_stay_in_their_strings() {
        let check = |text: &str, expected: &str| assert_eq!(literal(text), expected);
        check("a(b)\\c", "a\\(b\\)\\\\c");
        check("größe…", "gr\\366\\337e\\205");
        check("表\n", "? ");
        assert!(drawn(&Schema::new()).ends_with("%%EOF\n"));
    }
}
