-- dialect: postgresql
CREATE TABLE orders (
  id int PRIMARY KEY,
  status varchar(20), -- finds
  payment_status text CHECK (payment_status IN ('open', 'paid'))
);
CREATE TABLE addresses (id int PRIMARY KEY, city text, state text);
