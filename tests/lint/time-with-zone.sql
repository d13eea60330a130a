-- dialect: postgresql
CREATE TABLE shifts (
  id int PRIMARY KEY,
  starts timetz, -- finds
  ends time
);
CREATE TABLE days (id int PRIMARY KEY);
