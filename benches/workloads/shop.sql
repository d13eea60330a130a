-- A web shop: catalogue, baskets, orders, reviews.
--: schema
CREATE TABLE customer (customer_id bigint PRIMARY KEY, email varchar(120) NOT NULL, country char(2) NOT NULL, marketing boolean NOT NULL, created_at timestamptz NOT NULL);
CREATE TABLE product (product_id bigint PRIMARY KEY, sku varchar(40) NOT NULL, name text NOT NULL, category_id integer NOT NULL, price numeric(10,2) NOT NULL, active boolean NOT NULL, tags text[] NOT NULL);
CREATE TABLE shop_order (order_id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customer, state varchar(12) NOT NULL, placed_at timestamptz NOT NULL, total numeric(12,2) NOT NULL, voucher varchar(20));
CREATE TABLE order_line (order_id bigint NOT NULL REFERENCES shop_order, line_no integer NOT NULL, product_id bigint NOT NULL REFERENCES product, quantity integer NOT NULL, price numeric(10,2) NOT NULL, PRIMARY KEY (order_id, line_no));
CREATE TABLE review (review_id bigint PRIMARY KEY, product_id bigint NOT NULL REFERENCES product, customer_id bigint NOT NULL REFERENCES customer, stars smallint NOT NULL, body text, approved_at timestamptz);
--: rows
INSERT INTO customer SELECT i, 'User' || i || '@Example' || i % 50 || '.com', (ARRAY['DE','FR','US','GB','NL','IT'])[1 + i % 6], i % 3 = 0, timestamptz '2020-01-01' + i * interval '20 minutes' FROM generate_series(1, 100000) i;
INSERT INTO product SELECT i, 'SKU-' || md5(i::text), 'Product ' || md5((i * 7)::text) || ' ' || md5((i*3)::text), i % 300, (random() * 500)::numeric(10,2), i % 20 <> 0, ARRAY['tag' || i % 400, 'tag' || i % 77] FROM generate_series(1, 40000) i;
INSERT INTO shop_order SELECT i, 1 + (random() * 99999)::int, (ARRAY['paid','shipped','done','done','done','done','done','done','done','done'])[1 + (random()*9)::int], timestamptz '2021-01-01' + i * interval '3 minutes', (random() * 900)::numeric(12,2), CASE WHEN random() < 0.01 THEN 'V' || (random()*500)::int END FROM generate_series(1, 400000) i;
UPDATE shop_order SET state = 'new' WHERE order_id > 398500;
INSERT INTO order_line SELECT o, l, 1 + (random() * 39999)::int, 1 + l, (random() * 100)::numeric(10,2) FROM generate_series(1, 400000) o, generate_series(1, 2) l;
INSERT INTO review SELECT i, 1 + (random() * 39999)::int, 1 + (random() * 99999)::int, 1 + (random() * 4)::int, md5(i::text) || md5((i+1)::text) || md5((i+2)::text), CASE WHEN random() < 0.97 THEN now() - i * interval '1 minute' END FROM generate_series(1, 150000) i;
--: queries
-- name: login, frequency: 20000
SELECT customer_id, email FROM customer WHERE lower(email) = 'user77@example27.com';
-- name: history, frequency: 8000
SELECT order_id, placed_at, total, state FROM shop_order WHERE customer_id = 4711 ORDER BY placed_at DESC LIMIT 10;
-- name: lines, frequency: 9000
SELECT l.quantity, l.price, p.name FROM order_line l JOIN product p ON p.product_id = l.product_id WHERE l.order_id = 123456;
-- name: to_ship, frequency: 1500
SELECT order_id, customer_id FROM shop_order WHERE state = 'new' ORDER BY placed_at LIMIT 50;
-- name: category_page, frequency: 15000
SELECT product_id, name, price FROM product WHERE category_id = 42 AND active ORDER BY price LIMIT 24;
-- name: by_sku, frequency: 5000
SELECT product_id, price FROM product WHERE sku = 'SKU-c4ca4238a0b923820dcc509a6f75849b';
-- name: by_tag, frequency: 900
SELECT product_id, name FROM product WHERE tags @> ARRAY['tag7'];
-- name: stars, frequency: 12000
SELECT avg(stars), count(*) FROM review WHERE product_id = 333 AND approved_at IS NOT NULL;
-- name: moderation, frequency: 300
SELECT review_id, body FROM review WHERE approved_at IS NULL ORDER BY review_id LIMIT 20;
-- name: also_bought, frequency: 500
SELECT b.product_id, count(*) FROM order_line a JOIN order_line b ON b.order_id = a.order_id WHERE a.product_id = 99 AND b.product_id <> 99 GROUP BY b.product_id ORDER BY 2 DESC LIMIT 5;
-- name: daily_sales, frequency: 24
SELECT date_trunc('day', placed_at), sum(total) FROM shop_order WHERE placed_at >= '2023-03-01' AND placed_at < '2023-03-08' GROUP BY 1;
-- name: vouchers, frequency: 10
SELECT voucher, count(*) FROM shop_order WHERE voucher IS NOT NULL GROUP BY voucher;
-- name: place, frequency: 2000
INSERT INTO shop_order (order_id, customer_id, state, placed_at, total) VALUES (1, 2, 'new', now(), 10);
-- name: add_line, frequency: 5000
INSERT INTO order_line (order_id, line_no, product_id, quantity, price) VALUES (1, 9, 3, 1, 10);
-- name: move, frequency: 4000
UPDATE shop_order SET state = 'paid' WHERE order_id = 77;
--: expert
CREATE INDEX ON customer (lower(email));
CREATE INDEX ON shop_order (customer_id, placed_at);
CREATE INDEX ON shop_order (placed_at) WHERE state = 'new';
CREATE INDEX ON product (category_id, price) WHERE active;
CREATE INDEX ON product (sku);
CREATE INDEX ON product USING gin (tags);
CREATE INDEX ON review (product_id, approved_at) INCLUDE (stars);
CREATE INDEX ON review (review_id) WHERE approved_at IS NULL;
CREATE INDEX ON order_line (product_id) INCLUDE (order_id);
CREATE INDEX ON shop_order USING brin (placed_at);
CREATE INDEX ON shop_order (voucher) WHERE voucher IS NOT NULL;
