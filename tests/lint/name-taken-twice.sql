-- dialect: postgresql
CREATE TABLE users (id int PRIMARY KEY, name text);
CREATE TABLE cities (id int PRIMARY KEY, name text);
CREATE INDEX by_name ON users (name);
CREATE INDEX by_name ON cities (name); -- finds: users.by_name has it
-- dialect: mysql
CREATE TABLE users (id int PRIMARY KEY, name varchar(9));
CREATE TABLE cities (id int PRIMARY KEY, name varchar(9));
CREATE INDEX by_name ON users (name);
CREATE INDEX by_name ON cities (name);
