-- dialect: mysql
CREATE TABLE notes (id int PRIMARY KEY, body text) DEFAULT CHARSET=utf8; -- finds: notes keeps
CREATE TABLE users (id int PRIMARY KEY, name text) DEFAULT CHARSET=utf8mb4;
CREATE TABLE numbers (id int PRIMARY KEY) DEFAULT CHARSET=latin1;
