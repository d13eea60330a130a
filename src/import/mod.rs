//! Schemas that are not written in SQL: DBML, Prisma, Rails' schema.rb, Mermaid's entity-relationship diagrams,
//! folders of migrations, and the pasted catalog of a living database.
//!
//! Each reader takes what its language can say and notes the lines that it did not understand; none fails as a whole.
//! What a reader gives is a schema like one that was read from a script, so everything else works on it alike.

mod archive;
mod catalog;
mod dbml;
mod draft;
mod folder;
mod mermaid;
mod prisma;
mod rails;
mod ruby;
mod samples;
mod scan;

pub use archive::{is_archive, unpack};
pub use catalog::{catalog_query, catalog_script, catalog_statistics};
pub use folder::{Folder, folder};
pub use samples::samples_csv;

use crate::dialect::Dialect;
use crate::schema::{Diagnostic, Schema};
use serde::{Deserialize, Serialize};

/// A language besides SQL in which schemas are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    Dbml,
    Prisma,
    /// `db/schema.rb` of Ruby on Rails, or one of its migrations.
    Rails,
    Mermaid,
}

impl Language {
    pub const ALL: [Self; 4] = [Self::Dbml, Self::Prisma, Self::Rails, Self::Mermaid];

    /// The name as people write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dbml => "DBML",
            Self::Prisma => "Prisma",
            Self::Rails => "Rails schema",
            Self::Mermaid => "Mermaid",
        }
    }
}

/// What was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    pub schema: Schema,
    /// The dialect that the text names, where it names one.
    pub dialect: Option<Dialect>,
    pub diagnostics: Vec<Diagnostic>,
}

/// The language of a text, by its first telling line; nothing for SQL, prose and all else.
pub fn recognize(name: &str, text: &str) -> Option<Language> {
    match name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).as_deref() {
        Some("dbml") => return Some(Language::Dbml),
        Some("prisma") => return Some(Language::Prisma),
        Some("rb") => return Some(Language::Rails),
        Some("mmd" | "mermaid") => return Some(Language::Mermaid),
        _ => {}
    }
    text.lines().map(str::trim).take(400).find_map(language_of)
}

/// The language that a line belongs to, if it can belong to one only.
fn language_of(line: &str) -> Option<Language> {
    let mut words = line.split_whitespace();
    let (first, second, third) = (words.next()?, words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if first == "erDiagram" {
        return Some(Language::Mermaid);
    }
    if line.starts_with("ActiveRecord::Schema") || first == "create_table" && line.ends_with('|') {
        return Some(Language::Rails);
    }
    let opens = line.ends_with('{') || third == "{";
    match first {
        "model" | "datasource" | "generator" if opens && line.split_whitespace().count() <= 3 => Some(Language::Prisma),
        "Table" | "TableGroup" | "Project" if line.ends_with('{') => Some(Language::Dbml),
        "Ref:" => Some(Language::Dbml),
        "Ref" if line.contains(':') && second != "to" => Some(Language::Dbml),
        "Enum" | "enum" if first == "Enum" && line.ends_with('{') => Some(Language::Dbml),
        _ => None,
    }
}

/// Reads a text of a language.
pub fn read(text: &str, language: Language) -> Imported {
    match language {
        Language::Dbml => dbml::read(text),
        Language::Prisma => prisma::read(text),
        Language::Rails => rails::read(text),
        Language::Mermaid => mermaid::read(text),
    }
}

// Property tests run natively: their crate is not built for the browser.
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    /// A schema as other languages can say it: without ids, and with types by their meaning alone.
    pub(super) fn plain(schema: &Schema) -> Schema {
        let mut schema = schema.without_ids();
        for column in schema.tables.iter_mut().flat_map(|table| &mut table.columns) {
            column.spelled = None;
            if let Some(default) = &mut column.default {
                let flag = ["TRUE", "FALSE"].contains(&default.as_str());
                default.0 = if flag { default.as_str().to_lowercase() } else { default.0.clone() };
            }
        }
        schema
    }

    #[test]
    fn a_language_is_known_by_its_name_or_its_lines() {
        let check =
            |name: &str, text: &str, expected: Option<Language>| assert_eq!(recognize(name, text), expected, "{text}");
        check("a.dbml", "", Some(Language::Dbml));
        check("schema.prisma", "", Some(Language::Prisma));
        check("", "// shop\nTable users {\n  id int\n}", Some(Language::Dbml));
        check("", "datasource db {\n  provider = \"mysql\"\n}", Some(Language::Prisma));
        check("", "model User {\n  id Int @id\n}", Some(Language::Prisma));
        check("", "ActiveRecord::Schema[7.1].define(version: 1) do", Some(Language::Rails));
        check("", "---\ntitle: Shop\n---\nerDiagram\n  A ||--o{ B : has", Some(Language::Mermaid));
        check("", "CREATE TABLE users (id int);", None);
        check("", "Each table in the restaurant has a number.", None);
        check("", "A model car has a scale and a maker.", None);
        check("", "", None);
    }

    const SAMPLES: [&str; 4] = [
        "Project p {\n database_type: 'MySQL'\n}\nEnum e {\n  a\n}\nTable s.t as T [note: 'x'] {\n  id int [pk, ref: > u.(id, b)]\n  indexes {\n    (id, `b`) [unique]\n  }\n}\nRef: s.t.(a) <> u.b [delete: cascade]",
        "datasource db {\n provider = \"mysql\"\n}\nmodel A {\n id Int @id @default(autoincrement()) @db.UnsignedInt\n b B[] @relation(\"x\")\n @@unique([id, b(sort: Desc)], map: \"m\")\n @@map(\"as\")\n}\nmodel B {\n id Int @id\n a A[] @relation(\"x\")\n}\nenum E {\n X @map(\"x\")\n}",
        "create_table \"a\", id: :uuid, force: :cascade do |t|\n t.references :b, foreign_key: { to_table: :c }, polymorphic: true\n t.decimal \"d\", default: -> { \"now()\" }\n t.index [\"d\"], order: { d: :desc }\nend\nrename_table :a, :b\ndrop_table :b\nt.string :x\nadd_column\ncreate_table\nadd_index",
        "erDiagram\n A {\n int id PK, FK \"x\"\n decimal(1_2) c UK\n }\n A ||--o{ \"B C\"[x] : has\n A }o..o{ A : \"id\"",
    ];

    proptest::proptest! {
        /// Whatever is cut out of a text or put into it, something is read.
        #[test]
        fn no_text_makes_a_reader_fail(
            language in 0..4usize,
            cut in 0..300usize,
            length in 0..40usize,
            inserted in "[\\[\\]{}()\"'`:,.@#>|<\\-a-zäé \n\\\\]{0,12}",
        ) {
            let chars: Vec<char> = SAMPLES[language].chars().collect();
            let (start, end) = (cut.min(chars.len()), (cut + length).min(chars.len()));
            let text: String = chars[..start].iter().copied().chain(inserted.chars()).chain(chars[end..].iter().copied()).collect();
            for language in Language::ALL {
                let imported = read(&text, language);
                let names = imported.schema.tables.iter().map(|table| table.name.to_string());
                proptest::prop_assert!(names.count() < 20);
            }
            let _ = recognize("", &text);
            let _ = folder(&[("1_a.sql".to_owned(), text.clone()), ("2_b.rb".to_owned(), text)], None);
        }
    }
}
