-- from
CREATE TYPE state AS ENUM ('new', 'open', 'done');
CREATE TABLE tickets (id int PRIMARY KEY, state state NOT NULL DEFAULT 'new');
CREATE VIEW waiting AS SELECT id FROM tickets WHERE state = 'open';
-- rows
INSERT INTO tickets VALUES (1, 'new'), (2, 'open'), (3, 'done');
-- to
CREATE TYPE state AS ENUM ('new', 'active', 'done');
CREATE TABLE tickets (id int PRIMARY KEY, state state NOT NULL DEFAULT 'new');
CREATE VIEW waiting AS SELECT id FROM tickets WHERE state = 'active';
-- expect select id, state from tickets order by id => 1|new;2|active;3|done
