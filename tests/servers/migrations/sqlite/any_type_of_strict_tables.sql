-- from
CREATE TABLE settings (name TEXT PRIMARY KEY, value, size TEXT);
-- rows
INSERT INTO settings VALUES ('color', 'red', '12'), ('width', 80, 'wide');
-- to
CREATE TABLE settings (name TEXT PRIMARY KEY, value ANY, size INTEGER) STRICT, WITHOUT ROWID;
-- expect SELECT value, typeof(value) FROM settings ORDER BY name => red|text;80|integer
