-- dialect: postgresql
CREATE TABLE users (id int PRIMARY KEY, place int, name text);
CREATE INDEX a ON users USING rtree (place); -- finds: rtree
CREATE INDEX b ON users USING hash (name);
CREATE INDEX c ON users (place);
