//! The rows that a script inserts, as samples.

use crate::dialect::Dialect;
use crate::normalize::Sample;
use crate::schema::{QualifiedName, Schema};
use crate::sql;

/// Rows beyond these add nothing to what is known of a table.
const MOST: usize = 1_000;

/// The rows of `INSERT INTO table (columns) VALUES (...), ...` and of COPY for the tables of a schema. NULL and what is
/// computed are empty.
pub fn inserted(script: &str, dialect: Dialect, schema: &Schema) -> Vec<(QualifiedName, Sample)> {
    sql::rows(script, dialect, MOST).iter().filter_map(|own| sample(own, schema)).collect()
}

fn sample(own: &sql::TableRows, schema: &Schema) -> Option<(QualifiedName, Sample)> {
    let table = schema.tables.iter().find(|table| table.name.name.eq_ignore_ascii_case(&own.table.name))?;
    let names: Vec<&str> = match own.columns.is_empty() {
        true => table.columns.iter().map(|column| column.name.as_str()).collect(),
        false => own.columns.iter().map(String::as_str).collect(),
    };
    let row = |row: &'_ Vec<Option<String>>| -> Vec<String> {
        row.iter().map(|value| value.clone().unwrap_or_default()).collect()
    };
    let rows: Vec<Vec<String>> = own.rows.iter().map(row).collect();
    let records: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    Some((table.name.clone(), Sample::of(&names, &records)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inserted_rows_become_samples() {
        let script = "CREATE TABLE a (x int, \"Y\" text, z text);\n\
                      INSERT INTO public.a (x, \"Y\") VALUES (-1.5, 'it''s'), (2, upper('b')), (3, NULL);\n\
                      INSERT INTO a VALUES (4, '(,)', 'c');\nINSERT INTO a SELECT 1;\nINSERT INTO b VALUES (1);";
        let schema = sql::parse(script, Dialect::PostgreSql).schema;
        let samples = inserted(script, Dialect::PostgreSql, &schema);
        let shown: Vec<Vec<(&str, Vec<&str>)>> = (samples.iter())
            .map(|(_, sample)| {
                sample
                    .columns
                    .iter()
                    .map(|c| (c.name.as_str(), c.values.iter().map(String::as_str).collect()))
                    .collect()
            })
            .collect();
        assert_eq!(
            shown,
            [
                vec![("x", vec!["-1.5", "2", "3"]), ("Y", vec!["it's", ""])],
                vec![("x", vec!["4"]), ("Y", vec!["(,)"]), ("z", vec!["c"])],
            ]
        );
    }
}
