-- dialect: postgresql
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE user_names (user_id int PRIMARY KEY REFERENCES users, name varchar(80) NOT NULL); -- finds: name
CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users);
