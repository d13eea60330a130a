-- dialect: postgresql
CREATE TABLE events (
  id int PRIMARY KEY,
  at date CHECK (at > CURRENT_DATE), -- finds: CURRENT_DATE
  born date CHECK (born <= CURRENT_DATE),
  n int CHECK (n > 0)
);
CREATE TABLE cities (id int PRIMARY KEY);
