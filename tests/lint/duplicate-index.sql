-- dialect: postgresql
CREATE TABLE users (id int PRIMARY KEY, name text, city text);
CREATE INDEX a ON users (name);
CREATE INDEX b ON users (name); -- finds: same as a
CREATE INDEX c ON users (name) WHERE city = 'x';
CREATE INDEX d ON users (name DESC);
