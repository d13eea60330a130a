//! Relationships that a text states outright, and tables that such statements imply: `many-to-many between A and B`,
//! `and vice versa`, and the things that stand on the lines of an order.

use super::complete::is_known;
use super::inflection;
use super::lexicon as words;
use super::model::{Entity, Model, Relationship, Shape};
use super::phrase::phrase;
use super::tag::tags;
use super::text::{Kind as UnitKind, Unit};
use super::token::{Token, tokens};
use crate::schema::{Source, Span};

/// Changes a model by the statements of a text about two of its entities.
pub fn refine(model: &mut Model, source: &str, units: &[Unit]) {
    for (n, unit) in units.iter().enumerate() {
        notated(model, source, units, n);
        let line = source.get(unit.span.start..unit.span.end).unwrap_or_default().to_ascii_lowercase();
        let says = |list: &[&str]| list.iter().any(|words| line.contains(words));
        let many = says(&[
            "many-to-many",
            "many to many",
            "vice versa",
            "the other way round",
            "the other way around",
            "m:n",
            "n:m",
        ]);
        let one = says(&["one-to-many", "one to many", "1:n", "one-to-one", "one to one", "1:1"]);
        let tokens = tokens(source, unit.span);
        if !many && !one {
            between(model, &tokens, unit.span);
            continue;
        }
        if tokens.iter().any(|t| t.is("between")) {
            named_between(model, &tokens, unit.span);
        }
        let [first, second] = mentioned(model, &tokens)[..] else { continue };
        match many {
            true => many_to_many(model, first, second, unit.span),
            false => one_to_many(model, first, second, !says(&["many", "1:n"]), unit.span),
        }
    }
    lines(model);
}

/// What the short notations of designers say: `Enrollment (grade) between Student and Course`, `belongs to post and
/// user`, and lines under the heading of what they are lines of.
fn notated(model: &mut Model, source: &str, units: &[Unit], n: usize) {
    let Some(unit) = units.get(n) else { return };
    let words = tokens(source, unit.span);
    joined_by_name(model, &words, unit.span);
    if let Some(at) =
        words.windows(2).position(|w| matches!(w[0].lower.as_str(), "belongs" | "belong") && w[1].is("to"))
    {
        // After a semicolon the subject stands before it.
        let before = if at > 0 { Some(unit) } else { n.checked_sub(1).and_then(|n| units.get(n)) };
        let subject = before.and_then(|before| mentioned(model, &tokens(source, before.span)).first().copied());
        let rest = &words[at + 2..];
        let end = rest.iter().position(|t| t.kind == super::token::Kind::Mark && !t.is_mark(',')).unwrap_or(rest.len());
        // The list of parents ends with its clause.
        let plain = |t: &Token| {
            t.is_mark(',')
                || t.is("and")
                || words::is_determiner(&t.lower)
                || t.is("one")
                || t.is("exactly")
                || model.entities.iter().any(|e| e.name.split(' ').any(|w| w == inflection::singular(&t.lower)))
        };
        let end = rest[..end].iter().position(|t| !plain(t)).unwrap_or(end);
        for parent in mentioned(model, &rest[..end]) {
            if let Some(child) = subject.filter(|child| *child != parent && !model.related(*child, parent)) {
                let why = "The text says what it belongs to.".to_owned();
                model.relationships.push(relationship(child, parent, unit.span, why));
            }
        }
    }
    let heading = unit.parent.and_then(|parent| units.get(parent)).filter(|_| unit.kind == UnitKind::Item);
    let Some(whole) = heading.and_then(|heading| mentioned(model, &tokens(source, heading.span)).first().copied())
    else {
        return;
    };
    let first: String = words.first().map(|t| inflection::singular(&t.lower)).unwrap_or_default();
    let line = model.entities.iter().position(|e| is_line(&e.name) && e.name.split(' ').next() == Some(first.as_str()));
    if let Some(line) = line.filter(|line| *line != whole && !model.related(*line, whole)) {
        let why = format!("The text describes it as a part of {}.", model.entities[whole].name);
        model.relationships.push(Relationship { owned: true, ..relationship(line, whole, unit.span, why) });
    }
}

/// `Enrollment (grade) between Student and Course`: a table that joins two, with its own columns in brackets.
fn joined_by_name(model: &mut Model, words: &[Token], span: Span) {
    let Some(at) = words.iter().position(|t| t.is("between")) else { return };
    let open = words[..at].iter().position(|t| t.is_mark('(')).unwrap_or(at);
    let closed = open == at || words[at - 1].is_mark(')');
    if open == 0 || open > 3 || !closed {
        return;
    }
    let rest = &words[at + 1..];
    let Some(middle) = rest.iter().position(|t| t.is("and")) else { return };
    let end =
        rest.iter().skip(middle).position(|t| t.kind == super::token::Kind::Mark).map_or(rest.len(), |n| n + middle);
    let named = |piece: &[Token]| -> Option<String> {
        let found = phrase(piece, &tags(piece)).filter(|p| (1..=3).contains(&p.words.len()))?;
        let names = piece.iter().all(|t| t.kind != super::token::Kind::Number && inflection::verb(&t.lower).is_none());
        (names && !words::is_attribute_head(found.head()) && !words::is_time(found.head())).then(|| found.name())
    };
    let relation = |name: &str| {
        let head = name.rsplit(' ').next().unwrap_or_default();
        matches!(
            head,
            "relationship" | "relation" | "association" | "mapping" | "correspondence" | "link" | "difference"
        )
    };
    let sides = (named(&rest[..middle]), named(&rest[middle + 1..end]));
    let (Some(name), (Some(first), Some(second))) = (named(&words[..open]), sides) else { return };
    if relation(&name) || name.contains("-to-") || first == second || name == first || name == second {
        return;
    }
    let mut place = |name: String, why: &str| {
        let known = model.entities.iter().position(|e| e.name == name);
        known.unwrap_or_else(|| {
            model.entities.push(plain(name, vec![span], why));
            model.entities.len() - 1
        })
    };
    let (first, second) = (
        place(first, "The text names it on one side of a relation."),
        place(second, "The text names it on one side of a relation."),
    );
    let index = place(name, "The text names the relation; such a relation needs a table of its own.");
    for piece in words[open..at].split(|t| t.is_mark(',') || t.is_mark('(') || t.is_mark(')') || t.is("and")) {
        let Some(found) = phrase(piece, &tags(piece)).filter(|p| (1..=4).contains(&p.words.len())) else { continue };
        if model.entities[index].attribute(&found.name()).is_none() {
            let mut attribute = super::model::Attribute::named(found.name(), found.span);
            attribute.why = "The text lists it for the relation.".to_owned();
            model.entities[index].attributes.push(attribute);
        }
    }
    model.entities[index].shape = Shape::Association;
    model.entities[index].unique_parents = true;
    for parent in [first, second] {
        if !model.refers(index, parent) {
            let why = format!("A row joins one {} with one of the others.", model.entities[parent].name);
            model.relationships.push(Relationship { owned: true, ..relationship(index, parent, span, why) });
        }
    }
}

/// The entities that a sentence names, in its order.
fn mentioned(model: &Model, tokens: &[Token]) -> Vec<usize> {
    let single: Vec<String> = tokens.iter().map(|t| inflection::singular(&t.lower)).collect();
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (index, entity) in model.entities.iter().enumerate().filter(|(_, e)| e.shape == Shape::Plain) {
        let name: Vec<&str> = entity.name.split(' ').collect();
        let at =
            single.windows(name.len()).position(|window| window.iter().map(String::as_str).eq(name.iter().copied()));
        found.extend(at.map(|at| (at, index)));
    }
    found.sort_unstable();
    found.into_iter().map(|(_, index)| index).collect()
}

/// `the relationship between parts and orders, including the quantity`: a table that joins them, with what it includes.
fn between(model: &mut Model, tokens: &[Token], span: Span) {
    let relation = |t: &Token| {
        matches!(
            t.lower.as_str(),
            "relationship"
                | "relationships"
                | "association"
                | "associations"
                | "relation"
                | "relations"
                | "mapping"
                | "correspondence"
        )
    };
    let Some(at) =
        (1..tokens.len()).find(|&i| tokens[i].is("between") && tokens[..i].iter().rev().take(3).any(relation))
    else {
        return;
    };
    let end = (at..tokens.len())
        .find(|&i| {
            tokens[i].kind == super::token::Kind::Mark
                || matches!(tokens[i].lower.as_str(), "is" | "are" | "to" | "through" | "with" | "for")
        })
        .unwrap_or(tokens.len());
    let [first, second] = mentioned(model, &tokens[at..end])[..] else { return };
    let joined = (0..model.entities.len())
        .any(|e| e != first && e != second && model.refers(e, first) && model.refers(e, second));
    let list = (end..tokens.len()).find(|&i| {
        matches!(tokens[i].lower.as_str(), "including" | "tracking" | "recording" | "as" | "records" | "stores")
    });
    if joined || model.related(first, second) && list.is_none() {
        return;
    }
    many_to_many(model, first, second, span);
    let Some(list) = list else { return };
    let Some(index) = model.entities.len().checked_sub(1) else { return };
    for piece in tokens[list + 1..].split(|t| t.is_mark(',') || t.is("and")) {
        let Some(found) = phrase(piece, &tags(piece)).filter(|p| !p.words.is_empty() && p.words.len() <= 3) else {
            continue;
        };
        if words::is_attribute_head(found.head()) && !words::is_identifier_head(found.head()) {
            let mut attribute = super::model::Attribute::named(found.name(), found.span);
            attribute.why = "The text lists it for the relation.".to_owned();
            model.entities[index].attributes.push(attribute);
        }
    }
}

/// What stands on both sides of a stated relationship is a thing, even if the text says no more of it.
fn named_between(model: &mut Model, tokens: &[Token], span: Span) {
    let Some(start) = tokens.iter().position(|t| t.is("between")) else { return };
    let rest = &tokens[start + 1..];
    let Some(middle) = rest.iter().position(|t| t.is("and")) else { return };
    let end =
        rest.iter().skip(middle).position(|t| t.kind == super::token::Kind::Mark).map_or(rest.len(), |n| n + middle);
    for side in [&rest[..middle], &rest[middle + 1..end]] {
        let Some(found) = phrase(side, &tags(side)).filter(|p| (1..=3).contains(&p.words.len())) else { continue };
        let name = found.name();
        if model.entities.iter().any(|e| e.name == name) || words::is_attribute_head(&name) {
            continue;
        }
        model.entities.push(plain(name, vec![span], "The text names it on one side of a relationship."));
    }
}

fn plain(name: String, spans: Vec<Span>, why: &str) -> Entity {
    Entity::new(name, Shape::Plain, spans, why, 0.7)
}

fn relationship(child: usize, parent: usize, span: Span, why: String) -> Relationship {
    Relationship {
        child,
        parent,
        role: None,
        optional: false,
        one_to_one: false,
        owned: false,
        spans: vec![span],
        why,
        confidence: 0.85,
        source: Source::Text,
    }
}

fn many_to_many(model: &mut Model, a: usize, b: usize, span: Span) {
    let joined = (0..model.entities.len()).any(|e| e != a && e != b && model.refers(e, a) && model.refers(e, b));
    if joined {
        return;
    }
    model.relationships.retain(|r| !(r.child == a && r.parent == b || r.child == b && r.parent == a));
    let (first, second) = (model.entities[a].name.clone(), model.entities[b].name.clone());
    let index = model.entities.len();
    let entity = Entity::new(
        format!("{first} {second}"),
        Shape::Association,
        vec![span],
        "The text says that the relation goes both ways; such a relation needs a table of its own.",
        0.7,
    );
    model.entities.push(entity);
    for (parent, name) in [(a, &first), (b, &second)] {
        let why = format!("A row joins one {name} with one of the others.");
        model.relationships.push(Relationship { owned: true, ..relationship(index, parent, span, why) });
    }
}

fn one_to_many(model: &mut Model, parent: usize, child: usize, one_to_one: bool, span: Span) {
    if model.related(parent, child) {
        for r in model.relationships.iter_mut().filter(|r| r.child == child && r.parent == parent) {
            r.one_to_one |= one_to_one;
        }
        return;
    }
    let why = format!("The text states how many: one {} to the other side.", model.entities[parent].name);
    model.relationships.push(Relationship { one_to_one, ..relationship(child, parent, span, why) });
}

/// Whether a name means a line of something: `line item`, `order line`, `entry`.
pub fn is_line(name: &str) -> bool {
    matches!(name.rsplit(' ').next(), Some("item" | "line" | "entry" | "detail" | "position"))
}

/// Whether it is a line by both its words: an order item is one, a menu item is not.
pub fn is_line_of_deed(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or_default();
    is_line(name) && (first == name || first == "line" || words::is_deed(first))
}

/// The product on an order's line is a thing of its own: the line refers to it.
fn lines(model: &mut Model) {
    for line in 0..model.entities.len() {
        let entity = &model.entities[line];
        let counts = entity
            .attributes
            .iter()
            .any(|a| matches!(a.name.rsplit(' ').next(), Some("quantity" | "qty" | "amount" | "count")));
        let belongs = model.parents_of(line).any(|r| r.parent != line);
        if !is_line(&entity.name) || !counts || !belongs || entity.shape == Shape::Association {
            continue;
        }
        let thing = |a: &super::model::Attribute| {
            a.values.is_empty() && !a.yes_no && !words::is_attribute_head(a.head()) && is_known(&a.name)
        };
        let Some(at) = entity.attributes.iter().position(thing) else { continue };
        let attribute = model.entities[line].attributes.remove(at);
        let span = attribute.spans.first().copied().unwrap_or_default();
        let known = model.entities.iter().position(|e| e.name == attribute.name);
        let parent = known.unwrap_or_else(|| {
            let why = "It stands on many lines, and what is known of it is kept once.";
            model.entities.push(plain(attribute.name.clone(), attribute.spans.clone(), why));
            model.entities.len() - 1
        });
        if !model.refers(line, parent) {
            let why = format!("Each {} is for one {}.", model.entities[line].name, attribute.name);
            model.relationships.push(relationship(line, parent, span, why));
        }
        for r in model.relationships.iter_mut().filter(|r| r.child == line && r.parent != parent) {
            r.owned = true;
        }
        model.entities[line].shape = Shape::LineItem;
        model.entities[line].unique_parents = true;
    }
}

#[cfg(test)]
mod tests {
    use crate::nl::{Options, design};

    /// `table: parent parent`, which must be there, among others that knowledge may add.
    fn check(text: &str, expected: &[&str]) {
        let schema = design(text, &Options::default()).schema;
        let shown: Vec<String> = schema
            .tables
            .iter()
            .map(|table| {
                let mut parents: Vec<&str> =
                    table.foreign_keys.iter().map(|k| k.references.table.name.as_str()).collect();
                parents.sort_unstable();
                format!("{}: {}", table.name, parents.join(" "))
            })
            .collect();
        for line in expected {
            assert!(shown.iter().any(|s| s.trim() == *line), "{line} is missing for {text}: {shown:#?}");
        }
    }

    #[test]
    fn sentences_of_every_form_relate() {
        for (text, expected) in [
            ("Anglers with name and email catch fish.", &["anglers:"][..]),
            ("Clients with name and phone place orders.", &["clients:", "orders: clients"]),
            (
                "Each order belongs to a client and contains line items with product, quantity.",
                &["orders: clients", "line_items: orders products", "products:"],
            ),
            ("A coach has many athletes. Coaches have a name. Athletes have a name.", &["athletes: coaches"]),
            (
                "Pupils enroll in workshops with an enrollment date.",
                &["pupils:", "workshops:", "enrollments: pupils workshops"],
            ),
            ("Crews have sailors.", &["crews:", "sailors: crews"]),
            (
                "As a sailor I want to book a boat so that I can go out.",
                &["sailors:", "boats:", "bookings: boats sailors"],
            ),
            (
                "Singers can be assigned to multiple choirs and vice versa. Singers have a name. Choirs have a title.",
                &["singers:", "choirs:", "singer_choirs: choirs singers"],
            ),
            (
                "Many-to-many between painters and galleries. Painters have a name. Galleries have a title.",
                &["painter_galleries: galleries painters"],
            ),
            ("Accounts with email. Savings plans linked to accounts.", &["savings_plans: accounts"]),
            (
                "A voyage has a number and several stops, each with port, arrival time and departure time.",
                &["stops: ports voyages"],
            ),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn what_is_implied_gets_its_references() {
        for (text, expected) in [
            (
                "Sailors have a name and a rank. Boats have a name and a length. Each sailor can add multiple boats to their basket.",
                &["basket_items: boats sailors"][..],
            ),
            (
                "Clients have a name and a phone. Lamps have a title and a price. Each order has an order number, client ID, lamp ID, quantity and order date.",
                &["orders: clients", "order_items: lamps orders"],
            ),
            (
                "Pools have a name and a depth. The system records maintenance operations, including maintenance time and cost.",
                &["maintenance_operations: pools"],
            ),
            (
                "Lamps have a name and a price. Machines have a title and a weight. The system manages the relationship between lamps and machines, including the quantity.",
                &["lamp_machines: lamps machines"],
            ),
            (
                "Departments have a name and a supervisor. Employees have an employee number, a name and a position.",
                &["departments: employees", "employees: departments"],
            ),
            (
                "Guides have a name and a phone. Tours have a title and a price. Approval records include tour ID, approver and approval time. Guides can participate in multiple tours.",
                &["approval_records: tours", "participations: guides tours"],
            ),
            (
                "Clothing has a name and a size. During sales, the products sold, the quantity and the sales time are recorded.",
                &["clothings:", "sales: clothings"],
            ),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn people_things_and_what_happens_between_them() {
        for (text, expected) in [
            (
                "Visitors have a name and email. Each tour has a title and a trainer. Visitors book tours.",
                &["visitors:", "tours:", "bookings: tours visitors"][..],
            ),
            (
                "Patients have a name and a phone. Dentists have a name and a title. Patients book appointments with dentists. An appointment has a start time and a status.",
                &["appointments: dentists patients"],
            ),
            (
                "Each workshop has a name and a size. Workers have a number and a name. Each workshop is managed by one worker. Each worker belongs to one workshop.",
                &["workshops: workers", "workers: workshops"],
            ),
            (
                "Dishes have a name and a price. Dishes are made of ingredients, and we need the amount of each ingredient.",
                &["dishes:", "ingredients:", "dish_ingredients: dishes ingredients"],
            ),
            (
                "Readers have a name. Novels have a title and a price. Readers can comment on novels.",
                &["comments: novels readers"],
            ),
            (
                "Every order ends with a bill that has a subtotal and a tip. Orders have a number and a date.",
                &["orders:", "bills: orders"],
            ),
            ("The cafe has tables with a number and seats. Guests make reservations.", &["tables:", "guests:"]),
            ("Editors can add, edit, and delete posters. Walls have a number and a height.", &["posters:", "walls:"]),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn headings_and_second_descriptions_are_no_tables() {
        for (text, absent) in [
            (
                "The kennel manages care affairs, including keepers, dogs and walks. Keepers have a number and a name. Dogs have a tag number and a breed. Walks have a length and a walk time.",
                "care_affairs",
            ),
            (
                "Meadows have a number and a size. Watering records include the meadow number, watering time, watering amount and watering method. The system records the watering operation of each meadow, including watering time, watering amount and watering method.",
                "meadow_watering_operations",
            ),
            (
                "Pupils have a number and a name. Tutors have a number and a name. Rooms have a number and a size. The system shows the history of pupil seat changes.",
                "pupil_seat_changes",
            ),
        ] {
            let schema = design(text, &Options::default()).schema;
            assert!(schema.table_named(absent).is_none(), "{absent} is a table of {text}");
            assert!(schema.tables.len() >= 2, "{text}");
        }
    }

    #[test]
    fn short_prompts_get_what_joins_their_tables() {
        check(
            "E-commerce platform with users, products, orders, and reviews",
            &["orders: users", "reviews: products users", "order_items: orders products"],
        );
        check(
            "a SaaS for gyms with memberships and classes",
            &["members:", "memberships: members membership_plans", "classes:"],
        );
    }
}
