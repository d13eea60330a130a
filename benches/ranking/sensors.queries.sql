-- name: chart, frequency: 2000
SELECT taken_at, value FROM readings WHERE machine_id = 4711 AND metric = 3 AND taken_at >= '2023-12-25' ORDER BY taken_at;
-- name: last_day, frequency: 50
SELECT machine_id, avg(value) FROM readings WHERE taken_at >= '2023-12-31' AND metric = 7 GROUP BY machine_id;
-- name: bad, frequency: 20
SELECT machine_id, count(*) FROM readings WHERE quality = 2 GROUP BY machine_id;
-- name: open_alarms, frequency: 6000
SELECT a.alarm_id, a.message, m.serial FROM alarms a JOIN machines m ON m.machine_id = a.machine_id WHERE a.cleared_at IS NULL ORDER BY a.severity DESC, a.raised_at;
-- name: machine_alarms, frequency: 1500
SELECT * FROM alarms WHERE machine_id = 99 ORDER BY raised_at DESC LIMIT 25;
-- name: code_week, frequency: 100
SELECT count(*) FROM alarms WHERE code = 'E-104' AND raised_at >= '2023-12-20';
-- name: severe, frequency: 40
SELECT machine_id, raised_at, code FROM alarms WHERE severity = 5 AND raised_at >= '2023-11-01';
-- name: site_machines, frequency: 800
SELECT machine_id, model, serial FROM machines WHERE site_id = 12 AND retired IS NULL;
-- name: old_models, frequency: 30
SELECT m.model, count(*) FROM machines m JOIN alarms a ON a.machine_id = m.machine_id WHERE m.installed < '2005-01-01' GROUP BY m.model;
-- name: running_services, frequency: 700
SELECT service_id, machine_id, technician FROM services WHERE ended_at IS NULL;
-- name: technician_month, frequency: 60
SELECT technician, sum(cost) FROM services WHERE started_at >= '2023-12-01' GROUP BY technician;
-- name: dear, frequency: 30
SELECT service_id, cost FROM services WHERE cost > 15000 ORDER BY cost DESC LIMIT 20;
-- name: reports, frequency: 25
SELECT service_id FROM services WHERE report ILIKE '%bearing%';
-- name: serial_front, frequency: 300
SELECT machine_id FROM machines WHERE upper(serial) = 'AB-1200';
-- name: write_reading, frequency: 40000
INSERT INTO readings (machine_id, taken_at, metric, value, quality) VALUES (1, now(), 2, 3.5, 0);
-- name: raise, frequency: 900
INSERT INTO alarms (alarm_id, machine_id, raised_at, severity, code, message) VALUES (1, 2, now(), 3, 'E-1', 'x');
-- name: clear, frequency: 850
UPDATE alarms SET cleared_at = now() WHERE alarm_id = 77;
-- name: purge, frequency: 1
DELETE FROM readings WHERE taken_at < '2023-01-05';
