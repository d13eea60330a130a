-- dialect: postgresql
CREATE TABLE customers (id int PRIMARY KEY);
CREATE TABLE invoices (
  id int PRIMARY KEY, amount decimal(10,2),
  customer_id int REFERENCES customers ON DELETE CASCADE, -- finds: customers
  note_id int REFERENCES customers ON DELETE SET NULL
);
CREATE TABLE invoice_lines (id int PRIMARY KEY, invoice_id int REFERENCES invoices ON DELETE CASCADE);
CREATE TABLE carts (id int PRIMARY KEY, customer_id int REFERENCES customers ON DELETE CASCADE);
