-- dialect: postgresql
CREATE TYPE letter AS ENUM ('a','b','c','d','e','f','g','h','i','j','k','l','m','n','o','p','q','r','s','t','u','v','w','x','y','z');
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TABLE words (
  id int PRIMARY KEY,
  first letter, -- finds: 26 values
  mood mood
);
CREATE TABLE cities (id int PRIMARY KEY);
