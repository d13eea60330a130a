-- dialect: mysql
CREATE TABLE notes (
  id int PRIMARY KEY,
  body text DEFAULT 'none', -- finds
  title varchar(80) DEFAULT 'none'
);
CREATE TABLE cities (id int PRIMARY KEY, body text);
