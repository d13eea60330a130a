//! The user's own word, kept in comments: `@class(personal)` on a column or a table, `@subject` on a table of people.

use super::{Class, Classification};
use crate::schema::{Change, Object, Schema};

/// The class that a comment states.
pub(super) fn class_of(comment: &str) -> Option<Class> {
    let (_, rest) = comment.split_once("@class(")?;
    let (name, _) = rest.split_once(')')?;
    name.trim().parse().ok()
}

pub(super) fn is_subject(comment: &str) -> bool {
    comment.split_whitespace().any(|word| word.trim_end_matches(['.', ',', ';']) == "@subject")
}

/// A comment that states a class in place of what it stated before.
pub fn stated(comment: &str, class: Class) -> String {
    let rest = match comment.split_once("@class(") {
        Some((before, after)) => format!("{before}{}", after.split_once(')').map_or("", |(_, rest)| rest)),
        None => comment.to_owned(),
    };
    format!("{} @class({})", rest.trim(), class.name()).trim_start().to_owned()
}

/// The changes that write what was found into the comments, so that documentation and later runs have it. Columns whose
/// comment has a tag keep it.
pub fn tag_changes(schema: &Schema, classification: &Classification) -> Vec<Change> {
    let columns = schema.tables.iter().flat_map(|table| &table.columns);
    let tagged = columns.filter_map(|column| {
        let class = classification.column(column.id)?.class;
        let before = column.comment.as_deref().unwrap_or_default();
        if !class.is_sensitive() || class_of(before).is_some() {
            return None;
        }
        let mut column = column.clone();
        column.comment = Some(format!("{before} @class({})", class.name()).trim_start().to_owned());
        Some(Change::Modify { object: Object::Column(column) })
    });
    tagged.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stated_class_replaces_the_one_before() {
        assert_eq!(stated("", Class::None), "@class(none)");
        assert_eq!(stated("Who pays. @class(payment) Always.", Class::Personal), "Who pays.  Always. @class(personal)");
    }

    #[test]
    fn tags_are_read() {
        assert_eq!(class_of("Who pays. @class(payment)"), Some(Class::Payment));
        assert_eq!(class_of("@class( none ) a nickname of a boat"), Some(Class::None));
        assert_eq!(class_of("@class(secret)"), None);
        assert_eq!(class_of("about @class"), None);
        assert!(is_subject("All who ever bought. @subject."));
        assert!(!is_subject("the subject"));
    }
}
