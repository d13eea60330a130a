//! Columns that a trigger numbers from a sequence, as Oracle before 12c had it: elsewhere they number themselves.

use super::notes::Notes;
use crate::dialect::Dialect;
use crate::schema::{Identity, Opaque, QualifiedName, Schema};
use crate::sql::parse::lexemes;
use std::borrow::Cow;

/// What a trigger does that only numbers.
struct Numbers {
    table: QualifiedName,
    column: String,
    sequence: String,
}

/// Gives the columns that Oracle's triggers number an identity of their own; trigger and sequence go.
pub(super) fn by_triggers(schema: &mut Cow<Schema>, dialect: Dialect, notes: &mut Notes) {
    let found: Vec<(usize, Numbers)> =
        schema.opaque.iter().enumerate().filter_map(|(at, own)| Some((at, numbers(own)?))).collect();
    if dialect == Dialect::Oracle || found.is_empty() {
        return;
    }
    let schema = schema.to_mut();
    for (at, Numbers { table, column, sequence }) in found.into_iter().rev() {
        let is_it = |name: &QualifiedName| {
            name.name == table.name && (table.namespace.is_none() || name.namespace == table.namespace)
        };
        let place = schema.sequences.iter().position(|own| own.name.name == sequence);
        let own = schema.tables.iter_mut().find(|own| is_it(&own.name));
        let own = own.and_then(|own| own.columns.iter_mut().find(|known| known.name == column));
        let Some(own) = own.filter(|own| own.data_type.is_integer() && own.identity.is_none()) else { continue };
        let known = place.and_then(|place| schema.sequences.get(place));
        let (start, increment) = (known.and_then(|own| own.start), known.and_then(|own| own.increment));
        own.identity = Some(Identity { always: false, start, increment, ..Identity::default() });
        let reason = format!("it numbers itself, in place of a trigger and the sequence {sequence}");
        notes.near("sequence-approximated", own.id, format!("{table}.{column}"), reason);
        schema.opaque.remove(at);
        let is_used = schema.opaque.iter().any(|other| other.sql.to_lowercase().contains(&sequence));
        if let Some(place) = place.filter(|_| !is_used) {
            schema.sequences.remove(place);
        }
    }
}

/// `BEFORE INSERT ... SELECT seq.NEXTVAL INTO :new.id FROM dual` or `:new.id := seq.NEXTVAL`, and nothing else.
fn numbers(object: &Opaque) -> Option<Numbers> {
    if object.kind != "trigger" || object.origin != Dialect::Oracle.name() {
        return None;
    }
    let words: Vec<String> =
        lexemes(&object.sql, Dialect::Oracle).map(|(_, text, _)| text.trim_matches('"').to_lowercase()).collect();
    let find = |wanted: &[&str], from: usize| {
        (from..words.len())
            .find(|at| wanted.iter().enumerate().all(|(nth, word)| words.get(at + nth).is_some_and(|own| own == word)))
    };
    let on = find(&["before", "insert", "on"], 0)? + 3;
    let begin = find(&["begin"], 0)?;
    let next = find(&["nextval"], begin)?;
    // The assignment, the end of an IF around it, and the end of the body.
    let statements = words[begin..].iter().filter(|word| *word == ";").count();
    let other = ["update", "delete", "insert", "raise_application_error", "else", "elsif"];
    if statements > 3
        || find(&["nextval"], next + 1).is_some()
        || words[begin..].iter().any(|word| other.contains(&word.as_str()))
    {
        return None;
    }
    let sequence = words.get(next.checked_sub(2)?)?.clone();
    let column = match find(&["into", ":", "new", "."], next) {
        Some(into) => words.get(into + 4)?.clone(),
        None => {
            let assign =
                (begin..next).rev().find(|at| words[*at] == ":" && words.get(at + 1).is_some_and(|own| own == "="))?;
            let is_new = assign >= 3 && words[assign - 2] == "." && words[assign - 3] == "new";
            is_new.then(|| words[assign - 1].clone())?
        }
    };
    // A trigger names the table of its own namespace without it.
    let (namespace, name) = match words.get(on + 1).is_some_and(|own| own == ".") {
        true => (words.get(on).cloned(), words.get(on + 2)?.clone()),
        false => (object.name.as_ref().and_then(|name| name.namespace.clone()), words.get(on)?.clone()),
    };
    Some(Numbers { table: QualifiedName { namespace, name }, column, sequence })
}

#[cfg(test)]
mod tests {
    use crate::dialect::Dialect;
    use crate::sql::{parse, render};

    fn check(body: &str, dialect: Dialect, expected: bool) {
        let script = format!(
            "CREATE TABLE ship (id NUMBER(10) PRIMARY KEY);\nCREATE SEQUENCE ship_seq START WITH 7;\n\
             CREATE OR REPLACE TRIGGER ship_bi BEFORE INSERT ON ship FOR EACH ROW\nBEGIN\n{body}\nEND;\n/\n"
        );
        let schema = parse(&script, Dialect::Oracle).schema;
        let made = render(&schema, dialect).script(dialect);
        let numbered = made.contains("IDENTITY") || made.contains("AUTO_INCREMENT");
        assert_eq!(numbered, expected, "{made}");
        assert_eq!(made.contains("ship_seq") || made.contains("ship_bi"), !expected, "{made}");
    }

    #[test]
    fn a_trigger_that_only_numbers_becomes_a_numbered_column() {
        check("SELECT ship_seq.NEXTVAL INTO :new.id FROM dual;", Dialect::PostgreSql, true);
        check("IF :new.id IS NULL THEN\n :new.id := ship_seq.nextval;\nEND IF;", Dialect::MySql, true);
        check("SELECT \"SHIP_SEQ\".NEXTVAL INTO :NEW.\"ID\" FROM DUAL;", Dialect::SqlServer, true);
        check(":new.id := ship_seq.nextval;", Dialect::Oracle, false);
        check(":new.id := ship_seq.nextval; DELETE FROM log;", Dialect::PostgreSql, false);
    }
}
