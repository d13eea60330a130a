-- dialect: postgresql
CREATE TABLE orders (id int PRIMARY KEY, user_id int, created_at date, note text);
CREATE INDEX a ON orders (user_id); -- finds: orders.b
CREATE INDEX b ON orders (user_id, created_at);
CREATE INDEX c ON orders (id); -- finds: orders.(id)
CREATE INDEX d ON orders (created_at);
CREATE UNIQUE INDEX e ON orders (note, created_at);
