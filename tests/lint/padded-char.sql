-- dialect: postgresql
CREATE TABLE users (
  id int PRIMARY KEY,
  name char(80), -- finds: 80 characters
  country_code char(20),
  sha256 char(64),
  initials char(3)
);
CREATE TABLE cities (id int PRIMARY KEY);
