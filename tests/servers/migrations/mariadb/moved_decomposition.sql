-- from
CREATE TABLE people (id int PRIMARY KEY, name varchar(60) NOT NULL, zip varchar(60), city varchar(60), state varchar(60));
-- rows
INSERT INTO people VALUES (1, 'Ann', '10115', 'Berlin', 'BE'), (2, 'Bob', '10115', 'Berlin', 'BE'), (3, 'Cem', '80331', 'Munich', NULL), (4, 'Dora', NULL, 'nowhere', NULL);
-- to
CREATE TABLE zips (zip varchar(60) NOT NULL PRIMARY KEY, city varchar(60), state varchar(60));
CREATE TABLE people (id int PRIMARY KEY, name varchar(60) NOT NULL, zip varchar(60), FOREIGN KEY (zip) REFERENCES zips (zip));
CREATE INDEX people_zip ON people (zip);
-- expect select zip, city, state from zips order by zip => 10115|Berlin|BE;80331|Munich|NULL
-- expect select p.name, z.city from people p join zips z on z.zip = p.zip order by p.id => Ann|Berlin;Bob|Berlin;Cem|Munich
