-- from
CREATE TYPE rank AS ENUM ('low', 'mid', 'high');
CREATE TABLE jobs (id int PRIMARY KEY, rank rank NOT NULL DEFAULT 'low' CHECK (rank <> 'high'));
CREATE INDEX jobs_low ON jobs (id) WHERE rank = 'low';
CREATE VIEW calm AS SELECT id, rank FROM jobs WHERE rank < 'high';
-- rows
INSERT INTO jobs VALUES (1, 'low'), (2, 'mid');
-- to
CREATE TYPE rank AS ENUM ('high', 'mid', 'low', 'none');
CREATE TABLE jobs (id int PRIMARY KEY, rank rank NOT NULL DEFAULT 'low' CHECK (rank <> 'high'));
CREATE INDEX jobs_low ON jobs (id) WHERE rank = 'low';
CREATE VIEW calm AS SELECT id, rank FROM jobs WHERE rank < 'high';
-- expect SELECT id, rank FROM jobs ORDER BY rank => 2|mid;1|low
