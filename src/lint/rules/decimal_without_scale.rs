use super::*;

rule! {
    /// A decimal without digits behind the point rounds to whole numbers.
    ///
    /// ## Why
    /// In MySQL and MariaDB `DECIMAL` means DECIMAL(10,0), in SQL Server DECIMAL(18,0): 9.99 becomes 10.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE orders (id int PRIMARY KEY, price decimal);
    /// ```
    ///
    /// ## Fix
    /// Proposes decimal(12,2) for money; for other numbers the digits have to be chosen.
    ///
    /// ## When not to follow it
    /// Where whole numbers are meant; an integer says so.
    "decimal-without-scale", Types, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    let default = match context.dialect {
        Dialect::MySql | Dialect::MariaDb => "DECIMAL(10,0)",
        Dialect::SqlServer => "DECIMAL(18,0)",
        _ => return Vec::new(),
    };
    let bare = context.columns().filter(|(_, column)| {
        let money = is_money(column) && matches!(column.column.data_type, ColumnType::Decimal { scale: None, .. });
        money || matches!(column.column.data_type, ColumnType::Decimal { precision: None, .. })
    });
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let message = format!("{}.{} keeps whole numbers only.", view.name(), column.name());
        let change = modified(column.column, |column| column.data_type = ColumnType::decimal(12, 2));
        let finding =
            Finding::new(column.column.id, message).because(format!("a decimal without a scale is {default}"));
        if is_money(column) { finding.propose("Make it decimal(12,2)", vec![change]) } else { finding }
    };
    bare.map(finding).collect()
}
