-- dialect: mysql
CREATE TABLE users (
  id int PRIMARY KEY,
  seen datetime DEFAULT '0000-00-00 00:00:00', -- finds
  joined datetime DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE cities (id int PRIMARY KEY);
