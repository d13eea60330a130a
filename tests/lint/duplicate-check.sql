-- dialect: postgresql
CREATE TABLE items (
  id int PRIMARY KEY,
  n int CHECK (n > 0),
  m int CHECK (m > 0),
  CONSTRAINT again CHECK (n > 0) -- finds: n > 0
);
CREATE TABLE cities (id int PRIMARY KEY);
