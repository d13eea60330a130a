//! A table, column, type, view, key or index under another name, wherever the file says it.

use super::document::Document;
use super::mentions::Mention;
use super::text::{Edit, edited};
use super::tokens::{Statement, statements};
use crate::diff::{self, Options};
use crate::schema::{Change, Id, QualifiedName, Schema};
use crate::sql::{self, bare};

/// The edits that rename an element; the error is a sentence.
///
/// The script is read again with them and has to hold the schema in which that element alone has another name; and no
/// query, routine or trigger over its table may say the old name in a way that was not understood. So a use that was not
/// seen is refused, and nothing breaks in silence.
pub fn rename(document: &Document, id: Id, to: &str) -> Result<Vec<Edit>, String> {
    let to = bare(to.trim());
    if to.is_empty() {
        return Err("Give a name.".to_owned());
    }
    let old = document.schema.name(id).ok_or("This has no name.")?;
    if old.name == to {
        return Ok(Vec::new());
    }
    let name = QualifiedName { namespace: old.namespace.clone(), name: to.clone() };
    let wanted = document.schema.applied(&[Change::Rename { id, name }]).map_err(|error| format!("{error}."))?;
    let spelled = document.dialect.quote_identifier(&to);
    let edit = |mention: &Mention| Edit { start: mention.start, end: mention.end, text: spelled.clone() };
    let edits: Vec<Edit> = document.mentions_of(id).map(edit).collect();
    if defines(document, &edits, wanted) && !is_used_unseen(document, id, &old.name) {
        return Ok(edits);
    }
    Err(format!(
        "{} is used in a way that cannot be followed (in a routine, a query or an ALTER of its own), so it was not \
         renamed; change it by hand.",
        old.name
    ))
}

/// Whether the definitions are the wanted ones after the edits. What queries say is judged by their own words.
fn defines(document: &Document, edits: &[Edit], mut wanted: Schema) -> bool {
    let Some(text) = edited(&document.text, edits) else { return false };
    let mut schema = sql::parse(&text, document.dialect).schema;
    for view in schema.views.iter_mut().chain(&mut wanted.views) {
        view.query.clear();
    }
    diff::compare(&schema, &wanted, &Options::of(document.dialect)).is_empty()
}

/// Whether a statement beside the definitions says the name without it being clear of what.
fn is_used_unseen(document: &Document, id: Id, name: &str) -> bool {
    let table = document.schema.table_of(id).map_or(id, |table| table.id);
    let within = |statement: &Statement, mention: &&Mention| (statement.start..statement.end).contains(&mention.start);
    statements(&document.text, document.dialect).iter().any(|statement| {
        let here: Vec<&Mention> = document.mentions.iter().filter(|mention| within(statement, mention)).collect();
        let defines = statement.tokens.iter().take(5).any(|token| token.is("TABLE"));
        let is_routine = statement.tokens.iter().take(8).any(|token| token.is_any(&ROUTINES));
        if defines || !(is_routine || here.iter().any(|mention| mention.id == table)) {
            return false;
        }
        let is_seen = |start: usize| here.iter().any(|mention| mention.start == start);
        statement.tokens.iter().any(|token| {
            let body = token.text.starts_with('$') && says(token.text, name);
            body || token.names(name) && !is_seen(token.start)
        })
    })
}

const ROUTINES: [&str; 5] = ["FUNCTION", "PROCEDURE", "TRIGGER", "PACKAGE", "EVENT"];

/// Whether a text says a name as a word of its own.
fn says(text: &str, name: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || c == '_';
    text.split(|c| !inside(c)).any(|word| word.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Dialect;

    /// Renames the element that the first mention of `from` stands for.
    fn check(script: &str, from: &str, to: &str, expected: Result<&str, &str>) {
        let document = Document::read(script.to_owned(), Some(Dialect::PostgreSql), &Default::default());
        let mention = document.mentions.iter().find(|one| &script[one.start..one.end] == from).unwrap();
        let renamed = rename(&document, mention.id, to).map(|edits| edited(script, &edits).unwrap());
        match expected {
            Ok(text) => assert_eq!(renamed.as_deref(), Ok(text)),
            Err(part) => assert!(renamed.as_ref().is_err_and(|why| why.contains(part)), "{renamed:?}"),
        }
    }

    #[test]
    fn queries_follow_where_they_are_clear() {
        check(
            "CREATE TABLE a (id int, x int);\nCREATE VIEW v AS SELECT x FROM a;",
            "x",
            "y",
            Ok("CREATE TABLE a (id int, y int);\nCREATE VIEW v AS SELECT y FROM a;"),
        );
        let unclear = "CREATE TABLE a (id int, x int);\nCREATE TABLE b (x int);\nCREATE VIEW v AS SELECT x FROM a, b;";
        check(unclear, "x", "y", Err("cannot be followed"));
    }

    #[test]
    fn routines_are_not_guessed_at() {
        let trigger = "CREATE TABLE a (id int, x int);\n\
                       CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.x := 1; RETURN NEW; END $$;";
        check(trigger, "x", "y", Err("cannot be followed"));
        check(trigger, "id", "number", Ok(&trigger.replacen("id int", "number int", 1)));
    }

    #[test]
    fn a_name_that_is_taken_is_refused() {
        check("CREATE TABLE a (id int, x int);", "x", "id", Err("id"));
        check("CREATE TABLE a (id int);", "a", "  ", Err("Give a name"));
    }
}
