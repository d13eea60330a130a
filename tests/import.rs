//! Schemas in other languages and folders of migrations, through the command line.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A fresh folder with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&root);
    for (path, text) in files {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    root
}

/// `convert` of a path says these tables: name and columns of each, in the order of the schema.
fn check(path: &Path, options: &[&str], expected: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_schema-architect"))
        .arg("convert")
        .arg(path)
        .args(["--format", "json"])
        .args(options)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{}: {errors}", path.display());
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let line = |table: &serde_json::Value| {
        let columns = table["columns"].as_array().unwrap().iter().filter_map(|column| column["name"].as_str());
        format!("{}: {}", table["name"].as_str().unwrap(), columns.collect::<Vec<_>>().join(" "))
    };
    let found: Vec<String> = json["tables"].as_array().unwrap().iter().map(line).collect();
    assert_eq!(found, expected, "{}: {errors}", path.display());
}

#[test]
fn files_of_other_tools_are_read_without_being_told_what_they_are() {
    let root = folder(
        "languages",
        &[
            ("schema.prisma", "model User {\n  id Int @id\n  name String\n}\n"),
            (
                "schema.rb",
                "ActiveRecord::Schema[7.1].define(version: 1) do\n  create_table \"users\" do |t|\n    t.string \"name\"\n  end\nend\n",
            ),
            ("shop.dbml", "Table users {\n  id int [pk]\n  name text\n}\n"),
            ("shop.mmd", "erDiagram\n  users {\n    int id PK\n    text name\n  }\n"),
        ],
    );
    check(&root.join("schema.prisma"), &[], &["User: id name"]);
    for name in ["schema.rb", "shop.dbml", "shop.mmd"] {
        check(&root.join(name), &[], &["users: id name"]);
    }
}

#[test]
fn a_folder_of_migrations_gives_the_schema_to_which_they_lead() {
    let files = [
        ("V1__users.sql", "CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);"),
        ("V2__name.sql", "ALTER TABLE users ADD COLUMN label text;"),
        ("V10__rename.sql", "ALTER TABLE users RENAME COLUMN label TO name;"),
        ("U10__rename.sql", "ALTER TABLE users RENAME COLUMN name TO label;"),
    ];
    check(&folder("flyway", &files), &["--from", "postgresql"], &["users: id name"]);
    let files: Vec<(String, String)> =
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let archive = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("flyway.zip");
    std::fs::write(&archive, schema_architect::export::zip(&files)).unwrap();
    check(&archive, &["--from", "postgresql"], &["users: id name"]);
    check(&archive, &[], &["users: id name"]);
}
