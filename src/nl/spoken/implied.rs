//! What every speaker takes for granted: people and things that are not events go by a name.

use crate::nl::lexicon;
use crate::nl::model::{Attribute, Entity, Model, Shape};
use crate::schema::{Source, Span};

/// Words for what a thing goes by.
const NAMES: [&str; 12] = [
    "name",
    "title",
    "surname",
    "code",
    "number",
    "label",
    "reference",
    "registration",
    "description",
    "tag",
    "id",
    "serial",
];

/// Gives a name to whatever has none and is no event.
pub(super) fn names(model: &mut Model) {
    for index in 0..model.entities.len() {
        let parents = model.parents_of(index).count();
        let entity = &mut model.entities[index];
        if entity.shape != Shape::Plain || !goes_by_a_name(entity, parents) {
            continue;
        }
        let mut name = Attribute::named("name", Span::default());
        name.spans.clear();
        name.why = format!("A {} is spoken of by its name; the text takes that for granted.", entity.name);
        name.source = Source::Practice;
        entity.attributes.insert(0, name);
    }
}

fn goes_by_a_name(entity: &Entity, parents: usize) -> bool {
    let head = entity.head();
    let named = |a: &Attribute| a.name.split(' ').any(|word| NAMES.contains(&word));
    let person = lexicon::is_agent(head) || lexicon::is_person(head) || lexicon::is_role(head);
    if person {
        return !entity.attributes.iter().any(|a| a.name.split(' ').any(|w| matches!(w, "name" | "surname")));
    }
    let event = lexicon::is_event(head)
        || lexicon::is_attribute_head(head)
        || ["ing", "ion", "ment", "al", "ure"].iter().any(|end| head.ends_with(end));
    let dated =
        entity.attributes.iter().any(|a| a.name.ends_with(" at") || a.name.ends_with(" on") || a.name == "date");
    !event && !dated && parents <= 1 && !entity.attributes.iter().any(named)
}
