//! Rows of a script as comma-separated text (RFC 4180), which the search for dependencies, the classifier and people read.

use crate::schema::{Schema, Table};
use crate::sql::TableRows;

/// A text for each table of the schema of which there are rows, with its name. NULL is empty, an empty text is `""`.
pub fn samples_csv(schema: &Schema, rows: &[TableRows]) -> Vec<(String, String)> {
    let of = |table: &Table| {
        let own = rows.iter().filter(|own| {
            own.table.name.eq_ignore_ascii_case(&table.name.name)
                && (own.table.namespace.is_none() || own.table.namespace == table.name.namespace)
        });
        let lines: String = own.map(|own| lines(table, own)).collect();
        let names: Vec<String> = table.columns.iter().map(|column| quoted(&column.name)).collect();
        (!lines.is_empty()).then(|| (table.name.to_string(), format!("{}\n{lines}", names.join(","))))
    };
    schema.tables.iter().filter_map(of).collect()
}

/// The rows in the order of the table's own columns.
fn lines(table: &Table, own: &TableRows) -> String {
    // Rows without names have a value for each column that takes one.
    let given = table.columns.iter().filter(|column| column.generated.is_none()).map(|column| column.name.clone());
    let given: Vec<String> = if own.columns.is_empty() { given.collect() } else { own.columns.clone() };
    let place = |name: &str| given.iter().position(|own| own.eq_ignore_ascii_case(name));
    let places: Vec<Option<usize>> = table.columns.iter().map(|column| place(&column.name)).collect();
    let line = |row: &Vec<Option<String>>| {
        let value = |at: &Option<usize>| row.get((*at)?)?.as_deref().map(quoted);
        let values: Vec<String> = places.iter().map(|at| value(at).unwrap_or_default()).collect();
        values.join(",") + "\n"
    };
    own.rows.iter().map(line).collect()
}

fn quoted(text: &str) -> String {
    match text.is_empty() || text.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Dialect;
    use crate::sql;

    #[test]
    fn rows_become_a_text_for_each_table() {
        let script = "CREATE TABLE a (x int, y text);\nCREATE TABLE b (z int);\n\
                      INSERT INTO a VALUES (1, 'p, \"q\"');\nINSERT INTO a (y, x) VALUES ('', 2), (NULL, 3);";
        let parsed = sql::parse_watched(script, Dialect::PostgreSql, 10, &mut |_| ());
        let expected = "x,y\n1,\"p, \"\"q\"\"\"\n2,\"\"\n3,\n";
        assert_eq!(samples_csv(&parsed.schema, &parsed.samples), [("a".to_owned(), expected.to_owned())]);
    }
}
