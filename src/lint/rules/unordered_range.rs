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
    ("first", "last"),
    ("departure", "arrival"),
    ("valid_from", "valid_to"),
];

fn check(context: &Context) -> Vec<Finding> {
    context
        .tables
        .iter()
        .flat_map(|view| view.columns.iter().filter_map(move |first| finding(context, view, first)))
        .collect()
}

fn finding(context: &Context, view: &TableView, first: &ColumnView) -> Option<Finding> {
    let ordered = |column: &Column| column.data_type.is_temporal() || column.data_type.is_numeric();
    if !ordered(first.column)
        || first.is_key()
        || first.column.data_type == (ColumnType::Time { precision: None, zone: false })
    {
        return None;
    }
    let second = PAIRS.iter().find_map(|(one, other)| {
        // Flights arrive on another clock than they depart by.
        let at = first.words.iter().position(|word| word == one)?;
        let mut wanted = first.words.clone();
        wanted[at] = (*other).to_owned();
        view.columns.iter().find(|column| column.words == wanted && column.column.data_type == first.column.data_type)
    })?;
    if first.has(&["departure", "first"]) {
        return None;
    }
    let mentions = |expression: &Expression| expression.mentions(first.name()) && expression.mentions(second.name());
    let checked = view.table.checks.iter().any(|check| mentions(&check.expression))
        || view
            .table
            .exclusions
            .iter()
            .any(|exclusion| exclusion.elements.iter().any(|element| mentions(&element.expression)));
    if checked {
        return None;
    }
    let (from, to) = (Expression::identifier(first.name()), Expression::identifier(second.name()));
    let check = Check { id: context.fresh_id(), name: None, expression: Expression::new(format!("{to} >= {from}")) };
    let add = Change::Add { parent: Some(view.table.id), object: Object::Check(check), at: None };
    let message = format!("Nothing keeps {} of {} from lying before {}.", second.name(), view.name(), first.name());
    Some(Finding::new(first.column.id, message).propose(format!("Check that {to} >= {from}"), vec![add]))
}
