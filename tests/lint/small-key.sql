-- dialect: postgresql
CREATE TABLE orders (
  id smallserial PRIMARY KEY -- finds: smallint
);
CREATE TABLE lines (id serial PRIMARY KEY, order_id smallint REFERENCES orders);
CREATE TABLE kinds (id smallint PRIMARY KEY);
