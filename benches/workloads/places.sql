-- Places on a map: boxes, nearest neighbours, opening times as ranges. Types of the core, no extension.
--: schema
CREATE TABLE place (place_id bigint PRIMARY KEY, name varchar(100) NOT NULL, kind varchar(20) NOT NULL, lat double precision NOT NULL, lon double precision NOT NULL, spot point NOT NULL, rating numeric(2,1), city_id integer NOT NULL);
CREATE TABLE city (city_id integer PRIMARY KEY, name varchar(80) NOT NULL, country char(2) NOT NULL);
CREATE TABLE booking (booking_id bigint PRIMARY KEY, place_id bigint NOT NULL REFERENCES place, during tstzrange NOT NULL, guest varchar(60) NOT NULL);
CREATE TABLE checkin (checkin_id bigint PRIMARY KEY, place_id bigint NOT NULL REFERENCES place, person_id bigint NOT NULL, at timestamptz NOT NULL);
--: rows
INSERT INTO city SELECT i, 'City' || i, (ARRAY['DE','FR','US','JP'])[1 + i % 4] FROM generate_series(1, 2000) i;
INSERT INTO place SELECT i, 'Place ' || md5(i::text), (ARRAY['cafe','bar','shop','hotel','museum'])[1 + (random()*4)::int], lat, lon, point(lon, lat), (1 + random()*4)::numeric(2,1), 1 + (random()*1999)::int FROM (SELECT i, random()*180 - 90 AS lat, random()*360 - 180 AS lon FROM generate_series(1, 200000) i) s;
INSERT INTO booking SELECT i, 1 + (random()*199999)::int, tstzrange(s, s + interval '2 days'), 'Guest' || i FROM (SELECT i, timestamptz '2024-01-01' + random() * interval '365 days' AS s FROM generate_series(1, 150000) i) q;
INSERT INTO checkin SELECT i, 1 + (random()*199999)::int, 1 + (random()*19999)::int, timestamptz '2024-01-01' + i * interval '1 minute' FROM generate_series(1, 400000) i;
--: queries
-- name: in_view, frequency: 5000
SELECT place_id, name, lat, lon FROM place WHERE spot <@ box '((8.1,48.0),(9.3,49.2))';
-- name: in_view_by_numbers, frequency: 800
SELECT place_id, name FROM place WHERE lat BETWEEN 48.0 AND 48.4 AND lon BETWEEN 8.1 AND 8.9;
-- name: nearest, frequency: 4000
SELECT place_id, name FROM place ORDER BY spot <-> point(9.1, 48.7) LIMIT 10;
-- name: free, frequency: 1500
SELECT count(*) FROM booking WHERE place_id = 4711 AND during && tstzrange('2024-05-01', '2024-05-03');
-- name: at_moment, frequency: 50
SELECT booking_id, place_id FROM booking WHERE during @> timestamptz '2024-05-01 12:00';
-- name: best_of_city, frequency: 2500
SELECT place_id, name, rating FROM place WHERE city_id = 99 AND kind = 'cafe' ORDER BY rating DESC NULLS LAST LIMIT 10;
-- name: my_checkins, frequency: 2500
SELECT c.at, p.name FROM checkin c JOIN place p ON p.place_id = c.place_id WHERE c.person_id = 900 ORDER BY c.at DESC LIMIT 20;
-- name: popular, frequency: 20
SELECT place_id, count(*) FROM checkin WHERE at >= '2024-10-01' GROUP BY place_id ORDER BY 2 DESC LIMIT 20;
-- name: countries, frequency: 10
SELECT c.country, count(*) FROM place p JOIN city c ON c.city_id = p.city_id GROUP BY c.country;
-- name: check_in, frequency: 3000
INSERT INTO checkin (checkin_id, place_id, person_id, at) VALUES (1, 2, 3, now());
--: expert
CREATE INDEX ON place USING gist (spot);
CREATE INDEX ON place (lat, lon);
CREATE INDEX ON booking (place_id);
CREATE INDEX ON booking USING gist (during);
CREATE INDEX ON place (city_id, kind, rating DESC NULLS LAST);
CREATE INDEX ON checkin (person_id, at);
CREATE INDEX ON checkin USING brin (at);
