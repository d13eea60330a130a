-- dialect: postgresql
CREATE TABLE orders (
  id integer PRIMARY KEY, -- finds
  note text
);
CREATE TABLE lines (id serial PRIMARY KEY);
CREATE TABLE countries (iso_number integer PRIMARY KEY);
