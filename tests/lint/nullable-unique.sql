-- dialect: postgresql
CREATE TABLE prices (
  id int PRIMARY KEY,
  product_id int, shop_id int NOT NULL,
  UNIQUE (product_id, shop_id) -- finds: product_id
);
CREATE TABLE users (id int PRIMARY KEY, phone text UNIQUE);
-- dialect: sqlserver
CREATE TABLE users (
  id int PRIMARY KEY,
  phone varchar(20) NULL UNIQUE -- finds: one row with NULL
);
