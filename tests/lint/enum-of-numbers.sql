-- dialect: mysql
CREATE TABLE tickets (
  id int PRIMARY KEY,
  level enum('3','2','1'), -- finds: 3, 2, 1
  kind enum('a','b')
);
CREATE TABLE cities (id int PRIMARY KEY);
