-- dialect: postgresql
CREATE TABLE things (id serial PRIMARY KEY); -- finds
CREATE TABLE colours (name text PRIMARY KEY);
CREATE TABLE users (id serial PRIMARY KEY, name text);
