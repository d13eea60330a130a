//! What is known about the tables of a schema beside their keys.

use super::{FunctionalDependency, Multi, MultivaluedDependency, Relation};
use crate::schema::{Diagnostic, QualifiedName, Schema, Severity, Table};

/// Dependencies that were declared or trusted, and columns in whose values lists were seen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Knowledge {
    pub functional: Vec<FunctionalDependency>,
    pub multivalued: Vec<MultivaluedDependency>,
    /// Table and column.
    pub lists: Vec<(QualifiedName, String)>,
}

impl Knowledge {
    pub fn of(functional: &[FunctionalDependency]) -> Self {
        Self { functional: functional.to_vec(), ..Self::default() }
    }

    /// Takes a statement: `table: a, b -> c`, or `table: a ->> b` for independent values.
    pub fn state(&mut self, text: &str) -> Result<(), String> {
        if text.contains("->>") {
            self.multivalued.push(text.parse()?);
        } else {
            self.functional.push(text.parse()?);
        }
        Ok(())
    }

    /// The same with the names as the schema spells them, where only upper and lower case differ.
    pub fn spelled_as_in(mut self, schema: &Schema) -> Self {
        let functional = self.functional.iter_mut().map(|d| (&mut d.table, &mut d.determinant, &mut d.dependent));
        let multivalued = self.multivalued.iter_mut().map(|d| (&mut d.table, &mut d.determinant, &mut d.dependent));
        for (name, left, right) in functional.chain(multivalued) {
            let same = |table: &&Table| table.name.to_string().eq_ignore_ascii_case(&name.to_string());
            let Some(table) = schema.table(name).or_else(|| schema.tables.iter().find(same)) else { continue };
            *name = table.name.clone();
            for column in left.iter_mut().chain(right.iter_mut()).filter(|column| table.column(column).is_none()) {
                let same = table.columns.iter().find(|known| known.name.eq_ignore_ascii_case(column));
                *column = same.map_or_else(|| column.clone(), |known| known.name.clone());
            }
        }
        self
    }

    pub(super) fn lists_of(&self, table: &QualifiedName) -> Vec<&str> {
        self.lists.iter().filter(|(name, _)| name == table).map(|(_, column)| column.as_str()).collect()
    }

    pub(super) fn multis_of(&self, table: &QualifiedName, relation: &Relation) -> Vec<Multi> {
        let of_table = self.multivalued.iter().filter(|dependency| dependency.table == *table);
        let places = |d: &MultivaluedDependency| {
            Some(Multi { determinant: relation.places(&d.determinant)?, dependent: relation.places(&d.dependent)? })
        };
        of_table.filter_map(places).collect()
    }

    /// Dependencies of tables or columns that the schema does not have.
    pub(super) fn unknown(&self, schema: &Schema) -> Vec<Diagnostic> {
        let functional = self.functional.iter().map(|d| (&d.table, &d.determinant, &d.dependent, d.to_string()));
        let multivalued = self.multivalued.iter().map(|d| (&d.table, &d.determinant, &d.dependent, d.to_string()));
        let problem = |(table, left, right, text): (&QualifiedName, &Vec<String>, &Vec<String>, String)| {
            let warning = |message: String| Diagnostic::new(Severity::Warning, "unknown-dependency", message);
            let Some(table) = schema.table(table) else {
                return Some(warning(format!("There is no table {table}, so \"{text}\" is left out.")));
            };
            let missing = left.iter().chain(right).find(|name| table.column(name).is_none())?;
            let message = format!("{} has no column {missing}, so \"{text}\" is left out.", table.name);
            Some(warning(message).about(table.id))
        };
        functional.chain(multivalued).filter_map(problem).collect()
    }
}
