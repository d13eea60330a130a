-- dialect: postgresql
CREATE TABLE users (
  id int PRIMARY KEY,
  zip integer, -- finds
  phone_number bigint, -- finds
  phone_count int,
  postal_code text
);
CREATE TABLE cities (id int PRIMARY KEY);
