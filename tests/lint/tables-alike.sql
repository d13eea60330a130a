-- dialect: postgresql
CREATE TABLE sales_2023 (id int PRIMARY KEY, amount int, at date); -- finds: sales_2023 and sales_2024
CREATE TABLE sales_2024 (id int PRIMARY KEY, amount int, at date);
CREATE TABLE costs (id int PRIMARY KEY, amount int, at date);
CREATE TABLE costs2 (id int PRIMARY KEY, amount int, day date);
