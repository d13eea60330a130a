use super::*;

rule! {
    /// A text holds a list.
    ///
    /// ## Why
    /// No foreign key and no check sees the single values, finding one of them reads the whole table, and a value
    /// that contains the comma breaks the list.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE posts (id int PRIMARY KEY, tag_ids text);
    /// ```
    ///
    /// ## Fix
    /// None here; `normalize --to 1nf` makes a table of it.
    ///
    /// ## When not to follow it
    /// Where the list is only shown, never searched.
    "comma-list", Structure, Warning
}

const LISTED: &[&str] = &[
    "tags",
    "keywords",
    "ids",
    "emails",
    "phones",
    "roles",
    "permissions",
    "categories",
    "hashtags",
    "urls",
    "codes",
    "numbers",
    "members",
    "recipients",
    "scopes",
    "features",
    "labels",
    "skills",
    "languages",
    "colors",
    "sizes",
    "countries",
    "domains",
    "groups",
    "users",
    "authors",
    "genres",
    "items",
    "images",
    "attachments",
    "friends",
];

fn check(context: &Context) -> Vec<Finding> {
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let text = context.base_type(&column.column.data_type).is_text();
        let list = column.ends_in(LISTED) || column.ends_in(&["list", "csv"]) && column.words.len() > 1;
        if !text || !list || column.is_key() {
            return None;
        }
        let message = format!("{}.{} seems to hold a list in a text.", view.name(), column.name());
        Some(
            Finding::new(column.column.id, message)
                .because(format!("a plural with the type {}", column.column.data_type)),
        )
    };
    context.columns().filter_map(finding).collect()
}
