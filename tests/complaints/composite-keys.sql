-- ! Composite foreign keys are missing (drawdb 512), and the order of a composite key is lost (dbml 299)
-- ! dialect postgresql
-- ! table a: x, y, z
-- ! table b: p, q
-- ! relation b(p, q) -> a(y, x)
-- ! in mysql: PRIMARY KEY (y, x)
-- ! in sqlserver: PRIMARY KEY (y, x)
-- ! in oracle: FOREIGN KEY (p, q) REFERENCES a (y, x)
CREATE TABLE a (x int, y int, z jsonb, PRIMARY KEY (y, x));
CREATE TABLE b (p int, q int, FOREIGN KEY (p, q) REFERENCES a (y, x));
