-- dialect: postgresql
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE orders (
  id int PRIMARY KEY,
  user_id int REFERENCES users ON DELETE SET DEFAULT, -- finds
  payer_id int DEFAULT 1 REFERENCES users ON DELETE SET DEFAULT
);
CREATE TABLE notes (id int PRIMARY KEY);
