-- dialect: mysql
CREATE TABLE users (
  id int PRIMARY KEY,
  locked enum('Y','N'), -- finds: Y, N
  kind enum('a','b')
);
CREATE TABLE cities (id int PRIMARY KEY);
