//! The query that asks a database for the sizes of its tables, in the form that `--stats` reads.

use crate::dialect::Dialect;

/// One row with a JSON object: a table's name to its `rows` and its `width` in bytes. Estimates of the catalog, so that
/// no table is read.
pub fn size_query(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::PostgreSql | Dialect::HeliosDb => {
            "SELECT json_object_agg(CASE WHEN n.nspname = 'public' THEN c.relname ELSE n.nspname || '.' || c.relname END,\n\
             \x20 json_build_object('rows', GREATEST(c.reltuples, 0)::bigint,\n\
             \x20   'width', COALESCE(pg_table_size(c.oid) / NULLIF(GREATEST(c.reltuples, 0), 0), 0)::bigint))\n\
             FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace\n\
             WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema';"
        }
        Dialect::MySql | Dialect::MariaDb => {
            "SELECT JSON_OBJECTAGG(table_name, JSON_OBJECT('rows', COALESCE(table_rows, 0), 'width', COALESCE(avg_row_length, 0)))\n\
             FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE';"
        }
        Dialect::SqlServer => {
            "SELECT '{' + STRING_AGG(CAST('\"' + STRING_ESCAPE(name, 'json') + '\": {\"rows\": ' + CAST(rows AS varchar(20))\n\
             \x20 + ', \"width\": ' + CAST(pages * 8192 / NULLIF(rows, 0) AS varchar(20)) + '}' AS nvarchar(max)), ', ') + '}'\n\
             FROM (SELECT t.name, SUM(s.row_count) AS rows, SUM(s.used_page_count) AS pages FROM sys.tables t\n\
             \x20 JOIN sys.dm_db_partition_stats s ON s.object_id = t.object_id AND s.index_id IN (0, 1) GROUP BY t.name) sizes\n\
             WHERE rows > 0;"
        }
        Dialect::Oracle => {
            "SELECT JSON_OBJECTAGG(LOWER(table_name) VALUE JSON_OBJECT('rows' VALUE NVL(num_rows, 0), 'width' VALUE NVL(avg_row_len, 0))\n\
             \x20 RETURNING CLOB) FROM user_tables;"
        }
        Dialect::Sqlite => {
            // Only there after ANALYZE; the first number of a row's statistics counts the rows.
            "SELECT json_group_object(tbl, json_object('rows', CAST(stat AS integer), 'width', 0))\n\
             FROM (SELECT tbl, MAX(stat) AS stat FROM sqlite_stat1 GROUP BY tbl);"
        }
    }
}
