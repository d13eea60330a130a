-- dialect: postgresql
CREATE TABLE events (
  id int PRIMARY KEY,
  payload json, -- finds
  extra jsonb
);
CREATE TABLE cities (id int PRIMARY KEY);
-- dialect: mysql
CREATE TABLE events (id int PRIMARY KEY, payload json);
