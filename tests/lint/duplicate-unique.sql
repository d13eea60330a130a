-- dialect: postgresql
CREATE TABLE users (
  id int PRIMARY KEY,
  name text UNIQUE,
  UNIQUE (id) -- finds: users.(id)
);
CREATE UNIQUE INDEX by_name ON users (name); -- finds
CREATE TABLE cities (id int PRIMARY KEY, name text UNIQUE);
