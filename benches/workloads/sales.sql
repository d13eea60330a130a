-- A star of analytics: a fact table and its dimensions, reports by time and place.
--: schema
CREATE TABLE dim_date (date_key integer PRIMARY KEY, day date NOT NULL, month integer NOT NULL, quarter integer NOT NULL, year integer NOT NULL);
CREATE TABLE dim_store (store_key integer PRIMARY KEY, store_name varchar(60) NOT NULL, region varchar(20) NOT NULL, country char(2) NOT NULL);
CREATE TABLE dim_item (item_key integer PRIMARY KEY, item_code varchar(20) NOT NULL, brand varchar(30) NOT NULL, class varchar(30) NOT NULL);
CREATE TABLE dim_client (client_key integer PRIMARY KEY, client_no varchar(20) NOT NULL, segment varchar(12) NOT NULL, birth_year integer);
CREATE TABLE fact_sale (sale_id bigint PRIMARY KEY, date_key integer NOT NULL REFERENCES dim_date, store_key integer NOT NULL REFERENCES dim_store, item_key integer NOT NULL REFERENCES dim_item, client_key integer REFERENCES dim_client, quantity integer NOT NULL, revenue numeric(12,2) NOT NULL, returned boolean NOT NULL);
--: rows
INSERT INTO dim_date SELECT i, date '2020-01-01' + i, extract(month FROM date '2020-01-01' + i), extract(quarter FROM date '2020-01-01' + i), extract(year FROM date '2020-01-01' + i) FROM generate_series(0, 1460) i;
INSERT INTO dim_store SELECT i, 'Store ' || i, 'R' || i % 12, (ARRAY['DE','AT','CH'])[1 + i % 3] FROM generate_series(1, 300) i;
INSERT INTO dim_item SELECT i, 'I' || i, 'Brand' || i % 250, 'Class' || i % 40 FROM generate_series(1, 12000) i;
INSERT INTO dim_client SELECT i, 'C' || i, (ARRAY['new','loyal','lost'])[1 + i % 3], 1940 + i % 65 FROM generate_series(1, 60000) i;
INSERT INTO fact_sale SELECT i, i / 1000, 1 + (random()*299)::int, 1 + (random()*11999)::int, CASE WHEN random() < 0.7 THEN 1 + (random()*59999)::int END, 1 + (random()*4)::int, (random()*200)::numeric(12,2), random() < 0.015 FROM generate_series(1, 1400000) i;
--: queries
-- name: month_by_region, frequency: 60
SELECT s.region, sum(f.revenue) FROM fact_sale f JOIN dim_date d ON d.date_key = f.date_key JOIN dim_store s ON s.store_key = f.store_key WHERE d.year = 2022 AND d.month = 5 GROUP BY s.region;
-- name: brand_week, frequency: 40
SELECT f.date_key, sum(f.quantity) FROM fact_sale f JOIN dim_item i ON i.item_key = f.item_key WHERE i.brand = 'Brand7' AND f.date_key BETWEEN 700 AND 706 GROUP BY f.date_key;
-- name: item_history, frequency: 300
SELECT date_key, sum(quantity), sum(revenue) FROM fact_sale WHERE item_key = 4711 GROUP BY date_key;
-- name: client, frequency: 2000
SELECT f.sale_id, f.revenue, i.item_code FROM fact_sale f JOIN dim_item i ON i.item_key = f.item_key WHERE f.client_key = 900 ORDER BY f.date_key DESC LIMIT 25;
-- name: returns, frequency: 30
SELECT store_key, count(*) FROM fact_sale WHERE returned GROUP BY store_key;
-- name: store_day, frequency: 500
SELECT sum(revenue), count(*) FROM fact_sale WHERE store_key = 17 AND date_key = 1200;
-- name: yearly, frequency: 4
SELECT d.year, i.class, sum(f.revenue) FROM fact_sale f JOIN dim_date d ON d.date_key = f.date_key JOIN dim_item i ON i.item_key = f.item_key GROUP BY d.year, i.class;
-- name: client_no, frequency: 3000
SELECT client_key, segment FROM dim_client WHERE client_no = 'C900';
-- name: load, frequency: 1000
INSERT INTO fact_sale (sale_id, date_key, store_key, item_key, quantity, revenue, returned) VALUES (1, 2, 3, 4, 1, 5, false);
--: expert
CREATE INDEX ON fact_sale (date_key);
CREATE INDEX ON fact_sale (store_key, date_key) INCLUDE (revenue);
CREATE INDEX ON fact_sale (item_key, date_key);
CREATE INDEX ON fact_sale (client_key, date_key);
CREATE INDEX ON fact_sale (store_key) WHERE returned;
CREATE INDEX ON dim_client (client_no);
CREATE INDEX ON dim_item (brand);
