-- dialect: postgresql
CREATE TABLE items (
  id int PRIMARY KEY,
  quantity varchar(10), -- finds
  unit_price text, -- finds
  amount_text text,
  stock int
);
CREATE TABLE cities (id int PRIMARY KEY);
