-- dialect: sqlite
CREATE TABLE users (
  id integer PRIMARY KEY, name text,
  boss_id integer REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
-- dialect: mysql
CREATE TABLE cities (id int PRIMARY KEY);
CREATE TABLE users (
  id int PRIMARY KEY,
  city_id int,
  CONSTRAINT c FOREIGN KEY (city_id) REFERENCES cities (id) DEFERRABLE INITIALLY DEFERRED -- finds
);
