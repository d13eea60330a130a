//! Data in place of a description, or inside one: rows under a header, Markdown tables, JSON.

mod delimited;
mod json;

use super::model::{Model, Relationship};
use crate::schema::{Source, Span};

/// The model of a text that is nothing but data, or nothing for prose.
pub fn model(text: &str) -> Option<Model> {
    json::model(text).or_else(|| several(text)).or_else(|| delimited::model(text))
}

/// The data that stands in a text between sentences, and the text without it, every word at its place.
pub fn within(text: &str) -> Option<(Model, String)> {
    if let Some((range, model)) = json::within(text) {
        return Some((model, blanked(text, range)));
    }
    let mut found = Model::default();
    let mut rest = text.to_owned();
    for block in blocks(text).into_iter().filter(|block| is_marked_table(&text[block.start..block.end])) {
        if let Some(model) = at(text, block) {
            append(&mut found, model);
            rest = blanked(&rest, block.start..block.end);
        }
    }
    refer_by_keys(&mut found);
    (!found.entities.is_empty()).then_some((found, rest))
}

/// A Markdown table or rows with tabs; commas alone could be prose.
fn is_marked_table(block: &str) -> bool {
    let lines: Vec<&str> = block.lines().collect();
    let marked = |mark: char| lines.iter().filter(|line| line.matches(mark).count() >= 2).count();
    lines.len() >= 2 && (marked('|') + 1 >= lines.len() || marked('\t') + 1 >= lines.len())
}

/// Several tables of data under each other, each with its name above it.
fn several(text: &str) -> Option<Model> {
    let blocks = blocks(text);
    if blocks.len() < 2 {
        return None;
    }
    let mut found = Model::default();
    for block in blocks {
        append(&mut found, at(text, block)?);
    }
    refer_by_keys(&mut found);
    Some(found)
}

/// The table of one block of a text, with its places in the whole.
fn at(text: &str, block: Span) -> Option<Model> {
    let mut model = delimited::model(text.get(block.start..block.end)?)?;
    let moved = |span: &mut Span| {
        span.start += block.start;
        span.end += block.start;
    };
    for entity in &mut model.entities {
        entity.spans.iter_mut().for_each(moved);
        entity.attributes.iter_mut().flat_map(|a| &mut a.spans).for_each(moved);
    }
    Some(model)
}

/// The parts of a text between blank lines; a title goes with the table below it.
fn blocks(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut at = 0;
    let mut open = false;
    for line in text.split_inclusive('\n') {
        let blank = line.trim().is_empty();
        match (blank, open) {
            (false, true) => {
                if let Some(last) = found.last_mut() {
                    last.end = at + line.trim_end().len();
                }
            }
            (false, false) => found.push(Span { start: at, end: at + line.trim_end().len() }),
            (true, _) => {}
        }
        // `## Customers` alone is the title of what follows.
        let title = line.trim_start().starts_with('#') && !line.contains('|');
        open = !blank
            || open
                && found.last().is_some_and(|last| {
                    text[last.start..last.end].lines().count() == 1 && is_title(&text[last.start..last.end])
                });
        open |= title;
        at += line.len();
    }
    found
}

fn is_title(line: &str) -> bool {
    line.trim_start().starts_with('#') || line.trim_end().ends_with(':')
}

fn append(found: &mut Model, model: Model) {
    for entity in model.entities {
        if !found.entities.iter().any(|e| e.name == entity.name) {
            found.entities.push(entity);
        }
    }
}

/// `customer_id` refers to the customers that stand beside it.
pub(super) fn refer_by_keys(model: &mut Model) {
    for child in 0..model.entities.len() {
        let mut kept = Vec::new();
        for attribute in std::mem::take(&mut model.entities[child].attributes) {
            let stem = attribute.name.strip_suffix(" id").map(str::to_owned);
            let named = |stem: &String| {
                model.entities.iter().position(|e| e.name == *stem || stem.ends_with(&format!(" {}", e.name)))
            };
            let parent = stem.as_ref().and_then(named).filter(|parent| *parent != child);
            let (Some(parent), Some(stem)) = (parent, stem) else {
                kept.push(attribute);
                continue;
            };
            let role = stem.strip_suffix(&model.entities[parent].name).map(str::trim).filter(|r| !r.is_empty());
            let why = format!("The column {} holds the key of a {}.", attribute.name, model.entities[parent].name);
            let relationship =
                Relationship { role: role.map(str::to_owned), ..reference(child, parent, attribute.spans, why) };
            model.relationships.push(relationship);
        }
        model.entities[child].attributes = kept;
    }
}

fn reference(child: usize, parent: usize, spans: Vec<Span>, why: String) -> Relationship {
    Relationship {
        child,
        parent,
        role: None,
        optional: false,
        one_to_one: false,
        owned: false,
        spans,
        why,
        confidence: 0.9,
        source: Source::Text,
    }
}

fn blanked(text: &str, range: std::ops::Range<usize>) -> String {
    let blank = |c: char| if c == '\n' { "\n".to_owned() } else { " ".repeat(c.len_utf8()) };
    let inner: String = text[range.clone()].chars().map(blank).collect();
    format!("{}{inner}{}", &text[..range.start], &text[range.end..])
}

/// Joins what data and sentences say: of things that both name the data knows the columns.
pub fn merge(mut data: Model, mut prose: Model) -> Model {
    let offset = data.entities.len();
    let mut place = Vec::new();
    for (n, entity) in prose.entities.drain(..).enumerate() {
        match data.entities.iter().position(|e| e.name == entity.name) {
            Some(same) => {
                data.entities[same].spans.extend(entity.spans);
                place.push(same);
            }
            None => {
                place.push(data.entities.len());
                data.entities.push(entity);
            }
        }
        debug_assert!(n + offset >= place[n]);
    }
    for mut r in prose.relationships {
        (r.child, r.parent) = (place[r.child], place[r.parent]);
        if !data.related(r.child, r.parent) {
            data.relationships.push(r);
        }
    }
    data
}
