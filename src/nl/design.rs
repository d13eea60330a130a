//! The engine's result and the pipeline's entry.

use super::knowledge::Domain;
use super::model::Model;
use super::outline::{self, Outline};
use super::{
    build, complete, hierarchy, input, kinds, normal, notation, prompt, questions, read, rules, sample, spoken, stated,
    stories, text, understand, usual,
};
use crate::normalize::NormalForm;
use crate::schema::{Decision, Diagnostic, Id, NamingStyle, Question, Schema, Severity, Span};
use serde::{Deserialize, Serialize};

/// How the user wants the schema to be made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    pub normal_form: NormalForm,
    pub naming: NamingStyle,
}

/// A schema with the reasons for everything in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Design {
    /// A short title (`E-commerce platform`).
    pub title: String,
    pub schema: Schema,
    pub decisions: Vec<Decision>,
    /// At most three, the most consequential first.
    pub questions: Vec<Question>,
    pub assumptions: Vec<Assumption>,
    pub rules: Vec<BusinessRule>,
    /// What in the text could not be used, and why.
    pub diagnostics: Vec<Diagnostic>,
}

/// Something taken for granted because the text does not say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Assumption {
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Id>,
}

/// A rule that the description states.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BusinessRule {
    /// The rule in words.
    pub text: String,
    pub spans: Vec<Span>,
    /// The tables and columns that it is about.
    pub subjects: Vec<Id>,
    pub enforcement: Enforcement,
}

/// What holds a rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Enforcement {
    /// A key, check or column of the schema.
    Constraint(Id),
    /// Nothing in the schema can: a trigger or the application has to, as the text suggests.
    Suggested(String),
}

/// Designs a schema from a description. Never fails: what was not understood is in the diagnostics.
pub fn design(text: &str, options: &Options) -> Design {
    design_with(text, None, options)
}

/// Designs a schema from a description and, where there is one, an outline of it that a language model has made.
pub fn design_with(text: &str, outline: Option<&Outline>, options: &Options) -> Design {
    let mut diagnostics = Vec::new();
    let plain = input::without_tags(readable(text, &mut diagnostics), &mut diagnostics);
    let plain = input::without_letter(&plain);
    let plain = input::without_emphasis(&plain);
    let plain = input::without_answers(&plain);
    let plain = stories::told(&plain);
    let text = plain.as_ref();
    diagnostics.extend(input::foreign(text));
    // A table of data has no sentences.
    let (model, units) = match sample::model(text) {
        Some(model) => (model, Vec::new()),
        None => match sample::within(text) {
            Some((data, rest)) => {
                let (prose, units) = described(&rest);
                (sample::merge(data, prose), units)
            }
            None => described(text),
        },
    };
    let model = match outline {
        Some(outline) => outline::joined(outline, &model),
        None => model,
    };
    if model.entities.len() >= understand::MOST_ENTITIES {
        diagnostics.push(Diagnostic::new(Severity::Warning, "too-many-entities", TOO_MANY));
    }
    let mut built = build::build(&model, options);
    let domain = complete::domain_of(text);
    let usual = usual::apply(&mut built, &model, domain, options.naming);
    build::open_circles(&mut built);
    build::practices(&mut built, &model, options.naming);
    let (mut rules, dependencies) = rules::apply(text, &units, &mut built.schema, &mut built.decisions);
    rules.extend(usual);
    normal::normalized(&mut built, &mut rules, &dependencies, options.normal_form, &mut diagnostics);
    let (questions, assumed) = questions::questions(&mut built, &model, text, options.naming);
    built.assumptions.extend(assumed);
    if built.schema.tables.is_empty() && diagnostics.iter().all(|d| d.severity == Severity::Info) {
        diagnostics.push(Diagnostic::new(Severity::Warning, "nothing-to-store", NOTHING_FOUND));
    }
    Design {
        title: title(text, domain),
        schema: built.schema,
        decisions: built.decisions,
        questions,
        assumptions: built.assumptions,
        rules,
        diagnostics,
    }
}

const TOO_MANY: &str = "The text names 500 kinds of things or more. The first 500 became tables; the others were left out. \
    Describe one part of the system at a time.";

/// The model of a text in words, and its units.
pub(super) fn described(text: &str) -> (Model, Vec<text::Unit>) {
    let units = text::units(text);
    if spoken::is_spoken(text, &units) {
        return (spoken::model(text, &units), units);
    }
    let bare = notation::plain(text, &units);
    let facts = read::facts(&bare, &units);
    let domain = complete::domain_of(text);
    let mut model = understand::understand(&facts, domain);
    stated::refine(&mut model, text, &units);
    hierarchy::refine(&mut model, text, &units, &facts);
    kinds::gather(&mut model, text);
    prompt::refine(&mut model, text);
    complete::complete(&mut model, text, domain);
    model.drop_halves();
    (model, units)
}

const NOTHING_FOUND: &str = "The text names nothing that a table could hold. Say what you want to keep track of, for example: \
    \"Customers with name and email; each customer places many orders; an order has a date and contains several products with quantities.\"";

/// Longer texts are read up to here; nobody describes a database in more.
const LONGEST_TEXT: usize = 4_000_000;

/// The part of the text that is read.
fn readable<'a>(text: &'a str, diagnostics: &mut Vec<Diagnostic>) -> &'a str {
    if text.trim().is_empty() {
        let message = "The description is empty. Say in a few words what you want to keep track of.";
        diagnostics.push(Diagnostic::new(Severity::Warning, "empty-description", message));
        return "";
    }
    let sample = text.chars().take(4000);
    let (mut odd, mut all) = (0usize, 0usize);
    for c in sample {
        all += 1;
        odd += usize::from(c.is_control() && !c.is_whitespace() || c == '\u{fffd}');
    }
    if odd * 20 > all {
        let message = "This is not text but binary data. Paste the description as plain text.";
        diagnostics.push(Diagnostic::new(Severity::Error, "not-text", message));
        return "";
    }
    if text.len() <= LONGEST_TEXT {
        return text;
    }
    let end = (0..=LONGEST_TEXT).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    diagnostics.push(Diagnostic::new(
        Severity::Warning,
        "text-cut",
        "The description is too long; only the first 4 MB were read.",
    ));
    &text[..end]
}

/// What stands after the request itself: the zoo of `Build me a database for a zoo`.
fn after_request(short: &str) -> &str {
    let words: Vec<&str> = short.split_whitespace().collect();
    let asked = |w: &&str| {
        let word = w.to_ascii_lowercase();
        matches!(word.as_str(), "database" | "schema" | "databases" | "model" | "erd" | "tables")
    };
    let Some(at) = words.iter().take(7).position(asked) else { return short };
    let opens = words[..at].iter().all(|w| REQUEST.contains(&w.to_ascii_lowercase().as_str()));
    if !opens || words.get(at + 1).is_none_or(|w| !matches!(*w, "for" | "of")) {
        return short;
    }
    let Some(rest) = words.get(at + 2) else { return short };
    // The words are parts of the text, so the place of one follows from its address.
    let start = rest.as_ptr() as usize - short.as_ptr() as usize;
    short.get(start..).unwrap_or(short)
}

/// Words of a request for a database.
const REQUEST: [&str; 24] = [
    "i",
    "we",
    "you",
    "me",
    "us",
    "need",
    "want",
    "would",
    "like",
    "please",
    "can",
    "build",
    "design",
    "create",
    "make",
    "generate",
    "give",
    "a",
    "an",
    "the",
    "sql",
    "relational",
    "simple",
    "for",
];

/// Words with which no title ends.
const HANGING: [&str; 16] =
    ["and", "or", "with", "of", "for", "to", "the", "a", "an", "in", "on", "our", "their", "that", "which", "where"];

/// A title from the first words.
fn title(text: &str, domain: Option<&Domain>) -> String {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("Untitled");
    // Who tells of himself names no title; the field of business is one.
    let speaker = first.split_whitespace().next().unwrap_or_default().to_lowercase();
    if matches!(speaker.as_str(), "i" | "we" | "my" | "our" | "i'm" | "we're" | "i'd" | "i've" | "we've")
        && let Some(domain) = domain
    {
        return domain.title.clone();
    }
    let short = first.split(['.', ':', ',', ';']).next().unwrap_or(first).trim_start_matches(['#', '*', '-', ' ']);
    let short = after_request(short).trim();
    let short = ["an ", "a ", "the ", "our ", "my "].iter().find_map(|a| short.strip_prefix(a)).unwrap_or(short);
    let mut words: Vec<&str> = short.split_whitespace().take(8).collect();
    while words.len() > 1 && words.last().is_some_and(|w| HANGING.contains(w)) {
        words.pop();
    }
    let title: String = words.join(" ").chars().take(60).collect();
    let mut chars = title.chars();
    chars.next().map_or("Untitled".to_owned(), |c| c.to_uppercase().chain(chars).collect())
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    const SHOP: &str = "I need a schema for an e-commerce platform. We have: - Users with email, password, name, and multiple \
        addresses - Products with name, description, price, and inventory - Orders that contain multiple products with quantities \
        - Reviews where users can rate and review products - Payment methods linked to users - Users can have wishlists with products";

    /// `table: column column | parent parent`, a line for each table.
    fn shape(text: &str) -> Vec<String> {
        let design = design(text, &Options::default());
        let tables = design.schema.tables.iter();
        tables
            .map(|table| {
                let mut parents: Vec<&str> =
                    table.foreign_keys.iter().map(|key| key.references.table.name.as_str()).collect();
                parents.sort_unstable();
                format!("{}: {}", table.name, parents.join(" "))
            })
            .collect()
    }

    fn check(text: &str, expected: &[&str]) {
        let found = shape(text);
        for line in expected {
            assert!(found.iter().any(|f| f.trim() == *line), "{line} is missing for {text}: {found:#?}");
        }
    }

    #[test]
    fn a_shop_comes_out_as_a_designer_would_draw_it() {
        check(
            SHOP,
            &[
                "users:",
                "addresses: users",
                "products:",
                "order_items: orders products",
                "reviews: products users",
                "payment_methods: users",
                "wishlist_items: products users",
            ],
        );
        let schema = design(SHOP, &Options::default()).schema;
        let column = |table: &str, column: &str| schema.table_named(table).and_then(|t| t.column(column)).is_some();
        assert!(column("users", "password_hash") && !column("users", "password"));
        assert!(
            column("order_items", "price_at_purchase")
                && column("order_items", "quantity")
                && column("orders", "status")
        );
        let wishlist = schema.table_named("wishlist_items").expect("checked above");
        assert_eq!(wishlist.key_columns(), ["user_id", "product_id"]);
    }

    #[test]
    fn a_shop_has_the_keys_checks_and_actions_that_a_designer_expects() {
        let schema = design(SHOP, &Options::default()).schema;
        let table = |name: &str| schema.table_named(name).unwrap_or_else(|| panic!("{name} is missing"));
        for (name, expected) in [
            ("order_items", "quantity > 0"),
            ("order_items", "price_at_purchase >= 0"),
            ("products", "price >= 0"),
            ("reviews", "rating BETWEEN 1 AND 5"),
            ("orders", "status IN ("),
        ] {
            let found = table(name).checks.iter().any(|check| check.expression.0.starts_with(expected));
            assert!(found, "{name} has no check {expected}: {:#?}", table(name).checks);
        }
        for (name, columns) in [
            ("users", &["email"][..]),
            ("order_items", &["order_id", "product_id"]),
            ("reviews", &["user_id", "product_id"]),
        ] {
            let columns: Vec<String> = columns.iter().map(|c| (*c).to_owned()).collect();
            let mut turned = columns.clone();
            turned.reverse();
            assert!(table(name).is_unique(&columns) || table(name).is_unique(&turned), "{name} {columns:?}");
        }
        let action = |child: &str, parent: &str| {
            let key = table(child).foreign_keys.iter().find(|key| key.references.table.name == parent);
            key.map(|key| key.on_delete.sql())
        };
        assert_eq!(action("order_items", "orders"), Some("CASCADE"));
        assert_eq!(action("order_items", "products"), Some("RESTRICT"));
        assert_eq!(action("orders", "users"), Some("RESTRICT"));
        assert_eq!(action("addresses", "users"), Some("CASCADE"));
        for (name, column) in [("addresses", "street"), ("addresses", "city"), ("payment_methods", "provider")] {
            assert!(table(name).column(column).is_some(), "{name}.{column}");
        }
        for (name, column) in [("products", "price"), ("order_items", "price_at_purchase")] {
            let money = table(name).column(column).map(|c| c.data_type.to_string());
            assert_eq!(money.as_deref(), Some("decimal(10,2)"), "{name}.{column}");
        }
        for table in &schema.tables {
            assert!(table.column("created_at").is_some(), "{}", table.name);
        }
    }

    #[test]
    fn relations_follow_determiners_and_verbs() {
        check(
            "E-commerce platform with users, products, orders, and reviews",
            &["users:", "products:", "orders: users", "reviews: products users"],
        );
        check(
            "Each department has a name. Each employee has a name and works in one department.",
            &["employees: departments"],
        );
        check(
            "Each member has a name. Rooms have a room number and a price. Members can book rooms, and each booking records the booking date.",
            &["bookings: members rooms"],
        );
        check(
            "Each flight has a flight number and is operated by an airplane. Airplanes have a model and a capacity.",
            &["flights: airplanes"],
        );
    }

    #[test]
    fn everything_is_explained_and_points_into_the_text() {
        let design = design(SHOP, &Options::default());
        for table in &design.schema.tables {
            assert!(design.decisions.iter().any(|d| d.subject == table.id), "{} has no reason", table.name);
            for key in &table.foreign_keys {
                assert!(design.decisions.iter().any(|d| d.subject == key.id), "a key of {} has no reason", table.name);
                assert!(table.has_index_on(&key.columns), "{}({}) has no index", table.name, key.columns.join(", "));
            }
        }
        for span in design.decisions.iter().flat_map(|d| &d.spans) {
            assert!(SHOP.get(span.start..span.end).is_some_and(|words| !words.is_empty()), "{span:?}");
        }
    }

    #[test]
    fn prepared_answers_apply() {
        for text in [
            SHOP,
            "Each department has a name and many employees. Employees have a name.",
            "A course has chapters; each chapter has a title.",
        ] {
            let design = design(text, &Options::default());
            assert!(design.questions.len() <= 3);
            for question in &design.questions {
                assert!(question.answers.len() >= 2 && question.answers[0].changes.is_empty());
                for answer in &question.answers {
                    assert_eq!(design.schema.applied(&answer.changes).map(|_| ()), Ok(()), "{}", question.id);
                }
            }
        }
    }

    #[test]
    fn odd_input_gets_a_clear_message() {
        for (text, code) in [
            ("", "empty-description"),
            (" \n\t ", "empty-description"),
            ("\u{0}\u{1}\u{2}PNG\u{3}", "not-text"),
            ("hello", "nothing-to-store"),
        ] {
            let codes: Vec<String> =
                design(text, &Options::default()).diagnostics.into_iter().map(|d| d.code).collect();
            assert_eq!(codes, [code], "{text:?}");
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

        /// Whatever comes in, something sound comes out: names are unique and references resolve.
        #[test]
        fn no_text_makes_it_fail(words in proptest::collection::vec("(users?|orders?|each|has|with|many|,|:|\\(|\\)|\n- |and|of|'s|name|id|ß|名|\\.|which|include|[a-z]{1,8})", 0..60)) {
            let design = design(&words.join(" "), &Options::default());
            for table in &design.schema.tables {
                assert_eq!(design.schema.tables.iter().filter(|t| t.name == table.name).count(), 1);
                for column in &table.columns {
                    assert_eq!(table.columns.iter().filter(|c| c.name == column.name).count(), 1, "{}.{}", table.name, column.name);
                }
                for key in &table.foreign_keys {
                    let parent = design.schema.table(&key.references.table).expect("a reference leads to a table");
                    assert!(key.references.columns.iter().all(|c| parent.column(c).is_some()));
                    assert_eq!(key.references.columns.len(), key.columns.len());
                }
                for column in table.key_columns() {
                    assert!(table.column(column).is_some(), "{}.{column}", table.name);
                }
            }
        }
    }
}
