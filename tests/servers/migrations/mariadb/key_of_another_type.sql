-- from
CREATE TABLE t (id int unsigned AUTO_INCREMENT PRIMARY KEY, name varchar(10) NOT NULL);
-- rows
INSERT INTO t (id, name) VALUES (1, 'a'), (70000, 'a'), (3, 'b');
-- to
CREATE TABLE t (id mediumint unsigned AUTO_INCREMENT PRIMARY KEY, name varchar(10) NOT NULL);
-- expect select id from t order by id => 1;3;70000
