//! How much of a table is drawn.

use crate::schema::{Schema, Table};
use std::borrow::Cow;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Detail {
    #[default]
    All,
    /// The columns of keys: primary, foreign, and those that are unique by themselves.
    Keys,
    /// Tables as their names.
    Names,
}

impl Detail {
    pub const ALL: [Self; 3] = [Self::All, Self::Keys, Self::Names];

    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Keys => "keys",
            Self::Names => "names",
        }
    }
}

/// The schema with only the columns that are drawn: for sizes, layout and routes, which then need not know of it.
pub fn detailed(schema: &Schema, detail: Detail) -> Cow<'_, Schema> {
    if detail == Detail::All {
        return Cow::Borrowed(schema);
    }
    let mut drawn = schema.clone();
    for table in &mut drawn.tables {
        let whole = std::mem::take(&mut table.columns);
        if detail == Detail::Keys {
            table.columns = whole.into_iter().filter(|column| is_key(table, &column.name)).collect();
        }
    }
    Cow::Owned(drawn)
}

fn is_key(table: &Table, column: &String) -> bool {
    table.in_primary_key(column) || table.in_foreign_key(column) || table.is_unique(std::slice::from_ref(column))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::erd::{LayoutOptions, Positions, layout, route, sample};

    #[test]
    fn columns_are_left_out_and_edges_stay() {
        let check = |detail: Detail, expected: &[&str]| {
            let shop = sample::shop();
            let drawn = detailed(&shop, detail);
            let orders = drawn.table_named("orders").expect("orders");
            let names: Vec<&str> = orders.columns.iter().map(|column| column.name.as_str()).collect();
            assert_eq!(names, expected);
            let positions = layout(&drawn, &Positions::new(), &LayoutOptions::default());
            assert_eq!(route(&drawn, &positions).len(), shop.relationship_count());
        };
        check(Detail::All, &["id", "user_id", "total_amount", "status", "created_at"]);
        check(Detail::Keys, &["id", "user_id"]);
        check(Detail::Names, &[]);
    }
}
