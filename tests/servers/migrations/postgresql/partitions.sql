-- from
CREATE TABLE events (id bigint NOT NULL, at date NOT NULL, kind text) PARTITION BY RANGE (at);
CREATE TABLE events_2023 PARTITION OF events FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
-- rows
INSERT INTO events VALUES (1, '2023-05-05', 'a'), (2, '2023-06-06', NULL);
-- to
CREATE TABLE events (id bigint NOT NULL, at date NOT NULL, kind text, source varchar(20) NOT NULL DEFAULT 'web') PARTITION BY RANGE (at);
CREATE TABLE events_2023 PARTITION OF events FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
-- expect select count(*), min(source) from events => 2|web
