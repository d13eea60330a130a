//! Classes, fields and relations of a schema, named for a programming language.

use crate::schema::*;
use std::collections::{HashMap, HashSet};

/// A table as a class.
pub struct Entity<'a> {
    pub table: &'a Table,
    pub class: String,
    /// Each column with its field's name, in the table's order.
    pub fields: Vec<(String, &'a Column)>,
    pub parents: Vec<ParentField<'a>>,
    pub children: Vec<ChildField>,
}

/// The field through which a row reaches the row that it refers to.
pub struct ParentField<'a> {
    pub name: String,
    pub key: &'a ForeignKey,
    /// The parent's place among the entities.
    pub parent: usize,
    /// The child's fields and the parent's that they equal.
    pub own: Vec<String>,
    pub theirs: Vec<String>,
    /// A row can be without a parent.
    pub optional: bool,
    /// Names both ends of the relation, and no other.
    pub relation: String,
    /// The field at the parent.
    pub back: String,
    /// A parent has at most one such child.
    pub one_to_one: bool,
}

/// The field through which a row reaches the rows that refer to it.
pub struct ChildField {
    pub name: String,
    pub child: usize,
    pub relation: String,
    /// The field at the child.
    pub forward: String,
    pub one_to_one: bool,
}

/// Words that a language does not take as a name, and how it spells fields.
pub struct Language {
    pub fields: NamingStyle,
    pub reserved: &'static [&'static str],
    /// What is appended to a reserved word.
    pub escape: &'static str,
}

/// All tables as classes. References to tables or columns that are not there are left out.
pub fn entities<'a>(schema: &'a Schema, language: &Language) -> Vec<Entity<'a>> {
    let mut classes = HashSet::new();
    let mut entities: Vec<Entity> = schema
        .tables
        .iter()
        .map(|table| {
            let mut taken = HashSet::new();
            let fields = table.columns.iter().map(|column| (free(field(&column.name, language), &mut taken), column));
            let fields = fields.collect();
            let class = free(class(&table.name.name, language), &mut classes);
            Entity { table, class, fields, parents: Vec::new(), children: Vec::new() }
        })
        .collect();
    let places: HashMap<&QualifiedName, usize> =
        schema.tables.iter().enumerate().map(|(place, table)| (&table.name, place)).collect();
    let mut taken: Vec<HashSet<String>> =
        entities.iter().map(|entity| entity.fields.iter().map(|(name, _)| name.clone()).collect()).collect();
    let mut relations = HashSet::new();
    for (child, table) in schema.tables.iter().enumerate() {
        for key in &table.foreign_keys {
            let Some(&parent) = places.get(&key.references.table) else { continue };
            let named = |entity: &Entity, columns: &[String]| -> Option<Vec<String>> {
                let field = |name: &String| entity.fields.iter().find(|(_, c)| c.name == *name).map(|(f, _)| f.clone());
                columns.iter().map(field).collect()
            };
            let theirs = named(&entities[parent], &schema.referenced_columns(key));
            let (Some(own), Some(theirs)) = (named(&entities[child], &key.columns), theirs) else { continue };
            let role = role(key, &schema.tables[parent]);
            // A column that is called as its parent keeps the name.
            let plain = field(&role, language);
            let is_taken = taken[child].contains(&plain);
            let name = free(if is_taken { field(&format!("{role} row"), language) } else { plain }, &mut taken[child]);
            let one_to_one = table.is_unique(&key.columns);
            let several =
                table.foreign_keys.iter().filter(|other| other.references.table == key.references.table).count() > 1;
            let back = back_name(&table.name.name, several.then_some(role.as_str()), one_to_one);
            let back = free(field(&back, language), &mut taken[parent]);
            let relation = free(format!("{}_{}", table.name.name, key.columns.join("_")), &mut relations);
            let nullable = |name: &String| table.column(name).is_none_or(|column| column.nullable);
            entities[child].parents.push(ParentField {
                name: name.clone(),
                key,
                parent,
                own,
                theirs,
                optional: key.columns.iter().any(nullable),
                relation: relation.clone(),
                back: back.clone(),
                one_to_one,
            });
            entities[parent].children.push(ChildField { name: back, child, relation, forward: name, one_to_one });
        }
    }
    entities
}

impl Entity<'_> {
    /// The field of a column.
    pub fn field(&self, column: &str) -> Option<&str> {
        self.fields.iter().find(|(_, c)| c.name == column).map(|(name, _)| name.as_str())
    }

    /// The fields of columns, in their order.
    pub fn fields_of(&self, columns: &[String]) -> Vec<&str> {
        columns.iter().filter_map(|column| self.field(column)).collect()
    }
}

/// What the parent is to the child: `captain` for `captain_id`, `user` for a key that does not say.
fn role(key: &ForeignKey, parent: &Table) -> String {
    let own = singular_words(&parent.name.name).join(" ");
    let [column] = &key.columns[..] else { return own };
    let mut words = words(column);
    if words.len() > 1
        && words.last().is_some_and(|last| matches!(last.as_str(), "id" | "code" | "number" | "no" | "uuid" | "key"))
    {
        words.pop();
        return words.join(" ");
    }
    own
}

fn back_name(child: &str, role: Option<&str>, one: bool) -> String {
    let mut name = singular_words(child);
    if !one && let Some(last) = name.last_mut() {
        *last = plural(last);
    }
    match role {
        Some(role) => format!("{} as {role}", name.join(" ")),
        None => name.join(" "),
    }
}

fn singular_words(name: &str) -> Vec<String> {
    let mut words = words(name);
    if let Some(last) = words.last_mut() {
        *last = singular(last);
    }
    words
}

/// A class name: `OrderItem` for `order_items`.
fn class(name: &str, language: &Language) -> String {
    valid(NamingStyle::Pascal.spell(&singular_words(name).join(" ")), language)
}

/// A class name for a type of the schema.
pub fn type_class(name: &str, language: &Language) -> String {
    valid(NamingStyle::Pascal.spell(name), language)
}

/// A field's name in the language's style.
pub fn field(name: &str, language: &Language) -> String {
    valid(language.fields.spell(name), language)
}

/// Only letters and digits of ASCII, not beginning with a digit and not a word of the language.
fn valid(name: String, language: &Language) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '_' }).collect();
    let plain = plain.trim_matches('_');
    let starts = plain.starts_with(|c: char| c.is_ascii_alphabetic());
    let name = if starts { plain.to_owned() } else { format!("x{plain}") };
    if language.reserved.contains(&name.as_str()) { format!("{name}{}", language.escape) } else { name }
}

fn free(wanted: String, taken: &mut HashSet<String>) -> String {
    let numbered = (2..).map(|n| format!("{wanted}{n}"));
    let name = std::iter::once(wanted.clone()).chain(numbered).find(|name| !taken.contains(name)).unwrap_or(wanted);
    taken.insert(name.clone());
    name
}
