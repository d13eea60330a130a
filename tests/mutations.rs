//! Scripts that are cut, spliced and garbled: the reader must neither panic nor hang, and must account for everything.
//!
//! `MUTATIONS=100000 MUTATION_SEED=8 MUTATION_FOLDER=path cargo test --test mutations` takes more rounds, other ones, and
//! the scripts of a folder too.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/dice.rs"]
mod dice;

use dice::Dice;
use schema_architect::dialect::Dialect;
use schema_architect::sql;
use std::path::Path;
use std::time::{Duration, Instant};

/// Statements with what makes reading hard: quotes, bodies, vendors' clauses.
const CORPUS: &[&str] = &[
    "CREATE TABLE public.\"Users\" (id bigserial PRIMARY KEY, \"n\" varchar(80) DEFAULT 'x'::character varying NOT NULL, t text[] DEFAULT '{}'::text[], CONSTRAINT c CHECK ((char_length(\"n\") > 0)) NOT VALID, EXCLUDE USING gist (id WITH =)) PARTITION BY RANGE (id);",
    "CREATE TABLE p PARTITION OF public.\"Users\" FOR VALUES FROM (1) TO (9);\nALTER TABLE ONLY p ATTACH PARTITION q FOR VALUES IN ('a', 'b');",
    "CREATE FUNCTION f(a int) RETURNS int AS $body$ BEGIN; RETURN 'x;'; END; $body$ LANGUAGE plpgsql;",
    "COPY public.t (a, b) FROM stdin;\n1\tx;\n2\t\\N\n\\.\n",
    "CREATE UNIQUE INDEX i ON ONLY t USING btree (lower(a) text_pattern_ops DESC NULLS LAST, b COLLATE \"C\") INCLUDE (c) WITH (fillfactor='70') WHERE (a IS NOT NULL);",
    "CREATE TABLE `a` (\n `id` int(10) unsigned NOT NULL AUTO_INCREMENT COMMENT 'it''s \\' x',\n `e` enum('a','b;') CHARACTER SET latin1 DEFAULT 'a',\n `at` timestamp NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,\n PRIMARY KEY (`id`),\n KEY `k` (`e`(3) DESC) USING BTREE\n) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4 /*!50100 PARTITION BY HASH (id) */;",
    "/*!40101 SET NAMES utf8 */;\nDELIMITER $$\nCREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET NEW.x = 1; END$$\nDELIMITER ;\nINSERT INTO `a` VALUES (1,'x\\'); --'),(2,NULL);",
    "SET ANSI_NULLS ON\nGO\nCREATE TABLE [dbo].[A b](\n\t[Id] [int] IDENTITY(1,1) NOT NULL,\n\t[N] [nvarchar](50) NULL DEFAULT (N'x'),\n\t[C] AS ([Id]*(2)) PERSISTED,\n CONSTRAINT [PK] PRIMARY KEY CLUSTERED ([Id] ASC)WITH (PAD_INDEX = OFF) ON [PRIMARY]\n) ON [PRIMARY]\nGO\nEXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'x', @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'A b'\nGO\nIF OBJECT_ID('x') IS NOT NULL DROP TABLE x",
    "CREATE TABLE \"S\".\"T\" (\"ID\" NUMBER(10,0) GENERATED ALWAYS AS IDENTITY, \"N\" VARCHAR2(20 CHAR) DEFAULT q'[it's]' NOT NULL ENABLE, CONSTRAINT \"PK\" PRIMARY KEY (\"ID\") USING INDEX PCTFREE 10 STORAGE(INITIAL 65536) TABLESPACE \"USERS\" ENABLE) SEGMENT CREATION IMMEDIATE LOGGING;\n/\nCREATE OR REPLACE TRIGGER t BEFORE INSERT ON T FOR EACH ROW DECLARE x int; BEGIN IF x IS NULL THEN x := 1; END IF; END;\n/\n",
    "CREATE TABLE a(id INTEGER PRIMARY KEY AUTOINCREMENT, b VARYING CHARACTER(20) NOT NULL ON CONFLICT IGNORE, c DEFAULT (datetime('now')), FOREIGN KEY(b) REFERENCES \"x y\" ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED) WITHOUT ROWID, STRICT;\nCREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT CASE WHEN 1 THEN 2 END; END;",
    "ALTER TABLE a ADD COLUMN b int REFERENCES c (d), DROP CONSTRAINT IF EXISTS e, ALTER COLUMN f TYPE numeric(9,2) USING f::numeric, RENAME TO g;\nCREATE TYPE m AS ENUM ('a', 'b');\nALTER TYPE m ADD VALUE 'c' BEFORE 'b';\nCOMMENT ON COLUMN a.b IS 'größe; ''x''';\nCREATE SEQUENCE s AS integer START WITH 5 INCREMENT BY -2 OWNED BY a.b;\nCREATE OR REPLACE VIEW v (x) AS SELECT 1 WITH CHECK OPTION;\nDROP TABLE a CASCADE;",
];

/// Pieces that break scripts.
const SHARDS: &[&str] = &[
    "(",
    ")",
    "'",
    "\"",
    "`",
    "[",
    "]",
    ";",
    ",",
    "$$",
    "$a$",
    "/*",
    "*/",
    "--",
    "--;",
    "\n",
    "\\",
    "::",
    ".",
    "CREATE TABLE ",
    "CONSTRAINT ",
    "PRIMARY KEY",
    "CHECK (",
    "DEFAULT ",
    " AS ",
    "BEGIN",
    "END",
    "\nGO\n",
    "\n/\n",
    "DELIMITER //\n",
    "é",
    "\u{1F600}",
    "0x",
    "1e",
    "q'[",
    "E'\\",
    "N'",
    "PARTITION OF a",
    "REFERENCES",
    "ON DELETE",
    "\0",
    "ALTER TABLE a ",
    "DROP ",
    "COPY a FROM stdin;\n",
    "(((((((((",
];

fn mutated(dice: &mut Dice, corpus: &[String]) -> String {
    let mut text = corpus[dice.below(corpus.len())].clone();
    for _ in 0..=dice.below(6) {
        let (a, b) = (dice.place(&text), dice.place(&text));
        let (from, to) = (a.min(b), a.max(b));
        match dice.below(6) {
            0 => text.truncate(from),
            1 => text.replace_range(from..to, ""),
            2 => text.insert_str(from, SHARDS[dice.below(SHARDS.len())]),
            3 => {
                let other = &corpus[dice.below(corpus.len())];
                let start = dice.place(other);
                text.insert_str(from, &other[start..]);
            }
            4 => {
                let copy = text[from..to].to_owned();
                text.push_str(&copy);
            }
            _ => text = text[from..].to_owned(),
        }
        if text.len() > 20_000 {
            let end = (0..=20_000).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            text.truncate(end);
        }
    }
    text
}

fn scripts(folder: &Path, into: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            scripts(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "sql")
            && let Ok(bytes) = std::fs::read(&path)
            && let Ok(text) = sql::decode(&bytes)
        {
            into.push(text.chars().take(8000).collect());
        }
    }
}

#[test]
fn no_script_breaks_the_reader() {
    let rounds = std::env::var("MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(600);
    let mut corpus: Vec<String> = CORPUS.iter().map(|text| (*text).to_owned()).collect();
    if let Ok(folder) = std::env::var("MUTATION_FOLDER") {
        scripts(Path::new(&folder), &mut corpus);
    }
    let seed = std::env::var("MUTATION_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(7);
    let mut dice = Dice(seed);
    for round in 0..rounds {
        let text = mutated(&mut dice, &corpus);
        let dialect = Dialect::ALL[dice.below(Dialect::ALL.len())];
        let started = Instant::now();
        let parsed = std::panic::catch_unwind(|| {
            let parsed = sql::parse(&text, dialect);
            let _ = sql::render(&parsed.schema, dialect).script(dialect);
            let _ = sql::detect(&text);
            parsed
        });
        let Ok(parsed) = parsed else { panic!("round {round}, {dialect}:\n{text}") };
        assert!(started.elapsed() < Duration::from_secs(10), "round {round} took too long, {dialect}:\n{text}");
        let counted = parsed.report.understood + parsed.report.kept + parsed.report.skipped;
        assert_eq!(counted, sql::statements(&text, dialect).count(), "round {round}, {dialect}:\n{text}");
    }
}
