-- dialect: mysql
CREATE TABLE orders (
  order_id int PRIMARY KEY,
  customer_id int,
  shipped_at date,
  created_at date,
  delivery_note text,
  totalAmount int, -- finds: 6 of 7 column names
  note text
);
CREATE TABLE customers (customer_id int PRIMARY KEY);
