-- from
CREATE TABLE sales (sale_no int PRIMARY KEY, shop_code text NOT NULL, shop_city text, amount int);
-- rows
INSERT INTO sales VALUES (1, 'n', 'Oslo', 5), (2, 'n', 'Oslo', 6), (3, 's', NULL, 7);
-- to
CREATE TABLE shops (code text PRIMARY KEY, city text);
CREATE TABLE receipts (sale_no int PRIMARY KEY, shop_code text NOT NULL, amount int, FOREIGN KEY (shop_code) REFERENCES shops (code));
-- expect select code, city from shops order by code => n|Oslo;s|None
-- expect select sale_no, shop_code, amount from receipts order by 1 => 1|n|5;2|n|6;3|s|7
