-- dialect: postgresql
CREATE TABLE users (
  id int PRIMARY KEY,
  email text UNIQUE, -- finds: deleted_at
  deleted_at timestamptz
);
CREATE TABLE posts (id int PRIMARY KEY, slug text, deleted_at timestamptz);
CREATE UNIQUE INDEX a ON posts (slug) WHERE deleted_at IS NULL;
CREATE TABLE tags (id int PRIMARY KEY, name text UNIQUE);
