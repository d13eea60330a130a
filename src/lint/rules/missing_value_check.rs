use super::*;

rule! {
    /// A number that cannot be negative has no check.
    ///
    /// ## Why
    /// One wrong sign in a program, and the stock is -3 and the sum of an order too low; nobody notices until the
    /// count.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE lines (id int PRIMARY KEY, quantity int, unit_price decimal(10,2));
    /// ```
    ///
    /// ## Fix
    /// Proposes the checks. Rows that break them have to be mended first.
    ///
    /// ## When not to follow it
    /// Where corrections are kept as negative numbers.
    "missing-value-check", Constraints, Info
}

const NATURAL: &[&str] = &[
    "quantity",
    "qty",
    "price",
    "age",
    "percent",
    "percentage",
    "capacity",
    "duration",
    "stock",
    "height",
    "width",
    "length",
    "salary",
];

fn check(context: &Context) -> Vec<Finding> {
    context.tables.iter().filter_map(|view| finding(context, view)).collect()
}

fn finding(context: &Context, view: &TableView) -> Option<Finding> {
    let open = |column: &&ColumnView| {
        let signed =
            column.column.data_type.is_numeric() && !matches!(column.column.data_type, ColumnType::Unsigned(_));
        let checked = view.table.checks.iter().any(|check| check.expression.mentions(column.name()));
        signed && column.ends_in(NATURAL) && !checked && !column.is_key() && column.column.generated.is_none()
    };
    let columns: Vec<&ColumnView> = view.columns.iter().filter(open).collect();
    let first = columns.first()?;
    let names: Vec<&str> = columns.iter().map(|column| column.name()).collect();
    let check = |column: &&ColumnView| {
        let name = Expression::identifier(column.name());
        let most =
            if column.ends_in(&["percent", "percentage"]) { format!(" AND {name} <= 100") } else { String::new() };
        check_added(context, view.table, format!("{name} >= 0{most}"))
    };
    let changes = columns.iter().map(check).collect();
    let message = format!("Nothing keeps {} of {} from being negative.", listed(&names), view.name());
    Some(Finding::new(first.column.id, message).propose("Check that they are not negative", changes))
}
