//! Replies as typed values, checked before anything is made of them.
//!
//! A reply is data from outside: a field that is not known, a name that is none, a reference to nothing or a list without
//! end is an error, which the model is told once or twice, see [`super::ask`]. Nothing of a reply is ever SQL.

use super::json;
use super::shapes::{ACTIONS, CARDINALITIES, KINDS};
use crate::nl::typing::Kind;
use crate::nl::{Cardinality, Outline, OutlineAttribute, OutlineEntity, OutlineRelationship};
use crate::schema::{singular, words};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Errors that are told to the model; more would not help it.
const MOST_ERRORS: usize = 8;
const MOST_ENTITIES: usize = 200;
const MOST_ATTRIBUTES: usize = 80;
const MOST_VALUES: usize = 100;
const MOST_LINES: usize = 400;
const LONGEST_NAME: usize = 60;
const LONGEST_SENTENCE: usize = 300;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Extraction {
    entities: Vec<Entity>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entity {
    name: String,
    #[serde(default)]
    meaning: String,
    #[serde(default)]
    attributes: Vec<Attribute>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Attribute {
    name: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    unique: bool,
    #[serde(default)]
    identifier: bool,
    #[serde(default)]
    values: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Relationships {
    relationships: Vec<Relation>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Relation {
    from: String,
    to: String,
    cardinality: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    why: String,
}

/// A dependency as a model names it; the columns are not looked up yet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hint {
    pub table: String,
    pub determinant: Vec<String>,
    pub dependent: Vec<String>,
    #[serde(default)]
    pub why: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Hints {
    dependencies: Vec<Hint>,
}

/// A question as a model asks it; the requests are not read yet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    pub text: String,
    #[serde(default)]
    pub why: String,
    pub answers: Vec<Offered>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offered {
    pub label: String,
    #[serde(default)]
    pub request: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Questions {
    questions: Vec<Asked>,
}

/// A change as a model names it; nothing is looked up yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wish {
    pub action: String,
    #[serde(default)]
    pub table: String,
    #[serde(default)]
    pub column: String,
    #[serde(default)]
    pub to: String,
    #[serde(default)]
    pub names: Vec<String>,
    #[serde(default)]
    pub why: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wishes {
    changes: Vec<Wish>,
}

/// What is wrong with a reply, in short lines for the model; at most [`MOST_ERRORS`].
#[derive(Debug, Default)]
struct Errors(Vec<String>);

impl Errors {
    fn add(&mut self, line: impl Into<String>) {
        if self.0.len() < MOST_ERRORS {
            self.0.push(line.into());
        }
    }

    fn at_most(&mut self, what: &str, count: usize, most: usize) {
        if count > most {
            self.add(format!("{what}: {count} are too many, give at most {most}"));
        }
    }

    fn name(&mut self, place: &str, name: &str) {
        if !is_name(name) {
            let shown: String = name.chars().take(30).collect();
            self.add(format!("{place}: \"{shown}\" is no name; use one to six words of letters and digits"));
        }
    }

    fn values(&mut self, place: &str, values: &[String]) {
        self.at_most(place, values.len(), MOST_VALUES);
        for value in values.iter().filter(|value| !is_value(value)) {
            let shown: String = value.chars().take(30).collect();
            self.add(format!("{place}: \"{shown}\" is no allowed value; use a few letters and digits"));
        }
    }

    fn choice(&mut self, place: &str, value: &str, known: &[&str]) {
        if !known.contains(&value) {
            let shown: String = value.chars().take(30).collect();
            self.add(format!("{place}: \"{shown}\" is not one of {}", known.join(", ")));
        }
    }

    fn done<T>(self, value: T) -> Result<T, Vec<String>> {
        if self.0.is_empty() { Ok(value) } else { Err(self.0) }
    }
}

/// One to six words of letters and digits, the first of which begins with a letter.
pub fn is_name(text: &str) -> bool {
    let count = words(text).len();
    (1..=6).contains(&count)
        && text.chars().count() <= LONGEST_NAME
        && text.trim().chars().next().is_some_and(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-'))
}

fn is_value(text: &str) -> bool {
    let length = text.trim().chars().count();
    (1..=LONGEST_NAME).contains(&length)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.' | '+' | '/' | '&'))
}

/// One line of text of bounded length. It is shown as text, never as markup.
pub fn sentence(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words: Vec<&str> = clean.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST_SENTENCE).collect()
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Vec<String>> {
    let value = json::find(text).map_err(|why| vec![why])?;
    serde_json::from_value(value).map_err(|error| vec![error.to_string().chars().take(200).collect()])
}

/// Names are compared as singular words: `OrderItems` and `order item` are one.
pub fn same_name(a: &str, b: &str) -> bool {
    let plain = |name: &str| {
        let mut words = words(name);
        if let Some(last) = words.last_mut() {
            *last = singular(last);
        }
        words.concat()
    };
    plain(a) == plain(b)
}

/// The entities of a reply to [`super::Task::Extraction`].
///
/// # Errors
/// What is wrong with it, in short lines for the model.
pub fn entities(text: &str) -> Result<Vec<OutlineEntity>, Vec<String>> {
    let found: Extraction = read(text)?;
    let mut errors = Errors::default();
    errors.at_most("entities", found.entities.len(), MOST_ENTITIES);
    if found.entities.is_empty() {
        errors.add("entities: the list is empty");
    }
    let mut entities: Vec<OutlineEntity> = Vec::new();
    for entity in found.entities.into_iter().take(MOST_ENTITIES) {
        errors.name("entities", &entity.name);
        if entities.iter().any(|known| same_name(&known.name, &entity.name)) {
            continue;
        }
        errors.at_most(&entity.name, entity.attributes.len(), MOST_ATTRIBUTES);
        let mut attributes = Vec::new();
        for attribute in entity.attributes.into_iter().take(MOST_ATTRIBUTES) {
            let place: String = format!("{}.{}", entity.name, attribute.name).chars().take(80).collect();
            errors.name(&entity.name, &attribute.name);
            errors.values(&place, &attribute.values);
            if !attribute.kind.is_empty() {
                errors.choice(&place, &attribute.kind, &KINDS);
            }
            attributes.push(OutlineAttribute {
                kind: Kind::named(&attribute.kind),
                name: attribute.name,
                values: attribute.values.iter().map(|value| value.trim().to_owned()).collect(),
                required: attribute.required,
                unique: attribute.unique,
                identifier: attribute.identifier,
            });
        }
        entities.push(OutlineEntity { name: entity.name, why: sentence(&entity.meaning), attributes });
    }
    errors.done(entities)
}

/// The relationships of a reply to [`super::Task::Relationships`], each between entities that there are.
///
/// # Errors
/// What is wrong with it, in short lines for the model.
pub fn relationships(text: &str, entities: &[OutlineEntity]) -> Result<Vec<OutlineRelationship>, Vec<String>> {
    let found: Relationships = read(text)?;
    let mut errors = Errors::default();
    errors.at_most("relationships", found.relationships.len(), MOST_LINES);
    let mut relationships = Vec::new();
    for relation in found.relationships.into_iter().take(MOST_LINES) {
        for end in [&relation.from, &relation.to] {
            if !entities.iter().any(|entity| same_name(&entity.name, end)) {
                let shown: String = end.chars().take(30).collect();
                errors.add(format!("relationships: \"{shown}\" is none of the entities"));
            }
        }
        errors.choice("cardinality", &relation.cardinality, &CARDINALITIES);
        if !relation.role.trim().is_empty() {
            errors.name("role", &relation.role);
        }
        let cardinality = match relation.cardinality.as_str() {
            "one_to_one" => Cardinality::OneToOne,
            "many_to_many" => Cardinality::ManyToMany,
            "kind_of" => Cardinality::KindOf,
            _ => Cardinality::ManyToOne,
        };
        let role = Some(relation.role.trim().to_owned()).filter(|role| !role.is_empty());
        let (from, to, required) = (relation.from, relation.to, relation.required);
        relationships.push(OutlineRelationship { from, to, cardinality, role, required, why: sentence(&relation.why) });
    }
    errors.done(relationships)
}

/// The dependencies of a reply to [`super::Task::Normalization`].
///
/// # Errors
/// What is wrong with it, in short lines for the model.
pub fn hints(text: &str) -> Result<Vec<Hint>, Vec<String>> {
    let found: Hints = read(text)?;
    let mut errors = Errors::default();
    errors.at_most("dependencies", found.dependencies.len(), MOST_LINES);
    for hint in found.dependencies.iter().take(MOST_LINES) {
        errors.name("table", &hint.table);
        for column in hint.determinant.iter().chain(&hint.dependent).take(MOST_ATTRIBUTES) {
            errors.name(&hint.table, column);
        }
        if hint.determinant.is_empty() || hint.dependent.is_empty() {
            errors.add(format!("{}: a dependency needs both of its sides", hint.table));
        }
    }
    errors.done(found.dependencies)
}

/// The questions of a reply to [`super::Task::Clarification`].
///
/// # Errors
/// What is wrong with it, in short lines for the model.
pub fn questions(text: &str) -> Result<Vec<Asked>, Vec<String>> {
    let found: Questions = read(text)?;
    let mut errors = Errors::default();
    errors.at_most("questions", found.questions.len(), 20);
    let mut questions = Vec::new();
    for question in found.questions.into_iter().take(20) {
        if !(2..=4).contains(&question.answers.len()) {
            errors.add("questions: each needs two or three answers");
        }
        let offered = question.answers.iter().map(|answer| Offered {
            label: sentence(&answer.label).chars().take(LONGEST_NAME).collect(),
            request: sentence(&answer.request),
        });
        let answers: Vec<Offered> = offered.collect();
        let text = sentence(&question.text);
        if text.is_empty() || answers.iter().any(|answer| answer.label.is_empty()) {
            errors.add("questions: a question or an answer has no text");
        }
        questions.push(Asked { text, why: sentence(&question.why), answers });
    }
    errors.done(questions)
}

/// The changes of a reply to [`super::Task::Evolution`], each complete for its action.
///
/// # Errors
/// What is wrong with it, in short lines for the model.
pub fn wishes(text: &str) -> Result<Vec<Wish>, Vec<String>> {
    let found: Wishes = read(text)?;
    let mut errors = Errors::default();
    errors.at_most("changes", found.changes.len(), 100);
    for wish in found.changes.iter().take(100) {
        errors.choice("action", &wish.action, &ACTIONS);
        if !(wish.table.is_empty() && wish.action == "multi_tenant") {
            errors.name(&wish.action, &wish.table);
        }
        let column = ["drop_column", "add_column", "rename_column", "change_type", "allow_values", "add_index"];
        if column.contains(&wish.action.as_str()) || wish.action.starts_with("make_") || !wish.column.is_empty() {
            errors.name(&wish.action, &wish.column);
        }
        match wish.action.as_str() {
            "rename_table" | "rename_column" | "add_reference" | "many_to_many" => errors.name(&wish.action, &wish.to),
            "change_type" if !is_type(&wish.to) => {
                errors.add("change_type: \"to\" has to be a type such as decimal(10,2)")
            }
            "allow_values" => errors.values("allow_values", &wish.names),
            _ => wish.names.iter().take(MOST_ATTRIBUTES).for_each(|name| errors.name(&wish.action, name)),
        }
    }
    errors.done(found.changes)
}

/// A type's name with at most two numbers: `varchar(40)`, `timestamp with time zone`.
fn is_type(text: &str) -> bool {
    let text = text.trim();
    (1..=40).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '(' | ')' | ',' | '_'))
}

/// An outline of the parts.
pub fn outline(entities: Vec<OutlineEntity>, relationships: Vec<OutlineRelationship>) -> Outline {
    Outline { entities, relationships }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    fn errors<T>(result: Result<T, Vec<String>>) -> Vec<String> {
        result.err().unwrap_or_default()
    }

    #[test]
    fn a_good_reply_is_read() {
        let text = r#"```json
            {"entities":[{"name":"Book","meaning":"A title.","attributes":[
                {"name":"isbn","kind":"code","required":true,"unique":true,"identifier":true,"values":[]}]}]}
            ```"#;
        let found = entities(text).expect("the reply is good");
        assert_eq!((found[0].name.as_str(), found[0].why.as_str()), ("Book", "A title."));
        assert_eq!(found[0].attributes[0].kind, Some(Kind::Code));
    }

    /// Hostile or broken replies, each with the words that its error has to hold.
    #[test]
    fn what_is_not_right_is_refused_with_a_reason() {
        let check = |text: &str, expected: &str| {
            let found = errors(entities(text));
            assert!(found.iter().any(|line| line.contains(expected)), "{text}: {found:?}");
            assert!(found.len() <= MOST_ERRORS && found.iter().all(|line| line.len() < 300), "{found:?}");
        };
        check("", "no JSON object");
        check("{\"entities\":[]}", "empty");
        check(r#"{"entities":[],"tool":"shell"}"#, "unknown field `tool`");
        check(r#"{"entities":[{"name":"<script>alert(1)</script>"}]}"#, "is no name");
        check(r#"{"entities":[{"name":"users; DROP TABLE users"}]}"#, "is no name");
        check(r#"{"entities":[{"name":"user","sql":"select 1"}]}"#, "unknown field `sql`");
        check(r#"{"entities":[{"name":"user","attributes":[{"name":"a","kind":"select 1"}]}]}"#, "is not one of");
        check(
            r#"{"entities":[{"name":"user","attributes":[{"name":"role","values":["x'); DROP TABLE y; --"]}]}]}"#,
            "no allowed value",
        );
        check(&format!("{{\"entities\":[{}]}}", vec![r#"{"name":"thing"}"#; 500].join(",")), "too many");
        check(&format!("{{\"entities\":{}", "[".repeat(100_000)), "too deep");
        check(&format!("{{\"entities\":[{{\"name\":\"{}\"}}]}}", "x".repeat(10_000_000)), "is no name");
        check(&format!("{{\"entities\":[{{\"name\":\"{}\"}}]}}", "\u{202e}evil"), "is no name");
    }

    #[test]
    fn references_to_nothing_are_refused() {
        let known = [OutlineEntity { name: "Order".to_owned(), ..OutlineEntity::default() }];
        let reply =
            |to: &str| format!(r#"{{"relationships":[{{"from":"orders","to":"{to}","cardinality":"many_to_one"}}]}}"#);
        assert_eq!(errors(relationships(&reply("order"), &known)), Vec::<String>::new());
        assert_eq!(
            errors(relationships(&reply("Ghost"), &known)),
            ["relationships: \"Ghost\" is none of the entities"]
        );
    }

    #[test]
    fn changes_are_complete_for_their_action() {
        let check = |change: &str, expected: &[&str]| {
            assert_eq!(errors(wishes(&format!("{{\"changes\":[{change}]}}"))), expected, "{change}");
        };
        check(r#"{"action":"add_column","table":"users","column":"points"}"#, &[]);
        check(r#"{"action":"multi_tenant"}"#, &[]);
        check(r#"{"action":"allow_values","table":"users","column":"tier","names":["gold","silver"]}"#, &[]);
        check(
            r#"{"action":"drop_column","table":"users"}"#,
            &["drop_column: \"\" is no name; use one to six words of letters and digits"],
        );
        check(
            r#"{"action":"change_type","table":"users","column":"a","to":"int); DROP"}"#,
            &["change_type: \"to\" has to be a type such as decimal(10,2)"],
        );
        assert_eq!(errors(wishes(r#"{"changes":[{"action":"run_sql","table":"users"}]}"#)).len(), 1);
    }

    proptest::proptest! {
        #[test]
        fn no_reply_makes_it_fail(text in "\\PC{0,200}", json in "[{}\\[\\]\",:a-z_ ]{0,120}") {
            for text in [text, json] {
                let _ = (entities(&text), relationships(&text, &[]), hints(&text), questions(&text), wishes(&text));
            }
        }
    }
}
