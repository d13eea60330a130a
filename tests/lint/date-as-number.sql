-- dialect: postgresql
CREATE TABLE events (
  id int PRIMARY KEY,
  created_at integer, -- finds: 2038
  due_date bigint, -- finds
  seen_at timestamptz,
  looked_for integer
);
CREATE TABLE cities (id int PRIMARY KEY);
