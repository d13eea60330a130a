-- dialect: postgresql
CREATE TABLE users (id int PRIMARY KEY, is_active boolean, city text);
CREATE INDEX a ON users (is_active); -- finds: boolean
CREATE INDEX b ON users (is_active, city);
CREATE INDEX c ON users (city) WHERE is_active;
CREATE INDEX d ON users (is_active) WHERE NOT is_active;
-- dialect: mysql
CREATE TABLE pages (id int PRIMARY KEY, is_hidden tinyint(1), ordering tinyint(1), active tinyint(1));
CREATE INDEX a ON pages (is_hidden); -- finds: boolean
CREATE INDEX b ON pages (ordering);
CREATE INDEX c ON pages (active); -- finds: boolean
