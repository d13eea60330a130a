-- dialect: mysql
CREATE TABLE notes (
  id int PRIMARY KEY, body text, title varchar(80), extra text,
  KEY a (body), -- finds: prefix length
  KEY b (title),
  KEY c (extra(20))
);
-- dialect: postgresql
CREATE TABLE notes (id int PRIMARY KEY, body text, title text);
CREATE INDEX a ON notes (body); -- finds: 2,700
CREATE INDEX b ON notes (title);
