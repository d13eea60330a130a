-- dialect: postgresql
CREATE TABLE product_attributes (id int PRIMARY KEY, product_id int, name text, value text); -- finds: product_id has name with value
CREATE TABLE settings (id int PRIMARY KEY, name text, value text);
CREATE TABLE products (id int PRIMARY KEY, name text, owner_id int);
