-- Time series: readings of hosts, appended in the order of time.
--: schema
CREATE TABLE host (host_id integer PRIMARY KEY, name varchar(60) NOT NULL, datacenter varchar(20) NOT NULL, retired boolean NOT NULL);
CREATE TABLE metric (metric_id integer PRIMARY KEY, name varchar(60) NOT NULL UNIQUE);
CREATE TABLE reading (ts timestamptz NOT NULL, host_id integer NOT NULL REFERENCES host, metric_id integer NOT NULL REFERENCES metric, value double precision NOT NULL);
CREATE TABLE alarm (alarm_id bigint PRIMARY KEY, host_id integer NOT NULL REFERENCES host, metric_id integer NOT NULL REFERENCES metric, raised_at timestamptz NOT NULL, closed_at timestamptz, severity smallint NOT NULL);
--: rows
INSERT INTO host SELECT i, 'host' || i, 'dc' || i % 8, i % 10 = 0 FROM generate_series(1, 400) i;
INSERT INTO metric SELECT i, 'metric' || i FROM generate_series(1, 20) i;
INSERT INTO reading SELECT timestamptz '2024-01-01' + (i / 40) * interval '1 minute', 1 + (random()*399)::int, 1 + (random()*19)::int, random() * 100 FROM generate_series(1, 1200000) i;
INSERT INTO alarm SELECT i, 1 + (random()*399)::int, 1 + (random()*19)::int, timestamptz '2024-01-01' + i * interval '30 seconds', CASE WHEN i < 59800 THEN timestamptz '2024-01-01' + i * interval '40 seconds' END, 1 + i % 4 FROM generate_series(1, 60000) i;
--: queries
-- name: chart, frequency: 3000
SELECT ts, value FROM reading WHERE host_id = 17 AND metric_id = 3 AND ts >= '2024-01-15' AND ts < '2024-01-16' ORDER BY ts;
-- name: last_value, frequency: 5000
SELECT value FROM reading WHERE host_id = 55 AND metric_id = 9 ORDER BY ts DESC LIMIT 1;
-- name: purge, frequency: 1
DELETE FROM reading WHERE ts < '2024-01-01 06:00';
-- name: hourly, frequency: 20
SELECT metric_id, avg(value), max(value) FROM reading WHERE ts >= '2024-01-20 10:00' AND ts < '2024-01-20 11:00' GROUP BY metric_id;
-- name: open_alarms, frequency: 2000
SELECT a.alarm_id, h.name, a.raised_at FROM alarm a JOIN host h ON h.host_id = a.host_id WHERE a.closed_at IS NULL AND a.severity >= 3;
-- name: alarms_of_host, frequency: 200
SELECT alarm_id, raised_at, closed_at, severity FROM alarm WHERE host_id = 12 ORDER BY raised_at DESC LIMIT 20;
-- name: append, frequency: 60000
INSERT INTO reading (ts, host_id, metric_id, value) VALUES (now(), 1, 1, 0.5);
-- name: raise, frequency: 60
INSERT INTO alarm (alarm_id, host_id, metric_id, raised_at, severity) VALUES (1, 2, 3, now(), 2);
-- name: close, frequency: 60
UPDATE alarm SET closed_at = now() WHERE alarm_id = 9;
--: expert
CREATE INDEX ON reading (host_id, metric_id, ts);
CREATE INDEX ON reading USING brin (ts);
CREATE INDEX ON alarm (host_id, raised_at);
CREATE INDEX ON alarm (severity) WHERE closed_at IS NULL;
