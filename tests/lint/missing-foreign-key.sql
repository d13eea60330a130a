-- dialect: postgresql
CREATE TABLE users (id int PRIMARY KEY, parent_id int REFERENCES users);
CREATE TABLE addresses (id int PRIMARY KEY, user_id int); -- finds: looks like a reference to users
CREATE TABLE orders (
  id int PRIMARY KEY,
  user_id int REFERENCES users,
  billing_address_id int, -- finds: reference to addresses
  external_id int,
  address_type text,
  session_id uuid
);
