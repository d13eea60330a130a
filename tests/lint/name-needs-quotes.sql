-- dialect: postgresql
CREATE TABLE users (
  id int PRIMARY KEY,
  "userName" text, -- finds: 2 names of users
  "e-mail" text
);
CREATE TABLE orders (id int PRIMARY KEY, UserName text);
-- dialect: mysql
CREATE TABLE Users (id int PRIMARY KEY, userName text);
CREATE TABLE `$[prefix]comments` (id int PRIMARY KEY);
CREATE TABLE `User data` ( -- finds
  id int PRIMARY KEY
);
