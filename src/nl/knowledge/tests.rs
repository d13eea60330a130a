use super::base::FILES;
use super::*;
use crate::nl::typing::infer;
use std::collections::HashSet;

/// The names by which keys and rules refer to what an archetype has.
fn member_names(archetype: &Archetype) -> HashSet<&str> {
    let parents = archetype.parents.iter().map(|parent| parent.role.as_ref().unwrap_or(&parent.entity).as_str());
    archetype.attributes.iter().map(|attribute| attribute.name.as_str()).chain(parents).collect()
}

/// What is wrong with one archetype, as sentences.
fn problems(archetype: &Archetype) -> Vec<String> {
    let mut problems = Vec::new();
    let name = &archetype.name;
    if !archetype.why.ends_with('.') {
        problems.push(format!("{name} does not say what a row stands for"));
    }
    let names = member_names(archetype);
    if names.len() != archetype.attributes.len() + archetype.parents.len() {
        problems.push(format!("{name} names something twice"));
    }
    let mut columns = HashSet::new();
    for attribute in &archetype.attributes {
        let typed = infer(&attribute.name, name, attribute.hint);
        if typed.confidence < 0.5 {
            problems.push(format!("{name}.{} has no type", attribute.name));
        }
        if attribute.default.as_ref().is_some_and(|d| !attribute.values.is_empty() && !attribute.values.contains(d)) {
            problems.push(format!("{name}.{}: the default is none of the values", attribute.name));
        }
        if !attribute.why.ends_with('.') {
            problems.push(format!("{name}.{} has no reason", attribute.name));
        }
        columns.insert(typed.name);
    }
    for member in archetype.keys.iter().flat_map(|key| &key.members) {
        if !names.contains(member.as_str()) {
            problems.push(format!("{name} has no {member} for its key"));
        }
    }
    for check in archetype.rules.iter().filter_map(|rule| rule.check.as_ref()) {
        let expression = crate::schema::Expression::from(check.as_str());
        let unknown = expression.tokens().into_iter().find_map(|token| match token {
            crate::schema::Token::Word(word) if word.starts_with(char::is_lowercase) => {
                (!columns.contains(word)).then(|| word.to_owned())
            }
            _ => None,
        });
        problems.extend(unknown.map(|word| format!("{name}: {check} speaks of {word}")));
    }
    problems
}

#[test]
fn every_line_is_understood() {
    for (name, text) in FILES {
        let read = read::read(text);
        assert!(read.problems.is_empty(), "{name}: {:#?}", read.problems);
        for entry in &read.domains {
            let listed: HashSet<&String> = entry.core.iter().chain(&entry.also).collect();
            assert_eq!(listed.len(), entry.core.len() + entry.also.len(), "{} lists something twice", entry.name);
            let known =
                |name: &str| entry.entities.iter().chain(base::common()).any(|archetype| archetype.name == name);
            for name in &listed {
                assert!(known(name), "{} lists {name}, which nothing describes", entry.name);
            }
            for archetype in &entry.entities {
                assert!(listed.contains(&archetype.name), "{} does not list {}", entry.name, archetype.name);
            }
        }
    }
}

#[test]
fn every_archetype_is_whole() {
    let mut wrong: Vec<String> = base::common().iter().flat_map(problems).collect();
    for domain in domains() {
        for member in &domain.entities {
            let archetype = &member.archetype;
            let report = |problem: String| format!("{}: {problem}", domain.name);
            wrong.extend(problems(archetype).into_iter().map(report));
            for parent in &archetype.parents {
                let found = domain.entities.iter().find(|other| other.archetype.name == parent.entity);
                let is_own =
                    domain.entities.iter().any(|m| m.archetype == *archetype && !base::common().contains(archetype));
                match found {
                    Some(found) if member.core && !parent.optional && !found.core => {
                        wrong.push(report(format!("{} needs {}, which is not central", archetype.name, parent.entity)));
                    }
                    None if is_own => {
                        wrong.push(report(format!(
                            "{} refers to {}, which is not there",
                            archetype.name, parent.entity
                        )));
                    }
                    _ => {}
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_base_is_broad() {
    let archetypes = base::common().len() + domains().iter().map(|d| d.entities.len()).sum::<usize>();
    assert!(domains().len() >= 90, "{} domains", domains().len());
    assert!(archetypes >= 700, "{archetypes} archetypes");
    for domain in domains() {
        let core = domain.entities.iter().filter(|member| member.core).count();
        assert!((4..=9).contains(&core), "{} has {core} central entities", domain.name);
    }
}

#[test]
fn prompts_name_their_domain() {
    let check = |prompt: &str, expected: Option<&str>| {
        let words = crate::schema::words(prompt);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        assert_eq!(domain(&words).map(|domain| domain.name.as_str()), expected, "{prompt}");
    };
    check("Design a database for a library system.", Some("library"));
    check("a SaaS for gyms with memberships and classes", Some("gym"));
    check("E-commerce platform with users, products, orders, and reviews", Some("e-commerce"));
    check("hotel booking", Some("hotel"));
    check("online shops", Some("e-commerce"));
    check("a multi-tenant saas", Some("subscription"));
    check("saas for gyms", Some("gym"));
    check("I need a CRM for a sales team", Some("customer relations"));
    check("task tracker", Some("project management"));
    check("a bank with accounts and transactions", Some("banking"));
    check("airline reservation system", Some("airline"));
    check("hospital management system", Some("clinic"));
    check("veterinary clinic", Some("veterinary"));
    check("university course registration", Some("school"));
    check("real estate listings", Some("real estate"));
    check("chat app", Some("messaging"));
    check("sensors in a smart home", Some("devices"));
    check("a church and its donations", Some("non-profit"));
    check("fleet management", Some("fleet"));
    check("an app like Airbnb", Some("vacation rental"));
    check("track my wine collection", Some("collection"));
    check("property management for landlords", Some("property letting"));
    check("law firm case management", Some("law firm"));
    check("Database for a car dealership", Some("car dealership"));
    check("personal finance tracker", Some("personal finance"));
    check("a food bank", Some("food bank"));
    check("a blood bank", Some("blood bank"));
    check("food delivery", Some("food delivery"));
    check("Movie theater booking", Some("cinema"));
    check("Survey tool", Some("survey"));
    check("Ride sharing app like Uber", Some("ride sharing"));
    check("Wedding planner", Some("wedding"));
    check("choir", Some("choir"));
    check("dog walking service", Some("pet sitting"));
    check("a firm of our own", Some("service business"));
    check("Lab test results system", Some("laboratory"));
    check("warehouse", Some("inventory"));
    check("something about nothing", None);
    check("", None);
}

#[test]
fn entities_are_found_by_any_of_their_names() {
    let check = |entity: &str, expected: Option<&str>| {
        assert_eq!(archetype(entity).map(|archetype| archetype.name.as_str()), expected, "{entity}");
    };
    check("loan", Some("loan"));
    check("Order Items", Some("order item"));
    check("basket", Some("cart"));
    check("user", Some("user"));
    check("vendor", Some("supplier"));
    check("flux capacitor", None);
    check("", None);
    let library = domains().iter().find(|domain| domain.name == "library").unwrap();
    assert_eq!(library.archetype("patrons").map(|a| a.name.as_str()), Some("member"));
    assert!(library.archetype("order").is_none());
}
