use super::*;

rule! {
    /// A column is named like a reference to a table, but is none.
    ///
    /// ## Why
    /// The database takes keys of rows that do not exist, and leaves references behind when a row goes. Diagrams
    /// and tools do not see how the tables belong together.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE orders (id int PRIMARY KEY, user_id int);
    /// ```
    ///
    /// ## Fix
    /// Proposes the foreign key. Rows that refer to nothing have to be mended first.
    ///
    /// ## When not to follow it
    /// Where the other table lives in another database, is loaded later, or the rows must outlive what they refer
    /// to.
    "missing-foreign-key", ForeignKeys, Warning
}

const KEY_WORDS: &[&str] = &["id", "uuid", "guid", "fk", "key"];

fn check(context: &Context) -> Vec<Finding> {
    // A schema without any reference keeps them out on purpose, or its engine does not know them.
    let none_at_all = context.schema.relationship_count() == 0;
    let candidates = context
        .columns()
        .filter(|(_, column)| !column.in_foreign_key && column.words.len() > 1 && column.ends_in(KEY_WORDS));
    let finding = |(view, column): (&TableView, &ColumnView)| {
        let (parent, key) = parent_of(context, view, column)?;
        let finding = Finding::new(
            column.column.id,
            format!("{}.{} looks like a reference to {} but is none.", view.name(), column.name(), parent.name()),
        );
        let finding = finding.because(format!("{} has the key {key} of the same type", parent.name()));
        let finding = if none_at_all { finding.severity(Severity::Info) } else { finding };
        let reference = ForeignKey::on(
            context.fresh_id(),
            vec![column.name().to_owned()],
            Reference { table: parent.name().clone(), columns: vec![key] },
        );
        let add = Change::Add { parent: Some(view.table.id), object: Object::ForeignKey(reference), at: None };
        Some(finding.propose(format!("Add a foreign key to {}", parent.name()), vec![add]))
    };
    candidates.filter_map(finding).collect()
}

/// The table that `user_id` or `billing_user_id` names, and its key of one column, if the types fit.
fn parent_of<'c, 'a>(
    context: &'c Context<'a>,
    view: &TableView,
    column: &ColumnView,
) -> Option<(&'c TableView<'a>, String)> {
    let (_, before) = column.words.split_last()?;
    let kind = |word: &str| {
        view.column(&column.name().replace(column.words.last().map_or("", String::as_str), word)).is_some()
    };
    if kind("type") {
        return None;
    }
    let fits = |parent: &&TableView| {
        let [key] = parent.table.key_columns() else { return false };
        let own = parent.table.id == view.table.id
            && (column.in_primary_key || before.len() == 1 && !before[0].starts_with("parent"));
        let same_space = parent.name().namespace == view.name().namespace || parent.name().namespace.is_none();
        !own && same_space && parent.table.column(key).is_some_and(|key| key.data_type == column.column.data_type)
    };
    // The whole phrase first (`order_item_id`), then its end (`billing_address_id`).
    let starts = (0..before.len()).map(|start| thing(&before[start..]));
    let mut parents = starts.filter_map(|thing| context.tables_of_thing(&thing).find(fits));
    let parent = parents.next()?;
    Some((parent, parent.table.key_columns().first()?.clone()))
}
