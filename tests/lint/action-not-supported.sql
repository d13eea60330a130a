-- dialect: mysql
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE orders (
  id int PRIMARY KEY, user_id int DEFAULT 1, payer_id int,
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET DEFAULT, -- finds: SET DEFAULT
  FOREIGN KEY (payer_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE TABLE cities (id int PRIMARY KEY);
