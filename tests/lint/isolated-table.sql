-- dialect: postgresql
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE a (id int PRIMARY KEY, user_id int REFERENCES users);
CREATE TABLE b (id int PRIMARY KEY, user_id int REFERENCES users);
CREATE TABLE c (id int PRIMARY KEY, user_id int REFERENCES users);
CREATE TABLE boats (id int PRIMARY KEY, name text); -- finds: 4 of 5
