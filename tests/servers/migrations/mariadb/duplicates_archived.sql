-- options --duplicates archive --orphans archive
-- from
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY, mail varchar(20), p int);
-- rows
INSERT INTO p VALUES (1);
INSERT INTO t VALUES (1, 'a', 1), (2, 'a', 1), (3, 'b', NULL), (4, NULL, 9);
-- to
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY, mail varchar(20), p int, UNIQUE KEY one_mail (mail), CONSTRAINT has_p FOREIGN KEY (p) REFERENCES p (id));
-- expect select id from t order by id => 1;3
