-- dialect: postgresql
CREATE TABLE users (
  id int PRIMARY KEY,
  photo bytea, -- finds
  salt bytea
);
CREATE TABLE attachments (id int PRIMARY KEY, data bytea); -- finds
CREATE TABLE cities (id int PRIMARY KEY);
