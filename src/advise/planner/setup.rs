//! A schema and its statistics as statements that a PostgreSQL without rows can run.

use crate::advise::cost::SizedIndex;
use crate::advise::indexes::existing;
use crate::advise::statistics::{ColumnStatistics, Statistics};
use crate::dialect::Dialect;
use crate::schema::{QualifiedName, Schema};
use crate::sql;
use serde::Serialize;

/// What `open` in `public/planner/planner.js` takes.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PlannerSetup {
    pub setup: Vec<String>,
    pub statistics: Vec<String>,
    pub tables: Vec<TableSize>,
    pub keys: Vec<KeySize>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TableSize {
    pub name: String,
    pub pages: f64,
    pub rows: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KeySize {
    pub table: String,
    pub columns: Vec<String>,
    pub pages: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub levels: Option<u32>,
    pub rows: f64,
}

/// The empty tables of a schema in PostgreSQL, their statistics and sizes.
pub fn planner_setup(schema: &Schema, statistics: &Statistics) -> PlannerSetup {
    let dialect = Dialect::PostgreSql;
    let tables = || schema.tables.iter().zip(&statistics.tables);
    let column_statistics = tables().flat_map(|(table, sizes)| {
        let columns = table.columns.iter().zip(&sizes.columns);
        columns.map(|(column, own)| restored(&table.name, &column.name, own, sizes.rows)).collect::<Vec<_>>()
    });
    let key = |sized: &SizedIndex| {
        let table = &schema.tables[sized.shape.table];
        let columns = sized.shape.mentioned().into_iter().filter_map(|column| table.columns.get(column));
        KeySize {
            table: dialect.quote_qualified(&table.name),
            columns: columns.map(|column| column.name.clone()).collect(),
            pages: sized.pages,
            levels: sized.levels(),
            rows: sized.rows,
        }
    };
    PlannerSetup {
        setup: sql::render(schema, dialect).statements.into_iter().map(|statement| statement.sql).collect(),
        statistics: column_statistics.collect(),
        tables: tables()
            .map(|(table, sizes)| TableSize {
                name: dialect.quote_qualified(&table.name),
                pages: sizes.pages,
                rows: sizes.rows,
            })
            .collect(),
        keys: existing(schema, statistics).iter().map(|index| key(&index.sized)).collect(),
    }
}

/// The call of PostgreSQL 18's function that states what is known of a column.
fn restored(table: &QualifiedName, column: &str, own: &ColumnStatistics, rows: f64) -> String {
    let text = |value: &str| format!("'{}'", value.replace('\'', "''"));
    // Many values are a share of the rows, as `ANALYZE` stores it.
    let distinct = if own.distinct > rows * 0.1 { -(own.distinct / rows).min(1.0) } else { own.distinct };
    let schema = table.namespace.as_deref().unwrap_or("public");
    let mut call = format!(
        "SELECT pg_restore_attribute_stats('schemaname', {}, 'relname', {}, 'attname', {}, 'inherited', false, \
         'null_frac', {}::real, 'avg_width', {}, 'n_distinct', {distinct}::real, 'correlation', {}::real",
        text(schema),
        text(&table.name),
        text(column),
        own.null_fraction,
        own.width.round().max(1.0),
        own.correlation
    );
    let element = |value: String| format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""));
    let array = |values: Vec<String>| text(&format!("{{{}}}", values.join(",")));
    if !own.most_common.is_empty() {
        let values = own.most_common.iter().map(|(value, _)| element(value.text())).collect();
        let shares: Vec<String> = own.most_common.iter().map(|(_, share)| share.to_string()).collect();
        call += &format!(
            ", 'most_common_vals', {}::text, 'most_common_freqs', '{{{}}}'::real[]",
            array(values),
            shares.join(",")
        );
    }
    if own.histogram.len() > 1 {
        let bounds = own.histogram.iter().map(|value| element(value.text())).collect();
        call += &format!(", 'histogram_bounds', {}::text", array(bounds));
    }
    call + ");"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advise::read_statistics;

    #[test]
    fn tables_are_empty_and_their_statistics_stated() {
        let schema =
            sql::parse("CREATE TABLE t (id bigint PRIMARY KEY, kind varchar(9) NOT NULL);", Dialect::PostgreSql).schema;
        let sizes = r#"{"t": {"rows": 5000, "columns": {"kind": {"distinct": 2, "most_common": ["it's", "b"],
            "most_common_freqs": [0.75, 0.25]}}}}"#;
        let setup = planner_setup(&schema, &read_statistics(sizes, &schema).unwrap());
        assert_eq!(setup.setup.len(), 1);
        assert!(setup.statistics[0].contains("'n_distinct', -1::real"), "{}", setup.statistics[0]);
        let kind = &setup.statistics[1];
        assert!(kind.contains("'{\"it''s\",\"b\"}'::text, 'most_common_freqs', '{0.75,0.25}'::real[]"), "{kind}");
        assert_eq!((setup.tables[0].name.as_str(), setup.tables[0].rows), ("t", 5000.0));
        assert_eq!(setup.keys[0].columns, ["id"]);
    }
}
