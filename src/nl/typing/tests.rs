use super::*;

/// `expected.txt` holds one line for each name: `entity: attribute [hint] => name type marks`.
#[test]
fn names_become_the_columns_that_a_designer_would_write() {
    let table = include_str!("expected.txt");
    let mut wrong = String::new();
    for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (input, expected) = line.split_once(" => ").unwrap_or((line, ""));
        let (entity, attribute) = input.split_once(": ").unwrap();
        let (attribute, hint) = match attribute.split_once(" [") {
            Some((attribute, hint)) => (attribute, Some(hint_named(hint.trim_end_matches(']')))),
            None => (attribute, None),
        };
        let actual = summary(&infer(attribute, entity, hint));
        if actual != expected {
            wrong.push_str(&format!("{input} => {actual}\n"));
        }
    }
    assert!(wrong.is_empty(), "these came out differently:\n{wrong}");
}

fn hint_named(name: &str) -> Kind {
    match name {
        "text" => Kind::Text,
        "category" => Kind::Category,
        "integer" => Kind::Integer,
        "number" => Kind::Number,
        "money" => Kind::Money,
        "percentage" => Kind::Percentage,
        "duration" => Kind::Duration,
        "date" => Kind::Date,
        "time" => Kind::Time,
        "flag" => Kind::Flag,
        other => panic!("no hint {other}"),
    }
}

fn summary(typed: &Typed) -> String {
    let mut line = format!("{} {}", typed.name, typed.data_type);
    if typed.nullable {
        line.push_str(" null");
    }
    if typed.unique {
        line.push_str(" unique");
    }
    if let Some(default) = &typed.default {
        line.push_str(&format!(" default {default}"));
    }
    if let Some(unit) = typed.unit {
        line.push_str(&format!(" in {unit}"));
    }
    if let Some(check) = &typed.check {
        line.push_str(&format!(" check {check}"));
    }
    line
}

#[test]
fn entities_fall_into_groups() {
    assert!(is_person("sales agent") && is_person("Patient") && !is_person("invoice"));
    assert!(is_business("supplier") && !is_business("product"));
    assert!(is_event("appointment") && !is_event("room"));
}

#[test]
fn a_name_without_meaning_is_a_text_with_little_confidence() {
    let typed = infer("frobnication", "gadget", None);
    assert_eq!(summary(&typed), "frobnication varchar(255) null");
    assert!(typed.confidence < 0.5);
}

#[test]
fn odd_input_gives_a_usable_name() {
    let check = |attribute: &str, expected: &str| assert_eq!(infer(attribute, "thing", None).name, expected);
    check("", "value");
    check("the", "value");
    check("💶 Preis", "preis");
    check("<b>Name</b>", "b_name_b");
    check(&"x".repeat(100_000), &"x".repeat(60));
    assert!(infer(&"of ".repeat(10_000), "", None).name.len() <= 63);
}
