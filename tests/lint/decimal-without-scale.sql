-- dialect: mysql
CREATE TABLE orders (
  id int PRIMARY KEY,
  price decimal, -- finds: DECIMAL(10,0)
  fee decimal(10,2)
);
CREATE TABLE cities (id int PRIMARY KEY);
-- dialect: postgresql
CREATE TABLE orders (id int PRIMARY KEY, price decimal);
