SELECT ddl FROM (
  SELECT 0 AS place, CAST('' AS nvarchar(600)) AS name, 0 AS part, CAST('-- schema-architect catalog: sqlserver' AS nvarchar(max)) AS ddl
  UNION ALL
  SELECT 1, s.name, 0, 'CREATE SCHEMA ' + QUOTENAME(s.name) + ';' FROM sys.schemas s
  WHERE s.name <> 'dbo' AND EXISTS (SELECT 1 FROM sys.tables t WHERE t.schema_id = s.schema_id)
  UNION ALL
  SELECT 2, SCHEMA_NAME(schema_id) + '.' + name, 0, 'CREATE TABLE ' + QUOTENAME(SCHEMA_NAME(schema_id)) + '.' + QUOTENAME(name) + ' (' FROM sys.tables WHERE is_ms_shipped = 0
  UNION ALL
  SELECT 2, SCHEMA_NAME(t.schema_id) + '.' + t.name, c.column_id, CASE WHEN c.column_id = (SELECT MIN(column_id) FROM sys.columns f WHERE f.object_id = t.object_id) THEN '  ' ELSE '  , ' END + QUOTENAME(c.name) + ' '
    + CASE WHEN m.definition IS NOT NULL THEN 'AS ' + m.definition + CASE WHEN m.is_persisted = 1 THEN ' PERSISTED' ELSE '' END ELSE
      y.name + CASE WHEN y.name IN ('varchar', 'char', 'varbinary', 'binary') THEN '(' + CASE WHEN c.max_length = -1 THEN 'max' ELSE CAST(c.max_length AS varchar(10)) END + ')'
        WHEN y.name IN ('nvarchar', 'nchar') THEN '(' + CASE WHEN c.max_length = -1 THEN 'max' ELSE CAST(c.max_length / 2 AS varchar(10)) END + ')'
        WHEN y.name IN ('decimal', 'numeric') THEN '(' + CAST(c.precision AS varchar(10)) + ', ' + CAST(c.scale AS varchar(10)) + ')'
        WHEN y.name IN ('datetime2', 'datetimeoffset', 'time') THEN '(' + CAST(c.scale AS varchar(10)) + ')' ELSE '' END
      + CASE WHEN i.object_id IS NOT NULL THEN ' IDENTITY(' + CAST(i.seed_value AS varchar(40)) + ', ' + CAST(i.increment_value AS varchar(40)) + ')' ELSE '' END
      + CASE WHEN c.is_nullable = 0 THEN ' NOT NULL' ELSE ' NULL' END
      + CASE WHEN d.definition IS NOT NULL THEN ' CONSTRAINT ' + QUOTENAME(d.name) + ' DEFAULT ' + d.definition ELSE '' END END
  FROM sys.tables t JOIN sys.columns c ON c.object_id = t.object_id JOIN sys.types y ON y.user_type_id = c.user_type_id
  LEFT JOIN sys.computed_columns m ON m.object_id = c.object_id AND m.column_id = c.column_id
  LEFT JOIN sys.identity_columns i ON i.object_id = c.object_id AND i.column_id = c.column_id
  LEFT JOIN sys.default_constraints d ON d.object_id = c.default_object_id
  WHERE t.is_ms_shipped = 0
  UNION ALL
  SELECT 2, SCHEMA_NAME(t.schema_id) + '.' + t.name, 10000, '  , CONSTRAINT ' + QUOTENAME(k.name) + CASE k.type WHEN 'PK' THEN ' PRIMARY KEY ' ELSE ' UNIQUE ' END + x.type_desc + ' ('
    + STUFF((SELECT ', ' + QUOTENAME(c.name) + CASE WHEN p.is_descending_key = 1 THEN ' DESC' ELSE '' END
      FROM sys.index_columns p JOIN sys.columns c ON c.object_id = p.object_id AND c.column_id = p.column_id
      WHERE p.object_id = x.object_id AND p.index_id = x.index_id AND p.is_included_column = 0 ORDER BY p.key_ordinal FOR XML PATH(''), TYPE).value('.', 'nvarchar(max)'), 1, 2, '') + ')'
  FROM sys.key_constraints k JOIN sys.tables t ON t.object_id = k.parent_object_id JOIN sys.indexes x ON x.object_id = k.parent_object_id AND x.index_id = k.unique_index_id
  WHERE t.is_ms_shipped = 0
  UNION ALL
  SELECT 2, SCHEMA_NAME(t.schema_id) + '.' + t.name, 10001, '  , CONSTRAINT ' + QUOTENAME(k.name) + ' CHECK ' + k.definition
  FROM sys.check_constraints k JOIN sys.tables t ON t.object_id = k.parent_object_id WHERE t.is_ms_shipped = 0
  UNION ALL
  SELECT 2, SCHEMA_NAME(schema_id) + '.' + name, 10002, ');' FROM sys.tables WHERE is_ms_shipped = 0
  UNION ALL
  SELECT 3, k.name, 0, 'ALTER TABLE ' + QUOTENAME(SCHEMA_NAME(t.schema_id)) + '.' + QUOTENAME(t.name) + ' ADD CONSTRAINT ' + QUOTENAME(k.name) + ' FOREIGN KEY ('
    + STUFF((SELECT ', ' + QUOTENAME(COL_NAME(f.parent_object_id, f.parent_column_id)) FROM sys.foreign_key_columns f
      WHERE f.constraint_object_id = k.object_id ORDER BY f.constraint_column_id FOR XML PATH(''), TYPE).value('.', 'nvarchar(max)'), 1, 2, '')
    + ') REFERENCES ' + QUOTENAME(OBJECT_SCHEMA_NAME(k.referenced_object_id)) + '.' + QUOTENAME(OBJECT_NAME(k.referenced_object_id)) + ' ('
    + STUFF((SELECT ', ' + QUOTENAME(COL_NAME(f.referenced_object_id, f.referenced_column_id)) FROM sys.foreign_key_columns f
      WHERE f.constraint_object_id = k.object_id ORDER BY f.constraint_column_id FOR XML PATH(''), TYPE).value('.', 'nvarchar(max)'), 1, 2, '')
    + ') ON DELETE ' + REPLACE(k.delete_referential_action_desc, '_', ' ') + ' ON UPDATE ' + REPLACE(k.update_referential_action_desc, '_', ' ') + ';'
  FROM sys.foreign_keys k JOIN sys.tables t ON t.object_id = k.parent_object_id WHERE t.is_ms_shipped = 0
  UNION ALL
  SELECT 4, x.name, 0, 'CREATE ' + CASE WHEN x.is_unique = 1 THEN 'UNIQUE ' ELSE '' END + x.type_desc + ' INDEX ' + QUOTENAME(x.name) + ' ON ' + QUOTENAME(SCHEMA_NAME(t.schema_id)) + '.' + QUOTENAME(t.name) + ' ('
    + STUFF((SELECT ', ' + QUOTENAME(COL_NAME(p.object_id, p.column_id)) + CASE WHEN p.is_descending_key = 1 THEN ' DESC' ELSE '' END FROM sys.index_columns p
      WHERE p.object_id = x.object_id AND p.index_id = x.index_id AND p.is_included_column = 0 ORDER BY p.key_ordinal FOR XML PATH(''), TYPE).value('.', 'nvarchar(max)'), 1, 2, '') + ')'
    + ISNULL(' INCLUDE (' + STUFF((SELECT ', ' + QUOTENAME(COL_NAME(p.object_id, p.column_id)) FROM sys.index_columns p
      WHERE p.object_id = x.object_id AND p.index_id = x.index_id AND p.is_included_column = 1 ORDER BY p.index_column_id FOR XML PATH(''), TYPE).value('.', 'nvarchar(max)'), 1, 2, '') + ')', '')
    + ISNULL(' WHERE ' + x.filter_definition, '') + ';'
  FROM sys.indexes x JOIN sys.tables t ON t.object_id = x.object_id
  WHERE t.is_ms_shipped = 0 AND x.type IN (1, 2) AND x.is_primary_key = 0 AND x.is_unique_constraint = 0
  UNION ALL
  SELECT 5, RIGHT('0000000000' + CAST(o.object_id AS varchar(12)), 12), 0, 'GO' + CHAR(10) + m.definition + CHAR(10) + 'GO'
  FROM sys.sql_modules m JOIN sys.objects o ON o.object_id = m.object_id WHERE o.is_ms_shipped = 0
  UNION ALL
  SELECT 6, t.name, 0, '-- statistics {"name": "' + t.name + '", "rows": ' + CAST(SUM(p.rows) AS varchar(20)) + '}'
  FROM sys.tables t JOIN sys.partitions p ON p.object_id = t.object_id AND p.index_id IN (0, 1) WHERE t.is_ms_shipped = 0 GROUP BY t.name
) line ORDER BY place, name, part, ddl;
