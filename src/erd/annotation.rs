//! What a person draws beside the tables: areas, notes, colours and what the colours stand for.

use super::diagram::Diagram;
use super::{Point, Rect, Size, cells, layout};
use crate::schema::{Id, Schema, Table, words};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// A colour by its name; a theme says how it looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tint {
    Red,
    Orange,
    Yellow,
    Green,
    Teal,
    #[default]
    Blue,
    Violet,
    Pink,
    Gray,
}

impl Tint {
    pub const ALL: [Self; 9] = [
        Self::Red,
        Self::Orange,
        Self::Yellow,
        Self::Green,
        Self::Teal,
        Self::Blue,
        Self::Violet,
        Self::Pink,
        Self::Gray,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Orange => "orange",
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Teal => "teal",
            Self::Blue => "blue",
            Self::Violet => "violet",
            Self::Pink => "pink",
            Self::Gray => "gray",
        }
    }

    /// The colour in the light and in the dark theme; style/tokens.css has the same.
    pub fn hex(self) -> [&'static str; 2] {
        match self {
            Self::Red => ["#c83c3c", "#f07f7f"],
            Self::Orange => ["#c9661a", "#f0a060"],
            Self::Yellow => ["#a88400", "#dcbc4a"],
            Self::Green => ["#2f8a4c", "#6cc98a"],
            Self::Teal => ["#15858a", "#54c4c8"],
            Self::Blue => ["#3457d5", "#7d9bff"],
            Self::Violet => ["#7a48c8", "#b492f5"],
            Self::Pink => ["#bb3f8b", "#ee8fc6"],
            Self::Gray => ["#5d6877", "#9aa6b5"],
        }
    }
}

/// A subject: tables that belong together, drawn on a ground of their own and moved together.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Area {
    pub id: u32,
    pub title: String,
    #[serde(default)]
    pub tint: Tint,
    pub tables: Vec<Id>,
}

/// A text on the diagram.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Note {
    pub id: u32,
    pub text: String,
    #[serde(default)]
    pub tint: Tint,
    pub at: Point,
    pub size: Size,
}

/// All of it. Ids of areas and notes are their own, and no two of them are the same.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Annotations {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<Area>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Colours of tables.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tints: BTreeMap<Id, Tint>,
    /// What the colours of tables stand for.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub legend: BTreeMap<Tint, String>,
    #[serde(skip_serializing_if = "is_default")]
    pub arrangement: layout::Arrangement,
}

fn is_default(arrangement: &layout::Arrangement) -> bool {
    *arrangement == layout::Arrangement::default()
}

/// Ground that an area shows around its tables, and the height of its title above that.
pub const AREA_MARGIN: f64 = 22.0;
pub const AREA_TITLE: f64 = 26.0;

/// Inside a note: space to the border, height of a line, width of a letter.
pub const NOTE_PADDING: f64 = 12.0;
pub const NOTE_LINE: f64 = 18.0;
const NOTE_LETTER: f64 = 6.7;
pub const NOTE_SIZE: Size = Size::new(220.0, 96.0);
pub const NOTE_LEAST: Size = Size::new(96.0, 42.0);

impl Annotations {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// An id that no area and no note has.
    pub fn fresh(&self) -> u32 {
        let ids = self.areas.iter().map(|area| area.id).chain(self.notes.iter().map(|note| note.id));
        ids.max().map_or(1, |most| most.saturating_add(1))
    }

    pub fn area(&self, id: u32) -> Option<&Area> {
        self.areas.iter().find(|area| area.id == id)
    }

    pub fn note(&self, id: u32) -> Option<&Note> {
        self.notes.iter().find(|note| note.id == id)
    }

    pub fn area_of(&self, table: Id) -> Option<&Area> {
        self.areas.iter().find(|area| area.tables.contains(&table))
    }

    /// Puts tables into a new area and takes them out of the areas that they are in; gives its id.
    pub fn group(&mut self, title: &str, tables: &[Id]) -> u32 {
        self.ungroup(tables);
        let id = self.fresh();
        let used = |tint: &Tint| self.areas.iter().filter(|area| area.tint == *tint).count();
        // Blue, then what the areas before have least.
        let order =
            [Tint::Blue, Tint::Green, Tint::Orange, Tint::Violet, Tint::Teal, Tint::Pink, Tint::Yellow, Tint::Red];
        let tint = order.into_iter().min_by_key(used).unwrap_or_default();
        self.areas.push(Area { id, title: title.to_owned(), tint, tables: tables.to_vec() });
        id
    }

    /// Takes tables out of their areas; an area without tables goes.
    pub fn ungroup(&mut self, tables: &[Id]) {
        for area in &mut self.areas {
            area.tables.retain(|table| !tables.contains(table));
        }
        self.areas.retain(|area| !area.tables.is_empty());
    }

    /// Gives tables a colour, or none.
    pub fn paint(&mut self, tables: &[Id], tint: Option<Tint>) {
        for table in tables {
            match tint {
                Some(tint) => self.tints.insert(*table, tint),
                None => self.tints.remove(table),
            };
        }
    }

    /// The colours that tables have, each with what it stands for, if that was said.
    pub fn key(&self) -> Vec<(Tint, &str)> {
        let used = |tint: &Tint| self.tints.values().any(|other| other == tint);
        let text = |tint: Tint| (tint, self.legend.get(&tint).map_or("", String::as_str));
        Tint::ALL.into_iter().filter(used).map(text).collect()
    }

    /// Leaves out what belongs to tables that are not there, places that are no places, and ids that are taken twice.
    pub fn mend(&mut self, schema: &Schema, is_place: impl Fn(Point) -> bool) {
        let is_there = |table: &Id| schema.table_by_id(*table).is_some();
        let mut homes: Vec<Id> = Vec::new();
        for area in &mut self.areas {
            area.tables.retain(|table| is_there(table) && !homes.contains(table));
            homes.extend(&area.tables);
        }
        self.areas.retain(|area| !area.tables.is_empty());
        self.tints.retain(|table, _| is_there(table));
        self.notes.retain(|note| is_place(note.at) && note.size.width.is_finite() && note.size.height.is_finite());
        let mut seen: Vec<u32> = Vec::new();
        let mut is_new = |id: u32| {
            !seen.contains(&id) && {
                seen.push(id);
                true
            }
        };
        self.areas.retain(|area| is_new(area.id));
        self.notes.retain(|note| is_new(note.id));
    }
}

/// The ground of an area whose tables stand in these rectangles, its title included.
pub fn area_rect(tables: impl IntoIterator<Item = Rect>) -> Option<Rect> {
    let Rect { origin, size } = Rect::around(tables)?.grown(AREA_MARGIN);
    Some(Rect::new(origin - Point::new(0.0, AREA_TITLE), Size::new(size.width, size.height + AREA_TITLE)))
}

/// The lines of a note of this size; what does not fit ends in an ellipsis.
pub fn note_lines(note: &Note) -> Vec<String> {
    let letters = (((note.size.width - 2.0 * NOTE_PADDING) / NOTE_LETTER).floor() as usize).max(4);
    let room = (((note.size.height - 2.0 * NOTE_PADDING) / NOTE_LINE).floor() as usize).max(1);
    let mut lines: Vec<String> = note.text.lines().flat_map(|line| wrapped(line, letters)).collect();
    if lines.len() > room {
        lines.truncate(room);
        if let Some(last) = lines.last_mut() {
            while cells(last) + 1 > letters && last.pop().is_some() {}
            last.push('…');
        }
    }
    lines
}

/// A line in pieces of at most so many letters, broken between words where that is possible.
fn wrapped(line: &str, letters: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut last = String::new();
    for word in line.split(' ') {
        let gap = usize::from(!last.is_empty());
        if cells(&last) + gap + cells(word) > letters && !last.is_empty() {
            lines.push(std::mem::take(&mut last));
        } else if gap == 1 {
            last.push(' ');
        }
        for letter in word.chars() {
            if cells(&last) >= letters {
                lines.push(std::mem::take(&mut last));
            }
            last.push(letter);
        }
    }
    lines.push(last);
    lines
}

/// Areas for the clusters of a schema, each titled after the table that most of the others refer to. Clusters of one
/// or two tables make no area.
pub fn proposed(schema: &Schema) -> Annotations {
    let mut annotations = Annotations::default();
    let mut taken: HashMap<String, usize> = HashMap::new();
    for group in layout::clusters(&Diagram::of(schema)) {
        let tables: Vec<&Table> = group.iter().filter_map(|at| schema.tables.get(*at)).collect();
        let links = |table: &Table| {
            let refers = |other: &&&Table| other.foreign_keys.iter().any(|key| key.references.table == table.name);
            2 * tables.iter().filter(refers).count() + table.foreign_keys.len().min(1)
        };
        let related = tables.iter().any(|table| links(table) > 1);
        let Some(first) = tables.iter().rev().max_by_key(|table| links(table)) else { continue };
        if tables.len() < 3 || !related {
            continue;
        }
        let mut title = words(&first.name.name).join(" ");
        if let Some(initial) = title.get_mut(..1) {
            initial.make_ascii_uppercase();
        }
        let times = taken.entry(title.clone()).or_insert(0);
        *times += 1;
        if *times > 1 {
            title = format!("{title} {times}");
        }
        annotations.group(&title, &tables.iter().map(|table| table.id).collect::<Vec<_>>());
    }
    annotations
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::erd::sample;

    #[test]
    fn a_table_is_in_one_area() {
        let mut annotations = Annotations::default();
        let first = annotations.group("Sales", &[Id(1), Id(2), Id(3)]);
        let second = annotations.group("People", &[Id(3)]);
        assert_ne!(first, second);
        assert_eq!(annotations.area(first).map(|area| area.tables.as_slice()), Some(&[Id(1), Id(2)][..]));
        assert_ne!(annotations.areas[0].tint, annotations.areas[1].tint);
        annotations.ungroup(&[Id(3)]);
        assert_eq!(annotations.area(second), None);
    }

    #[test]
    fn notes_break_between_words_and_end_in_an_ellipsis() {
        let check = |text: &str, width: f64, height: f64, expected: &[&str]| {
            let note = Note { text: text.into(), size: Size::new(width, height), ..Note::default() };
            assert_eq!(note_lines(&note), expected);
        };
        check("one two three", 100.0, 100.0, &["one two", "three"]);
        check("one\n\ntwo", 100.0, 100.0, &["one", "", "two"]);
        check("incomprehensibilities", 100.0, 100.0, &["incomprehen", "sibilities"]);
        check("one two three four five six", 100.0, 60.0, &["one two", "three four…"]);
        check("", 100.0, 60.0, &[]);
    }

    #[test]
    fn areas_are_proposed_after_what_tables_refer_to() {
        let titles = |schema: &Schema| proposed(schema).areas.iter().map(|a| a.title.clone()).collect::<Vec<_>>();
        assert_eq!(titles(&sample::shop()), ["Users"]);
        let large = proposed(&sample::synthetic(120, 4));
        let mut all: Vec<Id> = large.areas.iter().flat_map(|area| area.tables.clone()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert!(large.areas.len() > 3 && all.len() == count);
        assert!(titles(&Schema::new()).is_empty());
    }

    #[test]
    fn what_belongs_to_nothing_is_left_out() {
        let schema = sample::shop();
        let users = schema.tables[0].id;
        let mut annotations = Annotations::default();
        annotations.group("Kept", &[users, Id(9999)]);
        annotations.areas.push(Area { id: 1, title: "Twice".into(), tint: Tint::Red, tables: vec![users] });
        annotations.paint(&[users, Id(9999)], Some(Tint::Red));
        annotations.notes.push(Note { id: 7, at: Point::new(f64::NAN, 0.0), ..Note::default() });
        annotations.mend(&schema, |point| point.x.is_finite());
        assert_eq!(annotations.areas.len(), 1);
        assert_eq!((annotations.areas[0].tables.as_slice(), annotations.tints.len()), (&[users][..], 1));
        assert!(annotations.notes.is_empty());
    }
}
