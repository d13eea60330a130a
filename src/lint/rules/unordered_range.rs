use super::*;

rule! {
    /// Nothing keeps the end of a range from lying before its beginning.
    ///
    /// ## Why
    /// A stay that ends before it starts has a negative length, and every query about overlaps is wrong.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE stays (id int PRIMARY KEY, start_date date, end_date date);
    /// ```
    ///
    /// ## Fix
    /// Proposes a check. Rows that break it have to be mended first.
    ///
    /// ## When not to follow it
    /// Where the two may come in any order.
    "unordered-range", Constraints, Info
}

const PAIRS: &[(&str, &str)] = &[
    ("start", "end"),
    ("starts", "ends"),
    ("started", "ended"),
    ("begin", "end"),
    ("from", "to"),
    ("from", "until"),
    ("min", "max"),
    ("lower", "upper"),
    ("open", "close"),
    ("opens", "closes"),
    ("opened", "closed"),
    ("checkin", "checkout"),
    ("valid_from", "valid_to"),
];

fn check(context: &Context) -> Vec<Finding> {
    context.tables.iter().filter_map(|view| finding(context, view)).collect()
}

/// One finding a table: tables of limits have many pairs.
fn finding(context: &Context, view: &TableView) -> Option<Finding> {
    let open: Vec<(&ColumnView, &ColumnView)> = pairs(view).filter(|pair| !is_checked(view, *pair)).collect();
    let (first, _) = open.first()?;
    let names: Vec<String> = open.iter().map(|(from, to)| format!("{} and {}", from.name(), to.name())).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let check = |(from, to): &(&ColumnView, &ColumnView)| {
        let (from, to) = (Expression::identifier(from.name()), Expression::identifier(to.name()));
        check_added(context, view.table, format!("{to} >= {from}"))
    };
    let changes = open.iter().map(check).collect();
    let message = format!("Nothing keeps the ends of ranges of {} from lying before their beginnings.", view.name());
    let finding = Finding::new(first.column.id, message).because(names.join("; "));
    Some(finding.propose("Check that the end does not lie before the beginning", changes))
}

/// Columns that name the two ends of something.
fn pairs<'v, 'a>(view: &'v TableView<'a>) -> impl Iterator<Item = (&'v ColumnView<'a>, &'v ColumnView<'a>)> {
    view.columns.iter().filter_map(|first| {
        let data_type = &first.column.data_type;
        // A shift may end after midnight.
        let ordered =
            data_type.is_temporal() && !matches!(data_type, ColumnType::Time { .. }) || data_type.is_numeric();
        let second = PAIRS.iter().find_map(|(one, other)| {
            let at = first.words.iter().position(|word| word == one)?;
            let mut wanted = first.words.clone();
            wanted[at] = (*other).to_owned();
            view.columns.iter().find(|column| column.words == wanted && column.column.data_type == *data_type)
        })?;
        (ordered && !first.is_key()).then_some((first, second))
    })
}

fn is_checked(view: &TableView, (from, to): (&ColumnView, &ColumnView)) -> bool {
    let mentions = |expression: &Expression| expression.mentions(from.name()) && expression.mentions(to.name());
    view.table.checks.iter().any(|check| mentions(&check.expression))
        || view
            .table
            .exclusions
            .iter()
            .flat_map(|exclusion| &exclusion.elements)
            .any(|element| mentions(&element.expression))
}
