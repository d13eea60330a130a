//! What every production schema has beyond what its text says.

use super::Built;
use crate::nl::model::{Model, Shape};
use crate::schema::{Column, ColumnType, Decision, Expression, Id, Index, NamingStyle, Source, Topic};

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
        let times: &[&str] = if shape == Shape::Plain { &["created at", "updated at"] } else { &["created at"] };
        for time in times {
            let name = style.spell(time);
            if table.column(&name).is_some() {
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
