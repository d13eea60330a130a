-- dialect: postgresql
CREATE TABLE parts (
  id int PRIMARY KEY,
  parent_id int NOT NULL REFERENCES parts -- finds
);
CREATE TABLE folders (id int PRIMARY KEY, parent_id int REFERENCES folders);
