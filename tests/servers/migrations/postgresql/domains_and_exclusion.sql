-- from
CREATE DOMAIN code AS varchar(8) CHECK (VALUE <> '');
CREATE TABLE rooms (id int PRIMARY KEY, code code, during tsrange);
-- rows
INSERT INTO rooms VALUES (1, 'a', '[2024-01-01, 2024-01-02)'), (2, NULL, NULL);
-- to
CREATE DOMAIN code AS varchar(8) CHECK (VALUE <> '') CHECK (length(VALUE) < 8);
CREATE TABLE rooms (id int PRIMARY KEY, code code, during tsrange, EXCLUDE USING gist (during WITH &&));
-- expect select count(*) from rooms => 2
