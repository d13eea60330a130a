-- from
CREATE TABLE orders (id int PRIMARY KEY, total int, note varchar(10));
CREATE VIEW big AS SELECT id, total FROM orders WHERE total > 10;
CREATE VIEW bigger AS SELECT id FROM big WHERE total > 100;
CREATE MATERIALIZED VIEW sums AS SELECT sum(total) AS total FROM orders;
CREATE INDEX sums_total ON sums (total);
-- rows
INSERT INTO orders VALUES (1, 5, 'a'), (2, 50, NULL), (3, 500, 'c');
-- to
CREATE TABLE orders (id int PRIMARY KEY, total numeric(12,2), note text);
CREATE VIEW big AS SELECT id, total FROM orders WHERE total > 10;
CREATE VIEW bigger AS SELECT id FROM big WHERE total > 100;
CREATE MATERIALIZED VIEW sums AS SELECT sum(total) AS total FROM orders;
CREATE INDEX sums_total ON sums (total);
-- expect select id, total from big order by id => 2|50.00;3|500.00
