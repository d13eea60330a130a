-- from
CREATE TABLE item (id INTEGER PRIMARY KEY, label TEXT NOT NULL, qty INT);
CREATE VIEW named AS SELECT id, label FROM item;
CREATE VIEW numbers AS SELECT id FROM named;
CREATE TRIGGER spared INSTEAD OF DELETE ON numbers BEGIN SELECT 1; END;
-- rows
INSERT INTO item VALUES (1, 'cup', 2), (2, 'pan', 3);
-- to
CREATE TABLE item (id INTEGER PRIMARY KEY, title TEXT NOT NULL, qty INT);
CREATE VIEW named AS SELECT id, title FROM item;
CREATE VIEW numbers AS SELECT id FROM named;
CREATE TRIGGER spared INSTEAD OF DELETE ON numbers BEGIN SELECT 1; END;
-- options --rename item.label=title
-- expect SELECT title FROM named ORDER BY id => cup;pan
-- expect SELECT id FROM numbers ORDER BY id => 1;2
