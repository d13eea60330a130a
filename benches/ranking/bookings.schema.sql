-- Rooms and stays of a chain of hostels: short transactions, few reports.
CREATE TABLE hostels (id integer PRIMARY KEY, name varchar(80) NOT NULL, city varchar(60) NOT NULL, stars smallint NOT NULL);
CREATE TABLE rooms (id integer PRIMARY KEY, hostel_id integer NOT NULL REFERENCES hostels (id), number varchar(8) NOT NULL, beds smallint NOT NULL, price numeric(8,2) NOT NULL, UNIQUE (hostel_id, number));
CREATE TABLE guests (id bigint PRIMARY KEY, email varchar(160) NOT NULL, last_name varchar(60) NOT NULL, first_name varchar(60) NOT NULL, phone varchar(24), country char(2) NOT NULL, newsletter boolean NOT NULL, created_at timestamptz NOT NULL);
CREATE TABLE stays (id bigint PRIMARY KEY, room_id integer NOT NULL REFERENCES rooms (id), guest_id bigint NOT NULL REFERENCES guests (id), arrives date NOT NULL, leaves date NOT NULL, state varchar(12) NOT NULL, paid boolean NOT NULL, amount numeric(10,2) NOT NULL, source varchar(30) NOT NULL, remarks text, created_at timestamptz NOT NULL);
CREATE TABLE charges (id bigint PRIMARY KEY, stay_id bigint NOT NULL REFERENCES stays (id), kind varchar(20) NOT NULL, amount numeric(8,2) NOT NULL, charged_at timestamptz NOT NULL);
CREATE INDEX stays_guest ON stays (guest_id);
