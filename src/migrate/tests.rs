//! What every plan keeps to, in every dialect.

use super::sample::{AFTER, BEFORE, planned, planned_with};
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
            let proves = |name: &str| {
                ["Validate", "Backfill", "Prepare", "Prove", "Move late"].iter().any(|word| name.starts_with(word))
            };
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

/// Pairs of schemas, every kind of fill, conversion and constraint among them.
const EDITS: [(&str, &str); 5] = [
    (BEFORE, AFTER),
    (AFTER, BEFORE),
    (
        "CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b int);",
        "CREATE TABLE t (id int PRIMARY KEY, a varchar(20) NOT NULL UNIQUE, b int NOT NULL UNIQUE, c varchar(9) NOT NULL UNIQUE);",
    ),
    (
        "CREATE TABLE t (id int PRIMARY KEY, s varchar(9), n varchar(20));",
        "CREATE TABLE t (id int PRIMARY KEY, s varchar(9) NOT NULL CHECK (s IN ('a', 'b')), n int NOT NULL CHECK (n >= 3));",
    ),
    (
        "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int, p int, u int);",
        "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, p int REFERENCES p (id), u bigint UNIQUE);",
    ),
];

#[test]
fn no_sentence_shows_a_template() {
    for dialect in Dialect::ALL {
        for (from, to) in EDITS {
            for offline in [false, true] {
                let (plan, start) = planned_with(from, to, dialect, &Options { offline, ..Options::default() });
                let report = impact::impact(&plan, &start, &Options::default()).markdown();
                let hazards = plan.statements().flat_map(|own| own.hazards.iter().map(|hazard| hazard.message.clone()));
                let verify = plan.phases.iter().flat_map(|own| &own.verify);
                let verify = verify.flat_map(|own| [own.what.clone(), own.action.clone(), own.sql.clone()]);
                let said = plan.statements().flat_map(|own| [own.why.clone(), own.sql.clone()]);
                let names = plan.phases.iter().map(|phase| phase.name.clone());
                let all =
                    hazards.chain(verify).chain(said).chain(names).chain(plan.irreversible.clone()).chain([report]);
                for text in all {
                    // An empty JSON object is a value; any other pair of braces is a leftover.
                    assert!(!text.replace("'{}'", "").contains("{}"), "{dialect}: {text}");
                    assert!(!text.contains("Some(") && !text.contains("None)"), "{dialect}: {text}");
                }
            }
        }
    }
}

#[test]
fn rows_in_the_way_stop_the_plan_unless_the_user_chose_otherwise() {
    let (from, to) = EDITS[4];
    let statements = |dialect, remedy| {
        let options = Options { duplicates: remedy, orphans: remedy, ..Options::default() };
        let (plan, _) = planned_with(from, to, dialect, &options);
        let sql: Vec<String> = plan.statements().map(|own| own.sql.clone()).collect();
        let back: Vec<String> =
            plan.phases.iter().flat_map(|phase| phase.reverse().into_iter().map(str::to_owned)).collect();
        (sql.join("\n"), back.join("\n"), plan.irreversible.len())
    };
    for dialect in [Dialect::PostgreSql, Dialect::SqlServer, Dialect::Oracle, Dialect::MySql, Dialect::MariaDb] {
        let (stop, _, losses) = statements(dialect, Remedy::Stop);
        assert!(!stop.contains("DELETE FROM") && losses == 0, "{dialect}: {stop}");
        let (archive, back, losses) = statements(dialect, Remedy::Archive);
        assert!(archive.contains("DELETE FROM t") && losses == 0, "{dialect}: {archive}");
        assert!(back.contains("INSERT INTO t"), "{dialect}: {back}");
        let (delete, _, losses) = statements(dialect, Remedy::Delete);
        assert!(delete.contains("DELETE FROM t") && losses > 0, "{dialect}: {delete}");
    }
}
