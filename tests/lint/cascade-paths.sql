-- dialect: sqlserver
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users (id) ON DELETE CASCADE);
CREATE TABLE lines (
  id int PRIMARY KEY,
  order_id int REFERENCES orders (id) ON DELETE CASCADE,
  user_id int REFERENCES users (id) ON DELETE CASCADE -- finds: begin at users
);
CREATE TABLE notes (id int PRIMARY KEY, order_id int REFERENCES orders (id) ON DELETE CASCADE, user_id int REFERENCES users (id));
-- dialect: postgresql
CREATE TABLE users (id int PRIMARY KEY, boss_id int REFERENCES users ON DELETE CASCADE);
