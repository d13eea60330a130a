-- from
CREATE TABLE t (id int PRIMARY KEY, a int);
-- rows
INSERT INTO t VALUES (1, -1), (2, 5);
-- to
CREATE TABLE t (id int PRIMARY KEY, a int, b int GENERATED ALWAYS AS (a + 1) STORED);
DELIMITER //
CREATE TRIGGER t_low BEFORE INSERT ON t FOR EACH ROW BEGIN IF NEW.a < 0 THEN SET NEW.a = 0; END IF; END//
DELIMITER ;
-- expect select id, b from t order by id => 1|0;2|6
