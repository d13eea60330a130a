-- dialect: postgresql
CREATE TABLE users (
  email text PRIMARY KEY, -- finds
  name text
);
CREATE TABLE countries (code text PRIMARY KEY);
CREATE TABLE colours (name text PRIMARY KEY);
