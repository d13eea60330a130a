use super::*;

rule! {
    /// No index starts with the columns of a foreign key.
    ///
    /// ## Why
    /// Each delete or key change of a parent's row reads the whole child table to look for references, and holds
    /// its locks that long. Joins along the reference read it all as well.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users);
    /// ```
    ///
    /// ## Fix
    /// Adds the index.
    ///
    /// ## When not to follow it
    /// For tables of a few rows, and where the parent's rows never go and nobody joins from that side.
    "foreign-key-without-index", ForeignKeys, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    if context.facts.indexes_foreign_keys {
        return Vec::new();
    }
    let bare = context.foreign_keys().filter(|(view, key)| {
        let known = key.columns.iter().all(|name| view.table.column(name).is_some());
        known && !key.columns.is_empty() && !view.table.has_index_on(&key.columns)
    });
    let finding = |(view, key): (&TableView, &ForeignKey)| {
        let columns = key.columns.join(", ");
        let message = format!(
            "No index helps to find the rows of {} by ({columns}), which refers to {}.",
            view.name(),
            key.references.table
        );
        let names: Vec<&str> = key.columns.iter().map(String::as_str).collect();
        let index = Change::Add {
            parent: Some(view.table.id),
            object: Object::Index(Index::on(context.fresh_id(), &names)),
            at: None,
        };
        let finding = Finding::new(key.id, message).because("a delete in the parent reads the whole table");
        finding.fix(format!("Add an index on ({columns})"), vec![index])
    };
    bare.map(finding).collect()
}
