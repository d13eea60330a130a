//! Kinds of things and things of the same kind: references of a table to itself, subtypes, and references to one of
//! several tables.
//!
//! These need a view of the whole model: whether a kind has attributes of its own, whether two nouns mean one thing.
//! So they are found beside the facts and change the model after it was understood.

use super::inflection;
use super::lexicon as words;
use super::model::{Alternatives, Attribute, Entity, Model, Relationship, Shape};
use super::phrase::{Phrase, phrase};
use super::read::{Fact, FactKind};
use super::tag::tags;
use super::text::Unit;
use super::token::{Token, tokens};
use crate::schema::{Source, Span};

/// Changes a model by what the text says of kinds, of parents of the same kind, and of alternatives.
pub fn refine(model: &mut Model, source: &str, units: &[Unit], facts: &[Fact]) {
    for kinds in kinds(source, units) {
        subtypes(model, &kinds);
    }
    for fact in facts.iter().filter(|fact| !fact.negative) {
        one_is_another(model, fact);
        itself(model, source, fact);
        one_of_several(model, source, fact);
    }
    parents_by_name(model);
    parents_by_attribute(model);
}

/// `a vehicle is either a car or a truck`
#[derive(Debug, PartialEq)]
struct Kinds {
    whole: String,
    parts: Vec<String>,
    span: Span,
}

fn find(model: &Model, name: &str) -> Option<usize> {
    model.entities.iter().position(|e| e.name == name)
}

/// The sentences that divide a thing into kinds.
fn kinds(source: &str, units: &[Unit]) -> Vec<Kinds> {
    let mut found = Vec::new();
    for (index, unit) in units.iter().enumerate() {
        let line = source.get(unit.span.start..unit.span.end).unwrap_or_default().to_ascii_lowercase();
        let says = ["either", "kind", "type", "can be", "may be", "divided into", "classified"];
        if !says.iter().any(|word| line.contains(word)) {
            continue;
        }
        let tokens = tokens(source, unit.span);
        if let Some((whole, mut parts)) = divided(&tokens) {
            if parts.is_empty() {
                let under = units.iter().skip(index + 1).take(20).filter(|u| u.parent == Some(index));
                parts = under.filter_map(|u| part(&super::token::tokens(source, u.span))).collect();
            }
            if (2..=12).contains(&parts.len()) {
                found.push(Kinds { whole, parts, span: unit.span });
            }
        }
    }
    found
}

/// The whole and the parts of a sentence that divides.
fn divided(tokens: &[Token]) -> Option<(String, Vec<String>)> {
    let is = |i: usize, options: &[&str]| tokens.get(i).is_some_and(|t| options.contains(&t.lower.as_str()));
    for i in 0..tokens.len() {
        // `a vehicle is either a car or a truck`
        if is(i, &["either"]) && i > 0 && is(i - 1, &["is", "are", "be"]) {
            let whole = named(&tokens[..i - 1])?;
            return Some((whole, listed(&tokens[i + 1..])));
        }
        // `vehicles can be cars, trucks or boats`: nouns in the plural or with an article, not states.
        if i > 0 && is(i, &["be"]) && is(i - 1, &["can", "may"]) {
            let rest = &tokens[i + 1..];
            let nouns = rest.first().is_some_and(|t| t.is("a") || t.is("an") || inflection::is_plural(&t.lower));
            let parts = listed(rest);
            let plain = !rest.iter().any(|t| words::is_preposition(&t.lower));
            if nouns && plain && parts.len() >= 2 && rest.iter().any(|t| t.is("or") || t.is("and")) {
                return Some((named(&tokens[..i - 1])?, parts));
            }
        }
        // `three kinds of accounts: savings, checking and credit`
        if is(i, &["kinds", "types", "categories", "classes"]) && is(i + 1, &["of"]) {
            let rest = &tokens[i + 2..];
            let end = rest
                .iter()
                .position(|t| t.is_mark(':') || t.is_mark('(') || t.is_mark('-') || t.is_mark(',') || t.is("such"));
            let end = end.or(Some(rest.len()).filter(|_| tokens.iter().all(|t| !t.is_mark(':'))))?;
            let whole = named(&rest[..end])?;
            // `cars and trucks are types of vehicles`
            if i > 1 && is(i - 1, &["are"]) {
                return Some((whole, listed(&tokens[..i - 1])));
            }
            let skip = rest[end..]
                .iter()
                .take_while(|t| t.kind == super::token::Kind::Mark || t.is("such") || t.is("as"))
                .count();
            return Some((whole, listed(&rest[end + skip..])));
        }
        // `accounts are divided into savings accounts and credit accounts`
        if is(i, &["divided", "classified", "split"]) && is(i + 1, &["into", "as"]) && i > 1 {
            return Some((named(&tokens[..i - 1])?, listed(&tokens[i + 2..])));
        }
    }
    None
}

fn named(tokens: &[Token]) -> Option<String> {
    let found = phrase(tokens, &tags(tokens))?;
    Some(found.name()).filter(|name| !name.is_empty() && found.words.len() <= 3)
}

fn part(tokens: &[Token]) -> Option<String> {
    let end =
        tokens.iter().position(|t| t.kind == super::token::Kind::Mark || t.is("with") || t.is("which") || t.is("that"));
    let inner: Vec<&str> = tokens[..end.unwrap_or(tokens.len())]
        .iter()
        .map(|t| t.lower.as_str())
        .skip_while(|word| words::is_determiner(word) || words::is_conjunction(word))
        .collect();
    (1..=3).contains(&inner.len()).then(|| inner.join(" "))
}

/// The names of a list; a longer piece ends it.
fn listed(tokens: &[Token]) -> Vec<String> {
    let mut found = Vec::new();
    let end = tokens.iter().position(|t| t.is_mark('.') || t.is_mark(';') || t.is_mark(')')).unwrap_or(tokens.len());
    for piece in tokens[..end].split(|t| t.is_mark(',') || t.is("or") || t.is("and") || t.is_mark('/')) {
        if piece.is_empty() {
            continue;
        }
        match part(piece) {
            Some(name) => found.push(name),
            None => break,
        }
    }
    found
}

/// Kinds with attributes of their own become tables that share the key of the whole; the others are values.
fn subtypes(model: &mut Model, kinds: &Kinds) {
    let Some(whole) = find(model, &kinds.whole) else { return };
    let mut dropped = Vec::new();
    let mut values = Vec::new();
    for part in &kinds.parts {
        let mut spoken: Vec<String> = part.split(' ').map(str::to_owned).collect();
        values.push(part.strip_suffix(&format!(" {}", kinds.whole)).unwrap_or(part).to_owned());
        if let Some(last) = spoken.last_mut() {
            *last = inflection::singular(last);
        }
        let single = spoken.join(" ");
        if let Some(value) =
            values.last_mut().filter(|v| inflection::plural(&single) == **v && !single.ends_with("saving"))
        {
            *value = single.clone();
        }
        let entity = find(model, &single).or_else(|| find(model, &format!("{single} {}", kinds.whole)));
        let Some(entity) = entity.filter(|entity| *entity != whole) else { continue };
        let alone = model.entities[entity].attributes.is_empty()
            && !model.relationships.iter().any(|r| r.parent == entity && r.child != whole);
        if alone {
            dropped.push(entity);
        } else {
            specialize(model, entity, whole, kinds.span);
        }
    }
    values.dedup();
    if model.entities[whole].attribute("type").is_none() && values.iter().all(|v| v.len() <= 30) {
        let mut kind = Attribute::named(format!("{} type", kinds.whole), kinds.span);
        kind.values = values;
        kind.nullable = Some(false);
        kind.why = "The text divides them into kinds; kinds without attributes of their own are values of a column."
            .to_owned();
        let at = model.entities[whole].attributes.iter().take_while(|a| a.identifier).count();
        model.entities[whole].attributes.insert(at, kind);
    }
    model.remove(&dropped);
}

fn specialize(model: &mut Model, kind: usize, whole: usize, span: Span) {
    let own = model.parents_of(kind).any(|r| r.parent == whole && r.one_to_one);
    if own || kind == whole || model.parents_of(whole).any(|r| r.parent == kind && r.one_to_one) {
        return;
    }
    unrelate(model, kind, whole);
    if depth(model, whole) + 1 >= DEEPEST
        || model.entities.iter().enumerate().any(|(e, _)| e != kind && above(model, e).contains(&kind))
    {
        return;
    }
    let (kind_name, whole_name) = (model.entities[kind].name.clone(), model.entities[whole].name.clone());
    // What the whole has is not kept twice.
    let inherited: Vec<String> = model.entities[whole].attributes.iter().map(|a| a.name.clone()).collect();
    let entity = &mut model.entities[kind];
    entity.shape = Shape::Subtype;
    entity.attributes.retain(|a| !inherited.contains(&a.name));
    entity.why =
        format!("A {kind_name} is a {whole_name} with attributes of its own: it shares the key of the {whole_name}.");
    model.relationships.push(Relationship {
        child: kind,
        parent: whole,
        role: None,
        optional: false,
        one_to_one: true,
        owned: true,
        spans: vec![span],
        why: format!("Each {kind_name} is a {whole_name}."),
        confidence: 0.85,
        source: Source::Text,
    });
}

/// Kinds of kinds of kinds are not followed further.
const DEEPEST: usize = 3;

/// The wholes that an entity is a kind of, the nearest first.
fn above(model: &Model, of: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = of;
    while found.len() < DEEPEST {
        let up = model.parents_of(at).find(|r| r.one_to_one && model.entities[at].shape == Shape::Subtype);
        let Some(up) = up.map(|r| r.parent) else { break };
        found.push(up);
        at = up;
    }
    found
}

fn depth(model: &Model, of: usize) -> usize {
    above(model, of).len()
}

/// Takes back what was understood of two entities, with a table that only joins them.
fn unrelate(model: &mut Model, a: usize, b: usize) {
    model.relationships.retain(|r| !(r.child == a && r.parent == b || r.child == b && r.parent == a));
    let joins: Vec<usize> = (0..model.entities.len())
        .filter(|&e| model.entities[e].shape == Shape::Association && model.entities[e].attributes.is_empty())
        .filter(|&e| {
            let parents: Vec<usize> = model.parents_of(e).map(|r| r.parent).collect();
            parents.len() == 2 && parents.contains(&a) && parents.contains(&b)
        })
        .collect();
    // Associations stand after the entities that they join, so the places of these stay.
    if joins.iter().all(|join| *join > a && *join > b) {
        model.remove(&joins);
    }
}

/// `a manager is an employee`: both are described, and the first is a kind of the second.
fn one_is_another(model: &mut Model, fact: &Fact) {
    let (FactKind::Be, Some(subject), [item]) = (fact.kind, &fact.subject, fact.items.as_slice()) else { return };
    if subject.owner.is_some() || item.phrase.owner.is_some() || item.phrase.tail.is_some() {
        return;
    }
    let (Some(kind), Some(whole)) = (find(model, &subject.name()), find(model, &item.phrase.name())) else { return };
    let described = |e: usize| !model.entities[e].attributes.is_empty();
    if kind != whole && described(kind) && described(whole) && subject.plural == item.phrase.plural {
        specialize(model, kind, whole, fact.span);
    }
}

/// `employees report to a manager`, `comments can reply to comments`, `users follow each other`.
fn itself(model: &mut Model, source: &str, fact: &Fact) {
    let Some(subject) = &fact.subject else { return };
    let Some(thing) = find(model, &subject.name()) else { return };
    if model.entities[thing].shape != Shape::Plain {
        return;
    }
    let own = model.entities[thing].name.clone();
    let said = source.get(fact.span.start..fact.span.end).unwrap_or_default().to_ascii_lowercase();
    if fact.kind == FactKind::Relate && (said.contains("each other") || said.contains("one another")) {
        if fact.items.iter().all(|item| item.phrase.words.is_empty() || item.phrase.head() == "other") {
            return several_of_its_kind(model, thing, fact);
        }
        return;
    }
    for item in &fact.items {
        let name = item.phrase.name();
        let same = name == own || name.strip_prefix("other ").is_some_and(|rest| rest == own);
        if same && fact.kind == FactKind::Relate {
            let many = matches!(
                fact.verb,
                "follow"
                    | "depend"
                    | "require"
                    | "block"
                    | "like"
                    | "recommend"
                    | "know"
                    | "relate"
                    | "link"
                    | "connect"
                    | "cite"
                    | "invite"
                    | "interact"
            ) && (item.phrase.plural || item.phrase.is_many());
            match many {
                true => several_of_its_kind(model, thing, fact),
                false => parent_of_its_kind(model, thing, role_of(fact.verb, fact.passive), fact.span),
            }
            continue;
        }
        let chief = words::is_office(item.phrase.head())
            && item.phrase.words.len() == 1
            && words::is_staff(own.rsplit(' ').next().unwrap_or_default());
        let reports = matches!(fact.verb, "report" | "supervise" | "manage" | "lead") && chief && !item.phrase.plural;
        if reports && (fact.verb == "report" || fact.passive) {
            drop_bare(model, &name, thing, |model, thing| parent_of_its_kind(model, thing, &name, fact.span));
        }
    }
}

/// Does something with an entity after another without attributes, which meant a role of it, was taken out.
fn drop_bare(model: &mut Model, name: &str, thing: usize, then: impl FnOnce(&mut Model, usize)) {
    let Some(bare) = find(model, name) else { return then(model, thing) };
    let used = model.relationships.iter().any(|r| r.parent == bare && r.child != thing);
    if !model.entities[bare].attributes.is_empty() || used || bare == thing {
        return;
    }
    model.remove(&[bare]);
    then(model, thing - usize::from(bare < thing));
}

fn role_of(verb: &str, passive: bool) -> &'static str {
    match verb {
        "report" => "manager",
        "manage" | "supervise" | "lead" if passive => "manager",
        "refer" if passive => "referring",
        "replace" => "replaced",
        _ => "parent",
    }
}

fn parent_of_its_kind(model: &mut Model, thing: usize, role: &str, span: Span) {
    if model.refers(thing, thing) {
        return;
    }
    let name = model.entities[thing].name.clone();
    model.relationships.push(Relationship {
        child: thing,
        parent: thing,
        role: Some(role.to_owned()),
        optional: true,
        one_to_one: false,
        owned: false,
        spans: vec![span],
        why: format!("A {name} can stand under another {name}; those at the top have none."),
        confidence: 0.8,
        source: Source::Text,
    });
}

fn several_of_its_kind(model: &mut Model, thing: usize, fact: &Fact) {
    let name = model.entities[thing].name.clone();
    let (noun, roles) = match fact.verb {
        "follow" => ("follow", ["follower", "followed"]),
        "depend" | "require" => ("dependency", ["dependent", "required"]),
        "block" => ("block", ["blocking", "blocked"]),
        "recommend" => ("recommendation", ["recommending", "recommended"]),
        "cite" => ("citation", ["citing", "cited"]),
        _ => ("relation", ["first", "second"]),
    };
    let index = model.entities.len();
    let joined = format!("{name} {noun}");
    if find(model, &joined).is_some() {
        return;
    }
    model.entities.push(Entity::new(
        joined,
        Shape::Association,
        vec![fact.span],
        format!("Any {name} can be related to many others of its kind; that needs a table of its own."),
        0.75,
    ));
    for role in roles {
        model.relationships.push(Relationship {
            child: index,
            parent: thing,
            role: Some(role.to_owned()),
            optional: false,
            one_to_one: false,
            owned: true,
            spans: vec![fact.span],
            why: format!("The {role} {name}."),
            confidence: 0.75,
            source: Source::Text,
        });
    }
}

/// What people hang on other things: it stands on one of them at a time.
const NOTES: &str = "comment attachment like reaction review rating note image photo picture file document vote report \
    favorite bookmark notification flag message video annotation remark reply complaint";

fn one_of_several(model: &mut Model, source: &str, fact: &Fact) {
    let Some(subject) = &fact.subject else { return };
    if fact.kind != FactKind::Relate || fact.items.len() < 2 {
        return;
    }
    let hangs = matches!(
        fact.verb,
        "make"
            | "write"
            | "leave"
            | "post"
            | "attach"
            | "belong"
            | "add"
            | "apply"
            | "place"
            | "refer"
            | "link"
            | "relate"
            | "connect"
            | "associate"
            | "assign"
            | "give"
    ) && fact.preposition.as_deref() != Some("by");
    let verb_names =
        |name: &str| name.rsplit(' ').next().is_some_and(|head| fact.verb.len() > 3 && head.starts_with(fact.verb));
    let child = match find(model, &subject.name()).filter(|_| hangs) {
        Some(child) => child,
        None => match model.entities.iter().position(|e| verb_names(&e.name)) {
            Some(deed) => deed,
            None => return,
        },
    };
    let mut parents: Vec<usize> = Vec::new();
    for item in &fact.items {
        match find(model, &item.phrase.name()).filter(|p| *p != child && !parents.contains(p)) {
            Some(parent) => parents.push(parent),
            None => return,
        }
    }
    let list = |a: &Phrase, b: &Phrase| source.get(a.span.end..b.span.start).unwrap_or_default().to_ascii_lowercase();
    let either =
        fact.items.windows(2).any(|pair| list(&pair[0].phrase, &pair[1].phrase).split_whitespace().any(|w| w == "or"));
    let head = model.entities[child].head();
    let noted = NOTES.split_whitespace().any(|note| note == head);
    if parents.len() < 2 || !either && !noted || model.alternatives.iter().any(|a| a.child == child) {
        return;
    }
    let names: Vec<String> = parents.iter().map(|p| model.entities[*p].name.clone()).collect();
    let mut parents = names.clone();
    parents.sort_unstable();
    let child_name = model.entities[child].name.clone();
    for name in &names {
        if let (Some(child), Some(parent)) = (find(model, &child_name), find(model, name)) {
            unrelate(model, child, parent);
        }
    }
    let Some(child) = find(model, &child_name) else { return };
    let places: Vec<usize> = names.iter().filter_map(|name| find(model, name)).collect();
    for &parent in &places {
        model.relationships.push(Relationship {
            child,
            parent,
            role: None,
            optional: true,
            one_to_one: false,
            owned: true,
            spans: vec![fact.span],
            why: format!("A {child_name} stands on one of {}.", names.join(", ")),
            confidence: 0.8,
            source: Source::Text,
        });
    }
    model.alternatives.push(Alternatives { child, parents: places, spans: vec![fact.span] });
}

/// `parent region id` or `previous block hash` among what is kept of regions and blocks.
fn parents_by_attribute(model: &mut Model) {
    for index in 0..model.entities.len() {
        let entity = &model.entities[index];
        let own = entity.head();
        let staff = words::is_staff(own);
        let role = |attribute: &Attribute| -> Option<String> {
            let (first, rest) = attribute.name.split_once(' ').unwrap_or((&attribute.name, ""));
            let key = rest.rsplit(' ').next().unwrap_or_default();
            let keyed = words::is_identifier_head(key) || key == "hash" || key == own;
            let above = matches!(first, "parent" | "previous" | "superior" | "upper" | "predecessor" | "parent-level");
            // A regional id is the region's: the two share their beginning.
            let stem = |word: &str| word.chars().take(5).collect::<String>();
            let same = rest.split(' ').all(|word| word == key || stem(word) == stem(own));
            if above && keyed && same {
                return Some(first.to_owned());
            }
            let chief = matches!(
                attribute.name.as_str(),
                "supervisor" | "direct supervisor" | "supervisor id" | "superior" | "direct superior" | "manager id"
            );
            (chief && staff)
                .then(|| if attribute.name.contains("manager") { "manager" } else { "supervisor" }.to_owned())
        };
        let found = entity.attributes.iter().enumerate().find_map(|(at, attribute)| Some((at, role(attribute)?)));
        let Some((at, role)) = found.filter(|_| entity.shape == Shape::Plain && !model.refers(index, index)) else {
            continue;
        };
        let attribute = model.entities[index].attributes.remove(at);
        parent_of_its_kind(model, index, &role, attribute.spans.first().copied().unwrap_or_default());
    }
}

/// `subcategory`, `parent category`, `child task` are of the kind that the rest of their name says.
fn parents_by_name(model: &mut Model) {
    loop {
        let found = model.entities.iter().enumerate().find_map(|(index, entity)| {
            let rest = ["sub-", "sub ", "sub", "parent ", "child ", "nested "]
                .iter()
                .find_map(|p| entity.name.strip_prefix(p))?;
            let whole = find(model, rest).filter(|whole| *whole != index)?;
            let bare = entity.attributes.is_empty() && entity.shape == Shape::Plain;
            let used = model.relationships.iter().any(|r| r.parent == index && r.child != whole);
            (bare && !used).then_some((index, whole, entity.spans.first().copied().unwrap_or_default()))
        });
        let Some((part, whole, span)) = found else { return };
        unrelate(model, part, whole);
        model.remove(&[part]);
        parent_of_its_kind(model, whole - usize::from(part < whole), "parent", span);
    }
}

#[cfg(test)]
mod tests {
    use crate::nl::{Options, design};

    /// A line for each table: its columns of value, and its references with their columns.
    fn check(text: &str, expected: &[&str]) {
        let schema = design(text, &Options::default()).schema;
        let shown: Vec<String> = schema
            .tables
            .iter()
            .map(|table| {
                let keys: Vec<String> = table
                    .foreign_keys
                    .iter()
                    .map(|key| format!("{}->{}", key.columns.join("+"), key.references.table.name))
                    .collect();
                format!("{} [{}] {}", table.name, table.key_columns().join(" "), keys.join(" "))
            })
            .collect();
        for line in expected {
            assert!(shown.iter().any(|s| s.trim() == *line), "{line} is missing for {text}: {shown:#?}");
        }
        assert_eq!(shown.len(), expected.len(), "{text}: {shown:#?}");
    }

    fn checks(text: &str, table: &str) -> Vec<String> {
        let schema = design(text, &Options::default()).schema;
        let table = schema.table_named(table).unwrap_or_else(|| panic!("{table} is missing for {text}"));
        table.checks.iter().map(|check| check.expression.0.clone()).collect()
    }

    #[test]
    fn things_stand_under_things_of_their_kind() {
        check(
            "Folders have a title and a size. Folders can have subfolders.",
            &["folders [id] parent_folder_id->folders"],
        );
        check(
            "Districts have a district number, a name and a parent district number.",
            &["districts [district_number] parent_district_number->districts"],
        );
        check("Each nurse has a name. Nurses report to a supervisor.", &["nurses [id]"]);
        check(
            "Employees have a name and a salary. Each employee reports to a manager.",
            &["employees [id] manager_id->employees"],
        );
        check(
            "Messages have a body. Messages can reply to other messages.",
            &["messages [id] parent_message_id->messages"],
        );
        check(
            "Steps have a title. A step can depend on other steps.",
            &[
                "steps [id]",
                "step_dependencies [dependent_step_id required_step_id] dependent_step_id->steps required_step_id->steps",
            ],
        );
        check(
            "Users have a name. Users can follow each other.",
            &["users [id]", "user_follows [follower_id followed_user_id] follower_id->users followed_user_id->users"],
        );
    }

    #[test]
    fn kinds_are_values_or_tables() {
        let values = "Boats have a name and a length. A boat is either a ferry or a yacht.";
        check(values, &["boats [id]"]);
        assert!(
            checks(values, "boats").contains(&"boat_type IN ('ferry', 'yacht')".to_owned()),
            "{:?}",
            checks(values, "boats")
        );
        check(
            "There are three kinds of policies: basic, silver and gold. A policy has a start date and a premium.",
            &["policies [id]"],
        );
        check(
            "A boat has a name and a length. A boat is either a ferry or a yacht. A ferry has a car capacity. A yacht has a sail area and a mast height.",
            &["boats [id]", "ferries [boat_id] boat_id->boats", "yachts [boat_id] boat_id->boats"],
        );
    }

    #[test]
    fn a_note_stands_on_one_thing_at_a_time() {
        let notes = "Articles have a title. Videos have a title and a length. Comments have a text. Comments can be made on articles and videos.";
        check(notes, &["articles [id]", "videos [id]", "comments [id] article_id->articles video_id->videos"]);
        let one = "(article_id IS NOT NULL AND video_id IS NULL) OR (article_id IS NULL AND video_id IS NOT NULL)";
        assert!(checks(notes, "comments").contains(&one.to_owned()), "{:?}", checks(notes, "comments"));
        check(
            "Crates have a title. Barrels have a name. Permits have a number and belong to crates or barrels.",
            &["crates [id]", "barrels [id]", "permits [permit_number] crate_id->crates barrel_id->barrels"],
        );
    }
}
