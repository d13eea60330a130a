-- dialect: postgresql
CREATE TABLE users (
  id int PRIMARY KEY,
  phone1 text, -- finds: 3 columns
  phone2 text,
  phone3 text,
  address_line1 text, address_line2 text, address_line3 text
);
CREATE TABLE cities (id int PRIMARY KEY, point1 text, point2 int);
