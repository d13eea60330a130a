-- ! SQLite's export keeps only one foreign key (drawdb 226), and a comma is missing without a primary key (drawdb 1114)
-- ! dialect sqlite
-- ! table a: id
-- ! table b: x, y, z
-- ! relation b(x) -> a(id)
-- ! relation b(y) -> a(id)
-- ! in sqlite: x INTEGER REFERENCES a
-- ! in sqlite: y INTEGER REFERENCES a
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT);
CREATE TABLE b (x INTEGER, y INTEGER, z, FOREIGN KEY (x) REFERENCES a (id), FOREIGN KEY (y) REFERENCES a (id));
INSERT INTO a VALUES(1);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('a',1);
COMMIT;
