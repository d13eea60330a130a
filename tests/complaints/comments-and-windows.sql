-- ! Comments inside CREATE TABLE and the line ends of Windows break it (azimutt 15, 16, 193)
-- ! dialect postgresql
-- ! table ships: id, name
-- ! table crew: id, ship_id
-- ! relation crew(ship_id) -> ships(id)
-- ! kept 0
CREATE TABLE ships ( -- the fleet; (
  id bigserial, /* a "key", */
  -- name text,
  name text -- last
);
CREATE TABLE crew (
  id bigserial,
  ship_id bigint
);
ALTER TABLE ships ADD CONSTRAINT ships_pk PRIMARY KEY (id);
ALTER TABLE crew ADD CONSTRAINT crew_ship FOREIGN KEY (ship_id) REFERENCES ships;
