//! Every rule against its fixture: `tests/lint/CODE.sql` holds scripts with the expectations as comments.
//!
//! `-- dialect: D` begins a script. `-- finds` at the end of a line says that the rule has to speak there, and nowhere
//! else; `-- finds: words` also says what its message or evidence contains.

use super::*;
use crate::schema::{Id, Severity};
use std::path::Path;

/// A script of a fixture, with the line of the file that it begins at.
struct Script {
    dialect: Dialect,
    text: String,
    first_line: usize,
}

fn fixture(rule: &Rule) -> Vec<Script> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/lint/{}.sql", rule.code));
    let text =
        std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} has no fixture {}", rule.code, path.display()));
    let mut scripts: Vec<Script> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        match line.strip_prefix("-- dialect: ") {
            Some(name) => {
                scripts.push(Script { dialect: name.parse().unwrap(), text: String::new(), first_line: number + 2 })
            }
            None => {
                let script = scripts.last_mut().unwrap_or_else(|| panic!("{}: name a dialect first", rule.code));
                script.text += line;
                script.text += "\n";
            }
        }
    }
    scripts
}

/// Lines of the script where a finding is expected, with words that it contains.
fn expected(script: &Script) -> Vec<(usize, &str)> {
    let lines = script.text.lines().enumerate();
    lines
        .filter_map(|(number, line)| Some((number + 1, line.split_once("-- finds")?.1.trim_start_matches(':').trim())))
        .collect()
}

/// The lines of each statement.
fn statements(script: &Script) -> impl Iterator<Item = std::ops::Range<usize>> {
    let starts = script.text.lines().enumerate().filter(|(_, line)| line.starts_with("CREATE ")).map(|(at, _)| at + 1);
    let starts: Vec<usize> = starts.collect();
    let ends = starts.clone().into_iter().skip(1).chain([usize::MAX]);
    starts.into_iter().zip(ends).map(|(start, end)| start..end)
}

fn only(rule: &Rule) -> Vec<Rule> {
    vec![Rule::new(rule.code, rule.group, rule.severity, "", rule.check)]
}

fn found(rule: &Rule, script: &Script, schema: &Schema) -> Vec<Finding> {
    let places = sql::places(&script.text, script.dialect, schema);
    let mut findings = check_with(&only(rule), schema, script.dialect, &Options::default());
    findings.iter_mut().for_each(|finding| finding.position = places.get(&finding.subject).copied());
    findings.sort_by_key(|finding| finding.position);
    findings
}

#[test]
fn every_rule_finds_what_its_fixture_expects_and_nothing_else() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let (mut hits, mut clean) = (0, 0);
        for script in fixture(rule) {
            let parsed = sql::parse(&script.text, script.dialect);
            let unread: Vec<String> =
                parsed.diagnostics.iter().filter(|d| d.severity > Severity::Info).map(ToString::to_string).collect();
            assert!(unread.is_empty(), "{}: {unread:?}", rule.code);
            let wanted = expected(&script);
            let findings = found(rule, &script, &parsed.schema);
            let lines: Vec<usize> =
                findings.iter().map(|finding| finding.position.map_or(0, |place| place.line)).collect();
            let wanted_lines: Vec<usize> = wanted.iter().map(|(line, _)| *line).collect();
            let says = |(finding, (_, words)): (&Finding, &(usize, &str))| {
                finding.message.contains(words) || finding.evidence.contains(words)
            };
            if lines != wanted_lines || !findings.iter().zip(&wanted).all(says) {
                let shown: Vec<String> = findings
                    .iter()
                    .zip(&lines)
                    .map(|(finding, line)| {
                        format!("{}: {} ({})", line + script.first_line - 1, finding.message, finding.evidence)
                    })
                    .collect();
                let wanted: Vec<String> =
                    wanted.iter().map(|(line, words)| format!("{}: {words}", line + script.first_line - 1)).collect();
                wrong.push(format!("{} in {}:\n  found {shown:#?}\n  expected {wanted:#?}", rule.code, script.dialect));
            }
            hits += wanted.len();
            clean += statements(&script).filter(|lines| !wanted_lines.iter().any(|line| lines.contains(line))).count();
        }
        if hits == 0 || clean == 0 {
            wrong.push(format!("{} needs a fixture with a hit ({hits}) and one without ({clean})", rule.code));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_page_says_what_why_how_and_when_not() {
    for rule in RULES {
        let page = rule.page();
        for heading in ["## Why\n", "## Example\n```sql\n", "## Fix\n", "## When not to follow it\n"] {
            assert!(page.contains(heading), "{} has no section {heading}", rule.code);
        }
        assert!(rule.summary().ends_with('.') && rule.summary().len() < 110, "{}: {}", rule.code, rule.summary());
    }
}

#[test]
fn codes_are_stable_names() {
    let mut codes: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
    assert!(codes.iter().all(|code| code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')));
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), RULES.len());
    assert!(RULES.len() >= 60, "{} rules", RULES.len());
    assert!(RULES.is_sorted_by_key(|rule| rule.group), "the groups stand together");
}

#[test]
fn a_fix_removes_its_finding_and_leaves_a_valid_schema() {
    for rule in RULES {
        for script in fixture(rule) {
            let schema = sql::parse(&script.text, script.dialect).schema;
            for finding in found(rule, &script, &schema).iter().filter(|finding| finding.fix.is_some()) {
                let fix = finding.fix.as_ref().unwrap();
                let mut after = schema.applied(&fix.changes).unwrap_or_else(|error| panic!("{}: {error}", rule.code));
                assert_eq!(after.validate(), Ok(()), "{}", rule.code);
                let left = check_with(&only(rule), &after, script.dialect, &Options::default());
                assert!(
                    !left.iter().any(|other| same(other, finding)),
                    "{}: {} is still found",
                    rule.code,
                    finding.message
                );
                let text = sql::render(&after, script.dialect).script(script.dialect);
                let read = sql::parse(&text, script.dialect);
                assert!(read.diagnostics.iter().all(|d| d.code != "statement-not-read"), "{}: {text}", rule.code);
            }
        }
    }
}

fn same(a: &Finding, b: &Finding) -> bool {
    a.subject == b.subject && a.message == b.message
}

#[test]
fn comments_and_options_switch_rules_off() {
    let check = |script: &str, options: &Options, expected: &[(&str, Severity)]| {
        let schema = sql::parse(script, Dialect::PostgreSql).schema;
        let findings = check_script(script, &schema, Dialect::PostgreSql, options);
        let found: Vec<(&str, Severity)> = findings.iter().map(|finding| (finding.code, finding.severity)).collect();
        assert_eq!(found, expected, "{script}");
    };
    let plain = Options::default();
    let table = "CREATE TABLE visits (\n  page text,\n  fee real";
    let both = [("no-primary-key", Severity::Warning), ("money-as-float", Severity::Error)];
    check(&format!("{table}\n);"), &plain, &both);
    check(&format!("-- lint:disable no-primary-key\n{table}\n);"), &plain, &both[1..]);
    check(&format!("{table} -- lint:disable money-as-float - an estimate\n);"), &plain, &both[..1]);
    check(&format!("{table} -- lint:info\n);"), &plain, &[both[0], ("money-as-float", Severity::Info)]);
    check(&format!("-- lint:disable-file\nSELECT 1;\n{table}\n);"), &plain, &[]);
    let options = plain.with("no-primary-key", Level::Error).with("money-as-float", Level::Off);
    check(&format!("{table}\n);"), &options, &[("no-primary-key", Severity::Error)]);
}

#[test]
fn comments_in_the_database_switch_rules_off_where_they_stand() {
    let script = "CREATE TABLE visits (page text, fee real);
        COMMENT ON TABLE visits IS 'A log. lint:disable no-primary-key';
        COMMENT ON COLUMN visits.fee IS 'lint:disable money-as-float';";
    let schema = sql::parse(script, Dialect::PostgreSql).schema;
    assert_eq!(check(&schema, Dialect::PostgreSql, &Options::default()), []);
}

#[test]
fn fixing_applies_what_is_safe() {
    let script = "CREATE TABLE users (id int PRIMARY KEY);\nCREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users, fee real);";
    let schema = sql::parse(script, Dialect::PostgreSql).schema;
    let fixed_safe = fixed(&schema, Dialect::PostgreSql, &Options::default(), false);
    assert_eq!(fixed_safe.taken, ["orders.(user_id): Add an index on (user_id)"]);
    assert_eq!(schema.applied(&fixed_safe.changes).as_ref(), Ok(&fixed_safe.schema));
    let all = fixed(&schema, Dialect::PostgreSql, &Options::default(), true);
    assert!(all.taken.iter().any(|title| title == "orders.fee: Make it decimal(12,2)"), "{:?}", all.taken);
    let ids: std::collections::HashSet<Id> = all.schema.tables.iter().flat_map(|table| table.part_ids()).collect();
    assert_eq!(ids.len(), all.schema.tables.iter().map(|table| table.part_ids().len()).sum::<usize>());
}

#[test]
fn sarif_has_what_the_standard_requires() {
    let script = "CREATE TABLE a (fee real);";
    let schema = sql::parse(script, Dialect::PostgreSql).schema;
    let findings = check_script(script, &schema, Dialect::PostgreSql, &Options::default());
    let log: serde_json::Value = serde_json::from_str(&sarif(&findings, "dir/a b.sql")).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let driver = &run["tool"]["driver"];
    assert!(driver["name"].is_string());
    let rules = driver["rules"].as_array().unwrap();
    assert!(rules.iter().all(|rule| rule["id"].is_string() && rule["shortDescription"]["text"].is_string()));
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), findings.len());
    for result in results {
        assert!(result["message"]["text"].is_string());
        let at = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[at]["id"], result["ruleId"]);
        assert!(["note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "dir/a%20b.sql");
        assert!(place["region"]["startLine"].as_u64().unwrap() >= 1);
    }
}
