//! Where tables stand.
//!
//! Components and clusters of at most a few dozen tables are arranged one by one in columns, parents to the left of
//! their children, and then packed. What the user placed stays; only what is new finds a place.

mod cluster;
mod columns;
mod few;
mod keep;
mod pack;
mod random;
mod seed;

use super::diagram::Diagram;
use super::{Point, Positions, Rect, Size};
use crate::schema::Schema;

/// How tables are arranged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LayoutOptions {
    /// Least space between two columns of tables.
    pub gap_x: f64,
    /// Space between two tables of a column.
    pub gap_y: f64,
    /// Width by height that the whole drawing comes close to.
    pub aspect: f64,
}

impl Default for LayoutOptions {
    fn default() -> Self {
        Self { gap_x: 90.0, gap_y: 60.0, aspect: 1.6 }
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
    let diagram = Diagram::of(schema);
    let fixed: Vec<Option<Point>> = diagram.tables.iter().map(|table| kept.get(&table.id).copied()).collect();
    let free: Vec<usize> = (0..fixed.len()).filter(|at| fixed[*at].is_none()).collect();
    let groups = cluster::groups(&diagram, &free);
    let blocks = columns::arrange(&diagram, &groups, options);
    let places = if free.len() == fixed.len() {
        pack::pack(&diagram, &blocks, options)
    } else {
        keep::beside(&diagram, &fixed, &blocks, options)
    };
    let mut positions = Positions::new();
    for (table, fixed) in diagram.tables.iter().zip(&fixed) {
        positions.extend(fixed.map(|at| (table.id, at)));
    }
    for (block, at) in blocks.iter().zip(places) {
        positions.extend(block.places.iter().map(|(table, offset)| (diagram.tables[*table].id, at + *offset)));
    }
    positions
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
