//! Queries over the databases' own counts of statements, whose result, saved as CSV, is a workload.

use crate::dialect::Dialect;

/// One query whose result has the columns `query` and `calls`; `None` where the database counts nothing.
pub fn workload_query(dialect: Dialect) -> Option<&'static str> {
    match dialect {
        Dialect::PostgreSql => Some(
            "\
-- Needs the extension pg_stat_statements, which counts from its last reset on.
SELECT s.queryid, s.query, s.calls
FROM pg_stat_statements s
JOIN pg_database d ON d.oid = s.dbid
WHERE d.datname = current_database() AND s.query ~* '^\\s*(select|with|insert|update|delete|merge)\\M'
ORDER BY s.total_exec_time DESC
LIMIT 200;
",
        ),
        Dialect::MySql => Some(
            "\
-- Counts since the server's start; a statement stands for all that differ in literals only.
SELECT DIGEST AS id, COALESCE(QUERY_SAMPLE_TEXT, DIGEST_TEXT) AS query, COUNT_STAR AS calls
FROM performance_schema.events_statements_summary_by_digest
WHERE SCHEMA_NAME = DATABASE() AND DIGEST_TEXT REGEXP '^(SELECT|WITH|INSERT|REPLACE|UPDATE|DELETE)'
ORDER BY SUM_TIMER_WAIT DESC
LIMIT 200;
",
        ),
        Dialect::MariaDb => Some(
            "\
-- Needs performance_schema = ON; counts since the server's start.
SELECT DIGEST AS id, DIGEST_TEXT AS query, COUNT_STAR AS calls
FROM performance_schema.events_statements_summary_by_digest
WHERE SCHEMA_NAME = DATABASE() AND DIGEST_TEXT REGEXP '^(SELECT|WITH|INSERT|REPLACE|UPDATE|DELETE)'
ORDER BY SUM_TIMER_WAIT DESC
LIMIT 200;
",
        ),
        Dialect::Oracle => Some(
            "\
-- What is in the shared pool now: select, insert, update, delete and merge of this user.
SELECT sql_id AS id, sql_fulltext AS query, executions AS calls
FROM v$sqlarea
WHERE parsing_schema_name = USER AND command_type IN (2, 3, 6, 7, 189)
ORDER BY elapsed_time DESC
FETCH FIRST 200 ROWS ONLY;
",
        ),
        Dialect::SqlServer => Some(
            "\
-- What is in the plan cache now.
SELECT TOP (200) SUBSTRING(t.text, s.statement_start_offset / 2 + 1,
       (CASE s.statement_end_offset WHEN -1 THEN DATALENGTH(t.text) ELSE s.statement_end_offset END
        - s.statement_start_offset) / 2 + 1) AS query, s.execution_count AS calls
FROM sys.dm_exec_query_stats s
CROSS APPLY sys.dm_exec_sql_text(s.sql_handle) t
WHERE t.dbid = DB_ID()
ORDER BY s.total_elapsed_time DESC;
",
        ),
        Dialect::Sqlite | Dialect::HeliosDb => None,
    }
}
