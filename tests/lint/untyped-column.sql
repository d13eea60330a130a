-- dialect: sqlite
CREATE TABLE notes (
  id integer PRIMARY KEY,
  body, -- finds
  title text
);
CREATE TABLE cities (id integer PRIMARY KEY);
