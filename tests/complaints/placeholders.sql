-- ! Placeholders that a tool fills in before the script runs: Flyway's, and those of Oracle's client
-- ! dialect oracle
-- ! table ship: id
-- ! table crew: id, ship_id
-- ! relation crew(ship_id) -> ship(id)
-- ! kept 0
DEFINE owner = fleet
CREATE TABLE &owner..ship (id NUMBER(10) PRIMARY KEY);
CREATE TABLE ${prefix}crew (id NUMBER(10), ship_id NUMBER(10));
ALTER TABLE ${prefix}crew
  ADD CONSTRAINT crew_pk PRIMARY KEY (id)
  ADD CONSTRAINT crew_ship FOREIGN KEY (ship_id) REFERENCES &&owner..ship (id);
/
