-- CREATE EXTENSION IF NOT EXISTS btree_gist;

-- What was bought, at the price of that day
CREATE TABLE sales_order_items (
    id TEXT PRIMARY KEY NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + abs(random() % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) CHECK (length(id) = 36),
    order_id TEXT NOT NULL CHECK (length(order_id) = 36) REFERENCES orders (id) ON DELETE CASCADE,
    product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE RESTRICT,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    price_at_purchase DECIMAL(10,2) NOT NULL, -- Copied from the product; prices change, receipts don't
    total DECIMAL(12,2) GENERATED ALWAYS AS (quantity * price_at_purchase) STORED NOT NULL,
    UNIQUE (order_id, product_id),
    CONSTRAINT sane_price CHECK (price_at_purchase >= 0 AND price_at_purchase < 1e6)
);

CREATE INDEX sales_order_items_product_id_idx ON sales_order_items (product_id);

-- People who buy
CREATE TABLE users (
    id TEXT PRIMARY KEY NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + abs(random() % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) CHECK (length(id) = 36),
    email TEXT NOT NULL CHECK (length(email) <= 255) CHECK (email LIKE '%_@_%'),
    name TEXT NOT NULL CHECK (length(name) <= 100) CHECK (length(name) > 0),
    password_hash TEXT NOT NULL CHECK (length(password_hash) <= 60), -- bcrypt; never the password itself
    is_active INTEGER NOT NULL DEFAULT TRUE CHECK (is_active IN (0, 1)),
    settings TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(settings)),
    tags TEXT CHECK (json_valid(tags)),
    bio TEXT,
    avatar BLOB,
    born_on TEXT,
    wakes_at TEXT,
    last_ip TEXT CHECK (length(last_ip) <= 45),
    score REAL NOT NULL DEFAULT 0.5,
    created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    deleted_at TEXT,
    CHECK (is_active OR deleted_at IS NOT NULL)
);

CREATE UNIQUE INDEX users_email_key ON users (email) WHERE deleted_at IS NULL;

CREATE INDEX users_name_idx ON users (lower(name));

CREATE TABLE orders (
    id TEXT PRIMARY KEY NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + abs(random() % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) CHECK (length(id) = 36),
    user_id TEXT NOT NULL CHECK (length(user_id) = 36) REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'paid', 'it''s late', 'shipped')),
    "order" TEXT CHECK ("order" <> ''),
    placed_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    due_at TEXT DEFAULT (datetime('now', '+7 days'))
);

CREATE INDEX orders_user_id_placed_at_idx ON orders (user_id, placed_at DESC, status);

CREATE INDEX orders_user_id_idx ON orders (user_id);

CREATE INDEX orders_status_idx ON orders (status) WHERE status = 'pending';

CREATE TABLE products (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sku TEXT NOT NULL CHECK (length(sku) <= 40) UNIQUE,
    name TEXT NOT NULL CHECK (length(name) <= 200),
    price DECIMAL(10,2) NOT NULL CHECK (price >= 0),
    stock INTEGER NOT NULL CHECK (stock >= 0)
);

CREATE INDEX products_by_name ON products (name);

CREATE TABLE employees (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    manager_id INTEGER REFERENCES employees (id) ON DELETE SET NULL,
    department_id INTEGER NOT NULL REFERENCES departments (id) ON DELETE RESTRICT,
    full_name TEXT NOT NULL,
    UNIQUE (full_name, manager_id),
    CHECK (manager_id <> department_id)
);

CREATE TABLE departments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    head_id INTEGER REFERENCES employees (id) ON DELETE SET NULL,
    name TEXT NOT NULL CHECK (length(name) <= 80),
    CONSTRAINT department_names UNIQUE (name)
);

CREATE TABLE invoices (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id TEXT NOT NULL CHECK (length(user_id) = 36) REFERENCES users (id) ON DELETE RESTRICT,
    first TEXT NOT NULL CHECK (length(first) <= 20),
    last TEXT NOT NULL CHECK (length(last) <= 20),
    label TEXT GENERATED ALWAYS AS (first || ' ' || last) VIRTUAL CHECK (length(label) <= 41)
);

CREATE TABLE bookings (
    room_id INTEGER NOT NULL,
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    PRIMARY KEY (room_id, starts_at),
    CHECK (ends_at > starts_at)
);

CREATE TABLE events (
    id INTEGER NOT NULL,
    happened_on TEXT NOT NULL,
    payload TEXT CHECK (json_valid(payload)),
    PRIMARY KEY (id, happened_on)
);

-- People who may log in
CREATE VIEW active_users AS
SELECT id, email FROM users WHERE deleted_at IS NULL;

CREATE VIEW product_sales (product_id, sold) AS
SELECT product_id, SUM(quantity) AS sold
FROM sales_order_items
GROUP BY product_id;

-- CREATE TRIGGER users_suppress BEFORE UPDATE ON users
-- FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();

-- info[namespace-lost]: sales in SQLite: tables of several namespaces stand in one; its name begins their names
-- info[sequence-approximated]: invoice_numbers in SQLite: the column numbers itself; there are no sequences
-- warning[statement-kept-as-comment]: extension btree_gist, trigger users_suppress in SQLite: the statement of postgresql is in the script as a comment
-- info[type-approximated]: sales_order_items.price_at_purchase, sales_order_items.total, products.price in SQLite: decimals are kept as floating-point numbers; whole cents in an integer would be exact
-- warning[check-lost]: users (email ~ '^[^@\s]+@[^@]+$') in SQLite: the check is left out: the dialect has no regular expressions
-- info[type-approximated]: users.tags in SQLite: arrays are kept as JSON; a child table would be the relational form
-- info[type-approximated]: users.born_on, users.wakes_at, users.created_at and 7 more in SQLite: dates and times are kept as ISO 8601 text in UTC
-- info[type-approximated]: users.last_ip in SQLite: the type exists elsewhere only; the nearest one is used
-- warning[index-lost]: users users_settings_idx, users users_bio_idx in SQLite: the index is left out: the dialect has no index of this kind
-- warning[collation-lost]: orders.order in SQLite: the collation C belongs to another database
-- info[index-approximated]: orders orders_user_id_placed_at_idx in SQLite: NULL stands where the database puts it by default
-- info[index-approximated]: orders orders_user_id_placed_at_idx in SQLite: the included columns are part of the key
-- warning[unique-lost]: employees (full_name, manager_id) in SQLite: several rows may have NULL in the key
-- warning[deferrable-lost]: departments (name) in SQLite: the key is checked at once and cannot wait for the commit
-- warning[exclusion-lost]: bookings in SQLite: rows that exclude each other are not refused; a trigger or the application must do it
-- warning[partition-lost]: events in SQLite: the table is not partitioned: the dialect partitions in another way, or not at all
-- info[view-approximated]: product_sales in SQLite: the view is computed whenever it is read
