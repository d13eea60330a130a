-- dialect: mysql
CREATE TABLE wide ( -- finds: 11 indexes
  id int PRIMARY KEY, a int, b int, c int, d int, e int, f int, g int, h int, i int, j int, k int,
  KEY (a), KEY (b), KEY (c), KEY (d), KEY (e), KEY (f), KEY (g), KEY (h), KEY (i), KEY (j), KEY (k)
);
CREATE TABLE narrow (id int PRIMARY KEY, a int, KEY (a));
