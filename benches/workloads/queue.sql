-- A table as a queue of jobs: nearly all rows are done, workers take the next due one.
--: schema
CREATE TABLE job (job_id bigint PRIMARY KEY, queue varchar(20) NOT NULL, state varchar(10) NOT NULL, priority smallint NOT NULL, run_at timestamptz NOT NULL, attempts smallint NOT NULL, locked_by varchar(40), locked_at timestamptz, dedup_key varchar(60), payload jsonb NOT NULL, finished_at timestamptz);
CREATE TABLE job_log (log_id bigint PRIMARY KEY, job_id bigint NOT NULL REFERENCES job ON DELETE CASCADE, at timestamptz NOT NULL, line text NOT NULL);
--: rows
INSERT INTO job SELECT i, 'q' || i % 6, CASE WHEN i > 498000 THEN 'ready' WHEN i > 497900 THEN 'running' WHEN i % 300 = 0 THEN 'failed' ELSE 'done' END, i % 5, timestamptz '2024-01-01' + i * interval '30 seconds', 1, CASE WHEN i BETWEEN 497901 AND 498000 THEN 'w' || i % 9 END, CASE WHEN i BETWEEN 497901 AND 498000 THEN now() END, CASE WHEN i % 4 = 0 THEN 'd' || i END, '{"x": 1, "text": "some payload of a job that is a little longer"}', CASE WHEN i < 497900 THEN timestamptz '2024-01-01' + i * interval '31 seconds' END FROM generate_series(1, 500000) i;
INSERT INTO job_log SELECT i, 1 + i / 2, timestamptz '2024-01-01' + i * interval '15 seconds', 'line ' || md5(i::text) FROM generate_series(1, 800000) i;
--: queries
-- name: next, frequency: 50000
SELECT job_id, payload FROM job WHERE queue = 'q2' AND state = 'ready' AND run_at <= now() ORDER BY priority DESC, run_at LIMIT 1 FOR UPDATE SKIP LOCKED;
-- name: stuck, frequency: 500
SELECT job_id FROM job WHERE state = 'running' AND locked_at < now() - interval '5 minutes';
-- name: waiting, frequency: 1000
SELECT queue, count(*) FROM job WHERE state = 'ready' GROUP BY queue;
-- name: duplicate, frequency: 20000
SELECT job_id FROM job WHERE dedup_key = 'd4000' AND state IN ('ready', 'running');
-- name: failures, frequency: 30
SELECT job_id, queue, finished_at FROM job WHERE state = 'failed' ORDER BY finished_at DESC LIMIT 50;
-- name: log_of, frequency: 100
SELECT at, line FROM job_log WHERE job_id = 777 ORDER BY at;
-- name: clean, frequency: 1
DELETE FROM job WHERE state = 'done' AND finished_at < '2024-01-01 00:10';
-- name: enqueue, frequency: 20000
INSERT INTO job (job_id, queue, state, priority, run_at, attempts, payload) VALUES (1, 'q1', 'ready', 1, now(), 0, '{}');
-- name: start, frequency: 20000
UPDATE job SET state = 'running', locked_by = 'w1', locked_at = now(), attempts = attempts + 1 WHERE job_id = 5;
-- name: finish, frequency: 20000
UPDATE job SET state = 'done', finished_at = now(), locked_by = NULL WHERE job_id = 5;
-- name: write_log, frequency: 40000
INSERT INTO job_log (log_id, job_id, at, line) VALUES (1, 2, now(), 'x');
--: expert
CREATE INDEX ON job (queue, priority DESC, run_at) WHERE state = 'ready';
CREATE INDEX ON job (locked_at) WHERE state = 'running';
CREATE INDEX ON job (dedup_key);
CREATE INDEX ON job (finished_at) WHERE state = 'failed';
CREATE INDEX ON job_log (job_id, at);
