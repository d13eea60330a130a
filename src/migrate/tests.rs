//! What every plan keeps to, in every dialect.

use super::sample::{AFTER, BEFORE, planned};
use super::*;

fn names(plan: &Plan) -> Vec<&str> {
    plan.phases.iter().map(|phase| phase.name.as_str()).collect()
}

#[test]
fn a_schema_that_stays_needs_no_plan() {
    for dialect in Dialect::ALL {
        for script in [BEFORE, AFTER] {
            assert_eq!(planned(script, script, dialect).0.phases, [], "{dialect}");
        }
    }
}

#[test]
fn a_required_column_takes_three_phases() {
    let (from, to) =
        ("CREATE TABLE t (id int PRIMARY KEY);", "CREATE TABLE t (id int PRIMARY KEY, email VARCHAR(255) NOT NULL);");
    for dialect in Dialect::ALL {
        let (plan, _) = planned(from, to, dialect);
        let wanted = ["Add column as nullable", "Backfill data", "Add NOT NULL constraint"];
        assert_eq!(names(&plan), wanted, "{dialect}");
        assert!(!plan.phases[0].reverse().is_empty() && !plan.phases[2].reverse().is_empty(), "{dialect}");
    }
}

#[test]
fn what_goes_is_kept_and_comes_back() {
    let (from, to) = (
        "CREATE TABLE t (id int PRIMARY KEY, note int); CREATE TABLE u (id int PRIMARY KEY);",
        "CREATE TABLE t (id int PRIMARY KEY);",
    );
    for dialect in Dialect::ALL {
        let (plan, _) = planned(from, to, dialect);
        let forth: Vec<&str> = plan.statements().map(|statement| statement.sql.as_str()).collect();
        let back: Vec<&str> = plan.phases.iter().rev().flat_map(Phase::reverse).collect();
        assert!(forth.iter().any(|sql| sql.contains("_architect")), "{dialect}");
        assert!(!forth.iter().any(|sql| sql.starts_with("DROP TABLE")), "{dialect}");
        assert!(back.iter().any(|sql| sql.contains("note")), "{dialect}");
        assert!(!plan.cleanup.is_empty(), "{dialect}");
    }
}

#[test]
fn every_phase_that_changes_something_has_a_way_back() {
    for dialect in Dialect::ALL {
        for (from, to) in [(BEFORE, AFTER), (AFTER, BEFORE)] {
            let (plan, _) = planned(from, to, dialect);
            assert!(plan.irreversible.is_empty(), "{dialect}");
            let proves = |name: &str| ["Validate", "Backfill", "Prepare"].iter().any(|word| name.starts_with(word));
            let one_way = plan.phases.iter().find(|phase| phase.reverse().is_empty() && !proves(&phase.name));
            assert_eq!(one_way.map(|phase| &phase.name), None, "{dialect}");
        }
    }
}

#[test]
fn postgresql_blocks_nobody_where_it_need_not() {
    let (plan, _) = planned(BEFORE, AFTER, Dialect::PostgreSql);
    let sql: Vec<&str> = plan.statements().map(|statement| statement.sql.as_str()).collect();
    let has = |words: &str| sql.iter().any(|sql| sql.contains(words));
    assert!(has("CREATE INDEX CONCURRENTLY orders_user_id"));
    assert!(has("NOT VALID") && has("VALIDATE CONSTRAINT orders_user_id_fkey"));
    let concurrent = plan.phases.iter().filter(|phase| phase.statements.iter().any(|s| s.sql.contains("CONCURRENTLY")));
    assert!(concurrent.into_iter().all(|phase| !phase.transactional));
}
