-- dialect: postgresql
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY);
CREATE TABLE invoices (id int PRIMARY KEY);
CREATE TABLE categories (id int PRIMARY KEY);
CREATE TABLE addresses (id int PRIMARY KEY);
CREATE TABLE product (id int PRIMARY KEY); -- finds: 5 of 6
CREATE TABLE staff (id int PRIMARY KEY);
