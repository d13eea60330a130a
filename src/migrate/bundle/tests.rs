use super::*;
use crate::dialect::Dialect;
use crate::migrate::impact::impact;
use crate::migrate::sample::{AFTER, BEFORE, planned};
use crate::migrate::{Options, Plan};
use std::collections::HashSet;

fn bundle(dialect: Dialect, layout: Option<Layout>) -> (Plan, Vec<File>) {
    let (plan, from) = planned(BEFORE, AFTER, dialect);
    let impact = impact(&plan, &from, &Options::default());
    let files = files(&plan, &impact, layout);
    (plan, files)
}

fn text<'f>(files: &'f [File], path: &str) -> &'f str {
    files.iter().find(|file| file.path == path).map_or_else(|| panic!("no {path}"), |file| &file.text)
}

#[test]
fn the_manifest_names_files_that_are_there() {
    for dialect in Dialect::ALL {
        let (plan, files) = bundle(dialect, None);
        let paths: HashSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths.len(), files.len(), "every file has a path of its own");
        let manifest: serde_json::Value = serde_json::from_str(text(&files, "manifest.json")).expect("JSON");
        let phases = manifest["phases"].as_array().expect("phases");
        assert_eq!(phases.len(), plan.phases.len());
        for phase in phases {
            for way in ["up", "down"] {
                assert!(paths.contains(phase[way].as_str().expect(way)), "{dialect}: {phase}");
            }
        }
        let sums = text(&files, "checksums.sha256");
        assert_eq!(sums.lines().count(), files.len() - 1, "all but the list itself");
    }
}

#[test]
fn a_required_column_takes_three_phases_that_the_runbook_tells_in_order() {
    let (_, files) = bundle(Dialect::PostgreSql, None);
    let runbook = text(&files, "README.md");
    let place = |words: &str| runbook.find(words).unwrap_or_else(|| panic!("no {words} in {runbook}"));
    assert!(place("Add column as nullable") < place("Backfill data"));
    assert!(place("Backfill data") < place("Deploy the application that writes the new columns"));
    assert!(place("Deploy the application that writes the new columns") < place("Add NOT NULL constraint"));
}

#[test]
fn every_layout_holds_every_statement_both_ways() {
    // Without white space and the escapes of the languages, the statements are the same everywhere.
    let plain = |text: &str| -> String {
        text.replace("--rollback", "")
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '\\' | '"' | ';'))
            .collect()
    };
    for dialect in [Dialect::PostgreSql, Dialect::MySql, Dialect::SqlServer, Dialect::Sqlite] {
        for layout in Layout::ALL {
            let (plan, files) = bundle(dialect, Some(layout));
            let folder = format!("{}/", layout.name());
            let all: String =
                files.iter().filter(|file| file.path.starts_with(&folder)).map(|file| plain(&file.text)).collect();
            let all = all.replace("%%", "%");
            for statement in plan.statements() {
                for sql in std::iter::once(&statement.sql).chain(&statement.reverse) {
                    assert!(all.contains(&plain(sql)), "{dialect} {}: {sql}", layout.name());
                }
            }
        }
    }
}

#[test]
fn what_no_transaction_may_hold_stands_alone_and_is_marked() {
    let check = |layout: Layout, ending: &str, mark: &str| {
        let (_, files) = bundle(Dialect::PostgreSql, Some(layout));
        let folder = format!("{}/", layout.name());
        let concurrent = |file: &&File| {
            file.path.starts_with(&folder)
                && file.path.ends_with(ending)
                && file.text.contains("CREATE INDEX CONCURRENTLY")
        };
        let file = files.iter().find(concurrent).unwrap_or_else(|| panic!("{} creates the index", layout.name()));
        let statements = file.text.lines().filter(|line| line.ends_with(';')).count();
        assert!(
            statements <= if ending == ".sql" && mark.contains("transaction:false") { 2 } else { 1 },
            "{}",
            file.text
        );
        assert!(file.text.contains(mark), "{}", file.text);
    };
    check(Layout::Sqlx, ".up.sql", "-- no-transaction\n");
    check(Layout::Dbmate, ".sql", "-- migrate:up transaction:false");
    check(Layout::GolangMigrate, ".up.sql", "");
    check(Layout::Prisma, "migration.sql", "");
    let (_, files) = bundle(Dialect::PostgreSql, Some(Layout::Flyway));
    let index =
        files.iter().find(|file| file.path.starts_with("flyway/V") && file.text.contains("CREATE INDEX CONCURRENTLY"));
    let path = format!("{}.conf", index.expect("the index's script").path);
    assert_eq!(text(&files, &path), "executeInTransaction=false\n");
    let (_, files) = bundle(Dialect::PostgreSql, Some(Layout::Rails));
    assert!(
        files.iter().any(|file| file.text.contains("disable_ddl_transaction!\n") && file.text.contains("CONCURRENTLY"))
    );
}

#[test]
fn layouts_are_known_by_their_names() {
    for layout in Layout::ALL {
        assert_eq!(layout.name().parse(), Ok(layout));
    }
    let refusal =
        "goose".parse::<Layout>().map_err(|message| message.starts_with("unknown layout 'goose'; use one of flyway"));
    assert_eq!(refusal, Err(true));
}
