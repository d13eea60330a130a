-- from
CREATE TABLE logs (id int PRIMARY KEY, amount int NOT NULL DEFAULT 7 COMMENT 'in cents', code varchar(20), size bigint, done int);
CREATE INDEX logs_amount ON logs (amount);
CREATE INDEX logs_code_size ON logs (code, size);
-- rows
INSERT INTO logs VALUES (1, 10, '5', 900, 1), (2, 20, 'x', NULL, 0), (3, 30, NULL, 5, NULL);
-- to
CREATE TABLE logs (id int PRIMARY KEY, amount decimal(12,2) NOT NULL DEFAULT 8 COMMENT 'in euros', code int, size int, done int);
CREATE INDEX logs_amount ON logs (amount);
CREATE INDEX logs_code_size ON logs (code, size);
-- expect select id, amount, code, size from logs order by id => 1|10.00|5|900;2|20.00|0|NULL;3|30.00|NULL|5
