-- dialect: postgresql
CREATE TABLE users (
  id int PRIMARY KEY,
  admin boolean, -- finds
  is_editor boolean,
  active boolean,
  deleted boolean,
  has_car boolean
);
CREATE TABLE posts (id int PRIMARY KEY, published boolean);
