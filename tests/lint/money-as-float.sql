-- dialect: postgresql
CREATE TABLE orders (
  id int PRIMARY KEY,
  total_price double precision, -- finds
  discount real, -- finds
  discount_rate real,
  fee decimal(10,2)
);
CREATE TABLE cities (id int PRIMARY KEY, latitude double precision);
