-- dialect: postgresql
CREATE TABLE a (x int, y int, PRIMARY KEY (x, y));
CREATE TABLE b (
  id int PRIMARY KEY,
  x int REFERENCES a -- finds: with 1 columns to 2
);
CREATE TABLE c (x int, y int, FOREIGN KEY (x, y) REFERENCES a);
