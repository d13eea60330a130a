-- CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE SEQUENCE invoice_numbers INCREMENT BY 1 START WITH 1000;

-- People who buy
CREATE TABLE users (
    id UUID PRIMARY KEY DEFAULT (UUID()),
    email VARCHAR(255) NOT NULL CHECK (email LIKE '%_@_%'),
    name VARCHAR(100) NOT NULL,
    password_hash CHAR(60) NOT NULL COMMENT 'bcrypt; never the password itself',
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    settings JSON NOT NULL DEFAULT '{}',
    tags JSON,
    bio TEXT,
    avatar LONGBLOB,
    born_on DATE,
    wakes_at TIME,
    last_ip VARCHAR(45),
    score DOUBLE NOT NULL DEFAULT 0.5,
    created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    deleted_at TIMESTAMP(6) NULL,
    CONSTRAINT users_name_check CHECK (CHAR_LENGTH(name) > 0),
    CONSTRAINT users_email_check CHECK (email REGEXP '^[^@\\s]+@[^@]+$'),
    CONSTRAINT users_check CHECK (is_active OR deleted_at IS NOT NULL)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='People who buy';

CREATE INDEX users_email_key ON users (email);

CREATE INDEX users_name_idx ON users (name);

CREATE FULLTEXT INDEX users_bio_idx ON users (bio);

CREATE TABLE orders (
    id UUID PRIMARY KEY DEFAULT (UUID()),
    user_id UUID NOT NULL,
    status ENUM('pending', 'paid', 'it''s late', 'shipped') NOT NULL DEFAULT 'pending',
    `order` TEXT,
    placed_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    due_at TIMESTAMP(6) NULL DEFAULT (CURRENT_TIMESTAMP + INTERVAL 7 DAY),
    CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT orders_order_check CHECK (`order` <> '')
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE INDEX orders_user_id_placed_at_idx ON orders (user_id, placed_at DESC, status);

CREATE INDEX orders_status_idx ON orders (status);

CREATE TABLE products (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    sku VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    price DECIMAL(10,2) NOT NULL,
    stock INT UNSIGNED NOT NULL,
    CONSTRAINT products_sku_key UNIQUE (sku),
    CONSTRAINT products_price_check CHECK (price >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE INDEX products_by_name ON products (name);

-- What was bought, at the price of that day
CREATE TABLE sales_order_items (
    id UUID PRIMARY KEY DEFAULT (UUID()),
    order_id UUID NOT NULL,
    product_id BIGINT NOT NULL,
    quantity INT NOT NULL,
    price_at_purchase DECIMAL(10,2) NOT NULL COMMENT 'Copied from the product; prices change, receipts don''t',
    total DECIMAL(12,2) GENERATED ALWAYS AS (quantity * price_at_purchase) STORED,
    CONSTRAINT sales_order_items_order_id_product_id_key UNIQUE (order_id, product_id),
    CONSTRAINT sales_order_items_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE,
    CONSTRAINT sales_order_items_product_id_fkey FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE RESTRICT,
    CONSTRAINT sales_order_items_quantity_check CHECK (quantity > 0),
    CONSTRAINT sane_price CHECK (price_at_purchase >= 0 AND price_at_purchase < 1e6)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='What was bought, at the price of that day';

CREATE TABLE employees (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    manager_id BIGINT,
    department_id INT NOT NULL,
    full_name VARCHAR(255) NOT NULL,
    CONSTRAINT employees_full_name_manager_id_key UNIQUE (full_name, manager_id),
    CONSTRAINT employees_manager_id_fkey FOREIGN KEY (manager_id) REFERENCES employees (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 AUTO_INCREMENT=100;

CREATE TABLE departments (
    id INT AUTO_INCREMENT PRIMARY KEY,
    head_id BIGINT,
    name VARCHAR(80) NOT NULL,
    CONSTRAINT department_names UNIQUE (name),
    CONSTRAINT departments_head_id_fkey FOREIGN KEY (head_id) REFERENCES employees (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE invoices (
    number BIGINT PRIMARY KEY DEFAULT NEXTVAL(invoice_numbers),
    user_id UUID NOT NULL,
    first VARCHAR(20) NOT NULL,
    last VARCHAR(20) NOT NULL,
    label VARCHAR(41) GENERATED ALWAYS AS (CONCAT(first, ' ', last)) VIRTUAL,
    CONSTRAINT invoices_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE RESTRICT
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE bookings (
    room_id INT NOT NULL,
    starts_at DATETIME(6) NOT NULL,
    ends_at DATETIME(6) NOT NULL,
    PRIMARY KEY (room_id, starts_at),
    CONSTRAINT bookings_check CHECK (ends_at > starts_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE events (
    id BIGINT NOT NULL,
    happened_on DATE NOT NULL,
    payload JSON,
    PRIMARY KEY (id, happened_on)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4
PARTITION BY RANGE COLUMNS (happened_on) (
    PARTITION events_2024 VALUES LESS THAN ('2025-01-01'),
    PARTITION events_rest VALUES LESS THAN (MAXVALUE)
);

ALTER TABLE employees
    ADD CONSTRAINT employees_department_id_fkey FOREIGN KEY (department_id) REFERENCES departments (id) ON DELETE RESTRICT;

-- People who may log in
CREATE VIEW active_users AS
SELECT id, email FROM users WHERE deleted_at IS NULL;

CREATE VIEW product_sales (product_id, sold) AS
SELECT product_id, SUM(quantity) AS sold
FROM sales_order_items
GROUP BY product_id;

-- CREATE TRIGGER users_suppress BEFORE UPDATE ON users
-- FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();

-- info[namespace-lost]: sales in MariaDB: tables of several namespaces stand in one; its name begins their names
-- warning[statement-kept-as-comment]: extension btree_gist, trigger users_suppress in MariaDB: the statement of postgresql is in the script as a comment
-- info[type-approximated]: users.tags in MariaDB: arrays are kept as JSON; a child table would be the relational form
-- info[type-approximated]: users.last_ip in MariaDB: the type exists elsewhere only; the nearest one is used
-- info[type-approximated]: users.created_at, users.deleted_at, orders.placed_at and 1 more in MariaDB: TIMESTAMP is the type that knows the zone, and it ends in January 2038; use DATETIME in UTC for later dates
-- warning[unique-lost]: users users_email_key in MariaDB: the index holds all rows and is not unique, because no partial index is unique there
-- info[index-approximated]: users users_name_idx in MariaDB: the index is on the column itself; the usual collations compare without case
-- warning[index-lost]: users users_settings_idx in MariaDB: the index is left out: the dialect has no index of this kind
-- warning[collation-lost]: orders.order in MariaDB: the collation C belongs to another database
-- warning[deferrable-lost]: orders (user_id), departments (name) in MariaDB: the key is checked at once and cannot wait for the commit
-- info[index-approximated]: orders orders_user_id_placed_at_idx in MariaDB: NULL stands where the database puts it by default
-- info[index-approximated]: orders orders_user_id_placed_at_idx in MariaDB: the included columns are part of the key
-- info[index-approximated]: orders orders_status_idx in MariaDB: the index holds all rows instead of some
-- info[type-approximated]: employees.full_name in MariaDB: a key needs a limited length; the type is varchar(255) instead of text
-- warning[unique-lost]: employees (full_name, manager_id) in MariaDB: several rows may have NULL in the key
-- warning[check-lost]: employees (manager_id <> department_id) in MariaDB: the check is left out: checks cannot name a column that a foreign key's action changes
-- warning[exclusion-lost]: bookings in MariaDB: rows that exclude each other are not refused; a trigger or the application must do it
-- info[view-approximated]: product_sales in MariaDB: the view is computed whenever it is read
