-- dialect: postgresql
CREATE TABLE visits (page text, at timestamptz); -- finds
CREATE TABLE codes (code text NOT NULL UNIQUE, label text); -- finds: identifies its rows
CREATE TABLE users (id int PRIMARY KEY);
