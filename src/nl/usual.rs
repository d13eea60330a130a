//! Keys, checks and rules that are usual for the entities of a field, where the text leaves an entity to the engine.
//!
//! They come from the knowledge base and are marked so. An entity of which the text lists attributes gets none.

use super::build::Built;
use super::design::{BusinessRule, Enforcement};
use super::knowledge::{self, Archetype, Domain, KnownKey};
use super::model::{Entity, Model};
use super::typing;
use crate::schema::{Check, Decision, Expression, Id, NamingStyle, PrimaryKey, Source, Table, Token, Topic, Unique};
use std::collections::HashMap;

/// Adds what is usual for each entity that the knowledge base completed; gives the rules that no constraint holds.
pub fn apply(built: &mut Built, model: &Model, domain: Option<&Domain>, style: NamingStyle) -> Vec<BusinessRule> {
    let mut rules = Vec::new();
    for (index, entity) in model.entities.iter().enumerate().filter(|(_, e)| is_left_open(e)) {
        let known = domain.and_then(|d| d.archetype(&entity.name)).or_else(|| knowledge::archetype(&entity.name));
        let (Some(archetype), Some(&id)) = (known, built.tables.get(index)) else { continue };
        let columns = columns_of(built, model, index, archetype, style);
        for key in &archetype.keys {
            let members: Option<Vec<String>> = key
                .members
                .iter()
                .map(|m| columns.get(m.as_str()).cloned())
                .collect::<Option<Vec<_>>>()
                .map(|m| m.concat());
            if let Some(members) = members {
                add_key(built, id, entity, key, members);
            }
        }
        for rule in &archetype.rules {
            match &rule.check {
                Some(check) => add_check(built, id, entity, check, &rule.text, style),
                None => rules.push(BusinessRule {
                    text: rule.text.clone(),
                    spans: Vec::new(),
                    subjects: vec![id],
                    enforcement: Enforcement::Suggested(
                        "It is usual in this field, the text does not say it; a trigger or the application has to hold it."
                            .to_owned(),
                    ),
                }),
            }
        }
    }
    rules
}

/// Whether what the text says of an entity is no more than its name.
fn is_left_open(entity: &Entity) -> bool {
    entity.attributes.iter().all(|a| a.source == Source::Knowledge)
        && (entity.source == Source::Knowledge || !entity.attributes.is_empty())
}

/// The columns of an archetype's attributes and parents, by the names that its keys use.
fn columns_of(
    built: &Built,
    model: &Model,
    index: usize,
    archetype: &Archetype,
    style: NamingStyle,
) -> HashMap<String, Vec<String>> {
    let mut found = HashMap::new();
    let Some(table) = built.tables.get(index).and_then(|id| built.schema.table_by_id(*id)) else { return found };
    let entity = &model.entities[index];
    for attribute in &archetype.attributes {
        let name = style.spell(&typing::infer(&attribute.name, &entity.name, attribute.hint).name);
        if table.column(&name).is_some() {
            found.insert(attribute.name.clone(), vec![name]);
        }
    }
    // References stand in the table in the order of the model's relationships.
    for (relationship, key) in model.parents_of(index).zip(&table.foreign_keys) {
        for parent in &archetype.parents {
            let same = model.entities.get(relationship.parent).is_some_and(|e| {
                e.name == parent.entity || knowledge::archetype(&parent.entity).is_some_and(|a| a.is_called(&e.name))
            });
            if same && relationship.role == parent.role {
                found.insert(parent.role.clone().unwrap_or_else(|| parent.entity.clone()), key.columns.clone());
            }
        }
    }
    found
}

fn add_key(built: &mut Built, id: Id, entity: &Entity, key: &KnownKey, columns: Vec<String>) {
    let is_referred_to = |table: &Table| {
        built.schema.tables.iter().flat_map(|t| &t.foreign_keys).any(|k| k.references.table == table.name)
    };
    let Some(table) = built.schema.table_by_id(id) else { return };
    let required = table.requires(&columns);
    if table.is_unique(&columns) || columns.is_empty() {
        return;
    }
    let primary = key.primary && required && !is_referred_to(table);
    let key_id = built.schema.fresh_id();
    let Some(table) = built.schema.tables.iter_mut().find(|t| t.id == id) else { return };
    let what = match primary {
        true => format!("({}) is the primary key", columns.join(", ")),
        false => format!("({}) is unique", columns.join(", ")),
    };
    if primary {
        // The number that the rows had is of no use beside it.
        let old = table.primary_key.take();
        let gone: Vec<String> = old.as_ref().map(|k| k.columns.clone()).unwrap_or_default();
        let mut dropped: Vec<Id> = old.iter().map(|k| k.id).collect();
        dropped.extend(table.columns.iter().filter(|c| gone.contains(&c.name)).map(|c| c.id));
        table.columns.retain(|c| !gone.contains(&c.name));
        table.primary_key = Some(PrimaryKey::on(key_id, columns));
        built.decisions.retain(|d| !dropped.contains(&d.subject));
    } else {
        table.uniques.push(Unique {
            id: key_id,
            name: None,
            columns,
            nulls_not_distinct: false,
            deferrable: Default::default(),
            options: Vec::new(),
        });
    }
    let why = match key.why.is_empty() {
        true => format!("Usual for a {}; the text does not say.", entity.name),
        false => key.why.clone(),
    };
    built.decisions.push(suggestion(key_id, Topic::Key, what, why));
}

fn add_check(built: &mut Built, id: Id, entity: &Entity, check: &str, text: &str, style: NamingStyle) {
    let Some(table) = built.schema.table_by_id(id) else { return };
    let mut expression = Expression::from(check);
    for token in Expression::from(check).tokens() {
        let Token::Word(word) = token else { continue };
        if !word.starts_with(char::is_lowercase) {
            continue;
        }
        let name = style.spell(&crate::schema::words(word).join(" "));
        if table.column(&name).is_none() {
            return;
        }
        expression = expression.renamed(word, &name);
    }
    if table.checks.iter().any(|c| c.expression == expression) {
        return;
    }
    let check_id = built.schema.fresh_id();
    let Some(table) = built.schema.tables.iter_mut().find(|t| t.id == id) else { return };
    // What is more than nothing need not be said to be nothing or more.
    if let Some(column) = expression.0.strip_suffix("> 0") {
        let weaker = format!("{column}>= 0");
        let gone: Vec<Id> = table.checks.iter().filter(|c| c.expression.0 == weaker).map(|c| c.id).collect();
        table.checks.retain(|c| !gone.contains(&c.id));
        built.decisions.retain(|d| !gone.contains(&d.subject));
    }
    table.checks.push(Check::new(check_id, expression.clone()));
    let why = format!("{text} Usual for a {}; the text does not say.", entity.name);
    built.decisions.push(suggestion(check_id, Topic::Rule, expression.0, why));
}

fn suggestion(subject: Id, topic: Topic, what: String, why: String) -> Decision {
    Decision {
        subject,
        topic,
        what,
        why,
        spans: Vec::new(),
        confidence: 0.6,
        alternative: None,
        source: Source::Knowledge,
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use crate::nl::{Options, design};
    use crate::schema::{Source, Table};

    fn table(text: &str, name: &str) -> Option<Table> {
        let design = design(text, &Options::default());
        for id in design
            .schema
            .tables
            .iter()
            .flat_map(|t| t.checks.iter().map(|c| c.id).chain(t.uniques.iter().map(|u| u.id)))
        {
            assert!(design.decisions.iter().any(|d| d.subject == id), "a constraint of {text} has no reason");
        }
        design.schema.table_named(name).cloned()
    }

    #[test]
    fn what_joins_two_has_their_key() {
        let joining = table("an app like Airbnb", "property_amenities").expect("usual for the field");
        assert_eq!(joining.key_columns(), ["property_id", "amenity_id"]);
        assert!(joining.column("id").is_none());
    }

    #[test]
    fn usual_keys_and_checks_are_suggested() {
        let matters = table("law firm case management", "matters").expect("usual for the field");
        assert!(matters.is_unique(&["matter_number".to_owned()]));
        let bookings = table("an app like Airbnb", "bookings").expect("usual for the field");
        assert!(bookings.checks.iter().any(|c| c.expression.0 == "check_out_date > check_in_date"));
        let design = design("an app like Airbnb", &Options::default());
        let stated = |id| design.decisions.iter().any(|d| d.subject == id && d.source == Source::Text);
        assert!(!design.schema.tables.iter().any(|t| stated(t.id)), "the prompt names nothing");
    }

    #[test]
    fn what_the_text_lists_gets_no_usual_keys() {
        let text = "A law firm keeps matters. Each matter has a matter number, a title and a colour.";
        let matters = table(text, "matters").expect("the text names it");
        assert!(matters.column("practice_area").is_none() && matters.column("colour").is_some());
    }
}
