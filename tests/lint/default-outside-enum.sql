-- dialect: postgresql
CREATE TYPE state AS ENUM ('open', 'closed');
CREATE TABLE tickets (
  id int PRIMARY KEY,
  state state DEFAULT 'new', -- finds: open, closed
  other state DEFAULT 'open'
);
CREATE TABLE cities (id int PRIMARY KEY);
