use super::*;

rule! {
    /// A foreign key refers to a table that is not there.
    ///
    /// ## Why
    /// The script does not run. Often the name is misspelled, or the table was renamed elsewhere only.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES usres);
    /// ```
    ///
    /// ## Fix
    /// None: the right table is not known.
    ///
    /// ## When not to follow it
    /// Where the script is one of several that run together; tables of another namespace count as such.
    "dangling-foreign-key", ForeignKeys, Error
}

fn check(context: &Context) -> Vec<Finding> {
    let namespaces: Vec<&str> = context.tables.iter().filter_map(|view| view.name().namespace.as_deref()).collect();
    let missing = context.foreign_keys().filter(|(_, key)| context.table(&key.references.table).is_none());
    let finding = |(view, key): (&TableView, &ForeignKey)| {
        let name = &key.references.table;
        let message = format!("{} refers to {name}, which is not there.", view.name());
        // A namespace of which nothing is here is made elsewhere.
        let elsewhere = name.namespace.as_deref().is_some_and(|space| !namespaces.contains(&space));
        // Kept as text because its statement could not be read.
        let unread = context
            .schema
            .opaque
            .iter()
            .any(|object| object.kind == "table" && object.sql.to_lowercase().contains(&name.name.to_lowercase()));
        let severity = if elsewhere || unread { Severity::Info } else { Severity::Error };
        Finding::new(key.id, message).severity(severity)
    };
    missing.map(finding).collect()
}
