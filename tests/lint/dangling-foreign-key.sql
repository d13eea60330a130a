-- dialect: postgresql
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE orders (
  id int PRIMARY KEY,
  user_id int REFERENCES usres, -- finds: usres
  payer_id int REFERENCES users
);
CREATE TABLE notes (id int PRIMARY KEY);
