-- options --duplicates archive --orphans null
-- from
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY, mail text, p int);
-- rows
INSERT INTO p VALUES (1);
INSERT INTO t VALUES (1, 'a', 1), (2, 'a', 2), (3, 'b', NULL), (4, NULL, 9);
-- to
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY, mail text UNIQUE, p int REFERENCES p (id));
-- expect select id, mail, p from t order by id => 1|a|1;3|b|;4||
