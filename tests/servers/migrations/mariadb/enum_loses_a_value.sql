-- from
CREATE TABLE tickets (id int PRIMARY KEY, state enum('new','open','closed') NOT NULL DEFAULT 'new');
-- rows
INSERT INTO tickets VALUES (1, 'new'), (2, 'open'), (3, 'closed');
-- to
CREATE TABLE tickets (id int PRIMARY KEY, state enum('open','closed','waiting') NOT NULL DEFAULT 'open');
-- expect SELECT id, state FROM tickets WHERE id > 1 ORDER BY id => 2|open;3|closed
