-- dialect: mysql
CREATE TABLE users (
  id int PRIMARY KEY,
  name varchar(255), -- finds: 5 of 6
  zip varchar(255),
  country varchar(255),
  city varchar(255),
  street varchar(255),
  code varchar(8)
);
CREATE TABLE cities (id int PRIMARY KEY);
