-- dialect: postgresql
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE boats (
  id int PRIMARY KEY,
  owner int REFERENCES users, -- finds
  captain_id int REFERENCES users,
  created_by int REFERENCES users
);
