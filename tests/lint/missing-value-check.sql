-- dialect: postgresql
CREATE TABLE lines (
  id int PRIMARY KEY,
  quantity int, -- finds: quantity and unit_price
  unit_price decimal(10,2),
  stock int CHECK (stock >= 0),
  balance int
);
CREATE TABLE cities (id int PRIMARY KEY);
