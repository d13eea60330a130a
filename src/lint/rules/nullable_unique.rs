use super::*;

rule! {
    /// A unique key has a column that may be NULL.
    ///
    /// ## Why
    /// NULL counts as different from NULL, so a key of several columns lets the same rest come twice as soon as one
    /// is missing. SQL Server does the opposite: it takes one NULL only.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE prices (product_id int, shop_id int, UNIQUE (product_id, shop_id));
    /// ```
    ///
    /// ## Fix
    /// Proposes to make the columns required.
    ///
    /// ## When not to follow it
    /// For one optional value that has to differ where it is given, such as a telephone number.
    "nullable-unique", Constraints, Info
}

fn check(context: &Context) -> Vec<Finding> {
    let mut findings = Vec::new();
    for view in &context.tables {
        for unique in view.table.uniques.iter().filter(|unique| !unique.nulls_not_distinct) {
            let columns: Vec<&Column> = unique.columns.iter().filter_map(|name| view.table.column(name)).collect();
            let nullable: Vec<&&Column> = columns.iter().filter(|column| column.nullable).collect();
            let names: Vec<&str> = nullable.iter().map(|column| column.name.as_str()).collect();
            let single = context.dialect == Dialect::SqlServer;
            if nullable.is_empty() || columns.len() < 2 && !single {
                continue;
            }
            let message = format!(
                "The unique key ({}) of {} has columns that may be NULL.",
                unique.columns.join(", "),
                view.name()
            );
            let evidence = match single {
                true => format!("SQL Server takes one row with NULL in {}", listed(&names)),
                false => format!("rows with NULL in {} are never equal", listed(&names)),
            };
            let changes = nullable.iter().map(|column| modified(column, |column| column.nullable = false)).collect();
            let severity = if single && columns.len() == 1 { Severity::Warning } else { Severity::Info };
            findings.push(
                Finding::new(unique.id, message)
                    .because(evidence)
                    .severity(severity)
                    .propose("Make the columns required", changes),
            );
        }
    }
    findings
}
