//! The schema in the making: tables may refer to what stands further down.

use super::Imported;
use crate::dialect::{Dialect, read_type};
use crate::schema::*;

#[derive(Debug, Default)]
pub struct Draft {
    pub imported: Imported,
    links: Vec<Link>,
}

/// A reference whose tables may not have been read yet.
#[derive(Debug, Clone, Default)]
pub struct Link {
    pub child: QualifiedName,
    pub columns: Vec<String>,
    pub parent: QualifiedName,
    /// Empty for the parent's primary key.
    pub parent_columns: Vec<String>,
    pub on_delete: Action,
    pub on_update: Action,
    pub name: Option<String>,
    /// A parent has one child at most.
    pub one_to_one: bool,
    pub at: Position,
}

impl Draft {
    pub fn schema(&mut self) -> &mut Schema {
        &mut self.imported.schema
    }

    pub fn id(&mut self) -> Id {
        self.imported.schema.fresh_id()
    }

    pub fn column(&mut self, name: impl Into<String>, data_type: ColumnType) -> Column {
        Column::new(self.id(), name, data_type)
    }

    pub fn primary_key(&mut self, columns: Vec<String>) -> PrimaryKey {
        PrimaryKey::on(self.id(), columns)
    }

    pub fn unique(&mut self, name: Option<String>, columns: Vec<String>) -> Unique {
        Unique {
            id: self.id(),
            name,
            columns,
            nulls_not_distinct: false,
            deferrable: Deferrable::default(),
            options: Vec::new(),
        }
    }

    pub fn check(&mut self, name: Option<String>, expression: impl Into<String>) -> Check {
        Check { id: self.id(), name, expression: Expression(expression.into()), options: Vec::new() }
    }

    /// The type of a word: an enum of this schema, or what the dialect means by it.
    pub fn type_of(&self, text: &str, dialect: Dialect) -> ColumnType {
        let (namespace, name) = match text.rsplit_once('.') {
            Some((namespace, name)) => (Some(namespace), name),
            None => (None, text),
        };
        let is_it = |object: &&EnumType| object.name.name == name && object.name.namespace.as_deref() == namespace;
        match self.imported.schema.enums.iter().find(is_it) {
            Some(object) => ColumnType::Named(object.name.clone()),
            None => read_type(text, dialect),
        }
    }

    pub fn link(&mut self, link: Link) {
        self.links.push(link);
    }

    pub fn warn(&mut self, code: &str, at: Position, message: impl Into<String>) {
        self.imported.diagnostics.push(Diagnostic::new(Severity::Warning, code, message).at(at));
    }

    /// The schema with its references. A reference to nothing is told and left out.
    pub fn finish(mut self) -> Imported {
        for link in std::mem::take(&mut self.links) {
            self.settle(link);
        }
        self.imported.diagnostics.sort_by_key(|diagnostic| diagnostic.position.map(|at| (at.line, at.column)));
        self.imported
    }

    fn settle(&mut self, mut link: Link) {
        let schema = &self.imported.schema;
        let Some(parent) = schema.table(&link.parent) else {
            let message = format!("There is no table {}; the reference from {} was left out.", link.parent, link.child);
            return self.warn("unknown-table", link.at, message);
        };
        if link.parent_columns.is_empty() {
            link.parent_columns = parent.key_columns().to_vec();
        }
        let missing = |table: &Table, names: &[String]| names.iter().find(|name| table.column(name).is_none()).cloned();
        let Some(child) = schema.table(&link.child) else {
            let message = format!("There is no table {}; its reference to {} was left out.", link.child, link.parent);
            return self.warn("unknown-table", link.at, message);
        };
        let lost = missing(child, &link.columns).or_else(|| missing(parent, &link.parent_columns));
        if lost.is_some() || link.columns.is_empty() || link.columns.len() != link.parent_columns.len() {
            let what =
                lost.map_or_else(|| "its columns do not match".to_owned(), |name| format!("there is no column {name}"));
            let message = format!("The reference from {} to {} was left out: {what}.", link.child, link.parent);
            return self.warn("unknown-column", link.at, message);
        }
        let Link { columns, parent, parent_columns, on_delete, on_update, name, one_to_one, .. } = link;
        let is_unique = child.is_unique(&columns);
        let id = self.id();
        let unique = (one_to_one && !is_unique).then(|| self.unique(None, columns.clone()));
        let key = ForeignKey {
            id,
            name,
            columns,
            references: Reference { table: parent, columns: parent_columns },
            on_delete,
            on_update,
            deferrable: Deferrable::default(),
            options: Vec::new(),
        };
        let Some(child) = self.imported.schema.tables.iter_mut().find(|table| table.name == link.child) else { return };
        let again = |other: &ForeignKey| other.columns == key.columns && other.references == key.references;
        if !child.foreign_keys.iter().any(again) {
            child.foreign_keys.push(key);
        }
        child.uniques.extend(unique);
    }
}

/// An action by its words, in any case and with spaces, `_` or nothing between them.
pub fn action(text: &str) -> Option<Action> {
    let plain: String = text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    match plain.as_str() {
        "noaction" => Some(Action::NoAction),
        "restrict" => Some(Action::Restrict),
        "cascade" => Some(Action::Cascade),
        "setnull" | "nullify" => Some(Action::SetNull),
        "setdefault" => Some(Action::SetDefault),
        _ => None,
    }
}

/// An SQL text literal.
pub fn literal(text: &str) -> Expression {
    Expression(format!("'{}'", text.replace('\'', "''")))
}
