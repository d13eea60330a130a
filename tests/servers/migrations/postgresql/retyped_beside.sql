-- from
CREATE TABLE logs (id int PRIMARY KEY, amount int NOT NULL DEFAULT 7, code text, at varchar(40) NOT NULL, size bigint);
CREATE INDEX logs_amount ON logs (amount);
CREATE INDEX logs_code_size ON logs (code, size);
-- rows
INSERT INTO logs VALUES (1, 10, '5', '2024-01-01', 900), (2, 20, 'x', 'soon', NULL), (3, 30, NULL, '2024-02-03', 5);
-- to
CREATE TABLE logs (id int PRIMARY KEY, amount numeric(12,2) NOT NULL DEFAULT 8, code int, at date NOT NULL, size int);
CREATE INDEX logs_amount ON logs (amount);
CREATE INDEX logs_code_size ON logs (code, size);
-- expect select id, amount, code, size from logs order by id => 1|10.00|5|900;2|20.00||;3|30.00||5
