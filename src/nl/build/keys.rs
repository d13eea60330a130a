//! Primary keys: the number that the text gives, a generated one, or the references of an association.

use super::Builder;
use super::names::full_name;
use super::references::reference_columns;
use crate::nl::model::{Attribute, Entity, Model, Relationship, Shape};
use crate::nl::typing;
use crate::schema::{Column, ColumnType, Identity, NamingStyle, PrimaryKey, Source, Table, Topic};
use std::collections::HashSet;

/// A column of a primary key, known before the tables are built so that references can copy it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct KeyColumn {
    pub(super) name: String,
    pub(super) data_type: ColumnType,
    /// The attribute that it is, or nothing for a surrogate or a reference.
    pub(super) attribute: Option<usize>,
}

/// The number or code that tells rows apart, if the text gives one that people use. An `ID` is the surrogate itself.
fn natural_key(entity: &Entity) -> Option<usize> {
    let is_key = |attribute: &Attribute| {
        let last = attribute.head();
        attribute.identifier && !is_surrogate(last) && attribute.source == Source::Text
    };
    if entity.shape != Shape::Plain || entity.attributes.iter().any(|a| a.identifier && is_surrogate(&a.name)) {
        return None;
    }
    entity.attributes.iter().position(is_key)
}

pub(super) fn is_surrogate(name: &str) -> bool {
    matches!(name.rsplit(' ').next(), Some("id" | "ids" | "identifier" | "uuid" | "identification" | "key"))
}

/// Associations of associations are not followed further than this.
const DEEPEST_KEY: usize = 4;

pub(super) fn key_of(model: &Model, index: usize, style: NamingStyle, depth: usize) -> Vec<KeyColumn> {
    let entity = &model.entities[index];
    let surrogate = || vec![KeyColumn { name: style.spell("id"), data_type: ColumnType::BigInt, attribute: None }];
    if entity.shape == Shape::Association && depth < DEEPEST_KEY {
        let parents: Vec<&Relationship> = model.parents_of(index).collect();
        if parents.len() >= 2 && parents.iter().all(|r| r.parent != index && !r.optional) {
            let columns: Vec<KeyColumn> = parents
                .iter()
                .flat_map(|r| {
                    reference_columns(&model.entities[r.parent], r, &key_of(model, r.parent, style, depth + 1), style)
                })
                .collect();
            let distinct: HashSet<&str> = columns.iter().map(|c| c.name.as_str()).collect();
            if distinct.len() == columns.len() {
                return columns;
            }
        }
        return surrogate();
    }
    if entity.shape == Shape::Subtype
        && depth < DEEPEST_KEY
        && let Some(r) = model.parents_of(index).find(|r| r.one_to_one && !r.optional && r.parent != index)
    {
        return reference_columns(&model.entities[r.parent], r, &key_of(model, r.parent, style, depth + 1), style);
    }
    match natural_key(entity) {
        Some(attribute) => {
            let typed = typing::infer(&full_name(entity, &entity.attributes[attribute]), &entity.name, None);
            let name = style.spell(&full_name(entity, &entity.attributes[attribute]));
            let data_type = if typed.data_type == ColumnType::Text { ColumnType::varchar(50) } else { typed.data_type };
            vec![KeyColumn { name, data_type, attribute: Some(attribute) }]
        }
        None => surrogate(),
    }
}

impl Builder<'_> {
    pub(super) fn is_reference_key(&self, index: usize) -> bool {
        match self.model.entities[index].shape {
            Shape::Association => self.keys[index].len() >= 2,
            Shape::Subtype => self.model.parents_of(index).any(|r| r.one_to_one && !r.optional && r.parent != index),
            Shape::Plain | Shape::LineItem => false,
        }
    }

    pub(super) fn surrogate(&mut self, table: &mut Table, entity: &Entity, key: &KeyColumn) {
        let column_id = self.built.schema.fresh_id();
        let mut column = Column::new(column_id, key.name.as_str(), ColumnType::BigInt);
        column.identity = Some(Identity { always: false, start: None, increment: None, ..Identity::default() });
        let given = entity.attributes.iter().find(|a| a.identifier && is_surrogate(&a.name));
        let spans = given.map(|a| a.spans.clone()).unwrap_or_default();
        let why = match given {
            Some(attribute) => {
                format!("It is the {} that the text asks for; the database numbers the rows.", attribute.name)
            }
            None => "Nothing in the text identifies a row for good, so the database numbers the rows.".to_owned(),
        };
        table.columns.push(column);
        let key_id = self.built.schema.fresh_id();
        self.explain(
            column_id,
            Topic::Attribute,
            format!("{} is a generated number", key.name),
            why.clone(),
            &spans,
            0.9,
            None,
            if given.is_some() { Source::Text } else { Source::Practice },
        );
        self.explain(
            key_id,
            Topic::Key,
            format!("{} is the primary key", key.name),
            why,
            &spans,
            0.9,
            Some(
                "A random UUID: larger, but it can be made outside the database and tells nothing about volume."
                    .to_owned(),
            ),
            Source::Practice,
        );
        table.primary_key = Some(PrimaryKey::on(key_id, vec![key.name.clone()]));
    }

    pub(super) fn natural(&mut self, table: &mut Table, entity: &Entity, attribute: &Attribute, key: &KeyColumn) {
        let column_id = self.built.schema.fresh_id();
        table.columns.push(Column::new(column_id, key.name.as_str(), key.data_type.clone()));
        let why = format!(
            "The text gives each {} a {}, by which people tell one from the other.",
            entity.name, attribute.name
        );
        self.explain(
            column_id,
            Topic::Attribute,
            format!("{} identifies a {}", key.name, entity.name),
            why.clone(),
            &attribute.spans,
            0.85,
            None,
            attribute.source,
        );
        let key_id = self.built.schema.fresh_id();
        self.explain(
            key_id,
            Topic::Key,
            format!("{} is the primary key", key.name),
            why,
            &attribute.spans,
            0.8,
            Some("A generated id with this column unique: better if the number can change.".to_owned()),
            Source::Text,
        );
        table.primary_key = Some(PrimaryKey::on(key_id, vec![key.name.clone()]));
    }
}
