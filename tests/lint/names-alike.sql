-- dialect: postgresql
CREATE TABLE users (
  id int PRIMARY KEY,
  user_id int,
  userid int -- finds: user_id and userid
);
CREATE TABLE "user" (id int PRIMARY KEY); -- finds: users and user
CREATE TABLE groups (id int PRIMARY KEY, group_id int);
