-- dialect: postgresql
CREATE TABLE "order" ( -- finds: reserved
  id int PRIMARY KEY,
  "user" int, -- finds: reserved in PostgreSQL
  "time" int,
  owner int
);
CREATE TABLE orders (id int PRIMARY KEY);
-- dialect: mysql
CREATE TABLE orders (
  `rank` int -- finds
);
