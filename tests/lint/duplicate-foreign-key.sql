-- dialect: postgresql
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users, payer_id int REFERENCES users);
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id); -- finds
CREATE TABLE notes (id int PRIMARY KEY, user_id int REFERENCES users);
