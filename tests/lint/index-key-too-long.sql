-- dialect: mysql
CREATE TABLE pages (
  id int PRIMARY KEY, url varchar(2000), title varchar(200),
  KEY a (url), -- finds: 8000 bytes
  KEY b (title),
  KEY c (url(100))
);
CREATE TABLE cities (id int PRIMARY KEY);
