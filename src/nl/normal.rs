//! The last stage: the schema brought into the normal form that the user asks for, along the stated dependencies.

use super::build::Built;
use super::design::{BusinessRule, Enforcement};
use crate::normalize::{FunctionalDependency, NormalForm, normalize};
use crate::schema::{Decision, Diagnostic, Id, Schema, Source, Span, Topic};
use std::collections::HashSet;

/// A dependency with the words that state it.
#[derive(Debug, Clone, PartialEq)]
pub struct Stated {
    pub dependency: FunctionalDependency,
    pub span: Span,
}

/// Splits what the form forbids and explains it. Deliberate copies stay where they are.
pub fn normalized(
    built: &mut Built,
    rules: &mut [BusinessRule],
    stated: &[Stated],
    form: NormalForm,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let kept: Vec<FunctionalDependency> =
        stated.iter().filter_map(|stated| without_copies(&built.schema, &built.decisions, stated)).collect();
    let mut report = normalize(&built.schema, &kept, form);
    diagnostics.append(&mut report.diagnostics);
    let Ok(mut schema) = built.schema.applied(&report.changes) else { return };
    if schema.validate().is_err() {
        return;
    }
    let before: HashSet<Id> = elements(&built.schema).into_iter().collect();
    for decision in &mut report.decisions {
        let mentions = |name: &String| decision.why.contains(name.as_str());
        let spans =
            stated.iter().filter(|s| s.dependency.determinant.iter().chain(&s.dependency.dependent).all(mentions));
        decision.spans = spans.map(|s| s.span).collect();
    }
    built.schema = schema;
    built.decisions.append(&mut report.decisions);
    forget_what_is_gone(built, rules);
    explain_what_is_new(built, &before);
}

/// A stated dependency without the columns that copy a value on purpose.
fn without_copies(schema: &Schema, decisions: &[Decision], stated: &Stated) -> Option<FunctionalDependency> {
    let table = schema.table(&stated.dependency.table)?;
    let deliberate = |name: &String| {
        let column = table.column(name).map(|column| column.id);
        decisions.iter().any(|d| d.topic == Topic::Denormalization && Some(d.subject) == column)
    };
    let mut kept = stated.dependency.clone();
    kept.dependent.retain(|name| !deliberate(name));
    (!kept.dependent.is_empty()).then_some(kept)
}

fn elements(schema: &Schema) -> Vec<Id> {
    schema.tables.iter().flat_map(|table| [vec![table.id], table.part_ids()].concat()).collect()
}

/// Reasons and rules of elements that were left out in a split.
fn forget_what_is_gone(built: &mut Built, rules: &mut [BusinessRule]) {
    let there: HashSet<Id> = elements(&built.schema).into_iter().collect();
    built.decisions.retain(|decision| there.contains(&decision.subject));
    built.assumptions.retain(|assumption| assumption.subject.is_none_or(|subject| there.contains(&subject)));
    for rule in rules {
        rule.subjects.retain(|subject| there.contains(subject));
        if matches!(&rule.enforcement, Enforcement::Constraint(id) if !there.contains(id)) {
            let words = "Normalization moved its columns to different tables: a trigger on both has to check it.";
            rule.enforcement = Enforcement::Suggested(words.to_owned());
        }
    }
}

/// Keys and indexes that a split added have the reason of the split.
fn explain_what_is_new(built: &mut Built, before: &HashSet<Id>) {
    let mut explained: HashSet<Id> = built.decisions.iter().map(|decision| decision.subject).collect();
    let mut new: Vec<(Id, Topic, String)> = Vec::new();
    for table in &built.schema.tables {
        if !before.contains(&table.id) {
            new.push((table.id, Topic::Normalization, format!("{} is a table of its own", table.name)));
        }
        let keys = table
            .primary_key
            .iter()
            .map(|key| (key.id, Topic::Key, format!("({}) is the primary key", key.columns.join(", "))));
        new.extend(keys);
        let references = table.foreign_keys.iter();
        new.extend(references.map(|key| {
            let what = format!("{} -> {}, ON DELETE {}", table.name, key.references.table, key.on_delete.sql());
            (key.id, Topic::Relationship, what)
        }));
        let indexes = table.indexes.iter();
        new.extend(
            indexes.map(|i| (i.id, Topic::Index, format!("Index on {}({})", table.name, i.columns().join(", ")))),
        );
    }
    for (subject, topic, what) in new {
        if before.contains(&subject) || !explained.insert(subject) {
            continue;
        }
        built.decisions.push(Decision {
            subject,
            topic,
            what,
            why: "It joins the parts of a table that normalization split.".to_owned(),
            spans: Vec::new(),
            confidence: 0.9,
            alternative: None,
            source: Source::Normalization,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::dialect::Dialect;
    use crate::nl::{Design, Options, design};
    use crate::normalize::NormalForm;
    use crate::schema::{NamingStyle, Source};

    const CLINIC: &str = "Vets have a name, a licence number and a phone. Owners have a name and an email. \
        Each visit has a date, a visit type, a price, a start time and an end time, and is made by an owner to a vet. \
        The price of a visit depends only on the visit type. The price is at most 900. The email must be unique. \
        The end time must be after the start time. An owner may have at most three visits at a time.";

    fn designed(normal_form: NormalForm, naming: NamingStyle) -> Design {
        design(CLINIC, &Options { normal_form, naming })
    }

    #[test]
    fn a_stated_dependency_gets_a_table_from_the_third_form_on() {
        let check = |form: NormalForm, expected: bool| {
            let design = designed(form, NamingStyle::Snake);
            let visits = design.schema.table_named("visits").expect("visits");
            assert_eq!(visits.column("price").is_none(), expected, "{}", form.label());
            let explained = design.decisions.iter().any(|d| d.source == Source::Normalization && !d.spans.is_empty());
            assert_eq!(explained, expected, "{}", form.label());
        };
        check(NormalForm::First, false);
        check(NormalForm::Second, false);
        check(NormalForm::Third, true);
        check(NormalForm::BoyceCodd, true);
    }

    #[test]
    fn every_form_and_style_gives_a_sound_schema_in_every_dialect() {
        for form in NormalForm::ALL {
            for naming in [NamingStyle::Snake, NamingStyle::Camel, NamingStyle::Pascal] {
                let mut design = designed(form, naming);
                assert_eq!(design.schema.validate().map_err(|e| e.to_string()), Ok(()));
                for table in &design.schema.tables {
                    assert_eq!(naming.spell(&table.name.name), table.name.name);
                    for column in &table.columns {
                        assert_eq!(naming.spell(&column.name), column.name, "{}", table.name);
                    }
                    for check in &table.checks {
                        assert!(
                            table.columns.iter().any(|c| check.expression.mentions(&c.name)),
                            "{}",
                            check.expression
                        );
                    }
                    for key in &table.foreign_keys {
                        assert!(table.has_index_on(&key.columns), "{} {:?}", table.name, key.columns);
                        assert!(
                            design.decisions.iter().any(|d| d.subject == key.id),
                            "{} {:?}",
                            table.name,
                            key.columns
                        );
                        let parent = design.schema.table(&key.references.table).expect("the parent is there");
                        assert!(key.references.columns.iter().all(|name| parent.column(name).is_some()));
                    }
                }
                for dialect in Dialect::ALL {
                    let script = crate::sql::render(&design.schema, dialect).script(dialect);
                    let read = crate::sql::parse(&script, dialect).schema.tables.len();
                    assert_eq!(read, design.schema.tables.len(), "{dialect}: {script}");
                }
            }
        }
    }

    #[test]
    fn too_many_things_are_said_to_be_too_many() {
        let check = |count: usize, expected: bool| {
            let letters = |n: usize| {
                [n / 676, n / 26 % 26, n % 26].map(|i| char::from(b'a' + i as u8)).iter().collect::<String>()
            };
            let text: String =
                (0..count).map(|n| format!("Each zo{}k has a name, a colour and a price.\n", letters(n))).collect();
            let design = design(&text, &Options::default());
            assert_eq!(
                design.diagnostics.iter().any(|d| d.code == "too-many-entities"),
                expected,
                "{count}: {}",
                design.schema.tables.len()
            );
        };
        check(20, false);
        check(640, true);
    }
}
