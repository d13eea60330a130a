-- from
CREATE TABLE people (id int PRIMARY KEY, name text NOT NULL, zip text, city text, state text);
-- rows
INSERT INTO people VALUES (1, 'Ann', '10115', 'Berlin', 'BE'), (2, 'Bob', '10115', 'Berlin', 'BE'), (3, 'Cem', '80331', 'Munich', NULL), (4, 'Dora', NULL, 'nowhere', NULL);
-- to
CREATE TABLE zips (zip text NOT NULL PRIMARY KEY, city text, state text);
CREATE TABLE people (id int PRIMARY KEY, name text NOT NULL, zip text, FOREIGN KEY (zip) REFERENCES zips (zip));
CREATE INDEX people_zip ON people (zip);
-- expect select zip, city, state from zips order by zip => 10115|Berlin|BE;80331|Munich|None
-- expect select p.name, z.city from people p join zips z on z.zip = p.zip order by p.id => Ann|Berlin;Bob|Berlin;Cem|Munich
