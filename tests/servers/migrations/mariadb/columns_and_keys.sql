-- from
CREATE TABLE authors (id int AUTO_INCREMENT PRIMARY KEY, name varchar(40), mail varchar(80));
CREATE TABLE books (id int AUTO_INCREMENT PRIMARY KEY, author_id int, title varchar(60) NOT NULL, state enum('draft','out') NOT NULL DEFAULT 'draft', KEY title (title), CONSTRAINT by_author FOREIGN KEY (author_id) REFERENCES authors (id));
CREATE VIEW titles AS SELECT id, title FROM books;
-- rows
INSERT INTO authors (name, mail) VALUES ('a', 'x'), ('b', NULL);
INSERT INTO books (author_id, title, state) VALUES (1, 't', 'out'), (2, 'u', 'draft'), (NULL, 'v', 'draft');
-- to
CREATE TABLE authors (id bigint AUTO_INCREMENT PRIMARY KEY, name varchar(40) NOT NULL COMMENT 'whole name', born date);
CREATE TABLE books (id int AUTO_INCREMENT PRIMARY KEY, author_id bigint, title varchar(200) NOT NULL, state enum('draft','review','out') NOT NULL DEFAULT 'draft', pages int NOT NULL DEFAULT 0, CONSTRAINT by_author FOREIGN KEY (author_id) REFERENCES authors (id) ON DELETE SET NULL);
CREATE VIEW titles AS SELECT id, title FROM books;
-- expect select id, state, pages from books order by id => 1|out|0;2|draft|0;3|draft|0
