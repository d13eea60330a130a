//! Can one of these be there without one of those? A reference that may be empty.

use super::{Draft, as_it_is, effect};
use crate::nl::build::Built;
use crate::nl::lexicon;
use crate::nl::model::{Model, Shape};
use crate::schema::{Action, Answer, Change, Decision, Object, Question, Source, Topic};

/// Such a question is of little consequence: it comes where nothing better is open.
const DOUBT: f32 = 0.25;

pub(super) fn drafts(built: &Built, model: &Model) -> Vec<Draft> {
    let mut found = Vec::new();
    for relationship in &model.relationships {
        let (child, parent) = (&model.entities[relationship.child], &model.entities[relationship.parent]);
        // Somebody or something that another can be without for a while: an agent, a team, a place.
        let head = parent.head();
        let person = lexicon::is_agent(head) || lexicon::is_staff(head) || lexicon::is_role(head);
        if relationship.optional
            || relationship.owned
            || relationship.source != Source::Text
            || child.shape != Shape::Plain
            || !person
            || model.parents_of(relationship.child).filter(|r| !r.optional).count() < 2
            || relationship.child == relationship.parent
        {
            continue;
        }
        let Some(table) = built.tables.get(relationship.child).and_then(|id| built.schema.table_by_id(*id)) else {
            continue;
        };
        let parent_table = built.tables.get(relationship.parent).and_then(|id| built.schema.table_by_id(*id));
        let keys: Vec<_> =
            table.foreign_keys.iter().filter(|k| parent_table.is_some_and(|p| p.name == k.references.table)).collect();
        let [key] = keys.as_slice() else { continue };
        let columns: Vec<_> = table.columns.iter().filter(|c| key.columns.contains(&c.name)).collect();
        if columns.iter().any(|c| c.nullable || table.in_primary_key(&c.name)) {
            continue;
        }
        let mut changes: Vec<Change> = Vec::new();
        for column in columns {
            let mut free = column.clone();
            free.nullable = true;
            changes.push(Change::Modify { object: Object::Column(free) });
        }
        let mut free = (*key).clone();
        free.on_delete = Action::SetNull;
        let decision = Decision {
            subject: key.id,
            topic: Topic::Relationship,
            what: format!("{} can be without {}", table.name, key.references.table),
            why: "You answered that it can.".to_owned(),
            spans: Vec::new(),
            confidence: 1.0,
            alternative: None,
            source: Source::User,
        };
        changes.push(Change::Modify { object: Object::ForeignKey(free) });
        let Some(effect) = effect(&built.schema, &changes) else { continue };
        let question = Question {
            id: format!("{}.{}.optional", child.name.replace(' ', "_"), parent.name.replace(' ', "_")),
            text: format!(
                "Can {} {} be there without {} {}?",
                article(&child.name),
                child.name,
                article(&parent.name),
                parent.name
            ),
            why: "If it can, the reference may be empty and every query has to reckon with it.".to_owned(),
            spans: relationship.spans.clone(),
            answers: vec![
                as_it_is(format!("No, each {} has one", child.name)),
                Answer { label: "Yes, for a while".to_owned(), effect, changes, decisions: vec![decision] },
            ],
        };
        found.push(Draft { question, doubt: DOUBT });
    }
    found
}

fn article(name: &str) -> &'static str {
    if name.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" }
}
