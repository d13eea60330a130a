-- from
CREATE TABLE users (id int PRIMARY KEY, name text, bio text, avatar text, phone1 text, phone2 text, phone3 text, tags text);
-- rows
INSERT INTO users VALUES (1, 'Ann', 'likes it', NULL, '11', NULL, '13', 'red, green'), (2, 'Bob', NULL, NULL, NULL, '22', NULL, 'blue;red'), (3, 'Cem', NULL, 'x.png', NULL, NULL, NULL, NULL);
-- to
CREATE TABLE users (id int PRIMARY KEY, name text);
CREATE TABLE profiles (user_id int PRIMARY KEY, bio text, avatar text, FOREIGN KEY (user_id) REFERENCES users (id));
CREATE TABLE user_phones (user_id int NOT NULL, position smallint NOT NULL, phone text NOT NULL, PRIMARY KEY (user_id, position), FOREIGN KEY (user_id) REFERENCES users (id));
CREATE TABLE user_tags (user_id int NOT NULL, tag varchar(50) NOT NULL, PRIMARY KEY (user_id, tag), FOREIGN KEY (user_id) REFERENCES users (id));
-- expect select user_id, bio, avatar from profiles order by user_id => 1|likes it|None;2|None|None;3|None|x.png
-- expect select user_id, position, phone from user_phones order by 1, 2 => 1|1|11;1|3|13;2|2|22
-- expect select user_id, tag from user_tags order by 1, 2 => 1|green;1|red;2|blue;2|red
