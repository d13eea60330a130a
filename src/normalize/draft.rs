//! A schema under change, and the names of what is added to it.

use crate::schema::{self, ApplyError, Change, Id, NamingStyle, Object, QualifiedName, Schema, Table, words};

/// The changes so far and the schema that they give.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub schema: Schema,
    pub changes: Vec<Change>,
}

impl Draft {
    pub fn of(schema: &Schema) -> Self {
        Self { schema: schema.clone(), changes: Vec::new() }
    }

    pub fn apply(&mut self, change: Change) -> Result<(), ApplyError> {
        self.schema.apply(&change)?;
        self.changes.push(change);
        Ok(())
    }

    pub fn add(&mut self, parent: Option<Id>, object: Object) -> Result<(), ApplyError> {
        self.apply(Change::Add { parent, object, at: None })
    }

    pub fn drop(&mut self, id: Id) -> Result<(), ApplyError> {
        self.apply(Change::Drop { id })
    }

    /// A name in the namespace and style of an existing table that no other table, view or sequence has, and that is
    /// not among the promised ones.
    pub fn free_table_name(&self, beside: &QualifiedName, wanted: &str, promised: &[&QualifiedName]) -> QualifiedName {
        let wanted = style_of(&beside.name).spell(wanted);
        let name = |name: String| QualifiedName { namespace: beside.namespace.clone(), name };
        let taken = |name: &QualifiedName| {
            promised.contains(&name)
                || self.schema.table(name).is_some()
                || self.schema.views.iter().any(|o| o.name == *name)
                || self.schema.sequences.iter().any(|o| o.name == *name)
        };
        let numbered = (2..).map(|number| format!("{wanted}_{number}"));
        let mut names = std::iter::once(wanted.clone()).chain(numbered).map(name);
        names.find(|name| !taken(name)).unwrap_or_else(|| name(wanted.clone()))
    }
}

/// The style that a name is written in.
pub(super) fn style_of(name: &str) -> NamingStyle {
    match (name.starts_with(char::is_uppercase), name.contains('_'), name.chars().any(char::is_uppercase)) {
        (_, true, _) | (_, _, false) => NamingStyle::Snake,
        (true, ..) => NamingStyle::Pascal,
        (false, ..) => NamingStyle::Camel,
    }
}

/// The style of a table's columns: that of the first one with a capital, or snake case.
pub(super) fn column_style(table: &Table) -> NamingStyle {
    let styles = table.columns.iter().map(|column| style_of(&column.name));
    styles.into_iter().find(|style| *style != NamingStyle::Snake).unwrap_or_default()
}

/// The words of a name with the last one in the singular.
pub(super) fn singular(name: &str) -> String {
    with_last_word(name, schema::singular)
}

/// The words of a name with the last one in the plural.
pub(super) fn plural(name: &str) -> String {
    with_last_word(name, schema::plural)
}

pub(super) fn is_plural(name: &str) -> bool {
    plural(name) == words(name).join("_") && singular(name) != plural(name)
}

fn with_last_word(name: &str, change: impl Fn(&str) -> String) -> String {
    let mut words = words(name);
    if let Some(last) = words.last_mut() {
        *last = change(last);
    }
    words.join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_their_neighbours() {
        let check = |beside: &str, wanted: &str, expected: &str| {
            let draft = Draft::of(&Schema::new());
            assert_eq!(draft.free_table_name(&beside.into(), wanted, &[]).name, expected);
        };
        check("order_items", "zip codes", "zip_codes");
        check("OrderItem", "zip codes", "ZipCodes");
        check("orderItem", "zip codes", "zipCodes");
    }
}
