-- from
CREATE TABLE customers (id int PRIMARY KEY, name text);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, currency text NOT NULL, loyalty int, FOREIGN KEY (customer_id) REFERENCES customers (id));
CREATE TABLE lines (id int PRIMARY KEY, order_id int, amount int, FOREIGN KEY (order_id) REFERENCES orders (id));
-- rows
INSERT INTO customers VALUES (1, 'Ann'), (2, 'Bob'), (3, 'Cem');
INSERT INTO orders VALUES (1, 1, 'EUR', 7), (2, 1, 'USD', NULL), (3, 2, 'EUR', 5), (4, 2, 'EUR', 5);
INSERT INTO lines VALUES (1, 1, 10), (2, 2, 20), (3, NULL, 30), (4, 4, 40);
-- to
CREATE TABLE customers (id int PRIMARY KEY, name text, loyalty int);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, FOREIGN KEY (customer_id) REFERENCES customers (id));
CREATE TABLE lines (id int PRIMARY KEY, order_id int, amount int, currency text, FOREIGN KEY (order_id) REFERENCES orders (id));
-- expect select id, loyalty from customers order by id => 1|7;2|5;3|
-- expect select id, currency from lines order by id => 1|EUR;2|USD;3|;4|EUR
