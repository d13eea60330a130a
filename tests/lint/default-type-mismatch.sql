-- dialect: postgresql
CREATE TABLE users (
  id int PRIMARY KEY,
  age int DEFAULT 'unknown', -- finds: 'unknown'
  size int DEFAULT '7',
  is_tall boolean DEFAULT 'f',
  born date DEFAULT 'soon' -- finds
);
CREATE TABLE cities (id int PRIMARY KEY, name text DEFAULT 'unknown');
