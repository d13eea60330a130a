SELECT '-- schema-architect catalog: sqlite' AS ddl
UNION ALL
SELECT ddl FROM (
  SELECT sql || ';' AS ddl FROM sqlite_master
  WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
  ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 WHEN 'view' THEN 2 ELSE 3 END, rowid
);
