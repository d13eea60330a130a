-- dialect: postgresql
CREATE TABLE users (
  id int PRIMARY KEY,
  email text UNIQUE,
  tenant_id int,
  UNIQUE (email, tenant_id) -- finds: (email) is unique
);
CREATE TABLE cities (id int PRIMARY KEY, name text, state text, UNIQUE (name, state));
