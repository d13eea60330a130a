CREATE TABLE users (
  id bigint PRIMARY KEY,
  email varchar(254) NOT NULL UNIQUE,
  name varchar(200) NOT NULL,
  phone varchar(50)
);
CREATE TABLE products (
  id bigint PRIMARY KEY,
  name varchar(200) NOT NULL,
  description text,
  price decimal(10,2) NOT NULL CHECK (price >= 0)
);
CREATE TABLE orders (
  id bigint PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES users (id),
  status varchar(20) NOT NULL CHECK (status IN ('open', 'paid')),
  placed_at timestamptz NOT NULL,
  shipped_at timestamptz
);
CREATE TABLE order_items (
  id bigint PRIMARY KEY,
  order_id bigint NOT NULL REFERENCES orders (id),
  product_id bigint NOT NULL REFERENCES products (id),
  quantity integer NOT NULL,
  UNIQUE (order_id, product_id)
);
CREATE TABLE wishlist_items (
  user_id bigint REFERENCES users (id),
  product_id bigint REFERENCES products (id),
  PRIMARY KEY (user_id, product_id)
);
