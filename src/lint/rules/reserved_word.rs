use super::*;

rule! {
    /// A table or column is named with a word that the database reserves.
    ///
    /// ## Why
    /// Every statement has to quote the name; those that forget it fail, and generated code often forgets it.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE "order" (id int, "user" int);
    /// ```
    ///
    /// ## Fix
    /// None: a better name needs someone who knows what is meant (`orders`, `user_id`).
    ///
    /// ## When not to follow it
    /// Where an existing interface needs the very name.
    "reserved-word", Naming, Warning
}

/// Words that PostgreSQL reserves for types and functions only: bare columns may have these names (its manual,
/// appendix C).
const FREE_IN_POSTGRESQL: &[&str] = &[
    "between",
    "bigint",
    "bit",
    "boolean",
    "char",
    "character",
    "coalesce",
    "dec",
    "decimal",
    "exists",
    "extract",
    "float",
    "greatest",
    "grouping",
    "inout",
    "int",
    "integer",
    "interval",
    "least",
    "national",
    "nchar",
    "none",
    "normalize",
    "nullif",
    "numeric",
    "out",
    "overlay",
    "position",
    "precision",
    "real",
    "row",
    "setof",
    "smallint",
    "substring",
    "time",
    "timestamp",
    "treat",
    "trim",
    "values",
    "varchar",
];

fn check(context: &Context) -> Vec<Finding> {
    let reserved: std::collections::HashSet<&str> = context.dialect.reserved_words().collect();
    let finding = |id: Id, kind: &str, name: &str| {
        let word = name.to_lowercase();
        let free = context.dialect == Dialect::PostgreSql && FREE_IN_POSTGRESQL.contains(&word.as_str());
        let hit = !free && reserved.contains(word.as_str());
        let message = format!("The {kind} name {name} is a reserved word and has to be quoted everywhere.");
        hit.then(|| Finding::new(id, message).because(format!("{name} is reserved in {}", context.dialect)))
    };
    let tables = context.tables.iter().filter_map(|view| finding(view.table.id, "table", &view.name().name));
    let columns = context.columns().filter_map(|(_, column)| finding(column.column.id, "column", column.name()));
    tables.chain(columns).collect()
}
