-- dialect: postgresql
CREATE TABLE users (
  id int PRIMARY KEY -- finds
);
ALTER TABLE users ALTER COLUMN id DROP NOT NULL;
CREATE TABLE cities (id int PRIMARY KEY);
