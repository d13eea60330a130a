-- dialect: postgresql
CREATE TABLE page_views (
  id serial PRIMARY KEY -- finds
);
CREATE TABLE notes (id serial PRIMARY KEY, page_view_id int REFERENCES page_views);
CREATE TABLE clicks (id bigserial PRIMARY KEY);
-- dialect: sqlite
CREATE TABLE visits (id integer PRIMARY KEY);
