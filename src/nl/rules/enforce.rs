//! What was read becomes keys, checks and properties of columns, each with its reason.

use super::finding::{Bounds, Finding, Value};
use super::vocabulary::Place;
use crate::nl::design::{BusinessRule, Enforcement};
use crate::schema::{Action, Check, ColumnType, Decision, Expression, Id, Schema, Source, Span, Table, Topic, Unique};
use std::collections::HashSet;

/// The schema under the rules.
pub struct Enforcer<'a> {
    pub schema: &'a mut Schema,
    pub decisions: &'a mut Vec<Decision>,
    /// Checks that the text states, which another statement narrows rather than replaces.
    stated: HashSet<Id>,
}

impl<'a> Enforcer<'a> {
    pub fn new(schema: &'a mut Schema, decisions: &'a mut Vec<Decision>) -> Self {
        Self { schema, decisions, stated: HashSet::new() }
    }

    /// Puts one finding into the schema. `None` where it says nothing that can hold.
    pub fn enforce(&mut self, finding: Finding, sentence: &str, span: Span) -> Option<BusinessRule> {
        let (subjects, enforcement) = match finding {
            Finding::Bounds(place, bounds) => {
                let id = self.bounds(&place, &bounds, span)?;
                (self.subjects(&place), Enforcement::Constraint(id))
            }
            Finding::Length(place, bounds) => self.length(&place, &bounds, span)?,
            Finding::Order(table, left, operator, right) => {
                let (l, r) = (Expression::identifier(&left).0, Expression::identifier(&right).0);
                let reversed = format!("{r} {} {l}", mirrored(operator));
                let id = self.check(table, &format!("{l} {operator} {r}"), &[reversed], span)?;
                let columns = [left, right].map(|column| Place { table, column, reference: false });
                (columns.iter().flat_map(|place| self.subjects(place)).collect(), Enforcement::Constraint(id))
            }
            Finding::Unique(table, columns) => {
                let id = self.unique(table, &columns, span)?;
                let places = columns.into_iter().map(|column| Place { table, column, reference: false });
                (places.flat_map(|place| self.subjects(&place)).collect(), Enforcement::Constraint(id))
            }
            Finding::Values(place, values) => {
                let id = self.values(&place, &values, span)?;
                (self.subjects(&place), Enforcement::Constraint(id))
            }
            Finding::Nullable(place, nullable) => {
                let id = self.nullable(&place, nullable, span)?;
                (vec![id], Enforcement::Constraint(id))
            }
            Finding::Default(place, value) => {
                let id = self.default(&place, &value, span)?;
                (vec![id], Enforcement::Constraint(id))
            }
            Finding::Delete(key, action) => {
                let child = self.delete(key, action, span)?;
                (vec![child], Enforcement::Constraint(key))
            }
            Finding::Held(subjects, suggestion) => (subjects, Enforcement::Suggested(suggestion)),
        };
        Some(BusinessRule { text: sentence.to_owned(), spans: vec![span], subjects, enforcement })
    }

    fn table(&mut self, id: Id) -> Option<&mut Table> {
        self.schema.table_by_id_mut(id)
    }

    fn subjects(&self, place: &Place) -> Vec<Id> {
        let column = self.schema.table_by_id(place.table).and_then(|table| table.column(&place.column));
        column.map(|column| column.id).into_iter().collect()
    }

    fn bounds(&mut self, place: &Place, stated: &Bounds, span: Span) -> Option<Id> {
        let subject = Expression::identifier(&place.column).0;
        let known = self.table(place.table)?;
        let column = known.column(&place.column)?;
        let bound = known.in_foreign_key(&place.column) || known.in_primary_key(&place.column);
        let untyped = column.data_type == ColumnType::varchar(255) && column.default.is_none() && !bound;
        if !column.data_type.is_numeric() && !untyped {
            return None;
        }
        if untyped {
            self.as_number(place, stated, span)?;
        }
        let table = self.table(place.table)?;
        let existing = table
            .checks
            .iter()
            .find_map(|check| Bounds::read(check.expression.as_str(), &subject).map(|bounds| (check.id, bounds)));
        match existing {
            Some((id, bounds)) => {
                let merged = bounds.overlaid(stated);
                let expression = Expression::new(merged.condition(&subject));
                if let Some(check) = self.table(place.table)?.checks.iter_mut().find(|check| check.id == id) {
                    check.expression = expression.clone();
                }
                self.forget(id, Topic::Rule);
                self.stated.insert(id);
                self.explain(id, Topic::Rule, expression.0, "The text states the range.", span);
                Some(id)
            }
            None => self.check(place.table, &stated.condition(&subject), &[], span),
        }
    }

    /// A column that nothing was known of holds numbers if the text bounds it by numbers.
    fn as_number(&mut self, place: &Place, stated: &Bounds, span: Span) -> Option<()> {
        let sides = [&stated.low, &stated.high];
        let whole = sides.iter().filter_map(|side| side.as_ref()).all(|(number, _)| number.is_whole());
        let data_type = if whole { ColumnType::Integer } else { ColumnType::decimal(12, 4) };
        let column = self.table(place.table)?.column_mut(&place.column)?;
        column.data_type = data_type.clone();
        let id = column.id;
        self.forget(id, Topic::Type);
        self.explain(
            id,
            Topic::Type,
            format!("{} is {data_type}", place.column),
            "The text bounds it by numbers.",
            span,
        );
        Some(())
    }

    fn length(&mut self, place: &Place, bounds: &Bounds, span: Span) -> Option<(Vec<Id>, Enforcement)> {
        let column = self.table(place.table)?.column_mut(&place.column)?;
        if !column.data_type.is_text() {
            return None;
        }
        let id = column.id;
        if place.column.to_lowercase().contains("hash") {
            let words = format!(
                "The application checks the length before it hashes: {} holds a hash, whose length says nothing.",
                place.column
            );
            return Some((vec![id], Enforcement::Suggested(words)));
        }
        if let (ColumnType::Varchar { length: Some(length) }, Some((most, true))) =
            (&mut column.data_type, &bounds.high)
            && most.is_whole()
            && most.value >= 1.0
            && most.value <= 4000.0
        {
            *length = most.value as u32;
        }
        let subject = format!("length({})", Expression::identifier(&place.column).0);
        let check = self.check(place.table, &bounds.condition(&subject), &[], span)?;
        Some((vec![id], Enforcement::Constraint(check)))
    }

    fn values(&mut self, place: &Place, values: &[String], span: Span) -> Option<Id> {
        let subject = Expression::identifier(&place.column).0;
        let list: Vec<String> = values.iter().map(|value| Expression::text(value).0).collect();
        let condition = format!("{subject} IN ({})", list.join(", "));
        let longest = values.iter().map(|value| value.chars().count()).max().unwrap_or(0);
        let status = crate::schema::words(&place.column)
            .last()
            .is_some_and(|w| matches!(w.as_str(), "status" | "state" | "stage"));
        let table = self.table(place.table)?;
        let known = table
            .checks
            .iter()
            .find(|check| check.expression.as_str().starts_with(&format!("{subject} IN (")))
            .map(|c| (c.id, c.expression.0.clone()));
        let column = table.column_mut(&place.column)?;
        if !column.data_type.is_text() {
            return None;
        }
        if let ColumnType::Varchar { length: Some(length) } | ColumnType::Char { length } = &mut column.data_type
            && (*length as usize) < longest
        {
            *length = u32::try_from(longest).unwrap_or(255);
        }
        let fits = |default: &Expression| list.contains(&default.0);
        if column.default.as_ref().is_some_and(|default| !fits(default)) {
            column.default = None;
        }
        if status && column.default.is_none() && !column.nullable {
            column.default = list.first().map(|value| Expression::new(value.as_str()));
        }
        match known {
            Some((id, old)) if old == condition => Some(id),
            Some((id, _)) => {
                let check = self.table(place.table)?.checks.iter_mut().find(|check| check.id == id)?;
                check.expression = Expression::new(condition.as_str());
                self.forget(id, Topic::Rule);
                self.stated.insert(id);
                self.explain(id, Topic::Rule, condition, "The text gives the values.", span);
                Some(id)
            }
            None => self.check(place.table, &condition, &[], span),
        }
    }

    /// The check with this condition: the one that is there, in this or another spelling, or a new one.
    fn check(&mut self, table: Id, condition: &str, alike: &[String], span: Span) -> Option<Id> {
        let known = |check: &&Check| check.expression.as_str() == condition || alike.contains(&check.expression.0);
        if let Some(check) = self.table(table)?.checks.iter().find(known) {
            return Some(check.id);
        }
        let id = self.schema.fresh_id();
        self.table(table)?.checks.push(Check::new(id, Expression::new(condition)));
        self.stated.insert(id);
        self.explain(id, Topic::Rule, condition.to_owned(), "The text states it as a rule.", span);
        Some(id)
    }

    fn unique(&mut self, table: Id, columns: &[String], span: Span) -> Option<Id> {
        let found = self.table(table)?;
        if columns.is_empty() || columns.iter().any(|column| found.column(column).is_none()) {
            return None;
        }
        let same = |key: &[String]| key.len() == columns.len() && key.iter().all(|name| columns.contains(name));
        if let Some(key) = found.primary_key.as_ref().filter(|key| same(&key.columns)) {
            return Some(key.id);
        }
        if let Some(unique) = found.uniques.iter().find(|unique| same(&unique.columns)) {
            return Some(unique.id);
        }
        // A key that is wider than a part of it which is unique already says nothing new, but the text says which
        // columns together are meant, so the narrower one goes.
        let narrower: Vec<Id> = found
            .uniques
            .iter()
            .filter(|unique| unique.columns.len() < columns.len() && unique.columns.iter().all(|c| columns.contains(c)))
            .map(|unique| unique.id)
            .collect();
        let name = found.name.to_string();
        found.uniques.retain(|unique| !narrower.contains(&unique.id));
        self.decisions.retain(|decision| !narrower.contains(&decision.subject));
        let id = self.schema.fresh_id();
        let unique = Unique {
            id,
            name: None,
            columns: columns.to_vec(),
            nulls_not_distinct: false,
            deferrable: Default::default(),
            options: Vec::new(),
        };
        self.table(table)?.uniques.push(unique);
        let what = format!("({}) is unique in {name}", columns.join(", "));
        self.explain(id, Topic::Rule, what, "The text states that no two rows agree on it.", span);
        Some(id)
    }

    fn nullable(&mut self, place: &Place, nullable: bool, span: Span) -> Option<Id> {
        let table = self.table(place.table)?;
        if nullable && table.in_primary_key(&place.column) {
            return None;
        }
        let column = table.column_mut(&place.column)?;
        column.nullable = nullable;
        let id = column.id;
        for key in table.foreign_keys.iter_mut().filter(|key| key.columns.contains(&place.column)) {
            if !nullable && key.on_delete == Action::SetNull {
                key.on_delete = Action::Restrict;
            }
        }
        let (what, why) = match nullable {
            true => (format!("{} may be empty", place.column), "The text says that it is optional."),
            false => (format!("{} is required", place.column), "The text says that it must be there."),
        };
        self.explain(id, Topic::Rule, what, why, span);
        Some(id)
    }

    fn default(&mut self, place: &Place, value: &Value, span: Span) -> Option<Id> {
        let table = self.table(place.table)?;
        let allowed: Vec<String> = table
            .checks
            .iter()
            .filter(|c| c.expression.mentions(&place.column))
            .map(|c| c.expression.0.clone())
            .collect();
        let column = table.column_mut(&place.column)?;
        let default = match (value, &column.data_type) {
            (Value::Number(number), t) if t.is_numeric() => Expression::new(number.text.as_str()),
            (Value::Word(word), ColumnType::Boolean) => match word.split(' ').next()? {
                "true" | "yes" | "on" | "active" | "enabled" => "true".into(),
                "false" | "no" | "off" | "inactive" | "disabled" | "not" => "false".into(),
                _ => return None,
            },
            (Value::Word(word), t) if t.is_temporal() => match (word.split(' ').next()?, t) {
                ("now" | "today" | "current", ColumnType::Date) => "CURRENT_DATE".into(),
                ("now" | "today" | "current", ColumnType::Timestamp { .. }) => "CURRENT_TIMESTAMP".into(),
                _ => return None,
            },
            (Value::Word(word), t) if t.is_text() => {
                let quoted = Expression::text(word);
                let lists: Vec<&String> = allowed.iter().filter(|check| check.contains(" IN (")).collect();
                if lists.iter().any(|check| !check.contains(quoted.as_str())) || place.reference {
                    return None;
                }
                quoted
            }
            _ => return None,
        };
        column.default = Some(default.clone());
        let id = column.id;
        self.explain(id, Topic::Rule, format!("{} is {default} by default", place.column), "The text says so.", span);
        Some(id)
    }

    /// Gives the child's id.
    fn delete(&mut self, key: Id, action: Action, span: Span) -> Option<Id> {
        let table = self.schema.tables.iter_mut().find(|table| table.foreign_keys.iter().any(|k| k.id == key))?;
        let foreign = table.foreign_keys.iter_mut().find(|k| k.id == key)?;
        foreign.on_delete = action;
        let (child, parent, name) = (table.id, foreign.references.table.clone(), table.name.clone());
        let what = format!("{name} -> {parent}, ON DELETE {}", action.sql());
        for decision in self.decisions.iter_mut().filter(|d| d.subject == key && d.topic == Topic::Relationship) {
            decision.what.clone_from(&what);
        }
        self.explain(key, Topic::Rule, what, "The text says what happens on deletion.", span);
        Some(child)
    }

    fn forget(&mut self, subject: Id, topic: Topic) {
        self.decisions.retain(|decision| decision.subject != subject || decision.topic != topic);
    }

    fn explain(&mut self, subject: Id, topic: Topic, what: String, why: &str, span: Span) {
        self.decisions.push(Decision {
            subject,
            topic,
            what,
            why: why.to_owned(),
            spans: vec![span],
            confidence: 0.85,
            alternative: None,
            source: Source::Text,
        });
    }
}

fn mirrored(operator: &str) -> &'static str {
    match operator {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        _ => "<=",
    }
}
