-- from
CREATE TABLE users (id int PRIMARY KEY, name text);
CREATE TABLE profiles (user_id int PRIMARY KEY, bio text, avatar text NOT NULL, FOREIGN KEY (user_id) REFERENCES users (id));
-- rows
INSERT INTO users VALUES (1, 'Ann'), (2, 'Bob');
INSERT INTO profiles VALUES (1, NULL, 'a.png');
-- to
CREATE TABLE users (id int PRIMARY KEY, name text, bio text, avatar text);
-- expect select id, bio, avatar from users order by id => 1||a.png;2||
