-- dialect: postgresql
CREATE TABLE users (
  id int PRIMARY KEY,
  birth_date varchar(20), -- finds
  created_at text, -- finds
  looked_at text, -- finds
  date_format text,
  joined date
);
CREATE TABLE cities (id int PRIMARY KEY, found_at text);
