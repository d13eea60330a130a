-- dialect: postgresql
CREATE TABLE users ( -- finds: 3 columns
  user_id int PRIMARY KEY,
  user_name text,
  user_mail text,
  user_city text
);
CREATE TABLE orders (order_id int PRIMARY KEY, order_date date, note text, total int, city text);
