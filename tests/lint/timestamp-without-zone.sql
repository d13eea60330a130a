-- dialect: postgresql
CREATE TABLE events (
  id int PRIMARY KEY,
  created_at timestamp, -- finds: 2 columns
  updated_at timestamp(3) without time zone,
  seen_at timestamptz,
  local_time timestamp
);
CREATE TABLE days (id int PRIMARY KEY, day date);
-- dialect: mysql
CREATE TABLE events (id int PRIMARY KEY, created_at datetime);
