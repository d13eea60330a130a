-- dialect: mysql
CREATE TABLE events (
  id int PRIMARY KEY,
  payload_json longtext, -- finds
  extra json
);
CREATE TABLE cities (id int PRIMARY KEY);
