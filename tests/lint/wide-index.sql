-- dialect: postgresql
CREATE TABLE orders (id int PRIMARY KEY, a int, b int, c int, d int, e int, f int);
CREATE INDEX one ON orders (a, b, c, d, e, f); -- finds: 6 columns
CREATE INDEX two ON orders (b, a);
