//! Laws that hold for every schema, checked on random ones.

#[path = "support/random.rs"]
mod random;

use proptest::prelude::*;
use random::{changes, rich_schema, schema};
use schema_architect::dialect::Dialect;
use schema_architect::diff::{self, Options};
use schema_architect::lint;
use schema_architect::migrate;
use schema_architect::project::{self, Project};
use schema_architect::schema::{Change, Expression, QualifiedName, Schema, Token, is_regular};
use schema_architect::sql;

/// Ids that were given out stay given out, so the counter may differ after an undo.
fn same(a: &Schema, b: &Schema) -> bool {
    let (mut a, mut b) = (a.clone(), b.clone());
    let last = a.fresh_id().max(b.fresh_id());
    a.reserve_id(last);
    b.reserve_id(last);
    a == b
}

/// Dialects whose scripts read back as the very schema; the others spell types and checks that many types share.
const FAITHFUL: [Dialect; 4] = [Dialect::PostgreSql, Dialect::MySql, Dialect::MariaDb, Dialect::Sqlite];

/// Puts tables into the order of `wanted`, and takes away the names that rendering derived and how it spelled types.
fn forget_derived_names(wanted: &Schema, read: &mut Schema) {
    let place = |name: &QualifiedName| wanted.tables.iter().position(|table| table.name == *name);
    read.tables.sort_by_key(|table| place(&table.name));
    for (from, to) in wanted.tables.iter().zip(&mut read.tables) {
        from.columns
            .iter()
            .zip(&mut to.columns)
            .filter(|(a, _)| a.spelled.is_none())
            .for_each(|(_, b)| b.spelled = None);
        from.primary_key
            .iter()
            .zip(&mut to.primary_key)
            .filter(|(a, _)| a.name.is_none())
            .for_each(|(_, b)| b.name = None);
        from.foreign_keys
            .iter()
            .zip(&mut to.foreign_keys)
            .filter(|(a, _)| a.name.is_none())
            .for_each(|(_, b)| b.name = None);
        from.uniques.iter().zip(&mut to.uniques).filter(|(a, _)| a.name.is_none()).for_each(|(_, b)| b.name = None);
        from.checks.iter().zip(&mut to.checks).filter(|(a, _)| a.name.is_none()).for_each(|(_, b)| b.name = None);
        // A reader quotes words that mean something else when they are bare (`user`).
        to.checks.iter_mut().for_each(|check| check.expression = unquoted(&check.expression));
        from.indexes.iter().zip(&mut to.indexes).filter(|(a, _)| a.name.is_none()).for_each(|(_, b)| b.name = None);
    }
}

/// The expression with bare names wherever they are regular.
fn unquoted(expression: &Expression) -> Expression {
    let plain = |token: &Token| match token {
        Token::Quoted(quoted) if is_regular(quoted.trim_matches('"')) => quoted.trim_matches('"').to_owned(),
        Token::Word(text) | Token::Quoted(text) | Token::Text(text) | Token::Other(text) => (*text).to_owned(),
    };
    Expression::new(expression.tokens().iter().map(plain).collect::<String>())
}

/// The lines in which two schemas differ, ids aside.
fn difference(a: &Schema, b: &Schema) -> String {
    let (a, b) = (format!("{:#?}", a.without_ids()), format!("{:#?}", b.without_ids()));
    let lines = |only: &str, other: &str| -> Vec<String> {
        only.lines().filter(|line| !other.lines().any(|o| o == *line)).map(str::to_owned).collect()
    };
    if a == b { String::new() } else { format!("first {:?} then {:?}", lines(&a, &b), lines(&b, &a)) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_change_and_its_inverse_give_the_schema_back(before in schema(), seeds in prop::collection::vec(any::<u64>(), 1..12)) {
        let mut now = before.clone();
        let mut back: Vec<Change> = Vec::new();
        for seed in seeds {
            let Some(change) = changes(&mut now.clone(), seed) else { continue };
            let Ok(inverse) = now.inverse(&change) else { continue };
            let mut after = now.clone();
            if after.apply(&change).is_err() {
                continue;
            }
            let undone = after.applied(std::slice::from_ref(&inverse));
            prop_assert!(undone.is_ok(), "{change:?} cannot be undone by {inverse:?}: {:?}", undone.err());
            let undone = undone.unwrap();
            prop_assert!(same(&undone, &now), "{change:?} undone by {inverse:?} is not what was there\n{now:#?}\n{undone:#?}");
            back.push(inverse);
            now = after;
        }
        back.reverse();
        let undone = now.applied(&back);
        prop_assert!(undone.as_ref().is_ok_and(|undone| same(undone, &before)), "undoing all steps");
    }

    #[test]
    fn a_failed_change_leaves_the_schema_as_it_was(before in schema(), seed in any::<u64>()) {
        let mut now = before.clone();
        if let Some(change) = changes(&mut before.clone(), seed)
            && now.apply(&change).is_err()
        {
            prop_assert_eq!(now, before);
        }
    }

    #[test]
    fn a_change_leaves_a_valid_schema(before in schema(), seed in any::<u64>()) {
        let mut now = before.clone();
        if let Some(change) = changes(&mut before.clone(), seed)
            && now.apply(&change).is_ok()
        {
            prop_assert_eq!(now.clone().validate(), Ok(()), "{:?}", change);
        }
    }

    #[test]
    fn dropping_with_dependents_always_works(before in schema(), place in any::<prop::sample::Index>()) {
        let ids: Vec<_> = before.tables.iter().flat_map(|table| [vec![table.id], table.part_ids()].concat()).collect();
        if !ids.is_empty() {
            let id = ids[place.index(ids.len())];
            let after = before.applied(&before.drop_with_dependents(id));
            prop_assert!(after.as_ref().is_ok_and(|after| after.object(id).is_none()), "{:?}", after.err());
        }
    }

    #[test]
    fn a_schema_that_stays_needs_no_plan(from in rich_schema(), seeds in prop::collection::vec(any::<u64>(), 1..8)) {
        let mut edited = from.clone();
        for seed in seeds {
            if let Some(change) = changes(&mut edited.clone(), seed) {
                let _ = edited.apply(&change);
            }
        }
        for dialect in Dialect::ALL {
            for schema in [&from, &edited] {
                let plan = migrate::plan(schema, schema, dialect, &migrate::Options::default());
                prop_assert!(plan.is_empty(), "{dialect}: {:#?}", plan.phases);
            }
        }
    }

    #[test]
    fn every_plan_leads_back(from in rich_schema(), seeds in prop::collection::vec(any::<u64>(), 1..8)) {
        let mut edited = from.clone();
        for seed in seeds {
            if let Some(change) = changes(&mut edited.clone(), seed) {
                let _ = edited.apply(&change);
            }
        }
        for dialect in Dialect::ALL {
            let list = diff::compare(&from, &edited, &Options::of(dialect));
            let Ok(target) = from.applied(&list) else { continue };
            let options = migrate::Options::default();
            let there = migrate::plan(&from, &target, dialect, &options);
            let back = migrate::plan(&target, &from, dialect, &options);
            // A constraint without a name may have any, so giving it one has no counterpart.
            let naming = "Rename constraints and indexes";
            let acts = |plan: &migrate::Plan| plan.phases.iter().any(|phase| !phase.name.starts_with(naming));
            prop_assert_eq!(acts(&there), acts(&back), "{}: {:#?} {:#?}", dialect, there.phases, back.phases);
        }
    }

    #[test]
    fn the_changes_between_two_schemas_make_the_other(from in rich_schema(), other in rich_schema(), seeds in prop::collection::vec(any::<u64>(), 0..12)) {
        let mut edited = from.clone();
        for seed in seeds {
            if let Some(change) = changes(&mut edited.clone(), seed) {
                let _ = edited.apply(&change);
            }
        }
        for to in [&from, &edited, &other] {
            let list = diff::compare(&from, to, &Options::exact(Dialect::PostgreSql));
            let made = from.applied(&list);
            let lines = made.as_ref().map_or_else(ToString::to_string, |made| difference(made, to));
            prop_assert!(lines.is_empty(), "{lines}\n{list:#?}");
            prop_assert_eq!(made.unwrap().validate(), Ok(()));
            prop_assert!(to != &from || list.is_empty());
            for dialect in Dialect::ALL {
                let options = Options::of(dialect);
                let list = diff::compare(&from, to, &options);
                let made = from.applied(&list);
                prop_assert!(made.is_ok(), "{dialect}: {:?}", made.err());
                let rest = diff::compare(&made.unwrap(), to, &options);
                prop_assert!(rest.is_empty(), "{dialect}: {rest:#?} after {list:#?}");
            }
        }
    }

    #[test]
    fn a_saved_project_opens_as_it_was(schema in schema(), name in ".{0,20}", description in ".{0,200}", places in prop::collection::vec((-1e6..1e6, -1e6..1e6), 0..4)) {
        let mut project = Project { name, description, schema, ..Project::default() };
        for (table, (x, y)) in project.schema.tables.iter().zip(places) {
            project.positions.insert(table.id, schema_architect::erd::Point { x, y });
        }
        prop_assert_eq!(project::read(&project::write(&project)), Ok(project));
    }

    #[test]
    fn what_is_rendered_reads_back(schema in schema()) {
        for dialect in Dialect::ALL {
            let script = sql::render(&schema, dialect).script(dialect);
            let once = sql::parse(&script, dialect);
            let read = once.diagnostics.iter().all(|diagnostic| diagnostic.code != "statement-not-read");
            prop_assert!(read, "{dialect}: {:?}\n{script}", once.diagnostics);
            prop_assert_eq!(once.schema.tables.len(), schema.tables.len(), "{}\n{}", dialect, script);
            let columns = |schema: &Schema| -> Vec<String> {
                schema.tables.iter().flat_map(|table| &table.columns).map(|column| column.name.clone()).collect()
            };
            prop_assert_eq!(columns(&once.schema).len(), columns(&schema).len(), "{}\n{}", dialect, script);
            if !FAITHFUL.contains(&dialect) {
                continue;
            }
            let again_script = sql::render(&once.schema, dialect).script(dialect);
            let twice = sql::parse(&again_script, dialect);
            let lines = difference(&once.schema, &twice.schema);
            prop_assert!(lines.is_empty(), "{dialect}: {lines}\n{script}\n{again_script}");
        }
    }

    #[test]
    fn postgresql_loses_nothing(schema in schema()) {
        let script = sql::render(&schema, Dialect::PostgreSql).script(Dialect::PostgreSql);
        let mut read = sql::parse(&script, Dialect::PostgreSql).schema;
        forget_derived_names(&schema, &mut read);
        let lines = difference(&schema, &read);
        prop_assert!(lines.is_empty(), "{lines}\n{script}");
    }

    #[test]
    fn a_fix_removes_its_finding_and_leaves_a_valid_schema(schema in schema()) {
        for dialect in Dialect::ALL {
            for finding in lint::check(&schema, dialect, &lint::Options::default()) {
                let Some(fix) = &finding.fix else { continue };
                let after = schema.applied(&fix.changes);
                prop_assert!(after.is_ok(), "{dialect} {finding:?}: {:?}", after.err());
                let mut after = after.unwrap();
                prop_assert_eq!(after.validate(), Ok(()), "{} {:?}", dialect, finding);
                let left = lint::check(&after, dialect, &lint::Options::default());
                let same = |other: &lint::Finding| other.code == finding.code && other.subject == finding.subject && other.message == finding.message;
                prop_assert!(!left.iter().any(same), "{dialect} is still found: {finding:?}");
            }
            let fixed = lint::fixed(&schema, dialect, &lint::Options::default(), true);
            prop_assert_eq!(fixed.schema.clone().validate(), Ok(()));
            prop_assert_eq!(schema.applied(&fixed.changes), Ok(fixed.schema));
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in "(?s).{0,300}") {
        for dialect in Dialect::ALL {
            sql::parse(&text, dialect);
        }
        let _ = project::read(&text);
    }
}
