//! A text that lists many things of one kind names rows, not tables: `We sell apples, pears, plums, ...; each has a price`.

use super::complete::is_known;
use super::model::{Attribute, Model, Shape};
use crate::schema::Span;

/// From so many things on that are told apart by nothing but their names, a table for each is no design.
const MANY: usize = 6;

/// A column of choices with more values than this is a list to maintain.
const MOST_VALUES: usize = 30;

/// Makes one entity of things that have the same attributes and stand in no relation.
pub fn gather(model: &mut Model, source: &str) {
    let lone: Vec<usize> = (0..model.entities.len()).filter(|&n| is_lone(model, n)).collect();
    let lists = |n: usize| -> Vec<&str> {
        let mut names: Vec<&str> = model.entities[n].attributes.iter().map(|a| a.name.as_str()).collect();
        names.sort_unstable();
        names
    };
    let Some(described) = lone.iter().copied().find(|&n| model.entities[n].attributes.len() >= 2) else { return };
    let list = lists(described);
    let same: Vec<usize> = lone.iter().copied().filter(|&n| lists(n) == list).collect();
    // `apples, pears and plums. Each has a price`: what stands before the one that was meant is meant as well.
    let bare: Vec<usize> = lone.iter().copied().filter(|&n| model.entities[n].attributes.is_empty()).collect();
    let listed = bare.len() + 1 >= MANY && same.len() == 1 && in_one_list(model, &bare, source);
    let mut group = same;
    if listed {
        group.extend(bare);
    }
    group.sort_unstable();
    if group.len() < MANY {
        return;
    }
    let kept = group[0];
    let names: Vec<String> = group.iter().map(|&n| model.entities[n].name.clone()).collect();
    let spans: Vec<Span> = group.iter().filter_map(|&n| model.entities[n].spans.first().copied()).collect();
    let attributes = model.entities[described].attributes.clone();
    let name = whole(source);
    let entity = &mut model.entities[kept];
    entity.attributes = attributes;
    if entity.attribute("kind").is_none() {
        let mut kind = Attribute::named("kind", spans.first().copied().unwrap_or_default());
        kind.values = if names.len() <= MOST_VALUES { names.clone() } else { Vec::new() };
        kind.why = "It tells which of the things that the text lists a row is.".to_owned();
        kind.nullable = Some(false);
        entity.attributes.insert(0, kind);
    }
    entity.why = format!(
        "The text lists {} things with the same attributes ({}, ...). They are rows of one table, told apart by their kind.",
        names.len(),
        names.iter().take(3).cloned().collect::<Vec<_>>().join(", ")
    );
    entity.name = name.to_owned();
    entity.spans = spans;
    model.remove(&group[1..]);
}

/// A thing that no field of business knows, in no relation to others.
fn is_lone(model: &Model, n: usize) -> bool {
    let entity = &model.entities[n];
    entity.shape == Shape::Plain
        && !is_known(&entity.name)
        && !model.relationships.iter().any(|r| r.child == n || r.parent == n)
}

/// Whether things stand in one sentence.
fn in_one_list(model: &Model, things: &[usize], source: &str) -> bool {
    let places: Vec<usize> = things.iter().filter_map(|&n| model.entities[n].spans.first().map(|s| s.start)).collect();
    let (Some(first), Some(last)) = (places.iter().min(), places.iter().max()) else { return false };
    source.get(*first..*last).is_some_and(|between| !between.contains(". ") && !between.contains('\n'))
}

/// What the things are together: what is sold is a product.
fn whole(source: &str) -> &'static str {
    let sold = |word: &str| matches!(word, "sell" | "sells" | "stock" | "stocks" | "offer" | "offers" | "shop");
    let words = source.split(|c: char| !c.is_alphabetic());
    if words.take(200).any(|word| sold(&word.to_ascii_lowercase())) { "product" } else { "item" }
}

#[cfg(test)]
mod tests {
    use crate::nl::{Options, design};

    fn check(text: &str, expected: &[&str]) {
        let schema = design(text, &Options::default()).schema;
        let names: Vec<&str> = schema.tables.iter().map(|t| t.name.name.as_str()).collect();
        assert_eq!(names, expected, "{text}");
    }

    #[test]
    fn many_things_of_one_kind_are_rows() {
        let trees = ["ash", "beech", "birch", "elm", "larch", "maple", "rowan", "yew"];
        let each: Vec<String> = trees.iter().map(|t| format!("Each {t} has a name, a price and a height.")).collect();
        check(&each.join(" "), &["items"]);
        check(&each[..3].join(" "), &["ashes", "beeches", "birches"]);
    }
}
