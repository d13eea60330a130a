-- dialect: postgresql
CREATE TABLE users (id bigint PRIMARY KEY, code varchar(20) UNIQUE);
CREATE TABLE orders (
  id int PRIMARY KEY,
  user_id int REFERENCES users, -- finds: integer refers to bigint
  payer uuid REFERENCES users, -- finds: uuid refers to bigint
  code varchar(40) REFERENCES users (code)
);
CREATE TABLE lines (id int PRIMARY KEY, order_id int REFERENCES orders);
-- dialect: mysql
CREATE TABLE users (id int unsigned PRIMARY KEY);
CREATE TABLE orders (
  id int PRIMARY KEY,
  user_id int, -- finds: integer refers to integer unsigned
  FOREIGN KEY (user_id) REFERENCES users (id)
);
