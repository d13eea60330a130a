-- dialect: postgresql
CREATE TABLE users (
  id int PRIMARY KEY,
  email text, -- finds
  password_hash text
);
CREATE TABLE admins (id int PRIMARY KEY, email text UNIQUE, password_hash text);
CREATE TABLE guests (id int PRIMARY KEY, email text);
