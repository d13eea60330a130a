-- Measurements of machines: a few large tables that only grow.
CREATE TABLE sites (site_id integer PRIMARY KEY, name varchar(80) NOT NULL, country char(2) NOT NULL);
CREATE TABLE machines (machine_id integer PRIMARY KEY, site_id integer NOT NULL REFERENCES sites (site_id), model varchar(40) NOT NULL, serial varchar(30) NOT NULL UNIQUE, installed date NOT NULL, retired date);
CREATE TABLE readings (machine_id integer NOT NULL REFERENCES machines (machine_id), taken_at timestamptz NOT NULL, metric smallint NOT NULL, value double precision NOT NULL, quality smallint NOT NULL, PRIMARY KEY (machine_id, metric, taken_at));
CREATE TABLE alarms (alarm_id bigint PRIMARY KEY, machine_id integer NOT NULL REFERENCES machines (machine_id), raised_at timestamptz NOT NULL, cleared_at timestamptz, severity smallint NOT NULL, code varchar(20) NOT NULL, message varchar(300) NOT NULL);
CREATE TABLE services (service_id bigint PRIMARY KEY, machine_id integer NOT NULL REFERENCES machines (machine_id), technician varchar(80) NOT NULL, started_at timestamptz NOT NULL, ended_at timestamptz, report text, cost numeric(10,2));
