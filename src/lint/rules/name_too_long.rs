use super::*;
use crate::dialect::facts::NameLimit;

rule! {
    /// A name is longer than the database takes.
    ///
    /// ## Why
    /// PostgreSQL cuts it off without an error, so two long names can become one; the other databases refuse the
    /// statement.
    ///
    /// ## Example
    /// ```sql
    /// CREATE TABLE customer_satisfaction_survey_answer_option_translation_history_entries (id int);
    /// ```
    ///
    /// ## Fix
    /// None: shorten it by hand.
    ///
    /// ## When not to follow it
    /// Never; the database does not keep the name.
    "name-too-long", Naming, Error
}

fn check(context: &Context) -> Vec<Finding> {
    let Some(limit) = context.dialect.name_limit() else { return Vec::new() };
    let (most, unit) = match limit {
        NameLimit::Bytes(most) => (most, "bytes"),
        NameLimit::Characters(most) => (most, "characters"),
    };
    let finding = |id: Id, name: &str| {
        let length = match limit {
            NameLimit::Bytes(_) => name.len(),
            NameLimit::Characters(_) => name.chars().count(),
        };
        let message = format!("The name {name} is longer than {} takes.", context.dialect);
        (length > most).then(|| Finding::new(id, message).because(format!("{length} {unit}, of which {most} are kept")))
    };
    let parts = |table: &Table| {
        let named = |id: Id, name: &Option<String>| Some((id, name.clone()?));
        let mut names: Vec<(Id, String)> = vec![(table.id, table.name.name.clone())];
        names.extend(table.columns.iter().map(|o| (o.id, o.name.clone())));
        names.extend(table.primary_key.iter().filter_map(|o| named(o.id, &o.name)));
        names.extend(table.uniques.iter().filter_map(|o| named(o.id, &o.name)));
        names.extend(table.foreign_keys.iter().filter_map(|o| named(o.id, &o.name)));
        names.extend(table.checks.iter().filter_map(|o| named(o.id, &o.name)));
        names.extend(table.indexes.iter().filter_map(|o| named(o.id, &o.name)));
        names
    };
    let names = context.tables.iter().flat_map(|view| parts(view.table));
    names.filter_map(|(id, name)| finding(id, &name)).collect()
}
