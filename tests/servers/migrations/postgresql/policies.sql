-- from
CREATE TABLE docs (id int PRIMARY KEY, owner_name text, body text);
-- rows
INSERT INTO docs VALUES (1, 'postgres', 'x');
-- to
CREATE TABLE docs (id int PRIMARY KEY, owner_name text, body text);
ALTER TABLE docs ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON docs USING (owner_name = current_user);
GRANT SELECT ON docs TO PUBLIC;
-- expect select count(*) from docs => 1
