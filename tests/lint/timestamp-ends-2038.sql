-- dialect: mysql
CREATE TABLE contracts (
  id int PRIMARY KEY,
  valid_until timestamp, -- finds
  created_at timestamp,
  end_date datetime
);
CREATE TABLE cities (id int PRIMARY KEY);
