-- dialect: oracle
CREATE TABLE orders (
  id number(10) PRIMARY KEY,
  quantity number(10) CHECK (quantity > 0) -- finds
);
CREATE TABLE lines (id number(10) PRIMARY KEY, n number(10) CONSTRAINT n_positive CHECK (n > 0));
-- dialect: postgresql
CREATE TABLE orders (id int PRIMARY KEY, quantity int CHECK (quantity > 0));
