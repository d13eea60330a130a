-- dialect: mysql
CREATE TABLE users (id int PRIMARY KEY, email varchar(80), deleted_at datetime);
CREATE UNIQUE INDEX a ON users (email) WHERE deleted_at IS NULL; -- finds
CREATE INDEX b ON users (email);
-- dialect: postgresql
CREATE TABLE users (id int PRIMARY KEY, email varchar(80), deleted_at timestamptz);
CREATE UNIQUE INDEX a ON users (email) WHERE deleted_at IS NULL;
