//! Where tables stand.
//!
//! Components and clusters of at most a few dozen tables are arranged one by one in columns, parents to the left of
//! their children, and then packed. What the user placed stays; only what is new finds a place.

mod arrangement;
mod cluster;
mod columns;
mod few;
mod keep;
mod pack;
mod random;
mod seed;

use super::diagram::Diagram;
use super::{Point, Positions, Rect, Size};
use crate::schema::{Id, Schema};
pub use arrangement::{Arrangement, Density, Direction};
use std::collections::HashSet;

/// How tables are arranged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LayoutOptions {
    /// Least space between two columns of tables.
    pub gap_x: f64,
    /// Space between two tables of a column.
    pub gap_y: f64,
    /// Width by height that the whole drawing comes close to.
    pub aspect: f64,
    pub direction: Direction,
}

impl Default for LayoutOptions {
    fn default() -> Self {
        Self { gap_x: 90.0, gap_y: 60.0, aspect: 1.6, direction: Direction::Right }
    }
}

/// Tables that were arranged together.
#[derive(Debug, Clone, Default)]
struct Block {
    /// Tables by their index in the diagram, and where they stand in the block.
    places: Vec<(usize, Point)>,
    size: Size,
}

/// A place for every table. Tables in `kept` stay where they are; no two of the others overlap anything.
/// The same arguments always give the same places.
pub fn layout(schema: &Schema, kept: &Positions, options: &LayoutOptions) -> Positions {
    layout_in_areas(schema, kept, &[], options)
}

/// The same, with the tables of each area beside each other.
pub fn layout_in_areas(schema: &Schema, kept: &Positions, areas: &[Vec<Id>], options: &LayoutOptions) -> Positions {
    if options.direction == Direction::Down {
        return turned_layout(schema, kept, areas, options);
    }
    let diagram = Diagram::of(schema);
    let fixed: Vec<Option<Point>> = diagram.tables.iter().map(|table| kept.get(&table.id).copied()).collect();
    place(&diagram, &fixed, areas, options)
}

/// Arranges the diagram with its axes exchanged, so that what would stand to the right stands below.
fn turned_layout(schema: &Schema, kept: &Positions, areas: &[Vec<Id>], options: &LayoutOptions) -> Positions {
    let turn = |point: Point| Point::new(point.y, point.x);
    let mut diagram = Diagram::of(schema);
    for link in &mut diagram.links {
        // Edges are thought of as leaving from the middles of the turned sides.
        link.child_rows = vec![diagram.tables[link.child].size.width / 2.0];
        link.parent_rows = vec![diagram.tables[link.parent].size.width / 2.0];
    }
    for table in &mut diagram.tables {
        table.size = Size::new(table.size.height, table.size.width);
    }
    let fixed: Vec<Option<Point>> = diagram.tables.iter().map(|table| kept.get(&table.id).copied().map(turn)).collect();
    // Edges still leave at the sides, so there has to be room between the tables of a row.
    let options = LayoutOptions { gap_y: options.gap_x.max(options.gap_y), aspect: 1.0 / options.aspect, ..*options };
    let places = place(&diagram, &fixed, areas, &options);
    places.into_iter().map(|(id, at)| (id, turn(at))).collect()
}

fn place(diagram: &Diagram, fixed: &[Option<Point>], areas: &[Vec<Id>], options: &LayoutOptions) -> Positions {
    let groups = groups(diagram, fixed, areas);
    let blocks = columns::arrange(diagram, &groups, options);
    let places = if fixed.iter().all(Option::is_none) {
        pack::pack(diagram, &blocks, options)
    } else {
        keep::beside(diagram, fixed, &blocks, options)
    };
    let mut positions = Positions::new();
    for (table, fixed) in diagram.tables.iter().zip(fixed) {
        positions.extend(fixed.map(|at| (table.id, at)));
    }
    for (block, at) in blocks.iter().zip(places) {
        positions.extend(block.places.iter().map(|(table, offset)| (diagram.tables[*table].id, at + *offset)));
    }
    positions
}

/// The tables without a place in groups: one for each area, then what belongs together among the others.
fn groups(diagram: &Diagram, fixed: &[Option<Point>], areas: &[Vec<Id>]) -> Vec<Vec<usize>> {
    let is_free = |at: &usize| fixed[*at].is_none();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut grouped = HashSet::new();
    for area in areas {
        let members = (0..fixed.len()).filter(|at| area.contains(&diagram.tables[*at].id) && !grouped.contains(at));
        let members: Vec<usize> = members.filter(is_free).collect();
        grouped.extend(members.iter().copied());
        groups.push(members);
    }
    groups.retain(|members| !members.is_empty());
    let others: Vec<usize> = (0..fixed.len()).filter(|at| is_free(at) && !grouped.contains(at)).collect();
    groups.extend(cluster::groups(diagram, &others));
    groups
}

/// The clusters of a diagram, as indices of tables.
pub(super) fn clusters(diagram: &Diagram) -> Vec<Vec<usize>> {
    cluster::groups(diagram, &(0..diagram.tables.len()).collect::<Vec<_>>())
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::erd::{quality, route, sample};
    use crate::schema::Id;
    use proptest::prelude::*;

    fn overlaps(schema: &Schema, positions: &Positions) -> usize {
        quality(schema, positions, &[]).overlaps
    }

    #[test]
    fn a_small_schema_is_drawn_without_flaws() {
        let schema = sample::shop();
        let positions = layout(&schema, &Positions::new(), &LayoutOptions::default());
        let found = quality(&schema, &positions, &route(&schema, &positions));
        assert_eq!((found.through_tables, found.overlaps, found.shared), (0, 0, 0.0));
        assert!(found.crossings <= 1, "{found:?}");
        assert!(found.size.width < 1000.0 && found.size.height < 800.0, "{found:?}");
    }

    #[test]
    fn a_parent_stands_left_of_its_child() {
        let mut schema = Schema::new();
        sample::table(&mut schema, "orders", &["id int *", "user_id int -> users"]);
        sample::table(&mut schema, "users", &["id int *"]);
        let positions = layout(&schema, &Positions::new(), &LayoutOptions::default());
        let x = |name: &str| positions[&schema.table_named(name).expect(name).id].x;
        assert!(x("users") < x("orders"));
    }

    #[test]
    fn an_empty_schema_has_no_places() {
        assert!(layout(&Schema::new(), &Positions::new(), &LayoutOptions::default()).is_empty());
    }

    #[test]
    fn a_new_table_stands_near_what_it_is_linked_to() {
        let mut schema = sample::synthetic(60, 5);
        let options = LayoutOptions::default();
        let before = layout(&schema, &Positions::new(), &options);
        sample::table(&mut schema, "notes", &["id int *", "about_id uuid -> table_20"]);
        let after = layout(&schema, &before, &options);
        let at = |name: &str| after[&schema.table_named(name).expect(name).id];
        assert!(at("notes").distance(at("table_20")) < 1_500.0);
        assert!(before.iter().all(|(id, place)| after[id] == *place));
        assert_eq!(overlaps(&schema, &after), 0);
    }

    #[test]
    fn children_stand_below_where_that_is_wanted() {
        let mut schema = Schema::new();
        sample::table(&mut schema, "orders", &["id int *", "user_id int -> users"]);
        sample::table(&mut schema, "users", &["id int *"]);
        let options = LayoutOptions { direction: Direction::Down, ..LayoutOptions::default() };
        let positions = layout(&schema, &Positions::new(), &options);
        let y = |name: &str| positions[&schema.table_named(name).expect(name).id].y;
        assert!(y("users") < y("orders"));
        let large = sample::synthetic(80, 2);
        assert_eq!(overlaps(&large, &layout(&large, &Positions::new(), &options)), 0);
    }

    #[test]
    fn the_tables_of_an_area_stand_together() {
        let schema = sample::synthetic(60, 9);
        let ids: Vec<Id> = schema.tables.iter().map(|table| table.id).collect();
        let areas = [ids[..9].to_vec(), ids[30..42].to_vec()];
        let positions = layout_in_areas(&schema, &Positions::new(), &areas, &LayoutOptions::default());
        let ground = |tables: &[Id]| {
            let rect =
                |id: &Id| Rect::new(positions[id], crate::erd::table_size(schema.table_by_id(*id).expect("a table")));
            crate::erd::area_rect(tables.iter().map(rect)).expect("a ground")
        };
        let [first, second] = [ground(&areas[0]), ground(&areas[1])];
        assert!(!first.overlaps(&second));
        let stray = |area: &[Id], rect: Rect| ids.iter().any(|id| !area.contains(id) && rect.contains(positions[id]));
        assert!(!stray(&areas[0], first) && !stray(&areas[1], second));
        assert_eq!(overlaps(&schema, &positions), 0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn no_tables_overlap(tables in 0_usize..90, seed in 0_u64..1000) {
            let schema = sample::synthetic(tables, seed);
            let options = LayoutOptions::default();
            let positions = layout(&schema, &Positions::new(), &options);
            prop_assert_eq!(positions.len(), tables);
            prop_assert_eq!(overlaps(&schema, &positions), 0);
            prop_assert_eq!(layout(&schema, &Positions::new(), &options), positions);
        }

        #[test]
        fn what_was_placed_stays(
            tables in 1_usize..40,
            seed in 0_u64..1000,
            keep in prop::collection::vec((0_usize..40, -2000.0..2000.0_f64, -2000.0..2000.0_f64), 1..12),
        ) {
            let schema = sample::synthetic(tables, seed);
            let ids: Vec<Id> = schema.tables.iter().map(|table| table.id).collect();
            let kept: Positions =
                keep.iter().filter(|(at, ..)| *at < tables).map(|(at, x, y)| (ids[*at], Point::new(*x, *y))).collect();
            let positions = layout(&schema, &kept, &LayoutOptions::default());
            prop_assert_eq!(positions.len(), tables);
            for (id, at) in &kept {
                prop_assert_eq!(positions[id], *at);
            }
            let mut only = schema.clone();
            only.tables.retain(|table| kept.contains_key(&table.id));
            prop_assert_eq!(overlaps(&schema, &positions), overlaps(&only, &kept));
        }
    }
}
