//! How large a table is drawn and what stands in its rows, from the model alone.
//!
//! No text is measured: names are set in a monospaced face, so that counting cells is enough and the command line
//! draws the same picture as the page.

use super::{Point, Rect, Size};
use crate::schema::{Id, Table};

/// Height of the bar with the table's name.
pub const HEADER_HEIGHT: f64 = 34.0;
/// Height of a column's row.
pub const ROW_HEIGHT: f64 = 26.0;
/// Space between a table's border and its text.
pub const PADDING: f64 = 12.0;
/// Space below the last row.
pub const BOTTOM: f64 = 6.0;
/// Radius of a table's corners.
pub const CORNER: f64 = 8.0;
/// Advance of one mark (key, link, U) in front of a column's name.
pub const MARK_WIDTH: f64 = 20.0;

/// Advance of a cell at 12 px and at 11 px, with a reserve for faces wider than 0.6 em.
const NAME_CELL: f64 = 7.3;
const TYPE_CELL: f64 = 6.7;
/// Mean advance of the table's name (13 px, semibold, proportional).
const TITLE_CELL: f64 = 8.4;
/// Least space between a name and a type.
const GAP: f64 = 16.0;
/// Room at the right of the title for a warning dot.
const BADGE: f64 = 20.0;
const MIN_WIDTH: f64 = 180.0;
const LONGEST_NAME: usize = 32;
const LONGEST_TYPE: usize = 20;
const LONGEST_TITLE: usize = 38;

/// A text as it fits, and as a tooltip gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub text: String,
    pub full: String,
}

impl Label {
    fn new(full: String, cells: usize) -> Self {
        Self { text: fitted(&full, cells), full }
    }

    pub fn is_cut(&self) -> bool {
        self.text != self.full
    }
}

/// What is marked in front of a column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    pub primary: bool,
    pub foreign: bool,
    /// Unique on its own, beside the primary key.
    pub unique: bool,
    pub not_null: bool,
}

/// A column's line in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub column: Id,
    pub name: Label,
    /// The type's neutral spelling; `?` at the end where the column may be NULL.
    pub data_type: Label,
    pub marks: Marks,
}

/// Everything that is needed to draw a table; coordinates are relative to its upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub struct TableBox {
    pub id: Id,
    pub size: Size,
    pub title: Label,
    /// Where the columns' names start.
    pub name_x: f64,
    /// Where the columns' types end.
    pub type_x: f64,
    pub rows: Vec<Row>,
}

impl TableBox {
    pub fn at(&self, origin: Point) -> Rect {
        Rect::new(origin, self.size)
    }
}

/// The box of a table.
pub fn table_box(table: &Table) -> TableBox {
    let title = Label::new(table.name.to_string(), LONGEST_TITLE);
    let rows = rows(table);
    let both = rows.iter().any(|row| row.marks.primary && row.marks.foreign);
    let name_x = PADDING + if both { 2.0 * MARK_WIDTH - 4.0 } else { MARK_WIDTH };
    let names = widest(rows.iter().map(|row| &row.name), NAME_CELL);
    let types = widest(rows.iter().map(|row| &row.data_type), TYPE_CELL);
    let width = (name_x + names + GAP + types + PADDING)
        .max(PADDING + cells(&title.text) as f64 * TITLE_CELL + BADGE + PADDING)
        .max(MIN_WIDTH);
    // Even numbers keep borders and centres on whole pixels.
    let width = (width / 2.0).ceil() * 2.0;
    let height = HEADER_HEIGHT + ROW_HEIGHT * rows.len() as f64 + BOTTOM;
    TableBox { id: table.id, size: Size::new(width, height), title, name_x, type_x: width - PADDING, rows }
}

/// The size of a table's box.
pub fn table_size(table: &Table) -> Size {
    table_box(table).size
}

/// The middle of a row, counted from 0, below the table's upper edge.
pub fn row_y(index: usize) -> f64 {
    HEADER_HEIGHT + ROW_HEIGHT * (index as f64 + 0.5)
}

/// The lines of a table, in the order of its columns.
pub fn rows(table: &Table) -> Vec<Row> {
    let row = |column: &crate::schema::Column| {
        let optional = if column.nullable { "?" } else { "" };
        let mut data_type = Label::new(column.data_type.to_string(), LONGEST_TYPE - optional.len());
        data_type.text.push_str(optional);
        data_type.full.push_str(optional);
        let alone = std::slice::from_ref(&column.name);
        let marks = Marks {
            primary: table.in_primary_key(&column.name),
            foreign: table.in_foreign_key(&column.name),
            unique: table.key_columns() != alone && table.is_unique(alone),
            not_null: !column.nullable,
        };
        Row { column: column.id, name: Label::new(column.name.clone(), LONGEST_NAME), data_type, marks }
    };
    table.columns.iter().map(row).collect()
}

fn widest<'a>(labels: impl Iterator<Item = &'a Label>, cell: f64) -> f64 {
    labels.map(|label| cells(&label.text)).max().unwrap_or(0) as f64 * cell
}

/// How many cells of a monospaced face a text takes.
pub fn cells(text: &str) -> usize {
    text.chars().map(cells_of).sum()
}

/// Marks that join the letter before them take no cell; East Asian letters and pictographs take two
/// (after Unicode's annex 11, by block).
fn cells_of(c: char) -> usize {
    match u32::from(c) {
        0x0300..=0x036F | 0x200B..=0x200F | 0x202A..=0x202E | 0x20D0..=0x20FF | 0xFE00..=0xFE0F => 0,
        0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE6F => 2,
        0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x1F300..=0x1FAFF | 0x20000..=0x3FFFD => 2,
        _ => 1,
    }
}

/// The text in at most `limit` cells, with an ellipsis where something was cut off; line breaks become spaces.
fn fitted(text: &str, limit: usize) -> String {
    let line = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    if cells(text) <= limit {
        return line.collect();
    }
    let mut used = 0;
    let mut cut: String = line
        .take_while(|c| {
            used += cells_of(*c);
            used < limit
        })
        .collect();
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::erd::sample;
    use crate::schema::{Column, ColumnType};

    #[test]
    fn a_table_has_the_measures_of_the_design() {
        let schema = sample::shop();
        let users = table_box(schema.table_named("users").expect("users"));
        assert_eq!(users.size.height, HEADER_HEIGHT + 5.0 * ROW_HEIGHT + BOTTOM);
        assert_eq!(row_y(0), 47.0);
        let texts: Vec<_> = users.rows.iter().map(|row| row.data_type.text.as_str()).collect();
        assert_eq!(texts, ["uuid", "varchar(255)", "varchar(255)", "varchar(100)", "timestamptz"]);
        assert!(users.rows[0].marks.primary && users.rows[1].marks.unique && !users.rows[0].marks.unique);
    }

    #[test]
    fn names_never_reach_the_types() {
        let check = |name: &str, data_type: ColumnType| {
            let mut table = Table::new(Id(1), "t");
            table.columns.push(Column { nullable: true, ..Column::new(Id(2), name, data_type) });
            let drawn = table_box(&table);
            let row = &drawn.rows[0];
            let name_end = drawn.name_x + cells(&row.name.text) as f64 * 7.22;
            let type_start = drawn.type_x - cells(&row.data_type.text) as f64 * 6.62;
            assert!(name_end + 12.0 <= type_start, "{name}: {name_end} {type_start}");
            assert!(drawn.size.width <= 460.0, "{name}: {}", drawn.size.width);
        };
        check("id", ColumnType::Uuid);
        check("price_at_purchase_in_the_currency_of_the_customer", ColumnType::decimal(10, 2));
        check("x", ColumnType::Other("a_type_with_a_name_of_its_own_that_goes_on".into()));
        check(&"数".repeat(100), ColumnType::Text);
        check("", ColumnType::Text);
    }

    #[test]
    fn long_texts_are_cut_and_kept_in_full() {
        let check = |text: &str, expected: &str| assert_eq!(fitted(text, 6), expected);
        check("orders", "orders");
        check("orders2", "order…");
        check("数数数", "数数数");
        check("数数数数", "数数…");
        check("a\nb", "a b");
        let label = Label::new("abcdefgh".into(), 4);
        assert!(label.is_cut());
        assert_eq!(label.full, "abcdefgh");
    }
}
