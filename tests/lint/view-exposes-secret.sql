-- dialect: postgresql
CREATE TABLE users (id int PRIMARY KEY, name text, password_hash text);
CREATE VIEW accounts AS SELECT * FROM users; -- finds: all columns
CREATE VIEW names AS SELECT id, name FROM users;
CREATE VIEW logins AS SELECT name, password_hash FROM users; -- finds: names it
CREATE VIEW counts AS SELECT count(*) FROM users;
