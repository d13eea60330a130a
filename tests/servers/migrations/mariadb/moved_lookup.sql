-- from
CREATE TABLE books (id int PRIMARY KEY, title varchar(60), publisher_name varchar(60) NOT NULL, publisher_city varchar(60), genre varchar(60));
-- rows
INSERT INTO books VALUES (1, 'A', 'North', 'Oslo', 'crime'), (2, 'B', 'North', 'Oslo', NULL), (3, 'C', 'North', NULL, 'crime'), (4, 'D', 'South', 'Rome', 'poetry');
-- to
CREATE TABLE publishers (id int AUTO_INCREMENT PRIMARY KEY, name varchar(60) NOT NULL, city varchar(60));
CREATE TABLE genres (id int PRIMARY KEY, name varchar(60) NOT NULL UNIQUE);
CREATE TABLE books (id int PRIMARY KEY, title varchar(60), publisher_id int NOT NULL, genre_id int,
  FOREIGN KEY (publisher_id) REFERENCES publishers (id), FOREIGN KEY (genre_id) REFERENCES genres (id));
-- expect select count(*) from publishers => 3
-- expect select b.title, p.name, p.city, g.name from books b join publishers p on p.id = b.publisher_id left join genres g on g.id = b.genre_id order by b.id => A|North|Oslo|crime;B|North|Oslo|NULL;C|North|NULL|crime;D|South|Rome|poetry
