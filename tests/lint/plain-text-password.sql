-- dialect: postgresql
CREATE TABLE users (
  id int PRIMARY KEY,
  password varchar(30), -- finds: too few
  pwd text, -- finds: does not say
  password_hash text,
  password_changed_at timestamptz,
  compass text
);
CREATE TABLE cities (id int PRIMARY KEY);
