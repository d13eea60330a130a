-- Devices that report: a wide stream, the newest state of each, few faults.
--: schema
CREATE TABLE device (device_id uuid PRIMARY KEY, serial varchar(40) NOT NULL, model varchar(30) NOT NULL, site_id integer NOT NULL, firmware varchar(12) NOT NULL, last_seen timestamptz, active boolean NOT NULL);
CREATE TABLE telemetry (telemetry_id bigint PRIMARY KEY, device_id uuid NOT NULL REFERENCES device, sent_at timestamptz NOT NULL, temperature real, voltage real, error_code integer, raw jsonb);
CREATE TABLE command (command_id bigint PRIMARY KEY, device_id uuid NOT NULL REFERENCES device, issued_at timestamptz NOT NULL, acknowledged_at timestamptz, body jsonb NOT NULL);
--: rows
INSERT INTO device SELECT md5(i::text)::uuid, 'SN' || lpad(i::text, 8, '0'), 'M' || i % 9, i % 400, '1.' || i % 7, now() - (random() * interval '10 days'), i % 30 <> 0 FROM generate_series(1, 20000) i;
INSERT INTO telemetry SELECT i, md5((1 + (random()*19999)::int)::text)::uuid, timestamptz '2024-01-01' + i * interval '2 seconds', random()*60, 3 + random(), CASE WHEN random() < 0.004 THEN (random()*30)::int END, CASE WHEN random() < 0.1 THEN '{"k": 1}'::jsonb END FROM generate_series(1, 900000) i;
INSERT INTO command SELECT i, md5((1 + (random()*19999)::int)::text)::uuid, timestamptz '2024-01-01' + i * interval '20 seconds', CASE WHEN i < 99500 THEN timestamptz '2024-01-01' + i * interval '21 seconds' END, '{"set": 1}' FROM generate_series(1, 100000) i;
--: queries
-- name: latest, frequency: 6000
SELECT sent_at, temperature, voltage FROM telemetry WHERE device_id = 'c4ca4238-a0b9-2382-0dcc-509a6f75849b' ORDER BY sent_at DESC LIMIT 1;
-- name: range_of_device, frequency: 1500
SELECT sent_at, temperature FROM telemetry WHERE device_id = 'c4ca4238-a0b9-2382-0dcc-509a6f75849b' AND sent_at >= '2024-01-05' AND sent_at < '2024-01-06';
-- name: faults, frequency: 200
SELECT device_id, error_code, sent_at FROM telemetry WHERE error_code IS NOT NULL AND sent_at >= '2024-01-18';
-- name: latest_of_site, frequency: 300
SELECT d.serial, t.sent_at, t.temperature FROM device d CROSS JOIN LATERAL (SELECT sent_at, temperature FROM telemetry WHERE telemetry.device_id = d.device_id ORDER BY sent_at DESC LIMIT 1) t WHERE d.site_id = 55;
-- name: pending_commands, frequency: 12000
SELECT command_id, body FROM command WHERE device_id = 'c81e728d-9d4c-2f63-6f06-7f89cc14862c' AND acknowledged_at IS NULL ORDER BY issued_at;
-- name: by_serial, frequency: 2500
SELECT device_id, model FROM device WHERE serial = 'SN00000077';
-- name: silent, frequency: 100
SELECT device_id FROM device WHERE active AND last_seen < now() - interval '9 days';
-- name: firmware, frequency: 5
SELECT model, firmware, count(*) FROM device GROUP BY model, firmware;
-- name: ingest, frequency: 90000
INSERT INTO telemetry (telemetry_id, device_id, sent_at, temperature) VALUES (1, 'c81e728d-9d4c-2f63-6f06-7f89cc14862c', now(), 20);
-- name: seen, frequency: 90000
UPDATE device SET last_seen = now() WHERE device_id = 'c81e728d-9d4c-2f63-6f06-7f89cc14862c';
-- name: acknowledge, frequency: 800
UPDATE command SET acknowledged_at = now() WHERE command_id = 9;
--: expert
CREATE INDEX ON telemetry (device_id, sent_at);
CREATE INDEX ON telemetry (sent_at) WHERE error_code IS NOT NULL;
CREATE INDEX ON device (site_id);
CREATE INDEX ON device (serial);
CREATE INDEX ON command (device_id, issued_at) WHERE acknowledged_at IS NULL;
