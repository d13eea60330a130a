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

fn check(context: &Context) -> Vec<Finding> {
    let reserved: std::collections::HashSet<&str> = context.dialect.reserved_words().collect();
    let finding = |id: Id, kind: &str, name: &str| {
        let hit = reserved.contains(name.to_lowercase().as_str());
        let message = format!("The {kind} name {name} is a reserved word and has to be quoted everywhere.");
        hit.then(|| Finding::new(id, message).because(format!("{name} is reserved in {}", context.dialect)))
    };
    let tables = context.tables.iter().filter_map(|view| finding(view.table.id, "table", &view.name().name));
    let columns = context.columns().filter_map(|(_, column)| finding(column.column.id, "column", column.name()));
    tables.chain(columns).collect()
}
