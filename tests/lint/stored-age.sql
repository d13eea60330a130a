-- dialect: postgresql
CREATE TABLE patients (
  id int PRIMARY KEY,
  age int, -- finds
  birth_date date
);
CREATE TABLE wines (id int PRIMARY KEY, age int);
