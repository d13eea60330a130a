//! Columns of attributes, with their types, defaults and checks.

use super::names::full_name;
use super::{Builder, confidence};
use crate::nl::design::Assumption;
use crate::nl::model::{Attribute, Entity};
use crate::nl::typing;
use crate::schema::{Column, ColumnType, Expression, Source, Table, Topic};

impl Builder<'_> {
    pub(super) fn attribute(&mut self, table: &mut Table, entity: &Entity, attribute: &Attribute) {
        let hint = match attribute {
            Attribute { yes_no: true, .. } => Some(typing::Kind::Flag),
            Attribute { values, .. } if values.len() >= 2 => Some(typing::Kind::Category),
            _ => attribute.hint,
        };
        let typed = typing::infer(&full_name(entity, attribute), &entity.name, hint);
        let name = self.style.spell(&typed.name);
        if name.is_empty() || table.column(&name).is_some() {
            return;
        }
        let id = self.built.schema.fresh_id();
        let mut column = Column::new(id, name.as_str(), typed.data_type.clone());
        column.nullable = attribute.nullable.unwrap_or(typed.nullable) || attribute.optional;
        column.default = typed.default.clone();
        if attribute.values.len() >= 2 {
            let longest = attribute.values.iter().map(|v| v.chars().count()).max().unwrap_or(0);
            if !column.data_type.is_text() || longest > 20 {
                column.data_type = ColumnType::varchar(u32::try_from(longest.max(20)).unwrap_or(50));
            } else {
                column.data_type = ColumnType::varchar(20);
            }
            column.default = None;
        }
        if let Some(default) = &attribute.default {
            column.default = Some(match attribute.values.contains(default) {
                true => Expression::text(default),
                false => Expression::new(default.as_str()),
            });
        }
        let data_type = column.data_type.clone();
        table.columns.push(column);
        let why = if attribute.why.is_empty() { typed.why.clone() } else { attribute.why.clone() };
        self.explain(
            id,
            Topic::Attribute,
            format!("{name} is kept of each {}", entity.name),
            why,
            &attribute.spans,
            confidence::of_attribute(entity, attribute),
            None,
            attribute.source,
        );
        self.explain(
            id,
            Topic::Type,
            format!("{name} is {data_type}"),
            typed.why.clone(),
            &attribute.spans,
            typed.confidence,
            None,
            Source::Practice,
        );
        if typed.name.ends_with("password_hash") {
            let why = "A password is never kept, only a salted hash of it.".to_owned();
            self.explain(
                id,
                Topic::Security,
                format!("{name} instead of a password"),
                why,
                &attribute.spans,
                0.99,
                None,
                Source::Practice,
            );
        }
        if typed.unique
            || attribute.unique
            || attribute.identifier && table.key_columns().first().is_some_and(|k| *k != name)
        {
            let why = format!("No two {} share it.", table.name);
            self.unique(table, vec![name.clone()], why, &attribute.spans);
        }
        let quoted = Expression::identifier(&name).0;
        let check = if attribute.values.len() >= 2 {
            let list: Vec<String> = attribute.values.iter().map(|v| Expression::text(v).0).collect();
            Some((format!("{quoted} IN ({})", list.join(", ")), "The text gives the values.".to_owned(), Source::Text))
        } else if let Some((low, high)) = &attribute.range {
            Some((
                format!("{quoted} BETWEEN {low} AND {high}"),
                format!("Values lie between {low} and {high}."),
                Source::Text,
            ))
        } else {
            let check = typed.check.as_ref().map(|check| check.renamed(&typed.name, &name).0);
            // What begins at nothing cannot have to be more.
            let begins = attribute.default.as_deref() == Some("0");
            let check = check.map(|check| match check.strip_suffix("> 0").filter(|_| begins) {
                Some(column) => format!("{column}>= 0"),
                None => check,
            });
            check.map(|check| (check, typed.why.clone(), Source::Practice))
        };
        if let Some((expression, why, source)) = check {
            self.check(table, expression, why, &attribute.spans, source);
        }
    }

    /// The price of the moment stands on the line: a deliberate copy.
    pub(super) fn price_at_purchase(&mut self, index: usize, table: &mut Table) {
        let model = self.model;
        let priced = model.parents_of(index).filter(|r| !r.owned).find_map(|r| {
            model.entities[r.parent]
                .attributes
                .iter()
                .find(|a| a.name.rsplit(' ').next() == Some("price"))
                .map(|a| (r.parent, a))
        });
        let Some((product, price)) = priced else { return };
        let name = self.style.spell("price at purchase");
        if table.columns.iter().any(|c| c.name.contains("price")) {
            return;
        }
        let id = self.built.schema.fresh_id();
        table.columns.push(Column::new(id, name.as_str(), ColumnType::decimal(10, 2)));
        let product = self.model.entities[product].name.clone();
        let why = format!(
            "The price of a {product} changes, and what was paid must not change with it: a deliberate copy at the moment of purchase."
        );
        self.explain(
            id,
            Topic::Denormalization,
            format!("{name} copies the price of the {product}"),
            why.clone(),
            &price.spans,
            0.9,
            Some(format!("Read the price from the {product}: old orders would change with the price list.")),
            Source::Practice,
        );
        let quoted = Expression::identifier(&name).0;
        self.check(
            table,
            format!("{quoted} >= 0"),
            "A price is never negative.".to_owned(),
            &price.spans,
            Source::Practice,
        );
        self.built.assumptions.push(Assumption {
            text: format!("{} keep the price of the moment of purchase.", table.name),
            subject: Some(id),
        });
    }
}
