-- dialect: postgresql
CREATE TABLE readings (
  value double precision PRIMARY KEY -- finds: rounded
);
CREATE TABLE marks (at timestamptz UNIQUE, id int PRIMARY KEY); -- finds: same instant
CREATE TABLE pages (id int, at timestamptz, PRIMARY KEY (id, at));
