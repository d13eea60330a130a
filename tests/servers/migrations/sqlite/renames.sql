-- from
CREATE TABLE person (id INTEGER PRIMARY KEY, full_name TEXT, mail TEXT);
CREATE UNIQUE INDEX person_mail ON person (mail);
-- rows
INSERT INTO person VALUES (1, 'a', 'x'), (2, 'b', 'y');
-- to
CREATE TABLE people (id INTEGER PRIMARY KEY, full_name TEXT, email TEXT); -- renamed from person
CREATE UNIQUE INDEX people_email ON people (email);
-- options --rename person=people --rename person.mail=email
-- expect select id, email from people order by id => 1|x;2|y
