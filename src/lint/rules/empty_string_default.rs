use super::*;

rule! {
    /// A required column has an empty text as its default.
    ///
    /// ## Why
    /// Oracle takes '' for NULL, so that the default of a NOT NULL column makes each insert fail that relies on it.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (id number(10) PRIMARY KEY, note varchar2(80) DEFAULT '' NOT NULL);
    /// ```
    ///
    /// ## Fix
    /// Proposes to make the column optional and to drop the default.
    ///
    /// ## When not to follow it
    /// Never on Oracle.
    "empty-string-default", Portability, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    let empty = context.columns().filter(|(_, column)| {
        context.dialect == Dialect::Oracle
            && !column.column.nullable
            && column.column.default.as_ref().is_some_and(|default| default.as_str() == "''")
    });
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let message = format!(
            "The default of {}.{} is NULL to Oracle, but the column must not be NULL.",
            view.name(),
            column.name()
        );
        let change = modified(column.column, |column| {
            column.default = None;
            column.nullable = true;
        });
        Finding::new(column.column.id, message).propose(
            "Make it optional without a default",
            if column.in_primary_key { Vec::new() } else { vec![change] },
        )
    };
    empty.map(finding).collect()
}
