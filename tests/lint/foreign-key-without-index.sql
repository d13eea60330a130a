-- dialect: postgresql
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE orders (
  id int PRIMARY KEY,
  user_id int REFERENCES users, -- finds
  payer_id int REFERENCES users
);
CREATE INDEX ON orders (payer_id, id);
-- dialect: mysql
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, user_id int, FOREIGN KEY (user_id) REFERENCES users (id));
