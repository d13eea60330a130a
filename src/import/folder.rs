//! A folder of migrations as the one schema that results.
//!
//! Recognized are the layouts of Flyway, golang-migrate, dbmate, sqlx, goose, Prisma Migrate, Rails, Knex-like plain
//! numbered files and any folder of scripts. Scripts that lead back are left out, and order is that of the tool.

use super::{Imported, Language, rails, read};
use crate::dialect::Dialect;
use crate::schema::{Diagnostic, Severity};
use crate::sql;
use std::cmp::Ordering;

/// What a folder was taken for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folder {
    pub imported: Imported,
    /// Paths that were read, in the order in which they apply.
    pub applied: Vec<String>,
    /// Paths that were left out, each with the reason.
    pub left_out: Vec<(String, &'static str)>,
}

/// Reads the files of a folder: paths with `/` between their parts, and texts.
pub fn folder(files: &[(String, String)], dialect: Option<Dialect>) -> Folder {
    let mut found = Folder::default();
    let mut files: Vec<&(String, String)> = files.iter().collect();
    files.sort_by(|a, b| in_order(&a.0, &b.0));
    // A whole schema says more than the steps that led to it.
    if let Some((path, text)) = files.iter().find(|(path, _)| is_whole(path)).copied() {
        let language = if path.ends_with(".prisma") { Language::Prisma } else { Language::Rails };
        let scripts = files.iter().any(|(path, _)| path.ends_with(".sql"));
        if language == Language::Rails || !scripts {
            found.imported = read(text, language);
            found.applied.push(path.clone());
            let rest = files.iter().filter(|(other, _)| other != path);
            found.left_out = rest.map(|(path, _)| (path.clone(), "the whole schema stands in another file")).collect();
            return found;
        }
    }
    let mut ruby = Vec::new();
    let mut script = String::new();
    for (path, text) in files {
        if let Some(reason) = reason_to_leave(path) {
            found.left_out.push((path.clone(), reason));
            continue;
        }
        found.applied.push(path.clone());
        if path.ends_with(".rb") {
            ruby.push(text.as_str());
        } else {
            script.push_str(up_part(text).trim_end());
            script.push_str("\n;\n");
        }
    }
    if !ruby.is_empty() && script.is_empty() {
        found.imported = rails::read_all(ruby);
        return found;
    }
    let detected = sql::detect(&script);
    let dialect = dialect.unwrap_or(detected.dialect);
    let parsed = sql::parse(&script, dialect);
    found.imported = Imported { schema: parsed.schema, dialect: Some(dialect), diagnostics: parsed.diagnostics };
    if found.applied.is_empty() {
        let message = "The folder holds no migrations: none of its files ends in .sql, .rb or .prisma.";
        found.imported.diagnostics.push(Diagnostic::new(Severity::Warning, "no-migrations", message));
    }
    found
}

/// `db/schema.rb` or `schema.prisma`.
fn is_whole(path: &str) -> bool {
    matches!(name_of(path), "schema.rb" | "schema.prisma")
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn reason_to_leave(path: &str) -> Option<&'static str> {
    let name = name_of(path).to_lowercase();
    if !name.ends_with(".sql") && !name.ends_with(".rb") {
        return Some("it is no script");
    }
    let stem = name.trim_end_matches(".sql").trim_end_matches(".rb");
    let back = stem.ends_with(".down") || stem.ends_with("_down") || stem == "down" || stem.ends_with(".undo");
    // Flyway's `U2__name.sql` takes back.
    let flyway_undo = name_of(path).starts_with('U') && number_of(&name_of(path)[1..]).is_some() && name.contains("__");
    if back || flyway_undo {
        return Some("it leads back");
    }
    let seeds = ["seed", "seeds", "fixtures"].iter().any(|word| stem == *word || path.contains(&format!("/{word}/")));
    seeds.then_some("it holds rows")
}

/// The part of a script that leads forward, where a script holds both (dbmate, goose, sql-migrate).
fn up_part(text: &str) -> String {
    let mut up = String::new();
    let mut forward = true;
    for line in text.lines() {
        let said = line.trim().trim_start_matches(['-', '#', ' ', '/', '*']).to_lowercase();
        let marks = ["migrate:", "+goose ", "+migrate "];
        let is_comment = line.trim().starts_with("--") || line.trim().starts_with("//");
        let mark = marks.iter().find_map(|mark| said.strip_prefix(mark)).filter(|_| is_comment);
        match mark.and_then(|direction| direction.split_whitespace().next()) {
            Some("up") => forward = true,
            Some("down") => forward = false,
            _ => {}
        }
        if forward {
            up.push_str(line);
        }
        // Lines keep their places, so that diagnostics point to where people find them.
        up.push('\n');
    }
    up
}

/// The order of tools: by the number that a name begins with, then by path; Flyway's repeatable scripts come last.
fn in_order(a: &str, b: &str) -> Ordering {
    let key = |path: &str| {
        let name = name_of(path);
        // Prisma has the number in the folder's name.
        let own = if name.eq_ignore_ascii_case("migration.sql") || matches!(name, "up.sql" | "down.sql") {
            path.rsplit('/').nth(1).unwrap_or(name)
        } else {
            name
        };
        let repeatable = name.starts_with("R__");
        let number = number_of(own.trim_start_matches(['V', 'v', 'U', 'B']));
        (repeatable, number.unwrap_or_default())
    };
    key(a).cmp(&key(b)).then_with(|| a.cmp(b))
}

/// `2.10.1` at the start as numbers, so that it stands after `2.9`.
fn number_of(name: &str) -> Option<Vec<u128>> {
    let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | '_');
    let end = name.find(|c| !digits(c)).unwrap_or(name.len());
    let head = &name[..end];
    let head = head.split("__").next().unwrap_or(head);
    let numbers: Vec<u128> = head.split(['.', '_']).map_while(|part| part.parse().ok()).collect();
    (!numbers.is_empty()).then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(files: &[(&str, &str)], tables: &[&str], applied: &[&str]) {
        let files: Vec<(String, String)> = files.iter().map(|(p, t)| ((*p).to_owned(), (*t).to_owned())).collect();
        let found = folder(&files, None);
        let line = |table: &crate::schema::Table| {
            let columns: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
            format!("{}: {}", table.name, columns.join(" "))
        };
        let lines: Vec<String> = found.imported.schema.tables.iter().map(line).collect();
        assert_eq!(
            (lines, &found.applied[..]),
            (
                tables.iter().map(|t| (*t).to_owned()).collect(),
                &applied.iter().map(|a| (*a).to_owned()).collect::<Vec<_>>()[..]
            )
        );
    }

    const CREATE: &str = "CREATE TABLE a (id bigserial PRIMARY KEY);";
    const ALTER: &str = "ALTER TABLE a ADD COLUMN b text;";
    const LATER: &str = "ALTER TABLE a RENAME COLUMN b TO c";

    #[test]
    fn every_tools_folder_gives_its_schema() {
        check(
            &[
                ("V10__c.sql", LATER),
                ("V2__b.sql", ALTER),
                ("V1__a.sql", CREATE),
                ("U2__b.sql", "ALTER TABLE a DROP b;"),
                ("R__view.sql", ""),
            ],
            &["a: id c"],
            &["V1__a.sql", "V2__b.sql", "V10__c.sql", "R__view.sql"],
        );
        check(
            &[("m/000001_a.up.sql", CREATE), ("m/000001_a.down.sql", "DROP TABLE a;"), ("m/000002_b.up.sql", ALTER)],
            &["a: id b"],
            &["m/000001_a.up.sql", "m/000002_b.up.sql"],
        );
        check(
            &[
                ("1_a.sql", "-- migrate:up\nCREATE TABLE a (id int);\n-- migrate:down\nDROP TABLE a;"),
                ("2_b.sql", "-- +goose Up\nALTER TABLE a ADD b text;\n-- +goose Down\nALTER TABLE a DROP b;"),
            ],
            &["a: id b"],
            &["1_a.sql", "2_b.sql"],
        );
        check(
            &[
                ("migrations/20240102_b/migration.sql", ALTER),
                ("migrations/20240101_a/migration.sql", CREATE),
                ("migrations/migration_lock.toml", "provider = \"postgresql\""),
            ],
            &["a: id b"],
            &["migrations/20240101_a/migration.sql", "migrations/20240102_b/migration.sql"],
        );
        check(
            &[
                ("db/migrate/1_a.rb", "create_table :a do |t|\n t.string :x\nend"),
                ("db/schema.rb", "create_table \"whole\", id: false, force: :cascade do |t|\n t.string \"y\"\nend"),
            ],
            &["whole: y"],
            &["db/schema.rb"],
        );
        check(&[("README.md", "# nothing")], &[], &[]);
    }
}
