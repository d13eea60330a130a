//! Queries over the databases' catalogs whose result, saved as CSV, holds the statistics.

use crate::dialect::Dialect;

/// One query whose result has the columns that [`read_statistics`](super::read_statistics) knows.
pub fn catalog_query(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::PostgreSql | Dialect::HeliosDb => {
            "\
SELECT c.relname AS table_name, c.reltuples::bigint AS row_count, c.relpages AS pages, a.attname AS column_name,
       s.n_distinct, s.null_frac, s.avg_width, s.correlation, s.most_common_vals::text AS most_common_vals,
       s.most_common_freqs::text AS most_common_freqs, s.histogram_bounds::text AS histogram_bounds
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname
WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
ORDER BY c.relname, a.attnum;
"
        }
        Dialect::MySql | Dialect::MariaDb => {
            "\
SELECT c.TABLE_NAME AS table_name, t.TABLE_ROWS AS row_count, CEIL(t.DATA_LENGTH / 8192) AS pages,
       c.COLUMN_NAME AS column_name, MAX(s.CARDINALITY) AS n_distinct
FROM information_schema.COLUMNS c
JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME
LEFT JOIN information_schema.STATISTICS s ON s.TABLE_SCHEMA = c.TABLE_SCHEMA AND s.TABLE_NAME = c.TABLE_NAME
     AND s.COLUMN_NAME = c.COLUMN_NAME AND s.SEQ_IN_INDEX = 1
WHERE c.TABLE_SCHEMA = DATABASE() AND t.TABLE_TYPE = 'BASE TABLE'
GROUP BY c.TABLE_NAME, t.TABLE_ROWS, t.DATA_LENGTH, c.COLUMN_NAME, c.ORDINAL_POSITION
ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION;
"
        }
        Dialect::Oracle => {
            "\
SELECT c.table_name, t.num_rows AS row_count, t.blocks AS pages, c.column_name, c.num_distinct AS n_distinct,
       CASE WHEN t.num_rows > 0 THEN c.num_nulls / t.num_rows END AS null_frac, c.avg_col_len AS avg_width
FROM user_tab_col_statistics c
JOIN user_tables t ON t.table_name = c.table_name
ORDER BY c.table_name, c.column_name;
"
        }
        Dialect::SqlServer => {
            "\
SELECT t.name AS table_name, SUM(p.rows) AS row_count, MAX(u.used_page_count) AS pages, c.name AS column_name,
       c.max_length AS avg_width
FROM sys.tables t
JOIN sys.partitions p ON p.object_id = t.object_id AND p.index_id IN (0, 1)
JOIN sys.dm_db_partition_stats u ON u.partition_id = p.partition_id
JOIN sys.columns c ON c.object_id = t.object_id
GROUP BY t.name, c.name, c.column_id, c.max_length
ORDER BY t.name, c.column_id;
"
        }
        Dialect::Sqlite => {
            "\
-- Run ANALYZE first. The first number of stat is the number of rows.
SELECT tbl AS table_name, MAX(CAST(stat AS INTEGER)) AS row_count FROM sqlite_stat1 GROUP BY tbl ORDER BY tbl;
"
        }
    }
}
