-- from
CREATE TABLE books (id int PRIMARY KEY, title text, publisher_name text NOT NULL, publisher_city text, genre text);
-- rows
INSERT INTO books VALUES (1, 'A', 'North', 'Oslo', 'crime'), (2, 'B', 'North', 'Oslo', NULL), (3, 'C', 'North', NULL, 'crime'), (4, 'D', 'South', 'Rome', 'poetry');
-- to
CREATE TABLE publishers (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, city text);
CREATE TABLE genres (id int PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE books (id int PRIMARY KEY, title text, publisher_id int NOT NULL, genre_id int,
  FOREIGN KEY (publisher_id) REFERENCES publishers (id), FOREIGN KEY (genre_id) REFERENCES genres (id));
-- expect select count(*) from publishers => 3
-- expect select b.title, p.name, p.city, g.name from books b join publishers p on p.id = b.publisher_id left join genres g on g.id = b.genre_id order by b.id => A|North|Oslo|crime;B|North|Oslo|;C|North||crime;D|South|Rome|poetry
