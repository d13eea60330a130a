-- dialect: postgresql
CREATE TABLE articles (
  id int PRIMARY KEY,
  slug text, -- finds
  isbn text UNIQUE,
  page text
);
CREATE TABLE cities (id int PRIMARY KEY);
