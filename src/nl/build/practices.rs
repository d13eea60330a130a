//! What every production schema has beyond what its text says.

use super::Built;
use crate::nl::model::{Model, Shape};
use crate::schema::{Column, ColumnType, Decision, Expression, Id, Index, NamingStyle, Source, Table, Topic, singular};

/// Adds what every production schema has: times of creation and change, an index behind each reference, and indexes on what is looked up.
pub fn practices(built: &mut Built, model: &Model, style: NamingStyle) {
    let mut schema = std::mem::take(&mut built.schema);
    let mut tables = std::mem::take(&mut schema.tables);
    for (index, table) in tables.iter_mut().enumerate() {
        let shape = model.entities.get(index).map_or(Shape::Plain, |e| e.shape);
        let mut note = |subject: Id, topic: Topic, what: String, why: &str| {
            built.decisions.push(Decision {
                subject,
                topic,
                what,
                why: why.to_owned(),
                spans: Vec::new(),
                confidence: 0.9,
                alternative: None,
                source: Source::Practice,
            });
        };
        let kept_current = shape == Shape::Plain && !records_what_happened(table);
        let times: &[&str] = if kept_current { &["created at", "updated at"] } else { &["created at"] };
        for time in times {
            let name = style.spell(time);
            if table.columns.iter().any(|column| says_when(column, time)) {
                continue;
            }
            let id = schema.fresh_id();
            let mut column = Column::new(id, name.as_str(), ColumnType::timestamptz());
            column.default = Some(Expression::from("CURRENT_TIMESTAMP"));
            table.columns.push(column);
            note(
                id,
                Topic::Convention,
                format!("{name} tells when a row was {}", time.trim_end_matches(" at")),
                "Support and audits ask for it sooner or later.",
            );
        }
        let keys: Vec<Vec<String>> = table.foreign_keys.iter().map(|key| key.columns.clone()).collect();
        for columns in keys {
            if table.has_index_on(&columns) {
                continue;
            }
            let id = schema.fresh_id();
            let names: Vec<&str> = columns.iter().map(String::as_str).collect();
            table.indexes.push(Index::on(id, &names));
            note(
                id,
                Topic::Index,
                format!("Index on {}({})", table.name, names.join(", ")),
                "Joins and deletes of the parent look rows up by this reference.",
            );
        }
        if shape == Shape::Plain {
            let looked_up = table.columns.iter().find(|c| {
                let words = crate::schema::words(&c.name);
                matches!(words.last().map(String::as_str), Some("name" | "title" | "status"))
                    && words.len() <= 2
                    && c.data_type.is_text()
            });
            if let Some(column) =
                looked_up.map(|c| c.name.clone()).filter(|name| !table.has_index_on(std::slice::from_ref(name)))
            {
                let id = schema.fresh_id();
                table.indexes.push(Index::on(id, &[&column]));
                note(id, Topic::Index, format!("Index on {}({column})", table.name), "People look rows up by it.");
            }
        }
    }
    schema.tables = tables;
    built.schema = schema;
}

/// Whether a column tells what `created at` or `updated at` would, as `registration time` does.
fn says_when(column: &Column, time: &str) -> bool {
    let words = crate::schema::words(&column.name);
    let (deeds, past): (&[&str], &str) = match time {
        "created at" => (&["create", "created", "creation", "registration", "registered"], "created"),
        _ => (&["update", "updated", "updating", "modification", "modified"], "updated"),
    };
    let named = words.iter().any(|word| deeds.contains(&word.as_str()));
    let timed = words.last().is_some_and(|word| matches!(word.as_str(), "time" | "date" | "at" | "on" | "timestamp"));
    named && (timed || words.as_slice() == [past])
}

/// Whether a row says what happened at one time, as a payment or a log entry does: such rows are added and not changed.
fn records_what_happened(table: &Table) -> bool {
    let words = crate::schema::words(&table.name.to_string());
    let last = words.last().map(|word| singular(word)).unwrap_or_default();
    let log =
        matches!(last.as_str(), "record" | "log" | "history" | "entry" | "reading" | "measurement" | "transaction");
    let happens = log || crate::nl::lexicon::is_deed(&last) || crate::nl::lexicon::is_event(&last);
    let when = table.columns.iter().any(|c| c.data_type.is_temporal() && !says_when(c, "created at"));
    let changes = table.columns.iter().any(|c| {
        crate::schema::words(&c.name)
            .last()
            .is_some_and(|word| matches!(word.as_str(), "status" | "state" | "progress"))
    });
    happens && when && !changes
}
