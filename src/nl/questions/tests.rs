use crate::nl::{Options, assumed, design};
use crate::schema::{Id, Schema};
use std::collections::BTreeSet;

const TEXTS: [&str; 12] = [
    "a SaaS for gyms with memberships and classes",
    "Software for veterinary clinics",
    "Each department has a name. Each employee has a name and a job type and works in one department.",
    "Books have a title, a genre and a publisher. Publishers have a name and a city. Each book is in one library.",
    "A tour has a name and a price. Each tour is led by a guide. Guides have a name and a language.",
    "Tickets have a subject, a priority and a category. A ticket is assigned to an agent. Agents have a name and an email.",
    "Machines have a serial number, a brand and a location. Each machine is looked after by a technician with a name and a phone.",
    "Design a database for a library system.",
    "Each player has a name and a position and belongs to a team. Teams have a name, a city and a coach.",
    "A museum keeps artworks with title, year and category. Each artwork has an artist with a name and a country.",
    "Dogs have a name, a breed and a weight. Each dog has an owner with a name and a phone.",
    "an online shop",
];

/// Names of tables, and of columns with their tables; with a mark where a column may be empty.
fn names(schema: &Schema) -> (BTreeSet<String>, BTreeSet<(Id, String)>, BTreeSet<String>) {
    let tables = schema.tables.iter().map(|t| t.name.to_string()).collect();
    let columns = schema.tables.iter().flat_map(|t| t.columns.iter().map(move |c| (t, c)));
    let all = columns.clone().map(|(t, c)| (c.id, format!("{}.{}", t.name, c.name))).collect();
    let optional = columns.filter(|(_, c)| c.nullable).map(|(t, c)| format!("{}.{}", t.name, c.name)).collect();
    (tables, all, optional)
}

/// The names after a verb in an effect.
fn said(effect: &str, verb: &str) -> BTreeSet<String> {
    let parts = effect.split("; ").filter_map(|part| part.strip_prefix(verb));
    parts.flat_map(|part| part.trim().split(", ").map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn an_answer_changes_exactly_what_it_announces() {
    let mut answers = 0;
    for text in TEXTS {
        let design = design(text, &Options::default());
        assert!(design.questions.len() <= 3, "{text}");
        for question in &design.questions {
            let first = &question.answers[0];
            assert!(first.changes.is_empty() && first.effect == "keeps the schema as it is", "{text}: {}", question.id);
            for answer in &question.answers[1..] {
                answers += 1;
                let after = design.schema.applied(&answer.changes).expect("answers apply");
                let ((tables, columns, optional), (tables_after, columns_after, optional_after)) =
                    (names(&design.schema), names(&after));
                let new_tables: BTreeSet<String> = tables_after.difference(&tables).cloned().collect();
                let in_new = |name: &str| name.split_once('.').is_some_and(|(table, _)| new_tables.contains(table));
                let new_columns = columns_after.difference(&columns).map(|(_, name)| name.clone());
                let mut added = new_tables.clone();
                added.extend(new_columns.filter(|name| !in_new(name)));
                let dropped: BTreeSet<String> =
                    columns.difference(&columns_after).map(|(_, name)| name.clone()).collect();
                let old: BTreeSet<String> = columns.iter().map(|(_, name)| name.clone()).collect();
                let loosened: BTreeSet<String> =
                    optional_after.difference(&optional).filter(|name| old.contains(*name)).cloned().collect();
                let effect = &answer.effect;
                assert_eq!(said(effect, "adds "), added, "{text}: {effect}");
                assert_eq!(said(effect, "drops "), dropped, "{text}: {effect}");
                assert_eq!(said(effect, "makes optional "), loosened, "{text}: {effect}");
                assert!(tables.is_subset(&tables_after), "{text}: {effect}");
                assert!(!answer.changes.is_empty() && !answer.decisions.is_empty(), "{text}: {effect}");
            }
        }
    }
    assert!(answers >= 8, "only {answers} answers were there to check");
}

#[test]
fn what_is_not_answered_is_a_stated_assumption() {
    for text in TEXTS {
        let design = design(text, &Options::default());
        for question in &design.questions {
            let stated = assumed(question);
            assert!(design.assumptions.iter().any(|a| a.text == stated), "{text}: {stated}");
        }
    }
}

/// The ids of the questions about a text.
fn check(text: &str, expected: &[&str]) {
    let design = design(text, &Options::default());
    let ids: Vec<&str> = design.questions.iter().map(|q| q.id.as_str()).collect();
    assert_eq!(ids, expected, "{text}");
}

#[test]
fn the_most_consequential_is_asked_first() {
    let design = design(TEXTS[0], &Options::default());
    assert_eq!(design.questions.first().map(|q| q.id.as_str()), Some("gym.tenants"));
    check(
        "Each department has a name. Each employee has a name and works in a department.",
        &["employee.department.several"],
    );
    check("Each department has a name. Each employee has a name and works in one department.", &[]);
}

#[test]
fn nothing_silly_is_asked() {
    check("Each customer has a name. Orders have a date and a total. Each order is placed by one customer.", &[]);
    check("Machines have a serial number. Each machine has maintenance records with a date and a cost.", &[]);
}
