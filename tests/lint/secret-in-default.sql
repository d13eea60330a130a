-- dialect: postgresql
CREATE TABLE users (
  id int PRIMARY KEY,
  password text DEFAULT 'admin123', -- finds
  secret text DEFAULT '',
  name text DEFAULT 'nobody'
);
CREATE TABLE cities (id int PRIMARY KEY);
