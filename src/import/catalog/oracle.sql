SELECT ddl FROM (
  SELECT 0 AS place, ' ' AS name, TO_CLOB('-- schema-architect catalog: oracle') AS ddl FROM dual
  UNION ALL
  SELECT 1, sequence_name, DBMS_METADATA.GET_DDL('SEQUENCE', sequence_name) || ';' FROM user_sequences WHERE sequence_name NOT LIKE 'ISEQ$$%'
  UNION ALL
  SELECT 2, type_name, DBMS_METADATA.GET_DDL('TYPE', type_name) || CHR(10) || '/' FROM user_types WHERE type_name NOT LIKE 'SYS%'
  UNION ALL
  SELECT 3, table_name, DBMS_METADATA.GET_DDL('TABLE', table_name) || ';' FROM user_tables
  WHERE nested = 'NO' AND secondary = 'N' AND (iot_type IS NULL OR iot_type = 'IOT') AND table_name NOT LIKE 'BIN$%'
    AND table_name NOT IN (SELECT mview_name FROM user_mviews)
  UNION ALL
  SELECT 4, index_name, DBMS_METADATA.GET_DDL('INDEX', index_name) || ';' FROM user_indexes i
  WHERE index_type NOT IN ('LOB', 'IOT - TOP') AND generated = 'N'
    AND NOT EXISTS (SELECT 1 FROM user_constraints c WHERE c.index_name = i.index_name AND c.constraint_type IN ('P', 'U'))
  UNION ALL
  SELECT 5, view_name, DBMS_METADATA.GET_DDL('VIEW', view_name) || ';' FROM user_views
  UNION ALL
  SELECT 6, mview_name, DBMS_METADATA.GET_DDL('MATERIALIZED_VIEW', mview_name) || ';' FROM user_mviews
  UNION ALL
  SELECT 7, object_name, DBMS_METADATA.GET_DDL(object_type, object_name) || CHR(10) || '/' FROM user_objects WHERE object_type IN ('FUNCTION', 'PROCEDURE')
  UNION ALL
  SELECT 8, trigger_name, DBMS_METADATA.GET_DDL('TRIGGER', trigger_name) || CHR(10) || '/' FROM user_triggers WHERE base_object_type = 'TABLE'
  UNION ALL
  SELECT 9, table_name, TO_CLOB('COMMENT ON TABLE "' || table_name || '" IS ''' || REPLACE(comments, '''', '''''') || ''';')
  FROM user_tab_comments WHERE comments IS NOT NULL AND table_name NOT LIKE 'BIN$%'
  UNION ALL
  SELECT 9, table_name || '.', TO_CLOB('COMMENT ON COLUMN "' || table_name || '"."' || column_name || '" IS ''' || REPLACE(comments, '''', '''''') || ''';')
  FROM user_col_comments WHERE comments IS NOT NULL AND table_name NOT LIKE 'BIN$%'
  UNION ALL
  SELECT 10, table_name, TO_CLOB('-- statistics {"name": "' || LOWER(table_name) || '", "rows": ' || num_rows || ', "pages": ' || NVL(blocks, 0) || '}')
  FROM user_tables WHERE num_rows IS NOT NULL
) ORDER BY place, name;
