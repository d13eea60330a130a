use super::*;

rule! {
    /// Deleting a person or thing silently deletes records that have to be kept.
    ///
    /// ## Why
    /// Invoices, payments and audit entries have to outlive the customer; with CASCADE one delete removes them all,
    /// without a word.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE invoices (id int PRIMARY KEY, customer_id int REFERENCES customers ON DELETE CASCADE);
    /// ```
    ///
    /// ## Fix
    /// Proposes to refuse the delete.
    ///
    /// ## When not to follow it
    /// Where the law wants the records gone as well, or they are only a copy.
    "cascade-deletes-records", ForeignKeys, Warning
}

fn check(context: &Context) -> Vec<Finding> {
    context.foreign_keys().filter_map(|(view, key)| finding(context, view, key)).collect()
}

fn finding(context: &Context, view: &TableView, key: &ForeignKey) -> Option<Finding> {
    let parent = context.table(&key.references.table)?;
    let last = singular(view.words.last()?);
    // The lines of an order are part of it and go with it; so do records of records.
    let record = RECORDS.contains(&last.as_str()) && !view.is_link();
    let part = parent.words.iter().any(|word| view.words.contains(word) || view.words.contains(&singular(word)));
    if key.on_delete != Action::Cascade || !record || part || parent.is_about(RECORDS) {
        return None;
    }
    let to = Action::NoAction;
    let object = Object::ForeignKey(ForeignKey { on_delete: to, ..key.clone() });
    let message = format!("Deleting a row of {} deletes its {} as well.", parent.name(), view.name());
    let finding = Finding::new(key.id, message)
        .because(format!("{} are records that others may have to account for", view.name()));
    Some(finding.propose("Refuse the delete instead", vec![Change::Modify { object }]))
}
