//! Foreign keys: their columns, and what happens to a row when the one that it refers to goes.

use super::keys::KeyColumn;
use super::names::full_name;
use super::{Builder, confidence};
use crate::nl::lexicon as words;
use crate::nl::model::{Entity, Relationship, Shape};
use crate::schema::{
    Action, Check, Column, ColumnType, Expression, ForeignKey, NamingStyle, QualifiedName, Reference, Source, Table,
    Topic,
};

/// The columns by which a child refers to a parent.
pub(super) fn reference_columns(
    parent: &Entity,
    relationship: &Relationship,
    key: &[KeyColumn],
    style: NamingStyle,
) -> Vec<KeyColumn> {
    let role = relationship.role.as_deref().unwrap_or_default();
    key.iter()
        .map(|column| {
            let key_name = crate::schema::words(&column.name).join(" ");
            let whole = if key_name.starts_with(&parent.name) || key.len() > 1 {
                key_name
            } else {
                format!("{} {key_name}", parent.name)
            };
            // `evaluator_id`: the role says enough; `home_airport_id`: it does not.
            let last = role.rsplit(' ').next().unwrap_or_default();
            let telling = key.len() == 1
                && (words::is_role(last)
                    || words::is_author(last)
                    || words::is_office(last)
                    || role.ends_with("in charge"));
            let telling =
                telling || key.len() == 1 && (role == parent.name || role.ends_with(&format!(" {}", parent.name)));
            let name = match telling {
                true => style.spell(&format!("{role} id")),
                false => style.spell(format!("{role} {whole}").trim()),
            };
            KeyColumn { name, data_type: column.data_type.clone(), attribute: None }
        })
        .collect()
}

/// Events that come again on the same day for the same people and things.
const REPEATED: [&str; 14] = [
    "sale",
    "purchase",
    "order",
    "payment",
    "transaction",
    "transfer",
    "deposit",
    "withdrawal",
    "refund",
    "visit",
    "call",
    "message",
    "log",
    "movement",
];

impl Builder<'_> {
    pub(super) fn references(&mut self, index: usize, table: &mut Table) {
        let model = self.model;
        let entity = &model.entities[index];
        let mut unique: Vec<String> = Vec::new();
        for relationship in model.parents_of(index) {
            let parent = &model.entities[relationship.parent];
            let parent_key = self.keys[relationship.parent].clone();
            let mut columns = reference_columns(parent, relationship, &parent_key, self.style);
            for column in &mut columns {
                let wanted = column.name.clone();
                for n in 2..100 {
                    if table.column(&column.name).is_none() {
                        break;
                    }
                    column.name = self.style.spell(&format!("{wanted} {n}"));
                }
            }
            let key_id = self.built.schema.fresh_id();
            let required = !relationship.optional && relationship.child != relationship.parent;
            for column in &columns {
                let column_id = self.built.schema.fresh_id();
                let mut made = Column::new(column_id, column.name.as_str(), column.data_type.clone());
                made.nullable = !required;
                table.columns.push(made);
                self.explain(
                    column_id,
                    Topic::Relationship,
                    format!("{} refers to {}", column.name, self.names[relationship.parent].clone()),
                    relationship.why.clone(),
                    &relationship.spans,
                    confidence::of_relationship(relationship),
                    None,
                    relationship.source,
                );
            }
            let names: Vec<String> = columns.iter().map(|c| c.name.clone()).collect();
            let (on_delete, reason) = self.on_delete(entity, relationship, required);
            let references = Reference {
                table: QualifiedName::new(self.names[relationship.parent].as_str()),
                columns: parent_key.iter().map(|k| k.name.clone()).collect(),
            };
            let what = format!("{} -> {}, ON DELETE {}", table.name, references.table, on_delete.sql());
            self.explain(
                key_id,
                Topic::Relationship,
                what,
                format!("{} {reason}", relationship.why),
                &relationship.spans,
                confidence::of_relationship(relationship),
                None,
                relationship.source,
            );
            table.foreign_keys.push(ForeignKey {
                id: key_id,
                name: None,
                columns: names.clone(),
                references,
                on_delete,
                on_update: Action::NoAction,
                deferrable: Default::default(),
                options: Vec::new(),
            });
            if relationship.one_to_one && entity.shape != Shape::Subtype {
                self.unique(
                    table,
                    names.clone(),
                    format!("One {} has at most one {}.", parent.name, entity.name),
                    &relationship.spans,
                );
            }
            if relationship.role.is_none() && required {
                unique.extend(names);
            }
        }
        self.alternatives(index, table);
        if entity.unique_parents && unique.len() >= 2 && !self.is_reference_key(index) {
            let why = match entity.shape {
                Shape::LineItem => {
                    "The same thing stands on one line only; more of it is a larger quantity.".to_owned()
                }
                _ => format!("There is one {} for each combination.", entity.name),
            };
            self.unique(table, unique, why, &entity.spans);
        }
    }

    /// What happens is told apart by whom and what it concerns and when: a second key for an event with a time.
    pub(super) fn occasion(&mut self, index: usize, table: &mut Table) {
        let entity = &self.model.entities[index];
        let head = entity.head();
        let happens =
            words::is_event(head) || matches!(head, "record" | "item" | "detail" | "line" | "inventory" | "stock");
        let numbered = entity.attributes.iter().any(|a| a.identifier);
        if entity.shape != Shape::Plain || !happens || numbered || entity.source != Source::Text {
            return;
        }
        let when = entity.attributes.iter().find(|a| {
            a.source == Source::Text
                && matches!(a.name.rsplit(' ').next(), Some("time" | "date" | "timestamp" | "datetime"))
        });
        let mut columns: Vec<String> = table.foreign_keys.iter().flat_map(|key| key.columns.iter().cloned()).collect();
        let required = |name: &String| table.column(name).is_some_and(|c| !c.nullable);
        if columns.is_empty() || !columns.iter().all(required) {
            return;
        }
        let Some(when) = when else {
            // A place in a cart or in a course: one for each pair, unless it has its days and may come again.
            let again = entity.attributes.iter().any(|a| a.name.ends_with("date") || a.name.ends_with("until"));
            let pair = table.foreign_keys.len() == 2
                && !again
                && matches!(
                    head,
                    "cart"
                        | "enrollment"
                        | "enrolment"
                        | "participation"
                        | "item"
                        | "detail"
                        | "line"
                        | "inventory"
                        | "stock"
                        | "allocation"
                        | "assignment"
                        | "membership"
                        | "attendance"
                        | "favorite"
                        | "selection"
                );
            if pair {
                let why = format!("There is one {} for each combination.", entity.name);
                self.unique(table, columns, why, &entity.spans);
            }
            return;
        };
        let typed = self.style.spell(&crate::nl::typing::infer(&full_name(entity, when), &entity.name, None).name);
        let Some(column) = table.column(&typed) else { return };
        // Somebody can buy or pay the same twice on one day; a calendar day tells such events not apart.
        if column.data_type == ColumnType::Date && REPEATED.contains(&head) {
            return;
        }
        columns.push(typed);
        let why = format!("At one time there is one {} of the same.", entity.name);
        self.unique(table, columns, why, &when.spans);
    }

    /// Exactly one of several references is set: a check says so, and each keeps its foreign key.
    fn alternatives(&mut self, index: usize, table: &mut Table) {
        let model = self.model;
        for alternatives in model.alternatives.iter().filter(|a| a.child == index) {
            let mut columns = Vec::new();
            for parent in &alternatives.parents {
                let name = &self.names[*parent];
                let key = table.foreign_keys.iter().find(|key| key.references.table.name == *name);
                columns.extend(key.and_then(|key| key.columns.first().cloned()));
            }
            if columns.len() < 2 {
                continue;
            }
            let only = |set: &String| {
                let each = columns.iter().map(|column| {
                    let not = if column == set { "NOT " } else { "" };
                    format!("{} IS {not}NULL", Expression::identifier(column))
                });
                format!("({})", each.collect::<Vec<_>>().join(" AND "))
            };
            let expression = columns.iter().map(only).collect::<Vec<_>>().join(" OR ");
            let id = self.built.schema.fresh_id();
            self.explain(
                id,
                Topic::Rule,
                format!("exactly one of {} is set", columns.join(", ")),
                format!("A {} stands on one thing at a time; foreign keys to each of the tables guard it.", model.entities[index].name),
                &alternatives.spans,
                0.8,
                Some("One pair of columns for the kind and the id of the thing: fewer columns, but no foreign key could guard it. Or one table for each kind.".to_owned()),
                Source::Practice,
            );
            table.checks.push(Check::new(id, Expression::new(expression)));
        }
    }

    fn on_delete(&self, entity: &Entity, relationship: &Relationship, required: bool) -> (Action, String) {
        let parent = &self.model.entities[relationship.parent].name;
        let deed = words::is_deed(entity.head());
        match () {
            () if entity.shape == Shape::Subtype && relationship.one_to_one
                || self
                    .model
                    .alternatives
                    .iter()
                    .any(|a| a.child == relationship.child && a.parents.contains(&relationship.parent)) =>
            {
                (Action::Cascade, format!("It goes with its {parent}."))
            }
            () if entity.shape == Shape::Association || entity.shape == Shape::LineItem && relationship.owned => {
                (Action::Cascade, format!("It goes with its {parent}."))
            }
            () if relationship.owned && !deed && required => {
                (Action::Cascade, format!("A {} has no meaning without its {parent}, so it goes with it.", entity.name))
            }
            () if !required => (Action::SetNull, format!("The {} stays when the {parent} goes.", entity.name)),
            () => (
                Action::Restrict,
                format!("A {parent} that something still refers to is not deleted, so that no history is lost."),
            ),
        }
    }
}
