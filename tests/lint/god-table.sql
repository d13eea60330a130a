-- dialect: postgresql
CREATE TABLE customers (id int PRIMARY KEY, -- finds: 51 columns
  a1 int, a2 int, a3 int, a4 int, a5 int, a6 int, a7 int, a8 int, a9 int, a10 int,
  b1 int, b2 int, b3 int, b4 int, b5 int, b6 int, b7 int, b8 int, b9 int, b10 int,
  c1 int, c2 int, c3 int, c4 int, c5 int, c6 int, c7 int, c8 int, c9 int, c10 int,
  d1 int, d2 int, d3 int, d4 int, d5 int, d6 int, d7 int, d8 int, d9 int, d10 int,
  e1 int, e2 int, e3 int, e4 int, e5 int, e6 int, e7 int, e8 int, e9 int, e10 int);
CREATE TABLE cities (id int PRIMARY KEY);
