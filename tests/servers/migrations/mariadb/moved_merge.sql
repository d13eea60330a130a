-- from
CREATE TABLE users (id int PRIMARY KEY, name varchar(60));
CREATE TABLE profiles (user_id int PRIMARY KEY, bio varchar(60), avatar varchar(60) NOT NULL, FOREIGN KEY (user_id) REFERENCES users (id));
-- rows
INSERT INTO users VALUES (1, 'Ann'), (2, 'Bob');
INSERT INTO profiles VALUES (1, NULL, 'a.png');
-- to
CREATE TABLE users (id int PRIMARY KEY, name varchar(60), bio varchar(60), avatar varchar(60));
-- expect select id, bio, avatar from users order by id => 1|NULL|a.png;2|NULL|NULL
