-- dialect: postgresql
CREATE TABLE users (id int PRIMARY KEY, name text, email text, city text, joined date); -- finds: 4 columns
CREATE TABLE cities (id int PRIMARY KEY, name text NOT NULL, state text, lord text, song text);
CREATE TABLE pairs (id int PRIMARY KEY, a text, b text);
