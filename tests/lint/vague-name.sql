-- dialect: postgresql
CREATE TABLE users (
  id int PRIMARY KEY,
  field1 text, -- finds: field1 and misc
  misc text,
  value text
);
CREATE TABLE users_old (id int PRIMARY KEY); -- finds: leftover
CREATE TABLE tmp (id int PRIMARY KEY); -- finds
CREATE TABLE values_old (id int PRIMARY KEY, first_name text);
