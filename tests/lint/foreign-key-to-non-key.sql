-- dialect: postgresql
CREATE TABLE users (id int PRIMARY KEY, name text, code text UNIQUE);
CREATE TABLE plain (id int);
CREATE TABLE orders (
  id int PRIMARY KEY,
  user_name text REFERENCES users (name), -- finds: no key
  user_code text REFERENCES users (code),
  city text REFERENCES users (city), -- finds: no column city
  plain_id int REFERENCES plain -- finds: no primary key
);
