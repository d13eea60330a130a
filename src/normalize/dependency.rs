//! Functional dependencies: by column names, as users state them, and by place, as the algorithms need them.

use super::Attributes;
use crate::schema::{QualifiedName, Table};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Rows that agree on the determinant agree on the dependent columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunctionalDependency {
    pub table: QualifiedName,
    pub determinant: Vec<String>,
    pub dependent: Vec<String>,
}

impl FunctionalDependency {
    pub fn new(table: impl Into<QualifiedName>, determinant: &[&str], dependent: &[&str]) -> Self {
        let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect();
        Self { table: table.into(), determinant: names(determinant), dependent: names(dependent) }
    }
}

/// `orders: zip -> city, state`.
impl fmt::Display for FunctionalDependency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} -> {}", self.table, self.determinant.join(", "), self.dependent.join(", "))
    }
}

/// Reads `table: a, b -> c, d`, with a dot before the table's name where it is in a namespace.
impl FromStr for FunctionalDependency {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("'{text}' is no dependency; write it as \"table: a, b -> c\"");
        let (table, rest) = text.split_once(':').ok_or_else(wrong)?;
        let (determinant, dependent) = rest.split_once("->").ok_or_else(wrong)?;
        let names = |list: &str| {
            let names: Vec<String> = list.split(',').map(|name| name.trim().to_owned()).collect();
            if names.iter().any(String::is_empty) { Err(wrong()) } else { Ok(names) }
        };
        let table = match table.trim().split_once('.') {
            Some((namespace, name)) => QualifiedName::within(namespace.trim(), name.trim()),
            None => QualifiedName::new(table.trim()),
        };
        if table.name.is_empty() {
            return Err(wrong());
        }
        Ok(Self { table, determinant: names(determinant)?, dependent: names(dependent)? })
    }
}

/// A dependency over places in a relation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dependency {
    pub determinant: Attributes,
    pub dependent: Attributes,
}

impl Dependency {
    pub fn new(determinant: Attributes, dependent: Attributes) -> Self {
        Self { determinant, dependent }
    }

    /// Holds in every relation.
    pub fn is_trivial(&self) -> bool {
        self.dependent.is_subset(&self.determinant)
    }
}

/// A table as the theory sees it: its columns without the generated ones, and what depends on what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    pub columns: Vec<String>,
    pub dependencies: Vec<Dependency>,
}

impl Relation {
    /// The relation of a table: the declared dependencies that name its columns, and one for each key that has no
    /// nullable column. Generated columns follow from others by construction and stay out.
    pub fn of(table: &Table, declared: &[FunctionalDependency]) -> Self {
        let columns: Vec<String> =
            table.columns.iter().filter(|column| column.generated.is_none()).map(|c| c.name.clone()).collect();
        let mut relation = Self { columns, dependencies: Vec::new() };
        for dependency in declared.iter().filter(|dependency| dependency.table == table.name) {
            let sides = (relation.places(&dependency.determinant), relation.places(&dependency.dependent));
            if let (Some(determinant), Some(dependent)) = sides {
                relation.dependencies.push(Dependency::new(determinant, dependent));
            }
        }
        let required =
            |name: &String| table.in_primary_key(name) || table.column(name).is_some_and(|column| !column.nullable);
        let keys = table.primary_key.iter().map(|key| &key.columns).chain(table.uniques.iter().map(|key| &key.columns));
        for key in keys.filter(|key| !key.is_empty() && key.iter().all(required)) {
            if let Some(key) = relation.places(key) {
                let all = relation.all();
                relation.dependencies.push(Dependency::new(key, all));
            }
        }
        relation
    }

    pub fn all(&self) -> Attributes {
        Attributes::first(self.columns.len())
    }

    /// Places of the named columns; `None` where one is missing.
    pub fn places(&self, names: &[String]) -> Option<Attributes> {
        names.iter().map(|name| self.columns.iter().position(|column| column == name)).collect()
    }

    /// Names of the columns at these places, in table order.
    pub fn names(&self, places: &Attributes) -> Vec<String> {
        places.iter().filter_map(|place| self.columns.get(place).cloned()).collect()
    }

    pub fn named(&self, table: &QualifiedName, dependency: &Dependency) -> FunctionalDependency {
        FunctionalDependency {
            table: table.clone(),
            determinant: self.names(&dependency.determinant),
            dependent: self.names(&dependency.dependent.minus(&dependency.determinant)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dependencies_are_read_and_printed_alike() {
        let check = |text: &str| assert_eq!(text.parse::<FunctionalDependency>().unwrap().to_string(), text);
        check("orders: zip -> city, state");
        check("sales.orders: a, b -> c");
        for wrong in ["orders zip -> city", "orders: zip", ": a -> b", "t: a, -> b", "t: -> b", ""] {
            assert!(wrong.parse::<FunctionalDependency>().is_err(), "{wrong}");
        }
    }
}
