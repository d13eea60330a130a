use super::*;

rule! {
    /// An enum lists many values.
    ///
    /// ## Why
    /// A list that long changes, and each change is a change of the schema. A table of its own takes new values as
    /// rows, with names, order and more.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TYPE country AS ENUM ('AD', 'AE', 'AF', ...);
    /// ```
    ///
    /// ## Fix
    /// None: a table with a foreign key moves data.
    ///
    /// ## When not to follow it
    /// For lists that a standard fixes for good.
    "long-enum", Types, Info
}

const LONG: usize = 24;

fn check(context: &Context) -> Vec<Finding> {
    let long = context.schema.enums.iter().filter(|object| object.values.len() > LONG);
    let finding = |object: &EnumType| {
        let message = format!(
            "The enum {} lists {} values; a table would take new ones as rows.",
            object.name,
            object.values.len()
        );
        let user =
            context.columns().find(|(_, column)| column.column.data_type == ColumnType::Named(object.name.clone()));
        Finding::new(user.map_or(object.id, |(_, column)| column.column.id), message)
    };
    long.map(finding).collect()
}
